// The rhythm of training: slices, snapshots, pictures, checkpoints, on a clock that only this test moves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultsFor } from "../../web/src/catalogue/catalogue.js";
import type { Reply } from "../../web/src/protocol/messages.js";
import type { Grid, Rollout, Snapshot } from "../../web/src/protocol/snapshot.js";
import type { ReversalResult } from "../../web/src/protocol/study.js";
import { curveCapacity, LossKeeper } from "../../web/src/worker/lossKeeper.js";
import { Studies } from "../../web/src/worker/studies.js";
import { type Trainee, TrainLoop } from "../../web/src/worker/trainLoop.js";

const none = new Float64Array(0);

/** A run whose every act takes a stated time on a clock of its own. */
class FakeRun implements Trainee {
  time = 0;
  step = 0;
  pictures = 0; // ms spent on them
  longest = 0; // ms, in one advance
  divergesAt = Infinity;
  settings;
  network = { stateSize: 2 };
  solvedAtOnce = false;

  constructor(
    readonly stepTime: number,
    readonly pictureTime: number,
    steps = 1000,
  ) {
    this.settings = { ...defaultsFor("pendulum"), steps };
  }
  get totalSteps() {
    return this.settings.steps;
  }
  get fingerprint() {
    return String(this.step).padStart(16, "0");
  }
  stepsWithin(milliseconds: number, limit: number) {
    return Math.max(1, Math.min(limit, Math.floor(milliseconds / this.stepTime)));
  }
  advance(steps: number) {
    this.time += steps * this.stepTime;
    this.longest = Math.max(this.longest, steps * this.stepTime);
    this.step += steps;
    const stopped = this.step > this.divergesAt ? "the loss is not finite" : "";
    if (this.solvedAtOnce && this.step < this.totalSteps)
      return { step: this.step, trainLoss: Number.NaN, testLoss: Number.NaN, stopped };
    return { step: this.step, trainLoss: 1 / this.step, testLoss: 2 / this.step, stopped };
  }
  rollout(): Rollout {
    this.time += this.pictureTime;
    this.pictures += this.pictureTime;
    return {
      t: none,
      x: none,
      energy: none,
      kineticEnergy: none,
      learnedEnergy: none,
      finished: true,
      stop: null,
      note: "",
      guarded: 0,
    };
  }
  grid(): Grid {
    this.time += this.pictureTime;
    this.pictures += this.pictureTime;
    return { columns: 2, rows: 2, dx: none, dy: none, energy: none };
  }
  reset() {
    this.step = 0;
  }
  solution() {
    return { cutoff: 1e-9, rank: 7, heldOutLoss: 0.1 };
  }
  state() {
    const optimizer = { step: this.step, firstMoment: none, secondMoment: none };
    return { settings: this.settings, weights: [], optimizer, fingerprint: this.fingerprint };
  }
}

function loopOver(run: FakeRun) {
  const posted: { reply: Reply; time: number }[] = [];
  const loop = new TrainLoop({
    run,
    contestant: "hnn",
    generation: 1,
    view: {
      rollout: { x0: [1, 0], duration: 10 },
      grid: { xAxis: 0, yAxis: 1, xMin: -1, xMax: 1, yMin: -1, yMax: 1, columns: 2, rows: 2 },
    },
    post: (reply) => posted.push({ reply, time: run.time }),
    now: () => run.time,
  });
  const snapshots = () =>
    posted.flatMap(({ reply, time }) =>
      reply.type === "snapshot" ? [{ ...reply.snapshot, time }] : [],
    );
  const finish = () => {
    while (loop.busy) loop.slice();
    return snapshots().at(-1) as Snapshot;
  };
  return { loop, posted, snapshots, finish };
}

test("keeps slices short unless a single step is longer", () => {
  for (const stepTime of [0.01, 0.3, 7, 16]) {
    const run = new FakeRun(stepTime, 0);
    const { loop, finish } = loopOver(run);
    loop.train(null);
    finish();
    assert.ok(run.longest <= 30, `${run.longest} ms with ${stepTime} ms a step`);
  }
  const run = new FakeRun(80, 0, 10);
  const { loop, finish } = loopOver(run);
  loop.train(null);
  finish();
  assert.equal(run.longest, 80);
});

test("sends at most 30 snapshots a second, the last one finished", () => {
  const run = new FakeRun(1, 0.1, 3000);
  const { loop, snapshots, finish } = loopOver(run);
  loop.train(null);
  const last = finish();
  assert.equal(last.state, "finished");
  assert.equal(last.step, 3000);
  const seconds = run.time / 1000;
  assert.ok(snapshots().length <= 30 * seconds + 2, `${snapshots().length} in ${seconds} s`);
  assert.ok(snapshots().length >= 20 * seconds);
  assert.ok(Math.abs(last.stepsPerSecond - 1000) < 100);
});

test("spends at most a quarter of the time on plots, however expensive", () => {
  for (const pictureTime of [0.5, 10, 100]) {
    const run = new FakeRun(5, pictureTime, 4000);
    const { loop, finish } = loopOver(run);
    loop.train(null);
    const last = finish();
    assert.ok(run.pictures / run.time < 0.27, `${run.pictures / run.time} of the time`);
    assert.ok(run.pictures / run.time > 0.01, `only ${run.pictures / run.time}`);
    assert.ok(last.rollout && last.grid);
  }
});

test("draws a paused model immediately after a change of the request, and only then", () => {
  const run = new FakeRun(1, 1);
  const { loop, posted } = loopOver(run);
  loop.watch({ rollout: { x0: [2, 0], duration: 1 } });
  assert.equal(posted.length, 1);
  assert.equal(run.pictures, 1);
  loop.snapshot();
  assert.equal(run.pictures, 1);
  loop.watch({ rollout: { x0: [1, 2, 3, 4], duration: 1 } }); // another system's
  assert.equal(run.pictures, 1);
});

test("sends checkpoints every two seconds and at every pause", () => {
  const run = new FakeRun(10, 0, 1000);
  const { loop, posted } = loopOver(run);
  loop.train(null);
  while (run.time < 5000) loop.slice();
  loop.pause();
  const times = posted.filter(({ reply }) => reply.type === "checkpoint").map(({ time }) => time);
  assert.equal(times.length, 3);
  assert.ok(times[0]! >= 2000 && times[0]! < 2100 && times[1]! < 4200);
});

test("does a few steps and pauses, continues beyond the settings' steps, and stops when nothing is left", () => {
  const run = new FakeRun(1, 0, 100);
  const { loop, finish, snapshots } = loopOver(run);
  loop.step(3);
  assert.deepEqual([finish().state, run.step], ["paused", 3]);
  loop.train(null);
  assert.deepEqual([finish().state, run.step], ["finished", 100]);
  loop.train(150);
  assert.deepEqual([finish().state, run.step, snapshots().at(-1)?.steps], ["finished", 150, 150]);
  loop.train(150);
  assert.deepEqual([loop.busy, snapshots().at(-1)?.state], [false, "finished"]);
});

test("gives a solve its own number of steps, and a loss only at the last one", () => {
  const run = new FakeRun(1, 0, 40);
  run.solvedAtOnce = true;
  const { loop, finish, snapshots } = loopOver(run);
  loop.step(3);
  assert.deepEqual([finish().state, run.step], ["paused", 3]);
  assert.equal(snapshots().at(-1)?.curve.step.length, 0);
  loop.train(2000); // gradient steps: none of its business
  const last = finish();
  assert.deepEqual([last.state, run.step, last.steps], ["finished", 40, 40]);
  assert.deepEqual([...last.curve.step], [40]);
  loop.step(5);
  assert.deepEqual([loop.busy, run.step, snapshots().at(-1)?.state], [false, 40, "finished"]);
});

test("divergence stops with a note, and only a reset helps", () => {
  const run = new FakeRun(1, 0, 100);
  run.divergesAt = 50;
  const { loop, finish, snapshots } = loopOver(run);
  loop.train(null);
  const last = finish();
  assert.deepEqual([last.state, last.note], ["stopped", "the loss is not finite"]);
  loop.train(null);
  assert.equal(loop.busy, false);
  run.divergesAt = Infinity;
  loop.reset(2);
  const fresh = snapshots().at(-1);
  assert.deepEqual(
    [fresh?.state, fresh?.step, fresh?.generation, fresh?.note],
    ["paused", 0, 2, undefined],
  );
  assert.equal(fresh?.curve.step.length, 0);
  loop.train(null);
  assert.equal(finish().state, "finished");
});

test("the loss curve depends on the steps alone, is bounded, and keeps first and last", () => {
  const curves = [0.01, 0.7, 16].map((stepTime) => {
    const { loop, finish } = loopOver(new FakeRun(stepTime, 0, 2000));
    loop.train(null);
    const { seconds: _, ...curve } = finish().curve; // the clock's
    return curve;
  });
  assert.deepEqual(curves[0], curves[1]);
  assert.deepEqual(curves[0], curves[2]);
  const keeper = new LossKeeper(10);
  for (let step = 1; step <= 5003; step++) keeper.add(step, step, -step);
  const curve = keeper.read();
  assert.ok(curve.step.length <= curveCapacity + 1 && curve.step.length > curveCapacity / 3);
  assert.deepEqual([curve.step[0], curve.step.at(-1), curve.test.at(-1)], [1, 5003, -5003]);
});

test("continues a restored curve as if there had been no break", () => {
  const whole = new LossKeeper(1000);
  let broken = new LossKeeper(1000);
  for (let step = 1; step <= 3000; step++) {
    whole.add(step, 1 / step, 2 / step);
    broken.add(step, 1 / step, 2 / step);
    if (step === 777) broken = new LossKeeper(1000, broken.read());
  }
  assert.deepEqual(broken.read(), whole.read());
});

test("a curve that is taken up again keeps its points when the end of its run has moved far away", () => {
  // The distance of the points was taken from the new end, so that an undo or a reload left the first and the last one.
  const keeper = new LossKeeper(400);
  for (let step = 1; step <= 400; step++) keeper.add(step, 1 / step, 2 / step);
  const broken = new LossKeeper(1_000_000, keeper.read());
  assert.deepEqual(broken.read(), keeper.read());
  for (const one of [keeper, broken]) for (let step = 401; step <= 700; step++) one.add(step, 1, 2);
  assert.deepEqual(broken.read(), keeper.read());
});

const part = (progress: number): ReversalResult => ({
  type: "reversal",
  progress,
  t: none,
  forward: none,
  backward: none,
  gap: none,
  volumeError: none,
  symplecticError: none,
  stopOut: null,
  stopBack: null,
  note: "",
});

/** Studies on a clock that their pieces move. */
function studiesOf() {
  let time = 0;
  const posted: { reply: Reply; time: number }[] = [];
  const released: string[] = [];
  const stopped: string[] = [];
  const studies = new Studies<string>(
    (reply) => posted.push({ reply, time }),
    () => time,
    (run) => released.push(run),
  );
  function* work(run: string, pieces: number, failsAt = Infinity) {
    try {
      for (let i = 1; i <= pieces; i++) {
        time += 20;
        if (i >= failsAt) throw new RangeError("stepSize must be above 0, got 0");
        yield part(i / pieces);
      }
    } finally {
      stopped.push(run);
    }
  }
  const refusals: [number, unknown][] = [];
  const piece = () => studies.piece((id, error) => refusals.push([id, error]));
  const told = (id: number) =>
    posted.flatMap(({ reply }) =>
      reply.type === "study" && reply.id === id ? [reply.result.progress] : [],
    );
  const ends = () =>
    posted.flatMap(({ reply }) =>
      reply.type === "done" || reply.type === "overtaken" ? [[reply.type, reply.id]] : [],
    );
  return { studies, work, piece, posted, released, stopped, refusals, told, ends };
}

test("reports a study at most ten times a second, and always its last result", () => {
  const { studies, work, piece, posted, told, ends, released } = studiesOf();
  studies.begin({ id: 1, run: "run", ofModel: true, results: work("run", 102) });
  while (studies.busy) piece();
  const times = posted.filter(({ reply }) => reply.type === "study").map(({ time }) => time);
  for (let i = 1; i < times.length - 1; i++) assert.ok(times[i]! - times[i - 1]! >= 100);
  assert.ok(times.length >= 15 && times.length <= 22, `${times.length} in 2 s`);
  assert.equal(told(1).at(-1), 1);
  assert.deepEqual([ends(), released], [[["done", 1]], ["run"]]);
});

test("computes no further piece of a cancelled study, and begins the next", () => {
  const { studies, work, piece, stopped, told, ends } = studiesOf();
  studies.begin({ id: 1, run: "a", ofModel: true, results: work("a", 50) });
  studies.begin({ id: 2, run: "b", ofModel: true, results: work("b", 3) });
  piece();
  studies.cancel(1);
  assert.deepEqual(stopped, ["a"]);
  while (studies.busy) piece();
  assert.deepEqual(ends(), [
    ["overtaken", 1],
    ["done", 2],
  ]);
  assert.equal(told(2).at(-1), 1);
});

test("ends studies of a replaced model, not those of the truth", () => {
  const { studies, work, ends } = studiesOf();
  studies.begin({ id: 1, run: "run", ofModel: true, results: work("run", 50) });
  studies.begin({ id: 2, run: "run", ofModel: false, results: work("run", 50) });
  studies.modelReplaced("run");
  assert.deepEqual(ends(), [["overtaken", 1]]);
  assert.ok(studies.uses("run"));
});

test("rejects a failing study with its reason, and frees everything", () => {
  const { studies, work, piece, refusals, released } = studiesOf();
  studies.begin({ id: 1, run: "run", ofModel: true, results: work("run", 9, 3) });
  while (studies.busy) piece();
  assert.equal(refusals.length, 1);
  assert.match(String(refusals[0]?.[1]), /stepSize must be above 0/);
  assert.deepEqual(released, ["run"]);
});

test("records the seconds of training in the curve, without plots and pauses", () => {
  const run = new FakeRun(10, 30, 300);
  const { loop, finish } = loopOver(run);
  loop.train(null);
  while (run.step < 100) loop.slice();
  loop.pause();
  run.time += 5000;
  loop.train(null);
  const { seconds, step } = finish().curve;
  assert.equal(seconds.length, step.length);
  step.forEach((at, i) => {
    assert.ok(Math.abs((seconds[i] as number) - at * 0.01) < 1e-9, `${seconds[i]} s at step ${at}`);
  });
  loop.reset(2);
  loop.step(1);
  assert.ok(Math.abs((finish().curve.seconds[0] as number) - 0.01) < 1e-9);
});

test("reports NaN for the training time of a loaded run", () => {
  const run = new FakeRun(10, 0, 300);
  run.step = 100;
  const { loop, finish } = loopOver(run);
  loop.train(null);
  assert.ok(finish().curve.seconds.every(Number.isNaN));
});

test("reports the solution of a solved model only after the solve", () => {
  const run = new FakeRun(10, 0, 20);
  run.solvedAtOnce = true;
  const { loop, snapshots, finish } = loopOver(run);
  loop.train(null);
  assert.equal(finish().solution?.rank, 7);
  for (const { step, solution } of snapshots()) assert.equal(solution !== undefined, step === 20);
});
