// Studies of a run (protocol/study.ts): the requests are checked here, and the core does the work in pieces of a
// few milliseconds. The results do not depend on the sizes of the pieces.
import { show } from "../catalogue/check.js";
import type { SystemInfo } from "../catalogue/settings.js";
import type { Source } from "../protocol/snapshot.js";
import { type OrbitStop, type Stop, stopReasons } from "../protocol/stop.js";
import type {
  ChaosResult,
  ChaosStudy,
  ReversalResult,
  ReversalStudy,
  SectionResult,
  SectionStudy,
  StudyRequest,
  StudyResult,
} from "../protocol/study.js";
import { finiteNumber, finiteNumbers, integer, knownKeys, samples, text } from "./arrays.js";
import type { CoreSession } from "./core.js";
import type { Notes } from "./notes.js";
import { clock } from "./pause.js";

/** What a study requires of a run. */
export interface StudyHost {
  call<Result>(action: (session: CoreSession) => Result): Result;
  stateSize: number;
  system: SystemInfo | null;
  /** The time step of a study that names none. */
  usualStep: number;
  notes: Notes;
}

type Piece = Parameters<CoreSession["section"]>[0];
type State = ReturnType<CoreSession["section"]>["state"];

const pieceTarget = 20; // ms, as for training
const mostSteps = 2e6; // of the integrator, as the core allows
const mostPoints = 100_000;
// A piece consists of parts, which must be short: with an implicit method on a wide network a step takes tens of
// milliseconds. The true equations are fast, and Dormand–Prince has to find its step size again in each part.
const partOfTruth = 50; // time steps
function partLength(motion: { source: Source; integrator: string; stepSize: number }): number {
  if (motion.source === "truth") return partOfTruth * motion.stepSize;
  const isFast = motion.source === "integrator" || motion.integrator === "dormand-prince";
  return isFast ? 5 * motion.stepSize : motion.stepSize;
}

/** With the step that divides a part of deviation vectors: the truth chooses its own, so one part is one step. */
const inParts = <Motion extends { source: Source; stepSize: number }>(
  motion: Motion,
  interval: number,
): Motion => (motion.source === "truth" ? { ...motion, stepSize: interval } : motion);

/** Steps of a section that are integrated together. */
const blockOf = (motion: { source: Source; integrator: string }) =>
  motion.source === "truth" || motion.integrator === "dormand-prince" ? partOfTruth : 1;

const nothing = new Float64Array(0);

/** How much of a study fits into one piece, estimated from the previous pieces. */
class Pace {
  #began = clock();
  #stepTime = 1e-4; // ms, at least
  #last = 0;

  /** How many of `left` steps fit into the rest of this piece; at least one. */
  steps(left: number): number {
    const rest = pieceTarget - (clock() - this.#began);
    const fitting = Math.floor(rest / this.#stepTime);
    // A browser's clock may have a resolution of only a millisecond: a few steps may measure as 0.
    this.#last = Math.max(1, Math.min(left, fitting, 4 * this.#last));
    return this.#last;
  }

  measured<Result>(steps: number, action: () => Result): Result {
    const began = clock();
    const result = action();
    this.#stepTime = Math.max((clock() - began) / steps, 1e-4);
    return result;
  }

  get spent(): boolean {
    return clock() - this.#began + this.#stepTime > pieceTarget;
  }

  /** Starts the next piece. */
  begin(): void {
    this.#began = clock();
  }
}

/** Numbers that arrive in pieces; `all()` is a copy. */
class Growing {
  #parts: ArrayLike<number>[] = [];
  length = 0;
  push(numbers: ArrayLike<number>): void {
    if (numbers.length === 0) return;
    this.#parts.push(numbers);
    this.length += numbers.length;
  }
  #into<Into extends Float64Array | Int32Array>(whole: Into): Into {
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    if (this.#parts.length > 64) this.#parts = [Float64Array.from(whole)];
    return whole;
  }
  all(): Float64Array {
    return this.#into(new Float64Array(this.length));
  }
  integers(): Int32Array {
    return this.#into(new Int32Array(this.length));
  }
}

function positive(field: string, value: unknown): number {
  const number = finiteNumber(field, value);
  if (number <= 0) throw new RangeError(`${field} must be positive, got ${number}`);
  return number;
}

/** Shared by all studies: source, integrator, step, and a duration of at most two million steps. */
function motionOf(host: StudyHost, request: StudyRequest, source: Source, integrator: string) {
  if (source !== "model" && source !== "truth" && source !== "integrator") {
    throw new RangeError(`source must be "model" | "truth" | "integrator", got ${show(source)}`);
  }
  if (source !== "model" && !host.system) {
    throw new Error(
      `source "${source}" requires a system, but this network was loaded without settings`,
    );
  }
  const duration = positive("duration", request.duration);
  const stepSize = positive("stepSize", request.stepSize ?? host.usualStep);
  if (duration / stepSize > mostSteps) {
    throw new RangeError(
      `duration / stepSize must be at most ${mostSteps}, got ${duration / stepSize}`,
    );
  }
  return {
    source,
    integrator: text("integrator", request.integrator ?? integrator),
    stepSize,
    duration,
  };
}

/** Whole numbers of equal parts; 10⁻⁹: a duration of 0.3 needs three steps of 0.1, although 0.3 / 0.1 > 3. */
const partsOf = (span: number, part: number) => Math.max(1, Math.ceil(span / part - 1e-9));

function startsOf(host: StudyHost, request: SectionStudy | ChaosStudy): Float64Array {
  if (request.starts !== undefined) {
    for (const key of ["energy", "orbits"] as const) {
      if (request[key] === undefined) continue;
      throw new RangeError(`${key} must be omitted if starts are given, got ${request[key]}`);
    }
    const starts = samples("starts", request.starts, host.stateSize);
    integer("number of starts", starts.length / host.stateSize, 1, 1000);
    return starts;
  }
  const section = host.system?.section;
  if (!section || section.coordinate < 0) {
    throw new RangeError(
      `starts is missing: ${host.system ? `system "${host.system.id}" has no section` : "there is no system"}`,
    );
  }
  const energy = finiteNumber("energy", request.energy ?? section.energy);
  const orbits = integer("orbits", request.orbits ?? 10, 1, 1000);
  return host.call((session) => session.sectionStarts(energy, orbits));
}

/** A piece that starts at `state`. */
const pieceOf = (
  motion: { source: Source; integrator: string; stepSize: number },
  state: Partial<State>,
  rest: Partial<Piece>,
): Piece => ({
  source: motion.source,
  integrator: motion.integrator,
  stepSize: motion.stepSize,
  x: state.x ?? nothing,
  stop: state.stop ?? new Int32Array(0),
  stoppedAt: state.stoppedAt ?? nothing,
  deviations: state.deviations ?? nothing,
  exponent: state.exponent ?? nothing,
  starts: nothing,
  joining: nothing,
  interval: motion.stepSize,
  done: 0,
  steps: 1,
  ...rest,
});

const goesOn = (state: Partial<State>) => state.stop!.includes(0);

/** Why and when the orbit ended early, if it did. */
export function stopOf(number: number, t: number, x: Float64Array): Stop | null {
  return number === 0 ? null : { reason: stopReasons[number - 1]!, t, x };
}

/** Of every orbit that ended. */
function stopsOf({ stop, stoppedAt, x }: Partial<State>): OrbitStop[] {
  const size = x!.length / stop!.length;
  return Array.from(stop!).flatMap((number, orbit) => {
    const at = x!.slice(orbit * size, (orbit + 1) * size);
    const found = stopOf(number, stoppedAt![orbit]!, at);
    return found ? [{ orbit, ...found }] : [];
  });
}

/** What a result says about its orbits. */
function fateOf(host: StudyHost, state: Partial<State>) {
  const stops = stopsOf(state);
  return {
    alive: Int32Array.from(state.stop!, (number) => Number(number === 0)),
    stops,
    note: host.notes(stops, host.system, host.stateSize),
  };
}

function prepareSection(host: StudyHost, request: SectionStudy, source: Source) {
  knownKeys("a section", request, [
    "type",
    "energy",
    "orbits",
    "starts",
    "duration",
    "integrator",
    "stepSize",
  ]);
  const motion = motionOf(host, request, source, "rk4");
  if (!host.system || host.system.section.coordinate < 0) {
    throw new RangeError(
      `a section requires a system that has one, got ${host.system ? `"${host.system.id}"` : "none"}`,
    );
  }
  const starts = startsOf(host, request);
  return function* (): Generator<SectionResult, void, undefined> {
    const total = partsOf(motion.duration, motion.stepSize);
    const exact = { ...motion, stepSize: motion.duration / total };
    const block = blockOf(motion);
    const orbits = starts.length / host.stateSize;
    const energyError = new Float64Array(orbits);
    const [orbit, t, x] = [new Growing(), new Growing(), new Growing()];
    const pace = new Pace();
    let state: Partial<State> = { x: starts };
    for (let done = 0; done < total; pace.begin()) {
      do {
        const steps = Math.min(total - done, Math.ceil(pace.steps(total - done) / block) * block);
        const piece = pace.measured(steps, () =>
          host.call((session) =>
            session.section(
              pieceOf(exact, state, { starts, done, steps, interval: block * exact.stepSize }),
            ),
          ),
        );
        orbit.push(piece.orbit);
        t.push(piece.t);
        x.push(piece.x);
        piece.energyError.forEach((error, j) => {
          energyError[j] = Math.max(energyError[j]!, error);
        });
        state = piece.state;
        done = goesOn(state) ? done + steps : total;
      } while (done < total && !pace.spent);
      yield {
        type: "section",
        progress: done / total,
        starts: starts.slice(),
        orbit: orbit.integers(),
        t: t.all(),
        x: x.all(),
        energyError: energyError.slice(),
        ...fateOf(host, state),
      };
    }
  };
}

function prepareChaos(host: StudyHost, request: ChaosStudy, source: Source) {
  knownKeys("chaos", request, [
    "type",
    "energy",
    "orbits",
    "starts",
    "duration",
    "points",
    "integrator",
    "stepSize",
  ]);
  const motion = motionOf(host, request, source, "rk4");
  const points = integer("points", request.points ?? 200, 1, mostPoints);
  const starts = startsOf(host, request);
  return function* (): Generator<ChaosResult, void, undefined> {
    const orbits = starts.length / host.stateSize;
    const parts = partsOf(motion.duration / points, partLength(motion));
    const interval = motion.duration / (points * parts);
    const total = points * parts;
    const growth = new Float64Array(orbits); // ln(|δ(t)|/|δ(0)|)
    const [t, exponent, sali] = [new Growing(), new Growing(), new Growing()];
    const pace = new Pace();
    let state: Partial<State> = { x: starts };
    for (let done = 0; done < total; pace.begin()) {
      do {
        const steps = pace.steps(total - done);
        const piece = pace.measured(steps, () =>
          host.call((session) =>
            session.chaos(pieceOf(inParts(motion, interval), state, { interval, done, steps })),
          ),
        );
        // Intervals that begin after the last orbit has ended are not counted: a longer piece has some, a shorter one none.
        const end = goesOn(piece.state) ? Infinity : Math.max(...piece.state.stoppedAt);
        for (let step = 0; step < steps && (done + step) * interval < end; step++) {
          const rows = [step * orbits, (step + 1) * orbits] as const;
          piece.growth.subarray(...rows).forEach((more, j) => {
            growth[j] = growth[j]! + more;
          });
          const point = (done + step + 1) / parts;
          if (!Number.isInteger(point)) continue;
          const time = (motion.duration * point) / points;
          t.push([time]);
          exponent.push(growth.map((sum) => sum / time));
          sali.push(piece.sali.slice(...rows));
        }
        state = piece.state;
        done += steps;
      } while (done < total && goesOn(state) && !pace.spent);
      if (!goesOn(state)) done = total;
      yield {
        type: "chaos",
        progress: done / total,
        starts: starts.slice(),
        t: t.all(),
        exponent: exponent.all(),
        sali: sali.all(),
        ...fateOf(host, state),
      };
    }
  };
}

function prepareReversal(host: StudyHost, request: ReversalStudy, source: Source) {
  knownKeys("reversal", request, ["type", "x0", "duration", "points", "integrator", "stepSize"]);
  const motion = motionOf(host, request, source, "leapfrog");
  const size = host.stateSize;
  const x0 = finiteNumbers("x0", request.x0);
  if (x0.length !== size)
    throw new RangeError(`x0 must be a list of ${size} numbers, got ${show(x0)}`);
  const points = integer("points", request.points ?? 60, 1, mostPoints);
  return function* (): Generator<ReversalResult, void, undefined> {
    const parts = partsOf(motion.duration / points, partLength(motion));
    const interval = motion.duration / (points * parts);
    const [forward, backward, volumeError, symplecticError] = [
      new Growing(),
      new Growing(),
      new Growing(),
      new Growing(),
    ];
    forward.push(x0);
    volumeError.push([0]);
    symplecticError.push([0]);
    const gap: number[] = [0];
    let stopOut: Stop | null = null;
    let stopBack: Stop | null = null;
    const found = (progress: number): ReversalResult => ({
      type: "reversal",
      progress,
      t: Float64Array.from(gap, (_, i) => (motion.duration * i) / points),
      forward: forward.all(),
      backward: backward.all(),
      gap: Float64Array.from(gap),
      volumeError: volumeError.all(),
      symplecticError: symplecticError.all(),
      stopOut,
      stopBack,
      note: host.notes([stopOut, stopBack], host.system, size),
    });

    const pace = new Pace();
    let state: Partial<State> = { x: x0 };
    for (let done = 0, total = points * parts; done < total; ) {
      const steps = pace.steps(total - done);
      const piece = pace.measured(steps, () =>
        host.call((session) =>
          session.wayOut(pieceOf(inParts(motion, interval), state, { interval, done, steps })),
        ),
      );
      for (let step = 0; step < piece.volumeError.length; step++) {
        if ((done + step + 1) % parts !== 0) continue;
        forward.push(piece.x.slice(step * size, (step + 1) * size));
        volumeError.push(piece.volumeError.slice(step, step + 1));
        symplecticError.push(piece.symplecticError.slice(step, step + 1));
        gap.push(Number.NaN); // until the return path is known
      }
      state = piece.state;
      stopOut = stopsOf(state)[0] ?? null;
      done += steps;
      if (piece.volumeError.length < steps) break;
      if (!pace.spent) continue;
      yield found((0.5 * done) / total);
      pace.begin();
    }

    const reached = gap.length - 1;
    const out = forward.all();
    const at = (i: number) => out.slice(i * size, (i + 1) * size);
    if (reached > 0) backward.push(at(reached));
    state = {};
    const way = new Pace();
    for (let done = 0, total = reached * parts; done < total; ) {
      const joins = done % parts === 0;
      const steps = way.steps(parts - (done % parts));
      const joining = joins ? at(reached - done / parts) : nothing;
      const piece = way.measured(steps, () =>
        host.call((session) =>
          session.wayBack(
            pieceOf(inParts(motion, interval), state, { joining, interval, done, steps }),
          ),
        ),
      );
      state = piece.state;
      stopBack ??= stopsOf(state).find(({ orbit }) => orbit === 0) ?? null;
      done += steps;
      if (done % parts === 0 && !stopBack) backward.push(state.x!.slice(0, size));
      if (done === total) {
        for (let i = 1; i <= reached; i++) {
          const column = reached - i;
          const x = state.x!.subarray(column * size, (column + 1) * size);
          gap[i] =
            state.stop![column] === 0 ? Math.hypot(...x.map((v, k) => v - x0[k]!)) : Number.NaN;
        }
      } else if (!way.spent) continue;
      yield found(0.5 + (0.5 * done) / total);
      way.begin();
    }
    if (reached === 0) yield found(1);
  };
}

/** Checks a study and returns the pieces of its work; throws a RangeError that names the invalid field. */
export function prepareStudy(
  host: StudyHost,
  request: StudyRequest,
  source: Source,
): Generator<StudyResult, void, undefined> {
  switch (request?.type) {
    case "section":
      return prepareSection(host, request, source)();
    case "chaos":
      return prepareChaos(host, request, source)();
    case "reversal":
      return prepareReversal(host, request, source)();
    default:
      request satisfies never;
      throw new RangeError(
        `a study's type must be "section" | "chaos" | "reversal", got ${show((request as { type?: unknown } | null)?.type)}`,
      );
  }
}
