// The whole page by Tab, in every view, on a small telephone: every stop is seen and stands clear of the bar below (WCAG
// 2.4.7, 2.4.11), none has an order of its own, and the browser's Tab leads in, on, back and out.

import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { mount } from "./mount.js";

const views = ["lab", "orbits", "reversal", "chaos"];
const query = "?v=1&hidden=8,8&steps=20&trajectories=6&points=8";

const tabbable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, canvas[tabindex], [tabindex]:not([tabindex="-1"])';

/** What Tab stops at, in its order: that of the document. Of a group of radio buttons it stops at the chosen one. */
function stopsOf(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(tabbable)].filter((element) => {
    if (element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true }))
      return false;
    if (element.closest("[inert]")) return false;
    const isRadio = element instanceof HTMLInputElement && element.type === "radio";
    return !isRadio || element.checked;
  });
}

const nameOf = (element: HTMLElement) =>
  `${element.tagName.toLowerCase()}#${element.id} ${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30)}`;

/** Gives a stop the focus; a menu that has closed behind the focus is opened again, as a person does to reach its entries. */
function focusOn(stop: HTMLElement) {
  const menu = stop.closest("details");
  if (menu && !stop.matches("summary")) menu.open = true;
  stop.focus();
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** What a person does not see of a stop when it gets the focus, nor a frame later where the page has moved under it. */
async function complaintsOnFocus(stop: HTMLElement): Promise<string[]> {
  const dock = document.querySelector(".dock");
  const place = () => [stop.getBoundingClientRect().top, dock?.getBoundingClientRect().top];
  const before = place();
  focusOn(stop);
  const complaints = complaintsAbout(stop);
  const isStill = place().every((top, i) => top === before[i]);
  if (isStill) return complaints;
  await frame(); // listeners and observers answer to the scrolling
  return [...new Set([...complaints, ...complaintsAbout(stop)])];
}

/** What a person does not see of the stop that has the focus. */
function complaintsAbout(element: HTMLElement): string[] {
  // A hidden radio button shows its focus on its label, an input that is a file on its button.
  const face = element.matches(".visually-hidden, .segmented input")
    ? ((element.nextElementSibling as HTMLElement | null) ?? element)
    : element;
  const box = face.getBoundingClientRect();
  const dock = document.querySelector(".dock");
  const end = !dock || dock.contains(element) ? innerHeight : dock.getBoundingClientRect().top;
  const { outlineStyle, outlineWidth } = getComputedStyle(face);
  const isTall = box.height > end - 16; // what is taller than the window can only be seen in part
  const found = document.elementFromPoint(
    box.left + box.width / 2,
    Math.min(box.top + box.height / 2, end - 2),
  );
  const isInside =
    box.right > 0 && box.left < innerWidth && (isTall || (box.top >= -1 && box.bottom <= end + 1));
  // A notice may lie over it: it goes when it is dismissed.
  const isClear =
    found !== null &&
    (found.closest("#notice") !== null ||
      face.contains(found) ||
      found.contains(face) ||
      found.closest("label")?.control === element);
  return [
    document.activeElement === element ? "" : "does not take the focus",
    box.width < 2 || box.height < 2 ? "has no size" : "",
    outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 ? "" : "shows no focus",
    isInside ? "" : `is out of sight (${Math.round(box.top)}…${Math.round(box.bottom)} of ${end})`,
    isClear ? "" : `lies under ${found?.tagName}.${found?.className}`,
    element.tabIndex > 0 ? "has an order of its own" : "",
  ]
    .filter(Boolean)
    .map((wrong) => `${nameOf(element)} ${wrong}`);
}

/** Hénon and Heiles, whom chaos would bring along with their 500 trajectories, come with few. */
const linkOf = (view: string) => (view === "chaos" ? `${query}&system=henon-heiles` : query);

for (const view of views)
  test(`every stop of ${view} is seen when it has the focus, at 320 px`, async () => {
    const page = await mount(linkOf(view), { width: 320, height: 640, keepsWork: true });
    await page.train();
    if (view !== "lab") await page.openView(view);
    page.openDetails();
    await page.settle();
    await userEvent.keyboard("{Shift}"); // from now on focus is the keyboard's, and shown
    const problems: string[] = [];
    const stops = stopsOf(page.root);
    expect(stops.length).toBeGreaterThan(30);
    for (const [i, stop] of stops.entries()) {
      problems.push(...(await complaintsOnFocus(stop)));
      const before = stops[i - 1];
      if (before && !(before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING))
        problems.push(`${nameOf(stop)} comes before the stop before it`);
    }
    // Back again: what was fine from above is fine from below.
    for (const stop of [...stops].reverse()) {
      for (const wrong of await complaintsOnFocus(stop)) problems.push(`backwards: ${wrong}`);
    }
    expect(problems).toEqual([]);
  });

test("the browser's own Tab goes from stop to stop as the list says, and back", async () => {
  const page = await mount(query, { width: 320, height: 640 });
  const stops = stopsOf(page.root);
  // The beginning, a stretch around the tabs, and the end.
  const first = stops.slice(0, 6);
  first[0]?.focus();
  for (const stop of first.slice(1)) {
    await userEvent.tab();
    expect(document.activeElement).toBe(stop);
  }
  const last = stops.slice(-6);
  last[0]?.focus();
  for (const stop of last.slice(1)) {
    await userEvent.tab();
    expect(document.activeElement).toBe(stop);
  }
  await userEvent.tab();
  expect(page.root.contains(document.activeElement)).toBe(false); // the way leads out
  last.at(-1)?.focus();
  for (const stop of last.slice(0, -1).reverse()) {
    await userEvent.tab({ shift: true });
    expect(document.activeElement).toBe(stop);
  }
});

test("arrows move between the tabs, Enter and Space open, and the list is one stop", async () => {
  const page = await mount(`${query}&system=two-body`);
  const focused = () => document.activeElement?.id ?? "";
  const open = () => page.all('[role="tabpanel"]').filter((panel) => !panel.hidden)[0]?.id;
  page.find("#tab-lab").focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(focused()).toBe("tab-orbits");
  expect(open()).toBe("view-lab"); // moving opens nothing
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expect(open()).toBe("view-orbits");
  expect(focused()).toBe("tab-orbits");
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(focused()).toBe("tab-reversal"); // around the end
  await userEvent.keyboard("{Home}");
  await userEvent.keyboard(" ");
  await page.settle();
  expect(open()).toBe("view-lab");
  await userEvent.tab();
  expect(focused()).not.toMatch(/^tab-/);
});
