// Training and test loss of the trained networks, on a logarithmic axis.

import { text } from "../catalogue/strings.js";
import { dashes, type Ink } from "../drawing/ink.js";
import { roundedDecades } from "../drawing/scale.js";
import type { Contestant, LossCurve } from "../protocol/snapshot.js";
import type { Pinned } from "../state/pins.js";
import {
  aboveAll,
  axis,
  createLineChart,
  InkedChart,
  line,
  pinnedLine,
  points,
  roundedLogarithmicAxis,
  seriesName,
} from "./base.js";
import type { Line, LineChart } from "./canvases.js";

export type LossData = Partial<Record<Contestant, LossCurve | undefined>>;

export class LossChart extends InkedChart {
  private data: LossData = {};
  private steps = 0;
  private pins: readonly Pinned<LossCurve>[] = [];

  constructor(
    canvas: HTMLCanvasElement,
    ink: Ink,
    private readonly whos: readonly Contestant[],
  ) {
    super(ink, (colours) => create(canvas, colours, whos));
  }

  /** `steps`: where the axis ends, unless a pinned run goes further. Of pinned runs the test loss is shown. */
  update(data: LossData, steps: number, pins: readonly Pinned<LossCurve>[] = []) {
    if (this.isGone) return;
    this.data = data;
    this.steps = steps;
    this.pins = pins;
    const positive = (loss: number) => Number.isFinite(loss) && loss > 0; // a log axis has no zero
    this.whos.forEach((who, i) => {
      const curve = data[who];
      const [train, test] = this.chart.data.datasets.slice(2 * i, 2 * i + 2) as [Line, Line];
      train.data = curve ? points(curve.step, curve.train, positive) : [];
      test.data = curve ? points(curve.step, curve.test, positive) : [];
    });
    this.chart.data.datasets.splice(
      2 * this.whos.length,
      Number.POSITIVE_INFINITY,
      ...pins.map(({ who, pin, value }) =>
        pinnedLine(this.ink, who, pin, points(value.step, value.test, positive)),
      ),
    );
    const { x, y } = this.chart.options.scales ?? {};
    if (x) x.max = Math.max(steps, ...pins.map(({ value }) => value.step.at(-1) ?? 0));
    if (y) Object.assign(y, this.range());
    this.chart.update("none");
  }

  /** Of everything that is drawn. */
  private range() {
    const shown = this.chart.data.datasets.flatMap(({ data }) => data.map(({ y }) => Number(y)));
    const finite = shown.filter(Number.isFinite);
    return finite.length > 0 ? roundedDecades(Math.min(...finite), Math.max(...finite)) : empty;
  }

  protected refill() {
    this.update(this.data, this.steps, this.pins);
  }
}

/** Before there is a loss. */
const empty = { min: 0.01, max: 1 };

function create(canvas: HTMLCanvasElement, ink: Ink, whos: readonly Contestant[]): LineChart {
  const lines = whos.flatMap((who) => [
    {
      ...line(ink[who], [1, 2], 1.25),
      label: `${seriesName(who)}, ${text.lossTrain}`,
      order: aboveAll,
    },
    {
      ...line(ink[who], dashes[who], 2.25),
      label: `${seriesName(who)}, ${text.lossTest}`,
      order: aboveAll,
    },
  ]);
  const y = roundedLogarithmicAxis(ink, text.lossChart);
  return createLineChart(canvas, lines, {
    x: { type: "linear", min: 0, ...axis(ink, text.trainingStep) },
    y: {
      ...y,
      title: { ...y.title, display: false },
      ...empty,
    },
  });
}
