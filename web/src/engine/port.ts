// A contestant's host as the engine holds it: something that takes requests and gives replies, until it dies.
import type { Reply, Request } from "../protocol/messages.js";
import type { Contestant } from "../protocol/snapshot.js";

/** Everything after "start", which the port posts itself. */
export type PortRequest = Exclude<Request, { type: "start" }>;

export interface EnginePort {
  post(request: PortRequest): void;
  /** Ends the host at once; nothing is heard of it afterwards. */
  terminate(): void;
}

export interface PortListener {
  reply(reply: Reply): void;
  /** The host ended by itself; `cause` in words. */
  died(cause: string): void;
}

export type OpenPort = (contestant: Contestant, listener: PortListener) => EnginePort;
