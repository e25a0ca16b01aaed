// What the reversibility view derives from a study. Pure.
import type { ReversalResult } from "../protocol/study.js";

/** Why an integrator's return path differs from its forward path. */
export type Symmetry = "splitting" | "implicit" | "fixed" | "adaptive";

/** Hairer, Lubich & Wanner, Geometric Numerical Integration, chapter V: which of the integrators are symmetric. */
export function symmetryOf(integrator: string): Symmetry {
  switch (integrator) {
    case "leapfrog":
    case "yoshida4":
      return "splitting";
    case "implicit-midpoint":
      return "implicit";
    case "dormand-prince":
      return "adaptive";
    default:
      return "fixed";
  }
}

export interface LastValues {
  /** The longest T so far; NaN before the first. */
  time: number;
  gap: number;
  volumeError: number;
  symplecticError: number;
}

/** Gap, volume and symplecticity at the longest T so far. */
export function lastValues(result: ReversalResult | null): LastValues {
  const at = (values: Float64Array | undefined) => values?.[values.length - 1] ?? Number.NaN;
  return {
    time: at(result?.t),
    gap: at(result?.gap),
    volumeError: at(result?.volumeError),
    symplecticError: at(result?.symplecticError),
  };
}

/** Enough times T to draw the forward path smoothly, few enough to return from each. */
export function pointsFor(duration: number): number {
  const spacing = 0.2; // of a typical period of 2π, thirty per period
  return Math.min(240, Math.max(60, Math.ceil(duration / spacing)));
}
