// Measured data in place of a system: what the page shows, and how intents change it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateAt } from "../../web/src/canvas/path.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import type { Measured } from "../../web/src/protocol/measured.js";
import type { Rollout } from "../../web/src/protocol/snapshot.js";
import {
  beginsAnew,
  defaultExperiment,
  hasView,
  measuredExperiment,
  reduce,
  systemIn,
  viewTable,
} from "../../web/src/state/experiment.js";
import { isInRange } from "../../web/src/state/fields.js";
import { judgesOf } from "../../web/src/state/measured.js";
import { parseLink, printLink } from "../../web/src/state/url.js";

/** A circle in each of the planes (q, p), at times that are `scale` apart. */
function circles(degreesOfFreedom: number, scale = 0.1, samples = 50): Measured {
  const size = 2 * degreesOfFreedom;
  const t = Float64Array.from({ length: samples }, (_, i) => i * scale);
  return {
    name: "circles.csv",
    symbols: Array.from({ length: size }, (_, k) => `${k < degreesOfFreedom ? "q" : "p"}${k}`),
    t,
    x: Float64Array.from({ length: samples * size }, (_, i) => Math.cos(i)),
    dxdt: new Float64Array(0),
    recording: new Int32Array(samples),
    judged: false,
  };
}

const rules = { system: "pendulum", seed: 3, derivative: "smooth", trainFraction: 0.7 };

test("keeps experiments on data of any size and scale within the ranges of their controls", () => {
  for (const degreesOfFreedom of [1, 2, 3, 8]) {
    for (const scale of [1e-4, 0.1, 1e4]) {
      const own = circles(degreesOfFreedom, scale);
      const experiment = measuredExperiment(catalogue, own, rules);
      const system = systemIn(catalogue, experiment);
      assert.equal(system.degreesOfFreedom, degreesOfFreedom);
      for (const field of viewTable(catalogue, system)) {
        if (field.key.startsWith("injection")) continue; // off
        const value = experiment.view[field.key as keyof typeof experiment.view];
        assert.ok(isInRange(field, value), `${field.key} = ${value}, scale ${scale}`);
      }
      assert.deepEqual(
        (["lab", "orbits", "chaos", "reversal"] as const).filter((view) => hasView(system, view)),
        ["lab"],
      );
    }
  }
});

test("returns the same object for the same data and judge", () => {
  const own = circles(1);
  const experiment = measuredExperiment(catalogue, own, rules);
  assert.equal(systemIn(catalogue, experiment), systemIn(catalogue, { ...experiment }));
  const other = measuredExperiment(catalogue, circles(1), rules);
  assert.notEqual(systemIn(catalogue, other), systemIn(catalogue, experiment));
  assert.ok(beginsAnew(experiment, other));
  assert.ok(!beginsAnew(experiment, { ...experiment }));
});

test("uses picture and parameters of the judge, and offers only fitting systems", () => {
  const own = { ...circles(1), judged: true };
  const system = systemIn(catalogue, measuredExperiment(catalogue, own, rules));
  assert.equal(system.view.drawing, "pendulum");
  assert.ok(system.parameters.length > 0);
  const plain = systemIn(catalogue, measuredExperiment(catalogue, circles(1), rules));
  assert.equal(plain.parameters.length, 0);
  for (const judge of judgesOf(catalogue.systems, 4)) assert.equal(judge.degreesOfFreedom, 2);
  assert.deepEqual(judgesOf(catalogue.systems, 10), []);
});

test("keeps the data when settings change, and drops them for a system or a view that requires one", () => {
  const own = circles(1);
  const before = measuredExperiment(catalogue, own, rules);
  const noisy = reduce(catalogue, before, { type: "change-setting", key: "steps", value: 10 });
  assert.equal(noisy.measured, own);
  const system = reduce(catalogue, before, { type: "choose-system", system: "spring" });
  assert.equal(system.measured, undefined);
  const reversal = reduce(catalogue, before, { type: "open-view", view: "reversal" });
  assert.deepEqual([reversal.measured, reversal.settings.system], [undefined, "pendulum"]);
  const chaos = reduce(catalogue, before, { type: "open-view", view: "chaos" });
  assert.equal(chaos.settings.system, "henon-heiles");
});

test("marks measured data in a link, which is read without them", () => {
  const link = printLink(catalogue, measuredExperiment(catalogue, circles(3), rules));
  assert.match(link, /data=own/);
  const { experiment, hadData, notices } = parseLink(catalogue, link);
  assert.equal(hadData, true);
  assert.equal(experiment.measured, undefined);
  assert.equal(experiment.settings.trainFraction, 0.7);
  assert.deepEqual(experiment.view.x0, defaultExperiment(catalogue, "pendulum").view.x0);
  assert.equal(notices.length, 1);
});

test("a recording with a gap is followed at its own times", () => {
  // Equal spacing was taken for granted: behind a gap the picture ran ahead of the clock.
  const t = Float64Array.of(0, 1, 2, 6, 7);
  const path = { t, x: t.map((time) => 3 * time), finished: true } as unknown as Rollout;
  for (const time of [0, 0.5, 1.999, 2, 4, 6.5, 7])
    assert.ok(Math.abs((stateAt(path, time)?.[0] as number) - 3 * time) < 1e-12, `${time}`);
  assert.deepEqual(stateAt(path, 9), [21]);
  assert.deepEqual(stateAt(path, -1), [0]);
});
