// The reducer: valid intents change one thing, refused ones nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, defaultsFor, publishedFor } from "../../web/src/catalogue/catalogue.js";
import type { Settings } from "../../web/src/protocol/settings.js";
import {
  changedSettings,
  contestantsOf,
  defaultExperiment,
  describedSystem,
  errorOverlay,
  hasView,
  type Intent,
  injectionSpan,
  lookingAs,
  optionalModelProblem,
  optionalModels,
  overlayChoices,
  presetOf,
  reduce,
  solveKeys,
  startsAnew,
  systemFor,
  systemIn,
  viewNames,
} from "../../web/src/state/experiment.js";

const begin = () => defaultExperiment(catalogue, "pendulum");

test("a valid setting changes that setting only, and the old experiment stays as it was", () => {
  const before = begin();
  const copy = structuredClone(before);
  const after = reduce(catalogue, before, { type: "change-setting", key: "noise", value: 0.3 });
  assert.deepEqual(changedSettings(before.settings, after.settings), ["noise"]);
  assert.deepEqual(before, copy);
  assert.equal(after.view, before.view);
});

test("refused values change nothing", () => {
  const before = begin();
  const refused: Intent[] = [
    { type: "change-setting", key: "noise", value: -1 },
    { type: "change-setting", key: "noise", value: Number.NaN },
    { type: "change-setting", key: "noise", value: "0.2" },
    { type: "change-setting", key: "hidden", value: [1e9] },
    { type: "change-setting", key: "hidden", value: [] },
    { type: "change-setting", key: "steps", value: 0.5 },
    { type: "change-setting", key: "activation", value: "sine" },
    { type: "change-setting", key: "outputBias", value: 1 },
    { type: "change-setting", key: "nonsense" as keyof Settings, value: 1 },
    { type: "change-parameter", index: 0, value: 1e6 },
    { type: "change-parameter", index: 9, value: 1 },
    { type: "change-view", key: "stepSize", value: 0 },
    { type: "change-view", key: "x0", value: [1] },
    { type: "change-view", key: "integrator", value: "magic" },
    { type: "move-start", index: 2, value: 0 },
    { type: "move-start", index: 0, value: Number.POSITIVE_INFINITY },
    { type: "choose-system", system: "tardis" },
    { type: "change-view", key: "view", value: "chaos" }, // the pendulum has none
    { type: "change-view", key: "contestants", value: "hnn" },
    { type: "change-view", key: "injectionRate", value: 6 },
    { type: "open-view", view: "lab" }, // it is open
  ];
  for (const intent of refused)
    assert.equal(reduce(catalogue, before, intent), before, JSON.stringify(intent));
});

test("ignores the same value", () => {
  const before = begin();
  assert.equal(
    reduce(catalogue, before, { type: "change-setting", key: "hidden", value: [32, 32] }),
    before,
  );
  assert.equal(
    reduce(catalogue, before, { type: "change-view", key: "x0", value: [2.1, 0] }),
    before,
  );
});

test("loads a system's experiment, and keeps seed and display options", () => {
  let experiment = reduce(catalogue, begin(), { type: "change-setting", key: "seed", value: 7 });
  experiment = reduce(catalogue, experiment, { type: "change-view", key: "theme", value: "dark" });
  const after = reduce(catalogue, experiment, { type: "choose-system", system: "two-body" });
  assert.deepEqual(after.settings, { ...defaultsFor("two-body"), seed: 7 });
  assert.equal(after.view.theme, "dark");
  assert.equal(after.view.x0.length, 8);
});

test("keeps a run when steps or settings of solved networks change, and restarts it otherwise", () => {
  const { settings } = defaultExperiment(catalogue, "pendulum", undefined, "published");
  assert.equal(startsAnew(settings, { ...settings, steps: 5000 }), false);
  assert.equal(startsAnew(settings, structuredClone(settings)), false);
  for (const key of Object.keys(settings) as (keyof Settings)[]) {
    if (key === "steps") continue;
    const isOfSolve = solveKeys.some((known) => known === key);
    assert.equal(startsAnew(settings, { ...settings, [key]: "other" }), !isOfSolve, key);
  }
});

test("restarts a run with a learning rate schedule when steps change", () => {
  for (const schedule of ["one-cycle", "cosine"]) {
    const settings = { ...begin().settings, schedule };
    assert.equal(startsAnew(settings, { ...settings, steps: 5000 }), true, schedule);
    assert.equal(startsAnew(settings, structuredClone(settings)), false);
  }
});

test("changes the training with a preset, and keeps seed, start and display options", () => {
  let quick = reduce(catalogue, begin(), { type: "change-setting", key: "seed", value: 7 });
  quick = reduce(catalogue, quick, { type: "change-view", key: "theme", value: "dark" });
  assert.equal(presetOf(catalogue, quick), "quick");
  const published = reduce(catalogue, quick, { type: "use-preset", preset: "published" });
  assert.deepEqual(published.settings, { ...publishedFor("pendulum"), seed: 7 });
  assert.deepEqual(published.view, quick.view);
  assert.equal(presetOf(catalogue, published), "published");
  const own = reduce(catalogue, published, { type: "change-setting", key: "noise", value: 0.3 });
  assert.equal(presetOf(catalogue, own), null);
  assert.deepEqual(reduce(catalogue, own, { type: "use-preset", preset: "quick" }), quick);
});

test("copies defaults, so that changing an experiment does not change the catalogue", () => {
  const experiment = begin();
  experiment.settings.hidden.push(1);
  experiment.view.x0[0] = 99;
  assert.deepEqual(begin().settings.hidden, [32, 32]);
  assert.deepEqual(begin().view.x0, [2.1, 0]);
});

test("switches the system on opening a view only if necessary", () => {
  for (const view of viewNames) {
    const before = { ...begin(), settings: { ...begin().settings, seed: 7 } };
    const after = reduce(catalogue, before, { type: "open-view", view });
    const system = catalogue.systems.find(({ id }) => id === after.settings.system);
    assert.equal(after.view.view, view);
    assert.ok(system && hasView(system, view), view);
    assert.equal(after.settings.seed, 7, view);
    const had = hasView(systemOfPendulum(), view);
    assert.equal(after.settings.system, had ? "pendulum" : systemFor(catalogue, view)?.id);
  }
});

const systemOfPendulum = () => {
  const found = catalogue.systems.find(({ id }) => id === "pendulum");
  assert.ok(found);
  return found;
};

test("returns to the lab for a system that the open view does not support", () => {
  const chaos = reduce(catalogue, begin(), { type: "open-view", view: "chaos" });
  assert.equal(chaos.settings.system, "henon-heiles");
  const pendulum = reduce(catalogue, chaos, { type: "choose-system", system: "pendulum" });
  assert.equal(pendulum.view.view, "lab");
  const reversal = reduce(catalogue, begin(), { type: "open-view", view: "reversal" });
  const spring = reduce(catalogue, reversal, { type: "choose-system", system: "spring" });
  assert.equal(spring.view.view, "reversal");
  // Undo restores an experiment and keeps the open view if possible.
  assert.equal(lookingAs(catalogue, begin(), reversal.view).view, "reversal");
  assert.equal(lookingAs(catalogue, begin(), chaos.view).view, "lab");
});

test("includes the second-order network only for constant masses", () => {
  const all = reduce(catalogue, begin(), {
    type: "change-view",
    key: "contestants",
    value: "hnn,baseline,second-order",
  });
  assert.deepEqual(contestantsOf(begin().view), ["hnn", "baseline"]);
  assert.deepEqual(contestantsOf(all.view), ["hnn", "baseline", "second-order"]);
  for (const system of catalogue.systems) {
    const after = reduce(catalogue, all, { type: "choose-system", system: system.id });
    const takesPart = contestantsOf(after.view).includes("second-order");
    const described = systemIn(catalogue, after);
    assert.equal(takesPart, described.constantMass, system.id);
    const problem = optionalModelProblem(catalogue, described, "second-order");
    assert.equal(problem, described.constantMass ? null : "mass", system.id);
  }
  const without = { ...catalogue, models: catalogue.models.slice(0, 0) };
  assert.deepEqual(optionalModels(without), []);
});

test("every network has its field and its error among the overlays", () => {
  const choices = overlayChoices(["hnn", "second-order"]);
  assert.deepEqual(choices, ["truth", "hnn", "second-order", "hnnError", "second-orderError"]);
  assert.deepEqual(choices.map(errorOverlay), [null, null, null, "hnn", "second-order"]);
});

test("injects energy only within the displayed time", () => {
  const view = { ...begin().view, injection: true, rolloutDuration: 10 };
  const span = (injectionStart: number, injectionDuration: number) =>
    injectionSpan({ ...begin(), view: { ...view, injectionStart, injectionDuration } });
  assert.deepEqual(span(2, 3), { from: 2, to: 5 });
  assert.deepEqual(span(8, 3), { from: 8, to: 10 });
  assert.equal(span(10, 3), null);
  assert.equal(injectionSpan({ ...begin(), view: { ...view, injection: false } }), null);
  // ∇H is a direction of (q, p).
  const settings = { ...begin().settings, coordinates: "velocities" };
  assert.equal(injectionSpan({ settings, view }), null);
});

test("includes the dissipative network for friction unless it was removed", () => {
  for (const { id, conservative } of catalogue.systems) {
    const there = reduce(catalogue, begin(), { type: "choose-system", system: id });
    const comes = contestantsOf(there.view).includes("dissipative-hnn");
    assert.equal(comes, !conservative, id);
  }
  const damped = defaultExperiment(catalogue, "damped-pendulum");
  assert.equal(damped.view.contestants, "hnn,baseline,dissipative-hnn");
  const alone = reduce(catalogue, damped, {
    ...{ type: "change-view", key: "contestants", value: "hnn,baseline" },
  });
  assert.equal(alone.view.contestants, "hnn,baseline");
  // Undo restores the included networks.
  assert.equal(lookingAs(catalogue, alone, damped.view).contestants, "hnn,baseline");
  assert.equal(lookingAs(catalogue, begin(), damped.view).contestants, "hnn,baseline");
});

test("changes start, plots and optional networks with the coordinates", () => {
  const before = defaultExperiment(catalogue, "double-pendulum");
  const change = (value: string) =>
    reduce(catalogue, before, { type: "change-setting", key: "coordinates", value });
  const after = change("velocities");
  const system = systemIn(catalogue, after);
  assert.equal(system, systemIn(catalogue, structuredClone(after)), "one object for one question");
  assert.equal(system.coordinates.length, 4);
  assert.deepEqual(after.view.x0, system.velocities.showcaseStart);
  assert.equal(after.view.contestants, "hnn,baseline,lnn");
  assert.ok(startsAnew(before.settings, after.settings));
  const back = reduce(catalogue, after, {
    ...{ type: "change-setting", key: "coordinates", value: "canonical" },
  });
  assert.deepEqual(back, before);
  assert.equal(change("polar"), before);
  for (const one of catalogue.systems) {
    assert.equal(optionalModelProblem(catalogue, one, "lnn"), "velocities", one.id);
    const described = describedSystem(catalogue, one.id, "velocities");
    assert.equal(optionalModelProblem(catalogue, described, "lnn"), null, one.id);
  }
});

test("switches views that require momenta to them", () => {
  const particle = defaultExperiment(catalogue, "relativistic-particle");
  assert.equal(particle.settings.coordinates, "velocities");
  assert.ok(!hasView(systemIn(catalogue, particle), "reversal"));
  const there = reduce(catalogue, particle, { type: "open-view", view: "reversal" });
  assert.equal(there.settings.system, "relativistic-particle");
  assert.equal(there.settings.coordinates, "canonical");
  assert.equal(there.view.view, "reversal");
  assert.equal(there.view.contestants, "hnn,baseline");
  const away = reduce(catalogue, there, {
    ...{ type: "change-setting", key: "coordinates", value: "velocities" },
  });
  assert.equal(away.view.view, "lab");
});
