// A worker thread that trains one model, for twoThreads.mjs.

import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";
import { ownContestant } from "../own.mjs";
import { Timer } from "../timing.mjs";

register(); // the main thread's reader of TypeScript does not reach into this one
const { createLab } = await import("../../../web/src/lab/index.ts");
const lab = await createLab();
const timer = new Timer(ownContestant(lab, workerData).run);
parentPort.on("message", async (line) => {
  parentPort.postMessage({ ...(await timer.obey(line)), memory: lab.memoryBytes });
});
