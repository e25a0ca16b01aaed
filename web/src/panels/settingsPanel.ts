// All settings of the run, in groups, made from the settings table.
import type { Catalogue, Setting, Settings, SystemInfo } from "../catalogue/settings.js";
import { groupText, parameterText, settingText, text } from "../catalogue/strings.js";
import { parameterField } from "../state/experiment.js";
import type { FieldValue } from "../state/fields.js";
import { button, make, setAttribute } from "./dom.js";
import { type Control, createControl } from "./fieldControl.js";

export interface SettingsEvents {
  change(key: keyof Settings, value: FieldValue): void;
  changeParameter(index: number, value: number): void;
  published(): void;
}

/** Larger ranges get no slider: its notches would mean nothing. */
const sliderReach = 1e7;

function hasSlider(setting: Setting): boolean {
  if (setting.type !== "number" && setting.type !== "integer") return false;
  return setting.key !== "seed" && setting.max - setting.min <= sliderReach;
}

export class SettingsPanel {
  readonly element: HTMLElement;
  private readonly controls = new Map<keyof Settings, Control>();
  private readonly parameters = make("div", { class: "parameters" });
  private parameterControls: Control[] = [];
  private shownSystem = "";
  private readonly published: HTMLButtonElement;

  constructor(
    catalogue: Catalogue,
    private readonly events: SettingsEvents,
  ) {
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
    if (system.id !== this.shownSystem) this.makeParameters(system);
    setAttribute(this.published, "title", text.publishedHelp(system.experiment.source));
    for (const [key, control] of this.controls) control.show(settings[key]);
    this.parameterControls.forEach((control, i) => {
      control.show(settings.systemParameters[i] ?? 0);
    });
  }

  private group(catalogue: Catalogue, scope: Setting["scope"]): HTMLElement {
    const fields = make("div", { class: "fields" });
    for (const setting of catalogue.settings) {
      // Both models train, the system is chosen in the head of the page, and its parameters stand one by one.
      if (setting.scope !== scope || ["model", "system", "systemParameters"].includes(setting.key))
        continue;
      const control = createControl(setting, (value) => this.events.change(setting.key, value), {
        slider: hasSlider(setting),
      });
      this.controls.set(setting.key, control);
      fields.append(control.element);
    }
    if (scope === "system") fields.append(this.parameters);
    return make(
      "details",
      { class: "group", open: scope !== "system" },
      make("summary", {}, groupText[scope]),
      fields,
    );
  }

  private makeParameters(system: SystemInfo) {
    this.shownSystem = system.id;
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
