// The page in a language of long words in brackets (fixtures/pseudo.ts): in every view and at every width nothing is cut off or
// sticks out, and every word comes from the table.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { siteFolder } from "../../web/scripts/serve.mjs";
import { fits, limit, openView, passes, press, ready, trained, withPage } from "./support.mjs";

const views = ["lab", "orbits", "reversal", "chaos"];
const widths = [1440, 768, 360, 320];

async function pseudoTables() {
  const source = fileURLToPath(new URL("fixtures/pseudo.ts", import.meta.url));
  const { outputFiles } = await esbuild.build({
    entryPoints: [source],
    bundle: true,
    format: "iife",
    globalName: "pseudo",
    write: false,
  });
  return outputFiles[0].text;
}

/** The chunk that the page fetches to speak German. */
function germanChunk() {
  const found = readdirSync(path.join(siteFolder, "assets")).filter((name) =>
    /^german-[\w-]{8}\.js$/.test(name),
  );
  assert.equal(found.length, 1, "one chunk gives the German table");
  return found[0];
}

/** Words on the page that stand outside all brackets. */
const bareWords = (browser) =>
  browser.evaluate(() => {
    const bare = new Set();
    const look = (given, where) => {
      let words = given.replace(/\b(PNG|CSV)\b/g, ""); // formats have one name in all languages
      for (let before = ""; before !== words; ) {
        before = words;
        words = words.replace(/⟦[^⟦⟧]*⟧/g, " ");
      }
      if (/[A-Za-z]{3}/.test(words)) bare.add(`${where}: ${given.trim().slice(0, 90)}`);
    };
    // Languages name themselves; code, links and fingerprints are nobody's words.
    const isExempt = (element) =>
      element.closest("[hidden], script, style, code, #language, [id^=fingerprint]");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { textContent, parentElement } = walk.currentNode;
      // A sentence may be in pieces: the brackets are those of the nearest block.
      const block =
        parentElement.closest(
          "p, li, td, th, button, label, summary, h1, h2, h3, dt, dd, option, caption, figcaption, a",
        ) ?? parentElement;
      if (textContent.trim() && !isExempt(parentElement))
        look(block.textContent, block.tagName.toLowerCase());
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [aria-valuetext]"))
      for (const name of ["aria-label", "title", "aria-valuetext"])
        if (element.hasAttribute(name) && !isExempt(element))
          look(element.getAttribute(name), name);
    return [...bare];
  });

/** What is cut off or sticks out. */
const misfits = (browser) =>
  browser.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll("main *, header *, footer *, body > * *")) {
      if (!element.checkVisibility() || element.closest(".visually-hidden, svg, canvas")) continue;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const style = getComputedStyle(element);
      const name = `${element.tagName.toLowerCase()}#${element.id}.${element.className}: ${element.textContent.slice(0, 50)}`;
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      if (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        found.push(`cut off: ${name}`);
      else if (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
        found.push(`cut off below: ${name}`);
      // A list that is closed shortens its entries by itself, everything else has to wrap.
      if (
        element.matches("button, label, summary, h2, h3, legend") &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 0
      )
        found.push(`sticks out of its box: ${name}`);
    }
    return [...new Set(found)];
  });

test(
  "long words in brackets: nothing is cut off, and nothing stands outside the table",
  limit,
  async () => {
    const chunk = germanChunk();
    const tables = await pseudoTables();
    const intercept = (request, response) => {
      if (!request.url.endsWith(`/${chunk}`)) return false;
      response.setHeader("Content-Type", "text/javascript; charset=utf-8");
      // The built file with its table overwritten, since the other words of the page are its own.
      const built = readFileSync(path.join(siteFolder, "assets", chunk), "utf8");
      const [, table] = built.match(/(\w+) as german\b/);
      response.end(`${built}\n${tables}\nObject.assign(${table}, pseudo.german);`);
      return true;
    };
    await withPage(
      "chromium",
      async ({ browser }) => {
        await browser.resize(1440, 900);
        await ready(browser);
        await press(browser, "#train");
        await trained(browser, 40);
        const problems = [];
        for (const view of views) {
          await openView(browser, view);
          for (const width of widths) {
            await browser.resize(width, 800);
            await fits(browser, `${view} at ${width} px`);
            await passes(browser, 500);
            if (process.env.LOOK)
              await browser.page.screenshot({
                path: `${process.env.LOOK}/${view}-${width}.png`,
                fullPage: false,
              });
            let found = await misfits(browser);
            for (let i = 0; found.length > 0 && i < 5; i++) {
              await passes(browser, 1000); // what follows a change of size with a delay
              found = await misfits(browser);
            }
            for (const one of found) problems.push(`${view}, ${width} px: ${one}`);
          }
          for (const one of await bareWords(browser))
            problems.push(`${view}: not from the table: ${one}`);
        }
        assert.deepEqual(problems, []);
        assert.deepEqual(browser.errors, []);
      },
      {
        query: "?v=1&hidden=16,16&steps=40&trajectories=10&points=20&language=de",
        server: { intercept },
      },
    );
  },
);
