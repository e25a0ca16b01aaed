// The whole page by Tab alone, in every view, on a small telephone: every stop is seen and stands clear of the bar
// below (WCAG 2.4.7, 2.4.11), the order is that of the page, and the way leads out at both ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { limit, openView, passes, press, ready, studied, trained, withPage } from "./support.mjs";

const views = ["lab", "orbits", "reversal", "chaos"];
const sizes = [[320, 640]];
const mostStops = 400;

/** Where the focus is, and what a person sees of it; null: on nothing of the page. */
const look = (browser) =>
  browser.evaluate(async () => {
    // Scrolling follows the focus.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    globalThis.stops ??= [];
    const before = globalThis.stops.at(-1);
    globalThis.stops.push(element);
    // A hidden radio button shows its focus on its label, an input that is a file on its button.
    const face = element.matches(".visually-hidden, .segmented input")
      ? (element.nextElementSibling ?? element)
      : element;
    const box = face.getBoundingClientRect();
    const dock = document.querySelector(".dock");
    const limit = dock.contains(element) ? innerHeight : dock.getBoundingClientRect().top;
    const { outlineStyle, outlineWidth } = getComputedStyle(face);
    // What is taller than the window can only be seen in part.
    const isTall = box.height > limit - 16;
    const middle = [box.left + box.width / 2, Math.min(box.top + box.height / 2, limit - 2)];
    const found = document.elementFromPoint(...middle);
    return {
      name: `${element.tagName.toLowerCase()}#${element.id}[${element.getAttribute("data-setting") ?? element.name ?? ""}] ${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 30)}`,
      size: [box.width, box.height],
      outlined: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      inside:
        box.right > 0 &&
        box.left < innerWidth &&
        (isTall || (box.top >= -1 && box.bottom <= limit + 1)),
      box: [box.top, box.bottom, limit].map(Math.round),
      // A message may lie over it: it goes by itself, or is dismissed.
      clear:
        found !== null &&
        (found.closest("#notice") !== null ||
          face.contains(found) ||
          found.contains(face) ||
          found.closest("label")?.control === element),
      covered: found ? `${found.tagName}.${found.className}` : "nothing",
      follows:
        !before ||
        element === document.querySelector("a") || // the way may begin in the middle, and goes round
        (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
      tabIndex: element.tabIndex,
    };
  });

async function walk(browser, backwards = false) {
  await browser.evaluate((isBack) => {
    globalThis.stops = [];
    if (isBack) return; // the way there has just led out at the end
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.scrollTo(0, 0);
  }, backwards);
  const { keyboard } = browser.page;
  const stops = [];
  if (backwards) await keyboard.down("Shift");
  try {
    for (;;) {
      await keyboard.press("Tab");
      const stop = await look(browser);
      if (!stop) break;
      stops.push(stop);
      assert.ok(stops.length < mostStops, `no way out: ${stops.slice(-3).map(({ name }) => name)}`);
    }
  } finally {
    if (backwards) await keyboard.up("Shift");
  }
  return stops;
}

const complaints = (stops) =>
  stops.flatMap((stop) => {
    const { name, size, outlined, inside, clear, follows, tabIndex } = stop;
    const wrong = [
      size[0] < 2 || size[1] < 2 ? "has no size" : "",
      outlined ? "" : "shows no focus",
      inside ? "" : `is out of sight (${stop.box})`,
      clear ? "" : `lies under ${stop.covered}`,
      follows ? "" : "comes before the stop before it",
      tabIndex > 0 ? "has an order of its own" : "",
    ].filter(Boolean);
    return wrong.map((one) => `${name} ${one}`);
  });

for (const [width, height] of sizes)
  test(`Tab through every view at ${width} px`, limit, () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await browser.resize(width, height);
        await ready(browser);
        await press(browser, "#train");
        await trained(browser, 20);
        await browser.waitFor(() => document.documentElement.dataset.state === "finished");
        const problems = [];
        for (const view of views) {
          await openView(browser, view);
          await browser.evaluate(() => {
            for (const one of document.querySelectorAll("details")) one.open = true;
          });
          await studied(browser); // what a study finds moves what is below it
          await passes(browser, 1000);
          const there = await walk(browser);
          const back = await walk(browser, true);
          for (const one of complaints(there)) problems.push(`${view}: ${one}`);
          assert.ok(there.length > 30, `${view}: ${there.length} stops`);
          const names = [there, back.reverse()].map((stops) => stops.map(({ name }) => name));
          for (const one of names[0].filter((name) => !names[1].includes(name)))
            problems.push(`${view}: ${one} is passed over on the way back`);
          for (const one of names[1].filter((name) => !names[0].includes(name)))
            problems.push(`${view}: ${one} is only met on the way back`);
          const common = names[0].filter((name) => names[1].includes(name));
          const other = names[1].filter((name) => names[0].includes(name));
          if (common.length === other.length)
            assert.deepEqual(other, common, `${view}: the way back`);
          for (const { name, inside, clear, box } of back)
            if (!inside || !clear)
              problems.push(`${view}, backwards: ${name} is out of sight (${box})`);
        }
        assert.deepEqual(problems, []);
        assert.deepEqual(browser.errors, []);
      },
      { query: "?v=1&hidden=16,16&steps=20&trajectories=10&points=20" },
    ),
  );
