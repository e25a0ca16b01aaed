// What the visitor has chosen: the settings of the run and the options of the view, and how intents change
// them. Pure: no DOM, no engine; the same intents give the same experiment.

import { type LanguageChoice, languageChoices } from "../catalogue/language.js";
import type { Catalogue, Settings, SystemInfo } from "../catalogue/settings.js";
import { lessons } from "../lessons/lessons.js";
import type { Measured } from "../protocol/measured.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";
import { type Field, type FieldValue, isInRange, sameValue } from "./fields.js";
import { judgesOf, measuredId, measuredSystem } from "./measured.js";

/** Whose field lies behind the trajectories, or whose error of the field. */
export type Overlay = "truth" | Contestant | `${Contestant}Error`;
export type EnergyKind = "total" | "kinetic" | "potential";
export const themes = ["auto", "light", "dark", "projector"] as const;
export type Theme = (typeof themes)[number];

/** The views of the page, in the order of their tabs. */
export const viewNames = ["lab", "orbits", "chaos", "reversal"] as const;
export type ViewName = (typeof viewNames)[number];

export interface ViewOptions {
  /** Start of the shown trajectories, 2d numbers. */
  x0: number[];
  /** Their time span. */
  rolloutDuration: number;
  integrator: string;
  stepSize: number;
  /** Energy is added to the shown trajectories (removed where the rate is negative) from a time on, for a while. */
  injection: boolean;
  injectionStart: number;
  injectionDuration: number;
  /** The path follows rate · ∇H meanwhile, so that dH/dt = rate |∇H|². */
  injectionRate: number;
  overlay: Overlay;
  energyKind: EnergyKind;
  /** Time of the animation per second on the clock. */
  speed: number;
  theme: Theme;
  /** The networks that train side by side, separated by commas. */
  contestants: string;
  /** Hidden units of the networks that are solved at once. */
  solvedWidth: number;
  /** Which of the page's views is open. */
  view: ViewName;
  /** "auto": as the browser prefers. */
  language: LanguageChoice;
  /** Of the guided tour, counted from 1; 0: none is open. */
  lesson: number;
}

/** The options of the view that shape the trajectories. */
export const pathKeys = [
  ...(["x0", "rolloutDuration", "integrator", "stepSize"] as const),
  ...(["injection", "injectionStart", "injectionDuration", "injectionRate"] as const),
] as const satisfies (keyof ViewOptions)[];

export interface Experiment {
  settings: Settings;
  view: ViewOptions;
  /** Data of the visitor's own; settings.system then only judges energies. */
  measured?: Measured | undefined;
}

export type Intent =
  /** The published experiment of a system. */
  | { type: "choose-system"; system: string }
  | { type: "change-setting"; key: keyof Settings; value: FieldValue }
  | { type: "change-parameter"; index: number; value: number }
  | { type: "change-view"; key: keyof ViewOptions; value: FieldValue }
  /** Opens a view; where the present system lacks it, with a system that has it. */
  | { type: "open-view"; view: ViewName }
  /** One component of the start. */
  | { type: "move-start"; index: number; value: number }
  | { type: "restore"; experiment: Experiment };

/** Several trajectories' lengths of room around the picture, so that a start may lie a little outside. */
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

/** Whether there is something for the view to show. */
export function hasView(system: SystemInfo, view: ViewName): boolean {
  if (system.id === measuredId) return view === "lab"; // the others ask for a law of motion
  switch (view) {
    case "lab":
    case "reversal":
      return true;
    case "orbits":
      return system.view.drawing === "orbits" || system.degreesOfFreedom > 1;
    case "chaos":
      return system.section.coordinate >= 0;
    default:
      return view satisfies never;
  }
}

/** The system that a view begins with where the present one lacks it. */
export function systemFor(catalogue: Catalogue, view: ViewName): SystemInfo | undefined {
  const preferred: Partial<Record<ViewName, string>> = {
    orbits: "two-body",
    chaos: "henon-heiles",
  };
  const fitting = catalogue.systems.filter((system) => hasView(system, view));
  return fitting.find(({ id }) => id === preferred[view]) ?? fitting[0];
}

/** The networks that always take part. */
const regulars: readonly Contestant[] = ["hnn", "baseline"];
export const guest: Contestant = "second-order";

/** The networks that are solved at once. */
export function solversOf(catalogue: Catalogue): Contestant[] {
  return contestants.filter(
    (who) => catalogue.models.find(({ id }) => id === who)?.solvedAtOnce ?? false,
  );
}

/** Why the second-order network cannot take part here; null where it can. */
export function guestProblem(catalogue: Catalogue, system: SystemInfo): "model" | "mass" | null {
  if (!catalogue.models.some(({ id }) => id === guest)) return "model";
  // Its dq/dt = p/m needs masses that depend on nothing.
  return system.constantMass ? null : "mass";
}

function line(taking: readonly Contestant[]): string {
  return contestants.filter((who) => taking.includes(who)).join(",");
}

/** The option's value with the second-order network, or without. */
export function contestantsWith(isGuestIn: boolean): string {
  return line(isGuestIn ? [...regulars, guest] : regulars);
}

/** The option's value when some join or leave. */
export function contestantsWhen(
  view: ViewOptions,
  some: readonly Contestant[],
  takePart: boolean,
): string {
  const others = contestantsOf(view).filter((who) => !some.includes(who));
  return line(takePart ? [...others, ...some] : others);
}

/** Everyone who may take part beside the regulars: alone, together, or not at all. */
function companies(catalogue: Catalogue, system: SystemInfo): string[] {
  const guests = guestProblem(catalogue, system) === null ? [[], [guest]] : [[]];
  const solvers = solversOf(catalogue);
  const withSolvers = solvers.length > 0 ? [[], solvers] : [[]];
  return withSolvers.flatMap((solved) =>
    guests.map((one) => line([...regulars, ...one, ...solved])),
  );
}

function solvedShape(catalogue: Catalogue): { width: number; most: number } {
  const [solver] = catalogue.models.filter(({ solvedAtOnce }) => solvedAtOnce);
  return { width: solver?.hidden[0] ?? 1, most: solver?.mostUnits ?? 1 };
}

/** The networks that take part, in the order of pictures and tables. */
export function contestantsOf(view: ViewOptions): readonly Contestant[] {
  const named = view.contestants.split(",");
  return contestants.filter((who) => named.includes(who));
}

export function overlayChoices(taking: readonly Contestant[]): Overlay[] {
  return ["truth", ...taking, ...taking.map((who) => `${who}Error` as const)];
}

/** Whose error an overlay shows; null for a field. */
export function errorOverlay(overlay: Overlay): Contestant | null {
  return contestants.find((who) => overlay === `${who}Error`) ?? null;
}

/** The table of the view's options, in the manner of the settings table. */
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
    option("injection", "boolean"),
    option("injectionStart", "number", { min: 0, max: 500 }),
    option("injectionDuration", "number", { min: 0.01, max: 500, logarithmic: true }),
    option("injectionRate", "number", { min: -5, max: 5 }),
    option("overlay", "choice", { choices: overlayChoices(contestants) }),
    option("energyKind", "choice", { choices: ["total", "kinetic", "potential"] }),
    option("speed", "number", { min: 0.25, max: 8, logarithmic: true }),
    option("theme", "choice", { choices: [...themes] }),
    option("contestants", "choice", {
      choices: companies(catalogue, system),
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

/** Recordings may count in milliseconds or in years: there a range also reaches a hundredfold around what is usual. */
function rangeAround(system: SystemInfo, usual: number, min: number, max: number) {
  if (system.id !== measuredId) return { min, max };
  return { min: Math.min(min, usual / 100), max: Math.max(max, 100 * usual) };
}

/** What is shown: the system, or in its place the visitor's own data. */
export function systemIn(catalogue: Catalogue, { settings, measured }: Experiment): SystemInfo {
  const system = systemOf(catalogue, settings.system);
  return measured ? measuredSystem(measured, system) : system;
}

export function systemOf(catalogue: Catalogue, id: string): SystemInfo {
  const found = catalogue.systems.find((system) => system.id === id) ?? catalogue.systems[0];
  if (!found) throw new Error("the catalogue names no system");
  return found;
}

/** The system a first visitor meets. */
export function firstSystem(catalogue: Catalogue): string {
  return systemOf(catalogue, "pendulum").id;
}

export function defaultExperiment(catalogue: Catalogue, systemId: string): Experiment {
  const system = systemOf(catalogue, systemId);
  const settings = catalogue.defaults[catalogue.systems.indexOf(system)];
  if (!settings) throw new Error(`the catalogue has no defaults for ${system.id}`);
  return {
    settings: {
      ...settings,
      hidden: [...settings.hidden],
      systemParameters: system.parameters.map((parameter) => parameter.defaultValue),
    },
    view: {
      x0: [...system.view.showcaseStart],
      rolloutDuration: system.view.showcaseDuration,
      integrator: catalogue.integrators.includes("rk4")
        ? "rk4"
        : (catalogue.integrators[0] ?? "rk4"),
      stepSize: system.view.showcaseStep,
      injection: false,
      injectionStart: rounded(0.3 * system.view.showcaseDuration),
      injectionDuration: rounded(0.1 * system.view.showcaseDuration),
      injectionRate: 0.01, // some 10 % of the energy in that time; Hénon and Heiles' star stays bound
      overlay: "hnn",
      energyKind: "total",
      speed: 1,
      theme: "auto",
      contestants: contestantsWith(false),
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

/** Whole batches as in the paper, but for long recordings. */
const wholeBatch = 5000; // samples
const batchSize = 200;

/**
 * Where a run on measured data begins: the published settings of the real pendulum (Greydanus et al. 2019, section 3,
 * task 3) or of the system that judges.
 */
export function measuredExperiment(
  catalogue: Catalogue,
  measured: Measured,
  given: Pick<Settings, "system" | "seed" | "derivative" | "trainFraction">,
): Experiment {
  const { settings, view } = defaultExperiment(catalogue, given.system);
  const { view: own } = measuredSystem(measured, systemOf(catalogue, given.system));
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

/** The system that judges data of so many components unless the visitor chooses: the present one where it can. */
export function judgeFor(
  catalogue: Catalogue,
  components: number,
  now: Experiment,
): SystemInfo | null {
  const able = judgesOf(catalogue.systems, components);
  return able.find(({ id }) => id === now.settings.system) ?? null;
}

/** When energy is added or removed; null where it is not. */
export function injectionSpan(view: ViewOptions): { from: number; to: number } | null {
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

/** The view of `next`, with the manners of looking (not of the system) as they are in `now`. */
export function lookingAs(catalogue: Catalogue, next: Experiment, now: ViewOptions): ViewOptions {
  const { theme, speed, overlay, energyKind, view, lesson, language } = now;
  const system = systemIn(catalogue, next);
  const canAll = guestProblem(catalogue, system) === null;
  return {
    ...next.view,
    ...{ theme, speed, overlay, energyKind, lesson, language },
    contestants: canAll ? now.contestants : contestantsWhen(now, [guest], false),
    view: hasView(system, view) ? view : next.view.view,
  };
}

function replaced(list: number[], index: number, value: number): number[] {
  return list.map((old, i) => (i === index ? value : old));
}

/** The next experiment. A value that its row refuses changes nothing: what was valid stays in force. */
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
    case "change-setting": {
      const row = catalogue.settings.find((setting) => setting.key === intent.key);
      if (!row || intent.key === "system" || !isInRange(row, intent.value)) return now;
      if (sameValue(now.settings[intent.key], intent.value)) return now;
      return { ...now, settings: { ...now.settings, [intent.key]: intent.value } };
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
      const judge = systemOf(catalogue, now.settings.system);
      const target = hasView(system, intent.view)
        ? system
        : hasView(judge, intent.view)
          ? judge
          : systemFor(catalogue, intent.view);
      if (!target || (target === system && now.view.view === intent.view)) return now;
      const there =
        target === system
          ? now
          : reduce(catalogue, now, { type: "choose-system", system: target.id });
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

/** Settings that only the networks that are solved at once know. */
export const solveKeys = ["sampling", "cutoff"] as const satisfies (keyof Settings)[];

/**
 * More or fewer steps only move the end of a run; everything else begins it anew. Steps do so too where the
 * learning rate follows a schedule, which spans the steps that the run began with. How a solve is done (state/solved.ts)
 * concerns no other network.
 */
export function startsAnew(a: Settings, b: Settings): boolean {
  return changedSettings(a, b).some((key) => {
    if (key === "steps") return b.schedule !== "constant";
    return !solveKeys.some((known) => known === key);
  });
}

/** Likewise, and other data begin a run anew in any case. */
export function beginsAnew(
  a: Pick<Experiment, "settings" | "measured">,
  b: Pick<Experiment, "settings" | "measured">,
): boolean {
  return a.measured !== b.measured || startsAnew(a.settings, b.settings);
}
