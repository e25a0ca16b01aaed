// Data sets as files, "hnn-lab-data/1": states, their derivatives and times, the trajectory number of each sample
// and whether it was held out; as JSON, as safetensors (which PyTorch reads), and as CSV, which readTable reads like any
// other table. Reading checks everything and names field, value, range and remedy; every double is read back unchanged.
import { catalogue } from "../catalogue/catalogue.js";
import { show, unknownKey } from "../catalogue/check.js";
import type { Measured } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import type { DataView as RunData } from "../protocol/snapshot.js";
import { type Column, csvOf, exact } from "./csv.js";
import { type Fields, fieldsOf, isObject } from "./jsonFile.js";
import {
  isSafetensors,
  readSafetensors,
  type SafeFile,
  type SafeTensor,
  writeSafetensors,
} from "./safetensors.js";
import type { Table } from "./table.js";

export const dataFormat = "hnn-lab-data/1";
const mostComponents = 64;
/** Maximum number of state components (samples × 2d) that the core accepts. */
const mostNumbers = 1_000_000;

/** Samples trajectory after trajectory, each in the order of time. */
export interface DataSet {
  name: string;
  /** The system whose motions they are; null: unknown, as for most measured data. */
  system: string | null;
  /** Settings of the run that had these data, for information. */
  settings: Partial<Settings> | null;
  /** Symbols of the components, q… then p…, 2d words. */
  symbols: string[];
  t: Float64Array;
  /** samples × 2d. */
  x: Float64Array;
  /** samples × 2d; empty: to be estimated from x. */
  dxdt: Float64Array;
  /** Whole numbers, not falling. */
  trajectory: Int32Array;
  /** 1 if the run held the sample out. */
  test: Int32Array;
}

export type DataFormat = "json" | "safetensors" | "csv";

const refuse = (problem: string): never => {
  throw new RangeError(`this data file cannot be used: ${problem}`);
};

// ---- from a run ------------------------------------------------------------------------------------------

/** The data of a run, `run.data()`, with the information for a file. */
export function dataSetOf(data: RunData, settings: Settings, measured?: Measured | null): DataSet {
  const system = catalogue.systems.find(({ id }) => id === settings.system);
  const symbols = measured?.symbols ?? system?.coordinates.map(({ symbol }) => symbol) ?? [];
  // A run stores training samples first, then held-out samples.
  const order = Array.from(data.t, (_, i) => i).sort(
    (a, b) => data.trajectory[a]! - data.trajectory[b]! || data.t[a]! - data.t[b]!,
  );
  const rows = (values: Float64Array) => {
    const size = symbols.length;
    const sorted = new Float64Array(values.length);
    for (const [to, from] of order.entries())
      sorted.set(values.subarray(from * size, (from + 1) * size), to * size);
    return sorted;
  };
  return {
    name: measured?.name ?? settings.system,
    system: measured && !measured.judged ? null : settings.system,
    settings,
    symbols: [...symbols],
    t: Float64Array.from(order, (i) => data.t[i]!),
    x: rows(data.x),
    dxdt: rows(data.dxdt),
    trajectory: Int32Array.from(order, (i) => data.trajectory[i]!),
    test: Int32Array.from(order, (i) => data.test[i]!),
  };
}

/** Converted to the form that a run accepts: `lab.session(settings, { measured })`, which trains on the first part of each trajectory. */
export function measuredOf(data: DataSet): Measured {
  const { name, symbols, t, x, dxdt, system } = data;
  return {
    ...{ name, symbols: [...symbols], t: t.slice(), x: x.slice(), dxdt: dxdt.slice() },
    recording: counted(data.trajectory),
    judged: system !== null,
  };
}

/** 7, 7, 9 → 0, 0, 1. */
function counted(trajectory: Int32Array): Int32Array {
  let count = 0;
  return trajectory.map((mark, i) => {
    if (i > 0 && mark !== trajectory[i - 1]) count++;
    return count;
  });
}

// ---- columns ---------------------------------------------------------------------------------------------

/** Named so that readTable recognises them: q1, …, p1, …, and their derivatives. */
function columnsOf({ symbols, t, x, dxdt, trajectory, test }: DataSet): Column[] {
  const size = symbols.length;
  const d = size / 2;
  const names = Array.from({ length: size }, (_, k) => {
    const index = d === 1 ? "" : String((k % d) + 1);
    return `${k < d ? "q" : "p"}${index}`;
  });
  const column = (values: Float64Array, k: number) => t.map((_, i) => values[i * size + k]!);
  return [
    { name: "trajectory", values: trajectory },
    { name: "t", values: t },
    ...names.map((name, k) => ({ name, values: column(x, k) })),
    ...(dxdt.length > 0
      ? names.map((name, k) => ({ name: `d${name}/dt`, values: column(dxdt, k) }))
      : []),
    { name: "test", values: test },
  ];
}

/** The same as a table, to show the columns before they are used as data. */
export function tableOf(data: DataSet): Table {
  const columns = columnsOf(data);
  const rows = data.t.length;
  const cells = new Float64Array(rows * columns.length);
  for (const [j, { values }] of columns.entries())
    for (let i = 0; i < rows; i++) cells[i * columns.length + j] = values[i] as number;
  return {
    name: data.name,
    columns: columns.map(({ name }) => name),
    cells,
    lines: Int32Array.from({ length: rows }, (_, i) => i + 1),
    faults: columns.map(() => null),
    separator: ",",
    proposed: columns.map(({ name }) => roleOf(name)),
  };
}

function roleOf(name: string): Table["proposed"][number] {
  if (name === "trajectory") return "recording";
  if (name === "t") return "t";
  const [, kind, index] = name.match(/^(d?[qp])(\d*)(?:\/dt)?$/) ?? [];
  return kind ? (`${kind}${index || 1}` as Table["proposed"][number]) : "ignored";
}

// ---- writing ---------------------------------------------------------------------------------------------

/** The file as bytes. */
export function saveDataSet(data: DataSet, format: DataFormat): Uint8Array<ArrayBuffer> {
  switch (format) {
    case "json":
      return new TextEncoder().encode(printJson(data));
    case "csv":
      return new TextEncoder().encode(csvOf(columnsOf(data), comments(data)));
    case "safetensors":
      return writeSafetensors({
        tensors: tensorsOf(data),
        metadata: new Map([
          ["format", "pt"], // as in PyTorch's own files
          [metadataKey, JSON.stringify(about(data))],
        ]),
      });
    default:
      format satisfies never;
      throw new RangeError(`format must be "json", "safetensors" or "csv", got ${show(format)}`);
  }
}

const metadataKey = "hnn-lab-data";

function about({ name, system, settings, symbols }: DataSet) {
  return { format: dataFormat, name, system, symbols, ...(settings && { settings }) };
}

function comments(data: DataSet): string[] {
  const { name, symbols, settings } = data;
  const columns = columnsOf(data).slice(2, 2 + symbols.length);
  return [
    `${dataFormat}: ${name}`,
    `columns: ${columns.map((column, k) => `${column.name} = ${symbols[k]}`).join("; ")}; test = 1 where held out`,
    ...(settings ? [`settings: ${JSON.stringify(settings)}`] : []),
  ];
}

function printJson(data: DataSet): string {
  const list = (values: ArrayLike<number>) => `[${Array.from(values, exact).join(", ")}]`;
  const rows = (values: Float64Array) => {
    const size = data.symbols.length;
    const lines = Array.from(data.t, (_, i) => list(values.subarray(i * size, (i + 1) * size)));
    return `[\n    ${lines.join(",\n    ")}\n  ]`;
  };
  const members = Object.entries(about(data)).map(([key, value]) => [key, JSON.stringify(value)]);
  for (const key of ["trajectory", "test", "t"] as const) members.push([key, list(data[key])]);
  members.push(["x", rows(data.x)]);
  if (data.dxdt.length > 0) members.push(["dxdt", rows(data.dxdt)]);
  return `{\n${members.map(([key, text]) => `  "${key}": ${text}`).join(",\n")}\n}\n`;
}

function tensorsOf({ symbols, t, x, dxdt, trajectory, test }: DataSet): Map<string, SafeTensor> {
  const shape = [t.length, symbols.length];
  return new Map<string, SafeTensor>([
    ["x", { shape, values: x }],
    ...(dxdt.length > 0 ? ([["dxdt", { shape, values: dxdt }]] as const) : []),
    ["t", { shape: [t.length], values: t }],
    ["trajectory", { shape: [t.length], values: trajectory }],
    ["test", { shape: [t.length], values: test }],
  ]);
}

// ---- reading ---------------------------------------------------------------------------------------------

/** Fields of either form, numbers in flat lists. */
type Given = Fields & { symbols: string[] };

const words = ["format", "name", "system", "symbols", "settings"];
const lists = ["trajectory", "test", "t", "x", "dxdt"];

/**
 * A data set from a file: JSON or safetensors as bytes, JSON as text, or a parsed object. CSV is read by
 * readTable. Throws a RangeError that names field, value and remedy.
 */
export function readDataSet(file: Uint8Array | ArrayBuffer | string | object): DataSet {
  const bytes = file instanceof ArrayBuffer ? new Uint8Array(file) : file;
  const given =
    bytes instanceof Uint8Array && isSafetensors(bytes)
      ? fromTensors(readSafetensors(bytes))
      : fromJson(fieldsOf(bytes, refuse));
  return checked(given);
}

function fromJson(fields: Fields): Given {
  requireWords(fields, [...words, ...lists]);
  const symbols = fields.symbols as string[];
  const flat = (key: string) => flatRows(key, fields[key], symbols);
  return {
    ...fields,
    symbols,
    x: flat("x"),
    ...(fields.dxdt !== undefined && { dxdt: flat("dxdt") }),
  };
}

function fromTensors({ tensors, metadata }: SafeFile): Given {
  const text = metadata.get(metadataKey);
  if (text === undefined)
    return refuse(`its metadata has no "${metadataKey}": it is not an HNN Lab data file`);
  const fields = fieldsOf(text, refuse);
  requireWords(fields, words);
  const symbols = fields.symbols as string[];
  const given: Given = { ...fields, symbols };
  for (const [name, { shape, values }] of tensors) {
    if (!lists.includes(name)) refuse(unknownKey(name, lists, "tensor"));
    const columns = name === "x" || name === "dxdt" ? symbols.length : undefined;
    if (shape.length !== (columns ? 2 : 1) || shape[1] !== columns)
      refuse(
        `tensor "${name}" must have the shape samples${columns ? ` × ${columns}` : ""}, got ${show(shape)}`,
      );
    given[name] = values;
  }
  return given;
}

/** Format, names and symbols; `known` are all keys that may occur. */
function requireWords(fields: Fields, known: readonly string[]) {
  const { format, name, system, settings, symbols } = fields;
  if (format !== dataFormat) {
    const isNewer = typeof format === "string" && format.startsWith("hnn-lab-data/");
    refuse(
      isNewer
        ? `it has format ${show(format)}, and this version reads "${dataFormat}"; use a newer version`
        : `"format" must be "${dataFormat}", got ${show(format)}`,
    );
  }
  const strange = Object.keys(fields).find((key) => !known.includes(key));
  if (strange !== undefined) refuse(unknownKey(strange, known, "field"));
  if (name !== undefined && typeof name !== "string")
    refuse(`"name" must be a string, got ${show(name)}`);
  if (system !== undefined && system !== null && typeof system !== "string")
    refuse(`"system" must be the name of a system or null, got ${show(system)}`);
  if (settings !== undefined && !isObject(settings))
    refuse(`"settings" must be an object, got ${show(settings)}`);
  const good = Array.isArray(symbols) && symbols.every((symbol) => typeof symbol === "string");
  if (!good) refuse(`"symbols" must be a list of names like ["q", "p"], got ${show(symbols)}`);
  const { length } = symbols as string[];
  if (length < 2 || length % 2 !== 0 || length > mostComponents)
    refuse(
      `"symbols" must name an even number 2…${mostComponents} of components (q…, p…), got ${length}`,
    );
}

function flatRows(key: string, given: unknown, symbols: string[]): Float64Array {
  if (!Array.isArray(given))
    return refuse(`"${key}" must be a list with a row for each sample, got ${show(given)}`);
  const size = symbols.length;
  if (given.length * size > mostNumbers) tooMany(given.length, size);
  const flat = new Float64Array(given.length * size);
  for (const [i, row] of given.entries()) {
    if (!Array.isArray(row) || row.length !== size) {
      const found = Array.isArray(row) ? `${row.length} entries` : show(row);
      refuse(`"${key}"[${i}] must be a row of ${size} numbers (${named(symbols)}), got ${found}`);
    }
    for (let k = 0; k < size; k++) flat[i * size + k] = finite(`"${key}"[${i}][${k}]`, row[k]);
  }
  return flat;
}

const named = (symbols: string[]) => show(symbols.join(", ")).slice(1, -1);

const tooMany = (samples: number, size: number) =>
  refuse(
    `${samples} samples of ${size} components are more than ${mostNumbers} numbers: keep every tenth sample`,
  );

function finite(place: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  return refuse(
    `${place} must be a finite number, got ${show(value)}: correct it, or leave the sample out`,
  );
}

/** The list of a field, or `fallback` where it is left out. */
function listOf(given: Given, key: string, length: number, fallback?: number): Float64Array {
  const list = given[key];
  if (list === undefined && fallback !== undefined) return new Float64Array(length).fill(fallback);
  if (list === undefined) return refuse(`"${key}" is missing (a number for each sample)`);
  if (!Array.isArray(list) && !ArrayBuffer.isView(list))
    return refuse(`"${key}" must be a list with a number for each sample, got ${show(list)}`);
  const values = list as unknown as ArrayLike<unknown>;
  if (values.length !== length)
    refuse(
      `"${key}" must have an entry for each of the ${length} samples of "t", got ${values.length}`,
    );
  return Float64Array.from({ length }, (_, i) => finite(`"${key}"[${i}]`, values[i]));
}

/** Samples × components numbers. */
function statesOf(given: Given, key: "x" | "dxdt", samples: number): Float64Array {
  const size = given.symbols.length;
  const list = given[key] as ArrayLike<number> | undefined;
  if (list === undefined) return refuse(`"${key}" is missing (a row for each sample)`);
  if (list.length !== samples * size)
    refuse(
      `"${key}" must have a row for each of the ${samples} samples of "t", got ${list.length / size}`,
    );
  return Float64Array.from({ length: list.length }, (_, i) =>
    finite(`"${key}"[${Math.floor(i / size)}][${i % size}]`, list[i]),
  );
}

function checked(given: Given): DataSet {
  const { symbols } = given;
  const size = symbols.length;
  const count = (given.t as ArrayLike<unknown> | undefined)?.length;
  const t = listOf(given, "t", typeof count === "number" ? count : 0);
  if (t.length < 2) refuse(`"t" must hold 2 samples or more, got ${t.length}`);
  if (t.length * size > mostNumbers) tooMany(t.length, size);
  const x = statesOf(given, "x", t.length);
  const dxdt = given.dxdt === undefined ? new Float64Array() : statesOf(given, "dxdt", t.length);
  const trajectory = listOf(given, "trajectory", t.length, 0);
  const test = listOf(given, "test", t.length, 0);
  requireOrder(t, trajectory);
  const bad = test.findIndex((mark) => mark !== 0 && mark !== 1);
  if (bad >= 0) refuse(`"test"[${bad}] must be 1 (held out) or 0, got ${test[bad]}`);
  return {
    name: (given.name as string | undefined) ?? "data",
    system: (given.system as string | null | undefined) ?? null,
    settings: (given.settings as Partial<Settings> | undefined) ?? null,
    ...{ symbols: [...symbols], t, x, dxdt },
    trajectory: Int32Array.from(trajectory),
    test: Int32Array.from(test),
  };
}

const largestWhole = 2 ** 31 - 1;

function requireOrder(t: Float64Array, trajectory: Float64Array) {
  for (let i = 0; i < t.length; i++) {
    const mark = trajectory[i]!;
    const before = i > 0 ? trajectory[i - 1]! : 0;
    if (!Number.isInteger(mark) || mark < 0 || mark > largestWhole)
      refuse(`"trajectory"[${i}] must be a whole number 0…${largestWhole}, got ${mark}`);
    if (mark < before)
      refuse(
        `"trajectory"[${i}] must not be below ${before}, the one before it, got ${mark}: ` +
          "sort the samples by trajectory",
      );
    if (i > 0 && mark === before && !(t[i]! > t[i - 1]!))
      refuse(
        `"t"[${i}] must be later than ${t[i - 1]}, the time before it on trajectory ${mark}, got ${t[i]}: ` +
          "sort the samples of each trajectory by time, or give each its own number",
      );
  }
}
