// All settings of the run, in groups, generated from the settings table.

import { button, make, setAttribute, setText } from "../base/dom.js";
import {
  type Catalogue,
  type ModelInfo,
  type Preset,
  presets,
  type Setting,
  type SystemInfo,
} from "../catalogue/settings.js";
import { groupText, parameterText, text } from "../catalogue/strings.js";
import type { MeasuredReport } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import type { Contestant } from "../protocol/snapshot.js";
import {
  contestantsOf,
  type Experiment,
  type OptionalModelProblem,
  optionalModels,
  pageSettings,
  parameterField,
  presetOf,
  solveKeys,
} from "../state/experiment.js";
import type { FieldValue } from "../state/fields.js";
import { formatRoughTime } from "../state/format.js";
import { DataAccount, type DataEvents, type DataShown } from "./dataAccount.js";
import { type Control, createControl, helpOf, switchField } from "./fieldControl.js";
import { whoLabel } from "./figure.js";

export interface SettingsEvents {
  change(key: keyof Settings, value: FieldValue): void;
  changeParameter(index: number, value: number): void;
  usePreset(preset: Preset): void;
  /** Whether an optional network is included. */
  takePart(who: Contestant, on: boolean): void;
  data: DataEvents;
}

/** Settings of simulated data have no effect on measured ones, and vice versa. */
const forComputed: (keyof Settings)[] = ["samples", "trajectories", "points", "duration", "noise"];
const forMeasured: (keyof Settings)[] = ["derivative", "scaling"];
const forTrajectories: (keyof Settings)[] = ["trajectories", "duration"];
/** Chosen in the header or with the solved networks; parameters are shown one by one, and all models are trained. */
const elsewhere: readonly string[] = ["model", "system", "systemParameters", ...solveKeys];

/** The catalogue's source of an experiment without a paper. */
const ownSource = "our own";

/** Larger ranges get no slider: its steps would be too coarse. */
const sliderReach = 1e7;

function hasSlider(setting: Setting): boolean {
  if (setting.type !== "number" && setting.type !== "integer") return false;
  return setting.key !== "seed" && setting.max - setting.min <= sliderReach;
}

function guestSwitch(who: Contestant, change: (on: boolean) => void) {
  const label = whoLabel(who);
  const problem = make("p", { class: "small", id: `${who}-problem` });
  const field = switchField(who, "contestants", label, helpOf(who), change);
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
  private readonly presets: Map<Preset, HTMLButtonElement>;
  private readonly guests: Map<Contestant, ReturnType<typeof guestSwitch>>;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly events: SettingsEvents,
  ) {
    this.data = new DataAccount(events.data);
    this.guests = new Map(
      optionalModels(catalogue).map((who) => [
        who,
        guestSwitch(who, (on) => events.takePart(who, on)),
      ]),
    );
    this.presets = new Map(
      presets.map((preset) => [
        preset,
        button(preset, "", "none", "", () => events.usePreset(preset)),
      ]),
    );
    const groups = (["system", "data", "model", "training"] as const).map((scope) =>
      this.group(catalogue, scope),
    );
    this.element = make(
      "section",
      { id: "settings", class: "settings", "aria-labelledby": "settings-title", tabindex: -1 },
      make("h2", { id: "settings-title" }, text.settings),
      make("div", { class: "presets" }, ...this.presets.values()),
      ...groups,
    );
  }

  show(experiment: Experiment, system: SystemInfo) {
    const { settings } = experiment;
    if (system !== this.shownSystem) this.makeParameters(system);
    this.showPresets(experiment, system);
    for (const [key, control] of this.controls) control.show(settings[key]);
    this.parameterControls.forEach((control, i) => {
      control.show(settings.systemParameters[i] ?? 0);
    });
    const without = this.withoutEffect(experiment, system);
    for (const [key, control] of this.controls) control.element.hidden = without.has(key);
  }

  /** Each with its training time, the present one pressed. */
  private showPresets(experiment: Experiment, { experiment: published }: SystemInfo) {
    const inForce = presetOf(this.catalogue, experiment);
    const { preset } = text;
    const at = this.catalogue.systems.findIndex(({ id }) => id === experiment.settings.system);
    const seconds = this.catalogue.seconds[at];
    const time = (name: Preset) => formatRoughTime(seconds?.[name] ?? Number.NaN);
    const isPublished = !published.source.startsWith(ownSource);
    const words: Record<Preset, { label: string; help: string }> = {
      quick: { label: preset.quick(time("quick")), help: preset.quickHelp },
      published: {
        label: (isPublished ? preset.published : preset.reference)(time("published")),
        help: isPublished ? preset.publishedHelp(published.source) : preset.referenceHelp,
      },
    };
    for (const [name, button] of this.presets) {
      setText(button.querySelector(".label") as Element, words[name].label);
      setAttribute(button, "title", words[name].help);
      setAttribute(button, "aria-pressed", String(name === inForce));
    }
  }

  /** Settings that have no effect at present. */
  private withoutEffect({ settings, view, measured }: Experiment, system: SystemInfo) {
    const keys = new Set<keyof Settings>(measured ? forComputed : forMeasured);
    if (system.degreesOfFreedom > 1) keys.add("samples");
    if (settings.samples === "grid") for (const key of forTrajectories) keys.add(key);
    if (system.angles.length === 0) keys.add("angles");
    // Options of families that do not take part.
    const taking = contestantsOf(view);
    const takesPart = ({ id }: ModelInfo) => taking.some((who) => who === id);
    const { models } = this.catalogue;
    const used = models.filter(takesPart).flatMap(({ options }) => options);
    for (const key of models.flatMap(({ options }) => options))
      if (!used.includes(key)) keys.add(key);
    return keys;
  }

  /** The visitor's own data. */
  showData(experiment: DataShown, report: MeasuredReport | null, canChange: boolean) {
    this.data.show(experiment, report, canChange);
  }

  /** The switch of an optional network; a problem explains why it cannot be included. */
  showGuest(who: Contestant, on: boolean, problem: OptionalModelProblem | null) {
    const guest = this.guests.get(who);
    if (!guest) return;
    guest.input.checked = on;
    guest.input.disabled = problem !== null;
    guest.problem.hidden = problem === null;
    setText(guest.problem, problem ? text.guestProblem[problem] : "");
  }

  private group(catalogue: Catalogue, scope: Setting["scope"]): HTMLElement {
    const fields = make("div", { class: "fields" });
    for (const setting of pageSettings(catalogue)) {
      if (setting.scope !== scope || elsewhere.includes(setting.key)) continue;
      const control = createControl(setting, (value) => this.events.change(setting.key, value), {
        slider: hasSlider(setting),
      });
      this.controls.set(setting.key, control);
      fields.append(control.element);
    }
    if (scope === "system") fields.append(this.parameters);
    if (scope === "data") fields.append(this.data.element);
    if (scope === "model")
      fields.prepend(...[...this.guests.values()].map(({ element }) => element));
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
          help: helpOf("systemParameters"),
        },
      ),
    );
    this.parameters.replaceChildren(...this.parameterControls.map((control) => control.element));
  }
}
