// The page in German: no English is left, numbers have commas, and nothing sticks out, in every view. The language of a page
// stays until it is reloaded, so this file speaks German throughout.
import { beforeAll, expect, test } from "vitest";
import { speak } from "../../web/src/catalogue/language.js";
import { german } from "../../web/src/catalogue/strings.de.js";
import * as first from "../../web/src/catalogue/strings.js";
import * as later from "../../web/src/catalogue/strings.later.js";
import { violations, widthOfDocument } from "./look.js";
import { mount, type Page } from "./mount.js";

const query = "?v=1&hidden=8,8&trajectories=6&points=8&steps=40&language=de";
const views = ["lab", "orbits", "reversal", "chaos"];

/** Sentences and words of a table, as they stand alone on the page. */
function leaves(table: unknown): string[] {
  if (typeof table === "string") return [table];
  if (typeof table !== "object" || table === null) return [];
  return Object.values(table).flatMap(leaves);
}

/** What only English says. Read before German has overwritten the table. */
let foreign: Set<string>;

beforeAll(async () => {
  const own = new Set(leaves(german));
  foreign = new Set(
    leaves({ ...first, ...later }).filter((words) => words.length > 3 && !own.has(words)),
  );
  await speak("de");
});

function* textNodes(root: HTMLElement) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { textContent, parentElement } = walk.currentNode;
    if (parentElement) yield { words: textContent ?? "", parent: parentElement };
  }
}

function english(page: Page): string[] {
  const found: string[] = [];
  for (const { words, parent } of textNodes(page.root))
    if (foreign.has(words.trim()) && !parent.closest("[hidden]")) found.push(words.trim());
  for (const element of page.all("[aria-label], [title]"))
    for (const name of ["aria-label", "title"]) {
      const words = element.getAttribute(name) ?? "";
      if (foreign.has(words)) found.push(words);
    }
  return [...new Set(found)];
}

/** Hénon and Heiles, whom chaos would bring along with their 500 trajectories, come with few. */
const linkOf = (view: string) => (view === "chaos" ? `${query}&system=henon-heiles` : query);

for (const view of views)
  test(`${view} speaks German, with commas, and fits a phone; axe finds nothing`, async () => {
    expect(foreign.size).toBeGreaterThan(300);
    const page = await mount(linkOf(view), { width: 1440 });
    await page.train();
    if (view !== "lab") await page.openView(view);
    await page.painted();
    expect(english(page)).toEqual([]);
    const pointed = [...textNodes(page.find(`#view-${view}`))]
      .filter(({ words, parent }) => /\d\.\d/.test(words) && !parent.closest("code, .help"))
      .map(({ words }) => words);
    expect(pointed).toEqual([]);
    expect(await violations()).toEqual([]);
    for (const width of [360, 320]) {
      await page.resize(width, 740);
      expect(widthOfDocument(), `${width} px`).toBeLessThanOrEqual(width);
    }
  });

test("friction and both parts have room at 320 px in German", async () => {
  const page = await mount(
    "?v=1&system=damped-pendulum&hidden=8,8&steps=40&trajectories=6&points=10&language=de",
    { width: 320, height: 700 },
  );
  await page.train();
  expect(widthOfDocument()).toBeLessThanOrEqual(320);
  expect(page.find("#friction").getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
  expect(await violations()).toEqual([]);
});
