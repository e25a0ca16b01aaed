// Error against time: test loss against seconds, for networks trained step by step and for
// solved ones, with the explanation of the second method.

import { make } from "../../../base/dom.js";
import { type Scheduler, throttle } from "../../../base/scheduler.js";
import { solveText, text } from "../../../catalogue/strings.js";
import { errorChartText } from "../../../catalogue/strings.later.js";
import type { ErrorChart, ErrorSeries } from "../../../charts/errorChart.js";
import { LateChart } from "../../../charts/lateChart.js";
import type { Ink } from "../../../drawing/ink.js";
import { createFigure, type Figure, type Table } from "../../../panels/figure.js";
import { PinLegend, tracedLabel } from "../../../panels/pinLegend.js";
import { contestants } from "../../../protocol/snapshot.js";
import { formatNumber } from "../../../state/format.js";
import { pinned } from "../../../state/pins.js";
import type { ViewScene } from "../../view.js";

const pause = 300; // ms between repaints
const rowsEach = 6;

export class ErrorFigure {
  readonly figure: Figure;
  private readonly chart: LateChart<ErrorChart>;
  private shown: ErrorSeries[] = [];
  private readonly pinLegend: PinLegend;

  constructor(
    ink: Ink,
    private readonly scheduler: Scheduler,
  ) {
    this.figure = createFigure({
      scheduler,
      id: "error-chart",
      title: errorChartText.chart,
      legend: contestants.map((who) => ({ who })),
      table: () => this.table(),
      columns: () =>
        this.shown.flatMap(({ who, pin, seconds, losses }) => [
          { name: `${text.secondsAxis}, ${tracedLabel(who, pin)}`, values: seconds },
          { name: `${text.testLoss}, ${tracedLabel(who, pin)}`, values: losses },
        ]),
    });
    this.figure.element.dataset.for = "solved";
    this.pinLegend = new PinLegend(this.figure.head);
    this.figure.foot.append(make("p", { class: "small" }, solveText.why));
    const { canvas, box } = this.figure;
    this.chart = new LateChart(canvas, box, ink, scheduler, async () => {
      const { ErrorChart } = await import("../../../charts/charts.js");
      return (colours) => new ErrorChart(canvas, colours);
    });
  }

  setInk(ink: Ink) {
    this.chart.setInk(ink);
  }

  readonly update = throttle(
    () => this.scheduler,
    pause,
    (scene: ViewScene) => {
      this.shown = seriesOf(scene);
      const { shown } = this;
      this.chart.tell("data", (chart) => chart.update(shown));
      this.pinLegend.show(this.shown.flatMap(({ pin }) => pin ?? []));
      this.figure.describe(this.words());
      this.figure.refreshTable();
    },
  );

  private words(): string {
    const parts = this.shown.map(({ who, pin, seconds, losses }) => {
      const last = seconds.length - 1;
      return errorChartText.value(
        tracedLabel(who, pin, false),
        formatNumber(Number(losses[last])),
        formatNumber(Number(seconds[last]), 2),
      );
    });
    return errorChartText.alt(parts.join(" ") || text.lossAltEmpty);
  }

  private table(): Table {
    return {
      head: [errorChartText.network, text.secondsAxis, text.testLoss],
      rows: this.shown.flatMap(({ who, pin, seconds, losses }) =>
        picks(seconds.length).map((i) => [
          tracedLabel(who, pin),
          formatNumber(Number(seconds[i])),
          formatNumber(Number(losses[i])),
        ]),
      ),
    };
  }
}

/** Of those with known training time. */
function seriesOf(scene: ViewScene): ErrorSeries[] {
  const present = scene.contestants.flatMap((who) => {
    const curve = scene.curves[who];
    const { solvedAtOnce } = scene.runs[who];
    return curve ? [{ who, solvedAtOnce, curve }] : [];
  });
  const others = pinned(scene.pins, scene.contestants, ({ curve, solvedAtOnce }) =>
    curve ? { solvedAtOnce, curve } : null,
  ).map(({ who, pin, value }) => ({ who, pin, ...value }));
  return [...present, ...others]
    .filter(({ curve }) => Number.isFinite(curve.seconds.at(-1)))
    .map(({ curve, ...rest }) => ({ ...rest, seconds: curve.seconds, losses: curve.test }));
}

/** Some of `count` indices, including the first and the last. */
function picks(count: number): number[] {
  const spread = Array.from({ length: Math.min(count, rowsEach) }, (_, i) =>
    Math.round((i / Math.max(1, Math.min(count, rowsEach) - 1)) * (count - 1)),
  );
  return [...new Set(spread)];
}
