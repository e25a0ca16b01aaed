// Tables of measured data: what usual files mean, and that no file is read wrongly, hangs or goes unexplained.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  type AppliedTable,
  applyMapping,
  type Role,
  readTable,
  tableLimit,
} from "../../web/src/lab/table.js";

const recording = fileURLToPath(
  new URL(path.join("../../..", "shared/data/real_pend_h_1.txt"), import.meta.url),
);

const read = (text: string) => readTable(text, "data.csv");
const apply = (text: string, mapping?: Role[]) => applyMapping(read(text), mapping);
const refused = (action: () => unknown, message: RegExp) =>
  assert.throws(action, (error: Error) => {
    assert.ok(error instanceof RangeError, String(error));
    assert.match(error.message, message);
    return true;
  });

test("recognises columns by their header names in any order", () => {
  const proposals: [string, string][] = [
    ["t,q,p", "t q1 p1"],
    ["p,q,t", "p1 q1 t"],
    ["Time (s);theta [rad];theta_dot [rad/s]", "t q1 p1"],
    ["trial\tt\tθ\tθ̇", "recording t q1 p1"],
    ["t,θ,ω", "t q1 p1"],
    ["t,x,y,vx,vy", "t q1 q2 p1 p2"],
    ["t,q1,p1,q2,p2", "t q1 p1 q2 p2"],
    ["t,q2,q1,p1,p2", "t q2 q1 p1 p2"],
    ["run,t,q,p,dq,dp", "recording t q1 p1 dq1 dp1"],
    ["t,q,p,dq/dt,dp/dt", "t q1 p1 dq1 dp1"],
    ["t,x,v,a", "t q1 p1 dp1"],
    ["t,x,dxdt", "t q1 p1"],
    ["t,angle,velocity", "t q1 p1"],
    ["t,q_x1,q_x2,p_x1,p_x2", "t q1 q2 p1 p2"],
    ['"t","q","p"', "t q1 p1"],
    ["# t q p", "t q1 p1"],
    ["% t, q, p", "t q1 p1"],
    ["t,q,temperature,p", "t q1 ignored p1"],
  ];
  for (const [header, roles] of proposals) {
    const width = roles.split(" ").length;
    const separator = header.includes(";") ? ";" : header.includes("\t") ? "\t" : ",";
    const row = (i: number) =>
      Array.from({ length: width }, (_, j) => (i % 2 ? 0.5 : -0.5) + i * (j === 1 ? 1 : 0.5)).join(
        separator,
      );
    const table = read([header, row(0), row(3), row(2.5)].join("\n"));
    assert.equal(table.proposed.join(" "), roles, header);
  }
});

test("recognises columns without names by their numbers: recordings, rising time, then q… and p…", () => {
  const line = (numbers: number[]) => numbers.join(" ");
  const swing = (i: number) => [Math.cos(i), -Math.sin(i)];
  const rows = (make: (i: number) => number[]) =>
    Array.from({ length: 12 }, (_, i) => line(make(i))).join("\n");
  const roles = (text: string) => read(text).proposed.join(" ");
  assert.equal(roles(rows((i) => [0.1 * i, ...swing(i)])), "t q1 p1");
  assert.equal(roles(rows((i) => [i, ...swing(i)])), "t q1 p1");
  assert.equal(roles(rows((i) => [0, 0.1 * i, ...swing(i)])), "recording t q1 p1");
  assert.equal(
    roles(rows((i) => [Math.floor(i / 6), 0.1 * (i % 6), ...swing(i)])),
    "recording t q1 p1",
  );
  assert.equal(roles(rows((i) => [0.1 * i, ...swing(i), ...swing(2 * i)])), "t q1 q2 p1 p2");
  assert.equal(roles(`%o v\n${rows((i) => [0, 0.1 * i, ...swing(i)])}`), "recording t q1 p1");
});

test("reads the recording of the real pendulum unchanged", (context) => {
  if (!existsSync(recording)) {
    return context.skip("needs ../shared/data/real_pend_h_1.txt (Schmidt & Lipson 2009)");
  }
  const table = readTable(readFileSync(recording, "utf8"), "real_pend_h_1.txt");
  assert.deepEqual(table.proposed, ["recording", "t", "q1", "p1"]);
  assert.deepEqual(table.columns, ["column 1", "column 2", "o", "v"]);
  const { measured, samples, recordings, unused } = applyMapping(table);
  assert.deepEqual([samples, recordings, unused.length], [556, 1, 0]);
  assert.deepEqual([measured.t[0], measured.t.at(-1)], [5, 99.5]);
  assert.deepEqual(Array.from(measured.x.slice(0, 2)), [1.1383885512243586, 0.9197795905867725]);
});

test("reads all common notations of the same numbers as the same data", () => {
  const rows = [
    [0, 1.5, -2e-3],
    [0.25, -1.25, 3],
    [0.75, 0.5, 1e2],
  ];
  const plain = apply(`t,q,p\n${rows.map((row) => row.join(",")).join("\n")}`).measured;
  const same = (text: string) => {
    const { measured } = apply(text);
    assert.deepEqual({ ...measured }, { ...plain }, text);
  };
  for (const [separator, decimal] of [
    [",", "."],
    [";", "."],
    [";", ","],
    ["\t", "."],
    ["\t", ","],
    [" ", "."],
    ["   ", "."],
    [" , ", "."],
    [" ; ", ","],
  ] as const) {
    for (const end of ["\n", "\r\n", "\r"]) {
      for (const quote of ["", '"']) {
        const lines = [["t", "q", "p"], ...rows.map((row) => row.map((v) => String(v)))].map(
          (cells) =>
            cells.map((cell) => quote + cell.replace(".", decimal) + quote).join(separator),
        );
        same(lines.join(end));
        same(`\uFEFF${lines.join(end)}${end}${end}`);
        same(["# a comment, as people write; it is", "% ignored", "", ...lines].join(end));
      }
    }
  }
  // U+2212 twice in one cell; only the first was read as a minus.
  same("t;q;p\n0;1,5;−2,0E−03\n0,25;−1,25;3\n0,75;0,5;1E2");
  same("t q p\n0 1.5 −2e-3\n.25 -1.25D0 +3.\n0.75 0.5 1E+2");
});

test("reads derivatives and recordings, and leaves out columns", () => {
  const text = "trial,t,q,p,note,dq,dp\n7,0,1,2,a,3,4\n7,1,5,6,b,7,8\n9,0,1,1,c,1,1\n9,2,1,1,,1,1";
  const table = read(text);
  assert.deepEqual(table.proposed, ["recording", "t", "q1", "p1", "ignored", "dq1", "dp1"]);
  const { measured, used, unused, recordings }: AppliedTable = applyMapping(table);
  assert.deepEqual(Array.from(measured.recording), [0, 0, 1, 1]);
  assert.deepEqual(Array.from(measured.dxdt), [3, 4, 7, 8, 1, 1, 1, 1]);
  assert.deepEqual([recordings, unused, used.length], [2, ["note"], 6]);
  assert.equal(measured.judged, false);
  const estimated = applyMapping(
    table,
    ["recording", "t", "q1", "p1", "ignored", "ignored", "ignored"],
    { judged: true },
  );
  assert.equal(estimated.measured.dxdt.length, 0);
  assert.equal(estimated.measured.judged, true);
});

test("rejects bad files with row, column, value and remedy", () => {
  const cases: [string, RegExp][] = [
    ["", /data\.csv is empty: it has no row of numbers/],
    ["\n\n  \n", /is empty/],
    ["# only a comment\n", /is empty/],
    ["t,q,p\n", /is empty: it has (only a header|no row of numbers)/],
    ["t,q,p\n0,1,2\n", /has only one row of numbers \(row 2\): a motion needs several samples/],
    ["0 1 2", /has only one row of numbers \(row 1\)/],
    [
      "t,q,p\n0,1,2\n1,abc,2\n2,1,1",
      /row 3, column 2 \("q"\) must be a finite number, got "abc": correct or delete/,
    ],
    ["t,q,p\n0,1,2\n1,2,NaN\n2,1,1", /row 3, column 3 \("p"\) must be a finite number, got "NaN"/],
    ["t,q,p\n0,1,2\n1,-inf,2\n2,1,1", /row 3, column 2 \("q"\) .* got "-inf"/],
    ["t,q,p\n0,1,2\n1,1e999,2\n2,1,1", /row 3, column 2 \("q"\) .* got "1e999"/],
    ["t,q,p\n0,1,2\n1,0x10,2\n2,1,1", /got "0x10"/],
    ["t,q,p\n0,1,2\n1,,2\n2,1,1", /row 3, column 2 \("q"\) must be a finite number, got nothing/],
    [
      "t,q,p\n0,1,2\n2,1,2\n1,1,2\n3,1,2",
      /row 4, column 1 \("t"\) must be later than 2 in row 3, got 1: sort the rows by time, or name/,
    ],
    [
      "# x\n\nt,q,p\n0,1,2\n1,1,2\n\n1,1,2",
      /row 7, column 1 \("t"\) .* got the same time 1: delete one of the two/,
    ],
    ["t,q,p\n0,1,2\n1,1\n2,1,2", /row 3 has 2 columns, and row 2 has 3 \(separated by “,”\)/],
    ["t,q,p\n0,1,2\n1,1,2,5\n2,1,2", /row 3 has 4 columns, and row 2 has 3/],
    ["t,q,p,x\n0,1,2\n1,1,2", /row 1 names 4 columns, and row 2 has 3/],
    ["t,q\n0,1\n1,2\n2,1", /there are 1 positions and 0 velocities/],
    ["t\n0\n1\n2", /no column is a position \(q1\)/],
    ["q,p\n0,1\n1,0\n0,1", /no column is the time: choose one of "q", "p"/],
    ["t|q|p\n0|1|2\n1|1|2\n2|1|2", /no column is the time|must be a finite number/],
    ['t,q,p\n0,"1,2\n1,1,2', /row 2, column 2: a quotation mark is opened and never closed/],
    ['t,q,p\n0,"1"x,2\n1,1,2', /row 2, column 2: "x,2" follows a closed quotation mark/],
    [
      "trial,t,q,p\n0,0,1,2\n1,0,1,2\n0,1,1,2\n0,2,1,1",
      /row 4, column 1 \("trial"\): recording 0 starts again after recording 1/,
    ],
    ["t;q;p\n0;1,5;2.5\n1;1;1\n2;1;1", /row 2, column 3 \("p"\) .* got "2\.5"/],
    ["t;q;p\n0;1.234,5;2\n1;1;1\n2;1;1", /got "1\.234,5": write decimal points/],
  ];
  for (const [text, message] of cases) refused(() => apply(text), message);
});

test("rejects files that are too large or not tables immediately", () => {
  refused(() => read("x".repeat(tableLimit + 1)), /has 50\.0 MB; the limit is 50 MB/);
  for (const one of ["1,", " ", '"']) {
    const text = one.repeat(Math.floor((49 * 1024 * 1024) / one.length));
    refused(() => read(text), /row 1 is longer than 100000 characters/);
  }
  refused(() => read("\n".repeat(49 * 1024 * 1024)), /at most 2000000 lines are read/);
  refused(() => read(`t,q,p\n0,1,2\n${"1".repeat(1e6)}`), /row 3 is longer than 100000 characters/);
  refused(() => read(`${"1,".repeat(300)}\n`.repeat(3)), /row 1 has 301 columns; the limit is 200/);
  refused(() => read("1\n".repeat(1_000_001)), /row 1000001: at most 1000000 rows/);
  refused(() => read(42 as unknown as string), /must be text, got 42/);
  refused(() => readTable("1 2\n3 4", "x", { separator: "|" as "," }), /separator must be/);
  refused(() => readTable("1 2\n3 4", "x", { sep: "," } as object), /unknown option of readTable/);
});

test("names the wrong column of an invalid mapping", () => {
  const table = read("t,q,p\n0,1,2\n1,1,2\n2,1,2");
  const cases: [unknown, RegExp][] = [
    [["t", "q1"], /must give a role to each of the 3 columns/],
    [null, /must give a role/],
    [["t", "q1", "v1"], /column 3 \("p"\): the role must be/],
    [["t", "t", "p1"], /column 1 \("t"\) and column 2 \("q"\) are both t/],
    [["t", "q2", "p1"], /no column is q1: number them from 1/],
    [["t", "q1", "q2"], /there are 2 positions and 0 velocities/],
    [["ignored", "q1", "p1"], /no column is the time/],
    [["q1", "p1", "dq1"], /no column is the time/],
    [["t", "q1", "q0"], /the role must be/],
  ];
  for (const [mapping, message] of cases) {
    refused(() => applyMapping(table, mapping as Role[]), message);
  }
  const derived = read("t,q,p,a\n0,1,2,3\n1,1,2,3\n2,1,2,3");
  refused(
    () => applyMapping(derived),
    /derivatives are given for 0 of 1 positions and 1 of 1 velocities/,
  );
});

/** A small generator of its own (mulberry32): the cases are the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("reads thousands of broken tables as valid data or with a readable RangeError", () => {
  const random = generator(20260101);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const cells = [
    "0",
    "1",
    "-2.5",
    "1e3",
    "1,5",
    "NaN",
    "inf",
    "",
    '"',
    '"3"',
    "x",
    "\0",
    "9".repeat(400),
    "θ",
    "-",
    "1e",
    " ",
    "#",
    "%",
  ];
  const names = [
    "t",
    "q",
    "p",
    "trial",
    "dq",
    "dp",
    "x",
    "v",
    "θ̇",
    "",
    '"q"',
    "constructor",
    "__proto__",
  ];
  const roles: Role[] = ["t", "recording", "ignored", "q1", "q2", "p1", "p2", "dq1", "dp1"];
  let accepted = 0;
  const cases = Math.min(20_000, Number(process.env.FUZZ_CASES ?? 20_000));
  for (let i = 0; i < cases; i++) {
    const separator = pick([",", ";", "\t", " ", "  ", "|", ""]);
    const width = 1 + below(6);
    const sound = random() < 0.5; // numbers only, so that many tables come far
    const lines = Array.from({ length: below(8) }, (_, row) => {
      const count = random() < 0.05 ? below(8) : width;
      return Array.from({ length: count }, (_, j) => {
        if (random() < (sound ? 0.02 : 0.3)) return pick(cells);
        return j === 0 ? String(row) : (random() * 4 - 2).toFixed(3);
      }).join(separator);
    });
    if (random() < 0.6) {
      const header = Array.from({ length: random() < 0.9 ? width : below(8) }, () => pick(names));
      if (random() < 0.7) header.splice(0, 3, "t", "q", "p");
      lines.unshift(pick(["", "", "#", "% "]) + header.join(separator));
    }
    const text = lines.join(pick(["\n", "\r\n", "\r", "\n\n"]));
    try {
      const table = readTable(text, "fuzz");
      assert.equal(table.cells.length, table.lines.length * table.columns.length);
      assert.equal(table.proposed.length, table.columns.length);
      const mapping = random() < 0.7 ? table.proposed : table.columns.map(() => pick(roles));
      const { measured, samples } = applyMapping(table, mapping);
      const size = measured.symbols.length;
      assert.equal(measured.x.length, samples * size);
      assert.equal(measured.recording.length, samples);
      assert.ok([...measured.t, ...measured.x, ...measured.dxdt].every(Number.isFinite));
      for (let k = 1; k < samples; k++) {
        const step = measured.recording[k]! - measured.recording[k - 1]!;
        assert.ok(step === 1 || (step === 0 && measured.t[k]! > measured.t[k - 1]!));
      }
      accepted++;
    } catch (error) {
      assert.ok(error instanceof RangeError, `${JSON.stringify(text)}: ${(error as Error).stack}`);
      assert.ok(error.message.length > 20 && error.message.length < 500, error.message);
      assert.doesNotMatch(error.message, /undefined|\[object/);
    }
  }
  assert.ok(accepted > cases / 20 && accepted < 0.75 * cases, `${accepted} of ${cases} accepted`);
});
