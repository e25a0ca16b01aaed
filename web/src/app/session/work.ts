// What is saved of the visitor's work.

import type { Measured } from "../../protocol/measured.js";
import type { Checkpoint } from "../../protocol/messages.js";
import type { Contestant } from "../../protocol/snapshot.js";

/** A network without its settings, which follow from the link: so another version of the page can still use it. */
export type SavedNetwork = Omit<Checkpoint, "settings" | "measured">;

export interface Work {
  /** The query of the experiment. */
  link: string;
  measured: Measured | null;
  networks: Partial<Record<Contestant, SavedNetwork>>;
  total: number;
  /** Pinned runs, as they were when they were saved. */
  pins: unknown;
  /** Of an earlier session, which a link to another experiment has interrupted. */
  before?: Work;
}
