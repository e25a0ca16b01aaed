// Numbers as people read them, rounded, in the language of the page. Used by panels, axes and text alternatives;
// localNumber.ts reads them back. Links and files keep the point (fields.ts).
import { text } from "../catalogue/strings.js";
import { decimalSign } from "./localNumber.js";

const formats = new Map<string, Intl.NumberFormat>();

/** One formatter for each notation: creating one takes longer than using it a thousand times. */
function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${text.locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(text.locale, { useGrouping: false, ...options });
    formats.set(key, format);
  }
  return format;
}

/** At most this many significant digits. */
function significant(value: number, digits: number, fewest = 1): string {
  const options = { minimumSignificantDigits: fewest, maximumSignificantDigits: digits };
  return withMinus(formatOf(options).format(value));
}

/** This many digits after the decimal sign. Rounds before formatting, so that −0.4 gives "0", not "−0". */
function fixed(value: number, decimals: number): string {
  const rounded = Number(value.toFixed(decimals)) + 0;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return withMinus(formatOf(options).format(rounded));
}

function withMinus(digits: string): string {
  return digits.replace("-", "−");
}

/** About `digits` significant digits: 0.036, 1234, 2.6 × 10⁻⁵. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) {
    const [mantissa = "", exponent = ""] = value.toExponential(digits - 1).split("e");
    return `${significant(Number(mantissa), digits, digits)} × 10${superscript(Number(exponent))}`;
  }
  return significant(value, digits);
}

/** A count: 1370, 12 000. */
export function formatCount(value: number): string {
  const whole = fixed(value, 0);
  return Math.abs(value) < 10_000 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** 0.173 → "17 %". */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size > 999) return percent > 0 ? "> 999 %" : "< −999 %";
  const digits = size >= 10 || size < 0.005 ? fixed(percent, 0) : significant(percent, 2, 2);
  return `${digits} %`;
}

/** An approximate duration: "0.07 s", "30 s", "5 min". */
export function formatRoughTime(seconds: number): string {
  return seconds < 100
    ? `${formatNumber(seconds, 1)}\u00a0s`
    : `${formatNumber(seconds / 60, 1)}\u00a0min`;
}

/** Seconds as m:ss. */
export function formatClock(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  const whole = Math.max(0, Math.round(seconds));
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/** Digits written by JavaScript, with the displayed minus and decimal sign; no "−0.0". */
export function printed(digits: string): string {
  const unsigned = /^-[0.]*$/.test(digits) ? digits.slice(1) : digits;
  return withMinus(unsigned).replace(".", decimalSign(text.locale));
}

export function superscript(exponent: number): string {
  const figures = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return String(exponent)
    .split("")
    .map((c) => (c === "-" ? "⁻" : (figures[Number(c)] ?? c)))
    .join("");
}
