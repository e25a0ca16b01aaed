// Laws of the session, held over random sequences of commands, settled or interleaved: real networks on this thread, tiny
// ones, and a clock that only moves when the test says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Command } from "../../web/src/app/session/machine.js";
import { sessionStates, successors } from "../../web/src/app/session/machine.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { solversOf } from "../../web/src/state/experiment.js";
import { parseLink } from "../../web/src/state/url.js";
import { opened, type TestSession, tiny } from "./support/session.js";

const runs = Number(process.env.SESSION_RUNS ?? 60);
const longest = 14; // commands in a sequence

/** What the test knows without asking the session. */
interface Model {
  suspended: boolean;
  disposed: boolean;
  /** Whether something must not train: the last word was a pause. */
  paused: boolean;
}

type Action = fc.AsyncCommand<Model, TestSession>;

/** Sends a command and does not wait for it: the next one comes in the middle. */
class Send implements Action {
  constructor(
    private readonly command: Command,
    private readonly then: (model: Model) => void = () => {},
  ) {}
  check = (model: Readonly<Model>) => !model.disposed;
  async run(model: Model, lab: TestSession) {
    void lab.session.do(this.command);
    this.then(model);
    holds(lab);
  }
  toString = () => JSON.stringify(this.command);
}

/** Lets some time pass, but not all that is needed. */
class Pass implements Action {
  constructor(private readonly ms: number) {}
  check = () => true;
  async run(_: Model, lab: TestSession) {
    lab.scheduler.advance(this.ms);
    await new Promise((resolve) => setTimeout(resolve));
    holds(lab);
  }
  toString = () => `pass ${this.ms} ms`;
}

/** Everything settles; then the laws of rest hold. */
class Settle implements Action {
  check = (model: Readonly<Model>) => !model.disposed;
  async run(model: Model, lab: TestSession) {
    await lab.settle();
    holds(lab);
    rests(lab);
    if (model.suspended) assert.equal(lab.session.state, "suspended");
    if (model.paused) assert.notEqual(lab.session.state, "training");
  }
  toString = () => "settle";
}

/** Undo after a change is as if there had been no change, and redo as if there had been no undo. */
class ThereAndBack implements Action {
  constructor(private readonly change: Command) {}
  check = (model: Readonly<Model>) => !model.disposed && !model.suspended;
  async run(model: Model, lab: TestSession) {
    await lab.do({ type: "pause" });
    model.paused = true;
    const before = picture(lab);
    const entries = lab.session.history.length;
    await lab.do(this.change);
    if (lab.session.history.length === entries) return; // it changed nothing, or was refused
    const after = picture(lab);
    await lab.do({ type: "undo" });
    assert.deepEqual(picture(lab), before, `undo of ${this}`);
    await lab.do({ type: "redo" });
    assert.deepEqual(picture(lab), after, `redo of ${this}`);
  }
  toString = () => `there and back: ${JSON.stringify(this.change)}`;
}

class Crash implements Action {
  check = (model: Readonly<Model>) => !model.disposed;
  async run(_: Model, lab: TestSession) {
    if (lab.session.state !== "opening") lab.engine?.simulateCrash("hnn");
    holds(lab);
  }
  toString = () => "crash";
}

function picture(lab: TestSession) {
  const { settings, view } = lab.session.experiment;
  const { contestants, solvedWidth } = view;
  return {
    settings,
    contestants,
    solvedWidth,
    total: lab.session.runs.total,
    networks: lab.networks,
  };
}

/** At every moment. */
function holds(lab: TestSession) {
  const { session, states } = lab;
  assert.ok(sessionStates.includes(session.state));
  states.forEach((state, i) => {
    const next = states[i + 1];
    if (next) assert.ok(successors[state].includes(next), `${state} → ${next}`);
  });
  assert.deepEqual(lab.defects, []);
}

/** When nothing is left to do. */
function rests(lab: TestSession) {
  const { session } = lab;
  assert.equal(lab.scheduler.pending, 0);
  assert.ok(!["training", "solving", "reopening", "opening"].includes(session.state));
  assert.equal(lab.engine?.busy, false);
  // The networks are open with what the controls show.
  const { settings, view } = session.experiment;
  assert.deepEqual(session.inForce.settings, settings);
  assert.deepEqual(session.inForce.view.contestants, view.contestants);
  for (const who of session.runs.enabled)
    assert.notEqual(session.runs.latest[who]?.state, "training", who);
}

const setting = (key: "noise" | "seed" | "steps", value: number): Command => ({
  type: "change",
  intent: { type: "change-setting", key, value },
});
const guest = (on: boolean): Command => ({
  type: "take-part",
  contestants: ["second-order"],
  on,
});
const changes: Command[] = [
  setting("noise", 0.2),
  setting("noise", 0.1),
  setting("seed", 3),
  { type: "change", intent: { type: "change-parameter", index: 0, value: 2 } },
  // Not "choose-system", whose published settings take half a minute to train.
  {
    type: "change",
    intent: {
      type: "restore",
      experiment: parseLink(catalogue, `${tiny}&system=spring`).experiment,
    },
  },
  { type: "change", intent: { type: "change-setting", key: "coordinates", value: "velocities" } },
  { type: "change", intent: { type: "change-view", key: "solvedWidth", value: 5 } },
  { type: "change", intent: { type: "change-setting", key: "cutoff", value: 1e-20 } }, // refused
  guest(true),
  guest(false),
  { type: "take-part", contestants: solversOf(catalogue), on: true },
  { type: "take-part", contestants: solversOf(catalogue), on: false },
  { type: "reset", as: "reset" },
];
const looks: Command[] = [
  { type: "change", intent: { type: "change-view", key: "energyKind", value: "kinetic" } },
  { type: "change", intent: { type: "move-start", index: 0, value: 1 } },
];

const trains = (model: Model) => {
  model.suspended = false;
  model.paused = false;
};
const pauses = (model: Model) => {
  model.paused = true;
};
const actions = [
  fc.constant(new Send({ type: "train" }, trains)),
  fc.constant(new Send({ type: "pause" }, pauses)),
  fc.constant(new Send({ type: "step" })),
  fc.constant(
    new Send({ type: "solve" }, (model) => {
      model.suspended = false; // a solve may go on to training that waited for it
    }),
  ),
  fc.constant(new Send({ type: "cancel" })),
  fc.constant(new Send({ type: "undo" })),
  fc.constant(new Send({ type: "redo" })),
  fc.constant(new Send(setting("steps", 20))),
  fc.constantFrom(...changes).map((command) => new Send(command)),
  fc.constantFrom(...looks).map((command) => new Send(command)),
  fc.constant(
    new Send({ type: "suspend" }, (model) => {
      model.suspended = true;
    }),
  ),
  fc.constant(
    new Send({ type: "resume" }, (model) => {
      model.suspended = false;
    }),
  ),
  fc.constantFrom(0, 20, 100, 500).map((ms) => new Pass(ms)),
  fc.constant(new Settle()),
  fc.constantFrom(...changes).map((command) => new ThereAndBack(command)),
  fc.constant(new Crash()),
];

test("keeps its laws over random sequences of commands", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(actions, { maxCommands: longest }), async (commands) => {
      const lab = await opened();
      try {
        const model: Model = { suspended: false, disposed: false, paused: false };
        await fc.asyncModelRun(() => ({ model, real: lab }), commands);
        await new Settle().run(model, lab);
      } catch (error) {
        console.log(String(commands), (error as Error).message.slice(0, 600));
        throw error;
      } finally {
        lab.end();
      }
      // After the end nothing happens any more.
      const { length } = lab.events;
      await lab.settle();
      assert.equal(lab.events.length, length);
      assert.equal(lab.session.state, "disposed");
    }),
    { numRuns: runs, includeErrorInReport: true },
  );
});
