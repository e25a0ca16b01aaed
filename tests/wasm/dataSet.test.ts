// Data sets as files: every double is read back unchanged from all three formats; a run trains on them; and invalid data
// sets are rejected with field and value.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyMapping,
  createLab,
  type DataFormat,
  type DataSet,
  dataSetOf,
  measuredOf,
  type PhaseSpaceRun,
  readDataSet,
  readTable,
  type Settings,
  saveDataSet,
  writeSafetensors,
} from "../../web/src/lab/index.js";
import { messageOf, small, train } from "./support.js";

const lab = await createLab();
const setOf = (run: PhaseSpaceRun) => dataSetOf(run.data(), run.settings as Settings, run.measured);
const fromSystem = (settings: object = {}) => {
  const run = lab.session({ ...small, noise: 0.1, ...settings });
  const set = setOf(run);
  run.dispose();
  return set;
};
const back = (set: DataSet, format: "json" | "safetensors") =>
  readDataSet(saveDataSet(set, format));

/** Doubles that short texts or single precision would change. */
const awkward = [-0, 5e-324, Number.MAX_VALUE, Math.fround(0.1), 0.1, 1 / 3, -1e21, 123456789];

test("restores the training data of a run bit for bit from JSON and safetensors", () => {
  for (const system of ["pendulum", "double-pendulum", "two-body"]) {
    const set = fromSystem({ system, points: 12, trajectories: 5 });
    assert.equal(set.t.length, 60);
    assert.equal(set.system, system);
    for (const format of ["json", "safetensors"] as const) assert.deepEqual(back(set, format), set);
  }
});

test("keeps special doubles in every format", () => {
  const set: DataSet = {
    ...{ name: 'a "name", with commas', system: null, settings: null, symbols: ["θ", "p_θ"] },
    t: Float64Array.of(-0, 0.1, 1 / 3, 1e300),
    x: Float64Array.from(awkward),
    dxdt: Float64Array.from(awkward).reverse(),
    trajectory: Int32Array.of(0, 0, 7, 7),
    test: Int32Array.of(0, 1, 0, 1),
  };
  for (const format of ["json", "safetensors"] as const) assert.deepEqual(back(set, format), set);
  const { measured } = applyMapping(
    readTable(new TextDecoder().decode(saveDataSet(set, "csv")), "data.csv"),
  );
  const wanted = { ...measuredOf(set), name: "data.csv", symbols: ["q", "p"] };
  assert.deepEqual(measured, wanted);
});

test("orders samples by trajectory and time, each with its derivative and split", () => {
  const run = lab.session({ ...small, trajectories: 6, trainFraction: 0.5 });
  const data = run.data();
  const set = setOf(run);
  for (let i = 1; i < set.t.length; i++) {
    assert.ok(set.trajectory[i]! >= set.trajectory[i - 1]!);
    if (set.trajectory[i] === set.trajectory[i - 1]) assert.ok(set.t[i]! > set.t[i - 1]!);
  }
  const rows = ({ x, dxdt, t, trajectory, test: heldOut }: typeof data) =>
    Array.from(t, (time, i) =>
      [time, ...x.slice(2 * i, 2 * i + 2), ...dxdt.slice(2 * i, 2 * i + 2)]
        .concat(trajectory[i]!, heldOut[i]!)
        .join(),
    ).sort();
  assert.deepEqual(rows(set), rows(data));
  assert.equal(set.test.filter((mark) => mark === 1).length, 30);
});

test("writes CSV with columns that readTable recognises and settings in comments", () => {
  for (const system of ["pendulum", "henon-heiles", "two-body"]) {
    const set = fromSystem({ system });
    const text = new TextDecoder().decode(saveDataSet(set, "csv"));
    const { measured, unused } = applyMapping(readTable(text, "data.csv"));
    assert.deepEqual(unused, ["test"]);
    assert.deepEqual(measured.x, set.x);
    assert.deepEqual(measured.dxdt, set.dxdt);
    assert.deepEqual(measured.t, set.t);
    const [, settings = ""] = text.match(/^# settings: (.*)$/m) ?? [];
    assert.deepEqual(JSON.parse(settings), set.settings);
  }
});

test("trains two runs on the same file identically, in any format", async () => {
  const set = fromSystem({ trajectories: 6, points: 20 });
  const prints = [];
  for (const format of ["json", "safetensors"] as const) {
    const run = lab.session(small, { measured: measuredOf(back(set, format)) });
    await train(run);
    assert.deepEqual(run.measured?.x, set.x);
    prints.push(run.fingerprint);
  }
  assert.equal(prints[0], prints[1]);
});

test("exports measured data with their estimated derivatives", () => {
  const t = Float64Array.from({ length: 40 }, (_, i) => i * 0.1);
  const x = Float64Array.from({ length: 80 }, (_, i) =>
    i % 2 ? -Math.sin(t[(i - 1) / 2]!) : Math.cos(t[i / 2]!),
  );
  const measured = { name: "swing", symbols: ["angle", "speed"], t, x };
  const run = lab.session({ ...small, derivative: "central" }, { measured });
  const set = setOf(run);
  assert.equal(set.system, null);
  assert.deepEqual(set.symbols, ["angle", "speed"]);
  assert.equal(set.t.length, run.report().train + run.report().test);
  const again = lab.session(small, { measured: measuredOf(back(set, "safetensors")) });
  assert.equal(again.report().skipped, 0);
  assert.deepEqual(setOf(again).dxdt, set.dxdt);
});

test("keeps doubles that look like floats in the measured data of a model file", () => {
  // They were written as the shortest text of a float, which is another double.
  const x = Float64Array.from({ length: 20 }, (_, i) => Math.fround(Math.cos(i)) * (i % 3));
  const t = Float64Array.from({ length: 10 }, (_, i) => Math.fround(0.1 * i));
  const run = lab.session(small, { measured: { symbols: ["q", "p"], t, x } });
  const loaded = lab.load(run.save());
  assert.deepEqual(loaded.measured?.x, x);
  assert.deepEqual(loaded.measured?.t, t);
});

// ---- refusals ----------------------------------------------------------------------------------------------

const good = {
  format: "hnn-lab-data/1",
  symbols: ["q", "p"],
  trajectory: [0, 0, 1],
  test: [0, 0, 1],
  t: [0, 1, 0],
  x: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
};
const { x: _, ...without } = good;

test("accepts data sets without name, system, settings, derivatives, trajectories and split", () => {
  const { t, x, format, symbols } = { ...good, t: [0, 1, 2] };
  const read = readDataSet({ format, symbols, t, x });
  assert.deepEqual([...read.trajectory, ...read.test], [0, 0, 0, 0, 0, 0]);
  assert.equal(read.dxdt.length, 0);
  assert.equal(read.system, null);
  assert.equal(measuredOf(read).judged, false);
});

const bad: [string, unknown, RegExp][] = [
  ["nothing", "", /it is empty/],
  ["no JSON", "t,q,p", /not JSON/],
  ["cut short", JSON.stringify(good).slice(0, -4), /cut short/],
  ["a list", [1], /must be bytes, a string or an object/],
  ["a model file", { format: "hnn-lab/1" }, /"format" must be "hnn-lab-data\/1", got "hnn-lab\/1"/],
  ["a later format", { ...good, format: "hnn-lab-data/9" }, /newer version/],
  ["a misspelt field", { ...good, trajectorie: [0, 0, 1] }, /did you mean "trajectory"/],
  ["odd symbols", { ...good, symbols: ["q"] }, /"symbols" must name an even number 2…64.*got 1/],
  ["symbols that are numbers", { ...good, symbols: [1, 2] }, /"symbols" must be a list of names/],
  ["a system that is a number", { ...good, system: 3 }, /"system" must be.*got 3/],
  ["settings in a list", { ...good, settings: [] }, /"settings" must be an object/],
  ["no states", without, /"x" must be a list with a row for each sample, got undefined/],
  ["no times", { ...good, t: undefined }, /"t" is missing/],
  ["one sample", { ...good, t: [0], x: [[1, 2]] }, /"t" must hold 2 samples or more, got 1/],
  [
    "a short row",
    { ...good, x: [[1, 2], [3], [5, 6]] },
    /"x"\[1\].*row of 2 numbers \(q, p\).*got 1/,
  ],
  [
    "a word for a number",
    {
      ...good,
      x: [
        [1, 2],
        [3, "4"],
        [5, 6],
      ],
    },
    /"x"\[1\]\[1\] must be a finite number, got "4".*leave the sample out/,
  ],
  [
    "a number too few",
    { ...good, test: [0, 0] },
    /"test" must have an entry for each of the 3.*got 2/,
  ],
  ["a row too few", { ...good, dxdt: [[1, 2]] }, /"dxdt" must have a row for each of the 3.*got 1/],
  [
    "a null among times",
    { ...good, t: [0, null, 0] },
    /"t"\[1\] must be a finite number, got null/,
  ],
  ["a part of 2", { ...good, test: [0, 2, 0] }, /"test"\[1\] must be 1 \(held out\) or 0, got 2/],
  [
    "half a trajectory",
    { ...good, trajectory: [0, 0.5, 1] },
    /"trajectory"\[1\].*whole number.*got 0.5/,
  ],
  ["trajectories mixed", { ...good, trajectory: [0, 1, 0] }, /"trajectory"\[2\].*below 1.*sort/],
  ["times mixed", { ...good, trajectory: [0, 0, 0] }, /"t"\[2\] must be later than 1.*got 0.*sort/],
];
for (const [name, file, words] of bad)
  test(`refused: ${name}`, () =>
    assert.match(
      messageOf(() => readDataSet(file as object)),
      words,
    ));

test("refused: safetensors of another kind, of another shape, with a tensor too many", () => {
  const set = fromSystem();
  const about = { format: "hnn-lab-data/1", symbols: set.symbols };
  const metadata = new Map([["hnn-lab-data", JSON.stringify(about)]]);
  const t = { shape: [set.t.length], values: set.t };
  const x = { shape: [set.t.length, 2], values: set.x };
  const refused = (tensors: object, words: RegExp, told = metadata) =>
    assert.match(
      messageOf(() =>
        readDataSet(
          writeSafetensors({ tensors: new Map(Object.entries(tensors)), metadata: told }),
        ),
      ),
      words,
    );
  refused({ t, x }, /no "hnn-lab-data"/, new Map());
  refused({ t, x: { ...x, shape: [2, set.t.length] } }, /"x" must have the shape samples × 2, got/);
  refused({ t: { ...t, shape: [set.t.length, 1] }, x }, /"t" must have the shape samples, got/);
  refused({ t, x, dxdy: x }, /did you mean "dxdt"/);
  refused({ t }, /"x" is missing/);
  refused({ t, x: { ...x, values: set.x.map(() => Number.NaN) } }, /"x"\[0\]\[0\].*finite.*NaN/);
});

test("rejects an unknown format by name", () => {
  assert.match(
    messageOf(() => saveDataSet(fromSystem(), "xml" as DataFormat)),
    /"json", "safetensors" or "csv", got "xml"/,
  );
});
