// Reading one value from text (a field of the page, a part of the link) against its row of a table. What a
// row allows is told by catalogue/check.ts; here text becomes a value, and a problem becomes words.
import { checkSetting, clampSetting, type Row, type SettingValue } from "../catalogue/check.js";
import { settingLabel, text } from "../catalogue/strings.js";

/** A row of any table: settings, view options, a system's parameters. */
export type Field = Row & { logarithmic: boolean };
export type FieldValue = SettingValue;

export type Reading =
  | { type: "value"; value: FieldValue }
  /** A readable value outside its range, and the nearest one inside. */
  | { type: "clamped"; value: FieldValue; message: string }
  | { type: "unreadable"; message: string };

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;
const mostEntries = 1000;

function readNumber(given: string): number | null {
  const trimmed = given.trim().replace("−", "-");
  return numberPattern.test(trimmed) ? Number(trimmed) + 0 : null; // + 0: no negative zero
}

function readList(given: string): number[] | null {
  const parts = given.trim() === "" ? [] : given.split(/[,;·]/);
  if (parts.length > mostEntries) return null;
  const values = parts.map(readNumber);
  return values.includes(null) ? null : (values as number[]);
}

/** The value that a text means, whatever its row allows; null where it means none of that type. */
function parse(field: Field, given: string): FieldValue | null {
  switch (field.type) {
    case "boolean": {
      const word = given.trim().toLowerCase();
      if (word === "true" || word === "1") return true;
      return word === "false" || word === "0" ? false : null;
    }
    case "choice":
      return given;
    case "integer":
    case "number":
      return readNumber(given);
    case "integers":
    case "numbers":
      return readList(given);
    default:
      return field.type satisfies never;
  }
}

export function readField(field: Field, given: string, label = settingLabel(field.key)): Reading {
  const value = parse(field, given);
  if (value !== null && checkSetting(field, value) === null) return { type: "value", value };
  const near = value === null ? undefined : clampSetting(field, value);
  if (value === null || near === undefined)
    return { type: "unreadable", message: problem(field, value, label) };
  return { type: "clamped", value: near, message: problem(field, value, label) };
}

/** What is wrong, in words and with the label that the visitor sees. */
function problem(field: Field, value: FieldValue | null, label: string): string {
  const say = text.fieldProblem;
  const range = say.range(label, String(field.min), String(field.max));
  const entries = Array.isArray(value) ? value : [value as number];
  const isOutside = entries.some((entry) => entry < field.min || entry > field.max);
  switch (field.type) {
    case "boolean":
      return say.boolean(label);
    case "choice":
      return say.choice(label, field.choices.join(", "));
    case "number":
      return value === null ? say.number(label) : range;
    case "integer":
      return value === null ? say.number(label) : isOutside ? range : say.integer(label);
    case "integers":
    case "numbers":
      if (
        !Array.isArray(value) ||
        value.length < field.minLength ||
        value.length > field.maxLength
      ) {
        return say.count(label, String(field.minLength), String(field.maxLength));
      }
      return isOutside ? range : say.integer(label);
    default:
      return field.type satisfies never;
  }
}

/** The text that `readField` reads back as the same value. */
export function printField(value: FieldValue): string {
  return Array.isArray(value) ? value.join(",") : String(value);
}

export function isInRange(field: Row, value: unknown): value is FieldValue {
  return checkSetting(field, value) === null;
}

export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((v, i) => Object.is(v, b[i]));
  return Object.is(a, b);
}
