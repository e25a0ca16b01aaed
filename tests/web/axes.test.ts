// Ranges of charts: round ends, none below zero unless values are, and marks where a line leaves.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { energyRange } from "../../web/src/charts/energyRange.js";
import { exitsOf } from "../../web/src/charts/exits.js";
import { roundedDecades } from "../../web/src/drawing/scale.js";
import type { Rollout } from "../../web/src/protocol/snapshot.js";

const path = (...energy: number[]): Rollout => ({
  t: Float64Array.from(energy, (_, i) => i),
  x: new Float64Array(2 * energy.length),
  energy: Float64Array.from(energy),
  kineticEnergy: Float64Array.from(energy, (value) => value / 2),
  learnedEnergy: new Float64Array(),
  ...{ finished: true, stop: null, note: "", guarded: 0 },
});

// Room around the truth's values had taken the axis of a damped spring down to −0.5, where no energy of a spring lies.
test("ends the energy axis at zero unless an energy is negative", () => {
  assert.equal(energyRange({ truth: path(0.5, 0.2, 0) }, "total").min, 0);
  assert.equal(energyRange({ truth: path(0.5, 0.4), hnn: path(0.5, 0.01) }, "total").min, 0);
  const below = energyRange({ truth: path(0.5, 0.4), hnn: path(0.5, -0.1) }, "total");
  assert.ok(below.min <= -0.1, JSON.stringify(below));
  assert.ok(energyRange({ truth: path(-0.25, -0.25) }, "total").min < -0.25);
});

test("limits the energy axis when a path diverges", () => {
  const { max } = energyRange({ truth: path(1, 1.1), baseline: path(1, 1e9) }, "total");
  assert.ok(max > 1.1 && max < 5, String(max));
});

test("rounds logarithmic ranges to 1, 2 or 5 and at least a decade", () => {
  assert.deepEqual(roundedDecades(0.035, 4.8), { min: 0.02, max: 5 });
  assert.deepEqual(roundedDecades(0.5, 0.6), { min: 0.5, max: 5 });
  assert.deepEqual(roundedDecades(1e-4, 1), { min: 1e-4, max: 1 });
  const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const { min, max } = roundedDecades(low, high);
      assert.ok(min <= low * 1.000001 && max >= high * 0.999999, `${min} ${max}`);
      assert.ok(max >= 9.99 * min);
      for (const end of [min, max]) {
        const [mantissa] = end.toExponential(6).split("e");
        assert.ok([1, 2, 5].includes(Number(mantissa)), String(end));
      }
    }),
  );
});

test("marks where a line leaves the chart, not where it returns or has no value", () => {
  const area = { top: 10, bottom: 110 };
  const line = [60, 20, 0, -50, 40, 130, Number.NaN, 50, Number.NaN].map((y, i) => ({
    x: 10 * i,
    y,
  }));
  const exits = exitsOf(line, area);
  assert.deepEqual(
    exits.map(({ isAbove }) => isAbove),
    [true, false],
  );
  assert.equal(exits[0]?.x, 15); // half way from 20 to 0
  assert.ok(Math.abs((exits[1]?.x ?? 0) - (40 + (70 / 90) * 10)) < 1e-9);
});
