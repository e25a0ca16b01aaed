// Selects the highlighted orbit: a row of numbered chips in the orbits' colours, by pointer or keys, and a description of
// the selected one.

import { make, setText } from "../../../base/dom.js";
import { orbitColours } from "../../../canvas/sectionView.js";
import { chaosText } from "../../../catalogue/strings.later.js";
import { whoLabel } from "../../../panels/figure.js";
import type { Who } from "../../../protocol/snapshot.js";
import type { Outcome } from "../../../state/chaos.js";
import { formatNumber } from "../../../state/format.js";

/** A patch in an orbit's colour; the style sheet uses that of the theme. */
export function swatch(orbit: number): HTMLElement {
  const patch = make("i", { class: "swatch", "aria-hidden": "true" });
  patch.style.setProperty("--light", orbitColours.light[orbit] ?? "");
  patch.style.setProperty("--dark", orbitColours.dark[orbit] ?? "");
  return patch;
}

export class OrbitChooser {
  readonly element: HTMLElement;
  selected = 0;
  private pointed: number | null = null;
  private readonly chips = make("div", {
    class: "segmented orbit-chips",
    role: "radiogroup",
    "aria-label": chaosText.choose,
  });
  private readonly words = make("p", { id: "chaos-orbit", class: "small", "aria-live": "polite" });

  constructor(private readonly changed: () => void) {
    this.element = make("div", { class: "figure figure-chaos-orbits" }, this.chips, this.words);
  }

  /** The highlighted orbit. */
  get shown(): number {
    return this.pointed ?? this.selected;
  }

  get isPointing(): boolean {
    return this.pointed !== null;
  }

  /** Reuses the elements of chips that stay, so that focus and a press in progress are kept. */
  setCount(orbits: number) {
    if (orbits === this.chips.childElementCount) return;
    while (this.chips.childElementCount > orbits) this.chips.lastElementChild?.remove();
    for (let orbit = this.chips.childElementCount; orbit < orbits; orbit++)
      this.chips.append(this.chip(orbit));
    this.select(Math.min(this.selected, orbits - 1));
  }

  select(orbit: number) {
    this.selected = orbit;
    const input = this.chips.children[orbit]?.querySelector("input");
    if (input) input.checked = true;
    this.changed();
  }

  /** The pointer is on an orbit; null: on none. */
  point(orbit: number | null) {
    if (orbit === this.pointed) return;
    this.pointed = orbit;
    this.changed();
  }

  /** `start` as text, if it is known. */
  showWords(start: string | null, outcomes: readonly { who: Who; outcome: Outcome }[]) {
    const parts = [chaosText.orbit(String(this.shown + 1))];
    if (start !== null) parts.push(chaosText.startsAt(start));
    for (const { who, outcome } of outcomes)
      parts.push(`${whoLabel(who, true)}: ${outcomeWords(outcome)}`);
    setText(this.words, parts.join(" · "));
  }

  private chip(orbit: number): HTMLElement {
    const number = String(orbit + 1);
    const input = make("input", {
      type: "radio",
      name: "chaos-orbit",
      id: `chaos-orbit-${orbit}`,
      value: orbit,
      "aria-label": chaosText.orbit(number),
    });
    input.checked = orbit === this.selected;
    input.addEventListener("change", () => this.select(orbit));
    const face = make("span", { class: "chip" }, swatch(orbit), number);
    const label = make("label", { for: input.id }, input, face);
    label.addEventListener("pointerenter", () => this.point(orbit));
    label.addEventListener("pointerleave", () => this.point(null));
    return label;
  }
}

function outcomeWords({ verdict, exponent, sali }: Outcome): string {
  const values = chaosText.values(formatNumber(exponent, 2), formatNumber(sali, 2));
  return `${chaosText.verdict[verdict]} (${values})`;
}
