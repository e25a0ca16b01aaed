// The types of the core, derived from the generated declarations, and one object that owns the module: its memory and
// the translation of its exceptions.
import type {
  Config,
  Measured as GeneratedMeasured,
  PhaseSpaceRun as GeneratedPhaseSpaceRun,
  Tensor as GeneratedTensor,
  MainModule,
} from "../../../wasm_build/dist/hnn_lab.mjs";
import type { Settings } from "../protocol/settings.js";
import { CoreFailure, type ExceptionHelpers, translateError } from "./errors.js";

/** Results of the core: Embind declares strings with all the types that it accepts as input. */
export type Plain<T> = [string] extends [T]
  ? string
  : T extends ArrayBufferView
    ? T
    : T extends (infer Entry)[]
      ? Plain<Entry>[]
      : T extends object
        ? { [Key in keyof T]: Plain<T[Key]> }
        : T;

/** A named matrix of weights: out × in, row after row; a bias has one column. */
export type Tensor = Plain<GeneratedTensor>;
export type NetworkSpec = Plain<ReturnType<GeneratedPhaseSpaceRun["network"]>>;
export type CoreMeasured = Plain<GeneratedMeasured>;
export type Solution = ReturnType<GeneratedPhaseSpaceRun["solution"]>;
type GeneratedOptimizerState = ReturnType<GeneratedPhaseSpaceRun["optimizer"]>;
export type OptimizerState = Omit<GeneratedOptimizerState, "controls"> & {
  /** The control scalars of an objective that has some, in its order. */
  controls?: Float64Array;
};

/** A run of the core as it is generated, with `Plain` results. */
type PlainResults<Generated> = {
  [Key in keyof Generated]: Generated[Key] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Plain<Result>
    : Generated[Key];
};

/** A run of a model of motion in phase space. */
export type CoreSession = PlainResults<GeneratedPhaseSpaceRun>;

/** What runs of every kind have (cpp/api/run.h). */
export type CoreRun = Pick<
  CoreSession,
  | "step"
  | "totalSteps"
  | "parameterCount"
  | "train"
  | "lossTerms"
  | "testLoss"
  | "reset"
  | "fingerprint"
  | "weights"
  | "optimizer"
  | "restore"
  | "delete"
>;

export type CoreModule = Pick<
  MainModule,
  "gemmSeconds" | "offersModel" | "stackSave" | "stackRestore"
> & {
  PhaseSpaceRun: {
    new (config: Config): CoreSession;
    fromMeasured(config: Config, measured: CoreMeasured): CoreSession;
    fromNetwork(spec: NetworkSpec, weights: Tensor[]): CoreSession;
  };
} & ExceptionHelpers;

export class Core {
  #broken: CoreFailure | null = null;

  constructor(
    private readonly module: CoreModule,
    private readonly memory: { buffer: { byteLength: number } },
  ) {}

  /** Runs something in the core. C++ exceptions become Errors; after a CoreFailure every call throws. */
  call<Result>(action: (core: CoreModule) => Result): Result {
    if (this.#broken) {
      throw new CoreFailure(
        `this lab broke down earlier: ${this.#broken.message}. Make a new one.`,
      );
    }
    const stack = this.module.stackSave();
    try {
      return action(this.module);
    } catch (thrown) {
      // A C++ exception that reaches JavaScript passes no landing pad, so its stack must be restored here.
      this.module.stackRestore(stack);
      const error = translateError(this.module, thrown);
      if (error instanceof CoreFailure) this.#broken = error;
      throw error;
    }
  }

  /** Frees memory, unless the core has failed. */
  release(action: () => void): void {
    if (!this.#broken) this.call(action);
  }

  get memoryBytes(): number {
    return this.memory.buffer.byteLength;
  }
}

/** The settings in the core's form. */
export function configOf(settings: Settings): Config {
  return {
    ...settings,
    systemParameters: Float64Array.from(settings.systemParameters),
    hidden: Int32Array.from(settings.hidden),
  };
}
