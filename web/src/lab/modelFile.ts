// Model files, "hnn-lab/1": JSON with the network's shape and weights (W as [out][in]), and for whole runs the
// settings, measured data, the step and the optimiser, so that training continues bit for bit. Reading checks everything
// and names what is wrong; writing stores each weight so that it reads back as the same float.
import { checkSetting, show } from "../catalogue/check.js";
import type { Catalogue, ModelInfo, NetworkLayout, Setting } from "../catalogue/settings.js";
import type { Measured } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import type { NetworkSpec, OptimizerState, Tensor } from "./core.js";
import { exact } from "./csv.js";
import { messageOf } from "./errors.js";
import { type Fields, fieldsOf, isObject } from "./jsonFile.js";
import { checkMeasured, type MeasuredInput } from "./measured.js";

export const formatName = "hnn-lab/1";

/** Ten times the longest run that can be set: the optimiser counts up to the step when a run is restored. */
const mostSteps = 10_000_000;

/** What a file describes of any network, whatever its family. */
const common = ["model", "field", "activation", "hidden", "outputBias", "angles"] as const;
/** Options of families, by the keys of their settings; missing where they are 0, false or the first choice. */
type OptionKey = Exclude<keyof Settings & keyof NetworkSpec, (typeof common)[number]>;
type FileOptions = Partial<Pick<Settings, OptionKey>>;

/** Weights as a file holds them: rows of numbers; a bias is one row. */
export type FileTensor = number[][] | number[];

export interface ModelFile extends FileOptions {
  format: typeof formatName;
  model: string;
  /** HNN only; "solenoidal" if missing. */
  field?: string;
  activation: string;
  hidden: number[];
  outputBias: boolean;
  /** 1/m of every coordinate, for models that take the masses as input. */
  inverseMass?: number[];
  /** The encoding of angles, and which of the d coordinates are angles; unchanged if missing. */
  angles?: string;
  angleCoordinates?: number[];
  /**
   * The units in which the network works, 2d numbers each: x' = (x − stateShift) / stateScale and t' = t / timeScale. Missing
   * where they are those of the states.
   */
  stateShift?: number[];
  stateScale?: number[];
  timeScale?: number;
  weights: Record<string, FileTensor>;
  /** The remaining fields are those of a run that can continue. */
  settings?: Settings;
  /** Measured data of the run; without them its data come from the settings. */
  data?: FileData;
  step?: number;
  /** Without moments for a solved model. */
  optimizer?: {
    step: number;
    firstMoment: Record<string, FileTensor>;
    secondMoment: Record<string, FileTensor>;
    /** The control scalars of an objective that has some. */
    controls?: number[];
  };
  /** Of the weights; a file whose weights have another fingerprint is rejected as damaged. */
  fingerprint?: string;
}

/** Measured data in a file: samples as rows of 2d numbers. */
export interface FileData {
  name: string;
  symbols: string[];
  judged: boolean;
  recording: number[];
  t: number[];
  x: number[][];
  /** Missing if derivatives are estimated by the rule of settings.derivative. */
  dxdt?: number[][];
}

/** The checked contents of a file. */
export interface ReadModel {
  network: NetworkSpec;
  weights: Tensor[];
  settings: Record<string, unknown> | null;
  measured: Measured | null;
  optimizer: {
    step: number;
    firstMoment: Tensor[];
    secondMoment: Tensor[];
    controls: Float64Array;
  } | null;
  fingerprint: string | null;
}

/** A run in the form in which it is written. */
export interface SavedModel {
  network: NetworkSpec;
  weights: Tensor[];
  settings: Settings | null;
  measured: Measured | null;
  optimizer: OptimizerState | null;
  fingerprint: string;
}

// ---- reading ----------------------------------------------------------------------------------------

const refuse = (problem: string): never => {
  throw new Error(`this model file cannot be used: ${problem}`);
};

function word(fields: Fields, key: string, choices: readonly string[], fallback?: string): string {
  const value = fields[key] === undefined ? fallback : fields[key];
  if (value === undefined) return refuse(`"${key}" is missing`);
  if (typeof value !== "string" || !choices.includes(value)) {
    return refuse(`"${key}" must be one of ${choices.join(", ")}, got ${show(value)}`);
  }
  return value;
}

function widths(fields: Fields): number[] {
  const { hidden } = fields;
  if (hidden === undefined) return refuse('"hidden" is missing (the widths of the hidden layers)');
  const good = Array.isArray(hidden) && hidden.every((n) => Number.isInteger(n) && n > 0);
  if (!good || hidden.length === 0) {
    return refuse(`"hidden" must be a list of widths like [200, 200], got ${show(hidden)}`);
  }
  return hidden as number[];
}

/** One positive number for each coordinate; none if the model does not need them. */
function inverseMasses(fields: Fields, isNeeded: boolean): Float64Array {
  const { inverseMass = [] } = fields;
  if (isNeeded && fields.inverseMass === undefined)
    return refuse('"inverseMass" is missing (1/m of every coordinate)');
  const good = Array.isArray(inverseMass) && inverseMass.every((n) => Number.isFinite(n) && n > 0);
  if (!good) return refuse(`"inverseMass" must be positive numbers, got ${show(inverseMass)}`);
  return Float64Array.from(inverseMass as number[]);
}

/** Which of the coordinates are angles: whole numbers that rise. The core knows how many there are. */
function angleCoordinates(fields: Fields): number[] {
  const { angleCoordinates: given = [] } = fields;
  const good =
    Array.isArray(given) &&
    given.every((n, i) => Number.isInteger(n) && n >= 0 && (i === 0 || n > given[i - 1]));
  if (!good)
    return refuse(`"angleCoordinates" must be increasing whole numbers from 0, got ${show(given)}`);
  return given as number[];
}

/** The units of a network; none for those of the states. The core knows how many there are. */
function unitsIn(fields: Fields): Pick<NetworkSpec, "stateShift" | "stateScale" | "timeScale"> {
  const keys = ["stateShift", "stateScale", "timeScale"] as const;
  const missing = keys.find((key) => fields[key] === undefined);
  const given = keys.find((key) => fields[key] !== undefined);
  if (given && missing) refuse(`"${missing}" is missing ("${given}" is there)`);
  const { stateShift = [], stateScale = [], timeScale = 1 } = fields;
  const numbers = (name: string, value: unknown, what: string, least: number) => {
    const good = Array.isArray(value) && value.every((n) => Number.isFinite(n) && n > least);
    if (!good) refuse(`"${name}" must be ${what} numbers, got ${show(value)}`);
    return Float64Array.from(value as number[]);
  };
  if (!(Number.isFinite(timeScale) && (timeScale as number) > 0))
    refuse(`"timeScale" must be a positive number, got ${show(timeScale)}`);
  const units = {
    stateShift: numbers("stateShift", stateShift, "finite", Number.NEGATIVE_INFINITY),
    stateScale: numbers("stateScale", stateScale, "positive", 0),
    timeScale: timeScale as number,
  };
  if (given && units.stateScale.length === 0)
    refuse('"stateScale" must have a number for every component of a state, got none');
  return units;
}

/** The options of families: the settings of the table that shape a network and not every one. */
function optionRows(catalogue: Catalogue): Setting[] {
  return catalogue.settings.filter(
    ({ key, shapesNetwork }) => shapesNetwork && !common.some((each) => each === key),
  );
}

/** The value of an option that may be missing in a file. */
function optionOf(fields: Fields, row: Setting): unknown {
  const absent = row.type === "choice" ? row.choices[0] : row.type === "boolean" ? false : 0;
  const value = fields[row.key] ?? absent;
  const problem = checkSetting(row, value);
  return problem ? refuse(problem) : value;
}

function readRow(name: string, row: unknown, length: number, values: Float64Array, at: number) {
  if (!Array.isArray(row) || row.length !== length) {
    const found = Array.isArray(row) ? `${row.length} numbers` : show(row);
    refuse(`a row of ${name} must have ${length} numbers, found ${found}`);
  }
  for (const [j, value] of (row as unknown[]).entries()) {
    // The core stores floats: a larger number would become infinite.
    if (typeof value !== "number" || !Number.isFinite(Math.fround(value))) {
      refuse(
        `${name} holds ${show(value)} where a finite number up to 3.4e38 belongs (entry ${at + j})`,
      );
    }
    values[at + j] = value as number;
  }
}

/** A matrix from rows, or a bias from one list. */
function readTensor(name: string, given: unknown): Tensor {
  if (!Array.isArray(given) || given.length === 0) {
    return refuse(`${name} must be a list of numbers or of rows, got ${show(given)}`);
  }
  const rows = given.length;
  const isMatrix = Array.isArray(given[0]);
  const columns = isMatrix ? (given[0] as unknown[]).length : 1;
  const values = new Float64Array(rows * columns);
  if (!isMatrix) readRow(name, given, rows, values, 0);
  else for (const [i, row] of given.entries()) readRow(name, row, columns, values, i * columns);
  return { name, rows, columns, values };
}

function readTensors(place: string, given: unknown): Tensor[] {
  if (given === undefined) return refuse(`"${place}" is missing`);
  if (!isObject(given))
    return refuse(`"${place}" must be an object of tensors, got ${show(given)}`);
  return Object.entries(given).map(([name, tensor]) => {
    const read = readTensor(`${place}.${name}`, tensor);
    return { ...read, name };
  });
}

/** Inputs of a network; an angle that is encoded in two numbers adds one. */
const inputsOf = ({ inputs, hasAngles }: NetworkLayout, degreesOfFreedom: number, twice: number) =>
  inputs * degreesOfFreedom + (hasAngles ? twice : 0);

/** Rows and columns that each layer must have; null if only the model knows (the number of outputs). */
function expectedShapes(
  degreesOfFreedom: number,
  twice: number,
  hidden: number[],
  outputBias: boolean,
  networks: readonly NetworkLayout[],
) {
  const shapes = new Map<string, [rows: number | null, columns: number]>();
  for (const network of networks) {
    const { suffix } = network;
    let inputs = inputsOf(network, degreesOfFreedom, twice);
    for (const [i, width] of [...hidden, null].entries()) {
      shapes.set(`W${i + 1}${suffix}`, [width, inputs]);
      if (width !== null || outputBias) shapes.set(`b${i + 1}${suffix}`, [width, 1]);
      inputs = width ?? 0;
    }
  }
  return shapes;
}

function requireShapes(tensors: Tensor[], ...shape: Parameters<typeof expectedShapes>) {
  const expected = expectedShapes(...shape);
  for (const [name, [rows, columns]] of expected) {
    const shape = `${rows ?? "outputs"} × ${columns}`;
    const found = tensors.find((tensor) => tensor.name === name);
    if (!found) return refuse(`weights.${name} is missing; expected ${shape} (out × in)`);
    if ((rows !== null && found.rows !== rows) || found.columns !== columns) {
      return refuse(
        `weights.${name} must be ${shape} (out × in), found ${found.rows} × ${found.columns}`,
      );
    }
  }
  const surplus = tensors.find((tensor) => !expected.has(tensor.name));
  if (surplus) {
    refuse(
      `weights.${surplus.name} does not belong to this network (${[...expected.keys()].join(", ")})`,
    );
  }
}

/** `moments`: the tensors for which the optimiser has some. */
function readOptimizer(fields: Fields, momentsOf: Tensor[]): ReadModel["optimizer"] {
  if (fields.optimizer === undefined) return null;
  if (!isObject(fields.optimizer)) return refuse('"optimizer" must be an object');
  const { step, controls = [] } = fields.optimizer;
  if (!Number.isInteger(step) || (step as number) < 0 || (step as number) > mostSteps) {
    return refuse(`"optimizer.step" must be a count of steps, 0 … ${mostSteps}, got ${show(step)}`);
  }
  if (!Array.isArray(controls) || !controls.every(Number.isFinite))
    return refuse(`"optimizer.controls" must be a list of numbers, got ${show(controls)}`);
  const moments = (key: string): Tensor[] => {
    const read = readTensors(`optimizer.${key}`, (fields.optimizer as Fields)[key]);
    return momentsOf.map(({ name, rows, columns }) => {
      const found = read.find((tensor) => tensor.name === name);
      if (found?.rows === rows && found.columns === columns) return found;
      const what = found ? `found ${found.rows} × ${found.columns}` : "it is missing";
      return refuse(`optimizer.${key}.${name} must be ${rows} × ${columns}, ${what}`);
    });
  };
  return {
    step: step as number,
    firstMoment: moments("firstMoment"),
    secondMoment: moments("secondMoment"),
    controls: Float64Array.from(controls),
  };
}

/** The numbers of rows, one after the other. */
function readRows(name: string, given: unknown, width: number): Float64Array {
  if (!Array.isArray(given)) return refuse(`"${name}" must be a list of rows, got ${show(given)}`);
  const values = new Float64Array(given.length * width);
  for (const [i, row] of given.entries()) readRow(`"${name}"`, row, width, values, i * width);
  return values;
}

function readData(fields: Fields, settings: unknown): Measured | null {
  if (fields.data === undefined) return null;
  const { data } = fields;
  if (!isObject(data)) return refuse(`"data" must be an object, got ${show(data)}`);
  if (settings === null) return refuse('"data" requires "settings", which are missing');
  const width = Array.isArray(data.symbols) ? data.symbols.length : 0;
  const x = readRows("data.x", data.x, width);
  const dxdt = data.dxdt === undefined ? [] : readRows("data.dxdt", data.dxdt, width);
  try {
    return checkMeasured({ ...(data as unknown as MeasuredInput), x, dxdt });
  } catch (error) {
    return refuse(`"data": ${messageOf(error)}`);
  }
}

/** Reads and checks a file; shapes that depend on the model family are left to the core. */
export function readModelFile(catalogue: Catalogue, file: unknown): ReadModel {
  const fields = fieldsOf(file, refuse);
  const { format } = fields;
  if (format !== formatName) {
    const known = typeof format === "string" && format.startsWith("hnn-lab/");
    return refuse(
      known
        ? `it has format ${show(format)}, and this version reads "${formatName}"; use a newer version`
        : `"format" must be "${formatName}", got ${show(format)}`,
    );
  }
  const row = (key: keyof Settings) => catalogue.settings.find((each) => each.key === key)!;
  const choices = (key: keyof Settings) => row(key).choices;
  const model = word(fields, "model", choices("model"));
  const field = word(fields, "field", choices("field"), "solenoidal");
  const activation = word(fields, "activation", choices("activation"));
  const hidden = widths(fields);
  const outputBias = fields.outputBias ?? false;
  if (typeof outputBias !== "boolean") {
    return refuse(`"outputBias" must be true or false, got ${show(outputBias)}`);
  }

  const weights = readTensors("weights", fields.weights);
  const family = catalogue.models.find(({ id }) => id === model)!;
  const [network] = family.networks;
  const name = `W1${network!.suffix}`;
  const first = weights.find((tensor) => tensor.name === name);
  if (!first) return refuse(`weights.${name} is missing`);
  const angles = word(fields, "angles", choices("angles"), "plain");
  const which = angleCoordinates(fields);
  const twice = angles === "cos-sin" ? which.length : 0; // an angle is two numbers
  const degreesOfFreedom = (first.columns - inputsOf(network!, 0, twice)) / network!.inputs;
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom <= 0) {
    const more = twice > 0 ? ` and ${twice} more for angles` : "";
    refuse(
      `weights.${name} must have an even number of columns (q…, p…)${more}, found ${first.columns}`,
    );
  }
  requireShapes(weights, degreesOfFreedom, twice, hidden, outputBias, family.networks);

  const stateSize = 2 * degreesOfFreedom;
  const inverseMass = inverseMasses(fields, family.needsMass);

  const { settings = null, fingerprint = null } = fields;
  if (settings !== null && !isObject(settings)) return refuse('"settings" must be an object');
  if (fingerprint !== null && !/^[0-9a-f]{16}$/.test(String(fingerprint))) {
    return refuse(`"fingerprint" must be 16 hex digits, got ${show(fingerprint)}`);
  }
  return {
    network: {
      ...{ model, field, activation, outputBias, stateSize, inverseMass, angles },
      hidden: Int32Array.from(hidden),
      angleCoordinates: Int32Array.from(which),
      ...unitsIn(fields),
      ...(Object.fromEntries(
        optionRows(catalogue).map((row) => [row.key, optionOf(fields, row)]),
      ) as unknown as Pick<NetworkSpec, OptionKey>),
    },
    weights,
    settings,
    measured: readData(fields, settings),
    optimizer: readOptimizer(fields, family.solvedAtOnce ? [] : weights),
    fingerprint: fingerprint as string | null,
  };
}

/** The choice of the setting `scaling` that gave a network its units. */
const unitsWord = ({ stateScale }: { stateScale: ArrayLike<number> }) =>
  stateScale.length > 0 ? "data" : "none";

/**
 * The settings that follow from a network's shape; masses and angles follow from the system. On measured data its units have to
 * be those for which it was trained.
 */
export function shapeOf(
  catalogue: Catalogue,
  network: Omit<
    NetworkSpec,
    "hidden" | "angleCoordinates" | "inverseMass" | "stateShift" | "stateScale" | "timeScale"
  > & {
    stateScale: ArrayLike<number>;
    hidden: ArrayLike<number>;
    angleCoordinates: ArrayLike<number>;
  },
  measured: Measured | null,
): Partial<Settings> {
  const { model, field, activation, outputBias, angles } = network;
  const shape = { model, field, activation, outputBias, hidden: Array.from(network.hidden) };
  const { options } = catalogue.models.find(({ id }) => id === model)!;
  const values = network as Fields;
  const own = options.filter((key) => key in network).map((key) => [key, values[key]]);
  return {
    ...shape,
    ...(measured && { scaling: unitsWord(network) }),
    ...(network.angleCoordinates.length > 0 && { angles }),
    ...Object.fromEntries(own),
  };
}

/** Throws if the settings describe another network than the weights. */
export function requireAgreement(
  settings: Settings,
  network: NetworkSpec,
  measured: Measured | null,
  degreesOfFreedom: number,
  { solvedAtOnce, options }: ModelInfo, // solved: a bias in the last layer in any case
): void {
  const told = network.angleCoordinates.length > 0 && settings.angles !== "auto";
  const described: [string, unknown, unknown][] = [
    ["model", settings.model, network.model],
    ["activation", settings.activation, network.activation],
    ["hidden", settings.hidden, Array.from(network.hidden)],
    ["outputBias", settings.outputBias || solvedAtOnce, network.outputBias],
    ["angles", told ? settings.angles : network.angles, network.angles],
  ];
  // Which units they are follows from the data: requireUnits.
  if (measured) described.push(["scaling", settings.scaling, unitsWord(network)]);
  else if (network.stateScale.length > 0)
    refuse(
      "its network works in units of its own (stateScale), and a run on a system has none: " +
        "load it with measured data, or without settings to evaluate it",
    );
  const values = network as Fields;
  for (const key of options) if (key in network) described.push([key, settings[key], values[key]]);
  for (const [key, wanted, found] of described) {
    if (String(wanted) !== String(found)) {
      refuse(`settings.${key} is ${show(wanted)}, but its network has ${show(found)}`);
    }
  }
  if (measured) {
    const { length } = measured.symbols;
    if (length === network.stateSize) return;
    refuse(
      `its data have ${length} state components, but its network has ${network.stateSize} inputs`,
    );
  }
  if (2 * degreesOfFreedom !== network.stateSize) {
    refuse(
      `settings.system is ${show(settings.system)} with ${2 * degreesOfFreedom} state components, ` +
        `but its network has ${network.stateSize} inputs`,
    );
  }
}

/** Throws if the data of a run give the network other units than those for which its weights were trained. */
export function requireUnits(inFile: NetworkSpec, inRun: NetworkSpec): void {
  const numbers = ({ stateShift, stateScale, timeScale }: NetworkSpec) => [
    ...stateShift,
    ...stateScale,
    timeScale,
  ];
  const wanted = numbers(inRun);
  // Computed from the same data they are the same to the last bit.
  if (numbers(inFile).every((value, i) => value === wanted[i])) return;
  refuse(
    "its network works in units (stateScale, stateShift, timeScale) that do not follow from these data and settings: " +
      "load it with the data, trainFraction and derivative it was trained with, or without settings to evaluate it",
  );
}

// ---- the optimiser's flat moments --------------------------------------------------------------------

// The core stores the moments in one flat block, tensor after tensor in the order of weights(), each column
// after column; files and Tensor have rows.

export function momentTensors(flat: Float64Array, weights: Tensor[]): Tensor[] {
  let offset = 0;
  if (flat.length === 0) return []; // no optimiser
  return weights.map(({ name, rows, columns }) => {
    const values = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) values[i * columns + j] = flat[offset + j * rows + i]!;
    }
    offset += rows * columns;
    return { name, rows, columns, values };
  });
}

/** The inverse of `momentTensors`; `weights` gives the order. */
export function flatMoments(tensors: Tensor[], weights: Tensor[]): Float64Array {
  if (tensors.length === 0) return new Float64Array(0);
  const flat = new Float64Array(weights.reduce((sum, tensor) => sum + tensor.values.length, 0));
  let offset = 0;
  for (const { name, rows, columns } of weights) {
    const values = tensors.find((tensor) => tensor.name === name)!.values;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) flat[offset + j * rows + i] = values[i * columns + j]!;
    }
    offset += rows * columns;
  }
  return flat;
}

// ---- printing ----------------------------------------------------------------------------------------

/** The shortest decimal that reads back as the same number, in single precision if it is a float. */
export function decimal(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const full = String(value);
  if (full.length <= 9 || Math.fround(value) !== value) return full;
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return full;
}

function printTensor({ rows, columns, values }: Tensor): string {
  const row = (from: number, length: number) =>
    `[${Array.from(values.subarray(from, from + length), decimal).join(", ")}]`;
  const lines = Array.from({ length: rows }, (_, i) => row(i * columns, columns));
  return `[\n      ${lines.join(",\n      ")}\n    ]`;
}

function printTensors(tensors: Tensor[], indent: string): string {
  const lines = tensors.map((tensor) => {
    const text = tensor.name.startsWith("b")
      ? `[${Array.from(tensor.values, decimal).join(", ")}]`
      : printTensor(tensor);
    return `${indent}  ${JSON.stringify(tensor.name)}: ${text}`;
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function printData({ name, symbols, judged, recording, t, x, dxdt }: Measured): string {
  const size = symbols.length;
  // Data are doubles: `decimal` would give the shortest text of a float for doubles that happen to be floats.
  const list = (values: ArrayLike<number>) => `[${Array.from(values, exact).join(", ")}]`;
  const rows = (values: Float64Array) => {
    const lines = Array.from(t, (_, i) => list(values.subarray(i * size, (i + 1) * size)));
    return `[\n      ${lines.join(",\n      ")}\n    ]`;
  };
  const members: [string, string][] = [
    ["name", JSON.stringify(name)],
    ["symbols", JSON.stringify(symbols)],
    ["judged", JSON.stringify(judged)],
    ["recording", list(recording)],
    ["t", list(t)],
    ["x", rows(x)],
  ];
  if (dxdt.length > 0) members.push(["dxdt", rows(dxdt)]);
  return `{\n${members.map(([key, text]) => `    "${key}": ${text}`).join(",\n")}\n  }`;
}

export function printModelFile(saved: SavedModel): string {
  const { network, weights, settings, measured, optimizer, fingerprint } = saved;
  const parts: [string, string][] = [
    ["format", JSON.stringify(formatName)],
    ["model", JSON.stringify(network.model)],
    ["field", JSON.stringify(network.field)],
    ["activation", JSON.stringify(network.activation)],
    ["hidden", JSON.stringify(Array.from(network.hidden))],
    ["outputBias", JSON.stringify(network.outputBias)],
    ["fingerprint", JSON.stringify(fingerprint)],
  ];
  if (network.inverseMass.length > 0)
    parts.push(["inverseMass", JSON.stringify(Array.from(network.inverseMass))]);
  if (network.angles !== "plain" && network.angleCoordinates.length > 0) {
    parts.push(["angles", JSON.stringify(network.angles)]);
    parts.push(["angleCoordinates", JSON.stringify(Array.from(network.angleCoordinates))]);
  }
  if (network.stateScale.length > 0) {
    parts.push(["stateShift", JSON.stringify(Array.from(network.stateShift))]);
    parts.push(["stateScale", JSON.stringify(Array.from(network.stateScale))]);
    parts.push(["timeScale", JSON.stringify(network.timeScale)]);
  }
  const others = new Set<string>([
    ...common,
    ...["stateSize", "inverseMass", "angleCoordinates", "stateShift", "stateScale", "timeScale"],
  ]);
  for (const [key, value] of Object.entries(network)) {
    if (!others.has(key) && value) parts.push([key, JSON.stringify(value)]);
  }
  if (settings) parts.push(["settings", JSON.stringify(settings)]);
  if (measured) parts.push(["data", printData(measured)]);
  if (optimizer) parts.push(["step", JSON.stringify(optimizer.step)]);
  parts.push(["weights", printTensors(weights, "  ")]);
  if (optimizer) {
    const moments = (flat: Float64Array) => printTensors(momentTensors(flat, weights), "    ");
    const members = [
      `    "step": ${optimizer.step}`,
      `    "firstMoment": ${moments(optimizer.firstMoment)}`,
      `    "secondMoment": ${moments(optimizer.secondMoment)}`,
    ];
    if (optimizer.controls?.length)
      members.push(`    "controls": ${JSON.stringify(Array.from(optimizer.controls))}`);
    parts.push(["optimizer", `{\n${members.join(",\n")}\n  }`]);
  }
  return `{\n${parts.map(([key, text]) => `  "${key}": ${text}`).join(",\n")}\n}\n`;
}
