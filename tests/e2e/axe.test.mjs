// axe finds nothing, in any engine, view and theme, on a small telephone: Chromium's own tests look at the wider forms.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fits, limit, openView, passes, ready, violations, withPage } from "./support.mjs";

const views = ["lab", "orbits", "reversal", "chaos"];
const themes = ["light", "dark", "projector"];

for (const name of ["chromium", "firefox", "webkitgtk"])
  test(`${name}: axe finds nothing in any view and theme at 320 px`, limit, () =>
    withPage(
      name,
      async ({ browser }) => {
        await browser.resize(320, 700);
        await ready(browser);
        for (const view of views) {
          await openView(browser, view);
          for (const theme of themes) {
            await browser.evaluate((wanted) => {
              const select = document.querySelector("#theme");
              select.value = wanted;
              select.dispatchEvent(new Event("change"));
            }, theme);
            await passes(browser, 300);
            assert.deepEqual(await violations(browser), [], `${view}, ${theme}`);
            await fits(browser, `${view}, ${theme}`);
          }
        }
      },
      { query: "?v=1&hidden=16,16&trajectories=10&points=20" },
    ),
  );

test(
  "no button ever stands in the page without a name, not even before the first picture",
  limit,
  () =>
    withPage("chromium", async ({ browser, url }) => {
      await browser.page.evaluateOnNewDocument(() => {
        const nameless = new Set();
        globalThis.namelessButtons = nameless;
        globalThis.seenButtons = new Set();
        // Called after every script, before anything is painted.
        new MutationObserver(() => {
          for (const button of document.querySelectorAll("button")) {
            globalThis.seenButtons.add(button.id);
            if (!button.textContent.trim() && !button.getAttribute("aria-label"))
              nameless.add(button.outerHTML);
          }
        }).observe(document, { childList: true, subtree: true });
      });
      await browser.goto(`${url}?v=1&hidden=16,16&trajectories=10&points=20`);
      await ready(browser);
      for (const view of views) {
        await openView(browser, view);
      }
      for (const id of ["play", "train", "chaos-follow", "chaos-follow-energy"])
        await browser.waitFor((wanted) => globalThis.seenButtons.has(wanted), [id]);
      const nameless = await browser.evaluate(() => [...globalThis.namelessButtons]);
      assert.deepEqual(nameless, []);
    }),
);
