// Reads one value from text by its row of a table: a part of the link (`readField`, always with a point) or a
// field of the page (`readLocalField`, in the reader's notation). catalogue/check.ts decides what a row allows;
// this module converts text to values, and problems to messages.
import { checkSetting, clampSetting, type Row, type SettingValue } from "../catalogue/check.js";
import { settingLabel, text } from "../catalogue/strings.js";
import {
  parseLocalNumber,
  printLocalList,
  printLocalNumber,
  splitLocalList,
} from "./localNumber.js";

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

type NumberReader = (given: string) => number | null;
type ListReader = (given: string) => number[] | null;

/** The value of a text, ignoring the row's range; null if the text has another type. */
function parse(
  field: Field,
  given: string,
  number: NumberReader,
  list: ListReader,
): FieldValue | null {
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
      return number(given);
    case "integers":
    case "numbers":
      return list(given);
    default:
      return field.type satisfies never;
  }
}

/** A value of a link or an attribute. */
export function readField(field: Field, given: string, label = settingLabel(field.key)): Reading {
  return judged(field, parse(field, given, readNumber, readList), label);
}

/** A value typed by the visitor, in the notation of the page's language. */
export function readLocalField(
  field: Field,
  given: string,
  label = settingLabel(field.key),
): Reading {
  const say = text.fieldProblem;
  let grouped = "";
  const number = (entry: string) => {
    const reading = parseLocalNumber(entry, text.locale);
    if (reading.type === "grouped") grouped = reading.digits;
    return reading.type === "number" ? reading.value : null;
  };
  const list = (entries: string) => {
    const parts = splitLocalList(entries, text.locale);
    if (parts.length > mostEntries) return null;
    // A list separated only by spaces is not a number with separated thousands.
    const values = parts.map((part) => (/\d\s+\d/.test(part) ? null : number(part)));
    return values.includes(null) ? null : (values as number[]);
  };
  const value = parse(field, given, number, list);
  if (value === null && grouped !== "")
    return { type: "unreadable", message: say.grouped(label, grouped) };
  return judged(field, value, label);
}

function judged(field: Field, value: FieldValue | null, label: string): Reading {
  if (value !== null && checkSetting(field, value) === null) return { type: "value", value };
  const near = value === null ? undefined : clampSetting(field, value);
  if (value === null || near === undefined)
    return { type: "unreadable", message: problem(field, value, label) };
  return { type: "clamped", value: near, message: problem(field, value, label) };
}

/** The problem as a message, with the label and in the notation that the visitor sees. */
function problem(field: Field, value: FieldValue | null, label: string): string {
  const say = text.fieldProblem;
  const min = printLocalNumber(field.min, text.locale);
  const max = printLocalNumber(field.max, text.locale);
  const range = say.range(label, min, max);
  const entries = Array.isArray(value) ? value : [value as number];
  const isOutside = entries.some((entry) => entry < field.min || entry > field.max);
  switch (field.type) {
    case "boolean":
      return say.boolean(label);
    case "choice":
      return say.choice(label, field.choices.join(", "));
    case "number":
      return value === null ? say.number(label, min, max) : range;
    case "integer":
      return value !== null && isOutside ? range : say.integer(label, min, max);
    case "integers":
    case "numbers":
      if (
        !Array.isArray(value) ||
        value.length < field.minLength ||
        value.length > field.maxLength
      ) {
        return say.count(label, String(field.minLength), String(field.maxLength), min, max);
      }
      return isOutside ? range : say.integer(label, min, max);
    default:
      return field.type satisfies never;
  }
}

/** The text that `readLocalField` reads back as the same value. */
export function printLocalField(value: FieldValue): string {
  if (Array.isArray(value)) return printLocalList(value, text.locale);
  return typeof value === "number" ? printLocalNumber(value, text.locale) : String(value);
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
