// A contestant from its specification, the same under Node and in a page. `load` gives the peer's modules, since
// a page has them bundled and Node finds them in a package folder of their own.

import { ownContestant } from "../own.mjs";
import { jaxContestant, startJax } from "../peers/jax.mjs";
import { startTfjs, tfjsContestant } from "../peers/tfjs.mjs";
import {
  goldenError,
  lagrangian,
  lagrangianSamples,
  pendulumSamples,
  randomNetwork,
} from "../problem.mjs";
import { Timer } from "../timing.mjs";

const makers = {
  "hnn-lab": async (spec, load) => ownContestant(await load.lab(), spec),
  tfjs: async (spec, load) => {
    const { tf, wasm, wasmFolder } = await load.tfjs();
    await startTfjs(tf, wasm, { wasmFolder, threads: spec.threads });
    return tfjsContestant(tf, spec);
  },
  "jax-js": async (spec, load) => {
    const jax = await load.jax();
    await startJax(jax);
    return jaxContestant(jax, spec);
  },
};

const problemOf = ({ model, n = 1 }) =>
  model === "lnn"
    ? {
        samples: lagrangianSamples(n),
        network: randomNetwork(lagrangian.inputs, lagrangian.hidden[0]),
      }
    : { samples: pendulumSamples(n), network: randomNetwork() };

/** { timer, error, memory() }; `error` is the one of its gradients against the golden ones, or null. */
export async function makeContestant(spec, golden, load) {
  const made = await makers[spec.peer]({ ...spec, ...problemOf(spec) }, load);
  const { lossAndGradient } = made;
  const check = made.golden ?? (lossAndGradient && ((file) => goldenError(file, lossAndGradient)));
  return {
    timer: new Timer(made.run),
    error: check ? await check(golden) : null,
    memory: () => made.memory?.() ?? null,
  };
}
