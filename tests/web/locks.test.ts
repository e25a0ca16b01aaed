// The lock by which a page detects the death of a worker: unique names, and browsers without locks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultsFor } from "../../web/src/catalogue/catalogue.js";
import { createWorkerEngine } from "../../web/src/engine/workerEngine.js";
import type { Request } from "../../web/src/protocol/messages.js";
import { holdLock } from "../../web/src/worker/lock.js";

const locksThat = (request: LockManager["request"]) => ({ request }) as unknown as LockManager;

test("holds a worker's lock permanently, and confirms it", async () => {
  let held: unknown;
  const locks = locksThat(((_name: string, act: () => Promise<unknown>) => {
    held = act();
    return held;
  }) as LockManager["request"]);
  assert.equal(await holdLock(locks, "a"), true);
  const later = new Promise((resolve) => setTimeout(() => resolve("still held"), 20));
  assert.equal(await Promise.race([held, later]), "still held");
});

// In a sandboxed frame `locks` is missing or each request rejects: the worker waited without end, and the page with it.
test("a worker starts without a lock where the browser gives none", async () => {
  assert.equal(await holdLock(undefined, "a"), false);
  const refusing = locksThat((() =>
    Promise.reject(new DOMException("no", "SecurityError"))) as LockManager["request"]);
  assert.equal(await holdLock(refusing, "a"), false);
});

// The name consisted of the page's time origin and a count; frames loaded at the same moment have the same, and the second
// waited for the first one's lock without end.
test("gives every worker of every frame its own lock", async () => {
  const names: (string | null)[] = [];
  const makeWorker = () =>
    ({
      postMessage: (request: Request) => {
        if (request.type === "start") names.push(request.lock);
      },
      terminate() {},
    }) as unknown as Worker;
  const given = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { locks: {} }, configurable: true });
  const engines = [1, 2].map(() => createWorkerEngine({ makeWorker }));
  try {
    for (const engine of engines)
      for (const who of ["hnn", "baseline"] as const)
        void engine.open(who, defaultsFor("pendulum")).catch(() => {});
    while (names.length < 4) await new Promise((resolve) => setTimeout(resolve));
  } finally {
    if (given) Object.defineProperty(globalThis, "navigator", given);
    else Reflect.deleteProperty(globalThis, "navigator");
    for (const engine of engines) engine.dispose();
  }
  assert.equal(new Set(names).size, 4);
  for (const name of names)
    assert.match(name ?? "", /^hnn-lab\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
