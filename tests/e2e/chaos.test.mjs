// The view on chaos in the real page: sections of truth and networks, choosing an orbit, stopping, and that the picture
// is the one it was.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  fits,
  inkOf,
  limit,
  painted,
  passes,
  press,
  ready,
  says,
  textOf,
  trained,
  violations,
  withPage,
} from "./support.mjs";

const small =
  "?v=1&system=henon-heiles&hidden=16,16&trajectories=20&points=40&steps=80&integrator=rk4";

/** Waits until the view says that it is done with these, as "truth, HNN, plain". */
const done = (browser, whos) =>
  browser.waitFor(
    (wanted) => document.querySelector("#chaos-status")?.textContent === `Done: ${wanted}.`,
    [whos],
  );

const crossings = async (browser, who) =>
  Number(
    (await textOf(browser, `#section-caption-${who}`))
      .match(/^[\d\u202f]+/)?.[0]
      .replace(/\D/g, ""),
  );

/** Shares of inked pixels in 32 × 32 fields of the plot area, as digits 0 … 9. */
const histogram = (browser, selector) =>
  browser.evaluate((where) => {
    const canvas = document.querySelector(where);
    const ratio = canvas.width / canvas.getBoundingClientRect().width;
    // The frame of canvas/axes.ts, without its line.
    const left = Math.round(48 * ratio);
    const top = Math.round(12 * ratio);
    const width = canvas.width - left - Math.round(12 * ratio);
    const height = canvas.height - top - Math.round(40 * ratio);
    const { data } = canvas.getContext("2d").getImageData(left, top, width, height);
    const side = 32;
    const ink = new Array(side * side).fill(0);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const field = Math.floor((y / height) * side) * side + Math.floor((x / width) * side);
        if (data[4 * (y * width + x) + 3] > 100) ink[field]++;
      }
    }
    const whole = (width * height) / (side * side);
    return Array.from({ length: side }, (_, row) =>
      ink
        .slice(row * side, (row + 1) * side)
        .map((count) => Math.min(9, Math.ceil((count / whole) * 10)))
        .join(""),
    );
  }, selector);

/** The share of fields whose ink differs by more than a tenth. */
function difference(a, b) {
  const [first, second] = [a, b].map((rows) => [...rows.join("")].map(Number));
  return first.filter((value, i) => Math.abs(value - second[i]) > 1).length / first.length;
}

test(
  "the truth's section at E = 0.1 lies in its panel and is the picture that is known",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await browser.resize(1440, 900);
        await done(browser, "truth");
        // The words follow the pictures a few times a second, later on a busy machine.
        await browser.waitFor(() => {
          const words = document.querySelector("#section-caption-truth").textContent;
          return Number(words.match(/^[\d\u202f]+/)?.[0].replace(/\D/g, "")) > 1000;
        });
        const caption = await textOf(browser, "#section-caption-truth");
        assert.ok(!/outside|left/.test(caption), caption);
        const shown = await histogram(browser, "#section-truth");
        const known = JSON.parse(
          readFileSync(new URL("./section_truth.json", import.meta.url), "utf8"),
        );
        const off = difference(shown, known.rows);
        assert.ok(off < 0.03, `${off} of the fields differ:\n${shown.join("\n")}`);

        // Another energy is another picture: the comparison can tell.
        await press(browser, '[data-energy="0.15"]');
        await browser.waitFor(
          () => document.querySelector("#chaos-status").textContent !== "Done: truth.",
        );
        await done(browser, "truth");
        await browser.waitFor(() =>
          /chaotic/.test(document.querySelector("#chaos-table").textContent),
        );
        assert.ok(difference(await histogram(browser, "#section-truth"), known.rows) > 0.1);
        assert.deepEqual(browser.errors, []);
      },
      { query: `${small}&view=chaos` },
    ),
);

test("after training the networks' sections follow; later training marks them as old", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await done(browser, "truth");
      await says(browser, ".section-hnn-box", /untrained/);
      const empty = await inkOf(browser, "#section-hnn");
      await press(browser, "#train");
      await trained(browser, 80);
      await done(browser, "truth, HNN, plain");
      for (const who of ["hnn", "baseline"]) {
        await says(browser, `#section-caption-${who}`, /at step 80/);
        await painted(browser, `#section-${who}`, empty);
      }
      const cells = await browser.evaluate(() =>
        [...document.querySelectorAll("#chaos-table tbody tr")].map((row) =>
          [...row.querySelectorAll("td strong")].map((cell) => cell.textContent),
        ),
      );
      assert.equal(cells.length, 10);
      for (const row of cells) {
        assert.equal(row.length, 3);
        for (const verdict of row)
          assert.match(verdict, /^(regular|chaotic|undecided|drawn in|escaped)$/);
      }
      for (const id of ["#chaos-exponent", "#chaos-sali", "#chaos-energy"])
        await painted(browser, id, 300);
      await says(browser, "#chaos-note", /20 orbits × 40 samples = 800 samples/);

      // The new model's section is computed by itself once it rests.
      await press(browser, "#step");
      await trained(browser, 81);
      await browser.waitFor(() =>
        /at step 81/.test(document.querySelector("#section-caption-hnn").textContent),
      );
      assert.deepEqual(browser.errors, []);
    },
    { query: `${small}&view=chaos` },
  ),
);

test("with the keyboard: opening the view, choosing an orbit, stopping at once", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const { keyboard } = browser.page;
      await ready(browser);
      await browser.page.focus("#tab-lab");
      await browser.evaluate(() => document.activeElement.id);
      for (let i = 0; i < 4; i++) {
        if ((await browser.evaluate(() => document.activeElement.id)) === "tab-chaos") break;
        await keyboard.press("ArrowRight");
      }
      await keyboard.press("Enter");
      await done(browser, "truth");

      await browser.page.focus("#chaos-orbit-0");
      await keyboard.press("ArrowRight");
      await keyboard.press("ArrowRight");
      await browser.waitFor(() =>
        /^Orbit 3 /.test(document.querySelector("#chaos-orbit").textContent),
      );
      await says(browser, "#chaos-orbit", /q₂ = .*p₂ = .*truth: /);
      assert.equal(await textOf(browser, "#chaos-table tr.chosen th"), "3");
      await says(browser, "#chaos-follow", /3/);

      // The followed orbit is the trajectory of the experiment.
      await browser.page.focus("#chaos-follow");
      await keyboard.press("Enter");
      await browser.waitFor(
        () => /x0=/.test(location.search) && /rolloutDuration=200/.test(location.search),
      );

      // A study that takes long, stopped: what was found stays, and nothing more comes.
      await browser.type('[data-setting="chaosDuration"]', "10000");
      await browser.waitFor(
        () =>
          /^Computing/.test(document.querySelector("#chaos-status").textContent) &&
          /^\d/.test(document.querySelector("#section-caption-truth").textContent),
      );
      await browser.page.focus("#chaos-stop");
      await keyboard.press("Enter");
      await browser.waitFor(() =>
        /^Stopped/.test(document.querySelector("#chaos-status").textContent),
      );
      await passes(browser, 600);
      const found = await crossings(browser, "truth");
      await passes(browser, 600);
      assert.equal(await crossings(browser, "truth"), found);
      assert.equal(await browser.evaluate(() => document.activeElement.id), "chaos-stop");
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

for (const theme of ["light", "dark"]) {
  test(`at 360 px, ${theme}: nothing sticks out, axe finds nothing`, limit, () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await browser.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
        await browser.resize(360, 800);
        await done(browser, "truth");
        await fits(browser, "360 px");
        const found = await violations(browser);
        assert.deepEqual(found, []);
      },
      { query: `${small}&view=chaos` },
    ),
  );
}
