// The work across reloads: what has trained for a while comes back bit for bit; a link to something else goes before it
// and takes nothing away; starting afresh forgets it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  eventually,
  limit,
  pause,
  press,
  ready,
  settledFingerprint,
  withPage,
} from "./support.mjs";

const kept = (browser) =>
  browser.page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("keyval-store");
        request.onsuccess = () => {
          const base = request.result;
          if (!base.objectStoreNames.contains("keyval")) return resolve(null);
          const read = base.transaction("keyval").objectStore("keyval").get("hnn-lab/work");
          read.onsuccess = () => resolve(read.result ? Object.keys(read.result.files) : null);
        };
      }),
  );

test("a reload brings the work back", limit, () =>
  withPage(
    "chromium",
    async ({ browser, url }) => {
      await ready(browser);
      // Some seconds of training: less is not worth keeping. How many that are by the clock depends on the machine.
      await eventually(
        async () => {
          await press(browser, "#train");
          await pause(6000);
          await press(browser, "#pause");
          await browser.waitFor(() => document.documentElement.dataset.state === "paused");
          await pause(3000);
          return kept(browser);
        },
        () => "nothing was kept",
      );
      assert.deepEqual((await kept(browser)).sort(), ["baseline", "hnn"]);
      const before = await settledFingerprint(browser);
      const step = await browser.evaluate(() => document.documentElement.dataset.stepHnn);
      assert.ok(Number(step) > 0);

      await browser.page.reload();
      await browser.waitFor((at) => document.documentElement.dataset.stepHnn === at, [step]);
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn")?.textContent === was,
        [before],
      );
      await browser.waitFor(() =>
        /Your last session has been restored/.test(
          document.querySelector("#notice")?.textContent ?? "",
        ),
      );

      // Another link: its own experiment, and the work at a button.
      await browser.goto(`${url}?v=1&system=spring&hidden=16,16&steps=20`);
      await browser.waitFor(() =>
        /still saved/.test(document.querySelector("#notice")?.textContent ?? ""),
      );
      assert.equal(await browser.evaluate(() => document.documentElement.dataset.stepHnn), "0");
      await press(browser, "#notice button", "Restore it");
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn")?.textContent === was,
        [before],
      );
      await browser.waitFor(() => !/system=spring/.test(location.search));

      await press(browser, "#notice button", "Start over");
      await browser.waitFor(() => document.documentElement.dataset.stepHnn === "0");
      assert.equal(await kept(browser), null);
      assert.deepEqual(browser.errors, []);
    },
    { query: "?v=1&hidden=64,64&steps=50000" },
  ),
);
