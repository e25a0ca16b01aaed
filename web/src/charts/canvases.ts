// Which chart belongs to which canvas, and what every such canvas offers. Separate from Chart.js, which is large and
// loaded later than the modules that need this.
import type { Chart, ChartDataset, Point } from "chart.js";
import type { Slot } from "../state/pins.js";

export type LineChart = Chart<"line", Point[]>;
/** A pinned run's line carries markers. */
export type Line = ChartDataset<"line", Point[]> & {
  pin?: { slot: Slot; colour: string; paper: string };
};

const standing = new WeakMap<HTMLCanvasElement, LineChart>();
const afterDrawing = new WeakMap<HTMLCanvasElement, () => void>();

export function standsOn(canvas: HTMLCanvasElement, chart: LineChart) {
  standing.set(canvas, chart);
}

export function chartOn(canvas: HTMLCanvasElement): LineChart | undefined {
  const chart = standing.get(canvas);
  return chart?.canvas ? chart : undefined; // a destroyed chart has none
}

/** Destroys the charts below an element: Chart.js keeps a list of all charts, which would keep their canvases. */
export function destroyCharts(root: Element) {
  for (const canvas of root.querySelectorAll("canvas")) chartOn(canvas)?.destroy();
}

/** Called whenever a chart on the canvas has been drawn. */
export function onDrawn(canvas: HTMLCanvasElement, act: () => void) {
  afterDrawing.set(canvas, act);
}

export function isDrawn(canvas: HTMLCanvasElement) {
  afterDrawing.get(canvas)?.();
}
