import { withPage, ready, press, trained } from "./support.mjs";
await withPage("chromium", async ({ browser }) => {
  await browser.resize(1440, 2400);
  await ready(browser);
  await press(browser, "#train");
  await trained(browser, 1500);
  await new Promise((r) => setTimeout(r, 25000));
  await browser.screenshot(`/tmp/exp/chaos2.png`);
}, { query: "?system=henon-heiles&view=chaos&hidden=48,48&steps=1500" });
