// The engine as the page sees it: contestants, each trained in a worker of its own, all shown live.

import type { Measured, MeasuredReport } from "../protocol/measured.js";
import type { Checkpoint } from "../protocol/messages.js";
import type { Settings } from "../protocol/settings.js";
import type {
  Contestant,
  Grid,
  GridRequest,
  Metrics,
  Parts,
  Rollout,
  RolloutRequest,
  DataView as RunData,
  Snapshot,
  View,
} from "../protocol/snapshot.js";
import type { ResultOf, StudyRequest } from "../protocol/study.js";

export interface Fault {
  contestant: Contestant;
  /** Cause and remedy, for people. */
  message: string;
  /** What became of the work: restored from the last good model, or only the settings are left. */
  recoveredStep: number | null;
  /** It was training, and trains on by itself. */
  resumed: boolean;
  /** False: the engine cannot run here at all (no wasm SIMD, wasm file missing); nothing was restarted. */
  recoverable: boolean;
  /** The contestant is not started again before it is opened. */
  lost: boolean;
}

export interface EngineEvents {
  /** At most 30 a second and contestant, latest wins. */
  snapshot: Snapshot;
  fault: Fault;
  /** True: something was asked for. False: nothing is left to do, and every snapshot of it has been emitted. */
  busy: boolean;
}

export interface Truth {
  /** Of measured data: the held-out part of the recording that begins nearest to x0. */
  rollout: Rollout | null;
  /** Null for measured data: nobody knows their field. */
  grid: Grid | null;
  /** Of the grid, where they were asked for. */
  parts?: Parts | null;
  data: RunData;
  /** What became of measured samples; null for the system's. */
  report: MeasuredReport | null;
}

export interface StudyOptions<Request extends StudyRequest> {
  /** Ends the study at once with the signal's reason (an AbortError). */
  signal?: AbortSignal;
  /** Each result holds everything found so far. At most ten a second, and the last one before the promise resolves. */
  onResult: (result: ResultOf<Request>) => void;
  /** For "truth". */
  measured?: Measured | null;
}

export interface Loaded {
  settings: Settings;
  measured: Measured | null;
}

export interface Engine {
  /**
   * Requests reject with a `Refusal` where the core refuses what is asked, with a `HostFailure` where the worker cannot run
   * (errors.ts), and with an AbortError where a later request has taken their place.
   *
   * Makes data (or takes the measured ones) and initial weights; replaces what the contestant did before. Rejects with
   * the reason if a setting is refused.
   */
  open(contestant: Contestant, settings: Settings, measured?: Measured | null): Promise<void>;
  /** Trains until `settings.steps` (or the given total) are done. Snapshots follow. */
  train(contestant: Contestant, totalSteps?: number): void;
  pause(contestant: Contestant): void;
  /** A few gradient steps, then pause. */
  step(contestant: Contestant, steps: number): void;
  /** Back to step 0: same data, same initial weights. */
  reset(contestant: Contestant): Promise<void>;
  /** What each snapshot should hold from now on; one follows at once, also while paused. */
  watch(contestant: Contestant, view: View): void;
  /** The system's own motion, field and data; needs no training. */
  truth(
    settings: Settings,
    rollout: RolloutRequest | null,
    grid: GridRequest | null,
    measured?: Measured | null,
    wantParts?: boolean,
  ): Promise<Truth>;
  /**
   * A study of a contestant's model as it is at each moment, or of the truth of `settings` (which a model has already). It is done in
   * pieces; training goes on at about half its speed meanwhile. Rejects with the reason; with an AbortError when it is
   * aborted, or when the model is replaced (open, reset, load).
   */
  study<Request extends StudyRequest>(
    who: Contestant | "truth",
    settings: Settings,
    study: Request,
    options: StudyOptions<Request>,
  ): Promise<void>;
  metrics(contestant: Contestant, signal?: AbortSignal): Promise<Metrics>;
  /** The model file (JSON text) of the current state. */
  save(contestant: Contestant): Promise<string>;
  /** Continues a saved run; returns its settings and data of its own. Rejects with the reason; the present model stays. */
  load(contestant: Contestant, file: string): Promise<Loaded>;
  /** All that the contestant's run needs in order to continue bit for bit, with its curve but without measured data. */
  backup(contestant: Contestant): Promise<Checkpoint>;
  /** Continues from a backup, paused. Rejects with the reason; the present model stays. */
  restore(contestant: Contestant, checkpoint: Checkpoint): Promise<void>;
  /** Something was asked for and is not done yet. */
  readonly busy: boolean;
  on<K extends keyof EngineEvents>(
    event: K,
    listener: (detail: EngineEvents[K]) => void,
  ): () => void;
  dispose(): void;
}
