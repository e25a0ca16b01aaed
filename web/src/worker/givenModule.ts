// Stands in for lab/wasm.ts in the built worker (workerIsGivenModule in web/scripts/plugins.mjs): the page finds, checks and
// compiles the module and posts it, so the first download contains that code and its messages once.
import type { WasmSource } from "../lab/wasm.js";

export { instantiateCore } from "../lab/wasm.js";
export type { WasmSource };

export async function compileWasm({ wasmModule }: WasmSource = {}): Promise<WebAssembly.Module> {
  if (wasmModule) return wasmModule;
  throw new Error("the worker needs a compiled WebAssembly module");
}
