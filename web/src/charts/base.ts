// Shared by all charts: Chart.js with only the parts in use, colours and dashes of the theme, numbers in the
// page's notation. Data arrive ready-made ({x, y}, sorted); no animation, no point markers.
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  type Point,
  PointElement,
} from "chart.js";
import { whoText } from "../catalogue/strings.js";
import type { Ink } from "../drawing/ink.js";
import { drawPinMarker, pale, pinDashes, pinGlyphs, pinWidth } from "../drawing/pinInk.js";
import { tickLabels } from "../drawing/scale.js";
import { pictureZoom, scaleOf, sharpness } from "../drawing/stage.js";
import type { Contestant, Who } from "../protocol/snapshot.js";
import { formatCount, formatNumber, printed, superscript } from "../state/format.js";
import type { PinMark } from "../state/pins.js";
import { isDrawn, type Line, type LineChart, standsOn } from "./canvases.js";
import { offerValues } from "./offerValues.js";

Chart.register(LineController, LineElement, LinearScale, LogarithmicScale, PointElement);

export function line(color: string, dash: number[], width: number): Line {
  return {
    data: [],
    borderColor: color,
    borderDash: dash,
    borderWidth: width,
    borderJoinStyle: "round",
    pointRadius: 0,
    spanGaps: false,
  };
}

/** The label of a series: "HNN", or "HNN × noise 0.5". */
export function seriesName(who: Who, pin?: PinMark): string {
  const name = whoText(who).short;
  return pin ? `${name} ${pinGlyphs[pin.slot]} ${pin.name}` : name;
}

/** Chart.js draws the lowest order last. Pinned runs lie above the truth's broad line, below the present runs. */
const pinnedOrder = -0.5;
export const aboveAll = -1;
const markersOnLine = 6;
const pinMarkerSize = 4.5; // px

/** A pinned run's line: paler and thinner, with the pin's dash and markers. */
export function pinnedLine(ink: Ink, who: Contestant, mark: PinMark, data: Point[]): Line {
  const { slot } = mark;
  return {
    label: seriesName(who, mark),
    ...line(pale(ink, who), pinDashes[slot], pinWidth),
    data,
    order: pinnedOrder,
    pin: { slot, colour: ink[who], paper: ink.paper },
  };
}

/** Spread evenly over the line's visible part, each pin's a little aside, so that equal runs show both markers. */
function drawPinMarkers(chart: LineChart) {
  const { left, right, top, bottom } = chart.chartArea;
  chart.data.datasets.forEach((given, i) => {
    const { pin } = given as Line;
    if (!pin) return;
    const seen = chart
      .getDatasetMeta(i)
      .data.filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom);
    for (let k = 0; k < Math.min(markersOnLine, seen.length); k++) {
      const share = (k + 0.3 + 0.2 * pin.slot) / markersOnLine;
      const point = seen[Math.floor(share * seen.length)];
      if (point)
        drawPinMarker(chart.ctx, pin.slot, point.x, point.y, pinMarkerSize, pin.colour, pin.paper);
    }
  });
}

export function axis(ink: Ink, title: string) {
  return {
    title: { display: true, text: title, color: ink.text, font: { size: 12 }, padding: 2 },
    ticks: {
      color: ink.text,
      font: { size: 11 },
      maxRotation: 0,
      autoSkipPadding: 12,
      callback: (value: number | string, _: number, all: { value: number }[]) => {
        const step = all.length > 1 ? Math.abs((all[1]?.value ?? 0) - (all[0]?.value ?? 0)) : 1;
        return step < 1 ? tickLabels([Number(value)], step)[0] : formatCount(Number(value));
      },
    },
    grid: { color: ink.hairline, tickLength: 4 },
    border: { color: ink.faint },
  };
}

/** An axis for values over several powers of ten; its title is above the chart. */
export function logarithmicAxis(ink: Ink, title: string) {
  const plain = axis(ink, title);
  return {
    type: "logarithmic",
    ...plain,
    ticks: { ...plain.ticks, callback: (value: number | string) => powerLabel(Number(value)) },
  };
}

/** Likewise, with lines at 1, 2 and 5 × 10ⁿ; where both ends are such values (`roundedDecades`) they carry labels, too. */
export function roundedLogarithmicAxis(ink: Ink, title: string) {
  const plain = logarithmicAxis(ink, title);
  const callback = (value: number | string, i: number, all: { value: number }[]) =>
    powerLabel(Number(value)) || (isLabelledEnd(i, all) ? formatNumber(Number(value), 1) : "");
  return {
    ...plain,
    ticks: { ...plain.ticks, autoSkip: false, callback },
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = scale.ticks.filter(({ value }) => /^[125]e/.test(value.toExponential()));
    },
  };
}

/** A share of the axis below which two labels would touch. */
const labelRoom = 0.06;

function isLabelledEnd(i: number, all: { value: number }[]): boolean {
  if (i > 0 && i < all.length - 1) return false;
  const decades = Math.log10((all.at(-1)?.value ?? 1) / (all[0]?.value ?? 1));
  const place = Math.log10(all[i]?.value ?? 1);
  return Math.abs(place - Math.round(place)) > labelRoom * decades;
}

/** Labels powers of ten only. */
export function powerLabel(value: number): string {
  const exponent = Math.log10(value);
  if (Math.abs(exponent - Math.round(exponent)) > 1e-9) return "";
  return Math.abs(exponent) < 3
    ? printed(String(Number(value.toPrecision(1))))
    : `10${superscript(Math.round(exponent))}`;
}

/** A chart that is recreated when the colours change, because Chart.js keeps its initial colours. */
export abstract class InkedChart {
  protected chart: LineChart;

  constructor(
    protected ink: Ink,
    private readonly make: (ink: Ink) => LineChart,
  ) {
    this.chart = make(ink);
  }

  /** The surrounding lab has been disposed of; later data are ignored. */
  protected get isGone(): boolean {
    return !this.chart.canvas;
  }

  setInk(ink: Ink) {
    if (this.isGone) return;
    this.ink = ink;
    this.chart.destroy();
    this.chart = this.make(ink);
    this.refill();
  }

  dispose() {
    this.chart.destroy();
  }

  /** Shows the current data in a new chart. */
  protected abstract refill(): void;
}

/** Axes with larger letters. */
function zoomed<Value>(value: Value, zoom: number): Value {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    key === "font" ? { ...one, size: Math.round(one.size * zoom) } : zoomed(one, zoom),
  ]);
  return Object.fromEntries(entries) as Value;
}

export function createLineChart(
  canvas: HTMLCanvasElement,
  lines: Line[],
  scales: Record<string, object>,
  drawOver: (chart: LineChart) => void = () => {},
): LineChart {
  offerValues(canvas);
  const zoom = pictureZoom(canvas);
  for (const one of lines) {
    one.borderWidth = Number(one.borderWidth) * zoom;
    one.borderDash = (one.borderDash as number[]).map((length) => length * zoom);
  }
  const chart = new Chart<"line", Point[]>(canvas, {
    type: "line",
    plugins: [
      {
        id: "over",
        afterDatasetsDraw: (chart) => {
          drawPinMarkers(chart as LineChart);
          drawOver(chart as LineChart);
        },
        afterRender: () => isDrawn(canvas),
      },
    ],
    data: { datasets: lines },
    options: {
      parsing: false,
      normalized: true,
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      devicePixelRatio: sharpness(scaleOf(canvas)),
      resizeDelay: 50,
      events: [],
      elements: { line: { tension: 0 } },
      layout: { padding: { right: 6, top: 4 } },
      scales: zoom === 1 ? scales : zoomed(scales, zoom),
    },
  });
  // Chart.js updates some time after a change of size, when the chart may have been destroyed.
  const update = chart.update.bind(chart);
  chart.update = (mode) => {
    if (chart.canvas) update(mode);
  };
  standsOn(canvas, chart);
  return chart;
}

/** Finite points only; a gap where a value is missing. */
export function points(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  keep: (y: number) => boolean = Number.isFinite,
): Point[] {
  const list: Point[] = [];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const value = y[i] as number;
    list.push({ x: x[i] as number, y: keep(value) ? value : Number.NaN });
  }
  return list;
}
