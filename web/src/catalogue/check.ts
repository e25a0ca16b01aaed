// Checks values against a row of the settings table, in one place for the package, the worker and the page. Pure: the
// table comes in as an argument.

import type { Settings } from "../protocol/settings.js";
import {
  type Catalogue,
  type Preset,
  presetSettings,
  type Setting,
  type SystemInfo,
} from "./settings.js";

export type SettingValue = number | boolean | string | number[];

/** What checking requires of a row; rows of other tables (view options, system parameters) qualify too. */
export type Row = Pick<Setting, "type" | "min" | "max" | "minLength" | "maxLength" | "choices"> & {
  key: string;
};

/** A value as shown in a message: short and recognisable. */
export function show(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") {
    return value.length > 40 ? `"${value.slice(0, 40)}…"` : `"${value}"`;
  }
  if (isNumberList(value)) {
    return value.length > 8 ? `a list of ${value.length}` : `[${Array.from(value).join(", ")}]`;
  }
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list with entries that are not numbers" : `a ${typeof value}`;
}

/** Any list of numbers: plain or typed array. */
export function isNumberList(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === "number");
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}

/** A row of lists whose range is 0…0 has none of its own (each system parameter brings its range). */
const unbounded = (row: Row) => row.type === "numbers" && row.min === 0 && row.max === 0;
const whole = (row: Row) => row.type === "integer" || row.type === "integers";

function allowed(row: Row): string {
  switch (row.type) {
    case "integer":
      return `an integer ${row.min}…${row.max}`;
    case "number":
      return `${row.min}…${row.max}`;
    case "boolean":
      return "true or false";
    case "choice":
      return row.choices.map((choice) => `"${choice}"`).join(" | ");
    case "integers":
    case "numbers": {
      const { minLength, maxLength } = row;
      const length = minLength === maxLength ? `${minLength}` : `${minLength}…${maxLength}`;
      const entries = whole(row) ? "integers" : "numbers";
      return `a list of ${length} ${entries}${unbounded(row) ? "" : ` ${row.min}…${row.max}`}`;
    }
    default:
      return row.type satisfies never;
  }
}

function numberFits(row: Row, value: number): boolean {
  if (!Number.isFinite(value) || (whole(row) && !Number.isInteger(value))) return false;
  return unbounded(row) || (value >= row.min && value <= row.max);
}

function fits(row: Row, value: unknown): boolean {
  switch (row.type) {
    case "integer":
    case "number":
      return typeof value === "number" && numberFits(row, value);
    case "boolean":
      return typeof value === "boolean";
    case "choice":
      return typeof value === "string" && row.choices.includes(value);
    case "integers":
    case "numbers":
      return (
        isNumberList(value) &&
        value.length >= row.minLength &&
        value.length <= row.maxLength &&
        Array.from(value).every((entry) => numberFits(row, entry))
      );
    default:
      return row.type satisfies never;
  }
}

/** What is wrong with `value`, naming setting, range and value; null if it is valid. */
export function checkSetting(row: Row, value: unknown): string | null {
  return fits(row, value) ? null : `${row.key} must be ${allowed(row)}, got ${show(value)}`;
}

function clampNumber(row: Row, value: number): number {
  const inside = unbounded(row) ? value : Math.min(row.max, Math.max(row.min, value));
  return (whole(row) ? Math.round(inside) : inside) + 0; // + 0: no negative zero
}

/** The allowed value nearest to `value`; undefined if there is none (another type, NaN, an unknown choice). */
export function clampSetting(row: Row, value: unknown): SettingValue | undefined {
  switch (row.type) {
    case "integer":
    case "number":
      return typeof value === "number" && !Number.isNaN(value)
        ? clampNumber(row, value)
        : undefined;
    case "boolean":
    case "choice":
      return fits(row, value) ? (value as SettingValue) : undefined;
    case "integers":
    case "numbers": {
      if (!isNumberList(value) || value.length < row.minLength) return undefined;
      const entries = Array.from(value).slice(0, row.maxLength);
      return entries.some(Number.isNaN)
        ? undefined
        : entries.map((entry) => clampNumber(row, entry));
    }
    default:
      return row.type satisfies never;
  }
}

/** The most similar of the `known` names, for "did you mean …?". */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  let best: string | undefined;
  let least = 1 + Math.floor(name.length / 3); // with more edits the names are unrelated
  for (const candidate of known) {
    const edits = editDistance(lower, candidate.toLowerCase());
    if (edits <= least && (best === undefined || edits < least)) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}

/** Insertions, deletions and replacements that turn one word into the other (Levenshtein distance). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The problem with a key that a table does not contain. */
export function unknownKey(key: string, known: readonly string[], what: string): string {
  const near = nearestName(key, known);
  const remedy = near ? `did you mean "${near}"?` : `known are ${known.join(", ")}`;
  return `unknown ${what} ${show(key)}: ${remedy}`;
}

function parameterProblem(system: SystemInfo, values: ArrayLike<number>): string | null {
  const { parameters } = system;
  if (values.length === 0) return null; // the system's own defaults
  if (values.length !== parameters.length) {
    const names = parameters.map((parameter) => parameter.key).join(", ");
    return `systemParameters must be a list of ${parameters.length} numbers (${names}), got ${show(values)}`;
  }
  for (const [i, parameter] of parameters.entries()) {
    const value = values[i]!;
    if (!(value >= parameter.min && value <= parameter.max)) {
      return `systemParameters[${i}] (${parameter.key}) must be ${parameter.min}…${parameter.max}, got ${value}`;
    }
  }
  return null;
}

/** Completes settings with those of the system's preset. Throws a RangeError. */
export function completeSettings(
  catalogue: Catalogue,
  given: Partial<Record<keyof Settings, unknown>>,
  preset: Preset = "quick",
): Settings {
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new RangeError(
      `settings must be an object like { system: "pendulum" }, got ${show(given)}`,
    );
  }
  const known = catalogue.settings.map((row) => row.key as string);
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw new RangeError(unknownKey(key, known, "setting"));
  }
  const first = catalogue.systems.findIndex((system) => system.id === "pendulum");
  const wanted =
    given.system === undefined ? catalogue.systems[Math.max(0, first)]?.id : given.system;
  const systemRow = catalogue.settings.find((row) => row.key === "system");
  const systemFault = systemRow ? checkSetting(systemRow, wanted) : null;
  if (systemFault) throw new RangeError(systemFault);

  const at = catalogue.systems.findIndex((system) => system.id === wanted);
  const system = catalogue.systems[at];
  const defaults = system && presetSettings(catalogue, system.id, preset, given.model);
  if (!system || !defaults) throw new RangeError(`the catalogue lacks system ${show(wanted)}`);
  const settings: Record<string, unknown> = copySettings(defaults);
  const model = catalogue.models.find(({ id }) => id === given.model);
  if (model && model.hidden.length > 0) settings.hidden = Array.from(model.hidden);
  if (model?.needsVelocities) settings.coordinates = "velocities";
  // Of the four that it accepts, the best one for double pendulum and relativistic particle (docs/measurements.md).
  if (model?.smoothOnly) settings.activation = "swish";
  // The only values that it accepts.
  if (model?.solvedAtOnce) Object.assign(settings, { activation: "tanh", lossNorm: "l2" });
  for (const row of catalogue.settings) {
    const value = given[row.key];
    if (value === undefined) continue;
    const problem = checkSetting(row, value);
    if (problem) {
      throw new RangeError(`${problem} (left out, it is ${show(defaults[row.key])})`);
    }
    settings[row.key] = isNumberList(value) ? Array.from(value) : value;
  }
  const problem = parameterProblem(system, settings.systemParameters as number[]);
  if (problem) throw new RangeError(problem);
  return settings as unknown as Settings; // every row of the table has been filled in
}

/** A deep copy with plain arrays (the core returns typed ones). */
export function copySettings(settings: Settings): Settings & Record<string, unknown> {
  return {
    ...settings,
    systemParameters: Array.from(settings.systemParameters),
    hidden: Array.from(settings.hidden),
  };
}
