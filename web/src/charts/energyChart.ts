// Energy along the displayed trajectories over time, with a cursor at the time of the animation. The cursor is a
// separate element above the chart, so moving it repaints nothing.

import { text } from "../catalogue/strings.js";
import { dashes, type Ink } from "../drawing/ink.js";
import { everyone, type Rollout } from "../protocol/snapshot.js";
import type { EnergyKind } from "../state/experiment.js";
import type { Pinned } from "../state/pins.js";
import { axis, createLineChart, InkedChart, line, pinnedLine, points, seriesName } from "./base.js";
import type { Line, LineChart } from "./canvases.js";
import { energyAlong } from "./energyAlong.js";
import { type EnergyData, energyRange } from "./energyRange.js";
import { exitsOf } from "./exits.js";

/** A time interval to shade. */
export interface Span {
  from: number;
  to: number;
}

export class EnergyChart extends InkedChart {
  private data: EnergyData = {};
  private kind: EnergyKind = "total";
  private duration = 1;
  private unit = "";
  private time = 0;

  private readonly cursor = overlaid("cursor");
  private readonly band = overlaid("band");
  private span: Span | null = null;
  private pins: readonly Pinned<Rollout>[] = [];

  /** `box` holds the canvas; the cursor is laid over it. */
  constructor(canvas: HTMLCanvasElement, box: HTMLElement, ink: Ink) {
    super(ink, (colours) => create(canvas, colours));
    this.band.hidden = true;
    box.append(this.band, this.cursor);
  }

  protected refill() {
    this.update(this.data, this.kind, this.duration, this.unit, this.span, this.pins);
  }

  update(
    data: EnergyData,
    kind: EnergyKind,
    duration: number,
    unit: string,
    span: Span | null = null,
    pins: readonly Pinned<Rollout>[] = [],
  ) {
    if (this.isGone) return;
    this.span = span;
    this.pins = pins;
    this.unit = unit;
    this.data = data;
    this.kind = kind;
    this.duration = duration;
    everyone.forEach((who, i) => {
      const path = data[who];
      (this.chart.data.datasets[i] as Line).data = path
        ? points(path.t, energyAlong(path, kind, who))
        : [];
    });
    this.chart.data.datasets.splice(
      everyone.length,
      Number.POSITIVE_INFINITY,
      ...pins.map(({ who, pin, value }) =>
        pinnedLine(this.ink, who, pin, points(value.t, energyAlong(value, kind, who))),
      ),
    );
    const range = energyRange(data, kind, pins);
    const { x, y } = this.chart.options.scales ?? {};
    if (x) Object.assign(x, { max: duration, title: { ...titleOf(x), text: text.timeAxis(unit) } });
    if (y)
      Object.assign(y, {
        min: range.min,
        max: range.max,
        ticks: { ...y.ticks, stepSize: range.step },
      });
    this.chart.update("none");
    this.placeBand();
    this.setTime(this.time);
  }

  setTime(time: number) {
    this.time = time;
    if (this.isGone) return;
    const { x, y } = this.chart.scales;
    if (!x || !y) return;
    const place = x.getPixelForValue(Math.min(this.duration, Math.max(0, time)));
    this.cursor.style.transform = `translate(${place}px, ${y.top}px)`;
    this.cursor.style.height = `${y.bottom - y.top}px`;
  }

  private placeBand() {
    const { x, y } = this.chart.scales;
    this.band.hidden = this.span === null;
    if (!x || !y || !this.span) return;
    const { from, to } = this.span;
    const [left, right] = [x.getPixelForValue(from), x.getPixelForValue(to)];
    Object.assign(this.band.style, {
      transform: `translate(${left}px, ${y.top}px)`,
      width: `${Math.max(1, right - left)}px`,
      height: `${y.bottom - y.top}px`,
    });
  }
}

function create(canvas: HTMLCanvasElement, ink: Ink): LineChart {
  const lines = everyone.map((who, i) => ({
    ...line(ink[who], dashes[who], who === "truth" ? 4 : 2),
    label: seriesName(who),
    order: -i, // the first is lowest, visible between the dashes of the others
  }));
  const y = axis(ink, text.energyAxis);
  const scales = {
    x: { type: "linear", min: 0, ...axis(ink, text.timeAxis("")) },
    y: { type: "linear", ...y, title: { ...y.title, display: false } },
  };
  return createLineChart(canvas, lines, scales, markExits);
}

const exitSize = 5; // px
const mostExits = 3; // of a line

/** An arrowhead where a line leaves the chart at the top or bottom. */
function markExits(chart: LineChart) {
  const { ctx: g, chartArea } = chart;
  chart.data.datasets.forEach(({ borderColor }, i) => {
    const places = exitsOf(chart.getDatasetMeta(i).data, chartArea).slice(0, mostExits);
    g.fillStyle = String(borderColor);
    for (const { x, isAbove } of places) {
      const tip = isAbove ? chartArea.top : chartArea.bottom;
      const foot = tip + (isAbove ? 1.6 : -1.6) * exitSize;
      g.beginPath();
      g.moveTo(x, tip);
      g.lineTo(x - exitSize, foot);
      g.lineTo(x + exitSize, foot);
      g.fill();
    }
  });
}

/** The size with which the chart was created; larger on a projector. */
const titleOf = (scale: object) => ("title" in scale ? (scale.title as object) : {});

function overlaid(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  element.setAttribute("aria-hidden", "true");
  return element;
}
