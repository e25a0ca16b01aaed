// The states of a session, its commands, and the allowed transitions. The state is not stored: it
// is derived from a few facts (`Situation`), so that no two flags can disagree.
//
//   opening    the engine is being created, or the first networks are being opened
//   idle       every network is open, none is trained
//   training   at least one network trains
//   paused     some steps are done, and there are more to do
//   finished   every network has done its steps
//   stopped    a network cannot continue (its loss is not finite); a reset or other settings help
//   solving    networks are being solved; those that were training are paused until it is done
//   reopening  the experiment has changed, and the networks are not yet open with it
//   suspended  paused by the host (off-screen, another slide); continues with what it did before
//   failed     no network can run in this browser
//   disposed   final state
//
// The visitor's goal (`Goal`, training.ts) survives suspension, solving and the death of a worker; a command that
// changes the networks (other settings, undo, reset, a file) ends it.

import type { Contestant } from "../../protocol/snapshot.js";
import type { Experiment, Intent } from "../../state/experiment.js";
import type { RunBackup } from "./history.js";

export const sessionStates = [
  "opening",
  "idle",
  "training",
  "paused",
  "finished",
  "stopped",
  "solving",
  "reopening",
  "suspended",
  "failed",
  "disposed",
] as const;
export type SessionState = (typeof sessionStates)[number];

export type Command =
  /** Creates the engine and opens the first networks. */
  | { type: "start" }
  /** Trains to the end of the run; after a finished run, as many steps again. Ends a suspension. */
  | { type: "train" }
  | { type: "pause" }
  /** One step of every network that is trained. */
  | { type: "step" }
  /** Back to step 0 with the same data and weights. `as` selects the message. */
  | { type: "reset"; as: "reset" | "cancel" }
  /** Cancels a solve, or else discards the training. */
  | { type: "cancel" }
  /** Includes the solved networks, and solves them. */
  | { type: "solve" }
  | { type: "change"; intent: Intent; origin?: Origin }
  | { type: "take-part"; contestants: readonly Contestant[]; on: boolean }
  /** Applies pending changes immediately. */
  | { type: "apply" }
  /** Goes back by a number of history entries, or to one of them, which may no longer exist. */
  | { type: "undo"; entries?: number; to?: RunBackup }
  | { type: "redo" }
  /** Another experiment with its networks replaces the present one. */
  | { type: "restore"; backup: RunBackup; as: Restoring }
  /** Continues a saved run. The promise rejects if the file is refused; then nothing has changed. */
  | { type: "load"; contestant: Contestant; file: string }
  /** Opens every network on the visitor's own data. */
  | { type: "take-data"; experiment: Experiment }
  /** Opens a network whose worker could not be started. */
  | { type: "retry"; contestant: Contestant }
  | { type: "suspend" }
  | { type: "resume" }
  | { type: "dispose" };

/** The origin of a change: a lesson announces its own changes, so that the page does not. */
export type Origin = "visitor" | "lesson";
/** Why networks are restored: a reload, the visitor's own work after a tour, or starting over. */
export type Restoring = "reload" | "tour" | "start-over";

/** The facts from which the state is derived. */
export interface Situation {
  disposed: boolean;
  failed: boolean;
  ready: boolean;
  suspended: boolean;
  reopening: boolean;
  solving: boolean;
  /** Of the networks, according to their snapshots. */
  runs: "idle" | "training" | "paused" | "finished" | "stopped";
}

export function stateOf(now: Situation): SessionState {
  if (now.disposed) return "disposed";
  if (now.failed) return "failed";
  if (!now.ready) return "opening";
  if (now.suspended) return "suspended";
  if (now.reopening) return "reopening";
  if (now.solving) return "solving";
  return now.runs;
}

const anyRun = ["idle", "training", "paused", "finished", "stopped"] as const;
const living = [...anyRun, "solving", "reopening", "suspended"] as const;

/** The allowed transitions. A session that is not disposed may enter any state: snapshots, commands and the host change it independently. */
export const successors: Record<SessionState, readonly SessionState[]> = {
  opening: [...living, "failed", "disposed"],
  idle: [...living, "failed", "disposed"],
  training: [...living, "failed", "disposed"],
  paused: [...living, "failed", "disposed"],
  finished: [...living, "failed", "disposed"],
  stopped: [...living, "failed", "disposed"],
  solving: [...living, "failed", "disposed"],
  reopening: [...living, "failed", "disposed"],
  suspended: [...living, "failed", "disposed"],
  failed: ["disposed"],
  disposed: [],
};
