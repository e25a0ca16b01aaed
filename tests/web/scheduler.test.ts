import assert from "node:assert/strict";
import { test } from "node:test";
import { debounce, manualScheduler, paced, throttle } from "../../web/src/base/scheduler.js";

test("runs tasks in order of time, including those they schedule", () => {
  const scheduler = manualScheduler();
  const ran: string[] = [];
  scheduler.after(20, () => ran.push("20"));
  scheduler.after(10, () => {
    ran.push("10");
    scheduler.after(5, () => ran.push("15"));
  });
  scheduler.advance(16);
  assert.deepEqual(ran, ["10", "15"]);
  assert.equal(scheduler.now(), 16);
  scheduler.advance(4);
  assert.deepEqual(ran, ["10", "15", "20"]);
});

test("ticks from one due time to the next, so that what a task resolves goes on at its time", async () => {
  const scheduler = manualScheduler();
  const ran: string[] = [];
  const slices = (async () => {
    for (let i = 0; i < 3; i++) {
      await new Promise<void>((resolve) => scheduler.after(10, resolve));
      ran.push(`slice at ${scheduler.now()}`);
    }
  })();
  scheduler.after(25, () => ran.push("paint at 25"));
  scheduler.after(40, () => ran.push("background"), "background");
  for (let i = 0; i < 10; i++) {
    scheduler.tick();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await slices;
  assert.deepEqual(ran, ["slice at 10", "slice at 20", "paint at 25", "slice at 30"]);
  assert.equal(scheduler.now(), 30); // background tasks alone let no time pass
  scheduler.tick(35);
  assert.equal(scheduler.now(), 35);
  scheduler.tick(50);
  assert.deepEqual(ran.slice(4), ["background"]);
  assert.equal(scheduler.now(), 40);
});

test("counts work as pending until it has run, was cancelled or settled, but not background tasks", async () => {
  const scheduler = manualScheduler();
  const changes: number[] = [];
  scheduler.onPendingChange(() => changes.push(scheduler.pending));
  const cancel = scheduler.after(10, () => {});
  scheduler.after(1000, () => {}, "background");
  scheduler.frame(() => {});
  const answer = scheduler.waitFor(Promise.resolve(1));
  assert.equal(scheduler.pending, 3);
  cancel();
  cancel();
  assert.equal(scheduler.pending, 2);
  scheduler.flush();
  assert.equal(scheduler.pending, 1);
  await answer;
  await scheduler.settle();
  assert.equal(scheduler.pending, 0);
  assert.deepEqual(changes, [1, 0]);
});

test("work that throws no longer counts as pending", () => {
  const scheduler = manualScheduler();
  scheduler.after(1, () => {
    throw new Error("from the task");
  });
  assert.throws(() => scheduler.flush(), /from the task/);
  assert.equal(scheduler.pending, 0);
});

test("debounce acts once, after the last call, and stays pending throughout", () => {
  const scheduler = manualScheduler();
  const got: number[] = [];
  const changes: number[] = [];
  scheduler.onPendingChange(() => changes.push(scheduler.pending));
  const later = debounce(scheduler, 100, (value: number) => got.push(value));
  later(1);
  scheduler.advance(60);
  later(2);
  assert.equal(later.isWaiting, true);
  scheduler.advance(60);
  assert.deepEqual(got, []);
  scheduler.advance(40);
  assert.deepEqual(got, [2]);
  assert.equal(later.isWaiting, false);
  assert.deepEqual(changes.at(0), 1);
  assert.deepEqual(changes.at(-1), 0);
  assert.equal(changes.filter((pending) => pending === 0).length, 1);
});

test("throttle acts at most once in its time, with the latest call", () => {
  const scheduler = manualScheduler();
  const got: number[] = [];
  const often = throttle(scheduler, 50, (value: number) => got.push(value));
  for (let i = 0; i < 100; i++) {
    often(i);
    scheduler.advance(2);
  }
  scheduler.flush();
  assert.equal(got.at(-1), 99);
  assert.ok(got.length >= 4 && got.length <= 6, `${got.length} calls in 200 ms`);
  often(100);
  often.cancel();
  assert.equal(scheduler.pending, 0);
});

test("paced runs once calls have stopped for a while, and during constant calls no rarer than it should", () => {
  // A throttle alone kept the page from settling for its whole pause after each change.
  const scheduler = manualScheduler();
  const ran: [number, number][] = [];
  const act = paced(scheduler, { quiet: 400, most: 3000 }, (value: number) =>
    ran.push([scheduler.now(), value]),
  );
  act(1);
  scheduler.advance(100);
  act(2);
  scheduler.advance(399);
  assert.equal(ran.length, 0);
  scheduler.advance(1);
  assert.deepEqual(ran, [[500, 2]]);
  for (let i = 0; i < 70; i++) {
    act(i);
    scheduler.advance(100);
  }
  assert.deepEqual(
    ran.slice(1).map(([at]) => at),
    [3500, 6500],
  );
  scheduler.advance(1000);
  assert.equal(ran.at(-1)?.[1], 69);
  assert.equal(scheduler.pending, 0);
});

test("paced waits while other work is pending, and runs soon after it", () => {
  // A fixed pause that was longer than those of the charts kept every page from settling for that long.
  const scheduler = manualScheduler();
  const ran: number[] = [];
  const act = paced(scheduler, { quiet: 100, most: 3000 }, () => ran.push(scheduler.now()));
  const other = paced(scheduler, { quiet: 100, most: 3000 }, () => {});
  scheduler.after(350, () => {});
  act();
  other(); // two of them do not wait for each other
  scheduler.advance(1000);
  assert.deepEqual(ran, [400]);
  const training = scheduler.after(10_000, () => {});
  act();
  scheduler.advance(3000);
  assert.deepEqual(ran, [400, 4000]);
  training();
  assert.equal(scheduler.pending, 0);
});

test("work that waits for the rest runs when the page settles, in no more time than it needs", async () => {
  const scheduler = manualScheduler();
  const ran: number[] = [];
  const act = paced(scheduler, { quiet: 100, most: 3000 }, () => ran.push(scheduler.now()));
  void scheduler.waitFor(new Promise<void>((resolve) => setTimeout(resolve)));
  act();
  scheduler.flush();
  assert.deepEqual(ran, []); // the answer is still to come
  await scheduler.settle();
  assert.deepEqual(ran, [100]);
});
