// All settings of the run, in groups, made from the settings table.
import type { Catalogue, Setting, Settings, SystemInfo } from "../catalogue/settings.js";
import {
  groupText,
  parameterText,
  settingText,
  type Text,
  text,
  viewText,
} from "../catalogue/strings.js";
import type { Measured, MeasuredReport } from "../protocol/measured.js";
import { parameterField, solveKeys } from "../state/experiment.js";
import type { FieldValue } from "../state/fields.js";
import { DataAccount, type DataEvents } from "./dataAccount.js";
import { button, make, setAttribute } from "./dom.js";
import { type Control, createControl, switchField } from "./fieldControl.js";

export interface SettingsEvents {
  change(key: keyof Settings, value: FieldValue): void;
  changeParameter(index: number, value: number): void;
  published(): void;
  /** Whether the second-order network takes part. */
  takePart(on: boolean): void;
  data: DataEvents;
}

/** What shapes computed data has no effect on measured ones, and the other way round. */
const forComputed: (keyof Settings)[] = ["trajectories", "points", "duration", "noise"];
const forMeasured: (keyof Settings)[] = ["derivative"];
/** Chosen in the head of the page or with the solved networks; parameters stand one by one, and both models train. */
const elsewhere: readonly string[] = ["model", "system", "systemParameters", ...solveKeys];

/** Larger ranges get no slider: its notches would mean nothing. */
const sliderReach = 1e7;

function hasSlider(setting: Setting): boolean {
  if (setting.type !== "number" && setting.type !== "integer") return false;
  return setting.key !== "seed" && setting.max - setting.min <= sliderReach;
}

function guestSwitch(change: (on: boolean) => void) {
  const { label, help } = viewText.contestants as Text;
  const problem = make("p", { class: "small", id: "second-order-problem" }, text.guestNeedsMass);
  const field = switchField("second-order", "contestants", label, help, change);
  setAttribute(field.input, "aria-describedby", problem.id);
  field.element.append(problem);
  return { ...field, problem };
}

export class SettingsPanel {
  readonly element: HTMLElement;
  private readonly controls = new Map<keyof Settings, Control>();
  private readonly parameters = make("div", { class: "parameters" });
  private parameterControls: Control[] = [];
  private shownSystem: SystemInfo | null = null;
  private readonly data: DataAccount;
  private readonly published: HTMLButtonElement;
  private readonly guest: { input: HTMLInputElement; element: HTMLElement; problem: HTMLElement };

  constructor(
    catalogue: Catalogue,
    private readonly events: SettingsEvents,
  ) {
    this.data = new DataAccount(events.data);
    this.guest = guestSwitch((on) => events.takePart(on));
    this.published = button("published", text.published, "none", "", () => events.published());
    const groups = (["system", "data", "model", "training"] as const).map((scope) =>
      this.group(catalogue, scope),
    );
    this.element = make(
      "section",
      { id: "settings", class: "settings", "aria-labelledby": "settings-title", tabindex: -1 },
      make("h2", { id: "settings-title" }, text.settings),
      this.published,
      ...groups,
    );
  }

  show(settings: Settings, system: SystemInfo) {
    if (system !== this.shownSystem) this.makeParameters(system);
    setAttribute(this.published, "title", text.publishedHelp(system.experiment.source));
    for (const [key, control] of this.controls) control.show(settings[key]);
    this.parameterControls.forEach((control, i) => {
      control.show(settings.systemParameters[i] ?? 0);
    });
  }

  /** Data of the visitor's own, and the settings that matter to them. */
  showData(measured: Measured | undefined, report: MeasuredReport | null, canChange: boolean) {
    this.data.show(measured, report, canChange);
    const hide = (keys: (keyof Settings)[], hidden: boolean) => {
      for (const key of keys) {
        const control = this.controls.get(key);
        if (control) control.element.hidden = hidden;
      }
    };
    hide(forComputed, measured !== undefined);
    hide(forMeasured, measured === undefined);
  }

  /** The second-order network's switch; a problem says why it cannot take part. */
  showGuest(on: boolean, problem: "model" | "mass" | null) {
    this.guest.element.hidden = problem === "model";
    this.guest.input.checked = on;
    this.guest.input.disabled = problem !== null;
    this.guest.problem.hidden = problem !== "mass";
  }

  private group(catalogue: Catalogue, scope: Setting["scope"]): HTMLElement {
    const fields = make("div", { class: "fields" });
    for (const setting of catalogue.settings) {
      if (setting.scope !== scope || elsewhere.includes(setting.key)) continue;
      const control = createControl(setting, (value) => this.events.change(setting.key, value), {
        slider: hasSlider(setting),
      });
      this.controls.set(setting.key, control);
      fields.append(control.element);
    }
    if (scope === "system") fields.append(this.parameters);
    if (scope === "data") fields.append(this.data.element);
    if (scope === "model") fields.prepend(this.guest.element);
    return make(
      "details",
      { class: "group", open: scope !== "system" },
      make("summary", {}, groupText[scope]),
      fields,
    );
  }

  private makeParameters(system: SystemInfo) {
    this.shownSystem = system;
    this.parameterControls = system.parameters.map((parameter, i) =>
      createControl(
        parameterField(system, i),
        (value) => this.events.changeParameter(i, value as number),
        {
          label: `${parameterText[parameter.key] ?? parameter.key} ${parameter.symbol}`,
          unit: text.unit(parameter.unit),
          name: `systemParameters.${parameter.key}`,
          slider: true,
          help: settingText.systemParameters?.help ?? "",
        },
      ),
    );
    this.parameters.replaceChildren(...this.parameterControls.map((control) => control.element));
  }
}
