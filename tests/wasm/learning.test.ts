// The pendulum as published, complete, and two more experiments with their quick settings, with one seed each: the losses
// reach the noise floor and the HNN conserves its energy. (`npm run reproduce` does it for several seeds and prints means with
// standard errors; publishedLong.test.ts has the others as published.) Runs are bit-identical everywhere, so these figures do
// not vary from machine to machine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLab } from "../../web/src/lab/index.js";
import { reproduce, requireSpring, requireTwoBodies } from "./publishedRun.js";
import { train } from "./support.js";

const timeout = 900_000;

test("pendulum: the HNN's energy error ≤ 5e-3 and at most a tenth of the baseline's", {
  timeout,
}, async () => {
  const { hnn, baseline } = await reproduce("pendulum");
  assert.ok(hnn.testLoss <= 0.042 && baseline.testLoss <= 0.042);
  assert.ok(hnn.energyMse <= 5e-3, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse <= baseline.energyMse / 10, `${hnn.energyMse} ${baseline.energyMse}`);
});

async function quick(system: "spring" | "two-body") {
  const lab = await createLab();
  const measured = async (model: "hnn" | "baseline") => {
    const run = lab.session({ system, model, seed: 0 });
    await train(run);
    const { testLoss, energyMse } = run.metrics();
    run.dispose();
    return { testLoss, energyMse };
  };
  return { hnn: await measured("hnn"), baseline: await measured("baseline") };
}

test("spring, quick settings: both losses on the noise floor, the HNN's energy error ≤ 1.5e-3 and below the baseline's", {
  timeout,
}, async () => {
  requireSpring(await quick("spring"));
});

test("two bodies, quick settings: test loss ≤ 3e-5, energy error ≤ 2e-4 and at most a tenth of the baseline's", {
  timeout,
}, async () => {
  requireTwoBodies(await quick("two-body"));
});
