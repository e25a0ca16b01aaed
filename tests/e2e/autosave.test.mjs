// The work across reloads: what has trained for a while comes back bit for bit; a link to something else goes before it
// and takes nothing away; starting afresh forgets it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { press, ready, textOf, withPage } from "./support.mjs";

const limit = { timeout: 300_000 };
const fingerprint = (browser) => textOf(browser, "#fingerprint-hnn");
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
      await press(browser, "#train");
      // Some seconds of training: less is not worth keeping.
      await new Promise((resolve) => setTimeout(resolve, 8000));
      await press(browser, "#pause");
      await browser.waitFor(() => document.documentElement.dataset.state === "paused");
      for (const end = Date.now() + 60_000; !(await kept(browser)) && Date.now() < end; )
        await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual((await kept(browser)).sort(), ["baseline", "hnn"]);
      await browser.waitFor(() =>
        /\d/.test(document.querySelector("#fingerprint-hnn").textContent),
      );
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const before = await fingerprint(browser);
      const step = await browser.evaluate(() => document.documentElement.dataset.stepHnn);
      assert.ok(Number(step) > 0);

      await browser.page.reload();
      await browser.waitFor((at) => document.documentElement.dataset.stepHnn === at, [step]);
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn").textContent === was,
        [before],
      );
      assert.match(await textOf(browser, "#notice"), /Your last work is back/);

      // Another link: its own experiment, and the work at a button.
      await browser.goto(`${url}?v=1&system=spring&hidden=16,16&steps=20`);
      await browser.waitFor(() => /still kept/.test(document.querySelector("#notice").textContent));
      assert.equal(await browser.evaluate(() => document.documentElement.dataset.stepHnn), "0");
      await browser.evaluate(() =>
        [...document.querySelectorAll("#notice button")]
          .find(({ textContent }) => /Bring it back/.test(textContent))
          .click(),
      );
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn").textContent === was,
        [before],
      );
      await browser.waitFor(() => !/system=spring/.test(location.search));

      await browser.evaluate(() =>
        [...document.querySelectorAll("#notice button")]
          .find(({ textContent }) => /Start afresh/.test(textContent))
          .click(),
      );
      await browser.waitFor(() => document.documentElement.dataset.stepHnn === "0");
      assert.equal(await kept(browser), null);
      assert.deepEqual(browser.errors, []);
    },
    { query: "?v=1&hidden=64,64&steps=50000" },
  ),
);
