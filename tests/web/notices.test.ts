// Notices: they replace each other, expire only while unused, and never lose the focus.
import "./dom.js"; // first: lit-html looks for a document when it is loaded

import assert from "node:assert/strict";
import { test } from "node:test";
import { make } from "../../web/src/base/dom.js";
import { manualScheduler } from "../../web/src/base/scheduler.js";
import { Notices } from "../../web/src/panels/notices.js";
import { mount } from "./dom.js";

function notices() {
  const scheduler = manualScheduler();
  const list = new Notices(scheduler);
  const field = make("input", { id: "field" });
  const train = make("button", { id: "train" }, "Train");
  mount(make("div", {}, field, make("div", { class: "dock" }, list.element, train)));
  const said = () => [...list.element.querySelectorAll("p")].map((one) => one.textContent);
  const find = (selector: string) => list.element.querySelector(selector) as HTMLElement;
  return { scheduler, list, field, train, said, find };
}

test("replaces a notice of the same kind and keeps the others", () => {
  const { list, said, find } = notices();
  list.say({ kind: "a", message: "first" });
  list.say({ kind: "b", message: "other", details: ["x", "y"], tone: "warning" });
  const other = find('[data-kind="b"]');
  list.say({ kind: "a", message: "second" });
  assert.deepEqual(said(), ["other", "second"]);
  assert.equal(find('[data-kind="b"]'), other);
  assert.equal(other.querySelectorAll("li").length, 2);
  assert.ok(other.classList.contains("warning"));
});

test("creates a new element for a repeated message, so that it is read aloud again", () => {
  const { list, find } = notices();
  list.say({ kind: "a", message: "same" });
  const before = find(".notice");
  list.say({ kind: "a", message: "same" });
  assert.notEqual(find(".notice"), before);
});

test("expires each notice after its own time", () => {
  const { list, scheduler, said } = notices();
  list.say({ kind: "a", message: "first", seconds: 8 });
  scheduler.advance(6000);
  list.say({ kind: "a", message: "second", seconds: 8 });
  scheduler.advance(6000);
  assert.deepEqual(said(), ["second"]);
  scheduler.advance(2000);
  assert.deepEqual(said(), []);
});

// WCAG 2.2.1: the Undo of a notice disappeared while it had the keyboard focus.
test("a notice that has the focus does not expire", () => {
  const { list, scheduler, said, find, field } = notices();
  list.say({ kind: "a", message: "undo?", seconds: 8, action: { label: "Undo", act() {} } });
  find("#notice-a-action").focus();
  scheduler.advance(60_000);
  assert.deepEqual(said(), ["undo?"]);
  field.focus();
  scheduler.advance(8000);
  assert.deepEqual(said(), []);
});

// The element with the focus was removed, and the next Tab began at the top of the page.
test("moves the focus to the next notice, then back, never to the body", () => {
  const { list, find, field, train } = notices();
  list.say({ kind: "a", message: "one" });
  list.say({ kind: "b", message: "two" });
  field.focus();
  const dismiss = (kind: string) => find(`[data-kind="${kind}"] .quiet`);
  dismiss("a").focus();
  dismiss("a").click();
  assert.equal(document.activeElement, dismiss("b"));
  dismiss("b").click();
  assert.equal(document.activeElement, field);
  list.say({ kind: "c", message: "three" });
  dismiss("c").focus();
  field.remove();
  list.clear("c");
  assert.equal(document.activeElement, train);
});

test("an action runs once, after its notice is gone", () => {
  const { list, said, find } = notices();
  const seen: unknown[] = [];
  list.say({ kind: "a", message: "one", action: { label: "Undo", act: () => seen.push(said()) } });
  find("#notice-a-action").click();
  assert.deepEqual(seen, [[]]);
});
