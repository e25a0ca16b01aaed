// Data sets as files: the page saves what its networks learn from, takes it back in every form, and learns the same from
// each.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { createLab, dataSetOf, readDataSet } from "../../dist/package/index.js";
import {
  downloads,
  limit,
  press,
  ready,
  savedFile,
  says,
  settledFingerprint,
  textOf,
  withPage,
} from "./support.mjs";

const small = "?v=1&hidden=8,8&trajectories=6&points=12&steps=60&noise=0.1";

const drop = (browser, name, bytes) =>
  browser.evaluate(
    (given, content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(content)], given));
      for (const type of ["dragover", "drop"]) {
        const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
        document.querySelector("main").dispatchEvent(event);
      }
    },
    name,
    [...bytes],
  );

/** Takes a file, trains on it, and gives the HNN's fingerprint. */
async function learnFrom(browser, name, bytes, account) {
  await drop(browser, name, bytes);
  await browser.waitFor(() => document.querySelector("#data-dialog")?.open);
  assert.match(await textOf(browser, "#data-account"), account);
  await says(
    browser,
    "#data-verdict",
    /72 samples in 6 recordings.*Not used: test.*Derivatives are read from the table/,
  );
  await press(browser, "#data-use");
  await browser.waitFor(
    (file) =>
      !document.querySelector("#data-dialog").open &&
      document.querySelector("#own-data").textContent.includes(`${file}: `) &&
      document.documentElement.dataset.stepHnn === "0",
    [name],
  );
  // The batch of all samples, and the same steps for each.
  await browser.type('[data-setting="steps"]', "60");
  await press(browser, "#train");
  await browser.waitFor(
    () =>
      document.documentElement.dataset.stepHnn === "60" &&
      document.documentElement.dataset.state === "finished",
  );
  return settledFingerprint(browser);
}

test("data that the page saved are the run's, and all three forms teach the same", limit, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-data-"));
  return withPage(
    "chromium",
    async ({ browser }) => {
      await downloads(browser, folder);
      await ready(browser);
      await press(browser, "#share");
      await browser.waitFor(() => document.querySelector(".share-dialog")?.open);
      const forms = ["json", "safetensors", "csv"];
      const files = {};
      for (const form of forms) {
        await press(browser, `#share-data-${form}`);
        files[form] = readFileSync(await savedFile(folder, new RegExp(`^data-pendulum.${form}$`)));
      }
      await press(browser, "#share-close");

      const set = readDataSet(files.json);
      assert.deepEqual(readDataSet(new Uint8Array(files.safetensors)), set);
      const lab = await createLab();
      const run = lab.session(set.settings);
      assert.deepEqual(dataSetOf(run.data(), run.settings), set);
      run.dispose();

      const prints = [];
      for (const form of forms) {
        const account =
          form === "csv" ? /72 rows of 7 columns.*commas/ : /72 samples.*: 6\..*Pendulum/;
        prints.push(await learnFrom(browser, `mine.${form}`, files[form], account));
        assert.equal(
          await browser.evaluate(() => document.querySelector("#data-judge").value),
          "pendulum",
        );
      }
      assert.deepEqual(prints, new Array(3).fill(prints[0]));
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ).finally(() => rmSync(folder, { recursive: true }));
});
