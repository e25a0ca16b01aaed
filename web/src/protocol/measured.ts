// Measured data: a table of a visitor's own as a run takes it. Plain data that survives structured cloning.

export interface Measured {
  /** What the data are called: a file's name. */
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
  /** Whether the H of settings.system judges energies; it must have as many degrees of freedom. */
  judged: boolean;
}

/** What became of the samples, for the visitor. */
export interface MeasuredReport {
  /** Samples with a derivative, of each split. */
  train: number;
  test: number;
  /** Median time step, and how many gaps (steps of more than 1.5 medians) there are. */
  timeStep: number;
  gaps: number;
  /** Samples that no derivative could be given to, and why, in words. */
  skipped: number;
  why: string;
}
