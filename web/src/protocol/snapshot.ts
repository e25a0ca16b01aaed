// Data that a worker sends to the page; they survive structured cloning. Arrays of states are flat, samples as
// rows: sample after sample, each [q1…qd, p1…pd].
import type { Stop } from "./stop.js";

/** The models that can be trained side by side, each in its own worker. */
export const contestants = [
  "hnn",
  "baseline",
  "second-order",
  "dissipative-hnn",
  "lnn",
  "sampled-hnn",
  "sampled-baseline",
] as const;
export type Contestant = (typeof contestants)[number];
/** Those of the core. A motion of the true equations that is followed with one of them is called by its name. */
export const integrators = [
  "euler",
  "rk4",
  "leapfrog",
  "implicit-midpoint",
  "yoshida4",
  "dormand-prince",
] as const;
export type Integrator = (typeof integrators)[number];
/** Whose motion a picture shows. */
export type Who = "truth" | Integrator | Contestant;
export const everyone: readonly Who[] = ["truth", ...integrators, ...contestants];

export function isNetwork(who: Who): who is Contestant {
  return contestants.some((one) => one === who);
}

export function isIntegrator(who: string): who is Integrator {
  return integrators.some((one) => one === who);
}
/**
 * What a roll-out or a study follows: the model; the true equations, accurately whatever the integrator; or the true
 * equations with the chosen integrator and time step.
 */
export type Source = "model" | "truth" | "integrator";

export interface RolloutRequest {
  /** Where the trajectory starts, 2d numbers. */
  x0: number[];
  /** Time span; negative runs backwards. */
  duration: number;
  /** Equally spaced output times, both ends included. */
  points?: number;
  /** Has no effect on source "truth", which is always followed adaptively, to a tolerance of 1e-12. */
  integrator?: string;
  /** Step of the fixed-step integrators, in the system's unit of time. */
  stepSize?: number;
  source?: Source;
  /**
   * From time `start` on, for `duration`, the path follows rate · ∇H instead of the motion:
   * energy is added, or removed where the rate is negative. Needs a source with an energy.
   */
  injection?: { start: number; duration: number; rate: number };
  /**
   * Factor on the dissipative part of the field, 0 to 10 (default 1): D of a dissipative HNN, the friction of the truth.
   * Has no effect on other fields.
   */
  friction?: number;
}

export interface Rollout {
  t: Float64Array;
  /** points × 2d. */
  x: Float64Array;
  /** True H along the path; empty without a system. */
  energy: Float64Array;
  kineticEnergy: Float64Array;
  /** The model's own H along the path; empty where it has none. */
  learnedEnergy: Float64Array;
  /** Whether it reached its end; otherwise `stop` is set. */
  finished: boolean;
  stop: Stop | null;
  /** The same in English words; empty if it reached its end. */
  note: string;
  /** States where the mass matrix of a Lagrangian network was so nearly singular that it was regularised. */
  guarded: number;
}

export type FieldPart = "whole" | "conservative" | "dissipative";

export interface GridRequest {
  /** Which components of the state span the picture. */
  xAxis: number;
  yAxis: number;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
  columns: number;
  rows: number;
  /** The other components, 2d numbers; empty means zero. */
  at?: number[];
  source?: Source;
  /** As of a roll-out. */
  friction?: number;
  /** Of a field that has the two parts; by default "whole". */
  part?: FieldPart;
}

export interface Grid {
  columns: number;
  rows: number;
  /** The field's components along the two axes; rows × columns, row 0 at yMin. */
  dx: Float64Array;
  dy: Float64Array;
  /** H on the same grid; empty where the source has none. */
  energy: Float64Array;
}

export interface DataView {
  /** samples × 2d. */
  x: Float64Array;
  dxdt: Float64Array;
  trajectory: Int32Array;
  /** Time of each sample on its trajectory. */
  t: Float64Array;
  /** 1 where the sample is held out. */
  test: Int32Array;
}

/**
 * Errors against the truth; energies and coordinates in the system's units, squared.
 *
 * Of measured data: one roll-out from the first held-out sample of each recording, compared with the recording at
 * its times. Energies are then computed with the H of settings.system, or are NaN if `measured.judged` is false.
 */
export interface Metrics {
  trainLoss: number;
  testLoss: number;
  /** Mean over the roll-outs of the mean square difference between H along the model's path and along the true one. */
  energyMse: number;
  /** Standard error of that mean. */
  energyMseStderr: number;
  /** Largest |H - H₀| / |H₀| along a path, averaged over the roll-outs. */
  energyDrift: number;
  /** Mean square difference of the states. */
  coordinateMse: number;
  /** Error of the field where the data reach, relative to the true field; of measured data, to the held-out derivatives. */
  fieldError: number;
  /** States along the roll-outs where the mass matrix was regularised; 0 of other families. */
  guarded: number;
}

/** The loss curve since step 0, thinned to at most a few hundred points. */
export interface LossCurve {
  step: Float64Array;
  train: Float64Array;
  /** On at most 2048 of the held-out samples. */
  test: Float64Array;
  /** s of training until then, without pictures; NaN if the run was loaded without them. Depends on the clock. */
  seconds: Float64Array;
}

/** The result of a solved model. */
export interface Solution {
  /** Pivots below it, relative to the first, were dropped. */
  cutoff: number;
  /** Hidden units that the solution uses. */
  rank: number;
  /** The loss by which the cut-off was chosen; NaN if it was set. */
  heldOutLoss: number;
}

/** What the page displays of a contestant; every snapshot updates it. */
export interface View {
  rollout?: RolloutRequest;
  grid?: GridRequest;
  /** The grid's two parts as well. */
  parts?: boolean;
}

/** A field in two parts (Helmholtz): the energy-conserving and the dissipative one. */
export interface Parts {
  conservative: Grid;
  dissipative: Grid;
}

export interface Snapshot {
  contestant: Contestant;
  /** Counts the contestant's opens and resets; older snapshots are dropped. */
  generation: number;
  state: "paused" | "training" | "finished" | "stopped";
  step: number;
  /** The number of steps after which the run is finished. */
  steps: number;
  trainLoss: number;
  /** On at most 2048 of the held-out samples, evenly spread; Metrics takes all of them. */
  testLoss: number;
  stepsPerSecond: number;
  curve: LossCurve;
  fingerprint: string;
  rollout?: Rollout;
  grid?: Grid;
  parts?: Parts;
  /** Once the model is solved. */
  solution?: Solution;
  /** Why training cannot continue (state "stopped"): quantity, step, remedy. */
  note?: string;
}
