// Reading one value from text (a field of the page, a part of the link) against its row of a table: the
// only place on the page that knows what a row's type and range mean.
import type { Setting } from "../catalogue/settings.js";
import { settingLabel, text } from "../catalogue/strings.js";

/** What reading needs of a row; rows of the settings table and of the view table both qualify. */
export type Field = Omit<Setting, "key" | "scope"> & { key: string };
export type FieldValue = number | boolean | string | number[];

export type Reading =
  | { type: "value"; value: FieldValue }
  /** A readable value outside its range, and the nearest one inside. */
  | { type: "clamped"; value: FieldValue; message: string }
  | { type: "unreadable"; message: string };

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;

function readNumber(given: string): number | null {
  const trimmed = given.trim().replace("−", "-");
  return numberPattern.test(trimmed) ? Number(trimmed) : null;
}

export function readField(field: Field, given: string, label = settingLabel(field.key)): Reading {
  const problems = text.fieldProblem;
  switch (field.type) {
    case "boolean": {
      const word = given.trim().toLowerCase();
      if (word === "true" || word === "1") return { type: "value", value: true };
      if (word === "false" || word === "0") return { type: "value", value: false };
      return { type: "unreadable", message: problems.boolean(label) };
    }
    case "choice":
      return field.choices.includes(given)
        ? { type: "value", value: given }
        : { type: "unreadable", message: problems.choice(label, field.choices.join(", ")) };
    case "number":
    case "integer": {
      const value = readNumber(given);
      if (value === null) return { type: "unreadable", message: problems.number(label) };
      return checkNumber(field, value, label);
    }
    case "numbers":
    case "integers":
      return readList(field, given, label);
    default:
      return field.type satisfies never;
  }
}

function checkNumber(field: Field, value: number, label: string): Reading {
  const problems = text.fieldProblem;
  const whole = field.type === "integer" || field.type === "integers";
  const inside = Math.min(field.max, Math.max(field.min, value));
  if (inside !== value) {
    const message = problems.range(label, String(field.min), String(field.max));
    return { type: "clamped", value: whole ? Math.round(inside) : inside, message };
  }
  if (whole && !Number.isInteger(value)) {
    return { type: "clamped", value: Math.round(value), message: problems.integer(label) };
  }
  return { type: "value", value: value === 0 ? 0 : value };
}

function readList(field: Field, given: string, label: string): Reading {
  const problems = text.fieldProblem;
  const count = problems.count(label, String(field.minLength), String(field.maxLength));
  const parts = given.trim() === "" ? [] : given.split(/[,;·]/);
  if (parts.length > 1000) return { type: "unreadable", message: count };
  const values: number[] = [];
  let message = "";
  for (const part of parts) {
    const value = readNumber(part);
    if (value === null) return { type: "unreadable", message: problems.number(label) };
    const reading = checkNumber(field, value, label);
    if (reading.type === "unreadable") return reading;
    if (reading.type === "clamped") message = reading.message;
    values.push(reading.value as number);
  }
  if (values.length < field.minLength) return { type: "unreadable", message: count };
  if (values.length > field.maxLength) {
    return { type: "clamped", value: values.slice(0, field.maxLength), message: count };
  }
  return message ? { type: "clamped", value: values, message } : { type: "value", value: values };
}

/** The text that `readField` reads back as the same value. */
export function printField(value: FieldValue): string {
  return Array.isArray(value) ? value.join(",") : String(value);
}

export function isInRange(field: Field, value: unknown): value is FieldValue {
  if (Array.isArray(value) ? !value.every((v) => typeof v === "number") : value === null || typeof value === "object") {
    return false;
  }
  if (field.type === "boolean") return typeof value === "boolean";
  if (field.type === "choice") return typeof value === "string" && field.choices.includes(value);
  const list = field.type === "numbers" || field.type === "integers";
  if (list !== Array.isArray(value)) return false;
  if (!list && typeof value !== "number") return false;
  return readField(field, printField(value as FieldValue)).type === "value";
}

export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => Object.is(v, b[i]));
  return Object.is(a, b);
}
