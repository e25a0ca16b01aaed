// Training and test loss of all networks on a logarithmic axis.
import { dashes, type Ink } from "../canvas/ink.js";
import { text } from "../catalogue/strings.js";
import { type Contestant, contestants, type LossCurve } from "../protocol/snapshot.js";
import { superscript } from "../state/format.js";
import { axis, createLineChart, type Line, type LineChart, line, points } from "./base.js";

export type LossData = Partial<Record<Contestant, LossCurve | undefined>>;

export class LossChart {
  private chart: LineChart;
  private data: LossData = {};
  private steps = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private ink: Ink,
  ) {
    this.chart = this.create();
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.chart.destroy();
    this.chart = this.create();
    this.update(this.data, this.steps);
  }

  /** `steps`: where the axis ends. */
  update(data: LossData, steps: number) {
    this.data = data;
    this.steps = steps;
    const positive = (loss: number) => Number.isFinite(loss) && loss > 0; // a log axis has no zero
    contestants.forEach((who, i) => {
      const curve = data[who];
      const [train, test] = this.chart.data.datasets.slice(2 * i, 2 * i + 2) as [Line, Line];
      train.data = curve ? points(curve.step, curve.train, positive) : [];
      test.data = curve ? points(curve.step, curve.test, positive) : [];
    });
    const x = this.chart.options.scales?.x;
    if (x) x.max = steps;
    this.chart.update("none");
  }

  dispose() {
    this.chart.destroy();
  }

  private create(): LineChart {
    const lines = contestants.flatMap((who) => [
      { ...line(this.ink[who], [1, 2], 1.25), label: "train" },
      { ...line(this.ink[who], dashes[who], 2.25), label: "test" },
    ]);
    const y = axis(this.ink, text.lossChart);
    return createLineChart(this.canvas, lines, {
      x: { type: "linear", min: 0, ...axis(this.ink, text.trainingStep) },
      y: {
        type: "logarithmic",
        ...y,
        title: { ...y.title, display: false },
        suggestedMin: 0.01,
        suggestedMax: 1,
        ticks: { ...y.ticks, callback: (value: number | string) => powerLabel(Number(value)) },
      },
    });
  }
}

/** Powers of ten only; the lines between them speak for themselves. */
export function powerLabel(value: number): string {
  const exponent = Math.log10(value);
  if (Math.abs(exponent - Math.round(exponent)) > 1e-9) return "";
  return Math.abs(exponent) < 3
    ? String(Number(value.toPrecision(1)))
    : `10${superscript(Math.round(exponent))}`;
}
