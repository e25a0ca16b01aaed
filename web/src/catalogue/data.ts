// The core's catalogue, wasm_build/dist/catalogue.json. Separate from catalogue.ts, because the site has it as a
// separate file that page and worker share (web/scripts/plugins.mjs).
import json from "../../../wasm_build/dist/catalogue.json" with { type: "json" };

export default json;
