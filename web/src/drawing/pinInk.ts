// The style of pinned runs beside the current ones: the network's colour mixed with the paper, a thinner line, and, as
// colour alone must not carry meaning, a dash and an open marker for each of the pins.

import type { Who } from "../protocol/snapshot.js";
import type { Slot } from "../state/pins.js";
import type { Ink } from "./ink.js";

/** The markers as text characters. */
export const pinGlyphs: Record<Slot, string> = { 0: "×", 1: "+", 2: "○" };
export const pinDashes: Record<Slot, number[]> = { 0: [14, 4], 1: [5, 5], 2: [1.5, 3.5] };
export const pinWidth = 1.5; // px
/** Remaining share of the network's colour: gives a contrast of at least 2 to the background in both themes. */
const share = 0.62;

/** A network's colour in a pinned run; a system colour (forced colours) stays as it is. */
export function pale(ink: Ink, who: Who): string {
  const [own, paper] = [channels(ink[who]), channels(ink.paper)];
  if (!own || !paper) return ink[who];
  const mixed = own.map((value, i) => Math.round(share * value + (1 - share) * (paper[i] ?? 0)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] | null {
  const found = colour.match(/^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i);
  return found ? found.slice(1).map((pair) => Number.parseInt(pair, 16)) : null;
}

/** A cross, a plus or a ring, on a halo of paper so that lines below do not hide it. */
export function drawPinMarker(
  g: CanvasRenderingContext2D,
  slot: Slot,
  x: number,
  y: number,
  size: number,
  colour: string,
  paper: string,
) {
  g.save();
  g.setLineDash([]);
  g.globalAlpha = 1;
  for (const [stroke, width] of [
    [paper, 4],
    [colour, 1.75],
  ] as const) {
    g.strokeStyle = stroke;
    g.lineWidth = width;
    g.beginPath();
    outline(g, slot, x, y, size);
    g.stroke();
  }
  g.restore();
}

function outline(g: CanvasRenderingContext2D, slot: Slot, x: number, y: number, size: number) {
  switch (slot) {
    case 0:
    case 1: {
      const [a, b] = slot === 0 ? [size * 0.8, size * 0.8] : [size, 0];
      g.moveTo(x - a, y - b);
      g.lineTo(x + a, y + b);
      g.moveTo(x + b, y - a);
      g.lineTo(x - b, y + a);
      return;
    }
    case 2:
      g.arc(x, y, size * 0.8, 0, 2 * Math.PI);
      return;
    default:
      slot satisfies never;
  }
}
