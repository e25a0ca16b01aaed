// What WCAG 2.2 A and AA ask, by axe, in every view and theme; names of buttons; nothing sticks out of any window. The rules
// do not depend on the engine, so one browser is enough.

import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import { violations, widthOfDocument } from "./look.js";
import { mount } from "./mount.js";

const views = ["lab", "orbits", "reversal", "chaos"] as const;
const themes = ["light", "dark", "projector"];
const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=40";

/** Hénon and Heiles, whom chaos would bring along with their 500 trajectories, come with few. */
const chaotic = `${small}&system=henon-heiles`;
const linkOf = (view: string) => (view === "chaos" ? chaotic : small);

for (const view of views)
  test(`axe finds nothing in ${view} at 320 px, whatever the theme`, async () => {
    const page = await mount(linkOf(view), { width: 320, height: 700 });
    if (view !== "lab") await page.openView(view);
    for (const theme of themes) {
      await page.fill("#theme", theme);
      expect(await violations(), theme).toEqual([]);
      expect(widthOfDocument(), theme).toBeLessThanOrEqual(320);
    }
  });

const everyone = "contestants=hnn,baseline,second-order,sampled-hnn,sampled-baseline";
for (const [width, colorScheme] of [
  [320, "light"],
  [360, "light"],
  [360, "dark"],
  [820, "light"],
] as const)
  test(`no view sticks out at ${width} px, ${colorScheme}, with five networks; axe finds nothing`, async () => {
    await commands.emulate({ colorScheme });
    const page = await mount(`${chaotic}&${everyone}`, { width, height: 800 });
    for (const view of views) {
      if (view !== "lab") await page.openView(view);
      expect(widthOfDocument(), view).toBeLessThanOrEqual(width);
      expect(await violations(), view).toEqual([]);
    }
  });

for (const width of [360, 1920])
  for (const colorScheme of ["light", "dark"] as const)
    test(`the lab fits at ${width} px, ${colorScheme}, before and after training; axe finds nothing`, async () => {
      await commands.emulate({ colorScheme });
      const page = await mount(small, { width, height: 800 });
      expect(widthOfDocument()).toBeLessThanOrEqual(width);
      expect(await violations(), "before").toEqual([]);
      await page.train();
      expect(page.state).toBe("finished");
      expect(widthOfDocument()).toBeLessThanOrEqual(width);
      expect(await violations(), "after").toEqual([]);
    });

test("no button ever stands in the page without a name, not even before the first picture", async () => {
  const nameless = new Set<string>();
  const seen = new Set<string>();
  // Called after every script, before anything is painted.
  const observer = new MutationObserver(() => {
    for (const button of document.querySelectorAll("button")) {
      seen.add(button.id);
      if (!button.textContent?.trim() && !button.getAttribute("aria-label"))
        nameless.add(button.outerHTML);
    }
  });
  observer.observe(document, { childList: true, subtree: true });
  try {
    const page = await mount(chaotic);
    for (const view of views) await page.openView(view);
    for (const id of ["play", "train", "chaos-follow", "chaos-follow-energy"])
      expect(seen).toContain(id);
    expect([...nameless]).toEqual([]);
  } finally {
    observer.disconnect();
  }
});
