// The worker's script: its address in the build, and how a worker is started from it.
import { scriptAddress } from "../base/trusted.js";
import type { Contestant } from "../protocol/snapshot.js";
import address from "../worker/worker.ts?worker&url";
import { notLoaded } from "./violations.js";

/**
 * A local script that loads the worker's. It is a classic one, because Chromium refuses local modules to frames without an
 * origin, and because imports of a module would need the site in the page's `worker-src`. What is posted before the
 * worker's script listens would be lost.
 */
const loaderOf = (script: string) => `const early = [];
self.onmessage = (event) => early.push(event);
import(${JSON.stringify(script)}).then(
  () => early.forEach((event) => self.onmessage(event)),
  ({ message }) => setTimeout(() => { throw new Error("${notLoaded} (" + message + ")"); }),
);`;

/**
 * Browsers refuse a worker whose script is of another origin than the page, but a local script may load it. A frame
 * without an origin of its own (`sandbox` without `allow-same-origin`) has the origin "null", so for it every script is
 * cross-origin.
 */
export function makeWorker(contestant: Contestant): Worker {
  const script = new URL(address, import.meta.url);
  const name = `hnn-lab ${contestant}`;
  if (script.origin === self.origin)
    return new Worker(scriptAddress(script), { type: "module", name });
  const source = loaderOf(script.href);
  const local = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(scriptAddress(local), { name });
  // Its first message shows that the script was loaded, an error event that it could not be.
  for (const event of ["message", "error"])
    worker.addEventListener(event, () => URL.revokeObjectURL(local), { once: true });
  return worker;
}
