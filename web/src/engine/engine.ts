// The engine's interface for the page: contestants, each trained in its own worker, all updated live.

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
  Who,
} from "../protocol/snapshot.js";
import type { ResultOf, StudyRequest } from "../protocol/study.js";

export interface Fault {
  contestant: Contestant;
  /** Cause and remedy, for people. */
  message: string;
  /** What was recovered: the last good model, or only the settings. */
  recoveredStep: number | null;
  /** It was training, and continues automatically. */
  resumed: boolean;
  /** False: the engine cannot run in this browser (no wasm SIMD, wasm file missing); nothing was restarted. */
  recoverable: boolean;
  /** The contestant is not restarted until it is opened again. */
  lost: boolean;
}

export interface EngineEvents {
  /** At most 30 a second per contestant; the latest replaces earlier ones. */
  snapshot: Snapshot;
  fault: Fault;
  /** True: a request is pending. False: nothing is pending, and every snapshot has been emitted. */
  busy: boolean;
}

export interface Truth {
  /** Of measured data: the held-out part of the recording that begins nearest to x0. */
  rollout: Rollout | null;
  /** The true equations with the integrator of the request, if requested. */
  stepped?: Rollout | null;
  /** Null for measured data: their vector field is unknown. */
  grid: Grid | null;
  /** Of the grid, if requested. */
  parts?: Parts | null;
  data: RunData;
  /** How measured samples were used; null for simulated data. */
  report: MeasuredReport | null;
}

export interface StudyOptions<Request extends StudyRequest> {
  /** Ends the study immediately with the signal's reason (an AbortError). */
  signal?: AbortSignal;
  /** Each result contains everything found so far. At most ten a second, the last one before the promise resolves. */
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
   * Requests reject with a `Refusal` if the core refuses their input, with a `HostFailure` if the worker cannot run
   * (errors.ts), and with an AbortError if a later request has replaced them.
   *
   * Creates data (or uses the measured ones) and initial weights; replaces the contestant's previous run. Rejects with
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
  /** What each snapshot should contain from now on; one follows immediately, also while paused. */
  watch(contestant: Contestant, view: View): void;
  /** The system's own motion, field and data; needs no training. */
  truth(
    settings: Settings,
    rollout: RolloutRequest | null,
    grid: GridRequest | null,
    measured?: Measured | null,
    wantParts?: boolean,
    wantStepped?: boolean,
  ): Promise<Truth>;
  /**
   * A study of a contestant's current model, or of the truth of `settings` (not needed for a model). It is computed in
   * pieces, during which training runs at about half its speed. Rejects with the reason; with an AbortError when it is
   * aborted, or when the model is replaced (open, reset, load).
   */
  study<Request extends StudyRequest>(
    who: Who,
    settings: Settings,
    study: Request,
    options: StudyOptions<Request>,
  ): Promise<void>;
  metrics(contestant: Contestant, signal?: AbortSignal): Promise<Metrics>;
  /** The model file (JSON text) of the current state. */
  save(contestant: Contestant): Promise<string>;
  /** Continues a saved run; returns its settings and any data in the file. Rejects with the reason; the present model is kept. */
  load(contestant: Contestant, file: string): Promise<Loaded>;
  /** Everything that the contestant's run needs to continue bit for bit, with its curve but without measured data. */
  backup(contestant: Contestant): Promise<Checkpoint>;
  /** Continues from a backup, paused. Rejects with the reason; the present model is kept. */
  restore(contestant: Contestant, checkpoint: Checkpoint): Promise<void>;
  /** A request is pending. */
  readonly busy: boolean;
  on<K extends keyof EngineEvents>(
    event: K,
    listener: (detail: EngineEvents[K]) => void,
  ): () => void;
  dispose(): void;
}
