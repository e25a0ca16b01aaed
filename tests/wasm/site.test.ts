// The built site: every link and image of every page exists, anchors included, and no page contacts another host.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const site = fileURLToPath(new URL("../../dist/site/", import.meta.url));
const pages = readdirSync(site, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".html") && name !== "hnn-lab.html");
const html = (page: string) => readFileSync(path.join(site, page), "utf8");
const idsOf = (page: string) =>
  new Set([...html(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

test("no link of the site is dead", () => {
  assert.ok(pages.length > 15, `${pages}`);
  const dead: string[] = [];
  for (const page of pages) {
    for (const [, given] of html(page).matchAll(/(?:href|src|poster)="([^"]+)"/g)) {
      const link = (given as string).replaceAll("&amp;", "&");
      if (/^(https?|mailto|data):/.test(link)) continue;
      const [file = "", anchor] = (link.split("?")[0] as string).split("#");
      let target = file === "" ? page : path.join(path.dirname(page), file);
      if (existsSync(path.join(site, target)) && statSync(path.join(site, target)).isDirectory())
        target = path.join(target, "index.html");
      if (!existsSync(path.join(site, target))) dead.push(`${page}: ${link}`);
      else if (anchor && target.endsWith(".html") && !idsOf(target).has(anchor))
        dead.push(`${page}: ${link} (no such anchor)`);
    }
  }
  assert.deepEqual(dead, []);
});

test("loads nothing from other origins in any page, and no page contains an inline script", () => {
  for (const page of pages) {
    const text = html(page);
    assert.doesNotMatch(text, /<(script|img|link|iframe)[^>]*(src|href)="https?:/, page);
    assert.doesNotMatch(
      text,
      /<script(?![^>]* src=)| on(click|load|error|input|change|key\w+)="/,
      page,
    );
    assert.match(text, /Content-Security-Policy/, page);
  }
});

test("lists every export with its description in the API reference", async () => {
  const api = html("docs/api.html");
  const lab = await import("../../web/src/lab/index.js");
  for (const name of Object.keys(lab))
    assert.match(api, new RegExp(`id="${name.toLowerCase()}"`), name);
  assert.match(api, /timeDerivative\(x: Numbers\)/);
  assert.match(api, /Starts the core/);
});
