// What the page has measured in the visitor's own run, as far as lessons use it. Pure.
import type { Who } from "../protocol/snapshot.js";

type PerWho = Partial<Record<Who, number>>;

export interface Facts {
  /** Largest |H − H₀| / |H₀| along the shown path. */
  drift: PerWho;
  testLoss: PerWho;
  /** The friction factor of these paths. */
  friction: number;
  /** Largest change along the true path, relative to the largest of the three. */
  change: { kinetic: number; potential: number; total: number } | null;
  /** Distance to the start after integrating forward and back. */
  gap: PerWho;
  /** Of the orbits that were classified as regular or chaotic: how many the network classifies like the truth. */
  agreeing: PerWho;
  orbits: number;
}

export const noFacts: Facts = {
  drift: {},
  testLoss: {},
  friction: 1,
  change: null,
  gap: {},
  agreeing: {},
  orbits: 0,
};

/** The one with the largest value; null before all of `whos` are known. */
export function largest(values: PerWho, whos: readonly Who[]): Who | null {
  if (whos.some((who) => !Number.isFinite(values[who] ?? Number.NaN))) return null;
  return [...whos].sort((a, b) => (values[b] as number) - (values[a] as number))[0] ?? null;
}
