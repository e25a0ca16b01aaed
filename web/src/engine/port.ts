// The engine's connection to a contestant's host: accepts requests and emits replies until the host dies.
import type { Reply, Request } from "../protocol/messages.js";
import type { Contestant } from "../protocol/snapshot.js";

/** Everything after "start", which the port posts itself. */
export type PortRequest = Exclude<Request, { type: "start" }>;

export interface EnginePort {
  post(request: PortRequest): void;
  /** Ends the host immediately; no further replies arrive. */
  terminate(): void;
}

export interface PortListener {
  reply(reply: Reply): void;
  /** The host died unexpectedly; `cause` in words. */
  died(cause: string): void;
}

export type OpenPort = (contestant: Contestant, listener: PortListener) => EnginePort;
