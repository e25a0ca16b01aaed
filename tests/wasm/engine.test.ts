// The whole engine over the real core, on this thread.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Fault } from "../../web/src/engine/engine.js";
import { createLocalEngine } from "../../web/src/engine/localEngine.js";
import { createLab, type Settings } from "../../web/src/lab/index.js";
import type { Contestant, Snapshot } from "../../web/src/protocol/snapshot.js";
import { small } from "./support.js";

const lab = await createLab();
const settings: Settings = { ...lab.settings({ ...small, steps: 200 }) };
const engines: { dispose(): void }[] = [];
after(() => {
  for (const engine of engines) engine.dispose();
});

function setUp() {
  const engine = createLocalEngine();
  engines.push(engine);
  const latest: Partial<Record<Contestant, Snapshot>> = {};
  const faults: Fault[] = [];
  engine.on("snapshot", (snapshot) => {
    latest[snapshot.contestant] = snapshot;
  });
  engine.on("fault", (fault) => faults.push(fault));
  const until = async (condition: () => boolean) => {
    const end = performance.now() + 120_000;
    while (!condition()) {
      assert.ok(performance.now() < end, "waited too long");
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const reached = (contestant: Contestant, state: Snapshot["state"]) =>
    until(() => latest[contestant]?.state === state);
  return { engine, latest, faults, until, reached };
}

const rollout = { x0: [2.1, 0], duration: 5 };
const grid = { xAxis: 0, yAxis: 1, xMin: -3, xMax: 3, yMin: -3, yMax: 3, columns: 8, rows: 8 };

test("trains both contestants side by side with the same result as separate runs", async () => {
  const { engine, latest, reached } = setUp();
  engine.watch("hnn", { rollout, grid });
  await Promise.all([
    engine.open("hnn", settings),
    engine.open("baseline", { ...settings, model: "baseline" }),
  ]);
  assert.deepEqual(
    [latest.hnn?.step, latest.hnn?.state, latest.hnn?.rollout?.t.length],
    [0, "paused", 201],
  );
  engine.train("hnn");
  engine.train("baseline");
  await reached("hnn", "finished");
  await reached("baseline", "finished");
  for (const contestant of ["hnn", "baseline"] as const) {
    const run = lab.session({ ...settings, model: contestant });
    run.advance(200);
    assert.equal(latest[contestant]?.fingerprint, run.fingerprint);
    run.dispose();
  }
  assert.equal(latest.hnn?.grid?.energy.length, 64);
  assert.equal(latest.baseline?.rollout, undefined);
  assert.equal(latest.hnn?.curve.step.at(-1), 200);
});

test("truth needs no open run and answers while both train", async () => {
  const { engine, latest, reached } = setUp();
  const before = await engine.truth(settings, rollout, null);
  assert.deepEqual([before.rollout?.t.length, before.grid, before.data.x.length], [201, null, 80]);
  const long = { ...lab.settings(), steps: 100_000 };
  await Promise.all([
    engine.open("hnn", long),
    engine.open("baseline", { ...long, model: "baseline" }),
  ]);
  engine.train("hnn");
  engine.train("baseline");
  await reached("hnn", "training");
  await reached("baseline", "training");
  const truth = await engine.truth(long, rollout, grid);
  for (const who of ["hnn", "baseline"] as const) assert.ok((latest[who]?.step ?? 0) < long.steps);
  assert.ok(truth.grid && truth.data.x.length > 1000);
  await assert.rejects(engine.truth({ ...settings, noise: -1 }, null, null), /noise must be/);
  engine.dispose();
});

test("a refused open leaves the present run, and its snapshots still arrive", async () => {
  const { engine, latest, until } = setUp();
  await engine.open("hnn", settings);
  await assert.rejects(engine.open("hnn", { ...settings, hidden: [2000] }), /hidden must be/);
  engine.step("hnn", 3);
  await until(() => latest.hnn?.step === 3);
  assert.equal(latest.hnn?.state, "paused");
  await engine.reset("hnn");
  assert.equal(latest.hnn?.step, 0);
});

test("does only the last of several opens in quick succession", async () => {
  const { engine, latest } = setUp();
  const opens = [1, 2, 3, 4].map((seed) => engine.open("hnn", { ...settings, seed }));
  const results = await Promise.allSettled(opens);
  assert.deepEqual(
    results.map(({ status }) => status),
    ["rejected", "rejected", "rejected", "fulfilled"],
  );
  const run = lab.session({ ...settings, seed: 4 });
  assert.equal(latest.hnn?.fingerprint, run.fingerprint);
});

test("restores the last good model after a kill during training, and continues identically", async () => {
  const { engine, latest, faults, until } = setUp();
  await engine.open("hnn", settings);
  engine.step("hnn", 77);
  await until(() => latest.hnn?.step === 77);
  engine.train("hnn", 1_000_000);
  await until(() => (latest.hnn?.step ?? 0) > 90);
  const save = engine.save("hnn");
  engine.simulateCrash("hnn");
  await assert.rejects(save, /stopped unexpectedly/);
  await until(() => faults.length > 0);
  assert.equal(faults[0]?.recoverable, true);
  assert.ok(faults[0]!.recoveredStep! >= 77);
  assert.equal(faults[0]?.resumed, true);
  const { recoveredStep } = faults[0]!;
  await until(() => (latest.hnn?.step ?? 0) > recoveredStep! + 10); // of its own accord
  engine.pause("hnn");
  await until(() => latest.hnn?.state === "paused");
  const run = lab.session(settings);
  run.advance(latest.hnn!.step);
  assert.equal(latest.hnn?.fingerprint, run.fingerprint);
});

test("ends with the same bits and loss curve after a sleep", async () => {
  const { engine, latest, faults, until, reached } = setUp();
  await engine.open("hnn", settings);
  engine.step("hnn", 77);
  await until(() => latest.hnn?.step === 77);
  const before = latest.hnn!;
  await until(() => engine.sleep());
  await engine.wake();
  const { step, fingerprint, curve, generation } = latest.hnn!;
  assert.notEqual(latest.hnn, before);
  assert.deepEqual(
    [step, fingerprint, generation, curve],
    [77, before.fingerprint, before.generation, before.curve],
  );
  await until(() => engine.sleep());
  engine.train("hnn"); // wakes it
  await reached("hnn", "finished");
  const run = lab.session(settings);
  run.advance(200);
  assert.equal(latest.hnn?.fingerprint, run.fingerprint);
  assert.deepEqual(faults, []);
});

test("continues a saved run, trains a bare network on the present data, and rejects a bad file", async () => {
  const { engine, latest, until } = setUp();
  await engine.open("hnn", settings);
  engine.step("hnn", 5);
  await until(() => latest.hnn?.step === 5);
  const file = await engine.save("hnn");
  await assert.rejects(engine.load("hnn", file.slice(0, 500)), /cut short/);
  engine.step("hnn", 1);
  await until(() => latest.hnn?.step === 6);
  assert.deepEqual(await engine.load("hnn", file), { settings, measured: null });
  assert.equal(latest.hnn?.step, 5);
  const { settings: _, optimizer: __, ...bare } = JSON.parse(file) as Record<string, unknown>;
  const taken = await engine.load("hnn", JSON.stringify(bare));
  assert.deepEqual(taken, { settings, measured: null });
  assert.equal(latest.hnn?.step, 0);
  const { engine: fresh } = setUp();
  await assert.rejects(fresh.load("hnn", JSON.stringify(bare)), /open a run first/);
});

test("reports divergence in a snapshot", async () => {
  const { engine, latest, reached } = setUp();
  await engine.open("hnn", { ...lab.settings(), learningRate: 10 });
  engine.train("hnn");
  await reached("hnn", "stopped");
  assert.match(latest.hnn?.note ?? "", /learningRate/);
});

test("measures metrics, and aborts them", async () => {
  const { engine } = setUp();
  await engine.open("hnn", settings);
  const metrics = await engine.metrics("hnn");
  assert.ok(Object.values(metrics).every(Number.isFinite));
  const stop = new AbortController();
  const asked = engine.metrics("hnn", stop.signal);
  stop.abort();
  await assert.rejects(asked, { name: "AbortError" });
});

test("reports a core that cannot start once, also in the promise", async () => {
  const engine = createLocalEngine({ wasmBinary: new Uint8Array(8) });
  engines.push(engine);
  const faults: Fault[] = [];
  engine.on("fault", (fault) => faults.push(fault));
  await assert.rejects(engine.open("hnn", settings), /not a WebAssembly file/);
  assert.deepEqual([faults.length, faults[0]?.recoverable], [1, false]);
});
