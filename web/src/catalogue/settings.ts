// What the core provides: the tables of settings, systems and models in catalogue.json.
import type { Settings } from "../protocol/settings.js";

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
  /** Part of a network's description, so it is in model files, too. */
  shapesNetwork: boolean;
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
  /** Which of the d coordinates are angles. */
  angles: number[];
  /** What differs if states are [q; q̇]; applied by `inCoordinates`. */
  velocities: {
    coordinates: { symbol: string; unit: string }[];
    showcaseStart: number[];
    yMin: number;
    yMax: number;
  };
  /** Not in the catalogue: this is the description in velocities (`inCoordinates`). */
  inVelocities?: true;
  /** The published experiment; its data and training are in `Catalogue.published`. */
  experiment: {
    source: string;
    coordinates: string;
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
    /** The open interval of allowed energies, and the default. */
    energyMin: number;
    energyMax: number;
    energy: number;
  };
  view: {
    drawing:
      | "pendulum"
      | "spring"
      | "orbits"
      | "double-pendulum"
      | "cart-pole"
      | "spherical-pendulum"
      | "particle";
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
  /** Only for settings.coordinates "velocities". */
  needsVelocities: boolean;
  /** Its field has a conservative and a dissipative part. */
  hasDissipation: boolean;
  /** Takes activations with a continuous second derivative only: no relu, elu, selu. */
  smoothOnly: boolean;
  /** Its last layer is fitted by one linear solve in double precision: no gradient steps, optimiser, initial weights. */
  solvedAtOnce: boolean;
  /** Its own default of settings.hidden; empty: the system's. */
  hidden: number[];
  /** Of settings.hidden. */
  mostLayers: number;
  mostUnits: number;
  /** Keys of settings that only this family and its relatives have. */
  options: (keyof Settings)[];
  /** Choices of an option with which the capabilities are other than above. */
  otherwise: {
    option: keyof Settings;
    choice: string;
    hasEnergy: boolean;
    hasDissipation: boolean;
  }[];
  /** The networks of which it consists, by the names of their tensors (W1 and suffix, b1 and suffix, …). */
  networks: NetworkLayout[];
}

export interface NetworkLayout {
  suffix: string;
  /** Inputs per degree of freedom: 2, whole states; 1, positions or momenta only. */
  inputs: number;
  /** Whether its input encodes angles. */
  hasAngles: boolean;
}

/** What a network of a family with these settings can do. */
export function capabilitiesOf(
  model: ModelInfo,
  settings: Settings,
): Pick<ModelInfo, "hasEnergy" | "hasDissipation"> {
  const other = model.otherwise.find(({ option, choice }) => settings[option] === choice);
  const { hasEnergy, hasDissipation } = other ?? model;
  return { hasEnergy, hasDissipation };
}

/** A system in the coordinates of settings: what a picture of its states requires. */
export function inCoordinates(system: SystemInfo, coordinates: string): SystemInfo {
  if (coordinates !== "velocities") return system;
  const { velocities, degreesOfFreedom: d } = system;
  const { showcaseStart, yMin, yMax } = velocities;
  return {
    ...system,
    inVelocities: true,
    coordinates: [...system.coordinates.slice(0, d), ...velocities.coordinates],
    view: { ...system.view, showcaseStart, yMin, yMax },
    section: { ...system.section, coordinate: -1 }, // it requires canonical momenta
    separable: false,
    constantMass: true, // of these coordinates: q̇ is q̇
  };
}

/** Where settings that are not given come from: the table's `defaults`, or its `published` experiments. */
export const presets = ["quick", "published"] as const;
export type Preset = (typeof presets)[number];

/**
 * The full settings of a system for a preset, or those of a model that has its own there; undefined if the
 * catalogue does not contain the system.
 */
export function presetSettings(
  { systems, defaults, families, published }: Catalogue,
  system: string,
  preset: Preset,
  model?: unknown,
): Settings | undefined {
  const row = systems.findIndex(({ id }) => id === system);
  if (preset === "published") return published[row];
  const own = families.find((family) => family.system === system && family.model === model);
  return own ?? defaults[row];
}

/** wasm_build/dist/catalogue.json */
export interface Catalogue {
  settings: Setting[];
  systems: SystemInfo[];
  /** One per system, in the same order: settings that train it in seconds. */
  defaults: Settings[];
  /** The published experiments, likewise. */
  published: Settings[];
  /** Quick settings of models that need their own with some system. */
  families: Settings[];
  /** One per system: approximate processor time of the HNN's training. */
  seconds: Record<Preset, number>[];
  models: ModelInfo[];
  integrators: string[];
}
