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
  seed: number;
  trajectories: number;
  points: number;
  duration: number;
  noise: number;
  trainFraction: number;
  /** How derivatives of measured data are estimated; without effect on computed ones. */
  derivative: string;
  loss: string;
  /** The peak of the schedule. */
  learningRate: number;
  /** Spans `steps` of the settings that the run began with; beyond them the last rate stays. */
  schedule: string;
  weightDecay: number;
  decoupledWeightDecay: boolean;
  batchSize: number;
  steps: number;
  /** Models that are solved at once only: how their hidden units are drawn. */
  sampling: string;
  /** … and the pivots they leave out, relative to the first; 0: chosen by the error on held-out training data. */
  cutoff: number;
}

/** One row of the settings table. */
export interface Setting {
  key: keyof Settings;
  type: "integer" | "number" | "boolean" | "choice" | "integers" | "numbers";
  min: number;
  max: number;
  minLength: number;
  maxLength: number;
  choices: string[];
  logarithmic: boolean;
  scope: "system" | "model" | "data" | "training";
}

export interface SystemInfo {
  id: string;
  degreesOfFreedom: number;
  coordinates: { symbol: string; unit: string }[];
  parameters: {
    key: string;
    symbol: string;
    defaultValue: number;
    min: number;
    max: number;
    unit: string;
  }[];
  separable: boolean;
  conservative: boolean;
  /** Velocities are momenta over constant masses. */
  constantMass: boolean;
  experiment: {
    source: string;
    trajectories: number;
    points: number;
    duration: number;
    noise: number;
    trainFraction: number;
    batchSize: number;
    steps: number;
    learningRate: number;
    weightDecay: number;
    schedule: string;
    judgedDuration: number;
    judgedPoints: number;
  };
  /** Where trajectories cross x[coordinate] = value upwards; coordinate −1: the system has no section. */
  section: {
    coordinate: number;
    value: number;
    xAxis: number;
    yAxis: number;
    xMin: number;
    xMax: number;
    yMin: number;
    yMax: number;
    /** An open interval to choose from, and the first choice. */
    energyMin: number;
    energyMax: number;
    energy: number;
  };
  view: {
    drawing: "pendulum" | "spring" | "orbits" | "double-pendulum";
    xAxis: number;
    yAxis: number;
    xMin: number;
    xMax: number;
    yMin: number;
    yMax: number;
    showcaseStart: number[];
    showcaseDuration: number;
    showcaseStep: number;
  };
}

export interface ModelInfo {
  id: string;
  hasEnergy: boolean;
  /** Only for systems with constantMass. */
  needsMass: boolean;
  /** Its last layer is solved for, in double precision: no gradient steps, no optimiser, no initial weights. */
  solvedAtOnce: boolean;
  /** Its own default of settings.hidden; empty: the system's. */
  hidden: number[];
  /** Of settings.hidden. */
  mostLayers: number;
  mostUnits: number;
}

/** wasm_build/dist/catalogue.json */
export interface Catalogue {
  settings: Setting[];
  systems: SystemInfo[];
  /** One per system, in the same order. */
  defaults: Settings[];
  models: ModelInfo[];
  integrators: string[];
}
