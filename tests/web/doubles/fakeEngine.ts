// An Engine without wasm or workers, for developing and testing the page: exact equations for the truth, the
// same with an error that shrinks as "training" goes on for the HNN, and with a little friction for the plain
// network. Deterministic but for the clock.

import { catalogue } from "../../../web/src/catalogue/catalogue.js";
import type { Settings } from "../../../web/src/catalogue/settings.js";
import type {
  Engine,
  EngineEvents,
  Loaded,
  StudyOptions,
  Truth,
} from "../../../web/src/engine/engine.js";
import type { Measured } from "../../../web/src/protocol/measured.js";
import {
  type Contestant,
  contestants,
  type FieldPart,
  type Grid,
  type GridRequest,
  type Metrics,
  type Rollout,
  type RolloutRequest,
  type DataView as Samples,
  type Snapshot,
  type View,
} from "../../../web/src/protocol/snapshot.js";
import type { ResultOf, StudyRequest } from "../../../web/src/protocol/study.js";
import { rk4, studyOf } from "./fakeStudies.js";

type Field = (x: number[]) => number[];

interface Run {
  settings: Settings;
  measured: Measured | null;
  step: number;
  total: number;
  state: Snapshot["state"];
  generation: number;
  view: View;
  timer: ReturnType<typeof setInterval> | undefined;
  startedAt: number;
}

function fieldOf(
  settings: Settings,
  who: Contestant | "truth",
  step: number,
  { friction: factor = 1, part = "whole" }: { friction?: number; part?: FieldPart } = {},
): { field: Field; energy: (x: number[]) => number; kinetic: (x: number[]) => number } {
  const ignorance = who === "truth" ? 0 : Math.exp(-step / 150);
  const isDamped = settings.system.startsWith("damped");
  const hasParts = who === "truth" || who === "dissipative-hnn";
  const damping = isDamped && who !== "hnn" ? 0.15 * (hasParts ? factor : 1) : 0;
  const own = who === "baseline" ? 0.025 + 0.5 * ignorance : 0;
  const friction = part === "conservative" ? 0 : damping + own;
  const drive = part === "dissipative" ? 0 : 1;
  const detune =
    who === "truth" ? 1 : who === "hnn" ? 1.002 - 0.5 * ignorance : 1.02 - 0.7 * ignorance;
  const bend = who === "truth" ? 0 : 0.3 * ignorance;
  if (settings.system === "two-body") {
    const kinetic = (x: number[]) => x.slice(4).reduce((sum, p) => sum + (p * p) / 2, 0);
    const distance = (x: number[]) =>
      Math.hypot((x[0] as number) - (x[1] as number), (x[2] as number) - (x[3] as number));
    return {
      kinetic,
      energy: (x) => kinetic(x) - 1 / distance(x),
      field: (x) => {
        const r3 = distance(x) ** 3 + bend;
        const fx = (-((x[0] as number) - (x[1] as number)) / r3) * detune;
        const fy = (-((x[2] as number) - (x[3] as number)) / r3) * detune;
        const p = x.slice(4);
        return [
          ...p,
          fx - friction * (p[0] as number),
          -fx - friction * (p[1] as number),
          fy - friction * (p[2] as number),
          -fy - friction * (p[3] as number),
        ];
      },
    };
  }
  if (settings.system === "henon-heiles") {
    const kinetic = ([, , p1 = 0, p2 = 0]: number[]) => (p1 * p1 + p2 * p2) / 2;
    return {
      kinetic,
      energy: (x) => {
        const [q1 = 0, q2 = 0] = x;
        return kinetic(x) + (q1 * q1 + q2 * q2) / 2 + q1 * q1 * q2 - q2 ** 3 / 3;
      },
      field: ([q1 = 0, q2 = 0, p1 = 0, p2 = 0]) => [
        p1,
        p2,
        -q1 * detune - 2 * q1 * q2 - bend * q1 - friction * p1,
        -q2 * detune - (q1 * q1 - q2 * q2) - friction * p2,
      ],
    };
  }
  const isSpring = settings.system === "spring";
  const [a = 1, b = 1, c = 1] = settings.systemParameters;
  const inertia = isSpring ? b : a * b * b;
  const stiffness = isSpring ? a : a * c * b;
  const kinetic = (x: number[]) => (x[1] as number) ** 2 / (2 * inertia);
  return {
    kinetic,
    energy: (x) =>
      kinetic(x) +
      (isSpring
        ? (stiffness * (x[0] as number) ** 2) / 2
        : stiffness * (1 - Math.cos(x[0] as number))),
    field: ([q = 0, p = 0]) => [
      drive * (p / inertia) * detune,
      -drive * (stiffness * (isSpring ? q : Math.sin(q)) * detune + bend * q) - friction * p,
    ],
  };
}

function rollout(
  settings: Settings,
  who: Contestant | "truth",
  step: number,
  request: RolloutRequest,
): Rollout {
  const { field } = fieldOf(settings, who, step, request);
  const { energy, kinetic } = fieldOf(settings, "truth", 0);
  const points = request.points ?? 201;
  const gap = request.duration / (points - 1);
  const steps = Math.max(1, Math.ceil(Math.abs(gap) / (request.stepSize ?? 0.05)));
  const states = [request.x0];
  for (let i = 1; i < points; i++) {
    let x = states[i - 1] as number[];
    for (let s = 0; s < steps; s++) x = rk4(field, x, gap / steps);
    states.push(x);
  }
  return {
    t: Float64Array.from(states, (_, i) => i * gap),
    x: Float64Array.from(states.flat()),
    energy: Float64Array.from(states, energy),
    kineticEnergy: Float64Array.from(states, kinetic),
    learnedEnergy:
      who === "hnn" ? Float64Array.from(states, (x) => energy(x) + 3) : new Float64Array(),
    finished: true,
    note: "",
    guarded: 0,
  };
}

function grid(
  settings: Settings,
  who: Contestant | "truth",
  step: number,
  request: GridRequest,
): Grid {
  const { field, energy } = fieldOf(settings, who, step, request);
  const { columns, rows } = request;
  const dx = new Float64Array(columns * rows);
  const dy = new Float64Array(columns * rows);
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = request.at?.length
        ? [...request.at]
        : settings.system === "two-body"
          ? new Array(8).fill(0)
          : [0, 0];
      x[request.xAxis] = request.xMin + (column / (columns - 1)) * (request.xMax - request.xMin);
      x[request.yAxis] = request.yMin + (row / (rows - 1)) * (request.yMax - request.yMin);
      const velocity = field(x);
      const i = row * columns + column;
      dx[i] = velocity[request.xAxis] as number;
      dy[i] = velocity[request.yAxis] as number;
      values[i] =
        energy(x) +
        (who === "hnn" ? 3 + 0.3 * Math.exp(-step / 150) * (x[0] as number) * (x[1] as number) : 0);
    }
  }
  return { columns, rows, dx, dy, energy: who === "baseline" ? new Float64Array() : values };
}

function dataOf(settings: Settings): Samples {
  let seed = (settings.seed + 12345) >>> 0;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const normal = () =>
    Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const { field } = fieldOf(settings, "truth", 0);
  const x: number[] = [];
  const dxdt: number[] = [];
  const trajectory: number[] = [];
  const t: number[] = [];
  const count = Math.min(50, settings.trajectories);
  for (let k = 0; k < count; k++) {
    const angle = 2 * Math.PI * random();
    const radius = settings.system === "pendulum" ? 1.3 + random() : 0.1 + 0.9 * random();
    const start =
      settings.system === "two-body"
        ? [
            Math.cos(angle),
            -Math.cos(angle),
            Math.sin(angle),
            -Math.sin(angle),
            -0.5 * Math.sin(angle),
            0.5 * Math.sin(angle),
            0.5 * Math.cos(angle),
            -0.5 * Math.cos(angle),
          ]
        : [radius * Math.cos(angle), radius * Math.sin(angle)];
    const path = rollout(settings, "truth", 0, {
      x0: start,
      duration: settings.duration,
      points: settings.points,
    });
    for (let i = 0; i < settings.points; i++) {
      const state = Array.from(path.x.slice(i * start.length, (i + 1) * start.length));
      x.push(...state.map((v) => v + settings.noise * normal()));
      dxdt.push(...field(state));
      trajectory.push(k);
      t.push(path.t[i] as number);
    }
  }
  return {
    x: Float64Array.from(x),
    dxdt: Float64Array.from(dxdt),
    trajectory: Int32Array.from(trajectory),
    t: Float64Array.from(t),
    test: Int32Array.from(trajectory, (k) => (k < count * settings.trainFraction ? 0 : 1)),
  };
}

/** Measured data as the core would split them: the first part of each recording trains. Slopes by differences. */
function samplesOf(measured: Measured, trainFraction: number): Samples {
  const { t, x, recording, symbols } = measured;
  const size = symbols.length;
  const count = (k: number) => recording.filter((other) => other === k).length;
  const order = new Map<number, number>();
  const test = Array.from(recording, (k) => {
    const i = order.get(k) ?? 0;
    order.set(k, i + 1);
    return i < trainFraction * count(k) ? 0 : 1;
  });
  const dxdt = x.map((v, i) => {
    const at = Math.floor(i / size);
    const last = recording[at + 1] !== recording[at];
    return last ? 0 : ((x[i + size] ?? v) - v) / ((t[at + 1] ?? 0) - (t[at] ?? 0));
  });
  return { x, dxdt, trajectory: recording, t, test: Int32Array.from(test) };
}

/** The held-out part of the first recording. */
function recordingOf(measured: Measured, settings: Settings): Rollout {
  const { test } = samplesOf(measured, settings.trainFraction);
  const size = measured.symbols.length;
  const from = test.indexOf(1);
  let to = from;
  while (measured.recording[to] === measured.recording[from]) to++;
  const x = measured.x.slice(from * size, to * size);
  const { energy, kinetic } = fieldOf(settings, "truth", 0);
  const along = (of: (x: number[]) => number) =>
    Float64Array.from({ length: to - from }, (_, i) => of([...x.slice(i * size, (i + 1) * size)]));
  return {
    t: measured.t.slice(from, to).map((t) => t - (measured.t[from] ?? 0)),
    x,
    energy: measured.judged ? along(energy) : new Float64Array(0),
    kineticEnergy: measured.judged ? along(kinetic) : new Float64Array(0),
    learnedEnergy: new Float64Array(0),
    finished: true,
    note: "",
    guarded: 0,
  };
}

export class FakeEngine implements Engine {
  private readonly runs = new Map<Contestant, Run>();
  private readonly listeners: { [K in keyof EngineEvents]: ((detail: EngineEvents[K]) => void)[] } =
    { snapshot: [], fault: [] };

  /** Settings for which `open` is refused, as the core would. */
  refuse: (settings: Settings) => string | null = () => null;
  readonly speed: Record<Contestant, number> = {
    hnn: 5,
    baseline: 9,
    "second-order": 6,
    "dissipative-hnn": 4,
    lnn: 3,
    "sampled-hnn": 500,
    "sampled-baseline": 500,
  };

  async open(contestant: Contestant, settings: Settings, measured: Measured | null = null) {
    const reason = this.refuse(settings);
    if (reason) throw new Error(reason);
    const old = this.runs.get(contestant);
    clearInterval(old?.timer);
    this.runs.set(contestant, {
      settings,
      measured,
      step: 0,
      total: settings.steps,
      state: "paused",
      generation: (old?.generation ?? 0) + 1,
      view: old?.view ?? {},
      timer: undefined,
      startedAt: 0,
    });
    this.tell(contestant);
  }

  train(contestant: Contestant, totalSteps?: number) {
    const run = this.run(contestant);
    run.total = totalSteps ?? run.settings.steps;
    run.state = "training";
    run.startedAt = Date.now();
    clearInterval(run.timer);
    run.timer = setInterval(() => {
      run.step = Math.min(run.total, run.step + this.speed[contestant]);
      if (run.settings.learningRate >= 10 && run.step > 20) {
        run.state = "stopped";
        clearInterval(run.timer);
      } else if (run.step >= run.total) {
        run.state = "finished";
        clearInterval(run.timer);
      }
      this.tell(contestant);
    }, 33);
  }

  pause(contestant: Contestant) {
    const run = this.run(contestant);
    clearInterval(run.timer);
    if (run.state === "training") run.state = "paused";
    this.tell(contestant);
  }

  step(contestant: Contestant, steps: number) {
    const run = this.run(contestant);
    clearInterval(run.timer);
    run.step += steps;
    run.state = "paused";
    this.tell(contestant);
  }

  async reset(contestant: Contestant) {
    const { settings, measured } = this.run(contestant);
    await this.open(contestant, settings, measured);
  }

  watch(contestant: Contestant, view: View) {
    const run = this.runs.get(contestant);
    if (!run) return;
    run.view = view;
    this.tell(contestant);
  }

  async truth(
    settings: Settings,
    wanted: RolloutRequest | null,
    map: GridRequest | null,
    measured: Measured | null = null,
    wantParts = false,
  ): Promise<Truth> {
    if (measured) {
      const data = samplesOf(measured, settings.trainFraction);
      return { rollout: wanted && recordingOf(measured, settings), grid: null, data, report: null };
    }
    return {
      rollout: wanted ? rollout(settings, "truth", 0, wanted) : null,
      grid: map ? grid(settings, "truth", 0, map) : null,
      parts:
        map && wantParts
          ? {
              conservative: grid(settings, "truth", 0, { ...map, part: "conservative" }),
              dissipative: grid(settings, "truth", 0, { ...map, part: "dissipative" }),
            }
          : null,
      data: dataOf(settings),
      report: null,
    };
  }

  async study<Request extends StudyRequest>(
    who: Contestant | "truth",
    settings: Settings,
    study: Request,
    { signal, onResult }: StudyOptions<Request>,
  ): Promise<void> {
    signal?.throwIfAborted();
    const run = who === "truth" ? { settings, step: 0 } : this.run(who);
    const system = catalogue.systems.find(({ id }) => id === run.settings.system);
    if (!system) throw new Error(`no system "${run.settings.system}"`);
    const motion = fieldOf(run.settings, who, run.step);
    for (const result of studyOf(study, motion, fieldOf(run.settings, "truth", 0), system)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      signal?.throwIfAborted();
      if (who !== "truth" && this.runs.get(who) !== run)
        throw new DOMException("the model was replaced", "AbortError");
      onResult(result as ResultOf<Request>);
    }
  }

  async metrics(contestant: Contestant): Promise<Metrics> {
    const { step } = this.run(contestant);
    const loss = 0.036 + Math.exp(-step / 120);
    const size = contestant === "hnn" ? 1 : 30;
    return {
      trainLoss: loss,
      testLoss: loss * 1.02,
      energyMse: 1.2e-3 * size + Math.exp(-step / 150),
      energyMseStderr: 2e-4 * size,
      energyDrift: 0.011 * size,
      coordinateMse: 0.0123 * size,
      fieldError: 0.04 * size ** 0.3,
      guarded: 0,
    };
  }

  async save(contestant: Contestant) {
    const { settings, step, measured } = this.run(contestant);
    const arrays = measured && {
      ...measured,
      t: [...measured.t],
      x: [...measured.x],
      dxdt: [...measured.dxdt],
      recording: [...measured.recording],
    };
    return JSON.stringify({
      format: "hnn-lab/1",
      model: contestant,
      settings,
      step,
      measured: arrays,
    });
  }

  async load(contestant: Contestant, file: string): Promise<Loaded> {
    const saved = JSON.parse(file) as {
      format?: string;
      settings: Settings;
      step: number;
      measured: Measured | null; // with plain arrays
    };
    if (saved.format !== "hnn-lab/1") throw new Error("it is no hnn-lab/1 model file");
    const measured = saved.measured && {
      ...saved.measured,
      t: Float64Array.from(saved.measured.t),
      x: Float64Array.from(saved.measured.x),
      dxdt: Float64Array.from(saved.measured.dxdt),
      recording: Int32Array.from(saved.measured.recording),
    };
    await this.open(contestant, saved.settings, measured);
    this.run(contestant).step = saved.step;
    this.tell(contestant);
    return { settings: saved.settings, measured };
  }

  on<K extends keyof EngineEvents>(event: K, listener: (detail: EngineEvents[K]) => void) {
    this.listeners[event].push(listener);
    return () => {
      const list = this.listeners[event];
      list.splice(list.indexOf(listener), 1);
    };
  }

  emit<K extends keyof EngineEvents>(event: K, detail: EngineEvents[K]) {
    for (const listener of this.listeners[event]) listener(detail);
  }

  dispose() {
    for (const contestant of contestants) clearInterval(this.runs.get(contestant)?.timer);
  }

  private run(contestant: Contestant): Run {
    const run = this.runs.get(contestant);
    if (!run) throw new Error(`${contestant} is not open`);
    return run;
  }

  private tell(contestant: Contestant) {
    const run = this.run(contestant);
    const { settings, step, state, generation, view, total } = run;
    const count = Math.min(300, step + 1);
    const at = Float64Array.from({ length: count }, (_, i) =>
      Math.round((i / Math.max(1, count - 1)) * step),
    );
    const floor = (2 * settings.noise) ** 2 * 0.9 + 1e-5;
    const scale = contestant === "hnn" ? 120 : 90;
    this.emit("snapshot", {
      contestant,
      generation,
      state,
      step,
      steps: total,
      trainLoss: floor + Math.exp(-step / scale),
      testLoss: floor * 1.02 + 1.1 * Math.exp(-step / scale),
      stepsPerSecond: state === "training" ? this.speed[contestant] * 30 : 0,
      curve: {
        step: at,
        train: at.map((s) => floor * (1 + 0.05 * Math.sin(s)) + 2 * Math.exp(-s / scale)),
        test: at.map((s) => floor * 1.03 + 2.2 * Math.exp(-s / scale)),
        seconds: at.map((s) => s / (this.speed[contestant] * 30)),
      },
      fingerprint: (0xabcdef12345 + step * 7919 * (contestant === "hnn" ? 1 : 3))
        .toString(16)
        .padStart(16, "0"),
      rollout: view.rollout ? rollout(settings, contestant, step, view.rollout) : undefined,
      grid: view.grid ? grid(settings, contestant, step, view.grid) : undefined,
      ...(view.grid &&
        view.parts && {
          parts: {
            conservative: grid(settings, contestant, step, { ...view.grid, part: "conservative" }),
            dissipative: grid(settings, contestant, step, { ...view.grid, part: "dissipative" }),
          },
        }),
      note:
        state === "stopped"
          ? `the loss is not finite at step ${step}; a smaller learning rate helps.`
          : undefined,
    });
  }
}
