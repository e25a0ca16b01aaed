// Nothing jumps while networks train, and what is read first is painted once.
import assert from "node:assert/strict";
import { journey, settled, shareBrowser, small, until } from "./journey.mjs";

shareBrowser();

const most = 0.02; // cumulative layout shift; 0.1 counts as good

for (const [name, width, height] of [
  ["wide", 1440, 900],
  ["phone", 360, 740],
])
  journey(
    `no layout shift while training, ${name}`,
    async ({ page }) => {
      await page.evaluate(() => {
        globalThis.shifts = [];
        globalThis.observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            globalThis.shifts.push({
              value: entry.value,
              moved: entry.sources.map(({ node }) => node?.className ?? node?.nodeName),
            });
        });
        globalThis.observer.observe({ type: "layout-shift", buffered: false });
      });
      // By script: what moves within half a second of a press counts as wanted.
      await page.evaluate(() => document.querySelector("#train").click());
      await until(page, "finished");
      const shifts = await page.evaluate(() => globalThis.shifts);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      assert.ok(sum <= most, `${sum}: ${JSON.stringify(shifts)}`);
    },
    { query: small.replace("steps=60", "steps=300"), context: { viewport: { width, height } } },
  );

journey(
  "what is read first is as large as it will be, so that it is not painted twice",
  async ({ page, url }) => {
    await page.addInitScript(() => {
      globalThis.largest = [];
      new PerformanceObserver((list) => {
        for (const { size, element } of list.getEntries())
          globalThis.largest.push({ size, is: element?.className });
      }).observe({ type: "largest-contentful-paint", buffered: true });
    });
    await page.goto(url);
    await until(page, "idle");
    await settled(page);
    const largest = await page.evaluate(() => globalThis.largest);
    assert.ok(largest.length === 1 && largest[0].size > 10_000, JSON.stringify(largest));
  },
  // A telephone of the kind that Lighthouse has.
  { query: null, context: { viewport: { width: 412, height: 823 } } },
);
