// The session in node: commands in, networks on this thread, no clock but the test's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLab } from "../../web/src/lab/index.js";
import { opened, TestSession, tiny } from "./support/session.js";
import { SteppedEngine } from "./support/steppedEngine.js";

test("opens, trains to the end, and is settled when nothing is left to do", async () => {
  const lab = new TestSession();
  assert.equal(lab.session.state, "opening");
  void lab.session.do({ type: "start" });
  assert.equal(lab.session.isSettled, false);
  const settled = lab.session.settled();
  await lab.settle();
  await settled;
  assert.equal(lab.session.state, "idle");
  void lab.session.do({ type: "train" });
  await lab.settle();
  assert.equal(lab.session.state, "finished");
  assert.deepEqual([lab.step("hnn"), lab.step("baseline")], [12, 12]);
  await lab.session.settled();
  assert.equal(lab.session.isSettled, true);
  assert.deepEqual(
    lab.heard.map(({ type }) => type).filter((type) => type !== "settled" && type !== "progress"),
    ["ready", "begin", "done"],
  );
  lab.end();
  assert.equal(lab.session.state, "disposed");
});

test("undo brings settings, networks and curves back; redo goes forward again", async () => {
  const lab = await opened();
  await lab.do({ type: "train" });
  const before = { settings: lab.settings, networks: lab.networks };
  await lab.do(lab.set("noise", 0.25));
  assert.match(lab.said(), /Noise/);
  assert.equal(lab.step(), 0);
  await lab.do({ type: "train" });
  const after = { settings: lab.settings, networks: lab.networks };
  await lab.do({ type: "undo" });
  assert.deepEqual({ settings: lab.settings, networks: lab.networks }, before);
  assert.equal(lab.session.state, "finished");
  await lab.do({ type: "redo" });
  assert.deepEqual({ settings: lab.settings, networks: lab.networks }, after);
  lab.end();
});

test("restores the state before the reported change with the undo of a notice", async () => {
  // It counted entries, so a later change was reverted instead.
  const lab = await opened();
  await lab.do({ type: "train" });
  const before = { settings: lab.settings, networks: lab.networks };
  await lab.do(lab.set("noise", 0.25));
  const undo = [...lab.notices.values()].find(({ action }) => action?.command.type === "undo");
  assert.ok(undo?.action);
  await lab.do(lab.set("noise", 0.5), lab.set("seed", 7));
  await lab.do(undo.action.command);
  assert.deepEqual({ settings: lab.settings, networks: lab.networks }, before);
  const { settings } = lab;
  await lab.do(undo.action.command); // it has been reverted already
  assert.deepEqual(lab.settings, settings);
  lab.end();
});

test("solves after a pending undo, and settles", async () => {
  // The undo let the solved networks leave while the second solve waited for them.
  const lab = await opened();
  void lab.session.do({ type: "solve" });
  void lab.session.do({ type: "undo" });
  await lab.do({ type: "solve" });
  assert.equal(lab.session.solve.busy, false);
  const { solved } = lab.session.runs;
  assert.ok(solved.length > 0 && solved.every((who) => lab.session.runs.hasLearned(who)));
  lab.end();
});

/** A session whose networks do only the steps that they are allowed, as in the middle of a long run. */
async function stepped(link = tiny) {
  const engine = new SteppedEngine();
  const lab = new TestSession(link, { makeEngine: () => engine });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const quiet = async () => {
    for (let still = 0, seen = -1; still < 4; ) {
      lab.scheduler.flush();
      await turn();
      still = engine.activity === seen ? still + 1 : 0;
      seen = engine.activity;
    }
  };
  const allow = async (steps: number) => {
    engine.allow(steps);
    await quiet();
    engine.allow(0);
  };
  void lab.session.do({ type: "start" });
  await quiet();
  return { lab, quiet, allow };
}

test("a pause right after train holds, also with a setting that was changed before", async () => {
  // Train was a job that ran after the pause had looked at the state.
  const { lab, quiet, allow } = await stepped(tiny.replace("steps=12", "steps=1000000"));
  void lab.session.do(lab.set("noise", 0.3));
  void lab.session.do({ type: "train" });
  void lab.session.do({ type: "pause" });
  await quiet();
  await allow(10);
  assert.deepEqual([lab.step("hnn"), lab.step("baseline")], [0, 0]);
  assert.equal(lab.session.isTrainingWanted, false);
  lab.end();
});

test("resumes a solve after a suspension without starting training", async () => {
  // The solve was given up when the page went out of sight, and gradient training began when it was seen again.
  const { lab, quiet, allow } = await stepped();
  void lab.session.do({ type: "solve" });
  await quiet();
  assert.equal(lab.session.state, "solving");
  void lab.session.do({ type: "suspend" });
  await allow(100);
  assert.equal(lab.session.state, "suspended");
  assert.ok(lab.session.runs.solved.every((who) => lab.step(who) === 0));
  void lab.session.do({ type: "resume" });
  await quiet();
  assert.equal(lab.session.state, "solving");
  await allow(1000);
  assert.ok(lab.session.runs.solved.every((who) => lab.session.runs.hasLearned(who)));
  assert.deepEqual([lab.step("hnn"), lab.step("baseline")], [0, 0]);
  lab.end();
});

test("a network whose worker cannot be started is said, and the others train and keep what they learned", async () => {
  // One worker that could not start replaced the whole page by the fault screen.
  const lab = await opened();
  await lab.do({ type: "train" });
  const { networks } = lab;
  const { engine } = lab;
  assert.ok(engine);
  const open = engine.open.bind(engine);
  engine.open = async (who, ...given) => {
    if (who !== "second-order") return open(who, ...given);
    const pending = open(who, ...given); // the port is there, and its worker dies before it is ready
    engine.simulateCrash(who);
    return pending;
  };
  await lab.do({ type: "take-part", contestants: ["second-order"], on: true });
  assert.notEqual(lab.session.state, "failed");
  assert.ok(lab.session.runs.failed.has("second-order"));
  assert.ok(lab.notices.get("fault-second-order")?.action);
  assert.deepEqual({ hnn: lab.networks.hnn, baseline: lab.networks.baseline }, networks);
  await lab.do({ type: "train" });
  assert.deepEqual([lab.step("hnn"), lab.step("baseline")], [24, 24]);
  engine.open = open;
  const { action } = lab.notices.get("fault-second-order") ?? {};
  await lab.do(action!.command, { type: "train" });
  assert.equal(lab.session.runs.failed.size, 0);
  assert.ok(lab.step("second-order") > 0);
  lab.end();
});

test("a file that is refused after its network was put in place leaves every network as it was", async () => {
  // The others could not be opened with the file's settings; it was said that the present networks stay, and one was gone.
  const lab = await opened();
  await lab.do({ type: "train" });
  const before = { settings: lab.settings, networks: lab.networks };
  const { engine } = lab;
  assert.ok(engine);
  const core = await createLab();
  const other = core.session({
    ...lab.settings,
    system: "spring",
    systemParameters: [],
    model: "hnn",
  });
  other.advance(3);
  const file = other.saveText();
  other.dispose();
  const open = engine.open.bind(engine);
  engine.open = async (who, settings, measured) => {
    if (settings.system === "spring") throw new RangeError("refused for the test");
    return open(who, settings, measured);
  };
  const loading = lab.session.do({ type: "load", contestant: "hnn", file });
  const refused = assert.rejects(loading, /refused for the test/);
  await lab.settle();
  await refused;
  assert.deepEqual({ settings: lab.settings, networks: lab.networks }, before);
  engine.open = open;
  await lab.do({ type: "train" });
  assert.deepEqual([lab.step("hnn"), lab.step("baseline")], [24, 24]);
  lab.end();
});

test("a refused file does not stop the training that is going on", async () => {
  // Training was paused for the file, and stayed so although it was said that nothing had changed.
  const { lab, quiet, allow } = await stepped(tiny.replace("steps=12", "steps=1000000"));
  void lab.session.do({ type: "train" });
  await quiet();
  await allow(4);
  const loading = lab.session.do({ type: "load", contestant: "hnn", file: "{ no model" });
  const refused = assert.rejects(loading);
  await quiet();
  await refused;
  await allow(4);
  assert.equal(lab.session.state, "training");
  assert.deepEqual([lab.step("hnn"), lab.step("baseline")], [8, 8]);
  lab.end();
});

test("undo and redo reach as far back after a long time as before, whatever notices have expired", async () => {
  // Undo was the button of a notice, which was gone after 8 to 60 seconds; there was no redo.
  const lab = await opened();
  await lab.do({ type: "train" });
  const before = lab.networks;
  await lab.do(lab.set("noise", 0.25), lab.set("seed", 4));
  lab.scheduler.advance(3_600_000);
  lab.notices.clear();
  await lab.do({ type: "undo" }, { type: "undo" });
  assert.deepEqual(lab.networks, before);
  await lab.do({ type: "redo" }, { type: "redo" });
  assert.deepEqual([lab.settings.noise, lab.settings.seed], [0.25, 4]);
  lab.end();
});

test("a programming error goes to the console and the host, and is not called a refusal of settings", async () => {
  const lab = await opened();
  void lab.session.enqueue(async () => {
    throw new TypeError("x is not a function");
  });
  await lab.settle();
  assert.equal(lab.defects.length, 1);
  assert.equal(lab.notices.has("refused"), false);
  assert.ok(
    lab.heard.some((event) => event.type === "error" && /not a function/.test(event.message)),
  );
  lab.end();
});

// The notice was removed only for networks of the next run: that of one that no longer took part stayed.
test("the report of a run that stopped ends with that run, also of a network that is taken out", async () => {
  const lab = await opened(
    "?v=1&hidden=4&trajectories=3&points=5&steps=20&learningRate=100&activation=relu",
  );
  const reports = () => [...lab.notices.keys()].filter((kind) => kind.startsWith("stopped-"));
  await lab.do({ type: "take-part", contestants: ["second-order"], on: true }, { type: "train" });
  assert.deepEqual(reports().sort(), ["stopped-baseline", "stopped-hnn", "stopped-second-order"]);
  await lab.do({ type: "take-part", contestants: ["second-order"], on: false });
  assert.deepEqual(reports().sort(), ["stopped-baseline", "stopped-hnn"]);
  await lab.do(lab.set("system", "spring"));
  assert.deepEqual(reports(), []);
  lab.end();
});
