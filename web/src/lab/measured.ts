// Input checks of measured data: types and lists. Their meaning (order of times, numbers of samples) is checked by
// the core.
import { isNumberList, show } from "../catalogue/check.js";
import type { Measured } from "../protocol/measured.js";
import { finiteNumbers, knownKeys, type Numbers, text } from "./arrays.js";

/** Measured data with plain or typed arrays; without `dxdt` derivatives are estimated by settings.derivative. */
export interface MeasuredInput {
  name?: string;
  symbols: readonly string[];
  t: Numbers;
  x: Numbers;
  dxdt?: Numbers;
  /** Left out: all samples are of one recording. */
  recording?: Numbers;
  judged?: boolean;
}

/** A copy of the data with every member; throws a RangeError that names member and value. */
export function checkMeasured(given: MeasuredInput): Measured {
  const keys = ["name", "symbols", "t", "x", "dxdt", "recording", "judged"];
  knownKeys("measured", given, keys);
  const { symbols, judged = false } = given;
  if (!Array.isArray(symbols) || !symbols.every((symbol) => typeof symbol === "string")) {
    throw new RangeError(
      `symbols must be a list of names like ["q", "p"], got ${show(given.symbols)}`,
    );
  }
  if (typeof judged !== "boolean") {
    throw new RangeError(`judged must be true or false, got ${show(judged)}`);
  }
  const t = finiteNumbers("t", given.t);
  return {
    name: text("name", given.name ?? "measured data"),
    symbols: [...symbols],
    t,
    x: finiteNumbers("x", given.x),
    dxdt: finiteNumbers("dxdt", given.dxdt ?? []),
    recording: wholeNumbers("recording", given.recording ?? new Int32Array(t.length)),
    judged,
  };
}

function wholeNumbers(field: string, values: Numbers): Int32Array {
  const bad = isNumberList(values)
    ? Array.prototype.findIndex.call(values, (value) => !Number.isInteger(value))
    : -1;
  if (bad >= 0) {
    throw new RangeError(`${field}[${bad}] must be a whole number, got ${show(values[bad])}`);
  }
  return Int32Array.from(finiteNumbers(field, values));
}

export function copyMeasured(measured: Measured): Measured {
  return {
    ...measured,
    symbols: [...measured.symbols],
    t: measured.t.slice(),
    x: measured.x.slice(),
    dxdt: measured.dxdt.slice(),
    recording: measured.recording.slice(),
  };
}

/** The plane shown by default: the first position and its momentum, over the range of the data and a tenth more. */
export function dataPlane({ symbols, x }: Measured, xAxis = 0, yAxis = symbols.length / 2) {
  const [xMin, xMax] = extent(x, xAxis, symbols.length);
  const [yMin, yMax] = extent(x, yAxis, symbols.length);
  return { xAxis, yAxis, xMin, xMax, yMin, yMax };
}

function extent(x: Float64Array, component: number, size: number): [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = component; i < x.length; i += size) {
    min = Math.min(min, x[i]!);
    max = Math.max(max, x[i]!);
  }
  const room = 0.1 * (max - min) || 1;
  return [min - room, max + room];
}
