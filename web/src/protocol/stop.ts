// Why and when a motion could not be followed to its end. catalogue/stops.ts puts it into words.

/** In the order of the core's numbers 1, 2, … (Stop in cpp/integrate/trajectory.h). */
export const stopReasons = [
  /** A component of the state grew beyond a million, or beyond a million times the largest of measured data. */
  "bound",
  /** The next state, or the field at the start, is not a finite number. */
  "not-finite",
  /** An implicit step has no solution that the iteration finds. */
  "unsolved",
  /** The adaptive step became smaller than rounding: the motion is singular, as where bodies meet. */
  "step-underflow",
  "too-many-steps",
] as const;
export type StopReason = (typeof stopReasons)[number];

export interface Stop {
  reason: StopReason;
  t: number;
  /** The state at `t`, the last that was computed; 2d numbers. */
  x: Float64Array;
}

/** Of one orbit of a study; orbits are counted from 0. */
export interface OrbitStop extends Stop {
  orbit: number;
}
