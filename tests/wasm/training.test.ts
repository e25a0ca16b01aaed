import assert from "node:assert/strict";
import { test } from "node:test";
import { createLab } from "../../web/src/lab/index.js";
import { messageOf, small, train } from "./support.js";

const lab = await createLab();

test("reports the progress of training and ends at the given step", async () => {
  const run = lab.session({ ...small, steps: 100 });
  const steps: number[] = [];
  for await (const progress of run.train({ every: 30 })) {
    steps.push(progress.step);
    assert.equal(progress.totalSteps, 100);
    assert.ok(Number.isFinite(progress.trainLoss) && Number.isFinite(progress.testLoss));
    assert.equal(progress.stopped, "");
  }
  assert.deepEqual(steps, [30, 60, 90, 100]);
  assert.equal(await train(run), undefined); // nothing left of settings.steps
  await train(run, { steps: 5 });
  assert.equal(run.step, 105);
});

test("gives the loss by terms, which of one term is the loss", () => {
  const run = lab.session({ ...small, steps: 100 });
  assert.equal(run.kind, "phase-space");
  assert.deepEqual(run.lossTerms(), {});
  const { trainLoss } = run.advance(7);
  assert.deepEqual(run.lossTerms(), { field: trainLoss });
  run.reset();
  assert.deepEqual(run.lossTerms(), {});
  assert.deepEqual(lab.session({ ...small, model: "sampled-hnn", hidden: [20] }).lossTerms(), {});
});

test("gives the same weights for the same seed, for any division of the steps", async () => {
  const whole = lab.session({ ...small, seed: 3 });
  const pieces = lab.session({ ...small, seed: 3 });
  whole.advance(50);
  for await (const _ of pieces.train({ steps: 20, every: 1 }));
  pieces.advance(3);
  await train(pieces, { steps: 27 });
  assert.equal(pieces.fingerprint, whole.fingerprint);
  assert.notEqual(
    lab.session({ ...small, seed: 4 }).fingerprint,
    lab.session({ ...small, seed: 3 }).fingerprint,
  );
  whole.reset();
  whole.advance(50);
  assert.equal(whole.fingerprint, pieces.fingerprint);
});

test("aborts immediately and keeps the run usable", async () => {
  const run = lab.session({ system: "pendulum", preset: "published" }); // steps of 15 ms
  const stop = new AbortController();
  const reached: number[] = [];
  const loop = (async () => {
    for await (const progress of run.train({ steps: 100_000, signal: stop.signal, every: 10 })) {
      reached.push(progress.step);
      if (progress.step === 20) {
        setTimeout(() => stop.abort(), 1);
      }
    }
  })();
  await assert.rejects(loop, { name: "AbortError" });
  assert.ok(run.step >= 20 && run.step < 1000);
  const at = run.step;
  await train(run, { steps: 2 });
  assert.equal(run.step, at + 2);
  await assert.rejects(train(run, { signal: AbortSignal.abort() }), { name: "AbortError" });
  const reason = new Error("enough");
  await assert.rejects(train(run, { signal: AbortSignal.abort(reason) }), reason);
  run.dispose();
});

test("frees the run when the loop is left early, and rejects two loops at a time", async () => {
  const run = lab.session(small);
  for await (const progress of run.train({ every: 5 })) {
    if (progress.step === 10) break;
  }
  const first = run.train({ every: 1 });
  await first.next();
  await assert.rejects(run.train().next(), /already training/);
  await first.return();
  await train(run);
  assert.equal(run.step, 50);
});

test("yields to timers during training", async () => {
  const run = lab.session({ system: "pendulum", preset: "published" }); // steps of 15 ms
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  await train(run, { steps: 20 });
  clearInterval(timer);
  assert.ok(ticks >= 5, `${ticks} ticks`);
  run.dispose();
});

test("ends training with a clear error when disposed", async () => {
  const run = lab.session(small);
  const loop = run.train({ every: 1 });
  await loop.next();
  run.dispose();
  await assert.rejects(loop.next(), /disposed of/);
});

test("stops with a message at a learning rate of 10 and keeps the last good model", async () => {
  const run = lab.session({ preset: "published", learningRate: 10, steps: 500 });
  const last = await train(run);
  assert.match(last?.stopped ?? "", /step \d+.*learningRate/);
  assert.ok(run.timeDerivative([1, 0]).every(Number.isFinite));
  assert.equal(last?.step, run.step);
  assert.match((await train(run, { steps: 1 }))?.stopped ?? "", /learningRate/);
  run.reset();
  assert.equal(run.step, 0);
});

test("returns roll-outs, grids and metrics as requested", () => {
  const run = lab.session({ ...small, system: "two-body" });
  const { t, x, energy, learnedEnergy, finished } = run.rollout({ duration: 3, points: 31 });
  assert.deepEqual(
    [t.length, x.length, energy.length, learnedEnergy.length, finished],
    [31, 31 * 8, 31, 31, true],
  );
  assert.deepEqual([t[0], t[30]], [0, 3]);
  const truth = run.rollout({
    duration: 3,
    points: 31,
    source: "truth",
    integrator: "dormand-prince",
  });
  const drift = Math.max(...truth.energy.map((e) => Math.abs(e - truth.energy[0]!)));
  assert.ok(drift < 1e-6, `${drift}`);
  const grid = run.grid({ columns: 5, rows: 3 });
  assert.deepEqual([grid.dx.length, grid.dy.length, grid.energy.length], [15, 15, 15]);
  const metrics = run.metrics({ starts: 2, duration: 1, points: 5 });
  assert.ok(Object.values(metrics).every(Number.isFinite));
  const { x: states, dxdt, trajectory, test: held } = run.data();
  assert.equal(states.length, dxdt.length);
  assert.equal(trajectory.length * 8, states.length);
  assert.ok(held.includes(0) && held.includes(1));
  const baseline = lab.session({ ...small, model: "baseline" });
  assert.equal(baseline.hasEnergy, false);
  assert.match(
    messageOf(() => baseline.energy([0, 1])),
    /has no energy function/,
  );
});

test("returns copies that remain valid when the memory grows", () => {
  const run = lab.session(small);
  const before = run.timeDerivative([0.3, 0.4]);
  const copy = Array.from(before);
  const bytes = lab.memoryBytes;
  const large = lab.session({ system: "two-body", trajectories: 1000, hidden: [512, 512, 512] });
  large.advance(1);
  assert.ok(lab.memoryBytes >= bytes);
  large.dispose();
  assert.deepEqual(Array.from(before), copy);
});
