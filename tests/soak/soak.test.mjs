// The short soak of every test run: ten rounds of use leave the memory flat and the console empty. By rounds, because the
// time that a round takes depends on the machine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { soak } from "./soak.mjs";

const rounds = 10; // after two for caches: four of each system, two of each theme

test("memory is flat and the console empty after ten rounds of use", {
  timeout: 800_000,
}, async () => {
  const { samples, errors, growth, ok } = await soak({ rounds });
  assert.equal(samples.length, rounds);
  assert.ok(ok, JSON.stringify({ growth, errors, samples }, null, 1));
});
