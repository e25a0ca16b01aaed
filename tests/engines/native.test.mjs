// The same seed gives the same weights, bit for bit, in Node and in native builds: g++ with its optimiser, clang with
// sanitizers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { fingerprints } from "./fingerprint.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

for (const preset of ["release", "dev"])
  test(`the native ${preset} build finds the fingerprints that Node finds`, async () => {
    const program = path.join(root, "build", preset, "bin/fingerprint");
    const { stdout } = await promisify(execFile)(program);
    const inNode = await fingerprints(pathToFileURL(`${root}dist/package/index.js`).href);
    assert.match(inNode, /^[0-9a-f]{16} [0-9a-f]{16}$/);
    assert.equal(stdout.trim(), inNode);
  });
