// Solved networks: the explanation of the method, the switch that includes them, and their own settings.

import { make } from "../base/dom.js";
import type { Catalogue } from "../catalogue/settings.js";
import { solveText } from "../catalogue/strings.js";
import type { Settings } from "../protocol/settings.js";
import type { Contestant } from "../protocol/snapshot.js";
import {
  contestantsOf,
  type Experiment,
  solveKeys,
  solversOf,
  systemOf,
  viewTable,
} from "../state/experiment.js";
import type { Field, FieldValue } from "../state/fields.js";
import { type Control, createControl, helpOf, switchField } from "./fieldControl.js";

export interface SolveEvents {
  change(key: keyof Settings, value: FieldValue): void;
  changeWidth(value: FieldValue): void;
  takePart(on: boolean): void;
}

export class SolvePanel {
  readonly element: HTMLElement;
  private readonly controls = new Map<string, Control>();
  private readonly fields = make("div", { class: "fields" });
  private readonly input: HTMLInputElement;
  private readonly why = make("p", { class: "small", id: "solve-why" }, solveText.why);
  private readonly solvers: readonly Contestant[];

  constructor(
    private readonly catalogue: Catalogue,
    events: SolveEvents,
  ) {
    this.solvers = solversOf(catalogue);
    const help = helpOf("solved");
    const field = switchField("solved", "contestants", solveText.takePart, help, events.takePart);
    this.input = field.input;
    const [sampling, cutoff] = solveKeys.map((key) => {
      const row = catalogue.settings.find((setting) => setting.key === key) as Field;
      return this.control(row, (value) => events.change(key, value), false);
    }) as [Control, Control];
    const width = this.control(this.widthField(), events.changeWidth, true);
    this.fields.append(sampling.element, width.element, cutoff.element);
    this.element = make(
      "details",
      { class: "group", open: true, id: "solving" },
      make("summary", {}, solveText.title),
      this.why,
      make("div", { class: "fields" }, field.element),
      this.fields,
    );
  }

  show({ settings, view }: Experiment) {
    const takesPart = contestantsOf(view).some((who) => this.solvers.includes(who));
    this.input.checked = takesPart;
    this.why.hidden = takesPart; // the figure explains it then
    this.fields.hidden = !takesPart;
    for (const key of solveKeys) this.controls.get(key)?.show(settings[key]);
    this.controls.get("solvedWidth")?.show(view.solvedWidth);
  }

  private widthField(): Field {
    const table = viewTable(this.catalogue, systemOf(this.catalogue, ""));
    return table.find(({ key }) => key === "solvedWidth") as Field;
  }

  private control(row: Field, change: (value: FieldValue) => void, slider: boolean): Control {
    const control = createControl(row, change, { slider });
    this.controls.set(row.key, control);
    return control;
  }
}
