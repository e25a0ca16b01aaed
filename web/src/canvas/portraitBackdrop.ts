// What lies behind the trajectories of a phase portrait: measured data, true and learned energy as contours, a field as
// arrows or its error as a map.

import type { Ink } from "../drawing/ink.js";
import { type Scale, toPixel } from "../drawing/scale.js";
import type { Grid, DataView as Samples, Who } from "../protocol/snapshot.js";
import { errorOverlay, type Overlay } from "../state/experiment.js";
import { wrapped } from "./angle.js";
import { clipToFrame, paintAxes } from "./axes.js";
import { contourLevels, energyOffset } from "./contours.js";
import { contourCount, paintArrows, paintContours } from "./fieldInk.js";

export interface PortraitFrame {
  xAxis: number;
  yAxis: number;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
  xLabel: string;
  yLabel: string;
  /** True for (q, p) of one degree of freedom: only then field and energy in the plane are complete. */
  plane: boolean;
  /** True for positions on both axes: circles must look like circles. */
  positions: boolean;
  /** Pairs of components drawn as further bodies (a projection shows them all). */
  others: [number, number][];
  /** The x axis is an angle: values that differ by 2π are the same position. */
  angle: boolean;
}

export interface BackdropData {
  frame: PortraitFrame;
  data: Samples | null;
  grids: Partial<Record<Who, Grid | undefined>>;
  overlay: Overlay;
}

const shownSamples = 700;
/** Field error, relative to the true field's root mean square, at which the map is fully coloured. */
export const fullError = 0.5;

/** A value on the x axis, wrapped into the picture. */
export function onAxis({ angle }: PortraitFrame, value: number): number {
  return angle ? wrapped(value) : value;
}

/** Contours of the true energy, and of the learned one at the same levels, or, without a truth, at its own. */
function paintEnergies(
  g: CanvasRenderingContext2D,
  ink: Ink,
  truth: Grid | undefined,
  learned: Grid | undefined,
  colour: string,
  x: Scale,
  y: Scale,
) {
  const measure = truth ?? learned;
  if (!measure || measure.energy.length === 0) return;
  const levels = contourLevels(measure.energy, contourCount);
  const thin = { color: ink.faint, dash: [], width: 1, alpha: 0.55 };
  if (truth) paintContours(g, truth, levels, 0, x, y, thin);
  if (!learned || learned.energy.length === 0) return;
  const offset = truth ? energyOffset(truth.energy, learned.energy) : 0;
  const dashed = { color: colour, dash: [5, 3], width: 1.25, alpha: 0.85 };
  paintContours(g, learned, levels, offset, x, y, dashed);
}

/** What rarely changes: everything behind the trajectories, with the axes. */
export function paintBackdrop(
  g: CanvasRenderingContext2D,
  now: BackdropData,
  ink: Ink,
  x: Scale,
  y: Scale,
) {
  const { overlay, grids, frame } = now;
  g.save();
  clipToFrame(g, x, y);
  const truth = grids.truth;
  const erring = errorOverlay(overlay);
  const isError = erring !== null;
  const shown = erring ?? (overlay as Who);
  if (frame.plane && isError && truth && grids[shown])
    paintError(g, truth, grids[shown], ink[shown], x, y);
  if (!isError) paintData(g, now, ink, x, y);
  const learned = isError || shown === "truth" ? undefined : grids[shown];
  if (frame.plane) paintEnergies(g, ink, truth, learned, ink[shown], x, y);
  const field = isError ? undefined : grids[shown];
  if (frame.plane && field) paintArrows(g, field, ink[shown], x, y);
  g.restore();
  paintAxes(g, ink, x, y, { x: frame.xLabel, y: frame.yLabel });
}

/** Samples as dots with their derivatives as strokes. */
function paintData(
  g: CanvasRenderingContext2D,
  { data, frame }: BackdropData,
  ink: Ink,
  x: Scale,
  y: Scale,
) {
  if (!data || data.test.length === 0) return;
  const count = data.test.length;
  const size = data.x.length / count;
  const every = Math.max(1, Math.ceil(count / shownSamples));
  let longest = 0;
  for (let i = 0; i < count; i += every) {
    longest = Math.max(
      longest,
      Math.hypot(
        data.dxdt[i * size + frame.xAxis] as number,
        data.dxdt[i * size + frame.yAxis] as number,
      ),
    );
  }
  const length = Math.min(26, (x.to - x.from) / 16);
  g.strokeStyle = ink.data;
  g.fillStyle = ink.data;
  g.globalAlpha = 0.75;
  g.lineWidth = 1;
  g.beginPath();
  for (let i = 0; i < count; i += every) {
    const px = toPixel(x, onAxis(frame, data.x[i * size + frame.xAxis] as number));
    const py = toPixel(y, data.x[i * size + frame.yAxis] as number);
    const vx = ((data.dxdt[i * size + frame.xAxis] as number) / (longest || 1)) * length;
    const vy = (-(data.dxdt[i * size + frame.yAxis] as number) / (longest || 1)) * length;
    g.moveTo(px, py);
    g.lineTo(px + vx, py + vy);
    g.rect(px - 0.75, py - 0.75, 1.5, 1.5);
  }
  g.stroke();
  g.globalAlpha = 1;
}

/** |model − truth| of the field, from transparent to the model's colour. */
function paintError(
  g: CanvasRenderingContext2D,
  truth: Grid,
  model: Grid,
  colour: string,
  x: Scale,
  y: Scale,
) {
  const errors = relativeFieldError(truth, model);
  if (!errors) return;
  const width = (x.to - x.from) / (truth.columns - 1);
  const height = (y.from - y.to) / (truth.rows - 1);
  g.save();
  g.fillStyle = colour;
  for (let row = 0; row < truth.rows; row++) {
    for (let column = 0; column < truth.columns; column++) {
      g.globalAlpha =
        Math.min(1, (errors[row * truth.columns + column] as number) / fullError) * 0.85;
      const px = x.from + (column - 0.5) * width;
      const py = y.from - (row + 0.5) * height;
      g.fillRect(
        Math.round(px),
        Math.round(py),
        Math.round(px + width) - Math.round(px),
        Math.round(py + height) - Math.round(py),
      );
    }
  }
  g.restore();
}

/** |model − truth| over the true field's root mean square, at each grid point. */
export function relativeFieldError(truth: Grid, model: Grid): Float64Array | null {
  if (truth.dx.length !== model.dx.length) return null;
  let sum = 0;
  for (let i = 0; i < truth.dx.length; i++)
    sum += (truth.dx[i] as number) ** 2 + (truth.dy[i] as number) ** 2;
  const size = Math.sqrt(sum / truth.dx.length) || 1;
  return Float64Array.from(
    truth.dx,
    (dx, i) =>
      Math.hypot((model.dx[i] as number) - dx, (model.dy[i] as number) - (truth.dy[i] as number)) /
      size,
  );
}
