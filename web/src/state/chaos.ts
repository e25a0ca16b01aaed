// What sections and alignment indices say about each orbit, as shown in the views. Pure.
//
// The smaller alignment index (Skokos 2001, J. Phys. A 34:10029) falls as e^{−λt} on a chaotic orbit of two degrees
// of freedom (their second exponent is 0) and stays of order 1 on a regular one.
import type { SystemInfo } from "../catalogue/settings.js";
import type { ChaosResult, SectionResult } from "../protocol/study.js";

export type Verdict = "regular" | "chaotic" | "undecided" | "drawn-in" | "escaped";

/** Below: aligned. Above: regular so far. In between: undecided until more time has passed. */
const aligned = 1e-4;
const apart = 1e-2;

/**
 * Classifies an orbit by its exponent λ and its SALI at `time`. If phase-space volume shrinks, deviations align without
 * growing, on their way to an attractor: that is not chaos, so alignment counts only with the corresponding growth,
 * e^{λt} of at least SALI^{−1/2}.
 */
export function verdictOf(exponent: number, sali: number, time: number, isAlive: boolean): Verdict {
  if (!isAlive || !Number.isFinite(exponent) || !Number.isFinite(sali)) return "escaped";
  if (sali >= apart) return "regular";
  if (sali >= aligned) return "undecided";
  // An index that rounding has reduced to 0 is treated as the smallest value that can be distinguished from 0.
  const growth = -0.5 * Math.log(Math.max(sali, Number.EPSILON));
  return exponent * time > growth ? "chaotic" : "drawn-in";
}

export interface Outcome {
  exponent: number;
  sali: number;
  /** Time of the last values. */
  time: number;
  verdict: Verdict;
}

/** Number of orbits in flat states. */
export function orbitsOf(result: SectionResult | ChaosResult): number {
  return result.alive.length;
}

/** One orbit's values at all times, of a times × orbits array. */
export function seriesOf(values: Float64Array, orbits: number, orbit: number): Float64Array {
  return Float64Array.from({ length: Math.floor(values.length / orbits) }, (_, i) =>
    Number(values[i * orbits + orbit]),
  );
}

/** The last finite values of each orbit; empty before the first output time. */
export function outcomesOf(result: ChaosResult): Outcome[] {
  const orbits = orbitsOf(result);
  if (result.t.length === 0) return [];
  return Array.from({ length: orbits }, (_, orbit) => {
    let row = result.t.length - 1;
    const at = (values: Float64Array) => values[row * orbits + orbit] as number;
    while (row > 0 && !Number.isFinite(at(result.exponent) + at(result.sali))) row--;
    const exponent = at(result.exponent);
    const sali = at(result.sali);
    const time = result.t[row] as number;
    const verdict = verdictOf(exponent, sali, time, result.alive[orbit] === 1);
    return { exponent, sali, time, verdict };
  });
}

/** Whether a model's orbit has the same kind as the truth's; null while either is undecided. */
export function agrees(truth: Verdict | undefined, model: Verdict | undefined): boolean | null {
  if (!truth || !model || truth === "undecided" || model === "undecided") return null;
  return truth === model;
}

/** One state of flat states. */
export function stateOf(states: Float64Array, orbits: number, orbit: number): number[] {
  const size = states.length / orbits;
  return [...states.subarray(orbit * size, (orbit + 1) * size)];
}

/** The crossings of one orbit, as indices into the result. */
export function crossingsOf(result: SectionResult, orbit: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < result.orbit.length; i++) if (result.orbit[i] === orbit) found.push(i);
  return found;
}

/**
 * How many crossings of `next` a picture of `old` already shows: all of `old`'s, if `next` continues them; 0 if they
 * are unrelated.
 */
export function alreadyDrawn(old: SectionResult | null, next: SectionResult): number {
  if (!old || old.t.length > next.t.length) return 0;
  const last = old.t.length - 1;
  if (last < 0) return 0;
  const same = (i: number) => old.t[i] === next.t[i] && old.orbit[i] === next.orbit[i];
  const sameStarts =
    old.starts.length === next.starts.length && old.starts.every((v, i) => v === next.starts[i]);
  return sameStarts && same(0) && same(last) && same(last >> 1) ? old.t.length : 0;
}

type Section = SystemInfo["section"];

/** Energies of the literature on Hénon–Heiles: Hénon & Heiles 1964 (1/12, 1/8), Choudhary et al. 2020 (0.1, 0.15). */
const knownEnergies: Record<string, { energy: number; label: string }[]> = {
  "henon-heiles": [
    { energy: 1 / 12, label: "1/12" },
    { energy: 0.1, label: "0.1" },
    { energy: 1 / 8, label: "1/8" },
    { energy: 0.15, label: "0.15" },
    { energy: 0.1666, label: "0.1666" }, // just below 1/6, where orbits begin to escape
  ],
};

/** Energies to choose from, inside the open interval of the section. */
export function energyPresets(system: SystemInfo): { energy: number; label: string }[] {
  const known = knownEnergies[system.id];
  if (known) return [...known];
  const { energyMin, energyMax } = system.section;
  return [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => {
    const energy = Number((energyMin + share * (energyMax - energyMin)).toPrecision(3));
    return { energy, label: String(energy) };
  });
}

/** The closed interval of a control, inside the section's open one. */
export function energyRange(section: Section): { min: number; max: number } {
  const inset = (section.energyMax - section.energyMin) * 1e-4;
  const rounded = (value: number) => Number(value.toPrecision(4));
  return {
    min: Math.max(rounded(section.energyMin + inset), section.energyMin + inset / 2),
    max: Math.min(rounded(section.energyMax - inset), section.energyMax - inset / 2),
  };
}
