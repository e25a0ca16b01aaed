// A run of a model of motion in phase space, or one network without data: roll-outs, pictures, errors and studies.
import { catalogue } from "../catalogue/catalogue.js";
import { show } from "../catalogue/check.js";
import { inCoordinates, type ModelInfo, type SystemInfo } from "../catalogue/settings.js";
import type { Measured, MeasuredReport } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import type {
  Grid,
  GridRequest,
  Metrics,
  Rollout,
  RolloutRequest,
  DataView as RunData,
  Source,
} from "../protocol/snapshot.js";
import type {
  ChaosResult,
  ChaosStudy,
  ResultOf,
  ReversalResult,
  ReversalStudy,
  SectionResult,
  SectionStudy,
  StudyRequest,
  StudyResult,
} from "../protocol/study.js";
import {
  finiteNumber,
  finiteNumbers,
  integer,
  knownKeys,
  type Numbers,
  samples,
  text,
} from "./arrays.js";
import type { Core, CoreSession, NetworkSpec, Solution } from "./core.js";
import { copyMeasured, dataPlane } from "./measured.js";
import { type ModelFile, printModelFile } from "./modelFile.js";
import type { Notes } from "./notes.js";
import { yieldToEventLoop } from "./pause.js";
import { Run, type RunState } from "./run.js";
import { safetensorsOf } from "./safetensors.js";
import { prepareStudy, stopOf } from "./studies.js";

export interface LossAndGradient {
  /** Mean over samples and components of (dxdt_model - dxdt)², in the network's units where it has its own. */
  loss: number;
  /** By tensor name, row after row. */
  gradients: Record<string, Float64Array>;
}

export interface MetricsOptions {
  /** Number of roll-outs, 15 by default. */
  starts?: number;
  /** Their time span; by default the system's published horizon. */
  duration?: number;
  /** Output times; by default the system's published number. */
  points?: number;
}

export interface StudyOptions<Result extends StudyResult> {
  /** The model by default. */
  source?: Source;
  /** Ends the study with the signal's reason (an AbortError). */
  signal?: AbortSignal;
  /** Receives all results so far, about fifty times a second. */
  onProgress?: (result: Result) => void;
}

const mostPoints = 100_000;

export class PhaseSpaceRun extends Run<CoreSession> {
  readonly kind = "phase-space";
  #measured: Measured | null;
  #system: SystemInfo | null;
  #network: NetworkSpec;
  #model: ModelInfo;
  #notes: Notes;

  /** Made by `lab.session` and `lab.load`. */
  constructor(
    core: Core,
    session: CoreSession,
    settings: Settings | null,
    measured: Measured | null,
    notes: Notes,
  ) {
    super(core, session, settings);
    this.#notes = notes;
    this.#measured = measured;
    const system = measured ? undefined : settings?.system;
    const described = catalogue.systems.find(({ id }) => id === system);
    this.#system = described
      ? inCoordinates(described, settings?.coordinates ?? "canonical")
      : null;
    this.#network = core.call(() => session.network());
    this.#model = catalogue.models.find(({ id }) => id === this.#network.model)!;
  }

  /** A copy of the data of a run on measured data; null if the data are computed from the settings. */
  get measured(): Measured | null {
    return this.#measured && copyMeasured(this.#measured);
  }
  /** The network's shape. */
  get network() {
    return { ...this.#network, hidden: Array.from(this.#network.hidden) };
  }
  /** Whether the model learns a scalar energy. */
  get hasEnergy(): boolean {
    return this.call((session) => session.hasEnergy());
  }

  /** Whether the learned field has a conservative and a dissipative part (`grid`'s `part`, `friction`). */
  get hasDissipation(): boolean {
    return this.call((session) => session.hasDissipation());
  }
  override get solvedAtOnce(): boolean {
    return this.#model.solvedAtOnce;
  }
  /**
   * The result of solving: the cut-off, set or chosen, the number of units in use, and the held-out loss by which
   * it was chosen (NaN if it was not, or not yet). Throws a RangeError if the model is not a solved one.
   */
  solution(): Solution {
    this.requireTraining("solution");
    return this.call((session) => session.solution());
  }

  /**
   * The model's dx/dt at samples: rows of 2d numbers [q…, p…] in, rows of as many out, in the units of the data per
   * unit of time. Throws a RangeError if the numbers are not whole samples or not finite.
   */
  timeDerivative(x: Numbers): Float64Array {
    const states = samples("x", x, this.#network.stateSize);
    return this.call((session) => session.timeDerivative(states));
  }

  /**
   * The model's own energy, one number per sample (rows of 2d numbers), known up to a constant. Throws a
   * RangeError if the model has no energy (`hasEnergy`).
   */
  energy(x: Numbers): Float64Array {
    const states = samples("x", x, this.#network.stateSize);
    return this.call((session) => session.energy(states));
  }

  /**
   * The derivative loss on given samples (rows of 2d numbers, `dxdt` as many as `x`), and its gradient with respect to
   * each tensor.
   */
  lossAndGradient(x: Numbers, dxdt: Numbers): LossAndGradient {
    const states = samples("x", x, this.#network.stateSize);
    const target = samples("dxdt", dxdt, this.#network.stateSize);
    const { loss, gradients } = this.call((session) => session.lossAndGradient(states, target));
    return {
      loss,
      gradients: Object.fromEntries(gradients.map(({ name, values }) => [name, values])),
    };
  }

  /**
   * A trajectory of the model, of the truth (`source: "truth"`), or of the true equations with the given integrator
   * (`source: "integrator"`), from `x0` (2d numbers); missing options are the system's own. The truth of measured data is the
   * held-out part of the recording that begins nearest to `x0`, at its own times, counted from there; other options except
   * `duration` have no effect. `x` contains rows of 2d numbers, one for each of `t`. Throws a RangeError that names the invalid
   * option; a path that cannot be followed to its end is shorter, and `stop` and `note` say why and when.
   */
  rollout(request: Partial<Omit<RolloutRequest, "x0">> & { x0?: Numbers } = {}): Rollout {
    knownKeys("rollout", request, [
      "x0",
      "duration",
      "points",
      "integrator",
      "stepSize",
      "source",
      "injection",
      "friction",
    ]);
    const view = this.#measured ? this.#recordedView() : this.#system?.view;
    const x0 = request.x0 ?? view?.showcaseStart;
    if (x0 === undefined) throw new RangeError("x0 (the initial state) is missing");
    const full = {
      source: text("source", request.source ?? "model"),
      x0: finiteNumbers("x0", x0),
      duration: finiteNumber("duration", request.duration ?? view?.showcaseDuration ?? 20),
      points: integer("points", request.points ?? 201, 2, mostPoints),
      integrator: text("integrator", request.integrator ?? "rk4"),
      stepSize: finiteNumber("stepSize", request.stepSize ?? view?.showcaseStep ?? 0.05),
      ...injectionFields(request.injection),
      friction: finiteNumber("friction", request.friction ?? 1),
    };
    const { stop, stoppedAt, stoppedIn, ...path } = this.call((session) => session.rollout(full));
    const stopped = stopOf(stop, stoppedAt, stoppedIn);
    return {
      ...path,
      finished: stopped === null,
      stop: stopped,
      note: this.#notes([stopped], this.#system, this.#network.stateSize),
    };
  }

  /**
   * A study in pieces: each `next()` works for about 20 ms and yields everything found so far. Throws a RangeError
   * immediately if it rejects the request. The model must not be trained during the study, which would mix models.
   */
  study<Request extends StudyRequest>(
    request: Request,
    source: Source = "model",
  ): Generator<ResultOf<Request>, void, undefined> {
    const host = {
      call: <Result>(action: (session: CoreSession) => Result) => this.call(action),
      stateSize: this.#network.stateSize,
      system: this.#system,
      usualStep: this.#measured
        ? this.call((session) => session.report().timeStep / 4)
        : (this.#system?.view.showcaseStep ?? 0.05),
      notes: this.#notes,
    };
    // The generator yields results of the request's type.
    return prepareStudy(host, request, source) as Generator<ResultOf<Request>, void, undefined>;
  }

  async #finish<Request extends StudyRequest>(
    what: string,
    request: Request,
    options: StudyOptions<ResultOf<Request>>,
  ): Promise<ResultOf<Request>> {
    knownKeys(what, options, ["source", "signal", "onProgress"]);
    options.signal?.throwIfAborted();
    let last: ResultOf<Request> | undefined;
    for (const result of this.study(request, options.source)) {
      last = result;
      options.onProgress?.(result);
      await yieldToEventLoop();
      options.signal?.throwIfAborted();
    }
    if (!last) throw new Error(`${what} gave no result`);
    return last;
  }

  /**
   * A Poincaré section: crossings of orbits of one energy (the system's own by default) with the system's plane.
   * `await run.section({ energy: 0.125, duration: 500 }, { source: "truth" })`
   */
  async section(
    request: Omit<SectionStudy, "type">,
    options: StudyOptions<SectionResult> = {},
  ): Promise<SectionResult> {
    return this.#finish<SectionStudy>("section", { ...request, type: "section" }, options);
  }

  /** Maximal Lyapunov exponents and SALI of orbits, like those of a section or from given starts. */
  async chaos(
    request: Omit<ChaosStudy, "type">,
    options: StudyOptions<ChaosResult> = {},
  ): Promise<ChaosResult> {
    return this.#finish<ChaosStudy>("chaos", { ...request, type: "chaos" }, options);
  }

  /** Forward and backward integration: the gap, and the effect of the flow on volume and symplectic form. */
  async reversal(
    request: Omit<ReversalStudy, "type">,
    options: StudyOptions<ReversalResult> = {},
  ): Promise<ReversalResult> {
    return this.#finish<ReversalStudy>("reversal", { ...request, type: "reversal" }, options);
  }

  /** Field and energy on a plane through the phase space; by default the system's phase portrait. */
  grid(request: Partial<Omit<GridRequest, "at">> & { at?: Numbers } = {}): Grid {
    const bounds = ["xMin", "xMax", "yMin", "yMax"] as const;
    knownKeys("grid", request, [
      ...["xAxis", "yAxis", ...bounds, "columns", "rows", "at", "source", "friction", "part"],
    ]);
    const plain = { xAxis: 0, yAxis: 1, xMin: -1, xMax: 1, yMin: -1, yMax: 1 };
    const view = this.#measured ? dataPlane(this.#measured) : (this.#system?.view ?? plain);
    const size = this.#network.stateSize;
    const [xMin, xMax, yMin, yMax] = bounds.map((key) =>
      finiteNumber(key, request[key] ?? view[key]),
    ) as [number, number, number, number];
    const full = {
      source: text("source", request.source ?? "model"),
      xAxis: integer("xAxis", request.xAxis ?? view.xAxis, 0, size - 1),
      yAxis: integer("yAxis", request.yAxis ?? view.yAxis, 0, size - 1),
      xMin,
      xMax,
      yMin,
      yMax,
      columns: integer("columns", request.columns ?? 32, 2, 256),
      rows: integer("rows", request.rows ?? 32, 2, 256),
      at: finiteNumbers("at", request.at ?? []),
      friction: finiteNumber("friction", request.friction ?? 1),
      part: text("part", request.part ?? "whole"),
    };
    return this.call((session) => session.grid(full));
  }

  /** The default rollout of measured data: the held-out part of a recording. */
  #recordedView() {
    return this.call((session) => {
      const { x, test } = session.data();
      const size = this.#network.stateSize;
      const first = test.indexOf(1) * size;
      const recorded = session.rollout({
        ...{ source: "truth", x0: x.slice(first, first + size), duration: 1e300 },
        ...{
          points: 2,
          integrator: "rk4",
          stepSize: 1,
          friction: 1,
          ...injectionFields(undefined),
        },
      });
      return {
        showcaseStart: recorded.x.slice(0, size),
        showcaseDuration: recorded.t.at(-1) ?? 0,
        showcaseStep: session.report().timeStep / 4,
      };
    });
  }

  /**
   * Errors against the truth. Takes about a second: roll-outs over the published horizon. For measured data: roll-outs
   * over the held-out parts of all recordings, regardless of the options.
   */
  metrics(options: MetricsOptions = {}): Metrics {
    knownKeys("metrics", options, ["starts", "duration", "points"]);
    this.requireTraining("metrics");
    const request = {
      starts: integer("starts", options.starts ?? 15, 1, 10_000),
      duration: finiteNumber("duration", options.duration ?? 0),
      points: integer("points", options.points ?? 0, 0, mostPoints),
    };
    return this.call((session) => session.metrics(request));
  }

  /** The data of the run: training samples first, then held-out samples. */
  data(): RunData {
    this.requireTraining("data");
    return this.call((session) => session.data());
  }

  /** How measured samples were used: splits, gaps and skipped ones. Throws if the run has none. */
  report(): MeasuredReport {
    if (!this.#measured) {
      throw new Error("report requires measured data, which this run does not have");
    }
    return this.call((session) => session.report());
  }

  override state(): RunState {
    return {
      ...super.state(),
      ...(this.#measured && { measured: copyMeasured(this.#measured) }),
    };
  }

  /** The model file as text; see modelFile.ts. */
  saveText(): string {
    return this.call((session) =>
      printModelFile({
        network: this.#network,
        weights: session.weights(),
        settings: this.settings,
        measured: this.#measured,
        optimizer: this.canTrain ? session.optimizer() : null,
        fingerprint: session.fingerprint(),
      }),
    );
  }

  /**
   * The model file as bytes, as JSON or as safetensors (which PyTorch reads); `lab.load` reads either, and a run continues
   * bit for bit.
   */
  save({ format = "json" }: { format?: "json" | "safetensors" } = {}): Uint8Array {
    const text = this.saveText();
    switch (format) {
      case "json":
        return new TextEncoder().encode(text);
      case "safetensors":
        return safetensorsOf(JSON.parse(text) as ModelFile);
      default:
        format satisfies never;
        throw new RangeError(`format must be "json" or "safetensors", got ${show(format)}`);
    }
  }
}

/** In the core's form: a duration of 0 means none. */
function injectionFields(injection: RolloutRequest["injection"]) {
  if (injection !== undefined) knownKeys("injection", injection, ["start", "duration", "rate"]);
  const { start = 0, duration = 0, rate = 0 } = injection ?? {};
  return {
    injectionStart: finiteNumber("injection.start", start),
    injectionDuration: finiteNumber("injection.duration", duration),
    injectionRate: finiteNumber("injection.rate", rate),
  };
}
