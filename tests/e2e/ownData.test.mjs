// Data of the visitor's own in the page: chosen or dropped, with columns to be changed, by mouse and by keyboard; and
// files that are no data, of which nothing on the page changes.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { applyMapping, createLab, readTable } from "../../dist/package/index.js";
import {
  dropFiles,
  fits,
  limit,
  painted,
  pause,
  press,
  ready,
  says,
  settledFingerprint,
  textOf,
  trained,
  violations,
  withPage,
} from "./support.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const recording = path.resolve(root, "../shared/data/real_pend_h_1.txt");
const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";

/** A swing of small amplitude, with a gap: time, angle, angular velocity. */
function swing(header = "t;angle;speed") {
  const rows = Array.from({ length: 80 }, (_, i) => i * 0.2)
    .filter((t) => t < 5 || t > 5.5)
    .map((t) => [t, Math.cos(t), -Math.sin(t)].map((value) => value.toFixed(6)).join(";"));
  return [header, ...rows].join("\n");
}

async function choose(browser, name, content) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-own-"));
  try {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    const input = await browser.page.$("#data-file");
    await input.uploadFile(file);
    await browser.waitFor(
      (what) =>
        document.querySelector("#data-dialog")?.open ||
        document
          .querySelector('[data-kind="file"]')
          ?.textContent.includes(`“${what}” could not be read`),
      [name],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isOpen = (browser) =>
  browser.evaluate(() => document.querySelector("#data-dialog")?.open === true);
const systemShown = (browser) =>
  browser.evaluate(() => document.querySelector("#system").selectedOptions[0].textContent);
const finished = (browser) =>
  browser.waitFor(() => document.documentElement.dataset.state === "finished");
const taken = (browser) =>
  browser.waitFor(() => /held out/.test(document.querySelector("#own-data").textContent));

test("a table is chosen, its columns are changed, and both networks learn from it", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      await choose(browser, "swing.csv", swing("when;one;other"));
      assert.ok(await isOpen(browser));
      await says(browser, "#data-account", /77 rows of 3 columns.*semicolons/);
      const roles = () =>
        browser.evaluate(() =>
          [...document.querySelectorAll("[data-column]")].map((select) => select.value),
        );
      assert.deepEqual(await roles(), ["t", "q1", "p1"]);
      await says(
        browser,
        "#data-verdict",
        /77 samples in 1 recording.*estimated \(forward\).*never across a gap.*first 80 % .*training/,
      );

      // A mapping that makes no data says why, and cannot be used.
      const role = (column, value) =>
        browser.page.select(`[data-column="${column}"]`, value).then(() => undefined);
      await role(3, "q1");
      await says(browser, "#data-verdict", /column 2.*column 3.*are both q1/);
      assert.ok(await browser.evaluate(() => document.querySelector("#data-use").disabled));
      await role(3, "p1");

      await browser.click("#data-use");
      await taken(browser);
      await browser.waitFor(() => !document.querySelector("#data-dialog").open);
      await says(
        browser,
        "#own-data",
        /swing\.csv: 60 training samples, 14 held out.*time step 0\.2, 1 gap\. 3 samples were skipped: the last/,
      );
      assert.equal(await systemShown(browser), "Your own data");
      await browser.waitFor(() => /data=own/.test(location.search));
      await browser.type('[data-setting="steps"]', "60");
      await press(browser, "#train");
      await trained(browser, 60);
      await finished(browser);
      await browser.waitFor(() =>
        /\d/.test(document.querySelector("#energyMse-baseline").textContent),
      );
      await says(browser, ".numbers", /Energy error, held-out part/);
      for (const id of ["#phase-portrait", "#energy-chart", "#loss-chart", "#motion-hnn"])
        await painted(browser, id, 300);

      // Another split: the shown motion begins where the held-out part now does.
      const start = () =>
        browser.evaluate(() => document.querySelector('[data-setting^="x0"]').value);
      const before = await start();
      await browser.type('[data-setting="trainFraction"]', "0.5");
      await browser.waitFor(() =>
        / 3\d held out/.test(document.querySelector("#own-data").textContent),
      );
      await browser.waitFor(
        (old) => document.querySelector('[data-setting^="x0"]').value !== old,
        [before],
      );

      // A jump within the page keeps the data; "back" gives them up, and undo brings them again.
      await browser.evaluate(() => {
        location.hash = "settings";
      });
      await pause(300);
      assert.equal(await systemShown(browser), "Your own data");
      await press(browser, "#drop-data");
      await browser.waitFor(() => document.querySelector("#system").value === "pendulum");
      await press(browser, "#notice-run-action");
      await taken(browser);
      assert.equal(await systemShown(browser), "Your own data");
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

test("dropped, and taken by keyboard alone; Escape leaves everything as it was", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const { keyboard } = browser.page;
      const focused = () => browser.evaluate(() => document.activeElement?.id ?? "");
      await ready(browser);
      const fingerprint = await settledFingerprint(browser);
      const table = [{ name: "swing.txt", content: swing("") }];
      await dropFiles(browser, table);
      await browser.waitFor(() => document.querySelector("#data-dialog")?.open);
      await keyboard.press("Escape");
      assert.equal(await isOpen(browser), false);
      assert.equal(await textOf(browser, "#fingerprint-hnn"), fingerprint);
      assert.equal(await systemShown(browser), "Pendulum");

      await dropFiles(browser, table);
      await browser.waitFor(() => document.querySelector("#data-dialog")?.open);
      for (let i = 0; i < 20 && (await focused()) !== "data-use"; i++) await keyboard.press("Tab");
      assert.equal(await focused(), "data-use");
      await keyboard.press("Enter");
      await taken(browser);

      // The button opens the device's own chooser.
      await browser.waitFor(() => !document.querySelector("#data-dialog")?.open);
      await browser.page.focus("#choose-data");
      assert.equal(await focused(), "choose-data");
      const asked = browser.page.waitForFileChooser();
      await pause(500); // until Chromium asks us instead of the device
      await keyboard.press("Enter");
      const chooser = await asked;
      await chooser.cancel();
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

/** Files that are no data, and what is said of them. */
const bad = {
  "empty.csv": ["", /empty/],
  "header.csv": ["t,q,p\n", /only a header \(row 1\)/],
  "one.csv": ["t,q,p\n0,1,2\n", /one row of numbers \(row 2\)/],
  "text.csv": ["t,q,p\n0,1,2\n1,abc,2\n2,1,2\n", /row 3, column 2 \("q"\).*"abc"/],
  "nan.csv": ["t,q,p\n0,1,2\n1,1,2\n2,1,NaN\n", /row 4, column 3 \("p"\).*"NaN"/],
  "time.csv": [
    "t,q,p\n0,1,2\n2,1,2\n1,1,2\n",
    /row 4, column 1 \("t"\) must be later than 2 in row 3/,
  ],
  "widths.csv": ["t,q,p\n0,1,2\n1,1\n", /row 3 has 2 columns, and row 2 has 3/],
  "separator.csv": ["t|q|p\n0|1|2\n1|1|2\n", /column|time/],
  "short.csv": ["t,q,p\n0,1,0\n1,0,-1\n2,-1,0\n", /no sample of the/],
};

test("bad files: a message with row and column, and nothing is lost", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 60);
      await finished(browser);
      const fingerprint = await settledFingerprint(browser);
      for (const [name, [content, expected]] of Object.entries(bad)) {
        await choose(browser, name, content);
        if (await isOpen(browser)) {
          // A table, but no data: the verdict says so, at once or when the core has looked.
          if (!(await browser.evaluate(() => document.querySelector("#data-use").disabled)))
            await press(browser, "#data-use");
          await browser.waitFor(() =>
            /cannot be used/.test(document.querySelector("#data-verdict").textContent),
          );
          await says(browser, "#data-verdict", expected);
          await press(browser, "#data-cancel");
        } else {
          await says(browser, '[data-kind="file"]', expected);
        }
        assert.equal(await textOf(browser, "#fingerprint-hnn"), fingerprint, name);
      }
      const long = "0.123456789,1.0,2.0\n".repeat(Math.ceil((51 * 2 ** 20) / 20));
      await choose(browser, "long.csv", long);
      await says(browser, '[data-kind="file"]', /51\.0 MB.*limit is 50 MB/);
      assert.equal(await textOf(browser, "#fingerprint-hnn"), fingerprint);
      assert.equal(await systemShown(browser), "Pendulum");
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

test("another separator is another table; two coordinates are drawn without a judge", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const rows = Array.from({ length: 60 }, (_, i) => i * 0.1).map((t) =>
        [t, Math.cos(t), Math.sin(t), -Math.sin(t), Math.cos(t)].join("|"),
      );
      await ready(browser);
      await choose(browser, "plane.txt", rows.join("\n").replaceAll("|", ","));
      await browser.page.select("#data-separator", ";");
      await says(browser, "#data-verdict", /cannot be used/);
      await browser.page.select("#data-separator", ",");
      await browser.page.select("#data-judge", "");
      await press(browser, "#data-use");
      await taken(browser);
      await browser.type('[data-setting="steps"]', "20");
      await press(browser, "#train");
      await trained(browser, 20);
      await finished(browser);
      await browser.waitFor(() =>
        /\d/.test(document.querySelector("#coordinateMse-hnn").textContent),
      );
      assert.equal(await textOf(browser, "#energyMse-hnn"), "–");
      await says(browser, ".energy-chart-box", /No Hamiltonian selected/);
      for (const who of ["truth", "hnn", "baseline"]) await painted(browser, `#motion-${who}`, 100);
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

test("both networks of a run on one's own data come back from their files", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const lab = await createLab();
      const table = readTable(swing(), "swing.csv");
      const { measured } = applyMapping(table, table.proposed, { judged: true });
      const files = ["hnn", "baseline"].map((model) => {
        const settings = { system: "pendulum", model, hidden: [8], trainFraction: 0.7, steps: 40 };
        const run = lab.session(settings, { measured });
        run.advance(40);
        return { name: `${model}.json`, content: run.saveText(), fingerprint: run.fingerprint };
      });
      await ready(browser);
      await dropFiles(browser, files);
      await trained(browser, 40);
      await finished(browser);
      await taken(browser);
      await says(browser, "#own-data", /swing\.csv/);
      for (const [i, who] of ["hnn", "baseline"].entries()) {
        await browser.waitFor(
          ([name, wanted]) => document.querySelector(`#fingerprint-${name}`).textContent === wanted,
          [[who, files[i].fingerprint]],
        );
      }
      await says(browser, "#notice", /Loaded Plain network/);
      // Another system, and undo: the data are there again, with what was learned.
      await browser.page.select("#system", "spring");
      await browser.waitFor(() => document.documentElement.dataset.stepHnn === "0");
      await press(browser, "#notice-run-action");
      await trained(browser, 40);
      await taken(browser);
      assert.equal(await systemShown(browser), "Your own data");
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

test("a link that was made with one's own data says what is missing", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      await says(browser, "#notice", /made with measured data.*drop the file/);
      assert.equal(await systemShown(browser), "Pendulum");
    },
    { query: `${small}&data=own` },
  ),
);

for (const [width, theme] of [
  [320, "light"],
  [1440, "dark"],
]) {
  test(`the dialog fits at ${width} px, ${theme}; axe finds nothing`, limit, () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await browser.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
        await browser.resize(width, 700);
        await ready(browser);
        await choose(browser, "swing.csv", swing());
        const dialog = () =>
          browser.evaluate(() => {
            const { left, right, top, bottom } = document
              .querySelector("#data-dialog")
              .getBoundingClientRect();
            return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
          });
        assert.ok(await dialog());
        assert.deepEqual(await violations(browser), []);
        await press(browser, "#data-use");
        await taken(browser);
        await fits(browser, `${width} px`);
        assert.deepEqual(await violations(browser), []);
      },
      { query: small },
    ),
  );
}

test("the recording of the real pendulum works as it is", limit, async (context) => {
  if (!existsSync(recording))
    return context.skip(
      "needs ../shared/data/real_pend_h_1.txt: real_pend_h_1 of the supplement of Schmidt & Lipson 2009",
    );
  await withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      const input = await browser.page.$("#data-file");
      await input.uploadFile(recording);
      await browser.waitFor(() => document.querySelector("#data-dialog")?.open);
      await says(browser, "#data-account", /556 rows of 4 columns/);
      await press(browser, "#data-use");
      await taken(browser);
      await says(browser, "#own-data", /434 training samples, 110 .*10 gaps/);
      await press(browser, "#train");
      await trained(browser, 2000);
      await finished(browser);
      await browser.waitFor(() =>
        ["hnn", "baseline"].every((who) =>
          /\d/.test(document.querySelector(`#energyMse-${who}`).textContent),
        ),
      );
      const [hnn, plain] = await browser.evaluate(() =>
        ["hnn", "baseline"].map((who) =>
          Number(document.querySelector(`#energyMse-${who}`).textContent),
        ),
      );
      assert.ok(hnn < plain / 10, `HNN ${hnn}, plain ${plain}`);
    },
    { query: "?v=1" },
  );
});
