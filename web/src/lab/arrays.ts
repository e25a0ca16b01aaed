// Input checks of the package: lists of numbers and request objects.
import { isNumberList, show, unknownKey } from "../catalogue/check.js";

/** Any plain or typed array of numbers. */
export type Numbers = ArrayLike<number>;

/** A Float64Array of finite numbers; throws naming the field. */
export function finiteNumbers(field: string, values: Numbers): Float64Array {
  if (!isNumberList(values)) {
    throw new RangeError(
      `${field} must be a flat list of numbers (an array or a typed array), got ${show(values)}`,
    );
  }
  const copy = Float64Array.from(values);
  const bad = copy.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`${field}[${bad}] must be a finite number, got ${copy[bad]}`);
  return copy;
}

/** Samples as rows: a multiple of `stateSize` finite numbers. */
export function samples(field: string, values: Numbers, stateSize: number): Float64Array {
  const copy = finiteNumbers(field, values);
  if (copy.length === 0 || copy.length % stateSize !== 0) {
    throw new RangeError(
      `${field} must hold whole samples of ${stateSize} numbers each (q…, p…), got ${copy.length} numbers`,
    );
  }
  return copy;
}

export function finiteNumber(field: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new RangeError(`${field} must be a finite number, got ${show(value)}`);
  }
  return value;
}

export function integer(field: string, value: unknown, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${field} must be an integer ${min}…${max}, got ${show(value)}`);
  }
  return value;
}

export function text(field: string, value: unknown): string {
  if (typeof value !== "string")
    throw new RangeError(`${field} must be a string, got ${show(value)}`);
  return value;
}

/** Rejects anything but an object with known keys only, so that a misspelt option is not ignored. */
export function knownKeys(what: string, given: unknown, known: readonly string[]): void {
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new RangeError(`${what} takes an object of options, got ${show(given)}`);
  }
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw new RangeError(unknownKey(key, known, `option of ${what}`));
  }
}
