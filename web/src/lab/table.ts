// Tables of measured data: CSV with comma, semicolon or tab, or columns separated by spaces; with or without a header.
// `readTable` reads the numbers and proposes the meaning of each column, `applyMapping` converts them to the data of a
// run. Nothing is guessed silently: errors name row and column of the file. (Why this does not use a library:
// docs/decisions/0007-reading-tables.md.)
import { show } from "../catalogue/check.js";
import type { Measured } from "../protocol/measured.js";
import { knownKeys } from "./arrays.js";

/** Longest text that is read, in characters. */
export const tableLimit = 50 * 1024 * 1024;
const mostRows = 1_000_000;
const mostLines = 2 * mostRows; // comments and blank ones among them
const mostColumns = 200;
const longestLine = 100_000; // characters
/** Maximum number of state components (samples × 2d) that the core accepts. */
const mostNumbers = 1_000_000;

export type Separator = "," | ";" | "\t" | " ";

export interface TableOptions {
  /** " " stands for any run of spaces and tabs; by default what the first rows suggest. */
  separator?: Separator;
}

/**
 * What a column means: time; the number of the recording; a position, a velocity or momentum (p = q̇ where nothing
 * else is known), their derivatives by time, each counted from 1; or nothing.
 */
export type Role = "ignored" | "recording" | "t" | `${Kind}${number}`;
type Kind = "q" | "p" | "dq" | "dp";
const kinds: readonly Kind[] = ["q", "p", "dq", "dp"];

export interface Table {
  name: string;
  /** The header's names; "column 3" if it has none. */
  columns: string[];
  /** Cells row after row; NaN if a cell is not a finite number. */
  cells: Float64Array;
  /** Line of the file of each row, from 1. */
  lines: Int32Array;
  /** Of each column: the first cell that is not a finite number, or null. */
  faults: (CellFault | null)[];
  separator: Separator;
  /** A role for each column, proposed from names and numbers; applyMapping reports what is missing. */
  proposed: Role[];
}

export interface CellFault {
  /** Index into `lines`. */
  row: number;
  text: string;
}

/** What `applyMapping` read. */
export interface AppliedTable {
  measured: Measured;
  samples: number;
  recordings: number;
  /** Names of the columns that were used, and of those that were not. */
  used: string[];
  unused: string[];
}

const refuse = (problem: string): never => {
  throw new RangeError(problem);
};

// ---- lines and cells ----------------------------------------------------------------------------------

const quoted = (separator: string) =>
  ({ "\t": "tab", " ": "spaces" })[separator] ?? `“${separator}”`;

interface Line {
  /** From 1, as in the file. */
  number: number;
  text: string;
}

/** Lines that are not blank, one at a time, so that a large file is not held twice. */
function* linesOf(text: string): Generator<Line> {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  for (let number = 1, from = end.lastIndex; from < text.length; number++) {
    const found = end.exec(text);
    const to = found?.index ?? text.length;
    if (to - from > longestLine) {
      refuse(
        `row ${number} is longer than ${longestLine} characters: this is not a table with one sample per line. ` +
          "Save it as CSV with one line per sample",
      );
    }
    if (number > mostLines) refuse(`row ${number}: at most ${mostLines} lines are read`);
    const line = text.slice(from, to);
    if (line.trim() !== "") yield { number, text: line };
    from = found ? end.lastIndex : text.length;
  }
}

const isComment = (line: Line) => /^\s*[#%]/.test(line.text);

/** The cells of a line. A cell may be quoted, with "" for a quotation mark inside. */
function split(line: Line, separator: Separator): string[] {
  const { text } = line;
  if (!text.includes('"')) {
    const cells = separator === " " ? text.trim().split(/\s+/) : text.split(separator);
    return limited(line, cells);
  }
  const isEnd = (character: string | undefined) =>
    separator === " " ? /\s/.test(character ?? " ") : (character ?? separator) === separator;
  const cells: string[] = [];
  let at = separator === " " ? text.search(/\S/) : 0;
  while (at <= text.length) {
    let from = at;
    while (text[from] === " ") from++;
    let cell = "";
    if (text[from] === '"') {
      const close = /"((?:[^"]|"")*)"/y;
      close.lastIndex = from;
      const found = close.exec(text);
      if (!found) {
        refuse(
          `row ${line.number}, column ${cells.length + 1}: a quotation mark is opened and never closed in this row; ` +
            "close or delete it",
        );
      }
      cell = found![1]!.replaceAll('""', '"');
      at = close.lastIndex;
      while (!isEnd(text[at]) && text[at] === " ") at++;
      if (!isEnd(text[at])) {
        refuse(
          `row ${line.number}, column ${cells.length + 1}: ${show(text.slice(at, at + 20))} follows a closed ` +
            "quotation mark; put a separator between them",
        );
      }
    } else {
      while (!isEnd(text[at])) at++;
      cell = text.slice(from, at);
    }
    cells.push(cell);
    at++;
    if (separator === " ") {
      while (at < text.length && isEnd(text[at])) at++;
      if (at >= text.length) break;
    }
  }
  return limited(line, cells);
}

function limited(line: Line, cells: string[]): string[] {
  if (cells.length <= mostColumns) return cells;
  return refuse(
    `row ${line.number} has ${cells.length} columns; the limit is ${mostColumns}. Each row must be one ` +
      "sample. Exchange rows and columns, or leave columns out",
  );
}

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/;
const commaPattern = /^[+-]?(\d+,\d*|,\d+)([eEdD][+-]?\d+)?$/;

/** Reads numbers with a decimal point; or a decimal comma, if the separator is not a comma and no point occurs. */
class NumberReader {
  #mark: "." | "," | null = null;

  constructor(private readonly separator: Separator) {}

  /** NaN if the cell is not a number. */
  read(cell: string): number {
    let digits = withAsciiMinus(cell);
    if (this.separator !== "," && commaPattern.test(digits)) {
      if (this.#mark === ".") return Number.NaN;
      this.#mark = ",";
      digits = digits.replace(",", ".");
    } else if (!numberPattern.test(digits)) {
      return Number.NaN;
    } else if (digits.includes(".")) {
      if (this.#mark === ",") return Number.NaN;
      this.#mark = ".";
    }
    const value = Number(digits.replace(/[dD]/, "e")); // Fortran writes 1.5D-3
    return Number.isFinite(value) ? value : Number.NaN;
  }
}

/** Spreadsheets and papers write U+2212, in the exponent as well. */
function withAsciiMinus(cell: string): string {
  return cell.trim().replaceAll("−", "-");
}

function looksNumeric(cell: string): boolean {
  const digits = withAsciiMinus(cell);
  return numberPattern.test(digits) || commaPattern.test(digits);
}

/** The separator that all of the first rows contain outside quotes; otherwise spaces. */
function suggestedSeparator(lines: Line[]): Separator {
  const bare = lines.map(({ text }) => text.replace(/"[^"]*"/g, ""));
  const candidates: Separator[] = [";", "\t", ","];
  const found = candidates.find((mark) => bare.every((text) => text.trim().includes(mark)));
  return found ?? " ";
}

/** A header: words, and at most a few numbers. */
function isHeader(cells: string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const numeric = filled.filter(
    (cell) => looksNumeric(cell) || /^[+-]?(nan|inf(inity)?)$/i.test(cell.trim()),
  );
  return filled.length > 0 && 2 * numeric.length < filled.length;
}

// ---- reading ------------------------------------------------------------------------------------------

/** Names for `width` columns from a header; a shorter header names the last columns. */
function namesFrom(header: string[], width: number): string[] {
  const missing = width - header.length;
  return Array.from({ length: width }, (_, i) => {
    const name = (header[i - missing] ?? "").trim().slice(0, 60);
    return name === "" ? `column ${i + 1}` : name;
  });
}

/** The tokens of a comment, as a header might stand in it ("% t q p"). */
function commentNames(line: Line, separator: Separator): string[] {
  const text = line.text.replace(/^\s*[#%]+\s*/, "");
  const cells = split({ ...line, text }, separator);
  return cells.length > 1 || separator === " " ? cells : split({ ...line, text }, " ");
}

/**
 * The table that a text holds, and a proposal of what its columns mean. Lines that begin with # or % are comments;
 * the last one before the numbers may be a header, and so may the first line. Throws a RangeError naming row and
 * column if the text is not a table; cells that are not numbers are kept as `faults`, because their column may not be
 * needed.
 */
export function readTable(text: string, name: string, options: TableOptions = {}): Table {
  knownKeys("readTable", options, ["separator"]);
  if (typeof text !== "string") return refuse(`a table must be text, got ${show(text)}`);
  if (text.length > tableLimit) {
    const size = (text.length / 1024 / 1024).toFixed(1);
    return refuse(
      `${name} has ${size} MB; the limit is ${tableLimit / 1024 / 1024} MB. Keep every tenth sample, or fewer columns`,
    );
  }
  const { separator = detectSeparator(text, name) } = options;
  if (![",", ";", "\t", " "].includes(separator)) {
    return refuse(`separator must be "," | ";" | "\\t" | " ", got ${show(separator)}`);
  }

  const numbers = new NumberReader(separator);
  const lines: number[] = [];
  let cells = new Float64Array(1024);
  const faults: (CellFault | null)[] = [];
  let header: string[] | null = null;
  let headerLine = 0;
  let comment: Line | null = null;
  let width = 0;
  for (const line of linesOf(text)) {
    if (isComment(line)) {
      if (lines.length === 0) comment = line;
      continue;
    }
    const row = split(line, separator);
    if (lines.length === 0 && header === null && isHeader(row)) {
      header = row;
      headerLine = line.number;
      continue;
    }
    if (lines.length === 0) width = row.length;
    if (row.length !== width) {
      refuse(
        `row ${line.number} has ${row.length} columns, and row ${lines[0]} has ${width} (separated by ${quoted(separator)}): ` +
          "give every row the same columns, or choose another separator",
      );
    }
    if (lines.length === mostRows) {
      refuse(`row ${line.number}: at most ${mostRows} rows are read; keep every tenth sample`);
    }
    const at = lines.length * width;
    if (at + width > cells.length) {
      const larger = new Float64Array(2 * (at + width));
      larger.set(cells);
      cells = larger;
    }
    for (let j = 0; j < width; j++) {
      const value = numbers.read(row[j]!);
      cells[at + j] = value;
      if (Number.isNaN(value)) faults[j] ??= { row: lines.length, text: row[j]!.trim() };
    }
    lines.push(line.number);
  }

  if (lines.length === 0) {
    const what = header ? `only a header (row ${headerLine})` : "no row of numbers";
    return refuse(`${name} is empty: it has ${what}. A table needs one row per sample`);
  }
  if (lines.length === 1) {
    return refuse(
      `${name} has only one row of numbers (row ${lines[0]}): a motion needs several samples, one row each`,
    );
  }
  if (header === null && comment !== null) {
    const words = commentNames(comment, separator);
    if (words.length <= width && (words.length === width || words.every((w) => w.length <= 8))) {
      header = words;
    }
  }
  if (header && header.length > width) {
    return refuse(
      `row ${headerLine} names ${header.length} columns, and row ${lines[0]} has ${width}: ` +
        "give the header and every row the same columns",
    );
  }
  const table: Table = {
    name,
    columns: namesFrom(header ?? [], width),
    cells: cells.slice(0, lines.length * width),
    lines: Int32Array.from(lines),
    faults: Array.from({ length: width }, (_, j) => faults[j] ?? null),
    separator,
    proposed: [],
  };
  table.proposed = proposedRoles(table);
  return table;
}

function detectSeparator(text: string, name: string): Separator {
  const first: Line[] = [];
  for (const line of linesOf(text)) {
    if (!isComment(line)) first.push(line);
    if (first.length === 20) break;
  }
  if (first.length === 0) {
    return refuse(`${name} is empty: it has no row of numbers. A table needs one row per sample`);
  }
  // A header may use another separator than the numbers (or name fewer columns): the numbers decide.
  return suggestedSeparator(first.length > 1 ? first.slice(1) : first);
}

// ---- what columns mean ----------------------------------------------------------------------------------

const greek: Record<string, string> = { θ: "theta", φ: "phi", ϕ: "phi", ω: "omega", α: "alpha" };

/** "Theta_1 (rad)" → "theta1"; a dot above becomes the word. */
function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\u0308/g, "ddot")
    .replace(/\u0307/g, "dot")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[([{].*$/, "")
    .replace(/[θφϕωα]/g, (letter) => greek[letter]!)
    .replace(/[₀-₉]/g, (digit) => String("₀₁₂₃₄₅₆₇₈₉".indexOf(digit)))
    .replace(/[^a-z0-9']/g, "");
}

const position = "(?:q|theta|phi|angle|position|pos|x|y|z)";
const patterns: [Kind | "t" | "recording", RegExp][] = [
  ["t", /^(t|time|times|timestamp|seconds|sec|times|ts)$/],
  ["recording", /^(trial|recording|run|trajectory|traj|id|experiment|series|episode)$/],
  [
    "dp",
    new RegExp(
      `^(d(p|v|omega)[xyz]?\\d*(dt)?\\d*|${position}ddot\\d*|${position}\\d*ddot|a[xyz]?\\d*|acc\\d*|acceleration\\d*|(p|v|omega)[xyz]?\\d*dot\\d*)$`,
    ),
  ],
  ["dq", new RegExp(`^(d${position}[xyz]?\\d*(dt)?\\d*)$`)],
  [
    "p",
    new RegExp(
      `^((p|v)[xyz]?\\d*|vel\\d*|velocity\\d*|momentum\\d*|omega\\d*|${position}'?dot\\d*|${position}\\d*dot|${position}\\d*'|q[xyz]dot)$`,
    ),
  ],
  ["q", new RegExp(`^(${position}\\d*|q[xyz]\\d*)$`)],
];

function kindOf(name: string): Kind | "t" | "recording" | null {
  const plain = plainName(name);
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** Whether the column increases from row to row; it may decrease where `restart` marks the start of a recording. */
function rises(table: Table, column: number, restart: number | null): boolean {
  const width = table.columns.length;
  for (let i = 1; i < table.lines.length; i++) {
    const [now, before] = [i, i - 1].map((row) => row * width) as [number, number];
    if (restart !== null && table.cells[now + restart] !== table.cells[before + restart]) continue;
    if (!(table.cells[now + column]! > table.cells[before + column]!)) return false;
  }
  return true;
}

/** Whether the column counts recordings: whole numbers, the same for several rows, then the next. */
function counts(table: Table, column: number): boolean {
  const width = table.columns.length;
  const rows = table.lines.length;
  let changes = 0;
  for (let i = 0; i < rows; i++) {
    const value = table.cells[i * width + column]!;
    if (!Number.isInteger(value)) return false;
    const before = i > 0 ? table.cells[(i - 1) * width + column]! : value;
    if (value < before) return false;
    changes += value > before ? 1 : 0;
  }
  return 2 * (changes + 1) <= rows;
}

/** A column of words has no role; a column with a few bad cells has one, and applyMapping reports them. */
function isWords(table: Table, column: number): boolean {
  return (
    table.faults[column]?.row === 0 &&
    table.lines.every((_, i) => Number.isNaN(table.cells[i * table.columns.length + column]))
  );
}

function proposedRoles(table: Table): Role[] {
  const width = table.columns.length;
  const found = table.columns.map((name, j) => (isWords(table, j) ? "ignored" : kindOf(name)));
  const columnsOf = (kind: string) =>
    found.flatMap((given, j) => (given === kind ? [j] : [])) as number[];
  for (const kind of ["t", "recording"] as const) {
    for (const extra of columnsOf(kind).slice(1)) found[extra] = null;
  }
  const free = () => found.flatMap((given, j) => (given === null ? [j] : []));
  let [recording = -1] = columnsOf("recording");
  let [time = -1] = columnsOf("t");
  if (recording < 0) {
    // Before the time, as in all tables of this kind that we know.
    const beforeTime = (j: number) => time < 0 || j < time;
    recording = free().find((j) => beforeTime(j) && j + 1 < width && counts(table, j)) ?? -1;
    if (recording >= 0) found[recording] = "recording";
  }
  if (time < 0) {
    time = free().find((j) => rises(table, j, recording < 0 ? null : recording)) ?? -1;
    if (time >= 0) found[time] = "t";
  }
  // Velocities are often called dq or dθ if no other column is a velocity.
  if (columnsOf("p").length === 0 && columnsOf("dp").length === 0) {
    for (const j of columnsOf("dq")) found[j] = "p";
  }
  proposeStates(found, columnsOf, free());
  return numbered(found, table.columns);
}

/** Positions and velocities among the columns whose names are not recognised. */
function proposeStates(
  found: (Kind | "t" | "recording" | "ignored" | null)[],
  columnsOf: (kind: string) => number[],
  free: number[],
): void {
  const take = (count: number, kind: Kind) => {
    for (const j of free.splice(0, Math.max(0, count))) found[j] = kind;
  };
  const [q, p] = [columnsOf("q").length, columnsOf("p").length];
  if (q === 0 && p === 0) {
    const d = Math.floor(free.length / 2);
    take(d, "q");
    take(d, "p");
  } else if (q < p) take(p - q, "q");
  else if (p < q && free.length >= q - p) take(q - p, "p");
}

/** q, q, p, p → q1, q2, p1, p2: in the order of the numbers in their names if all have one, otherwise of the columns. */
function numbered(found: (Kind | "t" | "recording" | "ignored" | null)[], names: string[]): Role[] {
  const roles = found.map((kind) =>
    kind === "t" || kind === "recording" ? kind : "ignored",
  ) as Role[];
  for (const kind of kinds) {
    const columns = found.flatMap((given, j) => (given === kind ? [j] : []));
    const figure = (j: number) => Number(/\d+/.exec(plainName(names[j]!))?.[0] ?? Number.NaN);
    const distinct = new Set(columns.map(figure));
    if (distinct.size === columns.length && !distinct.has(Number.NaN)) {
      columns.sort((a, b) => figure(a) - figure(b));
    }
    for (const [k, j] of columns.entries()) roles[j] = `${kind}${k + 1}`;
  }
  return roles;
}

// ---- applying ------------------------------------------------------------------------------------------

interface Columns {
  t: number;
  recording: number | null;
  /** q… then p…, and their derivatives in the same order, or none. */
  x: number[];
  dxdt: number[];
}

const label = (table: Table, column: number) =>
  `column ${column + 1} (${show(table.columns[column])})`;

function columnsFor(table: Table, mapping: readonly Role[]): Columns {
  const width = table.columns.length;
  if (!Array.isArray(mapping) || mapping.length !== width) {
    refuse(`a mapping must give a role to each of the ${width} columns, got ${show(mapping)}`);
  }
  const at = new Map<string, number>();
  for (const [j, role] of mapping.entries()) {
    if (role === "ignored") continue;
    if (typeof role !== "string" || !/^(recording|t|d?[qp][1-9]\d?)$/.test(role)) {
      refuse(
        `${label(table, j)}: the role must be "t", "recording", "ignored", or "q1", "p1", "dq1", "dp1" and so on, got ${show(role)}`,
      );
    }
    const other = at.get(role);
    if (other !== undefined) {
      refuse(
        `${label(table, other)} and ${label(table, j)} are both ${role}: only one column can be`,
      );
    }
    at.set(role, j);
  }
  const count = (kind: Kind) =>
    [...at.keys()].filter((role) => role.replace(/\d+$/, "") === kind).length;
  const list = (kind: Kind) =>
    Array.from({ length: count(kind) }, (_, k) => {
      const column = at.get(`${kind}${k + 1}`);
      return column ?? refuse(`no column is ${kind}${k + 1}: number them from 1 without gaps`);
    });
  const names = table.columns.map((name) => show(name)).join(", ");
  const [q, p, dq, dp] = kinds.map(list) as [number[], number[], number[], number[]];
  const t = at.get("t") ?? refuse(`no column is the time: choose one of ${names}`);
  if (q.length === 0) refuse(`no column is a position (q1): choose one of ${names}`);
  if (p.length !== q.length) {
    refuse(
      `there are ${q.length} positions and ${p.length} velocities: each position (q1, …) needs the column of its ` +
        `velocity or momentum (p1, …). Columns are ${names}`,
    );
  }
  if (2 * q.length > 64) refuse(`at most 32 positions are read, got ${q.length}`);
  if (dq.length + dp.length > 0 && (dq.length !== q.length || dp.length !== q.length)) {
    refuse(
      `derivatives are given for ${dq.length} of ${q.length} positions and ${dp.length} of ${p.length} velocities: ` +
        "give all of them, or ignore them to have them estimated",
    );
  }
  return { t, recording: at.get("recording") ?? null, x: [...q, ...p], dxdt: [...dq, ...dp] };
}

/** Throws for the first bad cell of the columns in use, row after row. */
function requireNumbers(table: Table, columns: number[]): void {
  let first: { fault: CellFault; column: number } | null = null;
  for (const column of columns) {
    const fault = table.faults[column];
    if (fault && (first === null || fault.row < first.fault.row)) first = { fault, column };
  }
  if (!first) return;
  const { fault, column } = first;
  const got = fault.text === "" ? "nothing" : show(fault.text);
  const remedy = fault.text.includes(",")
    ? "write decimal points, or separate columns by semicolons"
    : "correct or delete the row, or ignore the column";
  refuse(
    `row ${table.lines[fault.row]}, ${label(table, column)} must be a finite number, got ${got}: ${remedy}`,
  );
}

/** 0, 1, … for each row; throws if a recording occurs again later. */
function recordingsOf(table: Table, column: number | null): Int32Array {
  const index = new Int32Array(table.lines.length);
  if (column === null) return index;
  const width = table.columns.length;
  const known = new Map<number, number>();
  let last = Number.NaN;
  for (let i = 0; i < index.length; i++) {
    const mark = table.cells[i * width + column]!;
    if (mark !== last && known.has(mark)) {
      refuse(
        `row ${table.lines[i]}, ${label(table, column)}: recording ${mark} starts again after recording ${last}; ` +
          "put the rows of each recording together, or ignore the column",
      );
    }
    if (mark !== last) known.set(mark, known.size);
    last = mark;
    index[i] = known.size - 1;
  }
  return index;
}

function requireTimes(table: Table, column: number, recording: Int32Array): void {
  const width = table.columns.length;
  for (let i = 1; i < recording.length; i++) {
    const [before, now] = [i - 1, i].map((row) => table.cells[row * width + column]!) as [
      number,
      number,
    ];
    if (recording[i] !== recording[i - 1] || now > before) continue;
    const where = `row ${table.lines[i]}, ${label(table, column)}`;
    const after = `${before} in row ${table.lines[i - 1]}`;
    if (now === before) {
      refuse(
        `${where} must be later than ${after}, got the same time ${now}: delete one of the two rows`,
      );
    }
    refuse(
      `${where} must be later than ${after}, got ${now}: sort the rows by time, or name the column that numbers ` +
        "the recordings if a new one starts here",
    );
  }
}

function take(table: Table, columns: number[]): Float64Array {
  const width = table.columns.length;
  const taken = new Float64Array(table.lines.length * columns.length);
  for (let i = 0; i < table.lines.length; i++) {
    for (const [k, column] of columns.entries()) {
      taken[i * columns.length + k] = table.cells[i * width + column]!;
    }
  }
  return taken;
}

/** q and p, or q1, q2, …, p1, p2, …. */
function symbolsFor(degreesOfFreedom: number): string[] {
  if (degreesOfFreedom === 1) return ["q", "p"];
  return ["q", "p"].flatMap((kind) =>
    Array.from({ length: degreesOfFreedom }, (_, k) => `${kind}${k + 1}`),
  );
}

/**
 * The data of a run, from the columns as `mapping` (by default the proposed one) gives them roles. Throws a
 * RangeError that names row, column, value and remedy. `judged`: whether energies are computed with the H of settings.system.
 */
export function applyMapping(
  table: Table,
  mapping: readonly Role[] = table.proposed,
  options: { judged?: boolean } = {},
): AppliedTable {
  knownKeys("applyMapping", options, ["judged"]);
  const columns = columnsFor(table, mapping);
  const used = [columns.t, ...columns.x, ...columns.dxdt];
  if (columns.recording !== null) used.push(columns.recording);
  requireNumbers(table, used);
  const samples = table.lines.length;
  if (samples * columns.x.length > mostNumbers) {
    refuse(
      `${samples} rows of ${columns.x.length} positions and velocities are more than ${mostNumbers} numbers: ` +
        "keep every tenth sample, or fewer columns",
    );
  }
  const recording = recordingsOf(table, columns.recording);
  requireTimes(table, columns.t, recording);
  const inUse = (wanted: boolean) => table.columns.filter((_, j) => used.includes(j) === wanted);
  return {
    measured: {
      name: table.name,
      symbols: symbolsFor(columns.x.length / 2),
      t: take(table, [columns.t]),
      x: take(table, columns.x),
      dxdt: take(table, columns.dxdt),
      recording,
      judged: options.judged ?? false,
    },
    samples,
    recordings: recording[samples - 1]! + 1,
    used: inUse(true),
    unused: inUse(false),
  };
}
