// The controls of sections: the orbits' energy, their number and duration, which belong to
// this view, and the integrator with its step, which belong to the experiment.

import { make, setAttribute } from "../../../base/dom.js";
import { orbitColours } from "../../../canvas/sectionView.js";
import type { Catalogue, SystemInfo } from "../../../catalogue/settings.js";
import { chaosText } from "../../../catalogue/strings.later.js";
import { type Control, createControl } from "../../../panels/fieldControl.js";
import { energyPresets, energyRange } from "../../../state/chaos.js";
import { type Intent, type ViewOptions, viewTable } from "../../../state/experiment.js";
import type { Field, FieldValue } from "../../../state/fields.js";
import { printed } from "../../../state/format.js";
import { section } from "../study/layout.js";

export interface SectionChoice {
  energy: number;
  orbits: number;
  duration: number;
}

export const firstOrbits = 10;
const firstDuration = 1000;

const row = (key: string, type: "integer" | "number", min: number, max: number): Field => ({
  ...{ key, type, min, max, minLength: 0, maxLength: 0, choices: [] },
  logarithmic: key === "chaosDuration",
});
const orbitsField = row("chaosOrbits", "integer", 1, orbitColours.light.length);
export const durationField = row("chaosDuration", "number", 10, 10_000);

const sharedKeys = ["integrator", "stepSize", "integratorMotion"] as const;

export class SectionControls {
  readonly element: HTMLElement;
  choice: SectionChoice = { energy: 0, orbits: firstOrbits, duration: firstDuration };
  private readonly energyPlace = make("div", { class: "contents" });
  private energy: Control | null = null;
  private readonly sharedPlace = make("div", { class: "contents" });
  private readonly shared = new Map<(typeof sharedKeys)[number], Control>();
  private readonly presets = make("div", {
    class: "buttons presets",
    role: "group",
    "aria-label": chaosText.presets,
  });

  constructor(
    private readonly catalogue: Catalogue,
    private readonly events: { changed(): void; dispatch(intent: Intent): void },
    bar: HTMLElement,
  ) {
    const { orbits, orbitsHelp, duration, durationHelp } = chaosText;
    const orbitsControl = createControl(
      orbitsField,
      (value) => this.choose({ orbits: value as number }),
      { label: orbits, help: orbitsHelp, slider: true },
    );
    const durationControl = createControl(
      durationField,
      (value) => this.choose({ duration: value as number }),
      { label: duration, help: durationHelp, slider: true },
    );
    orbitsControl.show(this.choice.orbits);
    durationControl.show(this.choice.duration);
    const fields = make(
      "div",
      { class: "fields" },
      ...[this.energyPlace, orbitsControl.element, durationControl.element, this.sharedPlace],
    );
    this.element = section(
      "chaos-controls-title",
      chaosText.controls,
      ...[fields, this.presets, bar],
    );
    this.element.classList.add("study-controls");
  }

  /** Another system has other energies. */
  enter(system: SystemInfo) {
    this.choice = { ...this.choice, energy: system.section.energy };
    const { min, max } = energyRange(system.section);
    this.energy = createControl(
      row("chaosEnergy", "number", min, max),
      (value) => this.choose({ energy: value as number }),
      { label: chaosText.energy, help: chaosText.energyHelp, slider: true },
    );
    this.energy.show(this.choice.energy);
    this.energyPlace.replaceChildren(this.energy.element);
    this.presets.replaceChildren(
      ...energyPresets(system).map(({ energy, label }) => {
        const preset = make("button", { type: "button", "data-energy": energy }, printed(label));
        preset.addEventListener("click", () => {
          this.energy?.show(energy);
          this.choose({ energy });
        });
        return preset;
      }),
    );
    const table = viewTable(this.catalogue, system);
    this.shared.clear();
    for (const key of sharedKeys) {
      const field = table.find((known) => known.key === key) as Field;
      const change = (value: FieldValue) =>
        this.events.dispatch({ type: "change-view", key, value });
      this.shared.set(key, createControl(field, change, { slider: true, name: `chaos-${key}` }));
    }
    this.sharedPlace.replaceChildren(...[...this.shared.values()].map(({ element }) => element));
  }

  show(view: ViewOptions) {
    for (const [key, control] of this.shared) control.show(view[key]);
    for (const preset of this.presets.children) {
      const isChosen = Number((preset as HTMLElement).dataset.energy) === this.choice.energy;
      setAttribute(preset, "aria-pressed", String(isChosen));
    }
  }

  private choose(part: Partial<SectionChoice>) {
    this.choice = { ...this.choice, ...part };
    this.events.changed();
  }
}
