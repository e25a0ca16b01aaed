// The measurements of sampled networks, on a small scale: the written-out energies are the core's, errors decrease with the
// width, and a warm start begins where the solve ended.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLab } from "../../web/src/lab/index.js";
import { boxOf, parts } from "../reproduce/sampled.mjs";
import { boxRuns, statesIn, warmRuns } from "../reproduce/sampledRuns.mjs";

const lab = await createLab();
const part = (id: string) => parts.find((entry) => entry.id === id)!;

for (const id of ["pendulum", "henon-heiles"]) {
  test(`${id}: the box has the core's energy, and states that move along its field`, () => {
    const box = boxOf(id);
    const size = box.limits.length;
    const run = lab.session({ ...box.settings, trajectories: 2 });
    const { x, dxdt, energy } = statesIn(box, 20, 7);
    const step = 1e-5; // rounding 1e-10, curvature 1e-3 of the largest field at most
    for (const [i, h] of energy.entries()) {
      const at = <T extends Float64Array>(list: T) =>
        Array.from(list.slice(size * i, size * (i + 1)));
      const x0 = at(x);
      for (const [k, [low, high]] of box.limits.entries()) {
        assert.ok(x0[k]! >= low && x0[k]! <= high);
      }
      const truth = run.rollout({ x0, duration: step, points: 2, source: "truth" });
      assert.ok(Math.abs(truth.energy[0]! - h) < 1e-12 * (1 + Math.abs(h)), `H at ${x0}`);
      for (const [k, rate] of at(dxdt).entries()) {
        const moved = (truth.x[size + k]! - x0[k]!) / step;
        assert.ok(Math.abs(moved - rate) < 1e-2, `dx/dt[${k}] at ${x0}: ${moved}, ${rate}`);
      }
    }
  });
}

test("a pendulum of frequency f has dp/dt = −∂H/∂q and dq/dt = ∂H/∂p", () => {
  const { truth } = boxOf("frequency-15");
  const h = 1e-6;
  const slope = (along: (d: number) => number) => (along(h) - along(-h)) / (2 * h);
  for (const [q, p] of [
    [0.3, 0.2],
    [-2.9, 0.4],
  ] as const) {
    const [dq, dp] = truth.field([q, p]);
    assert.ok(Math.abs(dq! - slope((d) => truth.energy([q, p + d]))) < 1e-7);
    assert.ok(Math.abs(dp! + slope((d) => truth.energy([q + d, p]))) < 1e-7);
  }
});

test("decreases errors with the width by every rule, and repeats the bits for the same seed", () => {
  const small = { ...part("pendulum-50-1000"), samples: 400 };
  const of = (width: number) => [...boxRuns(lab, { ...small, width }, [3])];
  const [narrow, wide] = [of(20), of(100)];
  assert.deepEqual(
    wide.map(({ rule }) => rule),
    ["elm", "u-swim", "swim", "a-swim"],
  );
  for (const [i, { rule, error }] of wide.entries()) {
    assert.ok(error! < 0.1 * narrow[i]!.error!, `${rule}: ${narrow[i]!.error} → ${error}`);
  }
  const prints = (runs: typeof wide) => runs.map(({ fingerprint }) => fingerprint);
  assert.deepEqual(prints(of(20)), prints(narrow));
});

test("adds the constant where the core does not know H", () => {
  const slow = { ...part("frequency-10-1000-10000"), width: 300, samples: 2000 };
  const [elm] = [...boxRuns(lab, { ...slow, rules: ["elm"] }, [0])];
  assert.ok(elm!.error! < 0.2, String(elm!.error));
});

test("begins a warm start with the loss of the solve, far below the usual one", () => {
  const { starts, ...rest } = part("warm-noisy");
  const few = { ...rest, starts: starts!.slice(0, 2), looks: [0, 1] };
  const [usual, solved] = [...warmRuns(lab, few, [0])];
  const [begin, later] = solved!.looks!;
  assert.deepEqual([begin!.step, later!.step], [0, 1]);
  assert.ok(begin!.testLoss < 0.05 && usual!.looks![0]!.testLoss > 1);
});
