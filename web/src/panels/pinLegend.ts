// Pinned runs in legends and tables: the pin's dash and marker, and its name.

import { make } from "../base/dom.js";
import { pinText } from "../catalogue/strings.js";
import { pinDashes, pinGlyphs } from "../drawing/pinInk.js";
import type { Who } from "../protocol/snapshot.js";
import type { PinMark, Slot } from "../state/pins.js";
import { whoLabel } from "./figure.js";

/** "HNN × noise 0.5": the name in table headings and text alternatives. */
export function tracedLabel(who: Who, pin: PinMark | undefined, short = true): string {
  const label = whoLabel(who, short);
  return pin ? `${label} ${pinGlyphs[pin.slot]} ${pin.name}` : label;
}

/** A stretch of the pin's line, with its marker in the middle. */
export function pinKey(slot: Slot): HTMLElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 36 4");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", "M0 2H36");
  line.setAttribute("stroke", "currentColor");
  line.setAttribute("stroke-width", "2");
  line.setAttribute("stroke-dasharray", pinDashes[slot].join(" "));
  svg.append(line);
  return make(
    "span",
    { class: "pin-key", "aria-hidden": "true" },
    svg,
    make("b", {}, pinGlyphs[slot]),
  );
}

/** A second legend in the header of a figure: the marker of each pin. */
export class PinLegend {
  private list: HTMLElement | null = null;
  private shown = "";

  constructor(private readonly head: HTMLElement) {}

  show(pins: readonly PinMark[]) {
    const marks = pins
      .filter(({ slot }, i) => pins.findIndex((other) => other.slot === slot) === i)
      .sort((a, b) => a.slot - b.slot);
    const key = JSON.stringify(marks);
    if (key === this.shown) return;
    this.shown = key;
    this.list?.remove();
    this.list = null;
    if (marks.length === 0) return;
    const entries = marks.map(({ slot, name }) =>
      make("li", {}, pinKey(slot), make("span", { class: "pin-name" }, name)),
    );
    const attributes = { class: "legend pin-legend", "aria-label": pinText.title };
    this.list = make("ul", attributes, ...entries);
    this.head.append(this.list);
  }
}
