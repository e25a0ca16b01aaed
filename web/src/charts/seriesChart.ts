// Several series against time, one for truth and each network, on linear or logarithmic axes.
import { dashes, type Ink, type Who } from "../canvas/ink.js";
import { axis, createLineChart, type LineChart, line, points } from "./base.js";
import { powerLabel } from "./lossChart.js";

export interface Series {
  who: Who;
  t: ArrayLike<number>;
  values: ArrayLike<number>;
}

export interface SeriesAxes {
  xTitle: string;
  xLogarithmic: boolean;
  yLogarithmic: boolean;
}

export class SeriesChart {
  private chart: LineChart;
  private shown: Series[] = [];

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private ink: Ink,
    private readonly axes: SeriesAxes,
  ) {
    this.chart = this.create();
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.chart.destroy();
    this.chart = this.create();
    this.update(this.shown);
  }

  /** Values that a logarithmic axis does not have are gaps. */
  update(series: Series[]) {
    this.shown = series;
    const positive = (value: number) => Number.isFinite(value) && value > 0;
    const keepY = this.axes.yLogarithmic ? positive : Number.isFinite;
    this.chart.data.datasets = series.map(({ who, t, values }, i) => ({
      ...line(this.ink[who], dashes[who], who === "truth" ? 3.5 : 2),
      order: -i, // the first lies lowest, where the others show it between their dashes
      data: points(t, values, keepY).filter(({ x }) => !this.axes.xLogarithmic || Number(x) > 0),
    }));
    this.chart.update("none");
  }

  dispose() {
    this.chart.destroy();
  }

  private create(): LineChart {
    const side = (title: string, isLogarithmic: boolean) => {
      const made = axis(this.ink, title);
      return isLogarithmic
        ? {
            type: "logarithmic",
            ...made,
            ticks: {
              ...made.ticks,
              callback: (value: number | string) => powerLabel(Number(value)),
            },
          }
        : { type: "linear", ...made };
    };
    const y = side("", this.axes.yLogarithmic);
    return createLineChart(this.canvas, [], {
      x: side(this.axes.xTitle, this.axes.xLogarithmic),
      y: { ...y, title: { ...y.title, display: false } },
    });
  }
}
