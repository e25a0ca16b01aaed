// Several series against time, one for truth and each network, on linear or logarithmic axes.
import { dashes, type Ink } from "../drawing/ink.js";
import type { Contestant, Who } from "../protocol/snapshot.js";
import type { PinMark } from "../state/pins.js";
import {
  axis,
  createLineChart,
  InkedChart,
  line,
  logarithmicAxis,
  pinnedLine,
  points,
  seriesName,
} from "./base.js";
import type { LineChart } from "./canvases.js";

export interface Series {
  who: Who;
  /** Of a pinned run; then `who` is a network. */
  pin?: PinMark;
  t: ArrayLike<number>;
  values: ArrayLike<number>;
}

export interface SeriesAxes {
  xTitle: string;
  xLogarithmic: boolean;
  yLogarithmic: boolean;
}

export class SeriesChart extends InkedChart {
  private shown: Series[] = [];

  constructor(
    canvas: HTMLCanvasElement,
    ink: Ink,
    private readonly axes: SeriesAxes,
  ) {
    super(ink, (colours) => create(canvas, colours, axes));
  }

  protected refill() {
    this.update(this.shown);
  }

  /** Values that a logarithmic axis cannot show become gaps. */
  update(series: Series[]) {
    if (this.isGone) return;
    this.shown = series;
    const positive = (value: number) => Number.isFinite(value) && value > 0;
    const keepY = this.axes.yLogarithmic ? positive : Number.isFinite;
    this.chart.data.datasets = series.map(({ who, pin, t, values }, i) => {
      const data = points(t, values, keepY).filter(
        ({ x }) => !this.axes.xLogarithmic || Number(x) > 0,
      );
      if (pin) return pinnedLine(this.ink, who as Contestant, pin, data);
      return {
        ...line(this.ink[who], dashes[who], who === "truth" ? 3.5 : 2),
        label: seriesName(who),
        order: -i, // the first is lowest, visible between the dashes of the others
        data,
      };
    });
    this.chart.update("none");
  }
}

function create(canvas: HTMLCanvasElement, ink: Ink, axes: SeriesAxes): LineChart {
  const side = (title: string, isLogarithmic: boolean) =>
    isLogarithmic ? logarithmicAxis(ink, title) : { type: "linear", ...axis(ink, title) };
  const y = side("", axes.yLogarithmic);
  return createLineChart(canvas, [], {
    x: side(axes.xTitle, axes.xLogarithmic),
    y: { ...y, title: { ...y.title, display: false } },
  });
}
