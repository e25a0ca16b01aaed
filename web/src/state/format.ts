// Numbers as people read them, in the language of the page. Used by panels, axes and text alternatives; what is read back
// (inputs, links, CSV) keeps its point.
import { text } from "../catalogue/strings.js";

/** About `digits` significant digits: 0.036, 1234, 2.6 × 10⁻⁵. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) {
    const [mantissa = "", exponent = ""] = value.toExponential(digits - 1).split("e");
    return `${printed(mantissa)} × 10${superscript(Number(exponent))}`;
  }
  return printed(String(Number(value.toPrecision(digits))));
}

/** A count: 1370, 12 000. */
export function formatCount(value: number): string {
  const whole = String(Math.round(value));
  return Math.abs(value) < 10_000
    ? printed(whole)
    : printed(whole.replace(/\B(?=(\d{3})+$)/g, "\u202f"));
}

/** 0.173 → "17 %". */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size > 999) return percent > 0 ? "> 999 %" : "< −999 %";
  return `${printed(size >= 10 || size < 0.005 ? percent.toFixed(0) : percent.toPrecision(2))} %`;
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

/** Digits that JavaScript wrote, with a minus and the decimal mark as they are printed. */
export function printed(digits: string): string {
  return digits.replace("-", "−").replace(".", text.decimalMark);
}

export function superscript(exponent: number): string {
  const figures = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return String(exponent)
    .split("")
    .map((c) => (c === "-" ? "⁻" : (figures[Number(c)] ?? c)))
    .join("");
}
