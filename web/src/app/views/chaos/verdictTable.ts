// Regular or chaotic: every orbit by the truth and each network, present or pinned, with the values behind the verdict. Rendered
// in place, so that a text selection is kept while values change.

import { html, nothing, render, type TemplateResult } from "lit-html";
import { scrollBox } from "../../../base/dom.js";
import { text } from "../../../catalogue/strings.js";
import { chaosText } from "../../../catalogue/strings.later.js";
import type { Who } from "../../../protocol/snapshot.js";
import { agrees, type Outcome, type Verdict } from "../../../state/chaos.js";
import { formatNumber } from "../../../state/format.js";
import { swatch } from "./orbitChooser.js";

export interface VerdictColumn {
  who: Who;
  label: string;
  /** One for each orbit; undefined: not known. */
  outcomes: readonly Outcome[] | undefined;
}

export interface VerdictData {
  columns: readonly VerdictColumn[];
  orbits: number;
  selected: number;
  /** The start of an orbit, as text. */
  start(orbit: number): string;
}

export class VerdictTable {
  readonly element = scrollBox("table-box", `${text.dataTable}: ${chaosText.table}`);
  private readonly swatches: HTMLElement[] = [];

  show(data: VerdictData) {
    const truth = data.columns.find(({ who }) => who === "truth")?.outcomes;
    const head = [chaosText.choose, chaosText.start, ...data.columns.map(({ label }) => label)];
    const row = (orbit: number) => html`
      <tr class=${orbit === data.selected ? "chosen" : nothing}>
        <th scope="row">${this.swatch(orbit)}${orbit + 1}</th>
        <td>${data.start(orbit)}</td>
        ${data.columns.map(
          ({ who, outcomes }) =>
            html`<td>${cell(who, outcomes?.[orbit], truth?.[orbit]?.verdict)}</td>`,
        )}
      </tr>`;
    render(
      html`<table class="verdicts" id="chaos-table">
        <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${Array.from({ length: data.orbits }, (_, orbit) => row(orbit))}</tbody>
      </table>`,
      this.element,
    );
  }

  private swatch(orbit: number): HTMLElement {
    this.swatches[orbit] ??= swatch(orbit);
    return this.swatches[orbit];
  }
}

function cell(
  who: Who,
  outcome: Outcome | undefined,
  truth: Verdict | undefined,
): TemplateResult | string {
  if (!outcome) return text.none;
  const { verdict, exponent, sali } = outcome;
  const same = who === "truth" ? null : agrees(truth, verdict);
  const words = same ? chaosText.agrees : chaosText.differs;
  const values = chaosText.values(formatNumber(exponent, 2), formatNumber(sali, 2));
  return html`<strong>${chaosText.verdict[verdict]}</strong>${
    same === null ? nothing : html`<span class=${same ? "agrees" : "differs"}>${` ${words}`}</span>`
  }<span class="small values">${values}</span>`;
}
