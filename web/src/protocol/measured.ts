// Measured data: the visitor's own table in the form that a run accepts. Plain data that survives structured cloning.

export interface Measured {
  /** Name of the data: the file name. */
  name: string;
  /** Symbols of the components, q… then p…, 2d words. */
  symbols: string[];
  /** Time of each sample; rising within a recording, steps may be irregular. */
  t: Float64Array;
  /** samples × 2d. */
  x: Float64Array;
  /** samples × 2d; empty: estimated from x by the rule of settings.derivative. */
  dxdt: Float64Array;
  /** Which recording a sample belongs to, 0, 1, …, not falling. */
  recording: Int32Array;
  /** Whether energies are computed with the H of settings.system, which must have as many degrees of freedom. */
  judged: boolean;
}

/** How the samples were used, for display. */
export interface MeasuredReport {
  /** Samples with a derivative, of each split. */
  train: number;
  test: number;
  /** Median time step, and how many gaps (steps of more than 1.5 medians) there are. */
  timeStep: number;
  gaps: number;
  /** Samples for which no derivative could be estimated, and the reason. */
  skipped: number;
  why: string;
}
