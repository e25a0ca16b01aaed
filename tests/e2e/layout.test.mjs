// Where things stand: the document never scrolls beyond the page, at any size, and no button moves under the pointer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { limit, ready, trained, withPage } from "./support.mjs";

const sizes = [
  [320, 568],
  [360, 740],
  [820, 1180],
  [1280, 720],
  [1440, 900],
  [1920, 1080],
];
const pages = [
  "?theme=light",
  "?theme=dark&language=de&lesson=3",
  "?view=orbits&system=two-body&theme=projector&language=de",
  "?view=chaos&system=henon-heiles&language=de",
  "?view=reversal&contestants=hnn,baseline,sampled-hnn,sampled-baseline",
];

// Inputs of the segmented controls and of files were positioned beyond the scroller that holds them and lengthened the
// document: the first wheel at the end of a column cut the header off and left a blank band below the bar.
test(
  "the document is as large as the window, or on a phone as the page, in every theme and language",
  limit,
  () =>
    withPage("chromium", async ({ browser, url }) => {
      const address = new URL(url);
      for (const query of pages) {
        await browser.goto(`${address.origin}${address.pathname}${query}`);
        await ready(browser);
        for (const [width, height] of sizes) {
          await browser.resize(width, height);
          const found = await browser.evaluate(() => {
            const { scrollWidth, scrollHeight } = document.documentElement;
            window.scrollTo(0, 1e6);
            const dock = document.querySelector(".dock").getBoundingClientRect();
            const app = document.querySelector("#app").getBoundingClientRect();
            const end = { dock: Math.round(dock.bottom), scrolled: Math.round(window.scrollY) };
            window.scrollTo(0, 0);
            return { scrollWidth, scrollHeight, app: Math.ceil(app.height), ...end };
          });
          const where = `${query} at ${width}×${height}: ${JSON.stringify(found)}`;
          assert.equal(found.scrollWidth, width, where);
          assert.equal(found.dock, height, where); // no blank band below it
          if (width >= 800) {
            assert.equal(found.scrollHeight, height, where);
            assert.equal(found.scrolled, 0, where);
          } else assert.ok(found.scrollHeight <= Math.max(found.app, height), where);
        }
      }
      assert.deepEqual(browser.errors, []);
    }),
);

// Labels changed ("Train both networks", "Train", "Train on") and with them the places of all buttons behind them.
test(
  "no button of the bar moves when training begins, pauses and is reset, nor when a notice appears",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await ready(browser);
        const places = () =>
          browser.evaluate(() =>
            [...document.querySelectorAll(".training-bar button")].map((button) => {
              const { left, right, top, bottom } = button.getBoundingClientRect();
              return [left, right, top, bottom];
            }),
          );
        const state = (wanted) =>
          browser.waitFor((is) => document.documentElement.dataset.state === is, [wanted]);
        for (const [width, height] of [
          [1280, 720],
          [820, 1180],
          [360, 740],
        ]) {
          await browser.resize(width, height);
          const before = await places();
          // Half a pixel: edges that lie between two pixels are not always the same to the last digit.
          const same = async (when) => {
            const now = await places();
            const moved = now.flat().map((edge, i) => Math.abs(edge - before.flat()[i]));
            assert.ok(Math.max(...moved) < 0.5, `${when}, ${width} px: ${now} were ${before}`);
          };
          await browser.click("#train");
          await trained(browser, 5);
          await same("training");
          await browser.click("#pause");
          await state("paused");
          await same("paused");
          await browser.click("#reset");
          await browser.waitFor(() => document.querySelector("#notice-run-action") !== null);
          await state("idle");
          await same("reset");
          const covered = await browser.evaluate(() => {
            const notice = document.querySelector(".notice").getBoundingClientRect();
            const layout = document.querySelector(".layout").getBoundingClientRect();
            return innerWidth > 800 && notice.top < layout.bottom - 1;
          });
          assert.equal(covered, false, "a notice lies over the pictures");
        }
        assert.deepEqual(browser.errors, []);
      },
      { query: "?v=1&hidden=8,8&trajectories=5&points=10&steps=100000" },
    ),
);
