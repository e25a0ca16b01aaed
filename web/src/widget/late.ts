// All of the element that is not its poster, in one import: it is loaded when the element is started.
export { Dashboard } from "../app/dashboard.js";
export { createWorkerEngine } from "../engine/workerEngine.js";
export { makeWorker } from "../engine/workerScript.js";
