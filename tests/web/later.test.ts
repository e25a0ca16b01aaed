import assert from "node:assert/strict";
import { test } from "node:test";
import { Later } from "../../web/src/app/later.js";
import { manualScheduler } from "../../web/src/base/scheduler.js";

test("loads a part once, and uses it in the order of calls", async () => {
  const scheduler = manualScheduler();
  const used: string[] = [];
  let loads = 0;
  const later = new Later(
    scheduler,
    () => {
      loads += 1;
      return Promise.resolve("part");
    },
    () => assert.fail(),
  );
  assert.equal(later.part, null);
  later.use((part) => used.push(`${part} 1`));
  later.use((part) => used.push(`${part} 2`));
  assert.ok(scheduler.pending > 0);
  await scheduler.settle();
  later.use((part) => used.push(`${part} 3`));
  assert.deepEqual(used, ["part 1", "part 2", "part 3"]);
  assert.deepEqual([loads, scheduler.pending], [1, 0]);
});

test("a part whose script could not be loaded is loaded again at the next use", async () => {
  const scheduler = manualScheduler();
  const failures: unknown[] = [];
  let isOffline = true;
  const later = new Later(
    scheduler,
    () => (isOffline ? Promise.reject(new Error("offline")) : Promise.resolve("part")),
    (error) => failures.push(error),
  );
  later.use(() => assert.fail("there is no part yet"));
  await scheduler.settle();
  assert.equal(failures.length, 1);
  isOffline = false;
  let got = "";
  later.use((part) => {
    got = part;
  });
  await scheduler.settle();
  assert.equal(got, "part");
});
