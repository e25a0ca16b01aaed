// The reducer: valid intents change one thing, refused ones nothing at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import type { Settings } from "../../web/src/catalogue/settings.js";
import {
  changedSettings,
  defaultExperiment,
  type Intent,
  reduce,
  startsAnew,
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
  ];
  for (const intent of refused)
    assert.equal(reduce(catalogue, before, intent), before, JSON.stringify(intent));
});

test("the same value again is no change", () => {
  const before = begin();
  assert.equal(
    reduce(catalogue, before, { type: "change-setting", key: "hidden", value: [200, 200] }),
    before,
  );
  assert.equal(
    reduce(catalogue, before, { type: "change-view", key: "x0", value: [2.1, 0] }),
    before,
  );
});

test("choosing a system loads its experiment, and keeps seed and manners of looking", () => {
  let experiment = reduce(catalogue, begin(), { type: "change-setting", key: "seed", value: 7 });
  experiment = reduce(catalogue, experiment, { type: "change-view", key: "theme", value: "dark" });
  const after = reduce(catalogue, experiment, { type: "choose-system", system: "two-body" });
  assert.equal(after.settings.steps, 10_000);
  assert.equal(after.settings.seed, 7);
  assert.equal(after.view.theme, "dark");
  assert.equal(after.view.x0.length, 8);
});

test("only steps leaves a run alive; every other setting starts anew", () => {
  const { settings } = begin();
  assert.equal(startsAnew(settings, { ...settings, steps: 5000 }), false);
  assert.equal(startsAnew(settings, structuredClone(settings)), false);
  for (const key of Object.keys(settings) as (keyof Settings)[]) {
    if (key === "steps") continue;
    assert.equal(startsAnew(settings, { ...settings, [key]: "other" }), true, key);
  }
});

test("steps start anew where the learning rate follows a schedule over them", () => {
  for (const schedule of ["one-cycle", "cosine"]) {
    const settings = { ...begin().settings, schedule };
    assert.equal(startsAnew(settings, { ...settings, steps: 5000 }), true, schedule);
    assert.equal(startsAnew(settings, structuredClone(settings)), false);
  }
});

test("defaults are copies: changing one experiment leaves the catalogue alone", () => {
  const experiment = begin();
  experiment.settings.hidden.push(1);
  experiment.view.x0[0] = 99;
  assert.deepEqual(begin().settings.hidden, [200, 200]);
  assert.deepEqual(begin().view.x0, [2.1, 0]);
});
