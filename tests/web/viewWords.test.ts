// Captions, titles and hints of the views: what they say, and what they do not.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunScene, ViewScene } from "../../web/src/app/view.js";
import { pictureOf } from "../../web/src/app/views/motionFrame.js";
import {
  energyCaption,
  losingTruth,
  lossHint,
  portraitTitle,
} from "../../web/src/app/views/words.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import type { SystemInfo } from "../../web/src/catalogue/settings.js";
import { text } from "../../web/src/catalogue/strings.js";
import type { Contestant, LossCurve, Rollout } from "../../web/src/protocol/snapshot.js";
import { defaultExperiment } from "../../web/src/state/experiment.js";
import type { Pin } from "../../web/src/state/pins.js";

const systemOf = (id: string) => catalogue.systems.find((one) => one.id === id) as SystemInfo;
const path = (...energy: number[]): Rollout => ({
  t: Float64Array.from(energy, (_, i) => i),
  x: new Float64Array(2 * energy.length),
  energy: Float64Array.from(energy),
  kineticEnergy: new Float64Array(energy.length),
  learnedEnergy: new Float64Array(),
  ...{ finished: true, stop: null, note: "", guarded: 0 },
});

const ended = () => "ended";

// With friction the truth's caption said "energy −100 %", and a wrong network that keeps its energy "energy kept".
test("compares energies with the truth if the truth loses energy", () => {
  const truth = path(1, 0.5, 0.2);
  assert.equal(energyCaption(truth, 1, ended), text.energyNow("−50 %"));
  assert.equal(energyCaption(path(1, 0.5, 0.2), 2, ended, truth), text.energyAsTruth);
  assert.equal(energyCaption(path(1, 1, 1), 2, ended, truth), text.energyAgainstTruth("+80 %"));
  assert.equal(energyCaption(path(1, 1, 1), 2, ended), text.energyKept);

  const scene = (id: string) =>
    ({
      system: systemOf(id),
      experiment: defaultExperiment(catalogue, id),
      paths: { truth },
    }) as unknown as ViewScene;
  assert.equal(losingTruth(scene("damped-spring")), truth);
  assert.equal(losingTruth(scene("spring")), undefined);
});

// Any change below 0.5 % was "conserved".
test("calls an energy conserved if it is to 1e-8, or says to how much", () => {
  const caption = (...energy: number[]) => energyCaption(path(...energy), 1, ended);
  assert.equal(caption(1, 1 + 9e-9), text.energyKept);
  assert.equal(caption(1, 1 + 2e-8), text.energyKeptTo("2 × 10⁻⁸"));
  assert.equal(caption(1, 1.004), text.energyKeptTo("0.004"));
  assert.equal(caption(1, 1.006), text.energyNow("+0.60 %"));
  // The largest change until then, although the energy is back at its start.
  assert.equal(energyCaption(path(1, 1.001, 1, 2), 2, ended), text.energyKeptTo("1 × 10⁻³"));
});

test("calls the portrait of several degrees of freedom a projection", () => {
  assert.equal(portraitTitle(systemOf("pendulum")), text.phasePortrait);
  assert.equal(portraitTitle(systemOf("two-body")), text.orbitPortrait);
  assert.equal(portraitTitle(systemOf("double-pendulum")), text.projection("θ₁", "p₁"));
});

test("draws the two wells of Duffing's oscillator, and the sun of Kepler's planet", () => {
  const of = (id: string) => pictureOf(systemOf(id), defaultExperiment(catalogue, id));
  assert.equal(of("duffing"), "double-well");
  assert.equal(of("kepler"), "kepler");
  assert.equal(of("spring"), "spring");
  assert.equal(of("henon-heiles"), "orbits");
});

const curve: LossCurve = {
  step: Float64Array.of(0, 10),
  train: Float64Array.of(1, 0.5),
  test: Float64Array.of(1, 0.5),
  seconds: Float64Array.of(0, 1),
};

// The hint was written over the curves of pinned runs after a reset, and the empty axes of loaded networks had none.
test("explains an empty loss chart, and says nothing over a curve", () => {
  const run = (step: number): Partial<RunScene> => ({ step, solvedAtOnce: false });
  const scene = (step: number, rest: Partial<ViewScene> = {}) =>
    ({
      contestants: ["hnn"] as Contestant[],
      runs: { hnn: run(step) },
      curves: {},
      pins: [],
      ...rest,
    }) as unknown as ViewScene;
  assert.equal(lossHint(scene(0)), text.lossIdle);
  assert.equal(lossHint(scene(0, { pins: [pinOf(curve)] })), null);
  assert.equal(lossHint(scene(10, { curves: { hnn: curve } })), null);
  assert.equal(lossHint(scene(10)), text.lossUnknown);
});

function pinOf(of: LossCurve): Pin {
  const run = { solvedAtOnce: false, curve: of };
  return { slot: 0, name: "before", hidden: false, runs: { hnn: run } } as unknown as Pin;
}
