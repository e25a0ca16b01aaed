// The frame of a picture with two axes: ticks, numbers and symbols, and the scales that belong to it.
import type { Ink } from "../drawing/ink.js";
import { type Scale, tickLabels, tickStep, ticks, toPixel } from "../drawing/scale.js";

export interface Range {
  min: number;
  max: number;
}

/** Room for numbers and symbols on the left and below, in CSS pixels. */
export function plotScales(
  width: number,
  height: number,
  x: Range,
  y: Range,
): { x: Scale; y: Scale } {
  return {
    x: { min: x.min, max: x.max, from: 46, to: width - 10 },
    y: { min: y.min, max: y.max, from: height - 38, to: 10 },
  };
}

/** Clips everything drawn afterwards to the frame. */
export function clipToFrame(g: CanvasRenderingContext2D, x: Scale, y: Scale) {
  g.beginPath();
  g.rect(x.from, y.to, x.to - x.from, y.from - y.to);
  g.clip();
}

export function paintAxes(
  g: CanvasRenderingContext2D,
  ink: Ink,
  x: Scale,
  y: Scale,
  labels: { x: string; y: string },
) {
  g.save();
  g.strokeStyle = ink.faint;
  g.fillStyle = ink.text;
  g.lineWidth = 1;
  g.font = `12px ${ink.font}`;
  g.strokeRect(x.from + 0.5, y.to + 0.5, x.to - x.from - 1, y.from - y.to - 1);
  const xCount = Math.max(2, Math.floor((x.to - x.from) / 60));
  const xTicks = ticks(x.min, x.max, xCount);
  const xNames = tickLabels(xTicks, tickStep(x.min, x.max, xCount));
  g.textAlign = "center";
  g.textBaseline = "top";
  xTicks.forEach((value, i) => {
    const px = Math.round(toPixel(x, value)) + 0.5;
    line(g, px, y.from, px, y.from + 4);
    g.fillText(xNames[i] as string, px, y.from + 6);
  });
  const yCount = Math.max(2, Math.floor((y.from - y.to) / 45));
  const yTicks = ticks(y.min, y.max, yCount);
  const yNames = tickLabels(yTicks, tickStep(y.min, y.max, yCount));
  g.textAlign = "right";
  g.textBaseline = "middle";
  yTicks.forEach((value, i) => {
    const py = Math.round(toPixel(y, value)) + 0.5;
    line(g, x.from - 4, py, x.from, py);
    g.fillText(yNames[i] as string, x.from - 7, py);
  });
  g.font = `italic 13px ${ink.font}`;
  g.textAlign = "center";
  g.textBaseline = "bottom";
  g.fillText(labels.x, (x.from + x.to) / 2, y.from + 37);
  g.translate(2, (y.from + y.to) / 2);
  g.rotate(-Math.PI / 2);
  g.textBaseline = "top";
  g.fillText(labels.y, 0, 0);
  g.restore();
}

/** Positions on both axes have equal scales, so the axis with spare room shows a larger range. */
export function sameUnit(x: Scale, y: Scale): { x: Scale; y: Scale } {
  const pixel = Math.max((x.max - x.min) / (x.to - x.from), (y.max - y.min) / (y.from - y.to));
  const widened = (scale: Scale): Scale => {
    const middle = (scale.min + scale.max) / 2;
    const half = (pixel * Math.abs(scale.to - scale.from)) / 2;
    return { ...scale, min: middle - half, max: middle + half };
  };
  return { x: widened(x), y: widened(y) };
}

/** Limits coordinates: a diverging path must not produce astronomically long dashed lines. */
export function clampPixel(pixel: number): number {
  return Number.isFinite(pixel) ? Math.min(1e4, Math.max(-1e4, pixel)) : 1e4;
}

export function line(g: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number) {
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
}
