// The settings of a run, as the core's table (cpp/api/config.h) declares them.
export interface Settings {
  system: string;
  /** In the order of the system's table. */
  systemParameters: number[];
  model: string;
  field: string;
  activation: string;
  hidden: number[];
  initialisation: string;
  outputBias: boolean;
  /** Encoding of angles in the network's input; "auto": the best for the family. */
  angles: string;
  /** Lagrangian networks only: this multiple of |q̇|²/2 is added to L. */
  kineticPrior: number;
  /** … and ε, by which near-singular mass matrices are regularised; 0: not at all. */
  massRegularisation: number;
  seed: number;
  /** "canonical": states are [q; p]; "velocities": [q; q̇]. */
  coordinates: string;
  /** "trajectories", or "grid": points × points states over the phase portrait. */
  samples: string;
  trajectories: number;
  points: number;
  duration: number;
  noise: number;
  trainFraction: number;
  /** How derivatives of measured data are estimated; no effect on simulated data. */
  derivative: string;
  loss: string;
  /** How differences count: "l2", "l1" or "huber". */
  lossNorm: string;
  /** The peak of the schedule. */
  learningRate: number;
  /** Spans `steps` of the settings with which the run was created; after that the last rate is kept. */
  schedule: string;
  weightDecay: number;
  decoupledWeightDecay: boolean;
  batchSize: number;
  steps: number;
  /** Solved models only: how their hidden units are sampled. */
  sampling: string;
  /** … and the pivots they leave out, relative to the first; 0: chosen by the error on held-out training data. */
  cutoff: number;
}
