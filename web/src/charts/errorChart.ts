// Test loss over training time, both axes logarithmic: a curve for each trained network, a marker for each solved
// network, with a thin line at its level for comparison.

import { text } from "../catalogue/strings.js";
import { dashes, drawMarker, type Ink } from "../drawing/ink.js";
import type { Contestant } from "../protocol/snapshot.js";
import type { PinMark } from "../state/pins.js";
import {
  aboveAll,
  createLineChart,
  InkedChart,
  line,
  logarithmicAxis,
  pinnedLine,
  points,
  seriesName,
} from "./base.js";
import type { LineChart } from "./canvases.js";

export interface ErrorSeries {
  who: Contestant;
  /** Of a pinned run. */
  pin?: PinMark;
  solvedAtOnce: boolean;
  seconds: ArrayLike<number>;
  losses: ArrayLike<number>;
}

const markerSize = 5; // px
/** s; the axis is at least this long. */
const shortest = { from: 0.01, to: 10 };

export class ErrorChart extends InkedChart {
  private shown: readonly ErrorSeries[] = [];

  constructor(canvas: HTMLCanvasElement, ink: Ink) {
    const markers: Markers = { of: [], ink };
    super(ink, (colours) => {
      markers.ink = colours;
      return create(canvas, colours, markers);
    });
    this.markers = markers;
  }
  private readonly markers: Markers;

  protected refill() {
    this.update(this.shown);
  }

  update(series: readonly ErrorSeries[]) {
    if (this.isGone) return;
    this.shown = series;
    const last = Math.max(shortest.to, ...series.flatMap(({ seconds }) => Array.from(seconds)));
    this.chart.data.datasets = series.map(({ who, pin, solvedAtOnce, seconds, losses }) => {
      const known = points(seconds, losses, (loss) => Number.isFinite(loss) && loss > 0).filter(
        ({ x }) => Number(x) > 0,
      );
      if (pin) return pinnedLine(this.ink, who, pin, known);
      const level = solvedAtOnce ? known.map(({ y }) => ({ x: last, y })) : [];
      return {
        ...line(this.ink[who], dashes[who], solvedAtOnce ? 1.25 : 2.25),
        label: seriesName(who),
        data: [...known, ...level],
        order: aboveAll,
      };
    });
    this.markers.of = series.map(({ who, pin, solvedAtOnce }) =>
      solvedAtOnce && !pin ? who : null,
    );
    const x = this.chart.options.scales?.x;
    if (x) x.max = last;
    this.chart.update("none");
  }
}

/** By data set; null where there is none. */
interface Markers {
  of: (Contestant | null)[];
  ink: Ink;
}

function create(canvas: HTMLCanvasElement, ink: Ink, markers: Markers): LineChart {
  const y = logarithmicAxis(ink, text.testLoss);
  const scales = {
    x: { ...logarithmicAxis(ink, text.secondsAxis), suggestedMin: shortest.from },
    y: { ...y, title: { ...y.title, display: false }, suggestedMin: 0.01, suggestedMax: 1 },
  };
  return createLineChart(canvas, [], scales, (chart) => {
    markers.of.forEach((who, i) => {
      const [point] = who ? chart.getDatasetMeta(i).data : [];
      if (who && point) drawMarker(chart.ctx, who, point.x, point.y, markerSize, markers.ink);
    });
  });
}
