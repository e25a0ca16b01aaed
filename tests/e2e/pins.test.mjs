// Pinned runs on the page: kept, compared in every chart, named, hidden, unpinned, set aside with their system.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf, press, ready, textOf, trained, violations, withPage } from "./support.mjs";

const limit = { timeout: 240_000 };
const charts = ["#phase-portrait", "#energy-chart", "#loss-chart"];

test("a pinned run is compared with the next one", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await browser.resize(1440, 900);
      await browser.page.emulateMediaFeatures([
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      await ready(browser);
      assert.ok(await browser.evaluate(() => document.querySelector("#pin").disabled));
      const run = async () => {
        await press(browser, "#train");
        await trained(browser, 150);
        await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      };
      await run();
      const print = await textOf(browser, "#fingerprint-hnn");
      await browser.waitFor(() => !document.querySelector("#pin").disabled);
      await press(browser, "#pin");
      await browser.waitFor(() => document.querySelector("#pin-1-name"));
      assert.match(await browser.evaluate(() => document.querySelector("#pin-1-name").value), /16/);

      // Another seed: the old numbers stay beside the new ones.
      await browser.type('[data-setting="seed"]', "5");
      await browser.waitFor(() => Number(document.documentElement.dataset.stepHnn) === 0);
      await run();
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn").textContent !== was,
        [print],
      );
      await browser.waitFor(() => /now/.test(document.querySelector(".pinned table").textContent));
      await browser.waitFor(
        (was) => document.querySelector(".pinned table").textContent.includes(was.slice(0, 8)),
        [print],
      );
      assert.deepEqual(await violations(browser), []);

      // It lies in every chart, and leaves them when it is hidden.
      const settle = () => new Promise((resolve) => setTimeout(resolve, 1500));
      await settle();
      const seen = {};
      for (const chart of charts) seen[chart] = (await pictureOf(browser, chart)).join("\n");
      await press(browser, "#pin-1-shown");
      await settle();
      for (const chart of charts)
        assert.notEqual(
          (await pictureOf(browser, chart)).join("\n"),
          seen[chart],
          `${chart} knows no pins`,
        );
      await press(browser, "#pin-1-shown");
      await settle();
      for (const chart of charts)
        assert.equal((await pictureOf(browser, chart)).join("\n"), seen[chart], chart);

      // A name of one's own; away, and back.
      await browser.type("#pin-1-name", "first try");
      await press(browser, "#pin-1-away");
      await browser.waitFor(() => !document.querySelector(".pinned"));
      await browser.waitFor(() => {
        const told = [...document.querySelectorAll(".notice")];
        const undo = told
          .find(({ textContent }) => /unpinned/.test(textContent))
          ?.querySelector(".notice-actions button");
        undo?.click();
        return undo !== undefined;
      });
      await browser.waitFor(() => document.querySelector("#pin-1-name")?.value === "first try");

      // With another system it waits, and says so.
      await browser.evaluate(() => {
        const select = document.querySelector("#system");
        select.value = "spring";
        select.dispatchEvent(new Event("change"));
      });
      await browser.waitFor(() => !document.querySelector(".pinned"));
      assert.match(await textOf(browser, ".figure-pins"), /other systems: 1/);
      assert.deepEqual(browser.errors, []);
    },
    { query: "?v=1&hidden=16,16&trajectories=20&points=20&steps=150" },
  ),
);
