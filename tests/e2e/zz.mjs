import { withPage, ready } from "./support.mjs";
const shots = [["lab", "?system=pendulum"], ["orbits","?system=three-body&view=orbits"],["chaos","?system=henon-heiles&view=chaos"],["reversal","?system=pendulum&view=reversal"]];
for (const [name, query] of shots) {
  await withPage("chromium", async ({ browser }) => {
    await browser.resize?.(1440, 1000);
    await ready(browser);
    await new Promise((r) => setTimeout(r, 7000));
    await browser.screenshot(`/tmp/exp/${name}.png`);
  }, { query });
}
