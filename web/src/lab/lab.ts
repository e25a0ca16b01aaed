// A lab: one instance of the core, which creates runs. `createLab` (index.ts) starts it.
import { catalogue } from "../catalogue/catalogue.js";
import { completeSettings, show } from "../catalogue/check.js";
import { type Catalogue, type Preset, presets } from "../catalogue/settings.js";
import type { Measured } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import { knownKeys } from "./arrays.js";
import {
  Core,
  type CoreModule,
  type CoreSession,
  configOf,
  type NetworkSpec,
  type OptimizerState,
  type Tensor,
} from "./core.js";
import { IncompleteCore } from "./errors.js";
import { checkMeasured, type MeasuredInput } from "./measured.js";
import {
  flatMoments,
  readModelFile,
  requireAgreement,
  requireUnits,
  shapeOf,
} from "./modelFile.js";
import type { Notes } from "./notes.js";
import { PhaseSpaceRun } from "./phaseSpaceRun.js";
import type { RunState } from "./run.js";
import { isSafetensors, modelFileOf } from "./safetensors.js";

/** Some settings; the rest comes from the preset. Lists may be typed arrays. */
export type SettingsInput = Partial<Omit<Settings, "hidden" | "systemParameters">> & {
  hidden?: ArrayLike<number>;
  systemParameters?: ArrayLike<number>;
  /**
   * "quick", the default: the published data with a small network and a short training; equally accurate in seconds.
   * "published": the experiment of the system's paper.
   */
  preset?: Preset;
};

export class Lab {
  #core: Core;
  #notes: Notes;

  /** Made by `createLab`. */
  constructor(
    module: CoreModule,
    memory: { buffer: { byteLength: number } },
    notes: Notes = () => "",
  ) {
    this.#core = new Core(module, memory);
    this.#notes = notes;
  }

  /** Settings with their ranges, systems, models and integrators. */
  get catalogue(): Catalogue {
    return structuredClone(catalogue);
  }

  /** Size of the WebAssembly memory. It grows as needed and never shrinks. */
  get memoryBytes(): number {
    return this.#core.memoryBytes;
  }

  /** Completes some settings to all settings of a run; throws a RangeError that names setting, range and value. */
  settings(given: SettingsInput = {}): Settings {
    return settingsFrom(given, "quick");
  }

  /**
   * A run at step 0, on data computed from its settings, or on `measured` ones (`applyMapping` makes them of a
   * table). With measured data trajectories, points, duration and noise are without effect, of each recording the
   * first `trainFraction` in time is used for training, and the system is only used for energies, if `measured.judged`.
   */
  session(
    given: SettingsInput = {},
    options: { measured?: MeasuredInput | null } = {},
  ): PhaseSpaceRun {
    knownKeys("session", options, ["measured"]);
    const settings = this.settings(given);
    const measured = options.measured ? checkMeasured(options.measured) : null;
    return new PhaseSpaceRun(
      this.#core,
      this.#open(settings, measured),
      settings,
      measured,
      this.#notes,
    );
  }

  /**
   * Throws an IncompleteCore if this module contains the model family, or measured data and networks with units that come of
   * them, only in its whole form.
   */
  #requireComplete(model: string, ofMeasured: boolean): void {
    const isComplete = this.#core.call(
      (core) => core.offersModel(model) && !(ofMeasured && !core.PhaseSpaceRun.fromMeasured),
    );
    if (!isComplete) throw new IncompleteCore();
  }

  #open(settings: Settings, measured: Measured | null): CoreSession {
    this.#requireComplete(settings.model, measured !== null);
    return this.#core.call((core) =>
      measured
        ? core.PhaseSpaceRun.fromMeasured(configOf(settings), measured)
        : new core.PhaseSpaceRun(configOf(settings)),
    );
  }

  /**
   * A run from a model file: bytes, text or parsed object.
   *
   * A file of a whole run continues it. A file of a network only evaluates; with `settings` it becomes the
   * start of a run, on `measured` data if they are given. `settings` take precedence over the file's. A network in units of its
   * own continues only on the data that give these units.
   */
  load(
    file: Uint8Array | ArrayBuffer | string | object,
    settings?: SettingsInput,
    options: { measured?: MeasuredInput | null } = {},
  ): PhaseSpaceRun {
    const { network, weights, fingerprint, optimizer, ...read } = readModelFile(
      catalogue,
      fromSafetensors(file),
    );
    const measured = options.measured ? checkMeasured(options.measured) : read.measured;
    let run: PhaseSpaceRun;
    if (read.settings || settings) {
      // A file that lacks a setting was written before there were quick settings.
      const full = settingsFrom(
        {
          ...(read.settings ?? shapeOf(catalogue, network, measured)),
          ...settings,
        } as SettingsInput,
        read.settings ? "published" : "quick",
      );
      const system = catalogue.systems.find(({ id }) => id === full.system)!;
      const family = catalogue.models.find(({ id }) => id === network.model)!;
      requireAgreement(full, network, measured, system.degreesOfFreedom, family);
      const none = family.solvedAtOnce ? [] : zeros(weights);
      run = this.#continue(full, measured, network, weights, (order) => ({
        step: optimizer?.step ?? 0,
        firstMoment: flatMoments(optimizer?.firstMoment ?? none, order),
        secondMoment: flatMoments(optimizer?.secondMoment ?? none, order),
        controls: optimizer?.controls ?? new Float64Array(0),
      }));
    } else {
      this.#requireComplete(network.model, network.stateScale.length > 0);
      const session = this.#core.call((core) => core.PhaseSpaceRun.fromNetwork(network, weights));
      run = new PhaseSpaceRun(this.#core, session, null, null, this.#notes);
    }
    if (fingerprint !== null && fingerprint !== run.fingerprint) {
      const found = run.fingerprint;
      run.dispose();
      throw new Error(
        `this model file is damaged or was changed: its weights have the fingerprint ${found}, ` +
          `and it says ${show(fingerprint)}. Delete its "fingerprint" line to load it nevertheless.`,
      );
    }
    return run;
  }

  /** Continues a run from `run.state()`. */
  restore(state: RunState): PhaseSpaceRun {
    const measured = state.measured ? checkMeasured(state.measured) : null;
    return this.#continue(
      settingsFrom(state.settings, "published"),
      measured,
      null,
      state.weights,
      () => state.optimizer,
    );
  }

  #continue(
    settings: Settings,
    measured: Measured | null,
    network: NetworkSpec | null, // of a file, whose units must be those of the run
    weights: Tensor[],
    optimizer: (order: Tensor[]) => OptimizerState,
  ): PhaseSpaceRun {
    const session = this.#open(settings, measured);
    try {
      if (network) requireUnits(network, session.network());
      this.#core.call(() => {
        const state = optimizer(session.weights());
        session.restore(weights, { controls: new Float64Array(0), ...state });
      });
      return new PhaseSpaceRun(this.#core, session, settings, measured, this.#notes);
    } catch (error) {
      this.#core.release(() => session.delete());
      throw error;
    }
  }

  /** Seconds for `repeats` products of a width × width with a width × samples matrix: the reference for benchmarks. */
  gemmSeconds(width: number, samples: number, repeats: number): number {
    return this.#core.call((core) => core.gemmSeconds(width, samples, repeats));
  }
}

/** Full settings; `usual` is the preset if none is named. */
function settingsFrom(given: SettingsInput, usual: Preset): Settings {
  // Anything that is not an object is rejected with the settings.
  if (given === null || typeof given !== "object" || Array.isArray(given))
    return completeSettings(catalogue, given);
  const { preset = usual, ...settings } = given;
  return completeSettings(catalogue, settings, checkPreset(preset));
}

/** Throws a RangeError if the word does not name a preset. */
function checkPreset(preset: unknown): Preset {
  const found = presets.find((known) => known === preset);
  if (found) return found;
  const known = presets.map((name) => `"${name}"`).join(" | ");
  throw new RangeError(`preset must be ${known}, got ${show(preset)}`);
}

function zeros(weights: Tensor[]): Tensor[] {
  return weights.map((tensor) => ({ ...tensor, values: new Float64Array(tensor.values.length) }));
}

/** Converts bytes of a safetensors model file to the fields of the JSON form. */
function fromSafetensors(file: unknown): unknown {
  const bytes = file instanceof ArrayBuffer ? new Uint8Array(file) : file;
  return bytes instanceof Uint8Array && isSafetensors(bytes) ? modelFileOf(bytes) : file;
}
