// Models that train at the same time, each in a worker thread with an engine of its own, as on the page. One model
// alone is measured by the same program, so that nothing but the neighbour differs.

import { Worker } from "node:worker_threads";

const ask = (worker, line) =>
  new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(line);
  });

/** { error, obey }; an answer is the slowest thread's. `spec.models`: how many. */
export function startThreads(spec) {
  const workers = Array.from(
    { length: spec.models },
    () => new Worker(new URL("./thread.mjs", import.meta.url), { workerData: spec }),
  );
  return {
    error: null,
    async obey(line) {
      const answers = await Promise.all(workers.map((worker) => ask(worker, line)));
      const slowest = answers.reduce((a, b) => (b.ms > a.ms ? b : a));
      return { ...slowest, memory: answers.reduce((sum, { memory }) => sum + memory, 0) };
    },
  };
}
