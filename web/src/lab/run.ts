/// <reference lib="esnext.disposable" preserve="true" />
// A run of a model of any kind: training, its state, its weights. Each kind adds a class of its own (phaseSpaceRun.ts). Arrays
// are returned as copies; the run owns its session of the core until dispose().
import { copySettings } from "../catalogue/check.js";
import type { Measured } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import { integer, knownKeys } from "./arrays.js";
import type { Core, CoreRun, OptimizerState, Tensor } from "./core.js";
import { clock, yieldToEventLoop } from "./pause.js";

export interface Progress {
  /** Steps done since the start: gradient steps, or the pieces of a solve (`solvedAtOnce`). */
  step: number;
  /**
   * Mean square error of the last step's batch, before its update. Of a solved model: NaN until its last step,
   * then the error on all training data.
   */
  trainLoss: number;
  /** After the last step, on at most 2048 of the held-out samples, evenly spread; `metrics()` takes all. */
  testLoss: number;
  stepsPerSecond: number;
  /** Where `train` will end. */
  totalSteps: number;
  /** Empty; otherwise why training cannot continue. The model is then that of the last good step. */
  stopped: string;
}

export interface TrainOptions {
  /** Steps to do now; by default what is left of `totalSteps`. */
  steps?: number;
  /** Ends training immediately with the signal's reason (an AbortError); the run stays usable. */
  signal?: AbortSignal;
  /** Steps between two progress reports; by default a hundredth of `steps`. */
  every?: number;
}

/** Everything a run needs to continue: plain data that can be posted to another thread. */
export interface RunState {
  settings: Settings;
  weights: Tensor[];
  optimizer: OptimizerState;
  fingerprint: string;
  /** The data of a run on measured data. */
  measured?: Measured | null;
}

/** Longest time without yielding; two or three steps of the largest usual network. */
const sliceTarget = 20; // ms

export abstract class Run<Session extends CoreRun = CoreRun> {
  #core: Core;
  #session: Session | null;
  #settings: Settings | null;
  #training = false;
  #stepTime = 0; // ms per step, measured

  protected constructor(core: Core, session: Session, settings: Settings | null) {
    this.#core = core;
    this.#session = session;
    this.#settings = settings;
  }

  /** What can be shown of the model: the class of the run. */
  abstract readonly kind: "phase-space";

  protected call<Result>(action: (session: Session) => Result): Result {
    const session = this.#session;
    if (!session) {
      throw new Error("this run has been disposed of; make a new one with lab.session(…)");
    }
    return this.#core.call(() => action(session));
  }

  /** Every setting of the run; null for a network that was loaded without settings. */
  get settings(): Settings | null {
    return this.#settings && copySettings(this.#settings);
  }
  /** False for a network without data, which can only be evaluated and rolled out. */
  get canTrain(): boolean {
    return this.#settings !== null;
  }
  /**
   * True for models whose last layer is fitted by a linear solve. Their steps are pieces of that solve, of a fixed
   * number; the model is the zero field before the last of them, and complete after it.
   */
  abstract get solvedAtOnce(): boolean;

  /** Steps done since the start. */
  get step(): number {
    return this.call((session) => session.step());
  }
  /** Steps of the whole run: settings.steps, or the number of pieces of the solve; 0 for a network without data. */
  get totalSteps(): number {
    return this.call((session) => session.totalSteps());
  }
  get parameterCount(): number {
    return this.call((session) => session.parameterCount());
  }
  /** Hash of the weights, 16 hex digits: the same in every browser and in Node. */
  get fingerprint(): string {
    return this.call((session) => session.fingerprint());
  }
  get disposed(): boolean {
    return this.#session === null;
  }

  protected requireTraining(what: string): Settings {
    if (this.#settings) return this.#settings;
    throw new Error(
      `${what} requires data, and this network was loaded without settings: pass them, as in ` +
        'lab.load(file, { system: "pendulum" }), or create a new run with lab.session(…)',
    );
  }

  /**
   * Gradient steps without yielding to the event loop: for workers and measurements. The test loss
   * (NaN unless `measure`) costs half as much as a step, so measure it only when it is shown.
   */
  advance(steps: number, measure = true): Omit<Progress, "stepsPerSecond" | "totalSteps"> {
    this.requireTraining("training");
    const count = integer("steps", steps, 1, 1e9);
    const began = clock();
    const progress = this.call((session) => session.train(count));
    this.#stepTime = (clock() - began) / count;
    const testLoss =
      measure || progress.stopped ? this.call((session) => session.testLoss()) : Number.NaN;
    return { ...progress, testLoss };
  }

  /** The number of steps that fit into `milliseconds` by the last measurement, at least one and at most `limit`. */
  stepsWithin(milliseconds: number, limit: number): number {
    if (this.#stepTime === 0) return 1;
    return Math.max(1, Math.min(limit, Math.floor(milliseconds / this.#stepTime)));
  }

  /**
   * Trains, or solves, yielding to the event loop every few milliseconds:
   * `for await (const p of run.train({ steps: 2000, signal })) console.log(p.step, p.testLoss);`
   */
  async *train(options: TrainOptions = {}): AsyncGenerator<Progress, void, undefined> {
    knownKeys("train", options, ["steps", "signal", "every"]);
    this.requireTraining("training");
    const { signal } = options;
    const start = this.step;
    const left = Math.max(0, this.totalSteps - start);
    const wanted = options.steps === undefined ? left : integer("steps", options.steps, 1, 1e9);
    const steps = this.solvedAtOnce ? Math.min(wanted, left) : wanted;
    const every =
      options.every === undefined
        ? Math.max(1, Math.ceil(steps / 100))
        : integer("every", options.every, 1, 1e9);
    signal?.throwIfAborted();
    if (steps === 0) return;
    if (this.#training) {
      throw new Error("this run is already training: end or abort that loop first");
    }
    this.#training = true;
    try {
      const end = start + steps;
      let step = start;
      let since = { step, time: clock() };
      while (step < end) {
        const target = Math.min(end, step - ((step - start) % every) + every);
        const count = this.stepsWithin(sliceTarget, target - step);
        const progress = this.advance(count, step + count >= target);
        const stopped = progress.stopped !== "";
        if (progress.step >= target || stopped) {
          const now = clock();
          const stepsPerSecond = (1000 * (progress.step - since.step)) / (now - since.time || 1);
          since = { step: progress.step, time: now };
          yield { ...progress, stepsPerSecond: Math.max(0, stepsPerSecond), totalSteps: end };
          if (stopped) return;
        }
        step = progress.step;
        if (step < end) await yieldToEventLoop();
        signal?.throwIfAborted();
      }
    } finally {
      this.#training = false;
    }
  }

  /** Back to step 0: same data, same initial weights. */
  reset(): void {
    this.requireTraining("reset");
    this.call((session) => session.reset());
  }

  /**
   * The parts of the loss by name, of the last step's batch, before its update, and what an objective watches beside them.
   * Empty before the first step, and for a solved model.
   */
  lossTerms(): Record<string, number> {
    this.requireTraining("lossTerms");
    const terms = this.call((session) => session.lossTerms());
    return Object.fromEntries(terms.map(({ name, value }) => [name, value]));
  }

  /** Named weights; W is out × in, row after row. */
  weights(): Tensor[] {
    return this.call((session) => session.weights());
  }

  /** What `lab.restore` needs to continue this run. */
  state(): RunState {
    const settings = copySettings(this.requireTraining("state"));
    return this.call((session) => ({
      settings,
      weights: session.weights(),
      optimizer: session.optimizer(),
      fingerprint: session.fingerprint(),
    }));
  }

  /** Frees the memory. Later calls throw; a second dispose does nothing. */
  dispose(): void {
    const session = this.#session;
    this.#session = null;
    // The memory of a failed core is already lost.
    if (session) this.#core.release(() => session.delete());
  }

  /** For `using run = lab.session(…)`. (Without Symbol.dispose this method gets a harmless name.) */
  [Symbol.dispose](): void {
    this.dispose();
  }
}
