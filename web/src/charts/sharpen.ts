// Plots at a higher resolution than the screen, for files and printing.
import { demandSharpness, scaleOf, sharpness, stageOf } from "../drawing/stage.js";
import { chartOn } from "./canvases.js";

/**
 * Redraws pictures with at least `ratio` device pixels per CSS pixel; 1: the screen's own. A plot
 * that cannot be drawn does not prevent the others; its error is thrown at the end.
 */
export function sharpen(canvases: Iterable<HTMLCanvasElement>, ratio: number) {
  demandSharpness(ratio);
  const errors: unknown[] = [];
  for (const canvas of canvases) {
    try {
      redraw(canvas);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** Runs `act` at that resolution and restores the screen's own, also after an error. */
export function whileSharp<Value>(
  canvases: readonly HTMLCanvasElement[],
  ratio: number,
  act: () => Value,
): Value {
  try {
    sharpen(canvases, ratio);
    return act();
  } finally {
    sharpen(canvases, 1);
  }
}

function redraw(canvas: HTMLCanvasElement) {
  stageOf(canvas)?.repaint();
  const chart = chartOn(canvas);
  if (!chart || canvas.clientWidth === 0) return;
  chart.options.devicePixelRatio = sharpness(scaleOf(canvas));
  chart.resize();
  chart.update("none");
}
