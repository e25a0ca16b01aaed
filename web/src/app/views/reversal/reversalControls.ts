// Start, duration and integrator of the forward path, which belong to the experiment.

import { make } from "../../../base/dom.js";
import type { Catalogue, SystemInfo } from "../../../catalogue/settings.js";
import { text } from "../../../catalogue/strings.js";
import { reversalText } from "../../../catalogue/strings.later.js";
import { type Control, createControl } from "../../../panels/fieldControl.js";
import { type Intent, startField, type ViewOptions, viewTable } from "../../../state/experiment.js";
import type { Field, FieldValue } from "../../../state/fields.js";
import { section } from "../study/layout.js";
import { symbolsOf } from "../words.js";

const keys = ["rolloutDuration", "integrator", "stepSize", "integratorMotion"] as const;

export class ReversalControls {
  readonly element: HTMLElement;
  private readonly controls = new Map<(typeof keys)[number], Control>();
  private starts: Control[] = [];
  private readonly fields = make("div", { class: "fields" });
  private readonly startFields = make("div", { class: "parameters starts" });

  constructor(
    private readonly catalogue: Catalogue,
    private readonly dispatch: (intent: Intent) => void,
    bar: HTMLElement,
  ) {
    this.element = section(
      "reversal-controls-title",
      reversalText.controls,
      ...[this.startFields, this.fields, bar],
    );
  }

  enter(system: SystemInfo) {
    const table = viewTable(this.catalogue, system);
    this.controls.clear();
    for (const key of keys) {
      const field = table.find((row) => row.key === key) as Field;
      const change = (value: FieldValue) => this.dispatch({ type: "change-view", key, value });
      const label = key === "rolloutDuration" ? { label: reversalText.duration } : {};
      this.controls.set(
        key,
        createControl(field, change, { slider: true, name: `reversal-${key}`, ...label }),
      );
    }
    this.fields.replaceChildren(...[...this.controls.values()].map(({ element }) => element));
    const symbols = symbolsOf(system);
    this.starts = system.coordinates.map(({ unit }, i) =>
      createControl(
        startField(this.catalogue, system),
        (value) => this.dispatch({ type: "move-start", index: i, value: value as number }),
        {
          label: `${symbols[i]} ${text.launch}`,
          unit: text.unit(unit),
          name: `reversal-x0.${i}`,
          help: "",
        },
      ),
    );
    this.startFields.replaceChildren(...this.starts.map(({ element }) => element));
  }

  show(view: ViewOptions) {
    for (const [key, control] of this.controls) control.show(view[key]);
    this.starts.forEach((control, i) => {
      control.show(view.x0[i] ?? 0);
    });
  }
}
