// The worker of one contestant.
import { createLab } from "../lab/index.js";
import type { Reply, Request } from "../protocol/messages.js";
import { ContestantHost } from "./host.js";
import { holdLock } from "./lock.js";

declare const self: DedicatedWorkerGlobalScope;

const host = new ContestantHost(
  (reply: Reply, transfer: Transferable[] = []) => self.postMessage(reply, transfer),
  (module) => createLab(module ? { wasmModule: module } : {}),
);

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  // Only "start" comes with a lock, and the host keeps what arrives before it has started. A lock that is not held must not be
  // confirmed: the page would get it and take this worker for dead.
  if (data.type === "start" && data.lock !== null) {
    const isHeld = await holdLock(navigator.locks, data.lock);
    host.receive(isHeld ? data : { ...data, lock: null });
  } else host.receive(data);
};
