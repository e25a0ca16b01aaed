// Linear scales and their ticks.
import { printed } from "../state/format.js";

export interface Scale {
  /** Data at the two ends. */
  min: number;
  max: number;
  /** Pixels at the two ends; `from` may be the larger one (an upward axis). */
  from: number;
  to: number;
}

export function toPixel(scale: Scale, value: number): number {
  return scale.from + ((value - scale.min) / (scale.max - scale.min)) * (scale.to - scale.from);
}

export function toValue(scale: Scale, pixel: number): number {
  return scale.min + ((pixel - scale.from) / (scale.to - scale.from)) * (scale.max - scale.min);
}

/** The distance 1, 2 or 5 × 10ⁿ at which at most `count` ticks fit. */
export function tickStep(min: number, max: number, count: number): number {
  const span = max - min;
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Round values between the ends, ends included where they are round. */
export function ticks(min: number, max: number, count: number): number[] {
  const step = tickStep(min, max, count);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const values: number[] = [];
  for (let i = first; i <= last; i++) values.push(Number((i * step).toPrecision(12)) + 0);
  return values;
}

/** As many decimals as the step needs, the same for all ticks. */
export function tickLabels(values: number[], step: number): string[] {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return values.map((value) => printed(value.toFixed(Math.min(decimals, 12))));
}

/** The smallest range of whole tick steps around the data: keeps the axis steady while data change. */
export function roundedRange(
  low: number,
  high: number,
  count = 5,
): { min: number; max: number; step: number } {
  const span = high - low;
  const floor = Math.max(Math.abs(low), Math.abs(high), 1e-9) * 1e-3;
  const lowest = span > floor ? low : (low + high - floor) / 2;
  const highest = span > floor ? high : (low + high + floor) / 2;
  const step = tickStep(lowest, highest, count);
  return {
    min: Number((Math.floor(lowest / step + 1e-9) * step).toPrecision(12)),
    max: Number((Math.ceil(highest / step - 1e-9) * step).toPrecision(12)),
    step,
  };
}

/** The smallest range of 1, 2 or 5 × 10ⁿ around positive values, at least a decade: both ends can carry a label. */
export function roundedDecades(low: number, high: number): { min: number; max: number } {
  const grid = (value: number, outwards: 1 | -1) => {
    const power = 10 ** Math.floor(Math.log10(value));
    const steps = [1, 2, 5, 10].map((step) => Number((step * power).toPrecision(1)));
    const [first = power] =
      outwards > 0
        ? steps.filter((step) => step >= value * (1 - 1e-9))
        : steps.filter((step) => step <= value * (1 + 1e-9)).reverse();
    return first;
  };
  const [min, max] = [grid(low, -1), grid(high, 1)];
  return max >= 10 * min ? { min, max } : { min, max: Number((10 * min).toPrecision(1)) };
}
