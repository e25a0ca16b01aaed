// Studies: computations that take seconds or minutes, on a model or on the truth, done in pieces. Every result
// contains all results so far, so a later one replaces an earlier one. Arrays of states are flat, states as
// rows of 2d numbers.
import type { OrbitStop, Stop } from "./stop.js";

/** A Poincaré section (catalogue: the system's `section`), by orbits of one energy or from given starts. */
export interface SectionStudy {
  type: "section";
  /** The energy of the truth at which all orbits start; they are spread over the section, the same for every source. */
  energy?: number;
  /** How many orbits, with `energy`; 10 by default. */
  orbits?: number;
  /** Instead of energy and orbits: orbits × 2d. */
  starts?: number[];
  /** Time to follow each orbit. */
  duration: number;
  integrator?: string;
  stepSize?: number;
}

export interface SectionResult {
  type: "section";
  /** 0 … 1 */
  progress: number;
  /** orbits × 2d, on the section. */
  starts: Float64Array;
  /** Of each crossing: which orbit, when, and the state (crossings × 2d). */
  orbit: Int32Array;
  t: Float64Array;
  x: Float64Array;
  /** Of each orbit: the largest |H − H₀| / |H₀| so far, by the true H. */
  energyError: Float64Array;
  /** Of each orbit: 1 while it can be followed, else 0. */
  alive: Int32Array;
  /** Why and when orbits ended early. */
  stops: OrbitStop[];
  /** The same in English words, a line each. */
  note: string;
}

/** Maximal Lyapunov exponent and SALI (smaller alignment index), with the motion from each start. */
export interface ChaosStudy {
  type: "chaos";
  /** orbits × 2d; or energy and orbits, as for a section. */
  starts?: number[];
  energy?: number;
  orbits?: number;
  duration: number;
  /** Output times, the first after duration / points. */
  points?: number;
  integrator?: string;
  stepSize?: number;
}

export interface ChaosResult {
  type: "chaos";
  progress: number;
  starts: Float64Array;
  /** Output times so far. */
  t: Float64Array;
  /** times × orbits: the finite-time exponent ln(|δ(t)|/|δ(0)|)/t. */
  exponent: Float64Array;
  /** times × orbits: 0 (aligned: chaotic) … √2. */
  sali: Float64Array;
  alive: Int32Array;
  stops: OrbitStop[];
  note: string;
}

/** Forward for T and back, and the effect of the flow map on volumes and the symplectic form. */
export interface ReversalStudy {
  type: "reversal";
  /** Where it starts, 2d numbers. */
  x0: number[];
  /** The longest T. */
  duration: number;
  /** Times T, equally spaced to `duration`, besides 0; 60 by default. */
  points?: number;
  integrator?: string;
  stepSize?: number;
}

export interface ReversalResult {
  type: "reversal";
  progress: number;
  /** 0 and every T so far. */
  t: Float64Array;
  /** times × 2d: the way out. */
  forward: Float64Array;
  /**
   * times × 2d: the way back from the last of `t`, at the same times, last time first, as far as it can be followed; empty
   * until the end is reached.
   */
  backward: Float64Array;
  /** ‖x₀ − Φ₋T(Φ_T(x₀))‖ for each T. */
  gap: Float64Array;
  /** |det DΦ_T − 1|: volume. */
  volumeError: Float64Array;
  /** ‖DΦ_Tᵀ J DΦ_T − J‖ (Frobenius): symplecticity. */
  symplecticError: Float64Array;
  /** Why and when the way out, or the way back from its end, ended early; the way back counts time from its start. */
  stopOut: Stop | null;
  stopBack: Stop | null;
  /** The same in English words; else empty. */
  note: string;
}

export type StudyRequest = SectionStudy | ChaosStudy | ReversalStudy;
export type StudyResult = SectionResult | ChaosResult | ReversalResult;
/** The result that belongs to a request. */
export type ResultOf<Request extends StudyRequest> = Extract<
  StudyResult,
  { type: Request["type"] }
>;
