// Pictures that are finer than the screen asks for: for files and for paper.
import { demandSharpness, scaleOf, sharpness, stageOf } from "../drawing/stage.js";
import { chartOn } from "./canvases.js";

/**
 * Redraws pictures with at least `ratio` device pixels per CSS pixel; 1: as the screen wants them. One that cannot be
 * drawn does not keep the others from it; its error is thrown when all have had their turn.
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

/** Runs `act` while the pictures are so fine; the screen gets its own sharpness back, whatever happens. */
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
