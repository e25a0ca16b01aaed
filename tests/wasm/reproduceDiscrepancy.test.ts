// The energy discrepancy that evaluates Lagrangian networks: for a motion that conserves its energy, one that
// does not, and one that ends early.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLab } from "../../web/src/lab/index.js";
import { discrepancyOf, type Rollouts } from "../reproduce/experiment.mjs";

const plan = { starts: 4, most: 1.2, seed: 5, duration: 2, points: 5, stepSize: 0.02, scale: 10 };

/** A run with given energies, which records the requested starts. */
function fake(energies: number[], finished = true) {
  const starts: number[][] = [];
  const run: Rollouts = {
    settings: { system: "double-pendulum" },
    rollout({ x0 }) {
      starts.push([...x0]);
      return { energy: energies, finished };
    },
  };
  return { run, starts };
}

test("the mean over time of |H(t) − H(0)|, in terms of the scale", () => {
  const { run } = fake([3, 4, 1, 3, 5]);
  const found = discrepancyOf(run, plan);
  assert.deepEqual(found.discrepancy, [0.1, 0.1, 0.1, 0.1]);
  assert.ok(Math.abs(found.discrepancyMean - 0.1) < 1e-15);
  assert.ok(Math.abs(found.discrepancyMedian - 0.1) < 1e-15);
});

test("counts a path that ends early as 1", () => {
  assert.deepEqual(discrepancyOf(fake([3, 3], false).run, plan).discrepancy, [1, 1, 1, 1]);
});

test("starts at rest, within the angles, depending on the seed", () => {
  const startsOf = (seed: number) => {
    const { run, starts } = fake([1]);
    discrepancyOf(run, { ...plan, seed });
    return starts;
  };
  const starts = startsOf(5);
  for (const [q1, q2, ...rest] of starts) {
    assert.ok(Math.abs(q1!) <= 1.2 && Math.abs(q2!) <= 1.2);
    assert.deepEqual(rest, [0, 0]);
  }
  assert.equal(new Set(starts.flat().filter(Boolean)).size, 8);
  assert.deepEqual(startsOf(5), starts);
  assert.notDeepEqual(startsOf(6), starts);
});

test("the true double pendulum keeps its energy", async () => {
  const lab = await createLab();
  const settings = { system: "double-pendulum", coordinates: "velocities", trajectories: 2 };
  const run = lab.session(settings);
  const truth: Rollouts = {
    settings: run.settings,
    rollout: (request) => run.rollout({ ...request, source: "truth" }),
  };
  const { discrepancyMean } = discrepancyOf(truth, plan);
  assert.ok(discrepancyMean < 1e-5, String(discrepancyMean)); // RK4 with this step: 3e-6
  // An untrained network does not.
  assert.ok(discrepancyOf(run, plan).discrepancyMean > 1e-3);
  run.dispose();
});
