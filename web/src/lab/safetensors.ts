// Safetensors: eight bytes with the length of a JSON header, the header (name → dtype, shape, place), the numbers. Our model
// files in this format can be read by PyTorch: weights and moments are tensors, the rest is text in the header's
// metadata. Reading checks lengths, offsets, overlaps, types and names, and names what is wrong.
import { show } from "../catalogue/check.js";
import { fileLimit } from "./jsonFile.js";
import { decimal, type FileTensor, type ModelFile } from "./modelFile.js";

export interface SafeTensor {
  /** Out × in of a matrix; one number of a bias. */
  shape: number[];
  values: Float32Array | Float64Array | Int32Array;
}

export interface SafeFile {
  tensors: Map<string, SafeTensor>;
  metadata: Map<string, string>;
}

const headerLimit = 1 << 20; // bytes; our headers have a few hundred
const mostDimensions = 8;
/** The supported types: those of weights and data. */
const types = {
  F32: { bytes: 4, List: Float32Array, get: DataView.prototype.getFloat32 },
  F64: { bytes: 8, List: Float64Array, get: DataView.prototype.getFloat64 },
  I32: { bytes: 4, List: Int32Array, get: DataView.prototype.getInt32 },
} as const;
type Type = keyof typeof types;
const prefix = 8; // bytes

function refuse(what: string): never {
  throw new RangeError(`this safetensors file cannot be used: ${what}`);
}

/** Whether bytes look like such a file: a plausible length, and then a JSON object. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < prefix + 2 || bytes[prefix] !== 0x7b) return false;
  return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) <= BigInt(bytes.length);
}

export function writeSafetensors({ tensors, metadata }: SafeFile): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: Object.fromEntries(metadata) };
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    const names = Object.keys(types) as Type[];
    const dtype = names.find((name) => values instanceof types[name].List);
    header[name] = { dtype, shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8; // aligns the data for doubles
  const file = new Uint8Array(prefix + padded + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.fill(0x20, prefix, prefix + padded);
  file.set(text, prefix);
  let at = prefix + padded;
  for (const { values } of tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return file;
}

/** Throws a RangeError that names what is wrong. */
export function readSafetensors(bytes: Uint8Array): SafeFile {
  if (bytes.length > fileLimit) refuse(`it has ${bytes.length} bytes; the limit is ${fileLimit}`);
  if (bytes.length < prefix + 2) refuse(`it has ${bytes.length} bytes, too few for a header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > headerLimit || prefix + length > bytes.length)
    refuse(`its header should have ${length} bytes, but the file has ${bytes.length}`);
  const header = readHeader(bytes.subarray(prefix, prefix + length));
  const start = prefix + length;
  const metadata = readMetadata(header.get("__metadata__"));
  header.delete("__metadata__");
  const places: { name: string; from: number; to: number }[] = [];
  const tensors = new Map<string, SafeTensor>();
  for (const [name, entry] of header) {
    const { dtype, shape, from, to } = readEntry(name, entry, bytes.length - start);
    places.push({ name, from, to });
    const { bytes: size, List, get } = types[dtype];
    const values = new List((to - from) / size);
    for (let i = 0; i < values.length; i++)
      values[i] = get.call(view, start + from + size * i, true);
    tensors.set(name, { shape, values });
  }
  requireNoOverlap(places, bytes.length - start);
  return { tensors, metadata };
}

function readHeader(bytes: Uint8Array): Map<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    return refuse("its header is not JSON");
  }
  requireUniqueNames(text);
  if (typeof header !== "object" || header === null || Array.isArray(header))
    return refuse(`its header must be an object, got ${show(header)}`);
  return new Map(Object.entries(header));
}

/** JSON.parse silently keeps the last of equal names; `text` is JSON. */
function requireUniqueNames(text: string) {
  const open: (Set<string> | null)[] = []; // names of each object around the present position; null: none yet
  let latest = "";
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g)) {
    if (token === "{" || token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const names = open.pop() ?? new Set();
      const name = JSON.parse(latest) as string;
      if (names.has(name)) refuse(`its header has the name ${show(name)} twice`);
      open.push(names.add(name));
    } else latest = token;
  }
}

function readMetadata(given: unknown): Map<string, string> {
  if (given === undefined) return new Map();
  if (typeof given !== "object" || given === null)
    return refuse(`__metadata__ must be an object, got ${show(given)}`);
  const entries = Object.entries(given);
  for (const [key, value] of entries)
    if (typeof value !== "string")
      refuse(`__metadata__ ${show(key)} must be a string, got ${show(value)}`);
  return new Map(entries as [string, string][]);
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

function readEntry(name: string, entry: unknown, room: number) {
  const label = show(name);
  if (typeof entry !== "object" || entry === null)
    return refuse(`tensor ${label} must be an object, got ${show(entry)}`);
  const { dtype, shape, data_offsets: place } = entry as Record<string, unknown>;
  if (typeof dtype !== "string" || !Object.hasOwn(types, dtype))
    return refuse(`tensor ${label} has dtype ${show(dtype)}; supported are F32, F64 and I32`);
  const size = types[dtype as Type].bytes;
  if (!Array.isArray(shape) || shape.length > mostDimensions || !shape.every(isCount))
    return refuse(`tensor ${label} has shape ${show(shape)}, which must be a list of counts`);
  if (!Array.isArray(place) || place.length !== 2 || !place.every(isCount))
    return refuse(`tensor ${label} has data_offsets ${show(place)}, which must be two offsets`);
  const [from, to] = place as [number, number];
  const count = (shape as number[]).reduce((product, one) => product * one, 1);
  if (to < from || to > room)
    return refuse(`tensor ${label} has offsets ${from} to ${to}, but the data have ${room} bytes`);
  if (count * size !== to - from)
    return refuse(`tensor ${label} has ${to - from} bytes, but its shape requires ${count * size}`);
  return { dtype: dtype as Type, shape: shape as number[], from, to };
}

function requireNoOverlap(places: { name: string; from: number; to: number }[], room: number) {
  let end = 0;
  for (const { name, from, to } of [...places].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end)
      refuse(
        `tensor ${show(name)} begins at ${from} where ${end} is expected: it overlaps another, or leaves a hole`,
      );
    end = to;
  }
  if (end !== room) refuse(`its tensors end at ${end}, but the data have ${room} bytes`);
}

// ---- model files in this form --------------------------------------------------------------------

const groups = {
  firstMoment: "optimizer.firstMoment.",
  secondMoment: "optimizer.secondMoment.",
} as const;
const rest = "hnn-lab";

function tensorOf(given: FileTensor): SafeTensor {
  const isMatrix = Array.isArray(given[0]);
  const flat = (given as (number | number[])[]).flat();
  // Model files write a float as the shortest text that reads back as the same float.
  const isSingle = flat.every((value) => Number(decimal(Math.fround(value))) === value);
  return {
    shape: isMatrix ? [given.length, (given[0] as number[]).length] : [given.length],
    values: isSingle ? Float32Array.from(flat) : Float64Array.from(flat),
  };
}

function fileTensorOf(name: string, { shape, values }: SafeTensor): FileTensor {
  const [rows = 0, columns] = shape;
  if (shape.length < 1 || shape.length > 2)
    return refuse(`tensor ${show(name)} has ${shape.length} dimensions; weights have one or two`);
  if (columns === undefined) return Array.from(values);
  return Array.from({ length: rows }, (_, i) =>
    Array.from(values.subarray(i * columns, (i + 1) * columns)),
  );
}

/** The same model as safetensors: weights W1, b1, … and, of a run that can continue, its optimiser's moments. */
export function safetensorsOf(file: ModelFile): Uint8Array<ArrayBuffer> {
  const { weights, optimizer, ...others } = file;
  const tensors = new Map<string, SafeTensor>();
  for (const [name, one] of Object.entries(weights)) tensors.set(name, tensorOf(one));
  for (const [key, start] of Object.entries(groups) as [keyof typeof groups, string][])
    for (const [name, one] of Object.entries(optimizer?.[key] ?? {}))
      tensors.set(start + name, tensorOf(one));
  const { firstMoment: _, secondMoment: __, ...state } = optimizer ?? {};
  const kept = optimizer ? { ...others, optimizer: state } : others;
  return writeSafetensors({
    tensors,
    metadata: new Map([
      ["format", "pt"], // as in PyTorch's own files
      [rest, JSON.stringify(kept)],
    ]),
  });
}

/** The inverse; the loader checks the contents like those of any model file. */
export function modelFileOf(bytes: Uint8Array): object {
  const { tensors, metadata } = readSafetensors(bytes);
  const text = metadata.get(rest);
  if (text === undefined)
    return refuse(`its metadata has no "${rest}": it was not saved by HNN Lab`);
  let file: Record<string, unknown>;
  try {
    file = JSON.parse(text);
  } catch {
    return refuse(`its metadata "${rest}" is not JSON`);
  }
  if (typeof file !== "object" || file === null)
    return refuse(`its metadata "${rest}" must be an object`);
  const weights: [string, FileTensor][] = [];
  const moments = { firstMoment: [], secondMoment: [] } as Record<
    keyof typeof groups,
    [string, FileTensor][]
  >;
  for (const [name, tensor] of tensors) {
    const group = (Object.keys(groups) as (keyof typeof groups)[]).find((key) =>
      name.startsWith(groups[key]),
    );
    if (group) moments[group].push([name.slice(groups[group].length), fileTensorOf(name, tensor)]);
    else weights.push([name, fileTensorOf(name, tensor)]);
  }
  const optimizer = file.optimizer as object | undefined;
  return {
    ...file,
    weights: Object.fromEntries(weights),
    ...(optimizer && {
      optimizer: {
        ...optimizer,
        firstMoment: Object.fromEntries(moments.firstMoment),
        secondMoment: Object.fromEntries(moments.secondMoment),
      },
    }),
  };
}
