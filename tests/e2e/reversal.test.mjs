// The view on reversibility in the real page: loops, numbers, other integrators, stopping, less motion.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  eventually,
  fits,
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

const small = "?v=1&hidden=16,16&trajectories=10&points=20&steps=80&rolloutDuration=10";

const done = (browser, whos) =>
  browser.waitFor(
    (wanted) => document.querySelector("#reversal-status")?.textContent === `Done: ${wanted}.`,
    [whos],
  );

/** The first number of a text, as the page writes them: 0.3, 3.1 × 10⁻⁵. */
function numberIn(words) {
  const [, mantissa, exponent] = words.match(/(\d+(?:\.\d+)?)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/) ?? [];
  assert.ok(mantissa, words);
  const power = [...(exponent ?? "⁰")].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)));
  return Number(`${mantissa}e${power.join("")}`);
}

const gapOf = async (browser, who) =>
  numberIn((await textOf(browser, `#loop-caption-${who}`)).replace(/^.*gap/, ""));

/** Chooses an integrator and waits for the truth's new gap. */
async function withIntegrator(browser, integrator, whos) {
  const before = await textOf(browser, "#loop-caption-truth");
  await browser.page.select('[data-setting="reversal-integrator"]', integrator);
  await browser.waitFor(
    () => !/^Done/.test(document.querySelector("#reversal-status").textContent),
  );
  await done(browser, whos);
  // Captions follow a little later.
  await browser.waitFor(
    (old) => {
      const { textContent } = document.querySelector("#loop-caption-truth");
      return textContent !== old && /gap.*\d/.test(textContent);
    },
    [before],
  );
}

test(
  "opened by mouse: the truth goes out and back, and symmetric integrators close the loop",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await ready(browser);
        await browser.click("#tab-reversal");
        await done(browser, "truth");
        await says(browser, "#reversal-integrator", /not time-symmetric/);
        await withIntegrator(browser, "euler", "truth");
        const euler = await gapOf(browser, "truth");
        await withIntegrator(browser, "rk4", "truth");
        const rk4 = await gapOf(browser, "truth");
        await withIntegrator(browser, "leapfrog", "truth");
        const leapfrog = await gapOf(browser, "truth");
        // Order 1, order 4, and round-off.
        assert.ok(euler > 0.1 && rk4 < 1e-3 && leapfrog < 1e-10, `${euler} ${rk4} ${leapfrog}`);
        await says(browser, "#reversal-integrator", /is time-symmetric/);
        for (const kind of ["gap", "volumeError", "symplecticError"])
          await painted(browser, `#reversal-${kind}`, 300);
        await painted(browser, "#loop-truth", 2000);
        assert.deepEqual(browser.errors, []);
      },
      { query: small },
    ),
);

test(
  "trained networks follow, and only the plain one does not keep phase-space volume",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await done(browser, "truth");
        await says(browser, ".figure.loop:last-child", /untrained/);
        await press(browser, "#train");
        await trained(browser, 80);
        await done(browser, "truth, HNN, plain");
        for (const who of ["hnn", "baseline"])
          await browser.waitFor(
            (id) => /at step 80/.test(document.querySelector(id).textContent),
            [`#loop-caption-${who}`],
          );
        let rows;
        await eventually(
          async () => {
            rows = await browser.evaluate(() =>
              [...document.querySelectorAll("#reversal-table tbody tr")].map((row) =>
                [...row.children].map((cell) => cell.textContent),
              ),
            );
            return rows.every((row) => row.slice(1).every((cell) => /\d/.test(cell)));
          },
          () => `numbers are missing: ${JSON.stringify(rows)}`,
        );
        assert.deepEqual(
          rows.map((row) => row.length),
          [4, 4, 4, 4],
        );
        const [, , [, , hnn, plain]] = rows;
        assert.ok(numberIn(hnn) < 0.05 * numberIn(plain), `volume: HNN ${hnn}, plain ${plain}`);
        for (const who of ["hnn", "baseline"]) {
          await painted(browser, `#loop-${who}`, 1500);
        }
        assert.deepEqual(browser.errors, []);
      },
      { query: `${small}&view=reversal&integrator=leapfrog` },
    ),
);

test(
  "with the keyboard and less motion: nothing plays by itself, a long study stops at once",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser, url }) => {
        await browser.page.emulateMediaFeatures([
          { name: "prefers-reduced-motion", value: "reduce" },
        ]);
        await browser.goto(`${url}${small}&view=reversal`);
        const { keyboard } = browser.page;
        await done(browser, "truth");
        await passes(browser, 500);
        assert.equal(await browser.evaluate(() => document.querySelector("#time").value), "0");
        assert.ok(
          await browser.evaluate(() => document.querySelector("#view-reversal #play") !== null),
        );

        await browser.type('[data-setting="reversal-stepSize"]', "0.001");
        await browser.type('[data-setting="reversal-rolloutDuration"]', "500");
        await browser.waitFor(() =>
          /^Computing/.test(document.querySelector("#reversal-status").textContent),
        );
        await browser.page.focus("#reversal-stop");
        await keyboard.press("Enter");
        await browser.waitFor(() =>
          /^Stopped/.test(document.querySelector("#reversal-status").textContent),
        );
        assert.equal(await browser.evaluate(() => document.activeElement.id), "reversal-stop");
        await browser.page.focus("#reversal-compute");
        await keyboard.press("Enter");
        await browser.waitFor(() =>
          /^Computing/.test(document.querySelector("#reversal-status").textContent),
        );
        assert.deepEqual(browser.errors, []);
      },
      { query: small, motion: true },
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
      { query: `${small}&view=reversal` },
    ),
  );
}
