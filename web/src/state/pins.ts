// Pinned runs: what plots and tables need of a run to compare it with later ones. Plain data, so that they
// can be kept over a reload; independent of the page. Pure.
import type { Catalogue } from "../catalogue/settings.js";
import { choiceLabel, pinText, settingLabel } from "../catalogue/strings.js";
import { digestOf } from "../protocol/messages.js";
import type { Settings } from "../protocol/settings.js";
import {
  type Contestant,
  contestants,
  type LossCurve,
  type Metrics,
  type Rollout,
} from "../protocol/snapshot.js";
import type { ResultOf, StudyRequest, StudyResult } from "../protocol/study.js";
import {
  changedSettings,
  defaultExperiment,
  type Experiment,
  nearestPreset,
  pathKeys,
  type ViewOptions,
} from "./experiment.js";
import { printLocalField, sameValue } from "./fields.js";
import { formatCount } from "./format.js";
import { measuredId } from "./measured.js";

export const mostPins = 3;
/** Each slot has its own dash pattern and marker (canvas/pinInk.ts). */
export type Slot = 0 | 1 | 2;
const slots: readonly Slot[] = [0, 1, 2];
export const longestName = 60; // characters
/** Of a proposed name. */
const shortName = 36;

type StudyType = StudyResult["type"];

/** One network's run, in the form that a scene shows. */
export interface PinnedRun {
  /** Identifies the model; results of the same model are added later. */
  generation: number;
  step: number;
  solvedAtOnce: boolean;
  testLoss: number;
  seconds: number;
  fingerprint: string;
  metrics: Metrics | null;
  curve: LossCurve | null;
  path: Rollout | null;
  /** The last result of each kind; `key` identifies the request. */
  studies: { [Type in StudyType]?: { key: string; result: Extract<StudyResult, { type: Type }> } };
}

export interface Pin {
  slot: Slot;
  name: string;
  hidden: boolean;
  /** The system, or the visitor's data: pins of other ones have other axes. */
  place: string;
  settings: Settings;
  /** The settings that determine its trajectories, for comparison with the present ones. */
  pathKey: string;
  runs: Partial<Record<Contestant, PinnedRun>>;
}

/** How a plot distinguishes a pinned run from the present ones. */
export interface PinMark {
  slot: Slot;
  name: string;
}

/** Something of a pinned run, ready to be drawn. */
export interface Pinned<Value> {
  who: Contestant;
  pin: PinMark;
  value: Value;
}

/** With one more pin, at its own slot if that is free; the oldest is removed if there are too many. */
export function withPin(pins: readonly Pin[], pin: Omit<Pin, "slot"> & { slot?: Slot }): Pin[] {
  const kept = pins.slice(-(mostPins - 1));
  const isFree = (slot: Slot) => kept.every((other) => other.slot !== slot);
  const own = pin.slot !== undefined && isFree(pin.slot) ? pin.slot : slots.find(isFree);
  return [...kept, { ...pin, slot: own ?? 0 }];
}

export function withoutPin(pins: readonly Pin[], slot: Slot): Pin[] {
  return pins.filter((pin) => pin.slot !== slot);
}

export function changedPin(
  pins: readonly Pin[],
  slot: Slot,
  change: Partial<Pick<Pin, "name" | "hidden">>,
): Pin[] {
  return pins.map((pin) => (pin.slot === slot ? { ...pin, ...change } : pin));
}

/** A name that fits its field and differs from those of the other pins. */
export function freeName(pins: readonly Pin[], wanted: string): string {
  const plain = wanted.replace(/\s+/g, " ").trim();
  const isFree = (name: string) => pins.every((pin) => pin.name !== name);
  if (plain.length <= longestName && isFree(plain)) return plain;
  const short = plain.slice(0, longestName - 5);
  let count = 1;
  let name = plain.length > longestName ? `${short}…` : plain;
  while (!isFree(name)) name = `${short} (${++count})`;
  return name;
}

/** The differences from the system's own experiment; first those that distinguish it from the previous pin. */
export function nameOfRun(
  catalogue: Catalogue,
  settings: Settings,
  steps: number,
  last?: Settings,
): string {
  const preset = nearestPreset(catalogue, settings);
  const standard = defaultExperiment(catalogue, settings.system, undefined, preset).settings;
  const isNew = (key: keyof Settings) => last !== undefined && !sameValue(last[key], settings[key]);
  const keys = changedSettings(standard, settings).filter(
    (key) => key !== "model" && key !== "steps",
  );
  const words = (key: keyof Settings) => {
    const value = settings[key];
    const shown = typeof value === "string" ? choiceLabel(key, value) : printLocalField(value);
    return `${settingLabel(key)} ${shown}`;
  };
  const parts = [...keys.filter(isNew), ...keys.filter((key) => !isNew(key))].map(words);
  if (steps > 0 && steps !== standard.steps) {
    const own = pinText.steps(formatCount(steps));
    if (last && !keys.some(isNew)) parts.unshift(own);
    else parts.push(own);
  }
  // Published settings are mentioned if they are the only difference, or differ from the previous pin.
  const wasPublished = last !== undefined && nearestPreset(catalogue, last) === "published";
  if (preset === "published" && !wasPublished) parts.unshift(pinText.published);
  const [first = preset === "published" ? pinText.published : pinText.quick, ...rest] = parts;
  return rest.reduce((name, part) => {
    const longer = `${name}, ${part}`;
    return longer.length <= shortName ? longer : name;
  }, first);
}

/**
 * What runs must have in common to be compared: the system in the same coordinates, because (q, p) and (q, q̇) have
 * different axes, or the same recordings, compared by their numbers, because another file may have the same columns.
 */
export function placeOf({ settings, measured }: Experiment): string {
  const { system, coordinates } = settings;
  if (measured) return `${measuredId} ${digestOf(measured)}`;
  return coordinates === "velocities" ? `${system} in velocities` : system;
}

/** The pins that can be compared with the present run. */
export function pinsOf(pins: readonly Pin[], place: string): Pin[] {
  return pins.filter((pin) => pin.place === place);
}

/** A property of every pinned and shown run, in the order of networks and pins; null entries are left out. */
export function pinned<Value>(
  pins: readonly Pin[],
  taking: readonly Contestant[],
  pick: (run: PinnedRun) => Value | null | undefined,
): Pinned<Value>[] {
  return taking.flatMap((who) =>
    pins.flatMap(({ slot, name, hidden, runs }) => {
      const run = runs[who];
      const value = hidden || !run ? null : pick(run);
      return value === null || value === undefined ? [] : [{ who, pin: { slot, name }, value }];
    }),
  );
}

/** A study's result if it belongs to the same request. */
export function studied<Type extends StudyType>(
  run: PinnedRun,
  type: Type,
  key: string,
): Extract<StudyResult, { type: Type }> | null {
  const found = run.studies[type];
  return found?.key === key ? found.result : null;
}

/**
 * While a pinned run is still the present one, the pin is updated with what is measured later: metrics, a path
 * from another start. Returns the same list if nothing changed.
 */
export function followed(
  pins: readonly Pin[],
  place: string,
  pathKey: string,
  present: Partial<Record<Contestant, PinnedRun>>,
): readonly Pin[] {
  let isNew = false;
  const next = pins.map((pin) => {
    if (pin.place !== place) return pin;
    const runs = { ...pin.runs };
    let isOwnNew = false;
    for (const who of contestants) {
      const old = runs[who];
      const now = present[who];
      if (!old || !now || !isSameModel(old, now)) continue;
      const path = now.path ?? old.path;
      const metrics = now.metrics ?? old.metrics;
      if (path === old.path && metrics === old.metrics) continue;
      runs[who] = { ...old, path, metrics };
      isOwnNew = true;
    }
    isNew ||= isOwnNew;
    return isOwnNew ? { ...pin, runs, pathKey } : pin;
  });
  return isNew ? next : pins;
}

/** Adds the result of a study to the pins of its model. */
export function withStudy<Request extends StudyRequest>(
  pins: readonly Pin[],
  who: Contestant,
  model: { generation: number; step: number },
  key: string,
  result: ResultOf<Request>,
): Pin[] {
  return pins.map((pin) => {
    const run = pin.runs[who];
    if (!run || !isSameModel(run, model)) return pin;
    const studies = { ...run.studies, [result.type]: { key, result } };
    return { ...pin, runs: { ...pin.runs, [who]: { ...run, studies } } };
  });
}

/** The settings that determine the trajectories. */
export function pathKeyOf(view: ViewOptions): string {
  // Before friction could be changed, its factor was 1: keys of that time remain valid.
  const keys = view.friction === 1 ? pathKeys.filter((key) => key !== "friction") : pathKeys;
  return JSON.stringify(keys.map((key) => view[key]));
}

function isSameModel(
  a: { generation: number; step: number },
  b: { generation: number; step: number },
): boolean {
  return a.generation === b.generation && a.step === b.step;
}

/** The present value as a relative change of the pinned one: −0.2 is a fifth less; NaN if undefined. */
export function change(now: number, before: number): number {
  return before === 0 ? (now === 0 ? 0 : Number.NaN) : (now - before) / Math.abs(before);
}

// ---- over a reload ---------------------------------------------------------------------------------------------

/** The pins in a store; none if its contents are invalid. Models of an earlier visit are never the present one. */
export function keptPins(given: unknown): Pin[] {
  if (!Array.isArray(given) || given.length > mostPins || !given.every(isPin)) return [];
  return given.map((pin) => ({
    ...pin,
    runs: Object.fromEntries(
      Object.entries(pin.runs).map(([who, run]) => [who, { ...run, generation: -1 }]),
    ),
  }));
}

function isPin(given: unknown): given is Pin {
  const pin = given as Partial<Pin> | null;
  if (typeof pin !== "object" || pin === null) return false;
  const { slot, name, hidden, place, settings, pathKey, runs } = pin;
  return (
    slots.some((known) => known === slot) &&
    [name, place, pathKey].every((part) => typeof part === "string") &&
    typeof hidden === "boolean" &&
    [settings, runs].every((part) => typeof part === "object" && part !== null) &&
    Object.entries(runs as object).every(
      ([who, run]) => contestants.some((known) => known === who) && isRun(run),
    )
  );
}

function isRun(given: unknown): given is PinnedRun {
  const run = given as Partial<PinnedRun> | null;
  if (typeof run !== "object" || run === null) return false;
  const numbers = [run.step, run.testLoss, run.seconds];
  const series = (of: object | null | undefined, keys: string[]) =>
    of === null ||
    (of !== undefined && keys.every((key) => Reflect.get(of, key) instanceof Float64Array));
  return (
    numbers.every((value) => typeof value === "number") &&
    typeof run.fingerprint === "string" &&
    typeof run.studies === "object" &&
    (run.metrics === null || typeof run.metrics === "object") &&
    series(run.curve, ["step", "train", "test", "seconds"]) &&
    series(run.path, ["t", "x", "energy", "kineticEnergy"])
  );
}
