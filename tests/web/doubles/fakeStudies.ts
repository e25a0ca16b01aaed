// Studies of an analytic field, in plain small steps: enough for looking at a page and testing it, not for science.
import type { SystemInfo } from "../../../web/src/catalogue/settings.js";
import type {
  ChaosStudy,
  ReversalStudy,
  SectionStudy,
  StudyRequest,
  StudyResult,
} from "../../../web/src/protocol/study.js";

export interface Motion {
  field(x: number[]): number[];
  energy(x: number[]): number;
}

const defaultStep = 0.05;
const nudge = 1e-6; // of tangent vectors and derivatives by differences

export function rk4(field: Motion["field"], x: number[], h: number): number[] {
  const add = (a: number[], b: number[], s: number) => a.map((v, i) => v + s * b[i]!);
  const k1 = field(x);
  const k2 = field(add(x, k1, h / 2));
  const k3 = field(add(x, k2, h / 2));
  const k4 = field(add(x, k3, h));
  return x.map((v, i) => v + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
}

function follow(field: Motion["field"], x: number[], duration: number, step: number): number[] {
  const steps = Math.ceil(Math.abs(duration) / step);
  for (let i = 0; i < steps; i++) x = rk4(field, x, duration / steps);
  return x;
}

/** Starts on the section whose momentum across it makes the energy whole. */
function startsAt(energy: number, orbits: number, motion: Motion, system: SystemInfo): number[][] {
  const { section, degreesOfFreedom: d } = system;
  return Array.from({ length: orbits }, (_, i) => {
    const x = new Array<number>(2 * d).fill(0);
    x[section.coordinate] = section.value;
    x[section.xAxis] = section.xMin + ((i + 0.7) / (orbits + 0.4)) * (section.xMax - section.xMin);
    while (motion.energy(x) > energy) x[section.xAxis]! *= 0.9;
    x[section.coordinate + d] = Math.sqrt(2 * (energy - motion.energy(x)));
    return x;
  });
}

function rowsOf(flat: number[], size: number): number[][] {
  return Array.from({ length: flat.length / size }, (_, i) => flat.slice(i * size, (i + 1) * size));
}

function startsOf(
  study: SectionStudy | ChaosStudy,
  motion: Motion,
  system: SystemInfo,
): number[][] {
  if (study.starts) return rowsOf(study.starts, 2 * system.degreesOfFreedom);
  if (!system.section || system.section.coordinate < 0)
    throw new RangeError(`system must be one with a section, got "${system.id}"`);
  return startsAt(study.energy ?? system.section.energy, study.orbits ?? 10, motion, system);
}

function* section(study: SectionStudy, motion: Motion, truth: Motion, system: SystemInfo) {
  const { coordinate, value } = system.section;
  const step = study.stepSize ?? defaultStep;
  const starts = startsOf(study, truth, system);
  let states = starts;
  const orbit: number[] = [];
  const t: number[] = [];
  const x: number[] = [];
  const energyError = starts.map(() => 0);
  const steps = Math.ceil(study.duration / step);
  for (let i = 1; i <= steps; i++) {
    const next = states.map((state) => rk4(motion.field, state, step));
    next.forEach((after, k) => {
      const before = states[k]!;
      const h0 = truth.energy(starts[k]!);
      energyError[k] = Math.max(energyError[k]!, Math.abs((truth.energy(after) - h0) / (h0 || 1)));
      const [a, b] = [before[coordinate]! - value, after[coordinate]! - value];
      if (!(a < 0 && b >= 0)) return;
      const share = a / (a - b);
      orbit.push(k);
      t.push((i - 1 + share) * step);
      x.push(...before.map((v, c) => (c === coordinate ? value : v + share * (after[c]! - v))));
    });
    states = next;
    if (i % 200 !== 0 && i < steps) continue;
    yield {
      type: "section" as const,
      progress: i / steps,
      starts: Float64Array.from(starts.flat()),
      orbit: Int32Array.from(orbit),
      t: Float64Array.from(t),
      x: Float64Array.from(x),
      energyError: Float64Array.from(energyError),
      alive: new Int32Array(starts.length).fill(1),
      note: "",
    };
  }
}

function* chaos(study: ChaosStudy, motion: Motion, truth: Motion, system: SystemInfo) {
  const step = study.stepSize ?? defaultStep;
  const points = study.points ?? 100;
  const starts = startsOf(study, truth, system);
  const size = 2 * system.degreesOfFreedom;
  const length = (v: number[]) => Math.hypot(...v);
  const orbits = starts.map((x) => ({
    x,
    growth: 0,
    deviations: [0, 1].map((k) =>
      Array.from<unknown, number>({ length: size }, (_, i) => (i === k ? 1 : 0)),
    ),
  }));
  const t: number[] = [];
  const exponent: number[] = [];
  const sali: number[] = [];
  for (let i = 1; i <= points; i++) {
    const span = study.duration / points;
    t.push(i * span);
    for (const orbit of orbits) {
      const after = follow(motion.field, orbit.x, span, step);
      orbit.deviations = orbit.deviations.map((deviation, k) => {
        const beside = orbit.x.map((v, c) => v + nudge * deviation[c]!);
        const moved = follow(motion.field, beside, span, step).map(
          (v, c) => (v - after[c]!) / nudge,
        );
        const size = length(moved);
        if (k === 0) orbit.growth += Math.log(size);
        return moved.map((v) => v / size);
      });
      orbit.x = after;
      const [v, w] = orbit.deviations as [number[], number[]];
      exponent.push(orbit.growth / (i * span));
      sali.push(Math.min(length(v.map((a, c) => a - w[c]!)), length(v.map((a, c) => a + w[c]!))));
    }
    yield {
      type: "chaos" as const,
      progress: i / points,
      starts: Float64Array.from(starts.flat()),
      t: Float64Array.from(t),
      exponent: Float64Array.from(exponent),
      sali: Float64Array.from(sali),
      alive: new Int32Array(starts.length).fill(1),
      note: "",
    };
  }
}

/** Columns of the flow map's derivative, by central differences. */
function flowDerivative(flow: (x: number[]) => number[], x0: number[]): number[][] {
  return x0.map((_, k) => {
    const at = (sign: number) => flow(x0.map((v, i) => v + (i === k ? sign * nudge : 0)));
    const [ahead, behind] = [at(1), at(-1)];
    return ahead.map((v, i) => (v - behind[i]!) / (2 * nudge));
  });
}

function determinant(columns: number[][]): number {
  const m = columns.map((column) => [...column]);
  let product = 1;
  m.forEach((_, k) => {
    const best = m
      .slice(k)
      .reduce((a, row, i) => (Math.abs(row[k]!) > Math.abs(m[a]![k]!) ? i + k : a), k);
    if (best !== k) {
      [m[k], m[best]] = [m[best]!, m[k]!];
      product = -product;
    }
    product *= m[k]![k]!;
    for (let r = k + 1; r < m.length; r++) {
      const factor = m[r]![k]! / m[k]![k]!;
      m[r] = m[r]!.map((v, c) => v - factor * m[k]![c]!);
    }
  });
  return product;
}

/** ‖MᵀJM − J‖, M given by its columns. */
function symplecticError(columns: number[][]): number {
  const d = columns.length / 2;
  const omega = (a: number[], b: number[]) =>
    a.slice(0, d).reduce((sum, q, i) => sum + q * b[i + d]! - a[i + d]! * b[i]!, 0);
  const unit = columns.map((_, k) => columns.map((__, i) => (i === k ? 1 : 0)));
  return Math.hypot(
    ...columns.flatMap((a, i) => columns.map((b, k) => omega(a, b) - omega(unit[i]!, unit[k]!))),
  );
}

function* reversal(study: ReversalStudy, motion: Motion) {
  const step = study.stepSize ?? defaultStep;
  const points = study.points ?? 60;
  const span = study.duration / points;
  const t = [0];
  const way = [study.x0];
  const gap = [0];
  const volume = [0];
  const symplectic = [0];
  for (let i = 1; i <= points; i++) {
    const time = i * span;
    t.push(time);
    const there = follow(motion.field, way[i - 1]!, span, step);
    way.push(there);
    const home = follow(motion.field, there, -time, step);
    gap.push(Math.hypot(...home.map((v, k) => v - study.x0[k]!)));
    const columns = flowDerivative((x) => follow(motion.field, x, time, step), study.x0);
    volume.push(Math.abs(determinant(columns) - 1));
    symplectic.push(symplecticError(columns));
    const back = [there];
    if (i === points) {
      for (let k = 0; k < points; k++) back.push(follow(motion.field, back[k]!, -span, step));
    }
    yield {
      type: "reversal" as const,
      progress: i / points,
      t: Float64Array.from(t),
      forward: Float64Array.from(way.flat()),
      backward: i === points ? Float64Array.from(back.flat()) : new Float64Array(0),
      gap: Float64Array.from(gap),
      volumeError: Float64Array.from(volume),
      symplecticError: Float64Array.from(symplectic),
      note: "",
    };
  }
}

export function studyOf(
  study: StudyRequest,
  motion: Motion,
  truth: Motion,
  system: SystemInfo,
): Generator<StudyResult, void> {
  switch (study.type) {
    case "section":
      return section(study, motion, truth, system);
    case "chaos":
      return chaos(study, motion, truth, system);
    case "reversal":
      return reversal(study, motion);
  }
}
