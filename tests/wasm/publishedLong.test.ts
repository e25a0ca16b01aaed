// Experiments as published, complete, with one seed each: two minutes of training, so the nightly workflow has them
// (`node tests/run.mjs --only=published-long`). `npm test` trains both with the quick settings: learning.test.ts.
import { test } from "node:test";
import { reproduce, requireSpring, requireTwoBodies } from "./publishedRun.js";

const timeout = 900_000;

test("spring: both losses on the noise floor, the HNN's energy error ≤ 1.5e-3 and below the baseline's", {
  timeout,
}, async () => {
  requireSpring(await reproduce("spring"));
});

test("two bodies: test loss ≤ 3e-5, energy error ≤ 2e-4 and at most a tenth of the baseline's", {
  timeout,
}, async () => {
  requireTwoBodies(await reproduce("two-body"));
});
