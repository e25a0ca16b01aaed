// The hashes that pages use to pin a version of the element are those of the built files, and leave no script out.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { embedCode, readPinned } from "../../web/src/state/embedCode.js";

const site = fileURLToPath(new URL("../../dist/site/", import.meta.url));
const read = (name: string) => readFileSync(site + name);
const pinned = readPinned(JSON.parse(read("integrity.json").toString()));

/** All scripts that a built one imports, now or later, as its text says. */
function imported(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, other] of read(name)
    .toString()
    .matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
    imported(`assets/${other}`, found);
  return found;
}

test("offers the correct hash of every script of the element", () => {
  assert.ok(pinned);
  for (const [name, hash] of Object.entries(pinned.files))
    assert.equal(hash, `sha384-${createHash("sha384").update(read(name)).digest("base64")}`, name);
  assert.deepEqual(Object.keys(pinned.files).sort(), [...imported(pinned.entry)].sort());
  assert.ok(Object.keys(pinned.files).length > 10);
});

test("the pinned entry is the file that the stable entry loads", () => {
  assert.ok(read("hnn-lab.js").toString().includes(`"./${pinned?.entry}"`));
});

test("the embedding code names the hash of the entry and of all that it imports", () => {
  assert.ok(pinned);
  const folder = "https://a.example/lab/";
  const choice = { kind: "element", width: 700, height: 400 } as const;
  const code = embedCode(folder, "?v=2&system=spring", choice, pinned);
  const map = JSON.parse(code.match(/<script type="importmap">(.*?)<\/script>/s)?.[1] ?? "null");
  assert.deepEqual(
    map.integrity,
    Object.fromEntries(Object.entries(pinned.files).map(([name, hash]) => [folder + name, hash])),
  );
  assert.ok(code.indexOf("importmap") < code.indexOf('type="module"'), "a later map is too late");
  const [, source, hash] = code.match(/src="([^"]+)" integrity="([^"]+)"/) ?? [];
  assert.equal(source, folder + pinned.entry);
  assert.equal(hash, pinned.files[pinned.entry]);
  assert.doesNotMatch(code, /hnn-lab\.js"/);
});

// lit-html's browser build used a document when it was loaded, so only the sources could be imported there.
test("the built element can be imported on a server, where it defines nothing", () => {
  const address = JSON.stringify(pathToFileURL(`${site}hnn-lab.js`).href);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `const { HnnLabElement } = await import(${address}); console.log(typeof HnnLabElement, typeof globalThis.customElements)`,
    ],
    { encoding: "utf8" },
  );
  assert.equal(stdout.trim(), "function undefined", stderr);
});
