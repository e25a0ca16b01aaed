// The module that the page loads first: the core without what its first sight does not need (wasm_build/first_module.cpp).
import type { WasmFile } from "../lab/wasm.js";

/** As HNN_LAB_WASM_HASH (lab/wasm.ts). */
declare const HNN_FIRST_WASM_HASH: string | undefined;

export const firstFile: WasmFile = {
  name: "hnn_first.wasm",
  url: () => new URL("../../../wasm_build/dist/hnn_first.wasm", import.meta.url),
  hash: typeof HNN_FIRST_WASM_HASH === "string" ? HNN_FIRST_WASM_HASH : null,
};
