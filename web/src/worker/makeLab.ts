// Starts the core in a worker, on a module that the page has found, checked and compiled.
import createFirst from "../../../wasm_build/dist/hnn_first.mjs";
import type { CoreModule } from "../lab/core.js";
import { Lab } from "../lab/lab.js";
import { instantiateCore } from "../lab/wasm.js";

export async function makeLab(module: WebAssembly.Module | null, isFirst: boolean): Promise<Lab> {
  if (!module) throw new Error("the worker needs a compiled WebAssembly module");
  const createCore = isFirst
    ? createFirst
    : (await import("../../../wasm_build/dist/hnn_lab.mjs")).default;
  // The first module's declarations are a part of the other's, which core.ts describes.
  const { core, memory } = await instantiateCore<unknown>(createCore, module);
  return new Lab(core as CoreModule, memory);
}
