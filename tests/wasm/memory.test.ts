// Creating, training, using and rejecting repeatedly must not leak memory.
//
// The size of the memory alone would show only leaks beyond the 64 MB that it begins with, so it is also
// measured from within: how many sessions fit until it grows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLab, type Lab } from "../../web/src/lab/index.js";
import { messageOf, small, train } from "./support.js";

const ballast = { ...small, hidden: [16, 16] } as const;

/** The number of sessions of about 100 kB that fit into the present memory. */
function room(lab: Lab): number {
  const bytes = lab.memoryBytes;
  let count = 0;
  for (; lab.memoryBytes === bytes; count++) lab.session(ballast);
  return count;
}

/** Repeating `act` `times` times must leave as much room as doing it once, apart from fragmentation. */
async function leavesNothingBehind(
  times: number,
  use: (lab: Lab, i: number) => void,
  tolerance = 0.03, // of the room
) {
  const fresh = await createLab();
  use(fresh, 0);
  const worn = await createLab();
  use(worn, 0);
  const bytes = worn.memoryBytes;
  for (let i = 1; i <= times; i++) use(worn, i);
  assert.equal(worn.memoryBytes, bytes, "the memory has grown");
  const [before, after] = [room(fresh), room(worn)];
  assert.ok(before > 50, `a ballast session is too large: ${before} fit`);
  assert.ok(
    Math.abs(before - after) <= tolerance * before + 1,
    `room for ${before} sessions, then for ${after}`,
  );
}

test("keeps the memory constant over 20 000 steps", async () => {
  const settings = { ...small, steps: 20_000, batchSize: 8 };
  const fresh = await createLab();
  fresh.session(settings).advance(10);
  const worn = await createLab();
  const run = worn.session(settings);
  run.advance(10);
  const bytes = worn.memoryBytes;
  assert.equal((await train(run))?.step, 20_000);
  assert.equal(worn.memoryBytes, bytes);
  const [before, after] = [room(fresh), room(worn)];
  assert.ok(Math.abs(before - after) <= 1, `room for ${before} sessions, then for ${after}`);
});

test("keeps the memory constant over 200 sessions", async () => {
  // 5 MB each: without dispose 200 of them would not fit.
  await leavesNothingBehind(200, (lab, i) => {
    const run = lab.session({ seed: i, trajectories: 20, points: 20 });
    run.advance(1);
    run.rollout({ duration: 0.5, points: 5 });
    run.grid({ columns: 4, rows: 4 });
    run.lossAndGradient([1, 2], [3, 4]);
    const file = i % 20 === 0 ? run.saveText() : null;
    run.dispose();
    if (file) lab.load(file).dispose();
  });
});

test("keeps stack and memory constant over 20 000 refusals", async () => {
  // A C++ exception that JavaScript caught used to leave the stack where it was thrown: after some thousand of
  // them the next call ended in "memory access out of bounds". What remains is Embind's: it forgets the request
  // object of a call that throws, about 150 bytes.
  const request = {
    integrator: "no such integrator, by a name that does not fit into a small string",
  };
  let asked: ReturnType<Lab["session"]> | null = null;
  const refuse = (lab: Lab, i: number) => {
    if (i === 0) asked = lab.session(small);
    const run = asked as NonNullable<typeof asked>;
    for (let k = 0; k < 200; k++) messageOf(() => run.rollout(request));
  };
  await leavesNothingBehind(100, refuse, 0.08);
});

test("detects the leak without dispose", async () => {
  await assert.rejects(
    leavesNothingBehind(100, (lab) => {
      lab.session(small).advance(1);
    }),
    /has grown|room for/,
  );
});
