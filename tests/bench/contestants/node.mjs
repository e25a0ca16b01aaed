// One contestant under Node: `node --import tsx node.mjs '{"peer": "hnn-lab", "work": "step", "n": 200}'`.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createLab } from "../../../web/src/lab/index.ts";
import { goldenName } from "../problem.mjs";
import { makeContestant } from "./make.mjs";
import { talk } from "./talk.mjs";
import { startThreads } from "./twoThreads.mjs";

const goldenFolder = new URL("../../golden/", import.meta.url);
const wasmFolder = new URL(
  "../peers/node_modules/@tensorflow/tfjs-backend-wasm/dist/",
  import.meta.url,
);

const load = {
  lab: () => createLab(),
  async tfjs() {
    const { tf, wasm } = await import("../peers/tfjsModules.mjs");
    return { tf, wasm, wasmFolder: fileURLToPath(wasmFolder) };
  },
  async jax() {
    const { jax } = await import("../peers/jaxModules.mjs");
    return jax;
  },
};

await talk(async () => {
  const spec = JSON.parse(process.argv[2]);
  if (spec.models) return startThreads(spec);
  const golden = JSON.parse(readFileSync(new URL(goldenName(spec), goldenFolder), "utf8"));
  const { timer, error, memory } = await makeContestant(spec, golden, load);
  return { error, obey: async (line) => ({ ...(await timer.obey(line)), memory: memory() }) };
});
