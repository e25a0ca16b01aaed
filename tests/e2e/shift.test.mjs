// Nothing jumps while networks train: the sum of all layout shifts stays far below what anybody notices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { limit, passes, press, ready, trained, withPage } from "./support.mjs";

const most = 0.02; // cumulative layout shift; 0.1 counts as good

for (const [name, width, height] of [
  ["wide", 1440, 900],
  ["phone", 360, 740],
])
  test(`no layout shift while training, ${name}`, limit, () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await browser.resize(width, height);
        await ready(browser);
        await browser.evaluate(() => {
          globalThis.shifts = [];
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              globalThis.shifts.push({
                value: entry.value,
                moved: entry.sources.map(({ node }) => node?.className ?? node?.nodeName),
              });
          }).observe({ type: "layout-shift", buffered: false });
        });
        await press(browser, "#train");
        await trained(browser, 300);
        await browser.waitFor(() => document.documentElement.dataset.state === "finished");
        await passes(browser, 1500);
        const shifts = await browser.evaluate(() => globalThis.shifts);
        const sum = shifts.reduce((total, { value }) => total + value, 0);
        assert.ok(sum <= most, `${sum}: ${JSON.stringify(shifts)}`);
      },
      { query: "?v=1&hidden=32,32&steps=300" },
    ),
  );

test("what is read first is as large as it will be, so that it is not painted twice", limit, () =>
  withPage("chromium", async ({ browser, url }) => {
    // A telephone of the kind that Lighthouse has.
    await browser.resize(412, 823);
    await browser.page.evaluateOnNewDocument(() => {
      globalThis.largest = [];
      new PerformanceObserver((list) => {
        for (const { size, element } of list.getEntries())
          globalThis.largest.push({ size, is: element?.className });
      }).observe({ type: "largest-contentful-paint", buffered: true });
    });
    await browser.goto(url);
    await ready(browser);
    await passes(browser, 1500);
    const largest = await browser.evaluate(() => globalThis.largest);
    assert.ok(largest.length === 1 && largest[0].size > 10_000, JSON.stringify(largest));
  }),
);
