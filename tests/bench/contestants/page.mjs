// The contestants' page: the engine works in a worker, as on the product's page; peers too, unless they have
// threads of their own, which they start from the main thread of an isolated page.

import { makeContestant } from "./make.mjs";

const load = {
  async lab() {
    const { createLab } = await import("../../../web/src/lab/index.ts");
    return createLab({ wasmUrl: "/hnn_lab.wasm" });
  },
  async tfjs() {
    const { tf, wasm } = await import("../peers/tfjsModules.mjs");
    return { tf, wasm, wasmFolder: "/tfjs/" };
  },
  async jax() {
    const { jax } = await import("../peers/jaxModules.mjs");
    return jax;
  },
};

async function prepare(spec) {
  const golden = await (await fetch("/golden_hnn.json")).json();
  const { timer, error, memory } = await makeContestant(spec, golden, load);
  return { error, obey: async (line) => ({ ...(await timer.obey(line)), memory: memory() }) };
}

/** In the worker: the first message is the specification, the others are commands. */
function serveMain() {
  let contestant;
  self.onmessage = async ({ data }) => {
    try {
      if (typeof data === "string") return postMessage(await contestant.obey(data));
      contestant = await prepare(data);
      postMessage({ error: contestant.error });
    } catch (error) {
      postMessage({ failed: String(error?.message ?? error) });
    }
  };
}

function startWorker(spec) {
  const worker = new Worker(import.meta.url, { type: "module" });
  const ask = (data) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: answer }) =>
        answer.failed === undefined ? resolve(answer) : reject(new Error(answer.failed));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(data);
    });
  return ask(spec).then(({ error }) => ({ error, obey: ask }));
}

if (typeof document === "undefined") {
  serveMain();
} else {
  globalThis.contest = async (spec) => {
    if (spec.threads > 1 && !crossOriginIsolated) throw new Error("this page is not isolated");
    const contestant = await (spec.threads > 1 ? prepare(spec) : startWorker(spec));
    globalThis.obey = contestant.obey;
    return contestant.error;
  };
}
