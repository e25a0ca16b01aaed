// The three measures of a reversal, gap, change of volume and of the symplectic form: against T as charts, and at the
// longest T as a table, which is rendered in place, so that a text selection is kept while values change.

import { html, render } from "lit-html";
import { scrollBox } from "../../../base/dom.js";
import type { Scheduler } from "../../../base/scheduler.js";
import { text } from "../../../catalogue/strings.js";
import { reversalText } from "../../../catalogue/strings.later.js";
import type { Series } from "../../../charts/seriesChart.js";
import type { Ink } from "../../../drawing/ink.js";
import { tracedLabel } from "../../../panels/pinLegend.js";
import type { Who } from "../../../protocol/snapshot.js";
import type { ReversalResult } from "../../../protocol/study.js";
import { formatNumber } from "../../../state/format.js";
import type { PinMark } from "../../../state/pins.js";
import { type LastValues, lastValues } from "../../../state/reversal.js";
import { SeriesFigure } from "../study/seriesFigure.js";

const kinds = ["gap", "volumeError", "symplecticError"] as const;
type Kind = (typeof kinds)[number];

/** Read on use: the language is not known when this module is loaded. */
const titles = (): Record<Kind, string> => ({
  gap: reversalText.gap,
  volumeError: reversalText.volume,
  symplecticError: reversalText.symplectic,
});
const alternatives = (): Record<Kind, (parts: string) => string> => ({
  gap: reversalText.gapAlt,
  volumeError: reversalText.volumeAlt,
  symplecticError: reversalText.symplecticAlt,
});

/** The result of a participant or of a pinned run. */
export interface Measured {
  who: Who;
  pin?: PinMark;
  value: ReversalResult | null;
}

export class Measures {
  readonly charts: readonly HTMLElement[];
  readonly table = scrollBox("table-box", `${text.dataTable}: ${reversalText.numbers}`);
  private readonly figures: readonly { kind: Kind; figure: SeriesFigure }[];

  constructor(ink: Ink, scheduler: Scheduler) {
    const axes = { xTitle: reversalText.againstT, xLogarithmic: false, yLogarithmic: true };
    this.figures = kinds.map((kind) => ({
      kind,
      figure: new SeriesFigure(
        `reversal-${kind}`,
        reversalText.logScale(titles()[kind]),
        axes,
        alternatives()[kind],
        ink,
        scheduler,
      ),
    }));
    this.charts = this.figures.map(({ figure }) => figure.figure.element);
  }

  setInk(ink: Ink) {
    for (const { figure } of this.figures) figure.setInk(ink);
  }

  show(measured: readonly Measured[]) {
    for (const { kind, figure } of this.figures) {
      figure.update(
        measured.flatMap(({ value, ...whose }): Series[] =>
          value ? [{ ...whose, t: value.t, values: value[kind] }] : [],
        ),
      );
    }
    this.showTable(measured);
  }

  private showTable(measured: readonly Measured[]) {
    const values = measured.map(({ value }) => lastValues(value));
    const line = (title: string, pick: (entry: LastValues) => number) => html`
      <tr>
        <th scope="row">${title}</th>
        ${values.map((entry) => html`<td>${formatNumber(pick(entry), 2)}</td>`)}
      </tr>`;
    render(
      html`<table id="reversal-table">
        <thead>
          <tr>
            <th scope="col">${text.quantity}</th>
            ${measured.map(({ who, pin }) => html`<th scope="col">${tracedLabel(who, pin)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${line(reversalText.longestT, ({ time }) => time)}
          ${kinds.map((kind) => line(titles()[kind], (entry) => entry[kind]))}
        </tbody>
      </table>`,
      this.table,
    );
  }
}
