// The training bar: what a click does, and that nothing moves under the pointer.
import "./dom.js"; // first: lit-html looks for a document when it is loaded

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../web/src/catalogue/strings.js";
import { type Progress, TrainingBar } from "../../web/src/panels/trainingBar.js";
import { mount } from "./dom.js";

const idle: Progress = {
  ...{ state: "idle", total: 100, solves: [], solving: false, shownAfter: null },
  runs: [
    { who: "hnn", step: 0, stepsPerSecond: 0 },
    { who: "baseline", step: 0, stepsPerSecond: 0 },
  ],
};
const at = (step: number) => idle.runs.map((run) => ({ ...run, step }));

function bar({ history = false } = {}) {
  const done: string[] = [];
  const names = ["train", "solve", "pause", "step", "reset", "newSeed", "cancel"] as const;
  const events = Object.fromEntries(
    [...names, ...(history ? ["undo", "redo"] : [])].map((name) => [name, () => done.push(name)]),
  ) as unknown as ConstructorParameters<typeof TrainingBar>[0];
  const made = new TrainingBar(events);
  mount(made.element);
  made.show(idle);
  const find = (id: string) => made.element.querySelector(`#${id}`) as HTMLButtonElement;
  const click = (id: string, detail = 1) =>
    find(id).dispatchEvent(new MouseEvent("click", { bubbles: true, detail }));
  return { made, done, find, click };
}

test("trains and pauses with one button that stays in place and keeps the focus", () => {
  const { made, done, find, click } = bar();
  const run = find("train");
  run.focus();
  click("train");
  made.show({ ...idle, state: "training", runs: at(3) });
  assert.equal(find("pause"), run);
  assert.equal(find("train"), null);
  assert.equal(document.activeElement, run);
  assert.equal(run.querySelector(".label")?.textContent, text.pause);
  click("pause");
  made.show({ ...idle, state: "paused", runs: at(5) });
  assert.equal(find("train"), run);
  assert.equal(run.textContent?.trim(), text.resume);
  assert.deepEqual(done, ["train", "pause"]);
});

// The label became shorter when training began, Solve slid under the pointer, and the second click solved.
test("ignores the second click of a double click on Train", () => {
  const { made, done, click } = bar();
  click("train");
  click("train", 2);
  made.show({ ...idle, state: "training" });
  click("pause", 2);
  assert.deepEqual(done, ["train"]);
});

// After Reset the button was disabled and Step slid into its place: a second click made a step.
test("ignores a second click on Reset, and keeps the focus on it", () => {
  const { made, done, find, click } = bar();
  made.show({ ...idle, state: "finished", runs: at(100) });
  find("reset").focus();
  click("reset");
  made.show(idle);
  assert.equal(find("reset").getAttribute("aria-disabled"), "true");
  assert.equal(document.activeElement, find("reset"));
  click("reset", 2);
  click("reset");
  assert.deepEqual(done, ["reset"]);
});

test("the training button is as wide as its widest label in every state", () => {
  const { made, find } = bar();
  const reserved = () =>
    [...made.element.querySelectorAll(".run .reserve")].map((one) => one.getAttribute("data-text"));
  const before = reserved();
  for (const label of [text.train + text.trainAll(2), text.pause, text.resume, text.trainOn])
    assert.ok(before.includes(label), label);
  const order = () => [...made.element.querySelectorAll("button")].map((one) => one.className);
  const buttons = order().length;
  for (const state of ["training", "paused", "finished", "stopped"] as const) {
    made.show({ ...idle, state, runs: at(10) });
    assert.deepEqual(reserved(), before, state);
    assert.equal(order().length, buttons, state);
    assert.equal(made.element.querySelectorAll("button[hidden]").length, 0, state);
  }
  assert.equal(find("train").getAttribute("aria-disabled"), "true"); // stopped: only Reset helps
});

test("shows undo and redo in the bar if there is a history", () => {
  assert.equal(bar().find("undo"), null);
  const { made, done, find, click } = bar({ history: true });
  click("undo");
  made.show({ ...idle, canUndo: true });
  assert.equal(find("redo").getAttribute("aria-disabled"), "true");
  click("undo");
  made.show({ ...idle, canRedo: true });
  click("redo");
  assert.deepEqual(done, ["undo", "redo"]);
});
