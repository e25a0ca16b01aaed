// A figure with several series against time: chart, legend, text and table.

import { type Scheduler, throttle } from "../../../base/scheduler.js";
import { text } from "../../../catalogue/strings.js";
import { studyText } from "../../../catalogue/strings.later.js";
import { type Series, type SeriesAxes, SeriesChart } from "../../../charts/seriesChart.js";
import type { Ink } from "../../../drawing/ink.js";
import { createFigure, type Figure, legendOf, type Table } from "../../../panels/figure.js";
import { PinLegend, tracedLabel } from "../../../panels/pinLegend.js";
import type { Who } from "../../../protocol/snapshot.js";
import { formatNumber } from "../../../state/format.js";

const pause = 250; // ms between repaints
const tableRows = 15;

export class SeriesFigure {
  readonly figure: Figure;
  private readonly chart: SeriesChart;
  private shown: Series[] = [];
  private readonly pinLegend: PinLegend;
  private legend: HTMLElement | null = null;
  private legendOf = "";

  constructor(
    id: string,
    title: string,
    axes: SeriesAxes,
    private readonly words: (parts: string) => string,
    ink: Ink,
    private readonly scheduler: Scheduler,
  ) {
    this.figure = createFigure({
      scheduler,
      id,
      title,
      table: () => this.table(),
      columns: () =>
        this.shown.flatMap(({ who, pin, t, values }) => [
          { name: `t, ${tracedLabel(who, pin)}`, values: t },
          { name: `${title}, ${tracedLabel(who, pin)}`, values },
        ]),
    });
    this.figure.box.classList.add("series-box");
    this.pinLegend = new PinLegend(this.figure.head);
    this.chart = new SeriesChart(this.figure.canvas, ink, axes);
  }

  setInk(ink: Ink) {
    this.chart.setInk(ink);
  }

  readonly update = throttle(
    () => this.scheduler,
    pause,
    (series: Series[]) => {
      this.shown = series;
      this.showLegend(series.filter(({ pin }) => !pin).map(({ who }) => who));
      this.pinLegend.show(series.flatMap(({ pin }) => pin ?? []));
      this.chart.update(series);
      const parts = series.map(({ who, pin, values }) =>
        studyText.lastValue(
          tracedLabel(who, pin, false),
          formatNumber(Number(values[values.length - 1])),
        ),
      );
      this.figure.describe(this.words(parts.join(" ") || studyText.noValues));
      this.figure.refreshTable();
    },
  );

  private showLegend(whos: Who[]) {
    const key = whos.join();
    if (key === this.legendOf) return;
    this.legendOf = key;
    this.legend?.remove();
    this.legend = legendOf(whos.map((who) => ({ who })));
    this.figure.head.querySelector("h2")?.after(this.legend);
  }

  private table(): Table {
    const longest = [...this.shown].sort((a, b) => b.t.length - a.t.length)[0];
    const count = longest?.t.length ?? 0;
    const rows = [
      ...new Set(
        Array.from({ length: tableRows }, (_, i) =>
          Math.round((i / (tableRows - 1)) * (count - 1)),
        ),
      ),
    ].filter((row) => row >= 0);
    return {
      head: ["t", ...this.shown.map(({ who, pin }) => tracedLabel(who, pin))],
      rows: rows.map((row) => [
        formatNumber(Number(longest?.t[row])),
        ...this.shown.map(({ values }) =>
          row < values.length ? formatNumber(Number(values[row])) : text.none,
        ),
      ]),
    };
  }
}
