// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
declare namespace RuntimeExports {
    function stackSave(): any;
    function stackRestore(val: any): any;
    let HEAPF32: any;
    let HEAPF64: any;
    let HEAP_DATA_VIEW: any;
    let HEAP8: any;
    let HEAPU8: any;
    let HEAP16: any;
    let HEAPU16: any;
    let HEAP32: any;
    let HEAPU32: any;
    let HEAP64: any;
    let HEAPU64: any;
}
interface WasmModule {
}

type EmbindString = ArrayBuffer|Uint8Array|Uint8ClampedArray|Int8Array|string;
export type Solution = {
  cutoff: number,
  rank: number,
  heldOutLoss: number
};

export type LossTerm = {
  name: EmbindString,
  value: number
};

export type MeasuredReport = {
  train: number,
  test: number,
  timeStep: number,
  gaps: number,
  skipped: number,
  why: EmbindString
};

export type Measured = {
  symbols: string[],
  t: Float64Array,
  x: Float64Array,
  dxdt: Float64Array,
  recording: Int32Array,
  judged: boolean
};

export type Config = {
  system: EmbindString,
  systemParameters: Float64Array,
  model: EmbindString,
  field: EmbindString,
  activation: EmbindString,
  hidden: Int32Array,
  initialisation: EmbindString,
  outputBias: boolean,
  angles: EmbindString,
  kineticPrior: number,
  massRegularisation: number,
  seed: number,
  coordinates: EmbindString,
  samples: EmbindString,
  trajectories: number,
  points: number,
  duration: number,
  noise: number,
  trainFraction: number,
  derivative: EmbindString,
  scaling: EmbindString,
  loss: EmbindString,
  lossNorm: EmbindString,
  learningRate: number,
  schedule: EmbindString,
  clipNorm: number,
  weightDecay: number,
  decoupledWeightDecay: boolean,
  batchSize: number,
  steps: number,
  sampling: EmbindString,
  cutoff: number
};

export type Tensor = {
  name: EmbindString,
  rows: number,
  columns: number,
  values: Float64Array
};

export type OptimizerState = {
  step: number,
  firstMoment: Float64Array,
  secondMoment: Float64Array,
  controls: Float64Array
};

export type TrainProgress = {
  step: number,
  trainLoss: number,
  stopped: EmbindString
};

export type LossAndGradient = {
  loss: number,
  gradients: Tensor[]
};

export type RolloutRequest = {
  source: EmbindString,
  x0: Float64Array,
  duration: number,
  points: number,
  integrator: EmbindString,
  stepSize: number,
  injectionStart: number,
  injectionDuration: number,
  injectionRate: number,
  friction: number
};

export type Rollout = {
  t: Float64Array,
  x: Float64Array,
  energy: Float64Array,
  kineticEnergy: Float64Array,
  learnedEnergy: Float64Array,
  stop: number,
  stoppedAt: number,
  stoppedIn: Float64Array,
  guarded: number
};

export type GridRequest = {
  source: EmbindString,
  xAxis: number,
  yAxis: number,
  xMin: number,
  xMax: number,
  yMin: number,
  yMax: number,
  columns: number,
  rows: number,
  at: Float64Array,
  friction: number,
  part: EmbindString
};

export type Grid = {
  columns: number,
  rows: number,
  dx: Float64Array,
  dy: Float64Array,
  energy: Float64Array
};

export type DataView = {
  x: Float64Array,
  dxdt: Float64Array,
  trajectory: Int32Array,
  t: Float64Array,
  test: Int32Array
};

export type MetricsRequest = {
  starts: number,
  duration: number,
  points: number
};

export type Metrics = {
  trainLoss: number,
  testLoss: number,
  energyMse: number,
  energyMseStderr: number,
  energyDrift: number,
  coordinateMse: number,
  fieldError: number,
  guarded: number
};

export type StudyPiece = {
  source: EmbindString,
  x: Float64Array,
  stop: Int32Array,
  stoppedAt: Float64Array,
  deviations: Float64Array,
  exponent: Float64Array,
  starts: Float64Array,
  joining: Float64Array,
  interval: number,
  done: number,
  steps: number,
  integrator: EmbindString,
  stepSize: number
};

export type StudyState = {
  x: Float64Array,
  stop: Int32Array,
  stoppedAt: Float64Array,
  deviations: Float64Array,
  exponent: Float64Array
};

export type SectionPiece = {
  state: StudyState,
  orbit: Int32Array,
  t: Float64Array,
  x: Float64Array,
  energyError: Float64Array
};

export type ChaosPiece = {
  state: StudyState,
  growth: Float64Array,
  sali: Float64Array
};

export type WayOutPiece = {
  state: StudyState,
  x: Float64Array,
  volumeError: Float64Array,
  symplecticError: Float64Array
};

export type WayBackPiece = {
  state: StudyState,
  x: Float64Array
};

export interface PhaseSpaceRun {
  step(): number;
  totalSteps(): number;
  parameterCount(): number;
  train(steps: number): TrainProgress;
  testLoss(): number;
  reset(): void;
  fingerprint(): string;
  weights(): Tensor[];
  optimizer(): OptimizerState;
  restore(weights: Tensor[], optimizer: OptimizerState): void;
  hasEnergy(): boolean;
  hasDissipation(): boolean;
  timeDerivative(x: Float64Array): Float64Array;
  energy(x: Float64Array): Float64Array;
  lossAndGradient(x: Float64Array, dxdt: Float64Array): LossAndGradient;
  rollout(request: RolloutRequest): Rollout;
  grid(request: GridRequest): Grid;
  metrics(request: MetricsRequest): Metrics;
  data(): DataView;
  sectionStarts(energy: number, orbits: number): Float64Array;
  section(piece: StudyPiece): SectionPiece;
  chaos(piece: StudyPiece): ChaosPiece;
  wayOut(piece: StudyPiece): WayOutPiece;
  wayBack(piece: StudyPiece): WayBackPiece;
  network(): NetworkSpec;
  lossTerms(): LossTerm[];
  solution(): Solution;
  report(): MeasuredReport;
  delete(): void;
}

export type NetworkSpec = {
  model: EmbindString,
  field: EmbindString,
  activation: EmbindString,
  hidden: Int32Array,
  outputBias: boolean,
  angles: EmbindString,
  kineticPrior: number,
  massRegularisation: number,
  stateSize: number,
  inverseMass: Float64Array,
  angleCoordinates: Int32Array,
  stateShift: Float64Array,
  stateScale: Float64Array,
  timeScale: number
};

interface EmbindModule {
  gemmSeconds(width: number, samples: number, repeats: number): number;
  offersModel(id: EmbindString): boolean;
  PhaseSpaceRun: {
    new(_0: Config): PhaseSpaceRun;
    fromNetwork(spec: NetworkSpec, weights: Tensor[]): PhaseSpaceRun;
    fromMeasured(config: Config, measured: Measured): PhaseSpaceRun;
  };
}

export type MainModule = WasmModule & typeof RuntimeExports & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
