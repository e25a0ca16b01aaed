// Runs on measured data through the package: saved, loaded, restored and rejected.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyMapping,
  createLab,
  type Measured,
  type ModelFile,
  readTable,
} from "../../web/src/lab/index.js";
import { messageOf, train } from "./support.js";

const lab = await createLab();
const settings = {
  system: "pendulum",
  hidden: [12],
  trainFraction: 0.75,
  learningRate: 1e-2,
  derivative: "smooth",
  schedule: "one-cycle",
  steps: 60,
} as const;

/** Two recordings of the true pendulum with a gap each, from a table as text. */
function swings(judged = true): Measured {
  const source = lab.session({ system: "pendulum", hidden: [2], trajectories: 2 });
  const lines = ["trial,t,q,p"];
  for (const trial of [3, 8]) {
    const { t, x } = source.rollout({
      source: "truth",
      x0: [1 + trial / 10, 0],
      duration: 8,
      points: 81,
      integrator: "dormand-prince",
    });
    for (const [i, time] of t.entries()) {
      if (i !== 30) lines.push([trial, time + 2, x[2 * i], x[2 * i + 1]].join(","));
    }
  }
  source.dispose();
  const table = readTable(lines.join("\n"), "swings.csv");
  return applyMapping(table, table.proposed, { judged }).measured;
}

const measured = swings();

test("a run on measured data learns from the first part of each recording, judged by the rest", async () => {
  const run = lab.session({ ...settings, steps: 400 }, { measured });
  assert.deepEqual(run.measured, measured);
  assert.notEqual(run.measured!.x, measured.x);
  const report = run.report();
  assert.deepEqual(
    { ...report, timeStep: Number(report.timeStep.toFixed(6)) },
    { train: 120, test: 40, timeStep: 0.1, gaps: 2, skipped: 0, why: "" },
  );
  const before = run.metrics();
  await train(run);
  const after = run.metrics();
  assert.ok(after.energyMse < before.energyMse / 5, `${before.energyMse} → ${after.energyMse}`);
  assert.ok(after.fieldError < 0.2 && before.fieldError > 0.5);
  const { trajectory, test } = run.data();
  assert.deepEqual([trajectory.length, test.reduce((sum, flag) => sum + flag)], [160, 40]);

  const path = run.rollout({ source: "truth" });
  const model = run.rollout();
  const starts = [60, 140] // of each recording's 80 samples 60 train
    .map((i) => Array.from(measured.x.slice(2 * i, 2 * i + 2)));
  assert.ok(
    starts.some((start) => String(start) === String(Array.from(path.x.slice(0, 2)))),
    String(starts),
  );
  assert.deepEqual(model.x.slice(0, 2), path.x.slice(0, 2));
  assert.ok(Math.abs(model.t.at(-1)! - path.t.at(-1)!) < 1e-12);
  assert.equal(path.energy.length, path.t.length);
  const [q, p] = path.x;
  assert.ok(Math.abs(path.energy[0]! - (p! ** 2 + 3 * (1 - Math.cos(q!)))) < 1e-12);
  const grid = run.grid({ columns: 5, rows: 4 });
  assert.equal(grid.dx.length, 20);
  assert.match(
    messageOf(() => run.grid({ source: "truth" })),
    /measured data have none/,
  );
  run.dispose();
});

test("continues bit for bit after saving, loading and restoring, including data and schedule", async () => {
  for (const data of [
    measured,
    swings(false),
    { ...measured, dxdt: measured.x.map((v) => v / 3) },
  ]) {
    const whole = lab.session(settings, { measured: data });
    const stopped = lab.session(settings, { measured: data });
    await train(whole, { steps: 60 });
    await train(stopped, { steps: 23 });
    const bytes = stopped.save();
    const loaded = lab.load(bytes);
    assert.deepEqual(loaded.measured, { ...data });
    assert.deepEqual(loaded.save(), bytes);
    const restored = lab.restore(structuredClone(stopped.state()));
    for (const run of [loaded, restored]) {
      assert.equal(run.step, 23);
      await train(run, { steps: 37 });
      assert.equal(run.fingerprint, whole.fingerprint);
      assert.deepEqual(run.metrics(), whole.metrics());
      run.dispose();
    }
    whole.dispose();
    stopped.dispose();
  }
});

test("checks the data of a model file", () => {
  const run = lab.session(settings, { measured });
  const file = (): ModelFile => JSON.parse(run.saveText());
  const refusal = (change: (file: ModelFile) => void) => {
    const changed = file();
    change(changed);
    return messageOf(() => lab.load(changed));
  };
  assert.doesNotThrow(() => lab.load(file()).dispose());
  assert.match(
    refusal((f) => {
      (f.data as unknown) = 7;
    }),
    /cannot be used: "data" must be an object, got 7/,
  );
  assert.match(
    refusal((f) => delete f.settings),
    /"data" requires "settings"/,
  );
  assert.match(
    refusal((f) => f.data!.x[3]!.pop()),
    /a row of "data\.x" must have 2 numbers, found 1 numbers/,
  );
  assert.match(
    refusal((f) => {
      (f.data!.x[3]![1] as unknown) = null;
    }),
    /"data\.x" holds null where a finite number up to 3\.4e38 belongs/,
  );
  assert.match(
    refusal((f) => f.data!.t.pop()),
    /must be a list of 318 numbers, got 320/,
  );
  assert.match(
    refusal((f) => {
      f.data!.t[5] = 0;
    }),
    /t\[5\] must be later than the sample before it/,
  );
  assert.match(
    refusal((f) => {
      f.data!.recording[5] = 0.5;
    }),
    /"data": recording\[5\] must be a whole number, got 0\.5/,
  );
  assert.match(
    refusal((f) => {
      (f.data!.judged as unknown) = 1;
    }),
    /"data": judged must be true or false, got 1/,
  );
  assert.match(
    refusal((f) => {
      f.data!.symbols = ["q1", "q2", "p1", "p2"];
      f.data!.x = f.data!.x.map((row) => [...row, ...row]);
      f.data!.judged = false;
    }),
    /its data have 4 state components, but its network has 2 inputs/,
  );
  run.dispose();
});

test("rejects invalid data sets", () => {
  const refusal = (change: object, more: object = {}) =>
    messageOf(() =>
      lab.session({ ...settings, ...more }, { measured: { ...measured, ...change } }),
    );
  assert.match(refusal({ symbols: "qp" }), /symbols must be a list of names/);
  assert.match(refusal({ symbols: ["q"] }), /symbols must be an even number 2…64/);
  assert.match(refusal({ x: [1, 2, Number.NaN] }), /x\[2\] must be a finite number, got NaN/);
  assert.match(refusal({ x: [1, 2, 3] }), /x must be a list of 320 numbers, got 3/);
  assert.match(refusal({ recording: [0, 1] }), /recording must be a list of 160 numbers, got 2/);
  assert.match(refusal({ time: [] }), /unknown option of measured "time"/);
  assert.match(
    refusal({}, { system: "two-body" }),
    /cannot be computed with the Hamiltonian of system "two-body"/,
  );
  assert.match(refusal({}, { trainFraction: 1 }), /trainFraction must be 0\.1…0\.9/);
  assert.match(refusal({}, { derivative: "spline" }), /derivative must be "forward"/);
  assert.match(
    messageOf(() => lab.session(settings, { data: measured } as object)),
    /unknown option of session "data"/,
  );
  const plain = lab.session({ ...settings, trajectories: 2 });
  assert.equal(plain.measured, null);
  assert.match(
    messageOf(() => plain.report()),
    /report requires measured data/,
  );
  plain.dispose();
});

test("leaves out energies without a judge, and accepts typed and plain lists", () => {
  const plain = {
    symbols: ["q", "p"],
    t: Array.from(measured.t).slice(0, 80),
    x: Array.from(measured.x).slice(0, 160),
  };
  const run = lab.session({ ...settings, system: "two-body" }, { measured: plain });
  assert.equal(run.network.stateSize, 2);
  assert.ok(Number.isNaN(run.metrics().energyMse));
  assert.equal(run.rollout().energy.length, 0);
  assert.equal(run.measured!.name, "measured data");
  run.dispose();
});

test("frees the memory of a hundred runs on measured data", () => {
  const once = () => lab.session(settings, { measured }).dispose();
  for (let i = 0; i < 20; i++) once();
  const before = lab.memoryBytes;
  for (let i = 0; i < 100; i++) once();
  assert.equal(lab.memoryBytes, before);
});

/** The same swings in millimetres and milliseconds. */
const inOtherUnits = {
  ...measured,
  t: measured.t.map((t) => 1000 * t),
  x: measured.x.map((value, i) => (i % 2 === 0 ? 1000 * value : value)),
};

test("a network of scaled data is saved with its units, and continues bit for bit", async () => {
  const scaled = { ...settings, scaling: "data" } as const;
  const run = lab.session(scaled, { measured: inOtherUnits });
  await train(run, { steps: 20 });
  const state = [500, 0.3];
  for (const format of ["json", "safetensors"] as const) {
    const loaded = lab.load(run.save({ format }));
    assert.equal(loaded.fingerprint, run.fingerprint);
    assert.deepEqual(loaded.timeDerivative(state), run.timeDerivative(state));
    const whole = lab.session(scaled, { measured: inOtherUnits });
    await train(whole, { steps: 30 });
    await train(loaded, { steps: 10 });
    assert.equal(loaded.fingerprint, whole.fingerprint);
  }
  const file = JSON.parse(run.saveText());
  assert.equal(file.stateScale.length, 2);
  assert.ok(file.stateScale[0] > 300 && file.timeScale > 30, file.stateScale);
  // A study that names no step takes one of the recording's, not 0.05 of a millisecond.
  const { t } = await run.reversal({ x0: state, duration: 2000 });
  assert.ok(t.at(-1) === 2000 && (t[1] as number) >= 25, `${t}`);
  // The network alone: without settings it evaluates, in the recording's units.
  const { settings: _, data, step, optimizer, ...network } = file;
  assert.ok(data && step && optimizer);
  assert.deepEqual(lab.load(network).timeDerivative(state), run.timeDerivative(state));
  assert.deepEqual(lab.load(network).energy(state), run.energy(state));
});

test("a network of scaled data is trained on only with the units for which it was trained", () => {
  const scaled = { ...settings, scaling: "data" } as const;
  const file = JSON.parse(lab.session(scaled, { measured: inOtherUnits }).saveText());
  const refusal = (change: object, options?: Parameters<typeof lab.load>[2]) =>
    messageOf(() => lab.load({ ...file, ...change }, undefined, options));
  assert.match(refusal({}, { measured }), /units .* do not follow from these data and settings/);
  assert.match(refusal({ settings: { ...file.settings, scaling: "none" } }), /settings.scaling/);
  const { data, ...simulated } = file;
  assert.ok(data);
  assert.match(
    messageOf(() => lab.load(simulated)),
    /units of its own .* a run on a system has none/,
  );
  assert.match(refusal({ stateShift: undefined }), /"stateShift" is missing/);
  assert.match(refusal({ timeScale: undefined }), /"timeScale" is missing/);
  assert.match(refusal({ stateScale: [], stateShift: [] }), /"stateScale" must have a number/);
  assert.match(refusal({ stateScale: [0, 1] }), /"stateScale" must be positive numbers/);
  assert.match(refusal({ stateScale: ["1", 1] }), /"stateScale" must be positive numbers/);
  assert.match(refusal({ stateShift: [null, 1] }), /"stateShift" must be finite numbers/);
  assert.match(refusal({ timeScale: 0 }), /"timeScale" must be a positive number, got 0/);
  // A file of before there was this setting has none.
  const older = JSON.parse(lab.session({ ...settings, scaling: "none" }, { measured }).saveText());
  assert.equal(older.stateScale, undefined);
  delete older.settings.scaling;
  assert.equal(lab.load(older).settings!.scaling, "none");
});
