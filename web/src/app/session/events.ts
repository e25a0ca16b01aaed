// Events of a session, for the page that draws it and for its host.

import type { Contestant } from "../../protocol/snapshot.js";
import type { Experiment } from "../../state/experiment.js";
import type { SessionNotice } from "./announce.js";

/** Events for the host page. */
export type LabEvent =
  | { type: "ready" }
  /** Training begins or continues. */
  | { type: "begin" }
  | { type: "progress"; progress: Progress }
  | { type: "done"; progress: Progress }
  /** A refused value, a stopped run, a worker that died, or an engine that cannot run in this browser. */
  | { type: "error"; message: string; fatal: boolean }
  /** The experiment has changed; `link` is its query. */
  | { type: "state"; link: string }
  /** No work is pending and everything is shown. */
  | { type: "settled" };

export interface Progress {
  steps: Partial<Record<Contestant, number>>;
  total: number;
  /** Fingerprints of the weights, if known. */
  fingerprints: Partial<Record<Contestant, string>>;
}

export type SessionEvent =
  /** Something has changed and must be drawn. */
  | { type: "changed" }
  /** The experiment differs from `before`. */
  | { type: "experiment"; before: Experiment; now: Experiment }
  | { type: "notice"; notice: SessionNotice }
  /** Removes notices of this kind. */
  | { type: "notice-over"; kind: string }
  | { type: "host"; event: LabEvent }
  /** No network can run here. */
  | { type: "failed"; reason: string }
  /** A defect of the page: reported to the console. */
  | { type: "defect"; error: unknown };
