// Writes catalogue.json: what catalogue() of the core says, as the module hnn_catalogue of the wasm preset tells
// it. Page and package read the file, so the module that they load need not carry what is in it.
//
//   node wasm_build/catalogue.mjs [folder for catalogue.json]     default: wasm_build/dist

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const built = path.join(here, "../build/wasm/catalogue");

/** Typed arrays as plain ones: JSON has no others. */
const plain = (_key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);

/** The text of catalogue.json; the same for the same core. */
async function catalogueText() {
  const wasmBinary = readFileSync(path.join(built, "hnn_catalogue.wasm"));
  const { default: createModule } = await import(
    pathToFileURL(path.join(built, "hnn_catalogue.mjs"))
  );
  const module = await createModule({ wasmBinary, locateFile: (name) => name });
  return `${JSON.stringify(module.catalogue(), plain, 2)}\n`;
}

export async function writeCatalogue(folder) {
  writeFileSync(path.join(folder, "catalogue.json"), await catalogueText());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await writeCatalogue(path.resolve(process.argv[2] ?? path.join(here, "dist")));
}
