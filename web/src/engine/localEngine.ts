// The same engine without workers: both contestants on this thread, for tests and Node.
import { createLab, type LabOptions } from "../lab/index.js";
import type { Lab } from "../lab/lab.js";
import type { Reply, Request } from "../protocol/messages.js";
import type { Contestant } from "../protocol/snapshot.js";
import { ContestantHost, type Timing } from "../worker/host.js";
import { EngineClient } from "./engineClient.js";
import type { EnginePort, PortListener } from "./port.js";

function localPort(
  contestant: Contestant,
  listener: PortListener,
  makeLab: () => Promise<Lab>,
  timing?: Timing,
): EnginePort {
  let ended = false;
  // Cloned and asynchronous, like messages between threads.
  const host = new ContestantHost(
    (reply: Reply) => {
      const copy = structuredClone(reply);
      queueMicrotask(() => {
        if (!ended) listener.reply(copy);
      });
    },
    makeLab,
    timing,
  );
  const post = (request: Request) => {
    const copy = structuredClone(request);
    queueMicrotask(() => host.receive(copy));
  };
  post({ type: "start", contestant, module: null, lock: null });
  return {
    post,
    terminate() {
      ended = true;
      host.close();
    },
  };
}

/** `makeLab` and `timing` are for tests. */
export function createLocalEngine(
  options: LabOptions = {},
  makeLab: () => Promise<Lab> = () => createLab(options),
  timing?: Timing,
): EngineClient {
  return new EngineClient((contestant, listener) =>
    localPort(contestant, listener, makeLab, timing),
  );
}
