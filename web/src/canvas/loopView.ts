// A motion in the plane of two coordinates, and its return path if it was reversed: forward solid, back
// dashed, the start as a ring and the end of the return path as a cross, to show whether the loop closes.

import type { Scheduler } from "../base/scheduler.js";
import { drawMarker, type Ink } from "../drawing/ink.js";
import { drawPinMarker, pale, pinDashes, pinWidth } from "../drawing/pinInk.js";
import { type Scale, toPixel } from "../drawing/scale.js";
import { Stage } from "../drawing/stage.js";
import type { Who } from "../protocol/snapshot.js";
import type { ReversalResult } from "../protocol/study.js";
import type { Pinned } from "../state/pins.js";
import { type Stretch, stretchesOf, wrapped } from "./angle.js";
import { clampPixel, clipToFrame, paintAxes, plotScales, type Range, sameUnit } from "./axes.js";

/** A pinned run's forward and return paths. */
type Way = Pick<ReversalResult, "forward" | "backward">;

export interface LoopData {
  who: Who;
  /** Pairs of components that are drawn against each other; one for each body. */
  pairs: [number, number][];
  x: Range;
  y: Range;
  xLabel: string;
  yLabel: string;
  /** Both axes count in the same unit. */
  isProjection: boolean;
  /** The x axis is an angle: values that differ by 2π are the same position. */
  isAngle: boolean;
  /** Components of a state. */
  size: number;
  /** The forward path, states as rows; null: nothing to show. */
  out: Float64Array | null;
  /** The return path; empty: there is none (yet). */
  back: Float64Array;
  /** Of pinned runs; each ends in its marker. */
  pins?: readonly Pinned<Way>[];
}

export class LoopView {
  private readonly stage: Stage;
  private now: LoopData | null = null;
  /** 0 start, 1 turning point, 2 back again; null: no moving point. */
  private place: number | null = null;

  constructor(
    canvas: HTMLCanvasElement,
    private ink: Ink,
    scheduler: Scheduler,
  ) {
    this.stage = new Stage(canvas, scheduler, (g, width, height) => this.paint(g, width, height));
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.stage.request();
  }

  update(next: LoopData) {
    this.now = next;
    this.stage.request();
  }

  setPlace(place: number | null) {
    this.place = place;
    this.stage.request("background");
  }

  dispose() {
    this.stage.dispose();
  }

  private paint(g: CanvasRenderingContext2D, width: number, height: number) {
    const { now, ink } = this;
    if (!now) return;
    const plain = plotScales(width, height, now.x, now.y);
    const { x, y } = now.isProjection ? sameUnit(plain.x, plain.y) : plain;
    g.save();
    clipToFrame(g, x, y);
    for (const pin of now.pins ?? []) this.paintPinned(g, pin, x, y);
    if (now.out && now.out.length >= now.size) {
      for (const pair of now.pairs) {
        this.strokeWay(g, now.out, pair, x, y, { color: ink[now.who], width: 2.5, dash: [] });
        this.strokeWay(g, now.back, pair, x, y, { color: ink.data, width: 1.25, dash: [5, 4] });
        this.paintEnds(g, pair, x, y);
      }
    }
    g.restore();
    paintAxes(g, ink, x, y, { x: now.xLabel, y: now.yLabel });
  }

  private paintPinned(
    g: CanvasRenderingContext2D,
    { who, pin, value: { forward, backward } }: Pinned<Way>,
    x: Scale,
    y: Scale,
  ) {
    const { pairs, size, isAngle } = this.now as LoopData;
    const look = { color: pale(this.ink, who), width: pinWidth, dash: pinDashes[pin.slot] };
    const end = backward.length > 0 ? backward : forward;
    for (const pair of pairs) {
      for (const way of [forward, backward]) this.strokeWay(g, way, pair, x, y, look);
      if (end.length < size) continue;
      const last = end.length - size;
      const along = end[last + pair[0]] as number;
      const px = clampPixel(toPixel(x, isAngle ? wrapped(along) : along));
      const py = clampPixel(toPixel(y, end[last + pair[1]] as number));
      drawPinMarker(g, pin.slot, px, py, 6, this.ink[who], this.ink.paper);
    }
  }

  private paintEnds(g: CanvasRenderingContext2D, pair: [number, number], x: Scale, y: Scale) {
    const { who, out, back, size, isAngle } = this.now as LoopData;
    const at = (state: ArrayLike<number>): [number, number] => {
      const along = state[pair[0]] as number;
      return [
        clampPixel(toPixel(x, isAngle ? wrapped(along) : along)),
        clampPixel(toPixel(y, state[pair[1]] as number)),
      ];
    };
    const way = out as Float64Array;
    const [sx, sy] = at(way.subarray(0, size));
    g.setLineDash([]);
    g.strokeStyle = this.ink.text;
    g.lineWidth = 2;
    g.beginPath();
    g.arc(sx, sy, 7, 0, 2 * Math.PI);
    g.stroke();
    if (back.length > 0) {
      const [ex, ey] = at(back.subarray(back.length - size));
      g.beginPath();
      g.moveTo(ex - 5, ey - 5);
      g.lineTo(ex + 5, ey + 5);
      g.moveTo(ex - 5, ey + 5);
      g.lineTo(ex + 5, ey - 5);
      g.stroke();
    }
    const { place } = this;
    if (place === null) return;
    const moving =
      place > 1 && back.length > 0 ? between(back, size, place - 1) : between(way, size, place);
    drawMarker(g, who, ...at(moving), 5, this.ink);
  }

  /** In one stroke, or, along an angle, one stroke per turn. */
  private strokeWay(
    g: CanvasRenderingContext2D,
    states: Float64Array,
    pair: [number, number],
    x: Scale,
    y: Scale,
    { color, width, dash }: { color: string; width: number; dash: number[] },
  ) {
    const { size, isAngle } = this.now as LoopData;
    const last = states.length / size - 1;
    if (last < 0) return;
    g.strokeStyle = color;
    g.lineWidth = width;
    g.setLineDash(dash);
    const pieces = isAngle
      ? stretchesOf((row) => states[row * size + pair[0]] as number, 0, last)
      : [{ from: 0, to: last, shift: 0 }];
    for (const piece of pieces) strokePath(g, states, size, pair, x, y, piece);
  }
}

/**
 * The state after `share` of a path whose states are equally spaced in time, by the cubic through its neighbours
 * (Catmull & Rom 1974), which is also what is drawn.
 */
export function between(states: Float64Array, size: number, share: number): number[] {
  const last = states.length / size - 1;
  const place = Math.min(1, Math.max(0, share)) * last;
  const row = Math.min(Math.floor(place), Math.max(0, last - 1));
  const s = place - row;
  return Array.from({ length: size }, (_, k) => {
    const at = (i: number) => states[Math.min(last, Math.max(0, i)) * size + k] as number;
    const a = at(row);
    const b = at(row + 1);
    const leaving = (b - at(row - 1)) / 2;
    const arriving = (at(row + 2) - a) / 2;
    return (
      a +
      s *
        (leaving +
          s * (3 * (b - a) - 2 * leaving - arriving + s * (2 * (a - b) + leaving + arriving)))
    );
  });
}

/** The rows `from` … `to` of a path; the tangents at its ends use the neighbours outside the piece. */
function strokePath(
  g: CanvasRenderingContext2D,
  states: Float64Array,
  size: number,
  [a, b]: [number, number],
  x: Scale,
  y: Scale,
  { from, to, shift }: Stretch,
) {
  const count = states.length / size;
  const row = (i: number) => Math.min(count - 1, Math.max(0, i)) * size;
  const along = (i: number) => clampPixel(toPixel(x, (states[row(i) + a] as number) + shift));
  const across = (i: number) => clampPixel(toPixel(y, states[row(i) + b] as number));
  g.beginPath();
  g.moveTo(along(from), across(from));
  for (let i = from; i < to; i++) {
    // A third of the cubic's slope at either end: Bézier's control points.
    const [p, q] = [along(i), across(i)];
    const [r, s] = [along(i + 1), across(i + 1)];
    g.bezierCurveTo(
      p + (r - along(i - 1)) / 6,
      q + (s - across(i - 1)) / 6,
      r - (along(i + 2) - p) / 6,
      s - (across(i + 2) - q) / 6,
      r,
      s,
    );
  }
  g.stroke();
}
