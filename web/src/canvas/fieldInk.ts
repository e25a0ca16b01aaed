// How energies and fields on a grid are drawn in a plane: contours and arrows.

import type { Scale } from "../drawing/scale.js";
import type { Grid } from "../protocol/snapshot.js";
import { contourSegments } from "./contours.js";

export const contourCount = 9;
const arrowSpacing = 34; // px

export interface ContourLook {
  color: string;
  dash: number[];
  width: number;
  alpha: number;
}

export function paintContours(
  g: CanvasRenderingContext2D,
  grid: Grid,
  levels: number[],
  offset: number,
  x: Scale,
  y: Scale,
  { color, dash, width, alpha }: ContourLook,
) {
  const dx = (x.to - x.from) / (grid.columns - 1);
  const dy = (y.to - y.from) / (grid.rows - 1);
  g.save();
  g.strokeStyle = color;
  g.lineWidth = width;
  g.globalAlpha = alpha;
  g.setLineDash(dash);
  g.beginPath();
  for (const level of levels) {
    const s = contourSegments(grid.energy, grid.columns, grid.rows, level - offset);
    for (const polyline of chain(s)) {
      polyline.forEach(([column, row], i) => {
        const px = x.from + column * dx;
        const py = y.from + row * dy;
        if (i === 0) g.moveTo(px, py);
        else g.lineTo(px, py);
      });
    }
  }
  g.stroke();
  g.restore();
}

/** One field as arrows; the longest ones just fit beside each other. */
export function paintArrows(
  g: CanvasRenderingContext2D,
  grid: Grid,
  color: string,
  x: Scale,
  y: Scale,
  spacing = arrowSpacing,
) {
  const stepX = Math.max(1, Math.round(spacing / ((x.to - x.from) / (grid.columns - 1))));
  const stepY = Math.max(1, Math.round(spacing / ((y.from - y.to) / (grid.rows - 1))));
  let longest = 0;
  for (let i = 0; i < grid.dx.length; i++) {
    const size = Math.hypot(grid.dx[i] as number, grid.dy[i] as number);
    if (Number.isFinite(size)) longest = Math.max(longest, size);
  }
  if (longest === 0) return;
  g.save();
  g.strokeStyle = color;
  g.globalAlpha = 0.6;
  g.lineWidth = 1.4;
  g.setLineDash([]);
  g.beginPath();
  for (let row = Math.floor(stepY / 2); row < grid.rows; row += stepY) {
    for (let column = Math.floor(stepX / 2); column < grid.columns; column += stepX) {
      const i = row * grid.columns + column;
      const scale = (spacing * 0.8) / longest;
      const vx = (grid.dx[i] as number) * scale;
      const vy = -(grid.dy[i] as number) * scale;
      if (!Number.isFinite(vx + vy)) continue;
      const px = x.from + (column / (grid.columns - 1)) * (x.to - x.from) - vx / 2;
      const py = y.from + (row / (grid.rows - 1)) * (y.to - y.from) - vy / 2;
      arrow(g, px, py, vx, vy);
    }
  }
  g.stroke();
  g.restore();
}

/** Joins segments that share an end, so that dashes run along a contour instead of starting in every cell. */
export function chain(segments: number[]): [number, number][][] {
  // One number for both, exact for grids of up to 1000 columns and rows: strings would take three times as long.
  const key = (a: number, b: number) => Math.round(a * 1e5) * 1e8 + Math.round(b * 1e5);
  const ends = new Map<number, number[]>();
  const count = segments.length / 4;
  for (let i = 0; i < count; i++) {
    for (const end of [0, 2]) {
      const name = key(segments[4 * i + end] as number, segments[4 * i + end + 1] as number);
      const list = ends.get(name);
      if (list) list.push(i);
      else ends.set(name, [i]);
    }
  }
  const used = new Uint8Array(count);
  const grow = (line: [number, number][]) => {
    for (;;) {
      const [a, b] = line[line.length - 1] as [number, number];
      const here = key(a, b);
      const next = ends.get(here)?.find((i) => !used[i]);
      if (next === undefined) return;
      used[next] = 1;
      const s = segments.slice(4 * next, 4 * next + 4) as [number, number, number, number];
      line.push(key(s[0], s[1]) === here ? [s[2], s[3]] : [s[0], s[1]]);
    }
  };
  const lines: [number, number][][] = [];
  for (let i = 0; i < count; i++) {
    if (used[i]) continue;
    used[i] = 1;
    const s = segments.slice(4 * i, 4 * i + 4) as [number, number, number, number];
    const line: [number, number][] = [
      [s[0], s[1]],
      [s[2], s[3]],
    ];
    grow(line);
    line.reverse();
    grow(line);
    lines.push(line);
  }
  return lines;
}

function arrow(g: CanvasRenderingContext2D, x: number, y: number, vx: number, vy: number) {
  const length = Math.hypot(vx, vy);
  const head = Math.min(5, length * 0.45);
  const angle = Math.atan2(vy, vx);
  g.moveTo(x, y);
  g.lineTo(x + vx, y + vy);
  for (const side of [-0.5, 0.5]) {
    g.moveTo(x + vx, y + vy);
    g.lineTo(x + vx - head * Math.cos(angle + side), y + vy - head * Math.sin(angle + side));
  }
}
