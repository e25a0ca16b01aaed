// The control for one row of a table: number with slider, list, choice or switch, generated from the row. A typed value
// is applied when the visitor presses Enter or leaves the field, a slider's when it is released; intermediate values
// have no effect. An invalid value changes nothing; the reason appears below the field.

import { make, setAttribute, setText } from "../base/dom.js";
import { whyMissing } from "../base/retry.js";
import { choiceLabel, settingLabel, text } from "../catalogue/strings.js";
import { messageOf } from "../lab/errors.js";
import {
  type Field,
  type FieldValue,
  printLocalField,
  readLocalField,
  sameValue,
} from "../state/fields.js";
import { missingWords } from "../state/missingPart.js";

export interface Control {
  element: HTMLElement;
  /** Shows a value from elsewhere; text being typed, and refused text with its reason, are kept. */
  show(value: FieldValue): void;
}

export interface ControlOptions {
  label?: string;
  unit?: string;
  /** The value of [data-setting]; by default the row's key. */
  name?: string;
  slider?: boolean;
  /** The explanation; by default that of the row's key, which is loaded when it is first wanted. */
  help?: Help;
}

/** A text, or what loads it. */
export type Help = string | (() => Promise<string>);

/** The explanation of a setting, of an option of the view, or of an optional network. */
export const helpOf = (key: string) => async () => {
  const { fieldHelp } = await import("../catalogue/strings.later.js");
  return fieldHelp[key] ?? "";
};

let counter = 0;
const sliderSteps = 200;

export function createControl(
  field: Field,
  change: (value: FieldValue) => void,
  options: ControlOptions = {},
): Control {
  counter += 1;
  const id = `field-${options.name ?? field.key}-${counter}`;
  const label = options.label ?? settingLabel(field.key);
  const name = options.name ?? field.key;
  const help = options.help ?? helpOf(field.key);
  const problem = make("p", { class: "problem", id: `${id}-problem`, hidden: true });
  const helpText = make("p", { class: "help-text", id: `${id}-help`, hidden: true });
  const heading = make("label", { for: id }, label);
  if (options.unit) heading.append(make("span", { class: "unit" }, ` ${options.unit}`));
  const head = make("div", { class: "field-head" }, heading);
  if (help) head.append(helpButton(label, helpText, help));
  const say = (message: string, input: HTMLElement) => {
    setText(problem, message);
    problem.hidden = message === "";
    setAttribute(input, "aria-invalid", message ? "true" : undefined);
    setAttribute(input, "aria-describedby", message ? problem.id : undefined);
  };

  if (field.type === "boolean") return switchControl(field, id, name, head, helpText, change);
  if (field.type === "choice") return choiceControl(field, id, name, head, helpText, change);

  const input = make("input", {
    id,
    type: "text",
    inputmode: keypadFor(field),
    autocomplete: "off",
    spellcheck: "false",
    "data-setting": name,
  });
  let valid: FieldValue = field.type === "number" || field.type === "integer" ? field.min : [];
  /** The text of `valid`; other text is being typed, or was refused. */
  let shown = "";
  const slider = options.slider === true && !Array.isArray(valid) ? sliderFor(field, label) : null;
  const write = () => {
    shown = printLocalField(valid);
    input.value = shown;
    slider?.show(valid as number);
    say("", input);
  };

  const commit = () => {
    if (input.value === shown) return say("", input);
    const reading = readLocalField(field, input.value, label);
    if (reading.type !== "value") {
      const kept = text.fieldProblem.kept(printLocalField(valid));
      return say(`${reading.message} ${kept}`, input);
    }
    const isNew = !sameValue(reading.value, valid);
    valid = reading.value;
    write();
    if (isNew) change(valid);
  };
  input.addEventListener("change", commit);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && (input.value !== shown || !problem.hidden)) {
      event.preventDefault(); // keeps the surrounding dialog or lesson open
      write();
    }
  });
  let isSliding = false;
  slider?.element.addEventListener("input", () => {
    isSliding = true;
    input.value = printLocalField(slider.value());
    slider.tell(slider.value());
  });
  slider?.element.addEventListener("change", () => {
    isSliding = false;
    const chosen = slider.value();
    const isNew = !sameValue(chosen, valid);
    valid = chosen;
    write();
    if (isNew) change(valid);
  });

  const row = make("div", { class: "field-row" }, input, slider?.element ?? null);
  return {
    element: make("div", { class: "field" }, head, row, problem, helpText),
    show(value) {
      const isNew = !sameValue(value, valid);
      valid = value;
      const isTyping = input.value !== shown && problem.hidden; // not committed yet
      const isRefused = !isNew && !problem.hidden;
      if (isTyping || isSliding || isRefused) return;
      write();
    },
  };
}

/** The phone keypad that contains every sign the field needs: "decimal" has no minus on iOS, and no exponent. */
function keypadFor(field: Field): "numeric" | "decimal" | "text" {
  if (field.min < 0 || field.type === "integers" || field.type === "numbers") return "text";
  return field.type === "integer" ? "numeric" : "decimal";
}

/** Opens above everything else beside its button; Escape, a press elsewhere and scrolling close it. */
function openOver(help: HTMLElement, button: HTMLButtonElement) {
  help.hidden = false;
  help.popover = "auto";
  button.popoverTargetElement = help;
  const close = () => help.hidePopover();
  help.addEventListener("beforetoggle", (event) => {
    const isOpening = (event as ToggleEvent).newState === "open";
    setAttribute(button, "aria-expanded", String(isOpening));
    document.removeEventListener("scroll", close, true);
    if (!isOpening) return;
    document.addEventListener("scroll", close, { capture: true, passive: true });
    placeBeside(help, button.getBoundingClientRect());
  });
}

/** Where the window has more room; both edges are known before the box has a size. */
function placeBeside({ style }: HTMLElement, at: DOMRect) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const gap = 8;
  const isRight = at.right > width / 2;
  const isLow = at.top > height / 2;
  style.left = isRight ? "auto" : `${at.left}px`;
  style.right = isRight ? `${width - at.right}px` : "auto";
  style.top = isLow ? "auto" : `${at.bottom + gap}px`;
  style.bottom = isLow ? `${height - at.top + gap}px` : "auto";
  style.maxWidth = `min(22rem, ${(isRight ? at.right : width - at.left) - gap}px)`;
}

/** Fills in the text when it is first wanted: mostly by pointer or focus, before the button is pressed. Returns whether it is there. */
async function fill(target: HTMLElement, help: Help): Promise<boolean> {
  try {
    setText(target, typeof help === "string" ? help : await help());
    return true;
  } catch (error) {
    setText(target, missingWords(await whyMissing(), messageOf(error)).message);
    return false;
  }
}

function helpButton(label: string, target: HTMLElement, help: Help): HTMLButtonElement {
  const button = make("button", {
    type: "button",
    class: "help",
    "aria-expanded": "false",
    "aria-controls": target.id,
    "aria-label": text.helpFor(label),
  });
  button.textContent = "?";
  let filled: Promise<boolean> | null = null;
  const want = async () => {
    filled ??= fill(target, help);
    if (!(await filled)) filled = null; // the next wish tries again
  };
  for (const wanted of ["pointerenter", "focus", "click"])
    button.addEventListener(wanted, () => void want());
  if (typeof target.showPopover === "function") {
    openOver(target, button);
    return button;
  }
  button.addEventListener("click", () => {
    target.hidden = !target.hidden;
    setAttribute(button, "aria-expanded", String(!target.hidden));
  });
  return button;
}

function switchControl(
  _field: Field,
  id: string,
  name: string,
  head: HTMLElement,
  help: HTMLElement,
  change: (value: FieldValue) => void,
): Control {
  const input = make("input", { id, type: "checkbox", "data-setting": name });
  input.addEventListener("change", () => change(input.checked));
  head.prepend(input);
  return {
    element: make("div", { class: "field switch" }, head, help),
    show(value) {
      input.checked = value === true;
    },
  };
}

/** A switch without a row of a table. */
export function switchField(
  id: string,
  name: string,
  label: string,
  help: Help,
  change: (on: boolean) => void,
): { element: HTMLElement; input: HTMLInputElement } {
  const input = make("input", { id, type: "checkbox", "data-setting": name });
  input.addEventListener("change", () => change(input.checked));
  const helpText = make("p", { class: "help-text", id: `${id}-help`, hidden: true });
  const head = make(
    "div",
    { class: "field-head" },
    input,
    make("label", { for: id }, label),
    helpButton(label, helpText, help),
  );
  return { element: make("div", { class: "field switch" }, head, helpText), input };
}

function choiceControl(
  field: Field,
  id: string,
  name: string,
  head: HTMLElement,
  help: HTMLElement,
  change: (value: FieldValue) => void,
): Control {
  const select = make("select", { id, "data-setting": name });
  for (const choice of field.choices) {
    select.append(make("option", { value: choice }, choiceLabel(field.key, choice)));
  }
  select.addEventListener("change", () => change(select.value));
  return {
    element: make("div", { class: "field" }, head, select, help),
    show(value) {
      select.value = String(value);
    },
  };
}

function sliderFor(field: Field, label: string) {
  const element = make("input", {
    type: "range",
    min: 0,
    max: sliderSteps,
    step: 1,
    "aria-label": label,
  });
  // A logarithmic scale needs a positive end; 0 is a separate first step.
  const low = field.logarithmic
    ? Math.max(field.min, field.type === "integer" ? 1 : field.max * 1e-8)
    : field.min;
  const hasZero = field.logarithmic && field.min <= 0;
  const toValue = (notch: number): number => {
    if (hasZero && notch === 0) return field.min;
    const share = notch / sliderSteps;
    const raw = field.logarithmic
      ? low * (field.max / low) ** share
      : field.min + share * (field.max - field.min);
    const value =
      field.type === "integer"
        ? Math.round(raw)
        : Number(raw.toPrecision(field.logarithmic ? 2 : 3));
    return Math.min(field.max, Math.max(field.min, value));
  };
  const toNotch = (value: number): number => {
    if (value <= field.min) return 0;
    const share = field.logarithmic
      ? Math.log(Math.max(value, low) / low) / Math.log(field.max / low)
      : (value - field.min) / (field.max - field.min);
    return Math.round(share * sliderSteps);
  };
  return {
    element,
    value: () => toValue(Number(element.value)),
    show(value: number) {
      element.value = String(toNotch(value));
      this.tell(value);
    },
    /** The description for screen readers. */
    tell(value: number) {
      setAttribute(element, "aria-valuetext", printLocalField(value));
    },
  };
}
