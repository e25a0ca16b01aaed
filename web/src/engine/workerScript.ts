// The worker's script: its address in the build, and how a worker is started from it.
import { scriptAddress } from "../base/trusted.js";
import type { Contestant } from "../protocol/snapshot.js";
import address from "../worker/worker.ts?worker&url";

/**
 * Browsers refuse a worker whose script has another origin than the page, but a local script may import it. A frame
 * without an origin of its own (`sandbox` without `allow-same-origin`) has the origin "null", so for it every script is
 * cross-origin.
 */
export function makeWorker(contestant: Contestant): Worker {
  const script = new URL(address, import.meta.url);
  const options: WorkerOptions = { type: "module", name: `hnn-lab ${contestant}` };
  if (script.origin === self.origin) return new Worker(scriptAddress(script), options);
  const source = `import ${JSON.stringify(script.href)};`;
  const local = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(scriptAddress(local), options);
  // Its first message shows that the script was loaded, an error event that it could not be.
  for (const event of ["message", "error"])
    worker.addEventListener(event, () => URL.revokeObjectURL(local), { once: true });
  return worker;
}
