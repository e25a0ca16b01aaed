// Conserved quantities of truth and networks, present and pinned, at the animation time. Rendered in place, so that
// a text selection is kept while values change.

import { html, render } from "lit-html";
import { make, scrollBox } from "../../../base/dom.js";
import { text } from "../../../catalogue/strings.js";
import { orbitsText } from "../../../catalogue/strings.later.js";
import { classOf } from "../../../panels/figure.js";
import { tracedLabel } from "../../../panels/pinLegend.js";
import type { Rollout, Who } from "../../../protocol/snapshot.js";
import { formatNumber } from "../../../state/format.js";
import type { PinMark } from "../../../state/pins.js";
import type { ViewScene } from "../../view.js";
import { everyoneIn, pinnedPaths } from "../words.js";
import { conservedBy, type Quantity, quantityAt } from "./conserved.js";

interface Column {
  who: Who;
  pin?: PinMark;
  path: Rollout | undefined;
}

export class ConservedTable {
  readonly element: HTMLElement;
  private readonly box = scrollBox("numbers-box", `${text.dataTable}: ${orbitsText.conserved}`);
  private of: Rollout | null = null;
  private conserved: Quantity[] = [];

  constructor() {
    this.element = make(
      "section",
      { class: "conserved", "aria-labelledby": "conserved-title" },
      make("h3", { id: "conserved-title" }, orbitsText.conserved),
      this.box,
      make("p", { class: "small" }, orbitsText.conservedHelp),
    );
  }

  show(scene: ViewScene, time: number) {
    const { truth } = scene.paths;
    if (truth && truth.t.length > 0 && this.of !== truth) {
      this.of = truth;
      this.conserved = conservedBy(scene.system, truth);
    }
    this.element.hidden = !truth || truth.t.length === 0 || this.conserved.length === 0;
    if (this.element.hidden) return;
    const columns: Column[] = [
      ...everyoneIn(scene).map((who) => ({ who, path: scene.paths[who] })),
      ...pinnedPaths(scene).map(({ who, pin, value }) => ({ who, pin, path: value })),
    ];
    const row = (quantity: Quantity) => html`
      <tr id=${`conserved-${quantity}`}>
        <th scope="row">${orbitsText.conservedName[quantity]}</th>
        ${columns.map(({ path }) => html`<td>${valueWords(path, quantity, time)}</td>`)}
      </tr>`;
    render(
      html`<table>
        <thead>
          <tr>
            <th scope="col">${text.quantity}</th>
            ${columns.map(
              ({ who, pin }) =>
                html`<th scope="col" class=${pin ? "" : classOf(who)}>${tracedLabel(who, pin)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>${this.conserved.map(row)}</tbody>
      </table>`,
      this.box,
    );
  }
}

function valueWords(path: Rollout | undefined, quantity: Quantity, time: number): string {
  return path ? formatNumber(tidy(quantityAt(path, quantity, time))) : text.none;
}

/** A sum that is zero up to rounding is shown as zero. */
function tidy(value: number): number {
  return Math.abs(value) < 1e-9 ? 0 : value;
}
