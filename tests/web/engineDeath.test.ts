// A worker that dies is replaced, and requested training continues.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultsFor } from "../../web/src/catalogue/catalogue.js";
import type { Fault } from "../../web/src/engine/engine.js";
import { SteppedEngine } from "./support/steppedEngine.js";

const turns = async () => {
  for (let i = 0; i < 12; i++) await new Promise((resolve) => setImmediate(resolve));
};

test("a run that is trained beyond its steps goes on when its worker dies", async () => {
  // The snapshot of the restored run says "finished", for its own steps are done; that ended the training beyond them.
  const engine = new SteppedEngine();
  const steps: number[] = [];
  const faults: Fault[] = [];
  engine.on("snapshot", ({ step }) => steps.push(step));
  engine.on("fault", (fault) => faults.push(fault));
  const settings = {
    ...defaultsFor("pendulum"),
    hidden: [4],
    trajectories: 3,
    points: 5,
    steps: 6,
  };
  await engine.open("hnn", { ...settings, schedule: "constant" });
  engine.train("hnn");
  engine.allow(6);
  await turns();
  assert.equal(steps.at(-1), 6);
  engine.train("hnn", 12);
  await turns();
  engine.simulateCrash("hnn");
  await turns();
  assert.equal(faults.at(-1)?.resumed, true);
  engine.allow(20);
  await turns();
  assert.equal(steps.at(-1), 12);
  engine.dispose();
});
