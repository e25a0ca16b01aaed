// The compressed download: the core at most 150 kB; a page with everything that is loaded automatically,
// charts included, at most 300 kB.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
const site = `${root}dist/site/`;
const zipped = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length;

const built = readdirSync(`${site}assets`).filter((name) => !name.endsWith(".map"));

/** The built file of a name, with any hash. */
function builtFile(name: string, extension: string): string {
  const found = built.filter((file) => file.replace(/-[\w-]{8}\./, ".") === `${name}.${extension}`);
  assert.equal(found.length, 1, `${name}.${extension}: ${found}`);
  return `assets/${found[0]}`;
}

const hasCharts = (name: string) => name.startsWith("assets/charts-");

/** A file of the site and all scripts that it imports. */
function withImports(name: string, found: Set<string>) {
  if (found.has(name)) return;
  found.add(name);
  if (!name.endsWith(".js")) return;
  for (const [, other] of readFileSync(site + name, "utf8").matchAll(
    /(?:from|import)\s*["`]\.\/([^"`]+\.js)["`]/g,
  ))
    withImports(`assets/${other}`, found);
}

/** What a page loads before any action: the files named by its HTML and its scripts, module and worker. */
function firstFiles(page: string): Set<string> {
  const found = new Set([page, builtFile("hnn_first", "wasm")]);
  withImports(builtFile("worker", "js"), found);
  for (const [, name] of readFileSync(site + page, "utf8").matchAll(
    /(?:src|href)="\.\/([^"#?]+\.\w+)"/g,
  ))
    if (!/\.html$/.test(name as string)) withImports(name as string, found);
  return found;
}

/** What is loaded automatically when the page is idle: the charts of the lab. An element waits for a click. */
function wholeFiles(page: string): Set<string> {
  const found = firstFiles(page);
  const charts = built.filter((name) => hasCharts(`assets/${name}`));
  assert.ok(charts.length > 0);
  if (page === "index.html") for (const name of charts) withImports(`assets/${name}`, found);
  return found;
}

function sizeOf(files: Iterable<string>) {
  const sizes = [...files].map((name) => [name, zipped(site + name)] as const);
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  return { bytes, told: `${bytes} bytes: ${JSON.stringify(sizes)}` };
}

for (const [name, most] of [
  ["hnn_first", 130_000],
  ["hnn_lab", 200_000],
] as const)
  test(`${name} (module and glue) is at most ${most / 1000} kB`, () => {
    const file = `${root}wasm_build/dist/${name}`;
    const bytes = zipped(`${file}.wasm`) + zipped(`${file}.mjs`);
    assert.ok(bytes <= most, `${bytes} bytes`);
  });

for (const page of ["index.html", "embed.html"])
  test(`${page} with everything loaded automatically is at most 300 kB`, () => {
    const { bytes, told } = sizeOf(wholeFiles(page));
    assert.ok(bytes <= 300_000, told);
  });

test("Chart.js is not part of the first load", () => {
  assert.ok([...wholeFiles("index.html")].some(hasCharts));
  for (const page of ["index.html", "embed.html"])
    assert.deepEqual([...firstFiles(page)].filter(hasCharts), []);
});
