// The session in node: commands in, networks on this thread, no clock but the test's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, TestSession } from "./support/session.js";

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
  // It counted entries, so that a later change was taken back instead.
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
  await lab.do(undo.action.command); // it has been taken back already
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
