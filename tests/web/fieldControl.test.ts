// When a typed value is applied, and how an unreadable one is handled.
import "./dom.js"; // first: lit-html looks for a document when it is loaded

import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { text } from "../../web/src/catalogue/strings.js";
import { createControl } from "../../web/src/panels/fieldControl.js";
import type { Field, FieldValue } from "../../web/src/state/fields.js";
import { leave, mount, press, typeInto } from "./dom.js";

const row = (key: string) => catalogue.settings.find((one) => one.key === key) as Field;

function control(key: string, value: FieldValue) {
  const changes: FieldValue[] = [];
  const made = createControl(row(key), (next) => changes.push(next), { slider: true });
  made.show(value);
  mount(made.element);
  const [input, slider] = [...made.element.querySelectorAll("input")] as HTMLInputElement[];
  const problem = made.element.querySelector(".problem") as HTMLElement;
  return {
    ...made,
    changes,
    input: input as HTMLInputElement,
    slider: slider as HTMLInputElement,
    problem,
  };
}

// "0.35" typed into Noise passed "0" and "0.3": each was a change, and the first dropped the trained run.
test("a field changes nothing while it is typed in, and once on Enter", () => {
  const { input, changes } = control("noise", 0.1);
  for (const typed of ["0", "0.", "0.3", "0.35"]) typeInto(input, typed);
  assert.deepEqual(changes, []);
  press(input, "Enter");
  leave(input); // the browser reports the change, too
  assert.deepEqual(changes, [0.35]);
});

test("a field changes its value when it is left", () => {
  const { input, changes } = control("steps", 2000);
  typeInto(input, "300");
  leave(input);
  assert.deepEqual(changes, [300]);
});

test("reformats text with the same value without a change", () => {
  const { input, changes } = control("noise", 0.25);
  typeInto(input, " .250 ");
  press(input, "Enter");
  assert.deepEqual(changes, []);
  assert.equal(input.value, "0.25");
});

// "200,abc" left one layer of 200 in force, "1.5" as seed left 1: the readable beginning had been taken.
test("keeps the old value for refused text, with value, range and remedy", () => {
  for (const [key, value, typed] of [
    ["noise", 0.1, "7"],
    ["noise", 0.1, "much"],
    ["seed", 42, "1.5"],
    ["hidden", [64, 32], "200, abc"],
    ["steps", 2000, "1,000"],
  ] as const) {
    const { input, changes, problem } = control(key, value as FieldValue);
    typeInto(input, typed);
    leave(input);
    assert.deepEqual(changes, [], typed);
    assert.equal(input.value, typed);
    assert.equal(input.getAttribute("aria-invalid"), "true");
    assert.equal(problem.hidden, false);
    assert.match(problem.textContent ?? "", /\d/);
    const kept = String([value].flat().join(", "));
    assert.ok(
      problem.textContent?.includes(text.fieldProblem.kept(kept)),
      problem.textContent ?? "",
    );
  }
});

test("restores the old text on Escape before closing the surrounding dialog", () => {
  const { input, changes, problem } = control("noise", 0.1);
  typeInto(input, "7");
  press(input, "Enter");
  assert.equal(press(input, "Escape"), false); // the dialog around it does not get this one
  assert.equal(input.value, "0.1");
  assert.equal(problem.hidden, true);
  assert.equal(input.hasAttribute("aria-invalid"), false);
  assert.equal(press(input, "Escape"), true);
  assert.deepEqual(changes, []);
});

test("replaces refused text by another value, and keeps it for the same value", () => {
  const { input, problem, show } = control("noise", 0.1);
  typeInto(input, "7");
  leave(input);
  show(0.1); // every change of another setting shows all settings
  assert.equal(input.value, "7");
  assert.equal(problem.hidden, false);
  show(0.4); // an undo
  assert.equal(input.value, "0.4");
  assert.equal(problem.hidden, true);
});

test("does not overwrite text being typed, and shows the present value on Escape", () => {
  const { input, show } = control("noise", 0.1);
  typeInto(input, "0.");
  show(0.4);
  assert.equal(input.value, "0.");
  press(input, "Escape");
  assert.equal(input.value, "0.4");
});

test("a slider shows values while it moves and changes one when it is released", () => {
  const { input, slider, changes, show } = control("noise", 0.1);
  for (const notch of ["50", "100", "200"]) {
    slider.value = notch;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    show(0.1); // a render that arrives during typing
    assert.equal(slider.value, notch);
  }
  assert.equal(input.value, "1");
  assert.deepEqual(changes, []);
  slider.dispatchEvent(new Event("change", { bubbles: true }));
  assert.deepEqual(changes, [1]);
});

test("requests a phone keypad with every sign that a field needs", () => {
  const mode = (key: string) => control(key, 1).input.getAttribute("inputmode");
  assert.equal(mode("steps"), "numeric");
  assert.equal(mode("noise"), "decimal");
  const signed = { ...row("noise"), key: "x0", min: -5, max: 5 };
  const made = createControl(signed, () => {}, {});
  assert.equal(made.element.querySelector("input")?.getAttribute("inputmode"), "text");
});

// Once it could not be loaded, the reason stood in the place of the explanation until the page was reloaded.
Object.assign(globalThis, { navigator: globalThis.navigator ?? { onLine: true } }); // Node 20 has none
test("an explanation is loaded when it is first wanted, once, and again after it could not be loaded", async () => {
  let asked = 0;
  const help = async () => {
    asked += 1;
    if (asked === 1) throw new Error("no connection");
    return "What noise is.";
  };
  const { element } = createControl(row("noise"), () => {}, { help });
  mount(element);
  const button = element.querySelector(".help") as HTMLElement;
  const shown = () => element.querySelector(".help-text")?.textContent ?? "";
  const want = async () => {
    button.dispatchEvent(new Event("focus"));
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  assert.equal(shown(), "");
  await want();
  assert.match(shown(), /no connection/);
  for (let i = 0; i < 3; i++) await want();
  assert.equal(shown(), "What noise is.");
  assert.equal(asked, 2);
});
