// A visitor solves the pendulum by one click, or one key; what was solved is changed, cancelled, undone, saved and
// brought back, beside networks that train.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import {
  downloads,
  eventually,
  inkOf,
  limit,
  painted,
  press,
  ready,
  savedFile,
  says,
  settledFingerprint,
  textOf,
  violations,
  withPage,
} from "./support.mjs";

const solver = "sampled-hnn";
const small = "?v=1&hidden=8,8&trajectories=20&points=20&solvedWidth=60";

const solved = (browser) =>
  browser.waitFor(() => /Solved in \d/.test(document.querySelector("#solve-status").textContent));

const printOf = (browser) => settledFingerprint(browser, solver);

/** The first number in a cell: "0.79 %" → 0.79, "2.0 × 10⁻⁴" → 0.0002. */
async function numberIn(browser, id) {
  const words = (await textOf(browser, id)).replace("−", "-");
  const [, mantissa, , exponent = ""] = words.match(/(-?[\d.]+)( × 10([⁻⁰-⁹¹²³]+))?/) ?? [];
  const figures = [...exponent].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("");
  return Number(mantissa) * 10 ** Number(figures);
}

/** The published pendulum: the noise alone is worth 0.04 of the loss. */
async function assertSolved(browser) {
  await browser.waitFor(
    (id) => /\d/.test(document.querySelector(id).textContent),
    [`#energyDrift-${solver}`],
  );
  const testLoss = await numberIn(browser, `#testLoss-${solver}`);
  assert.ok(testLoss > 0.03 && testLoss < 0.045, `test loss ${testLoss}`);
  for (const row of ["driftHere", "energyDrift"]) {
    const percent = await numberIn(browser, `#${row}-${solver}`);
    assert.ok(percent < 3, `${row} ${percent} %`);
  }
  const energyMse = await numberIn(browser, `#energyMse-${solver}`);
  assert.ok(energyMse < 5e-3, `energy error ${energyMse}`);
  const rank = await numberIn(browser, `#rank-${solver}`);
  assert.ok(rank >= 10 && rank <= 200, `rank ${rank}`);
  await says(browser, `#cutoff-${solver}`, /\d/);
  // Of the moment that is shown: kept, or off by as little as the drift above allows.
  await says(browser, `#motion-energy-${solver}`, /energy (conserved|[+\u2212-][0-2](\.\d+)?\s%)/);
  assert.equal(await textOf(browser, "#testLoss-hnn"), "–");
}

test("one click solves the pendulum, and every picture shows it", limit, () =>
  withPage("chromium", async ({ browser }) => {
    await ready(browser);
    const before = await inkOf(browser, "#phase-portrait");
    await browser.click("#solve");
    await solved(browser);
    await assertSolved(browser);
    await browser.waitFor(() => /sampled-hnn/.test(location.search));
    await eventually(
      async () => (await inkOf(browser, "#phase-portrait")) !== before,
      () => "the portrait stays as it was",
    );
    for (const id of [`#motion-${solver}`, "#motion-sampled-baseline", "#error-chart"])
      await painted(browser, id);
    await browser.waitFor(() =>
      /Solved Hamiltonian network: 0\.0\d+ after [\d.]+ seconds/.test(
        document.querySelector("#error-chart").getAttribute("aria-label"),
      ),
    );
    await says(browser, ".figure-error-chart", /linear least-squares problem/);
    await says(browser, ".lead", /without gradient steps/);
    assert.deepEqual(await violations(browser), []);
    assert.deepEqual(browser.errors, []);
  }),
);

test("one key does, and the focus stays in the bar", limit, () =>
  withPage("chromium", async ({ browser }) => {
    await ready(browser);
    const { keyboard } = browser.page;
    await browser.evaluate(() => document.querySelector("#cancel").focus());
    await keyboard.press("Tab");
    assert.equal(await browser.evaluate(() => document.activeElement.id), "solve");
    await keyboard.press("Enter");
    await solved(browser);
    await assertSolved(browser);
    assert.equal(
      await browser.evaluate(() => document.activeElement.closest(".training-bar") !== null),
      true,
    );
    assert.deepEqual(browser.errors, []);
  }),
);

test(
  "other settings of the solve are taken up at once, and leave the trained networks alone",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        const step = () => browser.evaluate(() => Number(document.documentElement.dataset.stepHnn));
        await ready(browser);
        await press(browser, "#train");
        await browser.waitFor(() => Number(document.documentElement.dataset.stepHnn) > 50);
        await press(browser, "#solve"); // in the middle of training, which goes on afterwards
        await solved(browser);
        const then = await step();
        await browser.waitFor(
          (old) => Number(document.documentElement.dataset.stepHnn) > old,
          [then],
        );
        const first = await printOf(browser);
        await browser.evaluate(() => {
          const select = document.querySelector('[data-setting="sampling"]');
          select.value = "elm";
          select.dispatchEvent(new Event("change"));
        });
        await browser.waitFor(
          (old) => {
            const print = document.querySelector("#fingerprint-sampled-hnn").textContent;
            return (
              print !== old && /Solved in/.test(document.querySelector("#solve-status").textContent)
            );
          },
          [first],
        );
        assert.ok((await step()) >= then);
        await browser.waitFor(() => /sampling=elm/.test(location.search));

        // What the core refuses is said, and what was solved stays.
        const print = await printOf(browser);
        await browser.type('[data-setting="cutoff"]', "1e-20");
        await browser.waitFor(() =>
          /cutoff\) must be 0 \(chosen\) or 1e-15/.test(
            document.querySelector("#notice").textContent,
          ),
        );
        assert.equal(await printOf(browser), print);
        await browser.waitFor(() => !/cutoff/.test(location.search));

        // Solved networks leave by their switch; the others stay as they are.
        await press(browser, "#pause");
        await press(browser, "#solved");
        await browser.waitFor(
          () => !document.querySelector("#motion-sampled-hnn").checkVisibility(),
        );
        assert.ok((await step()) >= then);
        assert.deepEqual(browser.errors, []);
      },
      { query: `${small}&steps=1000000` }, // more than is done while the test looks
    ),
);

test(
  "a long solve shows its progress and is cancelled; reset empties, undo brings back",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        const share = () =>
          browser.evaluate(() =>
            Number(
              document.querySelector("#solve-status").textContent.match(/(\d+(\.\d+)?) %/)?.[1] ??
                0,
            ),
          );
        await ready(browser);
        await press(browser, "#solve");
        await browser.waitFor(() =>
          /[1-9]/.test(
            document.querySelector("#solve-status").textContent.match(/Solving… (.+) %/)?.[1],
          ),
        );
        assert.ok((await share()) < 100);
        await press(browser, "#cancel");
        await browser.waitFor(() =>
          /Cancelled/.test(document.querySelector("#notice").textContent),
        );
        await browser.waitFor(() => document.documentElement.dataset.stepSampledHnn === "0");
        assert.equal(await textOf(browser, `#testLoss-${solver}`), "–");

        await browser.evaluate(() => {
          const width = document.querySelector('[data-setting="solvedWidth"]');
          width.value = "60";
          width.dispatchEvent(new Event("change"));
        });
        await press(browser, "#solve");
        await solved(browser);
        const print = await printOf(browser);
        await press(browser, "#reset");
        await browser.waitFor(() => document.documentElement.dataset.stepSampledHnn === "0");
        await press(browser, "#notice-run-action");
        await browser.waitFor(
          (wanted) => document.querySelector("#fingerprint-sampled-hnn").textContent === wanted,
          [print],
        );
        await browser.waitFor(() =>
          /\d/.test(document.querySelector("#testLoss-sampled-hnn").textContent),
        );
        assert.deepEqual(browser.errors, []);
      },
      { query: "?v=1&hidden=8,8&trajectories=400&points=60&solvedWidth=900" },
    ),
);

test("a solved network is saved, and comes back in another visit", limit, async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-solve-"));
  try {
    let file = "";
    let print = "";
    await withPage(
      "chromium",
      async ({ browser }) => {
        await ready(browser);
        await press(browser, "#solve");
        await solved(browser);
        print = await printOf(browser);
        await downloads(browser, folder);
        await press(browser, `#save-${solver}`);
        file = await savedFile(folder, /json$/);
      },
      { query: small },
    );
    await withPage(
      "chromium",
      async ({ browser }) => {
        await ready(browser);
        const input = await browser.page.$("#load-file");
        await input.uploadFile(file);
        await browser.waitFor(
          (wanted) => document.querySelector("#fingerprint-sampled-hnn").textContent === wanted,
          [print],
        );
        await browser.waitFor(() => /solvedWidth=60/.test(location.search));
        await browser.waitFor(() =>
          /\d/.test(document.querySelector("#testLoss-sampled-hnn").textContent),
        );
        // The file says nothing of the trained networks' shape.
        assert.match(
          await browser.evaluate(() => document.querySelector('[data-setting="hidden"]').value),
          /^32, 32$/,
        );
        assert.deepEqual(browser.errors, []);
      },
      { query: "" },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a link that the core refuses opens the published experiment and says why", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      await says(browser, "#notice", /must be 0 \(chosen\) or 1e-15…0\.1, got 1e-20/);
      await browser.waitFor(() => !/cutoff/.test(location.search));
      await press(browser, "#solve");
      await solved(browser);
      assert.deepEqual(browser.errors, []);
    },
    {
      query: "?v=1&cutoff=1e-20&contestants=hnn,baseline,sampled-hnn,sampled-baseline",
    },
  ),
);
