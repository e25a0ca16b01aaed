// Writes catalogue.json beside a built module: what catalogue() of the core says, for a page that has not
// loaded any WebAssembly yet.
//
//   node wasm_build/catalogue.mjs [folder with hnn_lab.mjs and hnn_lab.wasm]     default: wasm_build/dist

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Typed arrays as plain ones: JSON has no others. */
const plain = (_key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);

/** The text of catalogue.json; the same for the same module. */
export async function catalogueText(folder) {
  const wasmBinary = readFileSync(path.join(folder, "hnn_lab.wasm"));
  const { default: createCore } = await import(pathToFileURL(path.join(folder, "hnn_lab.mjs")));
  const core = await createCore({ wasmBinary, locateFile: (name) => name });
  return `${JSON.stringify(core.catalogue(), plain, 2)}\n`;
}

export async function writeCatalogue(folder) {
  writeFileSync(path.join(folder, "catalogue.json"), await catalogueText(folder));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await writeCatalogue(path.resolve(process.argv[2] ?? path.join(here, "dist")));
}
