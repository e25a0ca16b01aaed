// Pictures that are finer than the screen asks for: for files and for paper.
import { demandSharpness, scaleOf, sharpness, stageOf } from "../drawing/stage.js";
import { chartOn } from "./canvases.js";

/** Draws pictures anew at once, with at least so many device pixels per CSS pixel; 1: as the screen wants them. */
export function sharpen(canvases: Iterable<HTMLCanvasElement>, ratio: number) {
  demandSharpness(ratio);
  for (const canvas of canvases) {
    stageOf(canvas)?.repaint();
    const chart = chartOn(canvas);
    if (!chart || canvas.clientWidth === 0) continue;
    chart.options.devicePixelRatio = sharpness(scaleOf(canvas));
    chart.resize();
    chart.update("none");
  }
}
