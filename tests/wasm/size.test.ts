// What a visitor downloads, compressed: the core at most 150 kB, the whole first page at most 300 kB.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
const zipped = (file: string) => gzipSync(readFileSync(root + file), { level: 9 }).length;

test("the core (module and glue) is at most 150 kB", () => {
  const bytes = zipped("wasm_build/dist/hnn_lab.wasm") + zipped("wasm_build/dist/hnn_lab.mjs");
  assert.ok(bytes <= 150_000, `${bytes} bytes`);
});

test("the first page is at most 300 kB", () => {
  const files = readdirSync(`${root}dist/site`).filter((name) => !name.endsWith(".map"));
  assert.ok(files.some((name) => name.endsWith(".wasm")) && files.includes("index.html"));
  const bytes = files.reduce((sum, name) => sum + zipped(`dist/site/${name}`), 0);
  assert.ok(bytes <= 300_000, `${bytes} bytes`);
});
