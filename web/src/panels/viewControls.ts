// How the displayed trajectories are computed and played: start, duration, integrator, time step; play, time, speed.

import { button, make, setAttribute, setText } from "../base/dom.js";
import { icon } from "../base/icons.js";
import type { Catalogue, SystemInfo } from "../catalogue/settings.js";
import { choiceLabel, groupText, settingLabel, symbolText, text } from "../catalogue/strings.js";
import { startField, type ViewOptions, viewTable } from "../state/experiment.js";
import type { Field, FieldValue } from "../state/fields.js";
import { formatNumber, printed } from "../state/format.js";
import { type Control, createControl } from "./fieldControl.js";

export interface ViewEvents {
  change(key: keyof ViewOptions, value: FieldValue): void;
  moveStart(index: number, value: number): void;
  launch(): void;
}

const inPanel: (keyof ViewOptions)[] = [
  "rolloutDuration",
  "integrator",
  "stepSize",
  "integratorMotion",
];
const ofInjection: (keyof ViewOptions)[] = ["injectionStart", "injectionDuration", "injectionRate"];

export class TrajectoryPanel {
  readonly element: HTMLElement;
  private readonly controls = new Map<string, Control>();
  private readonly starts = make("div", { class: "parameters starts" });
  private readonly others = make("div", { class: "fields" });
  private readonly injection = make("div", { class: "fields" });
  private readonly injectionBox: HTMLElement;
  private readonly injectionFields = make("div", { class: "parameters" });
  private startControls: Control[] = [];
  private shownSystem: SystemInfo | null = null;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly events: ViewEvents,
  ) {
    this.injectionBox = make(
      "fieldset",
      { id: "injection", class: "fields" },
      make("legend", {}, text.injection),
      make("p", { class: "small" }, text.injectionHelp),
      this.injection,
      this.injectionFields,
    );
    this.element = make(
      "details",
      { class: "group", open: true, id: "trajectory" },
      make("summary", {}, groupText.view),
      make(
        "div",
        { class: "fields" },
        this.starts,
        button("launch", text.launchNow, "none", "", events.launch),
        this.others,
      ),
      this.injectionBox,
    );
  }

  show(view: ViewOptions, system: SystemInfo) {
    if (system !== this.shownSystem) this.make(system);
    this.injectionBox.hidden = system.inVelocities === true; // ∇H is a direction of (q, p)
    for (const [key, control] of this.controls) control.show(view[key as keyof ViewOptions]);
    this.injectionFields.hidden = !view.injection;
    this.startControls.forEach((control, i) => {
      control.show(view.x0[i] ?? 0);
    });
  }

  private make(system: SystemInfo) {
    this.shownSystem = system;
    const table = viewTable(this.catalogue, system);
    this.controls.clear();
    const add = (box: HTMLElement, keys: (keyof ViewOptions)[], slider: boolean) => {
      box.replaceChildren(
        ...keys.map((key) => {
          const field = table.find((row) => row.key === key) as Field;
          const change = (value: FieldValue) => this.events.change(key, value);
          const control = createControl(field, change, { slider });
          this.controls.set(key, control);
          return control.element;
        }),
      );
    };
    add(this.others, inPanel, true);
    add(this.injection, ["injection"], false);
    add(this.injectionFields, ofInjection, false);
    this.startControls = system.coordinates.map((coordinate, i) =>
      createControl(
        startField(this.catalogue, system),
        (value) => this.events.moveStart(i, value as number),
        {
          label: `${symbolText(coordinate.symbol)} ${text.launch}`,
          unit: text.unit(coordinate.unit),
          name: `x0.${i}`,
          help: "",
        },
      ),
    );
    this.starts.replaceChildren(...this.startControls.map((control) => control.element));
  }
}

/** Buttons of which exactly one is pressed, for an option of the view. */
export function segmented(
  field: Field,
  choose: (value: string) => void,
  label: string,
): Control & {
  enable(choice: string, on: boolean): void;
  offer(choices: readonly string[]): void;
} {
  const buttons = new Map<string, HTMLInputElement>();
  const element = make("div", {
    class: "segmented",
    role: "radiogroup",
    "aria-label": label,
  });
  for (const choice of field.choices) {
    const input = make("input", {
      type: "radio",
      name: field.key,
      value: choice,
      id: `${field.key}-${choice}`,
    });
    input.addEventListener("change", () => choose(choice));
    buttons.set(choice, input);
    element.append(
      make("label", { for: input.id }, input, make("span", {}, choiceLabel(field.key, choice))),
    );
  }
  return {
    element,
    show(value) {
      for (const [choice, input] of buttons) input.checked = choice === value;
    },
    enable(choice, on) {
      const input = buttons.get(choice);
      if (input) input.disabled = !on;
    },
    offer(choices) {
      for (const [choice, input] of buttons)
        (input.parentElement as HTMLElement).hidden = !choices.includes(choice);
    },
  };
}

export interface PlayerEvents {
  toggle(): void;
  seek(share: number): void;
  speed(value: number): void;
}

const notches = 1000;
const speeds = [0.25, 0.5, 1, 2, 4, 8];

export class Player {
  readonly element: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly slider = make("input", {
    type: "range",
    id: "time",
    min: 0,
    max: notches,
    step: 1,
    value: 0,
    "aria-label": text.time,
  });
  private readonly words = make("output", { id: "time-text", for: "time" });
  private readonly speed = make("select", {
    id: "speed",
    "aria-label": settingLabel("speed"),
    "data-setting": "speed",
  });
  private playing: boolean | null = null;

  constructor(events: PlayerEvents) {
    this.toggle = make("button", { type: "button", id: "play" });
    this.toggle.addEventListener("click", events.toggle);
    this.slider.addEventListener("input", () => events.seek(Number(this.slider.value) / notches));
    for (const value of speeds)
      this.speed.append(make("option", { value }, choiceLabel("speed", String(value))));
    this.speed.addEventListener("change", () => events.speed(Number(this.speed.value)));
    this.element = make(
      "div",
      { class: "player" },
      this.toggle,
      this.slider,
      this.words,
      this.speed,
    );
    this.showPlaying(false);
  }

  showPlaying(playing: boolean) {
    if (playing === this.playing) return;
    this.playing = playing;
    this.toggle.replaceChildren(icon(playing ? "pause" : "play"));
    setAttribute(this.toggle, "aria-label", playing ? text.stopMotion : text.playMotion);
    setAttribute(this.toggle, "title", playing ? text.stopMotion : text.playMotion);
  }

  showSpeed(speed: number) {
    const nearest = speeds.reduce((best, s) =>
      Math.abs(Math.log(s / speed)) < Math.abs(Math.log(best / speed)) ? s : best,
    );
    this.speed.value = String(nearest);
  }

  showTime(time: number, duration: number, unit: string) {
    const notch = String(Math.round((time / duration) * notches));
    if (this.slider.value !== notch) this.slider.value = notch;
    const words = text.timeOf(
      printed(time.toFixed(1)),
      `${formatNumber(duration)}${unit ? ` ${unit}` : ""}`,
    );
    setText(this.words, words);
    // Not a live region: the slider is read only on focus.
    if (this.slider.matches(":focus")) setAttribute(this.slider, "aria-valuetext", words);
  }
}
