// axe finds nothing, in any engine, view and theme, on a small telephone: Chromium's own tests look at the wider forms.
import assert from "node:assert/strict";
import { test } from "node:test";
import { press, ready, violations, withPage } from "./support.mjs";

const views = ["lab", "orbits", "reversal", "chaos"];
const themes = ["light", "dark", "projector"];

for (const name of ["chromium", "firefox", "webkitgtk"])
  test(`${name}: axe finds nothing in any view and theme at 320 px`, { timeout: 300_000 }, () =>
    withPage(
      name,
      async ({ browser }) => {
        await browser.resize(320, 700);
        await ready(browser);
        for (const view of views) {
          await press(browser, `#tab-${view}`);
          await browser.waitFor(
            (id) => document.querySelector(`#view-${id}:not([hidden]) h2`) !== null,
            [view],
          );
          for (const theme of themes) {
            await browser.evaluate((wanted) => {
              const select = document.querySelector("#theme");
              select.value = wanted;
              select.dispatchEvent(new Event("change"));
            }, theme);
            await new Promise((resolve) => setTimeout(resolve, 300));
            assert.deepEqual(await violations(browser), [], `${view}, ${theme}`);
            const out = await browser.evaluate(
              () => document.documentElement.scrollWidth - window.innerWidth,
            );
            assert.ok(out <= 0, `${view}, ${theme}: ${out} px too wide`);
          }
        }
      },
      { query: "?v=1&hidden=16,16&trajectories=10&points=20" },
    ),
  );
