// Numbers in the reader's notation: everything the page prints can be read back. Links, attributes and files use a point
// (fields.ts); fields, messages, axes and tables use the decimal sign of the page's language.

export type NumberReading =
  | { type: "number"; value: number }
  /** Separated thousands: "1.000" is one thousand in German and one in English. */
  | { type: "grouped"; digits: string }
  | { type: "unreadable" };

const unreadable: NumberReading = { type: "unreadable" };
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** "1.5 × 10⁻³", "1.5·10^-3", "10⁻³". */
const tenToThe =
  /^(?:(.*?\S)\s*[×·*]\s*)?([+-]?)10(?:\^\s*([+-]?\d{1,4})|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))$/;
const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;
/** Thousands as `formatCount` separates them: by spaces that do not break, or as they are typed. */
const spacedGroups = /^[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d \u00a0\u2009\u202f])/;
const apostrophes = /^[+-]?\d{1,3}(?:['’]\d{3})+/;

const signs = new Map<string, "." | ",">();

/** The decimal sign of a language. */
export function decimalSign(locale: string): "." | "," {
  let sign = signs.get(locale);
  if (sign === undefined) {
    const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
    sign = parts.some(({ type, value }) => type === "decimal" && value === ",") ? "," : ".";
    signs.set(locale, sign);
  }
  return sign;
}

/** Plain digits with a point; null if the text is not a number. */
function readDigits(given: string, locale: string): { digits: string; grouped: boolean } | null {
  const digits = spacedGroups.test(given) ? given.replace(/[ \u00a0\u2009\u202f]/g, "") : given;
  if (apostrophes.test(digits) || hasGroups(digits, locale))
    return { digits: withoutGroups(digits, locale), grouped: true };
  const pointed = digits.replace(",", ".");
  return plain.test(pointed) ? { digits: pointed, grouped: false } : null;
}

/**
 * Whether the sign that is not this language's decimal sign separates thousands. Otherwise it can only be the decimal sign
 * of the other language ("0.25" on a German page) and is read as one.
 */
function hasGroups(digits: string, locale: string): boolean {
  return decimalSign(locale) === ","
    ? /^[+-]?[1-9]\d{0,2}(\.\d{3})+(?=[,e]|$)/i.test(digits)
    : /^[+-]?[1-9]\d{0,2}(,\d{3})+(?=[.e]|$)/i.test(digits);
}

function withoutGroups(digits: string, locale: string): string {
  return digits.replace(decimalSign(locale) === "," ? /[.'’]/g : /[,'’]/g, "");
}

/** The number that a text means in this language. */
export function parseLocalNumber(given: string, locale: string): NumberReading {
  const text = given.trim().replaceAll("−", "-");
  const [, mantissa = "1", sign = "", caret, raised = ""] = tenToThe.exec(text) ?? [];
  const isPower = caret !== undefined || raised !== "";
  const read = readDigits(isPower ? `${sign}${mantissa}` : text, locale);
  if (!read || (isPower && /e/i.test(read.digits))) return unreadable;
  if (read.grouped) return { type: "grouped", digits: read.digits };
  // Converted as text, not by multiplying: 1.5 × 10⁻³ is exactly 1.5e-3.
  const digits = isPower ? `${read.digits}e${caret ?? exponentOf(raised)}` : read.digits;
  return { type: "number", value: Number(digits) + 0 }; // + 0: no negative zero
}

/** "⁻³" → "-3" */
function exponentOf(raised: string): string {
  return [...raised]
    .map((c) => (c === "⁻" ? "-" : c === "⁺" ? "+" : String(superscripts.indexOf(c))))
    .join("");
}

/** All digits of a number, as shown in a field: `parseLocalNumber` reads back the same number. */
export function printLocalNumber(value: number, locale: string): string {
  return String(value + 0).replace(".", decimalSign(locale));
}

/** The entries of a list, separated by semicolons or "·", or by commas if the decimal sign is not a comma. */
export function splitLocalList(given: string, locale: string): string[] {
  if (given.trim() === "") return [];
  const dot = /·(?!\s*10[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻])/; // in "1.5·10⁻³" it multiplies
  const comma = decimalSign(locale) === "," ? /,\s+/ : /,/;
  return given.trim().split(new RegExp(`;|${dot.source}|${comma.source}`));
}

/** "200, 200"; "200; 200" where the decimal sign is a comma. */
export function printLocalList(values: readonly number[], locale: string): string {
  const separator = decimalSign(locale) === "," ? "; " : ", ";
  return values.map((value) => printLocalNumber(value, locale)).join(separator);
}
