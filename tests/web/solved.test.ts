// The part of an experiment that belongs to the solved networks, and how their runs are kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Runs } from "../../web/src/app/session/runs.js";
import { Training } from "../../web/src/app/session/training.js";
import { manualScheduler } from "../../web/src/base/scheduler.js";
import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.js";
import type { Engine } from "../../web/src/engine/engine.js";
import type { Contestant, Snapshot } from "../../web/src/protocol/snapshot.js";
import {
  contestantsOf,
  contestantsWhen,
  defaultExperiment,
  reduce,
  solversOf,
  viewTable,
} from "../../web/src/state/experiment.js";
import { isInRange } from "../../web/src/state/fields.js";
import { experimentOf, settingsFor, solvesAnew, withSolveOf } from "../../web/src/state/solved.js";

const solvers = solversOf(catalogue);
const begin = () => defaultExperiment(catalogue, "pendulum");
const none = new Float64Array(0);

const snapshot = (contestant: Contestant, step: number, steps: number): Snapshot => ({
  contestant,
  generation: 1,
  state: step >= steps ? "finished" : "training",
  step,
  steps,
  trainLoss: Number.NaN,
  testLoss: Number.NaN,
  stepsPerSecond: 0,
  curve: { step: none, train: none, test: none, seconds: none },
  fingerprint: "",
});

test("solves an HNN and a plain network on the data and seed of the trained ones", () => {
  const energies = solvers.map((who) => catalogue.models.find(({ id }) => id === who)?.hasEnergy);
  assert.deepEqual(energies, [true, false]);
  const experiment = begin();
  const { settings } = experiment;
  Object.assign(settings, {
    activation: "relu",
    loss: "one-step",
    lossNorm: "l1",
    hidden: [16, 16, 16],
    seed: 9,
  });
  experiment.view.solvedWidth = 77;
  assert.deepEqual(settingsFor(catalogue, experiment, "hnn"), { ...settings, model: "hnn" });
  for (const who of solvers) {
    const own = settingsFor(catalogue, experiment, who);
    const linear = { activation: "tanh", loss: "derivative", lossNorm: "l2", hidden: [77] };
    assert.deepEqual(own, { ...settings, model: who, ...linear });
    assert.doesNotThrow(() => completeSettings(catalogue, own));
  }
});

test("adds and removes solved networks together with other optional ones, for any system", () => {
  for (const { id } of catalogue.systems) {
    const system = catalogue.systems.find((one) => one.id === id);
    assert.ok(system);
    const row = viewTable(catalogue, system).find(({ key }) => key === "contestants");
    assert.ok(row);
    const { view } = defaultExperiment(catalogue, id, "canonical");
    const joined = { ...view, contestants: contestantsWhen(view, solvers, true) };
    assert.ok(isInRange(row, joined.contestants), id);
    assert.deepEqual(contestantsOf(joined), [...contestantsOf(view), ...solvers]);
    const withGuest = contestantsWhen(joined, ["second-order"], true);
    assert.equal(isInRange(row, withGuest), system.constantMass, id);
    assert.equal(contestantsWhen(joined, solvers, false), view.contestants);
  }
  const all = begin();
  all.view.contestants = contestantsWhen(
    { ...all.view, contestants: "hnn,baseline,second-order" },
    solvers,
    true,
  );
  const heavy = reduce(catalogue, all, { type: "choose-system", system: "double-pendulum" });
  assert.deepEqual(contestantsOf(heavy.view), ["hnn", "baseline", ...solvers]);
});

test("distinguishes settings of a solve from those of all networks", () => {
  const now = begin();
  const changed = [
    reduce(catalogue, now, { type: "change-setting", key: "sampling", value: "elm" }),
    reduce(catalogue, now, { type: "change-setting", key: "cutoff", value: 1e-6 }),
    reduce(catalogue, now, { type: "change-view", key: "solvedWidth", value: 50 }),
  ];
  for (const next of changed) {
    assert.equal(solvesAnew(now, next), true);
    assert.equal(solvesAnew(withSolveOf(now, next), next), false);
    assert.deepEqual(withSolveOf(next, now), now);
  }
  const noisier = reduce(catalogue, now, { type: "change-setting", key: "noise", value: 0.3 });
  assert.equal(solvesAnew(now, noisier), false);
});

test("takes data and width from a loaded solve, and keeps the shape of the trained networks", () => {
  const now = begin();
  now.settings.hidden = [32, 32];
  const [who] = solvers as [Contestant];
  const saved = { ...begin(), view: { ...begin().view, solvedWidth: 64 } };
  Object.assign(saved.settings, { seed: 4, noise: 0.2 });
  const loaded = experimentOf(catalogue, now, who, settingsFor(catalogue, saved, who), undefined);
  assert.deepEqual(loaded.settings, { ...saved.settings, hidden: [32, 32] });
  assert.equal(loaded.view.solvedWidth, 64);
  const trained = experimentOf(
    catalogue,
    now,
    "hnn",
    settingsFor(catalogue, saved, "hnn"),
    undefined,
  );
  assert.deepEqual(trained.settings, saved.settings);
  assert.equal(trained.view.solvedWidth, now.view.solvedWidth);
});

test("counts a solve as untrained before its last step, apart from the trained networks", () => {
  const runs = new Runs(solvers);
  runs.enabled = ["hnn", "baseline", ...solvers];
  runs.total = 2000;
  runs.ready = true;
  const [who] = solvers as [Contestant];
  runs.accept(snapshot(who, 30, 60));
  assert.equal(runs.state, "training");
  assert.deepEqual(runs.learned, []);
  runs.accept(snapshot(who, 60, 60));
  assert.equal(runs.state, "idle");
  assert.deepEqual(runs.learned, [who]);
  assert.deepEqual([runs.furthest, runs.end(who), runs.end("hnn")], [0, 60, 2000]);
  for (const trained of runs.trained) runs.accept(snapshot(trained, 2000, 2000));
  assert.equal(runs.state, "finished");
});

/** Training among `runs`, some of which train; the requests to the engine are recorded. */
function trainingOf(runs: Runs) {
  const told: string[] = [];
  const engine = {
    train: (who: Contestant, total?: number) => told.push(`train ${who} ${total ?? ""}`.trim()),
    pause: (who: Contestant) => told.push(`pause ${who}`),
  } as unknown as Engine;
  const scheduler = manualScheduler();
  const nothing = () => {};
  runs.ready = true;
  const parts = { scheduler, runs, engine: () => engine, changed: nothing, reached: nothing };
  const training = new Training(parts);
  training.wantTraining();
  return { training, told };
}

/** As the session does: the books first. */
function hear(training: Training, runs: Runs, heard: Snapshot) {
  runs.accept(heard);
  training.receive(heard);
}

test("pauses training while others are solved, and continues only what was training", () => {
  const runs = new Runs(solvers);
  runs.enabled = ["hnn", "baseline", ...solvers];
  runs.total = 2000;
  runs.accept(snapshot("hnn", 100, 2000));
  runs.accept(snapshot("baseline", 2000, 2000));
  const { training, told } = trainingOf(runs);
  training.wantSolve();
  training.pursue();
  assert.deepEqual(told.splice(0), ["pause hnn", ...solvers.map((who) => `train ${who}`)]);
  solvers.forEach((who, i) => {
    hear(training, runs, snapshot(who, 30, 60)); // on the way
    assert.equal(training.goal, "solve");
    hear(training, runs, snapshot(who, 60, 60));
    assert.equal(training.goal, i < solvers.length - 1 ? "solve" : "train");
  });
  assert.deepEqual(told, ["train hnn 2000"]);
  for (const who of solvers) hear(training, runs, snapshot(who, 60, 60)); // said again: no news
  assert.equal(told.length, 1);
});

test("continues training after a solve that was ended, not after a pause", () => {
  for (const [stop, wakes] of [
    ["endSolve", true],
    ["stop", false],
  ] as const) {
    const runs = new Runs(solvers);
    runs.enabled = ["hnn", "baseline", ...solvers];
    runs.total = 2000;
    runs.accept(snapshot("hnn", 100, 2000));
    const { training, told } = trainingOf(runs);
    training.wantSolve();
    training.pursue();
    training[stop]();
    assert.equal(training.goal, wakes ? "train" : "rest");
    assert.equal(told.includes("train hnn 2000"), wakes, stop);
  }
});
