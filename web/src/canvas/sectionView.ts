// A Poincaré section: where orbits of one energy cross a plane, a colour for each orbit, inside the border of what
// the energy allows. Thousands of crossings arrive over time, so only new ones are painted; a selected orbit is
// highlighted. Plain data in; the orbit nearest to the pointer out.

import type { Scheduler } from "../base/scheduler.js";
import type { Ink } from "../drawing/ink.js";
import { drawPinMarker } from "../drawing/pinInk.js";
import { type Scale, toPixel } from "../drawing/scale.js";
import { Stage } from "../drawing/stage.js";
import type { SectionResult } from "../protocol/study.js";
import { alreadyDrawn, crossingsOf, stateOf } from "../state/chaos.js";
import type { Pinned } from "../state/pins.js";
import { clipToFrame, line, paintAxes, plotScales } from "./axes.js";
import type { Segments } from "./contours.js";

export interface SectionFrame {
  xAxis: number;
  yAxis: number;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
  xLabel: string;
  yLabel: string;
}

export interface SectionData {
  frame: SectionFrame;
  result: SectionResult | null;
  /** The border of the allowed region in units of the axes: x1, y1, x2, y2, …; empty: unknown. */
  border: Segments;
  /** The highlighted orbit. */
  selected: number;
  /** The others fade while the visitor points at one. */
  isPointing: boolean;
  /** Of pinned runs the chosen orbit is shown, by their markers. */
  pins: readonly Pinned<SectionResult>[];
}

export interface SectionEvents {
  /** The orbit under the pointer; null: none. */
  point(orbit: number | null): void;
  choose(orbit: number): void;
}

/**
 * Ten colours that are distinguishable with every kind of colour vision: maximal minimum distance in OKLab, as
 * seen with normal vision and (Machado et al. 2009) without one of the three kinds of cones, at a contrast of at least
 * 2 to the paper. More than ten orbits repeat the colours; the selected orbit is identified by its number.
 */
const onLight =
  "#1111cc #cc4400 #000000 #66aaff #771166 #bbbb00 #990000 #0077ff #cc8899 #995588".split(" ");
const onDark =
  "#99ddbb #dd1100 #9977ff #eeaa00 #00aa99 #8844cc #ffee33 #447777 #bbaaff #ccffff".split(" ");
export const orbitColours = { light: onLight, dark: onDark } as const;

export function orbitColour(orbit: number, dark: boolean): string {
  const palette = dark ? onDark : onLight;
  return palette[orbit % palette.length] as string;
}

const dot = 1.6; // CSS px
const chosenDot = 3.2;
/** Maximum of a pinned run's orbit; more would hide the plot. */
const mostMarkers = 60;
const reach = 14; // px around the pointer

/** The crossing nearest to a place in the picture, as its orbit; null where none is near. */
export function orbitAt(
  result: SectionResult,
  frame: SectionFrame,
  x: Scale,
  y: Scale,
  px: number,
  py: number,
): number | null {
  const size = result.starts.length / Math.max(1, result.alive.length);
  let best = reach;
  let found: number | null = null;
  for (let i = 0; i < result.orbit.length; i++) {
    const distance = Math.hypot(
      toPixel(x, result.x[i * size + frame.xAxis] as number) - px,
      toPixel(y, result.x[i * size + frame.yAxis] as number) - py,
    );
    if (distance < best) {
      best = distance;
      found = result.orbit[i] as number;
    }
  }
  return found;
}

export class SectionView {
  private readonly stage: Stage;
  private readonly points = document.createElement("canvas");
  private drawn: SectionResult | null = null;
  private now: SectionData | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private ink: Ink,
    scheduler: Scheduler,
    events: SectionEvents,
  ) {
    this.stage = new Stage(
      canvas,
      scheduler,
      (g, width, height) => this.paint(g, width, height),
      () => this.forget(),
    );
    const at = (event: PointerEvent) => {
      const { result, frame } = this.now ?? {};
      if (!result || !frame) return null;
      const { x, y } = this.scales();
      const { px, py } = this.stage.pointAt(event);
      return orbitAt(result, frame, x, y, px, py);
    };
    canvas.addEventListener("pointermove", (event) => events.point(at(event)));
    canvas.addEventListener("pointerleave", () => events.point(null));
    canvas.addEventListener("click", (event) => {
      const orbit = at(event as PointerEvent);
      if (orbit !== null) events.choose(orbit);
    });
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.forget();
    this.stage.request();
  }

  update(next: SectionData) {
    const old = this.now;
    this.now = next;
    if (old && old.frame !== next.frame) this.forget();
    const same =
      old &&
      (["frame", "result", "border", "selected", "isPointing"] as const).every(
        (key) => old[key] === next[key],
      ) &&
      old.pins.length === next.pins.length &&
      old.pins.every(({ value }, i) => value === next.pins[i]?.value);
    if (!same) this.stage.request();
  }

  dispose() {
    this.stage.dispose();
  }

  /** Makes the next frame repaint all points. */
  private forget() {
    this.drawn = null;
  }

  private scales() {
    const { frame } = this.now as SectionData;
    const x = { min: frame.xMin, max: frame.xMax };
    const y = { min: frame.yMin, max: frame.yMax };
    return plotScales(this.stage.width, this.stage.height, x, y);
  }

  private paint(g: CanvasRenderingContext2D, width: number, height: number) {
    if (!this.now) return;
    const { frame, result, border, isPointing } = this.now;
    const { x, y } = this.scales();
    g.save();
    clipToFrame(g, x, y);
    this.paintBorder(g, border, x, y);
    if (result) {
      this.paintNew(result, x, y);
      g.globalAlpha = isPointing ? 0.3 : 1;
      g.drawImage(this.points, 0, 0, width, height);
      g.globalAlpha = 1;
      this.paintChosen(g, result, x, y);
    }
    for (const pin of this.now.pins) this.paintPinned(g, pin, x, y);
    g.restore();
    paintAxes(g, this.ink, x, y, { x: frame.xLabel, y: frame.yLabel });
  }

  private paintBorder(g: CanvasRenderingContext2D, border: Segments, x: Scale, y: Scale) {
    g.strokeStyle = this.ink.faint;
    g.lineWidth = 1;
    g.setLineDash([]);
    for (let i = 0; i + 3 < border.length; i += 4) {
      const [x1, y1, x2, y2] = border.slice(i, i + 4) as [number, number, number, number];
      line(g, toPixel(x, x1), toPixel(y, y1), toPixel(x, x2), toPixel(y, y2));
    }
  }

  /** Adds the crossings that the kept picture does not show yet. */
  private paintNew(result: SectionResult, x: Scale, y: Scale) {
    const { points } = this;
    const from = alreadyDrawn(this.drawn, result);
    const { ratio } = this.stage;
    if (from === 0) {
      points.width = this.canvas.width;
      points.height = this.canvas.height;
    }
    const own = points.getContext("2d");
    if (!own) return;
    own.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paintDots(own, result, range(from, result.orbit.length), dot, x, y);
    this.drawn = result;
  }

  private paintDots(
    g: CanvasRenderingContext2D,
    result: SectionResult,
    crossings: Iterable<number>,
    size: number,
    x: Scale,
    y: Scale,
  ) {
    const { frame } = this.now as SectionData;
    const states = result.starts.length / Math.max(1, result.alive.length);
    const dark = isDark(g, this.ink.paper);
    for (const i of crossings) {
      const px = toPixel(x, result.x[i * states + frame.xAxis] as number);
      const py = toPixel(y, result.x[i * states + frame.yAxis] as number);
      g.fillStyle = orbitColour(result.orbit[i] as number, dark);
      g.fillRect(px - size / 2, py - size / 2, size, size);
    }
  }

  private paintPinned(
    g: CanvasRenderingContext2D,
    { who, pin, value }: Pinned<SectionResult>,
    x: Scale,
    y: Scale,
  ) {
    const { frame, selected } = this.now as SectionData;
    const size = value.starts.length / Math.max(1, value.alive.length);
    const crossings = crossingsOf(value, selected);
    const every = Math.max(1, Math.ceil(crossings.length / mostMarkers));
    for (let k = 0; k < crossings.length; k += every) {
      const i = crossings[k] as number;
      const px = toPixel(x, value.x[i * size + frame.xAxis] as number);
      const py = toPixel(y, value.x[i * size + frame.yAxis] as number);
      drawPinMarker(g, pin.slot, px, py, 4, this.ink[who], this.ink.paper);
    }
  }

  /** Larger dots, and a ring with the orbit's number where it starts. */
  private paintChosen(g: CanvasRenderingContext2D, result: SectionResult, x: Scale, y: Scale) {
    const { selected, frame } = this.now as SectionData;
    const orbits = result.alive.length;
    if (selected >= orbits) return;
    this.paintDots(g, result, crossingsOf(result, selected), chosenDot, x, y);
    const start = stateOf(result.starts, orbits, selected);
    const px = toPixel(x, start[frame.xAxis] as number);
    const py = toPixel(y, start[frame.yAxis] as number);
    g.beginPath();
    g.arc(px, py, 8, 0, 2 * Math.PI);
    g.fillStyle = this.ink.paper;
    g.fill();
    g.strokeStyle = this.ink.text;
    g.lineWidth = 1.5;
    g.stroke();
    g.fillStyle = this.ink.text;
    g.font = `600 10px ${this.ink.font}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillText(String(selected + 1), px, py + 0.5);
  }
}

/** Whether light colours are visible on this background. It may be a system colour, whose value the canvas knows. */
function isDark(g: CanvasRenderingContext2D, paper: string): boolean {
  g.fillStyle = paper;
  const value = String(g.fillStyle).match(/^#(..)(..)(..)/);
  if (!value) return false;
  const [r = 0, green = 0, b = 0] = value.slice(1).map((pair) => Number.parseInt(pair, 16));
  return 0.3 * r + 0.6 * green + 0.1 * b < 128;
}

function* range(from: number, to: number): Generator<number> {
  for (let i = from; i < to; i++) yield i;
}
