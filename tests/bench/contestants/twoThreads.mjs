// Models that train at the same time, each in a worker thread with an engine of its own, as on the page. One model
// alone is measured by the same program, so that nothing but the neighbour differs.

import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createLab } from "../../../web/src/lab/index.ts";
import { ownContestant } from "../own.mjs";
import { Timer } from "../timing.mjs";

const ask = (worker, line) =>
  new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(line);
  });

export class TwoThreads {
  #spec;
  #workers = [];

  constructor(spec) {
    this.#spec = spec;
  }

  start() {
    const file = fileURLToPath(import.meta.url);
    for (let i = 0; i < this.#spec.models; i++) {
      this.#workers.push(new Worker(file, { workerData: this.#spec }));
    }
    return {
      error: null,
      obey: async (line) => {
        const answers = await Promise.all(this.#workers.map((worker) => ask(worker, line)));
        const slowest = answers.reduce((a, b) => (b.ms > a.ms ? b : a));
        return { ...slowest, memory: answers.reduce((sum, { memory }) => sum + memory, 0) };
      },
    };
  }
}

async function train() {
  const lab = await createLab();
  const timer = new Timer(ownContestant(lab, workerData).run);
  parentPort.on("message", async (line) => {
    parentPort.postMessage({ ...(await timer.obey(line)), memory: lab.memoryBytes });
  });
}

if (!isMainThread) await train();
