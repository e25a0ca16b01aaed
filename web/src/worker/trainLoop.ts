// Training in slices short enough for messages to be handled in between, with snapshots for the page. It has
// neither worker nor clock: the host calls `slice` while `busy`, and tests inject the time.

import type { Checkpoint, Reply } from "../protocol/messages.js";
import type { Settings } from "../protocol/settings.js";
import type {
  Contestant,
  Grid,
  GridRequest,
  LossCurve,
  Parts,
  Rollout,
  RolloutRequest,
  Snapshot,
  Solution,
  View,
} from "../protocol/snapshot.js";
import { LossKeeper } from "./lossKeeper.js";

/** What the loop requires of a run; `Run` of the package implements it. */
export interface Trainee {
  readonly settings: Settings | null;
  readonly step: number;
  readonly totalSteps: number;
  /** If true, the run has exactly `totalSteps` steps. */
  readonly solvedAtOnce: boolean;
  readonly fingerprint: string;
  readonly network: { stateSize: number };
  advance(
    steps: number,
    measure: boolean,
  ): { step: number; trainLoss: number; testLoss: number; stopped: string };
  stepsWithin(milliseconds: number, limit: number): number;
  rollout(request: RolloutRequest): Rollout;
  grid(request: GridRequest): Grid;
  reset(): void;
  /** Only for a solved model. */
  solution(): Solution;
  state(): Omit<Checkpoint, "curve" | "measured"> & Partial<Pick<Checkpoint, "measured">>;
}

const sliceTarget = 25; // ms; a single step may take longer, but a slice then has only one
const snapshotInterval = 1000 / 30; // ms
const checkpointInterval = 2000; // ms; the most training that a crash can lose
const pictureShare = 0.125; // of the time, each for roll-out and grid
const rateWindow = 1000; // ms over which steps per second are counted

/** One plot of the model, recomputed as often as its share of the time allows. */
class Picture<Request, Result> {
  result: Result | undefined;
  #request: Request | undefined;
  #step = -1; // at which the result was made
  #notBefore = 0;

  constructor(
    private readonly draw: (request: Request) => Result,
    private readonly now: () => number,
  ) {}

  watch(request: Request | undefined): void {
    this.#request = request;
    this.result = undefined;
    this.#step = -1;
  }

  /** Recomputes after a change; `atOnce` ignores the time budget. */
  refresh(step: number, atOnce: boolean): void {
    const began = this.now();
    if (!this.#request || this.#step === step || (!atOnce && began < this.#notBefore)) return;
    this.result = this.draw(this.#request);
    this.#step = step;
    const ended = this.now();
    this.#notBefore = ended + (ended - began) * (1 / pictureShare - 1);
  }

  /** The model changed without counting a step. */
  outdate(): void {
    this.#step = -1;
  }
}

export interface LoopOptions {
  run: Trainee;
  contestant: Contestant;
  /** Counts opens and resets on the page's side; stamped on every snapshot. */
  generation: number;
  view?: View;
  /** Of a continued run. */
  curve?: LossCurve;
  post: (reply: Reply, transfer?: Transferable[]) => void;
  /** Milliseconds, for spans. */
  now: () => number;
}

export class TrainLoop {
  private readonly run: Trainee;
  private readonly contestant: Contestant;
  private generation: number;
  private readonly post: LoopOptions["post"];
  private readonly now: () => number;
  #state: Snapshot["state"] = "paused";
  #target = 0;
  #steps: number;
  #losses = { train: Number.NaN, test: Number.NaN };
  #note: string | undefined;
  #curve: LossKeeper;
  #rollout: Picture<RolloutRequest, Rollout | undefined>;
  #grid: Picture<GridRequest, Grid | undefined>;
  #parts: Picture<GridRequest, Parts | undefined>;
  #rate = 0;
  #worked: number; // s of training without pictures; NaN if the run was loaded from a file
  #counted = { time: 0, step: 0, settled: false };
  #nextSnapshot = 0;
  #nextCheckpoint = 0;

  constructor(options: LoopOptions) {
    const { run, view, curve } = options;
    this.run = run;
    this.contestant = options.contestant;
    this.generation = options.generation;
    this.post = options.post;
    this.now = options.now;
    this.#steps = run.totalSteps;
    this.#curve = new LossKeeper(this.#steps, curve);
    this.#worked = curve?.seconds.at(-1) ?? (run.step > 0 ? Number.NaN : 0);
    if (curve && curve.step.length > 0) {
      this.#losses = { train: curve.train.at(-1)!, test: curve.test.at(-1)! };
    }
    this.#rollout = new Picture((request) => this.#drawRollout(request), this.now);
    this.#grid = new Picture((request) => this.#drawGrid(request), this.now);
    this.#parts = new Picture((request) => this.#drawParts(request), this.now);
    this.#watch(view ?? {});
    if (run.step > 0 && run.step >= this.#steps) this.#state = "finished";
  }

  /** True while `slice` has something to do. */
  get busy(): boolean {
    return this.#state === "training";
  }

  setGeneration(generation: number): void {
    this.generation = generation;
  }

  train(totalSteps: number | null): void {
    if (!this.run.solvedAtOnce) this.#steps = totalSteps ?? this.#steps;
    this.#begin(this.#steps);
  }

  step(steps: number): void {
    const target = this.run.step + steps;
    this.#begin(this.run.solvedAtOnce ? Math.min(target, this.#steps) : target);
  }

  #begin(target: number): void {
    const { step } = this.run;
    if (this.#state === "stopped") {
      this.snapshot(); // training can only be restarted by a reset or other settings
      return;
    }
    if (step >= target) {
      this.#end();
      return;
    }
    this.#target = target;
    if (!this.busy) {
      this.#counted = { time: this.now(), step, settled: false };
      this.#nextCheckpoint = this.now() + checkpointInterval;
    }
    this.#state = "training";
  }

  pause(): void {
    if (this.busy) this.#end("paused");
    else this.snapshot();
  }

  reset(generation: number): void {
    this.run.reset();
    this.generation = generation;
    this.#steps = this.run.totalSteps;
    this.#curve = new LossKeeper(this.#steps);
    this.#worked = 0;
    this.#losses = { train: Number.NaN, test: Number.NaN };
    this.#note = undefined;
    this.#state = "paused";
    this.#rate = 0;
    this.#rollout.outdate();
    this.#grid.outdate();
    this.#parts.outdate();
    this.snapshot();
  }

  watch(view: View): void {
    this.#watch(view);
    this.snapshot();
  }

  #watch({ rollout, grid, parts }: View): void {
    this.#rollout.watch(rollout);
    this.#grid.watch(grid);
    this.#parts.watch(parts ? grid : undefined);
  }

  /** Trains for some milliseconds; the caller handles messages before the next slice. */
  slice(): void {
    if (!this.busy) return;
    const { step } = this.run;
    const limit = Math.min(this.#target, this.#curve.nextMark(step)) - step;
    const steps = this.run.stepsWithin(sliceTarget, limit);
    const measure = steps >= limit; // at the marks of the curve and at the end
    const began = this.now();
    const progress = this.run.advance(steps, measure);
    this.#worked += (this.now() - began) / 1000;
    this.#losses.train = progress.trainLoss;
    if (measure) this.#losses.test = progress.testLoss;
    if (progress.stopped) {
      this.#note = progress.stopped;
      this.#end("stopped");
      return;
    }
    // A solved model has no losses before its last step.
    if (measure && !Number.isNaN(progress.trainLoss))
      this.#curve.add(progress.step, progress.trainLoss, progress.testLoss, this.#worked);
    this.#count(progress.step);
    if (progress.step >= this.#target) this.#end();
    else this.#report();
  }

  #report(): void {
    const now = this.now();
    if (now >= this.#nextSnapshot) this.snapshot(false);
    if (now >= this.#nextCheckpoint) this.checkpoint();
  }

  #end(state: Snapshot["state"] = this.run.step >= this.#steps ? "finished" : "paused"): void {
    this.#state = state;
    this.snapshot();
    this.checkpoint();
  }

  #count(step: number): void {
    const now = this.now();
    const span = now - this.#counted.time;
    if (span <= 0) return;
    const full = span >= rateWindow;
    // Before the first window is full, use its beginning.
    if (full || !this.#counted.settled) this.#rate = (1000 * (step - this.#counted.step)) / span;
    if (full) this.#counted = { time: now, step, settled: true };
  }

  /** Posts the current state; `complete` recomputes every plot, otherwise only within their time budgets. */
  snapshot(complete = true): void {
    const { step } = this.run;
    this.#rollout.refresh(step, complete);
    this.#grid.refresh(step, complete);
    this.#parts.refresh(step, complete);
    const { result: rollout } = this.#rollout;
    const { result: grid } = this.#grid;
    const { result: parts } = this.#parts;
    const snapshot: Snapshot = {
      contestant: this.contestant,
      generation: this.generation,
      state: this.#state,
      step,
      steps: this.#steps,
      trainLoss: this.#losses.train,
      testLoss: this.#losses.test,
      stepsPerSecond: this.#rate,
      curve: this.#curve.read(),
      fingerprint: this.run.fingerprint,
      ...(rollout && { rollout }),
      ...(grid && { grid }),
      ...(parts && { parts }),
      ...(this.run.solvedAtOnce && step >= this.#steps && { solution: this.run.solution() }),
      ...(this.#note !== undefined && { note: this.#note }),
    };
    this.post({ type: "snapshot", snapshot });
    this.#nextSnapshot = this.now() + snapshotInterval;
  }

  checkpoint(): void {
    const checkpoint = { ...this.state(), measured: null };
    this.post(
      { type: "checkpoint", generation: this.generation, checkpoint },
      buffersOf(checkpoint),
    );
    this.#nextCheckpoint = this.now() + checkpointInterval;
  }

  /** Everything that the run needs to continue, with its curve. */
  state(): Checkpoint {
    return { measured: null, ...this.run.state(), curve: this.#curve.read() };
  }

  /** Undefined if the page still requests the start of another system; rejected requests give the reason in the note. */
  #drawRollout(request: RolloutRequest): Rollout | undefined {
    if (request.x0.length !== this.run.network.stateSize) return undefined;
    try {
      return this.run.rollout(request);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const none = new Float64Array(0);
      return {
        t: none,
        x: none,
        energy: none,
        kineticEnergy: none,
        learnedEnergy: none,
        finished: false,
        stop: null,
        note: error.message,
        guarded: 0,
      };
    }
  }

  #drawGrid(request: GridRequest): Grid | undefined {
    return unlessRefused(() => this.run.grid(request));
  }

  /** Also undefined for a model whose field has no parts. */
  #drawParts(request: GridRequest): Parts | undefined {
    return unlessRefused(() => partsOf(this.run, request));
  }
}

/** Buffers that can be transferred to another thread instead of being copied. */
export function buffersOf({ weights, optimizer }: Checkpoint): ArrayBufferLike[] {
  const arrays = [optimizer.firstMoment, optimizer.secondMoment, ...weights.map((w) => w.values)];
  return arrays.map((array) => array.buffer);
}

export function partsOf(run: Pick<Trainee, "grid">, request: GridRequest): Parts {
  return {
    conservative: run.grid({ ...request, part: "conservative" }),
    dissipative: run.grid({ ...request, part: "dissipative" }),
  };
}

function unlessRefused<Result>(draw: () => Result): Result | undefined {
  try {
    return draw();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
