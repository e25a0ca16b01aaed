// What the page and a contestant's worker say to each other. Requests are handled in the order in which they
// were posted, and each names its replies. Of requests that wait together and replace each other only the last
// is done.
import type { Settings } from "../catalogue/settings.js";
import type {
  Contestant,
  Grid,
  GridRequest,
  LossCurve,
  Metrics,
  Rollout,
  RolloutRequest,
  DataView as RunData,
  Snapshot,
  View,
} from "./snapshot.js";

/** All that a run needs in order to continue bit for bit; kept on the page's side in case the worker dies. */
export interface Checkpoint {
  settings: Settings;
  weights: { name: string; rows: number; columns: number; values: Float64Array }[];
  optimizer: { step: number; firstMoment: Float64Array; secondMoment: Float64Array };
  fingerprint: string;
  curve: LossCurve;
}

export interface TruthReply {
  rollout: Rollout | null;
  grid: Grid | null;
  /** Null where the request did not want it. */
  data: RunData | null;
}

export type Request =
  /** The first message. Replies "ready" or "failed". The worker holds `lock` (Web Locks) while it lives. */
  | {
      type: "start";
      contestant: Contestant;
      module: WebAssembly.Module | null;
      lock: string | null;
    }
  /**
   * A new run at step 0. A snapshot, then "done"; or "refused", and the present run stays; or "overtaken" by a
   * later open, load or restore. From now on snapshots carry `generation` in any case.
   */
  | { type: "open"; id: number; generation: number; settings: Settings }
  /** A run from a model file. A snapshot and a checkpoint, then "loaded"; or "refused", like "open". */
  | { type: "load"; id: number; generation: number; file: string }
  /** Continues from a checkpoint, paused. A snapshot, then "done"; or "refused". */
  | { type: "restore"; id: number; generation: number; checkpoint: Checkpoint }
  /** Back to step 0. A snapshot, then "done"; or "refused". */
  | { type: "reset"; id: number; generation: number }
  /** No reply of its own: snapshots and checkpoints until the steps are done. Null: settings.steps. */
  | { type: "train"; totalSteps: number | null }
  /** A snapshot and a checkpoint. */
  | { type: "pause" }
  /** Snapshots, and a checkpoint after the last step. */
  | { type: "step"; steps: number }
  /** A snapshot with the new pictures, unless a later watch overtakes it. */
  | { type: "watch"; view: View }
  /** Replies "truth" or "refused". Needs no open run. */
  | {
      type: "truth";
      id: number;
      settings: Settings;
      rollout: RolloutRequest | null;
      grid: GridRequest | null;
      wantData: boolean;
    }
  /** Replies "metrics" or "refused". */
  | { type: "metrics"; id: number }
  /** Replies "saved" or "refused". */
  | { type: "save"; id: number };

export type Reply =
  | { type: "ready"; lock: string | null }
  /** The core cannot run here at all. */
  | { type: "failed"; message: string }
  /** The core broke down in the middle: this worker is of no more use. */
  | { type: "broken"; message: string }
  | { type: "snapshot"; snapshot: Snapshot }
  /** Every two seconds of training, and whenever it ends. */
  | { type: "checkpoint"; generation: number; checkpoint: Checkpoint }
  | { type: "done"; id: number }
  | { type: "refused"; id: number; message: string }
  | { type: "overtaken"; id: number }
  | { type: "loaded"; id: number; settings: Settings }
  | { type: "truth"; id: number; truth: TruthReply }
  | { type: "metrics"; id: number; metrics: Metrics }
  | { type: "saved"; id: number; file: string };

/** Equal for settings that make the same data. */
export function dataKey(settings: Settings): string {
  const { system, systemParameters, seed, trajectories, points, duration, noise, trainFraction } =
    settings;
  return JSON.stringify([
    system,
    systemParameters,
    seed,
    trajectories,
    points,
    duration,
    noise,
    trainFraction,
  ]);
}
