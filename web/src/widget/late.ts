// Everything of the element except its poster, in one import: it is loaded when the element is started.
export { Dashboard } from "../app/dashboard.js";
export { createWorkerEngine } from "../engine/workerEngine.js";
export { makeWorker } from "../engine/workerScript.js";
