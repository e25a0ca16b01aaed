// The page in German: chosen by hand, without losing what was learned; no English left, nothing sticks out, in every view.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as later from "../../web/src/catalogue/strings.later.ts";
import * as first from "../../web/src/catalogue/strings.ts";
import {
  fits,
  limit,
  passes,
  press,
  ready,
  settledFingerprint,
  trained,
  violations,
  withPage,
} from "./support.mjs";

/** Sentences and words of the English tables, as they stand alone on the page. */
function leaves(table) {
  if (typeof table === "string") return [table];
  if (typeof table !== "object" || table === null) return [];
  return Object.values(table).flatMap(leaves);
}

test("German: the same page, the same network, no English", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await browser.resize(1440, 900);
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 60);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      await browser.waitFor(() =>
        /[0-9a-f]{16}/.test(document.querySelector("#fingerprint-hnn").textContent),
      );
      const print = await settledFingerprint(browser);
      const drawnAnew = new Promise((resolve) => browser.page.once("load", resolve));
      await browser.evaluate(() => {
        const select = document.querySelector("#language");
        select.value = "de";
        select.dispatchEvent(new Event("change"));
      });
      await drawnAnew;
      await browser.waitFor(
        () => document.documentElement.lang === "de" && document.querySelector("#train"),
      );
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn")?.textContent === was,
        [print],
      );
      assert.match(await browser.evaluate(() => location.search), /language=de/);

      const { german } = await import("../../web/src/catalogue/strings.de.ts");
      const own = new Set(leaves(german));
      const foreign = leaves({ ...first, ...later }).filter(
        (words) => words.length > 3 && !own.has(words),
      );
      assert.ok(foreign.length > 300);
      for (const view of ["lab", "orbits", "reversal", "chaos"]) {
        await press(browser, `#tab-${view}`);
        await browser.waitFor(
          (id) => {
            const shown = document.querySelector(".view:not([hidden])");
            return shown?.id === `view-${id}` && shown.querySelector("h2");
          },
          [view],
        );
        await passes(browser, 1200);
        const left = await browser.evaluate((words) => {
          const said = new Set(words);
          const found = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const { textContent, parentElement } = walk.currentNode;
            if (said.has(textContent.trim()) && parentElement.closest("[hidden]") === null)
              found.push(textContent.trim());
          }
          for (const element of document.querySelectorAll("[aria-label], [title]"))
            for (const name of ["aria-label", "title"])
              if (said.has(element.getAttribute(name) ?? ""))
                found.push(element.getAttribute(name));
          return [...new Set(found)];
        }, foreign);
        assert.deepEqual(left, [], view);
        const pointed = await browser.evaluate((id) => {
          const found = [];
          const walk = document.createTreeWalker(
            document.querySelector(`#view-${id}`),
            NodeFilter.SHOW_TEXT,
          );
          while (walk.nextNode()) {
            const { textContent, parentElement } = walk.currentNode;
            if (/\d\.\d/.test(textContent) && !parentElement.closest("code, .help"))
              found.push(textContent);
          }
          return found;
        }, view);
        assert.deepEqual(pointed, [], `${view}: numbers with a decimal point`);
        assert.deepEqual(await violations(browser), [], view);
        // Long words: nothing sticks out of a telephone.
        for (const width of [360, 320]) {
          await browser.resize(width, 740);
          await fits(browser, `${view} at ${width} px`);
        }
        await browser.resize(1440, 900);
      }
      assert.deepEqual(browser.errors, []);
    },
    { query: "?v=1&hidden=16,16&steps=60&language=en" },
  ),
);
