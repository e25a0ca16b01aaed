// What the visitor has chosen: the settings of the run and the options of the view, and how intents change
// them. Pure: no DOM, no engine; the same intents give the same experiment.

import { type LanguageChoice, languageChoices } from "../catalogue/language.js";
import {
  type Catalogue,
  type ModelInfo,
  type Preset,
  presetSettings,
  presets,
  type Setting,
  type SystemInfo,
} from "../catalogue/settings.js";
import type { Measured } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import {
  type Contestant,
  contestants,
  type FieldPart,
  type Integrator,
  isIntegrator,
} from "../protocol/snapshot.js";
import { type Field, type FieldValue, isInRange, sameValue } from "./fields.js";
import { lessons } from "./lessons.js";
import { judgesOf, measuredId, measuredSystem, publishedRules } from "./measured.js";
import { systemInCoordinates } from "./velocities.js";

/** Whose field is drawn behind the trajectories, or whose field error. */
export type Overlay = "truth" | Contestant | `${Contestant}Error`;
export const energyKinds = ["total", "kinetic", "potential", "learned"] as const;
export type EnergyKind = (typeof energyKinds)[number];
export const themes = ["auto", "light", "dark", "projector"] as const;
export type Theme = (typeof themes)[number];

/** The views of the page, in the order of their tabs. */
export const viewNames = ["lab", "orbits", "chaos", "reversal"] as const;
export type ViewName = (typeof viewNames)[number];

export const integratorMotions = ["auto", "on", "off"] as const;

export interface ViewOptions {
  /** Start of the shown trajectories, 2d numbers. */
  x0: number[];
  /** Their time span. */
  rolloutDuration: number;
  integrator: string;
  stepSize: number;
  /** Whether the true equations are shown with the integrator, too; "auto": if it is not the usual one. */
  integratorMotion: (typeof integratorMotions)[number];
  /** Energy is added to the shown trajectories (removed if the rate is negative) during an interval. */
  injection: boolean;
  injectionStart: number;
  injectionDuration: number;
  /** During it the path follows rate · ∇H, so that dH/dt = rate |∇H|². */
  injectionRate: number;
  /** A factor on friction, the truth's and the learned one: 1 unchanged, 0 none. */
  friction: number;
  overlay: Overlay;
  /** Of a field that has two parts. */
  part: FieldPart;
  energyKind: EnergyKind;
  /** Animation time per second of real time. */
  speed: number;
  theme: Theme;
  /** The networks that train side by side, separated by commas. */
  contestants: string;
  /** Hidden units of the solved networks. */
  solvedWidth: number;
  /** Which of the page's views is open. */
  view: ViewName;
  /** "auto": the browser's preference. */
  language: LanguageChoice;
  /** Lesson number, counted from 1; 0 if the tour is closed. */
  lesson: number;
}

/** The options of the view that shape the trajectories. */
export const pathKeys = [
  ...(["x0", "rolloutDuration", "integrator", "stepSize"] as const),
  ...(["injection", "injectionStart", "injectionDuration", "injectionRate"] as const),
  "friction",
] as const satisfies (keyof ViewOptions)[];

export interface Experiment {
  settings: Settings;
  view: ViewOptions;
  /** The visitor's own data; settings.system then only provides the Hamiltonian. */
  measured?: Measured | undefined;
}

export type Intent =
  /** The quick settings of a system. */
  | { type: "choose-system"; system: string }
  /** All settings of the run from a preset, except the seed. */
  | { type: "use-preset"; preset: Preset }
  | { type: "change-setting"; key: keyof Settings; value: FieldValue }
  | { type: "change-parameter"; index: number; value: number }
  | { type: "change-view"; key: keyof ViewOptions; value: FieldValue }
  /** Opens a view; if the present system does not support it, switches to one that does. */
  | { type: "open-view"; view: ViewName }
  /** One component of the start. */
  | { type: "move-start"; index: number; value: number }
  | { type: "restore"; experiment: Experiment };

export const mostFriction = 2; // as a factor

/** Allowed starts extend this many widths beyond the picture. */
const startRoom = 4;

const option = (key: keyof ViewOptions, type: Field["type"], rest: Partial<Field> = {}): Field => ({
  key,
  type,
  min: 0,
  max: 0,
  minLength: 0,
  maxLength: 0,
  choices: [],
  logarithmic: false,
  ...rest,
});

/** Whether the view can show anything. */
export function hasView(system: SystemInfo, view: ViewName): boolean {
  if (system.id === measuredId) return view === "lab"; // the other views require equations of motion
  switch (view) {
    case "lab":
      return true;
    case "reversal":
      return !system.inVelocities; // volumes and the symplectic form are those of (q, p)
    case "orbits":
      return system.view.drawing === "orbits" || system.degreesOfFreedom > 1;
    case "chaos":
      return system.section.coordinate >= 0;
    default:
      return view satisfies never;
  }
}

/** The view itself where the system has it, else the next one before it in the order of the tabs. */
export function nearestView(system: SystemInfo, view: ViewName): ViewName {
  const before = viewNames.slice(0, viewNames.indexOf(view) + 1).reverse();
  return before.find((name) => hasView(system, name)) ?? "lab";
}

/** The system to which a view switches if it does not support the present one. */
export function systemFor(catalogue: Catalogue, view: ViewName): SystemInfo | undefined {
  const preferred: Partial<Record<ViewName, string>> = {
    orbits: "two-body",
    chaos: "henon-heiles",
  };
  const fitting = catalogue.systems.filter((system) => hasView(system, view));
  return fitting.find(({ id }) => id === preferred[view]) ?? fitting[0];
}

/** The networks that are always included. */
const coreModels: readonly Contestant[] = ["hnn", "baseline"];

/** The solved networks. */
export function solversOf(catalogue: Catalogue): Contestant[] {
  return contestants.filter(
    (who) => catalogue.models.find(({ id }) => id === who)?.solvedAtOnce ?? false,
  );
}

function modelOf(catalogue: Catalogue, who: Contestant): ModelInfo | undefined {
  return catalogue.models.find(({ id }) => id === who);
}

/** Optional trained networks. */
export function optionalModels(catalogue: Catalogue): Contestant[] {
  return contestants.filter((who) => {
    const model = modelOf(catalogue, who);
    return model && !model.solvedAtOnce && !coreModels.includes(who);
  });
}

export type OptionalModelProblem = "mass" | "velocities";

/** Why an optional network cannot be included; null if it can. */
export function optionalModelProblem(
  catalogue: Catalogue,
  system: SystemInfo,
  who: Contestant,
): OptionalModelProblem | null {
  const model = modelOf(catalogue, who);
  if (model?.needsVelocities && !system.inVelocities) return "velocities";
  // dq/dt = p/m requires constant masses.
  return model?.needsMass && !system.constantMass ? "mass" : null;
}

/** Optional networks that are included by default for some systems. */
function comesByItself(catalogue: Catalogue, who: Contestant): boolean {
  const model = modelOf(catalogue, who);
  return (model?.hasDissipation || model?.needsVelocities) ?? false;
}

/** The networks included by default: if there is friction, the network that learns it as well. */
function usualContestants(catalogue: Catalogue, system: SystemInfo): string {
  const usual = optionalModels(catalogue).filter((who) => {
    const model = modelOf(catalogue, who);
    return (model?.hasDissipation && !system.conservative) || model?.needsVelocities;
  });
  return line([
    ...coreModels,
    ...usual.filter((who) => optionalModelProblem(catalogue, system, who) === null),
  ]);
}

function line(taking: readonly Contestant[]): string {
  return contestants.filter((who) => taking.includes(who)).join(",");
}

/** The option's value after adding or removing networks. */
export function contestantsWhen(
  view: ViewOptions,
  some: readonly Contestant[],
  takePart: boolean,
): string {
  const others = contestantsOf(view).filter((who) => !some.includes(who));
  return line(takePart ? [...others, ...some] : others);
}

/** Every combination of the optional networks; the solved ones are included together. */
function combinations(catalogue: Catalogue, system: SystemInfo): string[] {
  const able = optionalModels(catalogue).filter(
    (who) => optionalModelProblem(catalogue, system, who) === null,
  );
  let all: Contestant[][] = [[...coreModels]];
  for (const more of [...able.map((who) => [who]), solversOf(catalogue)])
    all = [...all, ...all.map((company) => [...company, ...more])];
  return [...new Set(all.map(line))];
}

/**
 * The table of settings as page, link and element use it. Their `hidden` is that of the networks trained by gradient steps, which
 * have narrower layers than solved ones; those have `solvedWidth`.
 */
export function pageSettings(catalogue: Catalogue): Setting[] {
  const trained = catalogue.models.filter(({ solvedAtOnce }) => !solvedAtOnce);
  const max = Math.max(...trained.map(({ mostUnits }) => mostUnits));
  return catalogue.settings.map((row) => (row.key === "hidden" ? { ...row, max } : row));
}

function solvedShape(catalogue: Catalogue): { width: number; most: number } {
  const [solver] = catalogue.models.filter(({ solvedAtOnce }) => solvedAtOnce);
  return { width: solver?.hidden[0] ?? 1, most: solver?.mostUnits ?? 1 };
}

/** The included networks, in the order of plots and tables. */
export function contestantsOf(view: ViewOptions): readonly Contestant[] {
  const named = view.contestants.split(",");
  return contestants.filter((who) => named.includes(who));
}

export function overlayChoices(taking: readonly Contestant[]): Overlay[] {
  return ["truth", ...taking, ...taking.map((who) => `${who}Error` as const)];
}

/** Accurate enough that its own error is not seen, so that only another one is a subject. */
const usualIntegrator = "rk4";

/** The integrator whose motion of the true equations is shown beside the truth. A recording has no equations. */
export function steppedIn({ view, measured }: Experiment): Integrator | null {
  const { integrator, integratorMotion: choice } = view;
  const isShown = choice === "on" || (choice === "auto" && integrator !== usualIntegrator);
  return isShown && !measured && isIntegrator(integrator) ? integrator : null;
}

/** The network whose error an overlay shows; null for a field. */
export function errorOverlay(overlay: Overlay): Contestant | null {
  return contestants.find((who) => overlay === `${who}Error`) ?? null;
}

/** The table of the view's options, in the form of the settings table. */
export function viewTable(catalogue: Catalogue, system: SystemInfo): Field[] {
  const { xMin, xMax, yMin, yMax } = system.view;
  const reach =
    startRoom * Math.max(Math.abs(xMin), Math.abs(xMax), Math.abs(yMin), Math.abs(yMax));
  const states = 2 * system.degreesOfFreedom;
  return [
    option("x0", "numbers", { min: -reach, max: reach, minLength: states, maxLength: states }),
    option("rolloutDuration", "number", {
      ...rangeAround(system, system.view.showcaseDuration, 0.5, 500),
      logarithmic: true,
    }),
    option("integrator", "choice", { choices: catalogue.integrators }),
    option("stepSize", "number", {
      ...rangeAround(system, system.view.showcaseStep, 0.001, 1),
      logarithmic: true,
    }),
    option("integratorMotion", "choice", { choices: [...integratorMotions] }),
    option("injection", "boolean"),
    option("injectionStart", "number", { min: 0, max: 500 }),
    option("injectionDuration", "number", { min: 0.01, max: 500, logarithmic: true }),
    option("injectionRate", "number", { min: -5, max: 5 }),
    option("friction", "number", { min: 0, max: mostFriction }),
    option("overlay", "choice", { choices: overlayChoices(contestants) }),
    option("part", "choice", { choices: ["whole", "conservative", "dissipative"] }),
    option("energyKind", "choice", { choices: [...energyKinds] }),
    option("speed", "number", { min: 0.25, max: 8, logarithmic: true }),
    option("theme", "choice", { choices: [...themes] }),
    option("contestants", "choice", {
      choices: combinations(catalogue, system),
    }),
    option("solvedWidth", "integer", {
      min: 1,
      max: solvedShape(catalogue).most,
      logarithmic: true,
    }),
    option("language", "choice", { choices: [...languageChoices] }),
    option("lesson", "integer", { min: 0, max: lessons.length }),
    option("view", "choice", { choices: viewNames.filter((view) => hasView(system, view)) }),
  ];
}

/** Recordings may be in milliseconds or in years: their ranges extend a hundredfold around the data's own values. */
function rangeAround(system: SystemInfo, usual: number, min: number, max: number) {
  if (system.id !== measuredId) return { min, max };
  return { min: Math.min(min, usual / 100), max: Math.max(max, 100 * usual) };
}

/** What is shown: the system, or the visitor's own data instead. */
export function systemIn(catalogue: Catalogue, { settings, measured }: Experiment): SystemInfo {
  const system = describedSystem(catalogue, settings.system, settings.coordinates);
  return measured ? measuredSystem(measured, system) : system;
}

/** A system in coordinates: the given ones, or those of its published experiment. */
export function describedSystem(
  catalogue: Catalogue,
  id: string,
  coordinates?: string,
): SystemInfo {
  const system = systemOf(catalogue, id);
  return systemInCoordinates(system, coordinates ?? system.experiment.coordinates);
}

export function systemOf(catalogue: Catalogue, id: string): SystemInfo {
  const found = catalogue.systems.find((system) => system.id === id) ?? catalogue.systems[0];
  if (!found) throw new Error("the catalogue names no system");
  return found;
}

/** The system of a first visit. */
export function firstSystem(catalogue: Catalogue): string {
  return systemOf(catalogue, "pendulum").id;
}

/** A system with the settings of a preset, in the given coordinates if there are any. */
export function defaultExperiment(
  catalogue: Catalogue,
  systemId: string,
  coordinates?: string,
  preset: Preset = "quick",
): Experiment {
  const system = describedSystem(catalogue, systemId, coordinates);
  const settings = presetSettings(catalogue, system.id, preset);
  if (!settings) throw new Error(`the catalogue has no defaults for ${system.id}`);
  return {
    settings: {
      ...settings,
      hidden: [...settings.hidden],
      coordinates: coordinates ?? settings.coordinates,
      systemParameters: system.parameters.map((parameter) => parameter.defaultValue),
    },
    view: {
      x0: [...system.view.showcaseStart],
      rolloutDuration: system.view.showcaseDuration,
      integrator: usualIntegrator,
      stepSize: system.view.showcaseStep,
      integratorMotion: "auto",
      injection: false,
      injectionStart: rounded(0.3 * system.view.showcaseDuration),
      injectionDuration: rounded(0.1 * system.view.showcaseDuration),
      injectionRate: 0.01, // about 10 % of the energy in that time; the star of Hénon and Heiles stays bound
      friction: 1,
      overlay: "hnn",
      part: "whole",
      energyKind: "total",
      speed: 1,
      theme: "auto",
      contestants: usualContestants(catalogue, system),
      solvedWidth: solvedShape(catalogue).width,
      view: "lab",
      language: "auto",
      lesson: 0,
    },
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}

/** The whole batch as in the paper, except for long recordings. */
const wholeBatch = 5000; // samples
const batchSize = 200;

/**
 * The initial settings for measured data: the training settings of the system whose Hamiltonian is used. "published" of the pendulum is
 * the real pendulum's (Greydanus et al. 2019, section 3, task 3).
 */
export function measuredExperiment(
  catalogue: Catalogue,
  measured: Measured,
  given: Pick<Settings, "system" | "seed" | "derivative" | "trainFraction"> &
    Partial<Pick<Settings, "coordinates" | "systemParameters">>,
  preset: Preset = "quick",
): Experiment {
  const { system: judge, coordinates = "canonical" } = given;
  const { settings, view } = defaultExperiment(catalogue, judge, coordinates, preset);
  const { view: own } = measuredSystem(measured, describedSystem(catalogue, judge, coordinates));
  const isLong = measured.t.length > wholeBatch && settings.batchSize === 0;
  return {
    settings: { ...settings, ...given, ...(isLong && { batchSize }) },
    view: {
      ...view,
      x0: [...own.showcaseStart],
      rolloutDuration: own.showcaseDuration,
      stepSize: rounded(own.showcaseStep),
      injectionStart: rounded(0.3 * own.showcaseDuration),
      injectionDuration: rounded(0.1 * own.showcaseDuration),
      overlay: "hnn",
    },
    measured,
  };
}

/** The default system for the energies of data with this many components: the present one if it fits. */
export function judgeFor(
  catalogue: Catalogue,
  components: number,
  now: Experiment,
): SystemInfo | null {
  const able = judgesOf(catalogue.systems, components);
  return able.find(({ id }) => id === now.settings.system) ?? null;
}

/** When energy is added or removed; null if it is not. */
export function injectionSpan({ settings, view }: Experiment): { from: number; to: number } | null {
  if (settings.coordinates !== "canonical") return null; // ∇H is a direction of (q, p)
  const { injection, injectionStart: from, injectionDuration, rolloutDuration } = view;
  const to = Math.min(rolloutDuration, from + injectionDuration);
  return injection && from < to ? { from, to } : null;
}

/** The row of a system's parameter. */
export function parameterField(system: SystemInfo, index: number): Field {
  const parameter = system.parameters[index];
  return {
    key: parameter?.key ?? "",
    type: "number",
    min: parameter?.min ?? 0,
    max: parameter?.max ?? 0,
    minLength: 0,
    maxLength: 0,
    choices: [],
    logarithmic: false,
  };
}

export function startField(catalogue: Catalogue, system: SystemInfo): Field {
  const [x0] = viewTable(catalogue, system);
  return { ...(x0 as Field), type: "number" };
}

/** The view of `next`, with the display options (which do not depend on the system) of `now`. */
export function lookingAs(catalogue: Catalogue, next: Experiment, now: ViewOptions): ViewOptions {
  const { theme, speed, overlay, part, energyKind, view, lesson, language } = now;
  const system = systemIn(catalogue, next);
  const takesPart = (who: Contestant) =>
    optionalModelProblem(catalogue, system, who) === null &&
    contestantsOf(comesByItself(catalogue, who) ? next.view : now).includes(who);
  return {
    ...next.view,
    ...{ theme, speed, overlay, part, energyKind, lesson, language },
    contestants: line(contestants.filter(takesPart)),
    view: hasView(system, view) ? view : next.view.view,
  };
}

function replaced(list: number[], index: number, value: number): number[] {
  return list.map((old, i) => (i === index ? value : old));
}

/** What a view would show: the present system if the view supports it, in canonical coordinates if necessary. */
export function targetOf(
  catalogue: Catalogue,
  now: Experiment,
  view: ViewName,
): SystemInfo | undefined {
  const system = systemIn(catalogue, now);
  if (hasView(system, view)) return system;
  const judge = systemOf(catalogue, now.settings.system);
  return hasView(judge, view) ? judge : systemFor(catalogue, view);
}

/** In other coordinates starts, plots and some of the networks differ. */
function retold(catalogue: Catalogue, next: Experiment): Experiment {
  const { settings, measured, view: now } = next;
  const { view } = defaultExperiment(catalogue, settings.system, settings.coordinates);
  const { x0 } = measured ? now : view;
  const look = lookingAs(catalogue, { ...next, view: { ...view, view: "lab" } }, now);
  const { contestants, view: shown } = look;
  return { ...next, view: { ...now, x0, contestants, view: shown } };
}

function withPreset(catalogue: Catalogue, now: Experiment, preset: Preset): Experiment {
  const { settings, measured } = now;
  const { system, seed, coordinates, systemParameters } = settings;
  if (!measured) {
    const next = defaultExperiment(catalogue, system, undefined, preset);
    return { ...next, settings: { ...next.settings, seed } };
  }
  const given = { system, seed, coordinates, systemParameters, ...publishedRules };
  return measuredExperiment(catalogue, measured, given, preset);
}

/** The preset with these settings, ignoring the seed; null if some differ. */
export function presetOf(catalogue: Catalogue, now: Experiment): Preset | null {
  const isSame = (preset: Preset) =>
    changedSettings(now.settings, withPreset(catalogue, now, preset).settings).length === 0;
  return presets.find(isSame) ?? null;
}

/** The preset from which fewer settings differ. */
export function nearestPreset(catalogue: Catalogue, settings: Settings): Preset {
  const distance = (preset: Preset) => {
    const usual = presetSettings(catalogue, settings.system, preset);
    return usual ? changedSettings(usual, settings).length : 0;
  };
  return distance("published") < distance("quick") ? "published" : "quick";
}

/** The next experiment. A value outside its row's range changes nothing. */
export function reduce(catalogue: Catalogue, now: Experiment, intent: Intent): Experiment {
  const system = systemIn(catalogue, now);
  switch (intent.type) {
    case "choose-system": {
      if (!catalogue.systems.some((known) => known.id === intent.system)) return now;
      const next = defaultExperiment(catalogue, intent.system);
      return {
        settings: { ...next.settings, seed: now.settings.seed },
        view: lookingAs(catalogue, next, now.view),
      };
    }
    case "use-preset": {
      const next = withPreset(catalogue, now, intent.preset);
      const isRetold = next.settings.coordinates !== now.settings.coordinates;
      return { ...next, view: isRetold ? lookingAs(catalogue, next, now.view) : now.view };
    }
    case "change-setting": {
      const row = pageSettings(catalogue).find((setting) => setting.key === intent.key);
      if (!row || intent.key === "system" || !isInRange(row, intent.value)) return now;
      if (sameValue(now.settings[intent.key], intent.value)) return now;
      const next = { ...now, settings: { ...now.settings, [intent.key]: intent.value } };
      return intent.key === "coordinates" ? retold(catalogue, next) : next;
    }
    case "change-parameter": {
      if (
        !system.parameters[intent.index] ||
        !isInRange(parameterField(system, intent.index), intent.value)
      )
        return now;
      if (now.settings.systemParameters[intent.index] === intent.value) return now;
      const systemParameters = replaced(now.settings.systemParameters, intent.index, intent.value);
      return { ...now, settings: { ...now.settings, systemParameters } };
    }
    case "change-view": {
      const row = viewTable(catalogue, system).find((field) => field.key === intent.key);
      if (!row || !isInRange(row, intent.value) || sameValue(now.view[intent.key], intent.value))
        return now;
      return { ...now, view: { ...now.view, [intent.key]: intent.value } };
    }
    case "open-view": {
      const target = targetOf(catalogue, now, intent.view);
      if (!target || (target === system && now.view.view === intent.view)) return now;
      let there = now;
      if (now.measured || target.id !== system.id)
        there = reduce(catalogue, now, { type: "choose-system", system: target.id });
      if (!hasView(systemIn(catalogue, there), intent.view))
        there = reduce(catalogue, there, {
          ...{ type: "change-setting", key: "coordinates", value: "canonical" },
        });
      return { ...there, view: { ...there.view, view: intent.view } };
    }
    case "move-start": {
      if (intent.index < 0 || intent.index >= now.view.x0.length) return now;
      return reduce(catalogue, now, {
        type: "change-view",
        key: "x0",
        value: replaced(now.view.x0, intent.index, intent.value),
      });
    }
    case "restore":
      return intent.experiment;
    default:
      return intent satisfies never;
  }
}

/** The settings in which two runs differ. */
export function changedSettings(a: Settings, b: Settings): (keyof Settings)[] {
  const keys = Object.keys({ ...a, ...b }) as (keyof Settings)[];
  return keys.filter((key) => !sameValue(a[key], b[key]));
}

/** Settings used only by the solved networks. */
export const solveKeys = ["sampling", "cutoff"] as const satisfies (keyof Settings)[];

/**
 * More or fewer steps only move the end of a run; everything else restarts it. Steps do so too if the
 * learning rate follows a schedule, which spans the steps that the run began with. How a solve is done (state/solved.ts)
 * concerns no other network.
 */
export function startsAnew(a: Settings, b: Settings): boolean {
  return changedSettings(a, b).some((key) => {
    if (key === "steps") return b.schedule !== "constant";
    return !solveKeys.some((known) => known === key);
  });
}

/** Likewise; other data restart a run in any case. */
export function beginsAnew(
  a: Pick<Experiment, "settings" | "measured">,
  b: Pick<Experiment, "settings" | "measured">,
): boolean {
  return a.measured !== b.measured || startsAnew(a.settings, b.settings);
}
