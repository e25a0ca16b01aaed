// The worker of one contestant.
import { createLab } from "../lab/index.js";
import type { Reply, Request } from "../protocol/messages.js";
import { ContestantHost } from "./host.js";

declare const self: DedicatedWorkerGlobalScope;

const host = new ContestantHost(
  (reply: Reply, transfer: Transferable[] = []) => self.postMessage(reply, transfer),
  (module) => createLab(module ? { wasmModule: module } : {}),
);

/**
 * Holds a lock until this worker ends, for whatever reason: when the page acquires the lock, the worker has ended.
 * There is no other sign of a worker that was killed from outside.
 */
function holdLock(name: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise(() => {});
    });
  });
}

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  // Only "start" comes with a lock, and the host keeps what arrives before it has started.
  if (data.type === "start" && data.lock !== null) await holdLock(data.lock);
  host.receive(data);
};
