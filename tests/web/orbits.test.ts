// What the orbits view shows of a trajectory: conserved quantities, the frame of its pictures, the request for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gridRequest, rolloutRequest, unable } from "../../web/src/app/session/requests.js";
import { frameAround, frameFitted } from "../../web/src/app/views/motionFrame.js";
import { conservedBy, quantityAt } from "../../web/src/app/views/orbits/conserved.js";
import { catalogue, systemInfo } from "../../web/src/catalogue/catalogue.js";
import type { Rollout } from "../../web/src/protocol/snapshot.js";
import { defaultExperiment } from "../../web/src/state/experiment.js";

/** A trajectory of given states at times 0, 1, 2, … */
function pathOf(states: number[][], energy: (state: number[]) => number = () => -0.5): Rollout {
  return {
    t: Float64Array.from(states, (_, i) => i),
    x: Float64Array.from(states.flat()),
    energy: Float64Array.from(states, energy),
    kineticEnergy: Float64Array.from(states, () => 0.5),
    learnedEnergy: new Float64Array(),
    finished: true,
    stop: null,
    note: "",
    guarded: 0,
  };
}

/** Two bodies opposite each other on a circle: [x1, x2, y1, y2, px1, px2, py1, py2]. */
function circling(radius: number, speed: number, angle: number, drift = 0): number[] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    ...[radius * c + drift, -radius * c + drift, radius * s, -radius * s],
    ...[-speed * s, speed * s, speed * c, -speed * c],
  ];
}

const angles = Array.from({ length: 200 }, (_, i) => i * 0.05);
const circle = pathOf(angles.map((angle) => circling(0.5, 2, angle)));

test("angular and total momentum of two bodies on a circle", () => {
  // L = 2 · r · p = 2 · 0.5 · 2, also between samples, where interpolated states lie on chords.
  assert.ok(Math.abs(quantityAt(circle, "angularMomentum", 3.5) - 2) < 1e-12);
  assert.equal(quantityAt(circle, "angularMomentum", 4), 2);
  assert.ok(Math.abs(quantityAt(circle, "momentumX", 4)) < 1e-12);
  assert.equal(quantityAt(circle, "energy", 4), -0.5);
});

test("reports only constant quantities of bodies in a plane as conserved", () => {
  const twoBody = systemInfo("two-body");
  assert.deepEqual(conservedBy(twoBody, circle), [
    "energy",
    "angularMomentum",
    "momentumX",
    "momentumY",
  ]);
  const speedingUp = pathOf(
    angles.map((angle) => circling(0.5, 2 + angle, angle)),
    ([, , , , px = 0]) => px,
  );
  assert.deepEqual(conservedBy(twoBody, speedingUp), ["momentumX", "momentumY"]);
  assert.deepEqual(
    conservedBy(
      systemInfo("pendulum"),
      pathOf([
        [1, 0],
        [0, 1],
      ]),
    ),
    ["energy"],
  );
});

test("fits the frame to the truth and follows networks only up to a limit", () => {
  const twoBody = systemInfo("two-body");
  const shifted = pathOf(angles.map((angle) => circling(0.5, 2, angle, 3)));
  const { reach, centre } = frameFitted(twoBody, { truth: shifted });
  assert.ok(Math.abs(centre[0] - 3) < 1e-3 && Math.abs(centre[1]) < 1e-3, String(centre));
  assert.ok(reach > 0.5 && reach < 0.6, String(reach));

  const runaway = pathOf(angles.map((angle) => circling(0.5 + 1e6 * angle, 2, angle, 3)));
  const followed = frameFitted(twoBody, { truth: shifted, hnn: runaway }).reach;
  assert.ok(followed > reach && followed < 1.5 * reach, `${reach} → ${followed}`);
  const lost = pathOf([new Array(8).fill(Number.NaN)]);
  assert.equal(frameFitted(twoBody, { truth: shifted, baseline: lost }).reach, reach);
  assert.deepEqual(frameFitted(twoBody, {}), frameAround(twoBody, {}));
});

test("injects energy into the truth and models with an energy, with the experiment's settings", () => {
  const experiment = defaultExperiment(catalogue, "pendulum");
  const able = { hasEnergy: true, hasDissipation: true };
  assert.equal(rolloutRequest(experiment, able).injection, undefined);
  const view = { ...experiment.view, injection: true, injectionStart: 4, injectionDuration: 2 };
  const injecting = { ...experiment, view: { ...view, injectionRate: -0.3 } };
  const { injection, ...others } = rolloutRequest(injecting, able);
  assert.deepEqual(injection, { start: 4, duration: 2, rate: -0.3 });
  assert.deepEqual(others, rolloutRequest(experiment, able));
  assert.deepEqual(rolloutRequest(injecting, unable), rolloutRequest(experiment, able));
  assert.ok(gridRequest(systemInfo("pendulum"), experiment, able));
  assert.equal(gridRequest(systemInfo("henon-heiles"), experiment, able), null);
});
