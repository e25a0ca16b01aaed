// Messages between the page and a contestant's worker. Requests are handled in the order in which they were posted,
// and each documents its replies. Of several waiting requests that replace each other, only the last is handled.

import type { Measured, MeasuredReport } from "./measured.js";
import type { Settings } from "./settings.js";
import type {
  Contestant,
  Grid,
  GridRequest,
  LossCurve,
  Metrics,
  Parts,
  Rollout,
  RolloutRequest,
  DataView as RunData,
  Snapshot,
  Source,
  View,
} from "./snapshot.js";
import type { StudyRequest, StudyResult } from "./study.js";

/** Everything a run needs to continue bit for bit; kept by the page in case the worker dies. */
export interface Checkpoint {
  settings: Settings;
  /** The visitor's own data; null: simulated data. */
  measured: Measured | null;
  weights: { name: string; rows: number; columns: number; values: Float64Array }[];
  optimizer: {
    step: number;
    firstMoment: Float64Array;
    secondMoment: Float64Array;
    controls?: Float64Array;
  };
  fingerprint: string;
  curve: LossCurve;
}

/** The measured data of the question (truth or study) before, which the worker still has. */
export interface SentData {
  digest: string;
}

export interface TruthReply {
  /** Of measured data: the held-out part of the recording that begins nearest to x0. */
  rollout: Rollout | null;
  /** The true equations with the integrator of the request, if requested. */
  stepped?: Rollout | null;
  /** Null for measured data: their vector field is unknown. */
  grid: Grid | null;
  /** Of the grid, if requested. */
  parts?: Parts | null;
  /** Null if not requested. */
  data: RunData | null;
  /** How measured samples were used; null for simulated data. */
  report: MeasuredReport | null;
}

export type Request =
  /** The first message. Replies "ready" or "failed". The worker holds `lock` (Web Locks) while it lives. */
  | {
      type: "start";
      contestant: Contestant;
      module: WebAssembly.Module | null;
      /** Whether `module` is the page's first one, which is incomplete. */
      isFirst?: boolean;
      lock: string | null;
    }
  /**
   * A new run at step 0. A snapshot, then "done"; or "refused", and the present run stays; or "overtaken" by a
   * later open, load or restore. From now on snapshots carry `generation` in any case.
   */
  | { type: "open"; id: number; generation: number; settings: Settings; measured: Measured | null }
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
      measured: Measured | SentData | null;
      rollout: RolloutRequest | null;
      grid: GridRequest | null;
      /** The grid's two parts as well. */
      wantParts?: boolean;
      /** The true equations with the roll-out's integrator as well. */
      wantStepped?: boolean;
      wantData: boolean;
    }
  /**
   * In pieces between slices of training. Replies "study" at most ten times a second, then "done"; or "refused"; or
   * "overtaken" by a cancel, or by a replacement of the model that it uses. Only a study of
   * the truth contains settings and data, and needs no open run.
   */
  | {
      type: "study";
      id: number;
      settings: Settings;
      measured: Measured | SentData | null;
      source: Source;
      study: StudyRequest;
    }
  /** Ends the study that has this id; no reply of its own. */
  | { type: "cancel"; id: number }
  /** Replies "metrics" or "refused". */
  | { type: "metrics"; id: number }
  /** Replies "saved" or "refused". */
  | { type: "save"; id: number }
  /** Replies "backup" or "refused". Measured data are left out: the page has them. */
  | { type: "backup"; id: number }
  /** Replies "done" when no request, training or study is left. */
  | { type: "sync"; id: number };

export type Reply =
  | { type: "ready"; lock: string | null }
  /** The core cannot run in this browser. */
  | { type: "failed"; message: string }
  /** The core has failed; this worker cannot be used any more. */
  | { type: "broken"; message: string }
  | { type: "snapshot"; snapshot: Snapshot }
  /** Every two seconds of training, and whenever it ends. Measured data are left out: the page has them. */
  | { type: "checkpoint"; generation: number; checkpoint: Checkpoint }
  | { type: "done"; id: number }
  /** `isMissing`: the part of the core that this requires could not be loaded. */
  | { type: "refused"; id: number; message: string; isMissing?: boolean }
  | { type: "overtaken"; id: number }
  | { type: "loaded"; id: number; settings: Settings; measured: Measured | null }
  | { type: "truth"; id: number; truth: TruthReply }
  | { type: "study"; id: number; result: StudyResult }
  | { type: "metrics"; id: number; metrics: Metrics }
  | { type: "saved"; id: number; file: string }
  | { type: "backup"; id: number; checkpoint: Checkpoint };

/** Equal for settings with the same data and the same truth. */
export function dataKey(settings: Settings, measured: Measured | null = null): string {
  const { system, systemParameters, seed, trajectories, points, duration, noise, trainFraction } =
    settings;
  const { coordinates, samples } = settings;
  if (measured) {
    const judge = measured.judged ? [system, systemParameters, coordinates] : [];
    const { derivative, scaling } = settings;
    return JSON.stringify([digestOf(measured), derivative, scaling, trainFraction, ...judge]);
  }
  return JSON.stringify([
    system,
    systemParameters,
    coordinates,
    samples,
    seed,
    trajectories,
    points,
    duration,
    noise,
    trainFraction,
  ]);
}

const digests = new WeakMap<Measured, string>();

/** Name, size and a hash (32-bit FNV-1a over the bytes) of measured data. */
export function digestOf(measured: Measured): string {
  const known = digests.get(measured);
  if (known !== undefined) return known;
  const { name, symbols, t, x, dxdt, recording } = measured;
  let hash = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of [t, x, dxdt, recording]) {
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
  }
  const digest = JSON.stringify([name, symbols, t.length, hash >>> 0]);
  digests.set(measured, digest);
  return digest;
}

/** A worker whose first module lacks what a request requires says "incomplete"; the page answers with the whole module, or why not. */
export type Incomplete = { type: "incomplete" };
export interface Complete {
  type: "complete";
  module: WebAssembly.Module | null;
  message: string;
}
