// What the core declares: wasm_build/dist/catalogue.json. Apart from catalogue.ts, because the site has it as a file of
// its own that page and worker share (web/scripts/plugins.mjs).
import json from "../../../wasm_build/dist/catalogue.json" with { type: "json" };

export default json;
