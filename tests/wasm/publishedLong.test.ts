// Experiments as published, complete, with one seed each: two minutes of training, so the nightly workflow has them
// (`node tests/run.mjs --only=published-long`). `npm test` trains both with the quick settings: learning.test.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { reproduce } from "./publishedRun.js";

const timeout = 900_000;

test("spring: both losses on the noise floor, the HNN's energy error ≤ 1.5e-3 and below the baseline's", {
  timeout,
}, async () => {
  const { hnn, baseline } = await reproduce("spring");
  assert.ok(hnn.testLoss <= 0.042 && baseline.testLoss <= 0.042);
  assert.ok(hnn.energyMse <= 1.5e-3, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse < baseline.energyMse);
});

test("two bodies: test loss ≤ 3e-5, energy error ≤ 2e-4 and at most a tenth of the baseline's", {
  timeout,
}, async () => {
  const { hnn, baseline } = await reproduce("two-body");
  assert.ok(hnn.testLoss <= 3e-5, `${hnn.testLoss}`);
  assert.ok(hnn.energyMse <= 2e-4, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse <= baseline.energyMse / 10, `${hnn.energyMse} ${baseline.energyMse}`);
});
