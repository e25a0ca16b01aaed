// The page in a language of long words in brackets (pseudo.ts): in every view and at every width nothing is cut off or sticks
// out, and every word comes from the table.
import { beforeAll, expect, test } from "vitest";
import { widthOfDocument } from "./look.js";
import { mount, type Page } from "./mount.js";
import { speakPseudo } from "./pseudo.js";

beforeAll(speakPseudo); // what it returns is called at the end

const query = "?v=1&hidden=8,8&steps=40&trajectories=6&points=8";

/** Words on the page that stand outside all brackets. */
function bareWords(page: Page): string[] {
  const bare = new Set<string>();
  const look = (given: string, where: string) => {
    let words = given.replace(/\b(PNG|CSV)\b/g, ""); // formats have one name in all languages
    for (let before = ""; before !== words; ) {
      before = words;
      words = words.replace(/⟦[^⟦⟧]*⟧/g, " ");
    }
    if (/[A-Za-z]{3}/.test(words)) bare.add(`${where}: ${given.trim().slice(0, 90)}`);
  };
  // Languages name themselves; code, links and fingerprints are no words.
  const isExempt = (element: Element) =>
    element.closest("[hidden], script, style, code, #language, [id^=fingerprint]") !== null;
  const walk = document.createTreeWalker(page.root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { textContent, parentElement } = walk.currentNode;
    if (!parentElement || !textContent?.trim() || isExempt(parentElement)) continue;
    // A sentence may be in pieces: the brackets are those of the nearest block.
    const block =
      parentElement.closest(
        "p, li, td, th, button, label, summary, h1, h2, h3, dt, dd, option, caption, figcaption, a",
      ) ?? parentElement;
    look(block.textContent ?? "", block.tagName.toLowerCase());
  }
  for (const element of page.all("[aria-label], [title], [aria-valuetext]"))
    for (const name of ["aria-label", "title", "aria-valuetext"]) {
      const words = element.getAttribute(name);
      if (words !== null && !isExempt(element)) look(words, name);
    }
  return [...bare];
}

/** What is cut off or sticks out. */
function misfits(page: Page): string[] {
  const found = new Set<string>();
  for (const element of page.all("main *, header *, footer *, .dock *")) {
    if (!element.checkVisibility() || element.closest(".visually-hidden, svg, canvas")) continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const style = getComputedStyle(element);
    const name = `${element.tagName.toLowerCase()}#${element.id}.${element.className}: ${element.textContent?.slice(0, 50)}`;
    const hides = (overflow: string) => overflow === "hidden" || overflow === "clip";
    if (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      found.add(`cut off: ${name}`);
    else if (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
      found.add(`cut off below: ${name}`);
    // A list that is closed shortens its entries, everything else has to wrap.
    if (
      element.matches("button, label, summary, h2, h3, legend") &&
      element.scrollWidth > element.clientWidth + 1 &&
      element.clientWidth > 0
    )
      found.add(`sticks out of its box: ${name}`);
  }
  return [...found];
}

/** Hénon and Heiles, whom chaos would bring along with their 500 trajectories, come with few. */
const linkOf = (view: string) => (view === "chaos" ? `${query}&system=henon-heiles` : query);

for (const view of ["lab", "orbits", "reversal", "chaos"])
  test(`${view} has room for long words, and every word comes from the table`, async () => {
    const page = await mount(linkOf(view), { width: 1440, height: 800 });
    await page.train();
    if (view !== "lab") await page.openView(view);
    for (const width of [1440, 768, 360, 320]) {
      await page.resize(width, 800);
      expect(widthOfDocument(), `${width} px`).toBeLessThanOrEqual(width);
      expect(misfits(page), `${width} px`).toEqual([]);
    }
    expect(bareWords(page)).toEqual([]);
  });
