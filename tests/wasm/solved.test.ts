// Solved models through the package: like other runs, except that their steps are pieces of a solve.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLab, type MeasuredInput } from "../../web/src/lab/index.js";
import { messageOf, train } from "./support.js";

const lab = await createLab();
const small = { model: "sampled-hnn", trajectories: 10, points: 12, hidden: [40] } as const;

/** The pendulum at independent states; the last two make one recording, so that something is held out. */
function box(samples: number): MeasuredInput {
  let state = 1;
  const uniform = (low: number, high: number) => {
    state = (state * 48271) % 2147483647;
    return low + ((high - low) * state) / 2147483647;
  };
  const t = new Float64Array(samples);
  t[samples - 1] = 1;
  const recording = Int32Array.from(t, (_, i) => Math.min(i, samples - 2));
  const x = Float64Array.from({ length: 2 * samples }, (_, i) =>
    i % 2 === 0 ? uniform(-2 * Math.PI, 2 * Math.PI) : uniform(-1, 1),
  );
  const dxdt = x.map((_, i) => (i % 2 === 0 ? 2 * x[i + 1]! : -3 * Math.sin(x[i - 1]!)));
  return { name: "box", symbols: ["q", "p"], t, x, dxdt, recording, judged: true };
}

test("uses the family's own width, and reports the number of steps", async () => {
  const run = lab.session({ model: "sampled-hnn" });
  assert.deepEqual(run.settings?.hidden, [200]);
  assert.deepEqual(lab.session({ model: "hnn" }).settings?.hidden, [32, 32]);
  assert.equal(run.solvedAtOnce, true);
  assert.equal(run.network.outputBias, true);
  assert.ok(run.totalSteps > 10);
  assert.ok(run.timeDerivative([1, 1]).every((value) => value === 0)); // not solved yet
  const steps: number[] = [];
  for await (const progress of run.train()) {
    steps.push(progress.step);
    assert.equal(progress.totalSteps, run.totalSteps);
    assert.equal(progress.stopped, "");
    assert.equal(Number.isNaN(progress.trainLoss), progress.step < run.totalSteps);
    assert.equal(Number.isNaN(progress.testLoss), progress.step < run.totalSteps);
  }
  assert.equal(steps.at(-1), run.totalSteps);
  const { trainLoss, testLoss, energyMse } = run.metrics();
  assert.ok(trainLoss < 0.045 && testLoss < 0.05, `${trainLoss}, ${testLoss}`); // noise: 0.04
  assert.ok(energyMse < 5e-3, String(energyMse));
  assert.equal(await train(run), undefined);
  assert.equal(await train(run, { steps: 100 }), undefined); // nothing to go on to
});

test("finishes an aborted solve later with the same bits", async () => {
  const whole = lab.session(small);
  await train(whole);
  const run = lab.session(small);
  const stop = new AbortController();
  await assert.rejects(async () => {
    for await (const progress of run.train({ signal: stop.signal, every: 1 })) {
      if (progress.step === 3) stop.abort();
    }
  }, /abort/i);
  assert.ok(run.step >= 3 && run.step < run.totalSteps);
  await train(run, { steps: 2 });
  await train(run);
  assert.equal(run.fingerprint, whole.fingerprint);
  assert.deepEqual(run.solution(), whole.solution());
  run.reset();
  assert.equal(run.step, 0);
});

test("gives the bits of the C++ tests, natively and in both precisions", async () => {
  const run = lab.session({ ...small, sampling: "a-swim" });
  await train(run);
  assert.equal(run.fingerprint, "091462f2529bfb4f");
});

test("keeps every digit in files of runs and networks, also for another family", async () => {
  for (const model of ["sampled-hnn", "sampled-baseline"]) {
    const run = lab.session({ ...small, model });
    await train(run);
    const loaded = lab.load(run.save());
    assert.equal(loaded.fingerprint, run.fingerprint);
    assert.equal(loaded.step, run.totalSteps);
    assert.deepEqual(loaded.save(), run.save());
    assert.equal(lab.restore(run.state()).fingerprint, run.fingerprint);
    const { settings: _, optimizer: __, step: ___, ...network } = JSON.parse(run.saveText());
    const alone = lab.load(network);
    assert.deepEqual(alone.timeDerivative([0.3, 0.4]), run.timeDerivative([0.3, 0.4]));
    const again = lab.load(network, small.model === model ? { trajectories: 10 } : {});
    assert.equal(again.step, 0); // to be solved on these data

    const { fingerprint: ____, ...warm } = network;
    const start = lab.load(
      { ...warm, model: model === "sampled-hnn" ? "hnn" : "baseline" },
      { trajectories: 10, points: 12 },
    );
    const before = start.advance(1).trainLoss;
    assert.ok(before < 0.1, String(before)); // an Adam run begins where the solve ended
  }
});

test("measured derivatives at independent states are solved to eight digits", async () => {
  // In these units H depends on q in a more complicated way than on p, and q is larger, which suits sampled differences.
  const settings = { model: "sampled-hnn", scaling: "none" } as const;
  const run = lab.session(settings, { measured: box(1000) });
  await train(run);
  const { x } = box(700);
  const learned = run.energy(Float64Array.from(x));
  const truth = Array.from(
    learned,
    (_, i) => 3 * (1 - Math.cos(x[2 * i]!)) + (x[2 * i + 1] ?? 0) ** 2,
  );
  const sum = (values: number[]) => values.reduce((all, value) => all + value * value, 0);
  const error = Math.sqrt(sum(truth.map((h, i) => h - learned[i]!)) / sum(truth));
  assert.ok(error < 2e-7, String(error));
});

test("memory does not grow with the number of samples", () => {
  const grown = (samples: number) => {
    const measured = box(samples);
    const before = lab.memoryBytes;
    const run = lab.session({ model: "sampled-hnn", hidden: [500] }, { measured });
    run.advance(1);
    while (run.step < run.totalSteps / 2) run.advance(50);
    run.dispose();
    return lab.memoryBytes - before;
  };
  grown(5000);
  // The rows of 30 000 samples × 500 units would be 240 MB.
  assert.ok(grown(30_000) < 24e6);
});

test("rejects unsupported settings with a reason", () => {
  const refusal = (settings: object) => messageOf(() => lab.session({ ...small, ...settings }));
  assert.match(refusal({ hidden: [8, 8] }), /hidden of model "sampled-hnn" must be one layer/);
  assert.match(refusal({ activation: "relu" }), /must be "tanh", got "relu"/);
  assert.match(refusal({ loss: "one-step" }), /must be "derivative", got "one-step"/);
  assert.match(
    refusal({ cutoff: 1e-20 }),
    /cutoff must be 0 \(automatic\) or 1e-15…0.1, got 1e-20/,
  );
  assert.match(refusal({ sampling: "swimm" }), /"u-swim" \| "swim" \| "a-swim" \| "elm"/);
  const unjudged = { ...box(100), judged: false };
  assert.match(
    messageOf(() =>
      lab.session({ model: "sampled-hnn", sampling: "swim" }, { measured: unjudged }),
    ),
    /requires the true energy.*choose "u-swim" or "a-swim"/,
  );
});
