// The worker of one contestant.
import type { Complete, Incomplete, Reply, Request } from "../protocol/messages.js";
import { ContestantHost } from "./host.js";
import { holdLock } from "./lock.js";
import { makeLab } from "./makeLab.js";

declare const self: DedicatedWorkerGlobalScope;

let completed: (answer: Complete) => void = () => {};

/** The page finds, checks and compiles this module, too. */
function wholeModule(): Promise<WebAssembly.Module> {
  const question: Incomplete = { type: "incomplete" };
  self.postMessage(question);
  return new Promise((resolve, reject) => {
    completed = ({ module, message }) => (module ? resolve(module) : reject(new Error(message)));
  });
}

const host = new ContestantHost(
  (reply: Reply, transfer: Transferable[] = []) => self.postMessage(reply, transfer),
  ({ module, isFirst = false }) => makeLab(module, isFirst),
  undefined,
  async () => makeLab(await wholeModule(), false),
);

self.onmessage = async ({ data }: MessageEvent<Request | Complete>) => {
  if (data.type === "complete") completed(data);
  // Only "start" comes with a lock, and the host keeps what arrives before it has started. A lock that is not held must not be
  // confirmed: the page would get it and take this worker for dead.
  else if (data.type === "start" && data.lock !== null) {
    const isHeld = await holdLock(navigator.locks, data.lock);
    host.receive(isHeld ? data : { ...data, lock: null });
  } else host.receive(data);
};
