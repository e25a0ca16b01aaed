// What a session tells: the page that draws it, and whatever is around that page.

import type { Contestant } from "../../protocol/snapshot.js";
import type { Experiment } from "../../state/experiment.js";
import type { SessionNotice } from "./announce.js";

/** What a page around the lab may want to know. */
export type LabEvent =
  | { type: "ready" }
  /** Training begins, or goes on. */
  | { type: "begin" }
  | { type: "progress"; progress: Progress }
  | { type: "done"; progress: Progress }
  /** A refused value, a stopped run, a worker that died, or an engine that cannot run here. */
  | { type: "error"; message: string; fatal: boolean }
  /** The experiment has changed; `link` is the query that leads to it. */
  | { type: "state"; link: string }
  /** Everything that was asked for is done and shown. */
  | { type: "settled" };

export interface Progress {
  steps: Partial<Record<Contestant, number>>;
  total: number;
  /** Of the weights, where they are known. */
  fingerprints: Partial<Record<Contestant, string>>;
}

export type SessionEvent =
  /** There is something new to draw. */
  | { type: "changed" }
  /** The experiment is another one than `before`. */
  | { type: "experiment"; before: Experiment; now: Experiment }
  | { type: "notice"; notice: SessionNotice }
  /** What was said under this kind no longer holds. */
  | { type: "notice-over"; kind: string }
  | { type: "host"; event: LabEvent }
  /** No network can run here. */
  | { type: "failed"; reason: string }
  /** An error of the page itself: it belongs into the console. */
  | { type: "defect"; error: unknown };
