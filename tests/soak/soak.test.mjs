// The short soak of every test run: three minutes of use leave the memory flat and the console empty.
import assert from "node:assert/strict";
import { test } from "node:test";
import { soak } from "./soak.mjs";

test("after three minutes of use memory is flat and the console empty", {
  timeout: 800_000,
}, async () => {
  const { rounds, samples, errors, growth, ok } = await soak({ minutes: 3 });
  assert.ok(rounds >= 6);
  assert.ok(ok, JSON.stringify({ growth, errors, samples }, null, 1));
});
