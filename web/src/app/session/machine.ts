// The states of a session, the commands that it takes, and which state may follow which. The state is not stored: it
// follows from a few facts (`Situation`), so that no flag can disagree with another.
//
//   opening    the engine is being made, or the first networks are being opened
//   idle       every network is open, none has learned anything
//   training   at least one network trains
//   paused     some steps are done, and there are more to do
//   finished   every network has done its steps
//   stopped    a network cannot go on (its loss is not finite); a reset or other settings help
//   solving    networks are being solved; those that were training wait until it is done
//   reopening  the experiment has changed, and the networks are not open with it yet
//   suspended  the host has told it to wait (out of sight, another slide); it goes on with what it did before
//   failed     no network can run here
//   disposed   the end
//
// What the visitor wants (`Goal`, training.ts) outlives suspension, solving and a worker that dies; a command that
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
  /** Makes the engine and opens the first networks. */
  | { type: "start" }
  /** Trains to the end of the run; after a finished run, as many steps again. Ends a suspension. */
  | { type: "train" }
  | { type: "pause" }
  /** One step of every network that is trained. */
  | { type: "step" }
  /** Back to step 0 with the same data and weights. `as` decides what is said. */
  | { type: "reset"; as: "reset" | "cancel" }
  /** Ends a solve, or else what the networks have learned. */
  | { type: "cancel" }
  /** Lets the solved networks take part, and solves them. */
  | { type: "solve" }
  | { type: "change"; intent: Intent; origin?: Origin }
  | { type: "take-part"; contestants: readonly Contestant[]; on: boolean }
  /** Puts waiting changes in force at once. */
  | { type: "apply" }
  /** Goes back by so many entries of the history, or to one of them, which may be gone by now. */
  | { type: "undo"; entries?: number; to?: RunBackup }
  | { type: "redo" }
  /** Another experiment with its networks takes the present one's place. */
  | { type: "restore"; backup: RunBackup; as: Restoring }
  /** Continues a saved run. The promise rejects where the file is refused, and nothing has changed then. */
  | { type: "load"; contestant: Contestant; file: string }
  /** Opens every network on data of the visitor's own. */
  | { type: "take-data"; experiment: Experiment }
  /** Opens a network whose worker could not be started. */
  | { type: "retry"; contestant: Contestant }
  | { type: "suspend" }
  | { type: "resume" }
  | { type: "dispose" };

/** Who asked for a change: a lesson says itself what it sets up, so that the page does not. */
export type Origin = "visitor" | "lesson";
/** Why networks are brought back: a reload, the visitor's own work after a tour, or the wish to start over. */
export type Restoring = "reload" | "tour" | "start-over";

/** What the state follows from. */
export interface Situation {
  disposed: boolean;
  failed: boolean;
  ready: boolean;
  suspended: boolean;
  reopening: boolean;
  solving: boolean;
  /** Of the networks, as their snapshots tell. */
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

/** Which states may follow a state. Of a living session any: snapshots, commands and the host move it independently. */
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
