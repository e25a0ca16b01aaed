// Which chart stands on which canvas, and what every such canvas offers. Apart from Chart.js, which is large and comes
// later than what needs to know this.
import type { Chart, Point } from "chart.js";

export type LineChart = Chart<"line", Point[]>;

const standing = new WeakMap<HTMLCanvasElement, LineChart>();
const afterDrawing = new WeakMap<HTMLCanvasElement, () => void>();
const offering = new WeakSet<HTMLCanvasElement>();

export function standsOn(canvas: HTMLCanvasElement, chart: LineChart) {
  standing.set(canvas, chart);
}

export function chartOn(canvas: HTMLCanvasElement): LineChart | undefined {
  const chart = standing.get(canvas);
  return chart?.canvas ? chart : undefined; // a destroyed one has none
}

/** Frees the charts below an element: Chart.js keeps a list of all, which would keep their pictures. */
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

/** Values at the pointer and at the keys' place, as soon as somebody wants them. */
export function offerValues(canvas: HTMLCanvasElement) {
  if (offering.has(canvas)) return; // a chart is made anew with each theme
  offering.add(canvas);
  canvas.tabIndex = 0;
  // Who clicks on a slide goes on with the slide's keys.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  const begin = (event: Event) =>
    void import("./readOut.js").then(
      ({ readOutOf }) => readOutOf(canvas, event),
      () => {},
    );
  for (const name of ["pointermove", "focus"]) canvas.addEventListener(name, begin, { once: true });
}
