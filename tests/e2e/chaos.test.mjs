// The view on chaos in the real page: sections of truth and networks, choosing an orbit, stopping, and that the picture
// is the one it was.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { limit, press, textOf, withPage } from "./support.mjs";

const small =
  "?v=1&system=henon-heiles&hidden=16,16&trajectories=20&points=40&steps=80&integrator=rk4";

/** Waits until the view says that it is done with these, as "truth, HNN, plain". */
const done = (browser, whos) =>
  browser.waitFor(
    (wanted) => document.querySelector("#chaos-status")?.textContent === `Done: ${wanted}.`,
    [whos],
  );

const _crossings = async (browser, who) =>
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
