// What a visitor downloads, compressed: the core at most 150 kB, the whole first page at most 300 kB.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
const site = `${root}dist/site/`;
const zipped = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length;

/** The files that a page of the site loads before anything is clicked: what its HTML and its scripts name. */
function firstFiles(page: string): string[] {
  const found = new Set([page, "worker.js", "hnn_lab.wasm"]);
  const read = (name: string) => readFileSync(site + name, "utf8");
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    if (!name.endsWith(".js")) return;
    for (const [, other] of read(name).matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g))
      add(other as string);
  };
  for (const [, name] of read(page).matchAll(/(?:src|href)="\.\/([^"#?]+\.\w+)"/g))
    if (!/\.html$/.test(name as string)) add(name as string);
  return [...found];
}

test("the core (module and glue) is at most 150 kB", () => {
  const dist = `${root}wasm_build/dist/`;
  const bytes = zipped(`${dist}hnn_lab.wasm`) + zipped(`${dist}hnn_lab.mjs`);
  assert.ok(bytes <= 150_000, `${bytes} bytes`);
});

for (const page of ["index.html", "embed.html"])
  test(`the first sight of ${page} is at most 300 kB`, () => {
    const files = firstFiles(page);
    assert.ok(
      files.some((name) => /^chunk-/.test(name)) && files.some((name) => /css$/.test(name)),
    );
    const sizes = files.map((name) => [name, zipped(site + name)] as const);
    const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
    assert.ok(bytes <= 300_000, `${bytes} bytes: ${JSON.stringify(sizes)}`);
  });
