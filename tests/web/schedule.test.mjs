// The order in which the runner starts stages.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { runAll } from "../runner/schedule.mjs";

/** Runs stages that end when the test decides; `running` are those that have begun and not ended. */
function started(list) {
  mock.method(console, "log", () => {});
  const running = new Map();
  const stages = list.map((stage) => ({
    ...stage,
    run: () => new Promise((resolve) => running.set(stage.name, resolve)),
  }));
  const all = runAll(stages, 2);
  return {
    all,
    names: () => [...running.keys()].join(" "),
    async end(name, failures = []) {
      running.get(name)({ passed: 1, failures });
      running.delete(name);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("uses a free core for a later stage while a stage waits for both", async () => {
  const { all, names, end } = started([
    { name: "a", cores: 1 },
    { name: "long", cores: 1 },
    { name: "both", cores: 2 },
    { name: "b", cores: 1 },
  ]);
  assert.equal(names(), "a long");
  await end("a");
  assert.equal(names(), "long b");
  await end("b");
  assert.equal(names(), "long");
  await end("long");
  assert.equal(names(), "both");
  await end("both");
  assert.equal((await all).size, 4);
});

test("a stage whose build failed counts as failed and is not run", async () => {
  const { all, names, end } = started([
    { name: "build", cores: 2 },
    { name: "tests", cores: 1, after: ["build"] },
  ]);
  await end("build", [{ name: "compile", reason: "error" }]);
  assert.equal(names(), "");
  const { failures } = (await all).get("tests");
  assert.match(failures[0].reason, /build failed/);
});
