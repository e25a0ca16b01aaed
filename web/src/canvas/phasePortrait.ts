// The phase portrait: measured data, true and learned energy as contours, a field as arrows or its error as a
// map, and the three trajectories, coloured by time from faint to full. Plain data in; a click, a drag or the
// arrow keys give back where trajectories should start.

import type { Scheduler } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";
import { dashes, drawMarker, type Ink } from "../drawing/ink.js";
import { drawPinMarker, pale, pinDashes, pinWidth } from "../drawing/pinInk.js";
import { type Scale, toPixel, toValue } from "../drawing/scale.js";
import { Layer, Stage } from "../drawing/stage.js";
import type { Grid, Rollout, DataView as Samples } from "../protocol/snapshot.js";
import { everyone, type Who } from "../protocol/snapshot.js";
import { errorOverlay, type Overlay } from "../state/experiment.js";
import { formatNumber } from "../state/format.js";
import type { Pinned } from "../state/pins.js";
import { type Stretch, stretchesOf, wrapped } from "./angle.js";
import { clampPixel, clipToFrame, paintAxes, plotScales, sameUnit } from "./axes.js";
import { contourLevels, energyOffset } from "./contours.js";
import { contourCount, paintArrows, paintContours } from "./fieldInk.js";
import { stateAt } from "./path.js";

export interface PortraitFrame {
  xAxis: number;
  yAxis: number;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
  xLabel: string;
  yLabel: string;
  /** True for (q, p) of one degree of freedom: only there a field and energy in the plane tell the whole story. */
  plane: boolean;
  /** True for positions on both axes: a circle shall look like one. */
  positions: boolean;
  /** Pairs of components drawn as further bodies (a projection shows them all). */
  others: [number, number][];
  /** The x axis is an angle: a turn more is the same place. */
  angle: boolean;
}

export interface PortraitData {
  frame: PortraitFrame;
  data: Samples | null;
  grids: Partial<Record<Who, Grid | undefined>>;
  paths: Partial<Record<Who, Rollout | undefined>>;
  overlay: Overlay;
  start: number[];
  /** When energy is added or removed, and whose path that changes. */
  injection: { from: number; to: number; whose: readonly Who[] } | null;
  pins: readonly Pinned<Rollout>[];
}

export interface PortraitEvents {
  /** A new start along the two axes; `done` is false while it is still being dragged. */
  moveStart(x: number, y: number, done: boolean): void;
  launch(): void;
}

/** Between repaints while training streams in new fields and paths. */
const backdropPause = 300; // ms
const tracesPause = 120; // ms
const shownSamples = 700;
const grabRadius = 16; // px
/** Field error, relative to the true field's root mean square, at which the map is fully coloured. */
export const fullError = 0.5;

export class PhasePortrait {
  private readonly stage: Stage;
  private readonly backdrop: Layer;
  private readonly traces: Layer;
  private now: PortraitData | null = null;
  private time = 0;
  private dragging = false;

  constructor(
    canvas: HTMLCanvasElement,
    private ink: Ink,
    scheduler: Scheduler,
    private readonly events: PortraitEvents,
  ) {
    this.backdrop = new Layer(scheduler, backdropPause, () => this.stage.request());
    this.traces = new Layer(scheduler, tracesPause, () => this.stage.request());
    this.stage = new Stage(
      canvas,
      scheduler,
      (g, width, height) => this.paint(g, width, height),
      () => this.spoil(),
    );
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("pointercancel", () => {
      this.dragging = false;
    });
    canvas.addEventListener("touchstart", (event) => this.hold(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("focus", () => this.stage.request());
    canvas.addEventListener("blur", () => this.stage.request());
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.spoil();
    this.stage.request();
  }

  /** Repaints only the layers whose data are new. */
  update(next: PortraitData) {
    const old = this.now;
    this.now = next;
    const sameFrame =
      old !== null &&
      old.frame === next.frame &&
      old.data === next.data &&
      old.overlay === next.overlay;
    const sameGrids = old !== null && everyone.every((who) => old.grids[who] === next.grids[who]);
    const samePins = old !== null && samePinned(old.pins, next.pins);
    const samePaths =
      samePins && old !== null && everyone.every((who) => old.paths[who] === next.paths[who]);
    // What the visitor did shows at once; what training does may wait a moment.
    if (!sameFrame) this.spoil();
    if (!sameGrids) this.backdrop.spoil("soon");
    if (!samePaths) this.traces.spoil(old?.start === next.start ? "soon" : "now");
    if (!sameFrame || !sameGrids || !samePaths || old?.start !== next.start) this.stage.request();
  }

  setTime(time: number) {
    this.time = time;
    this.stage.request("background");
  }

  dispose() {
    this.stage.dispose();
  }

  private spoil() {
    this.backdrop.spoil("now");
    this.traces.spoil("now");
  }

  private scales(): { x: Scale; y: Scale } {
    const { width, height } = this.stage;
    const frame = (this.now as PortraitData).frame;
    const { x, y } = plotScales(
      width,
      height,
      { min: frame.xMin, max: frame.xMax },
      { min: frame.yMin, max: frame.yMax },
    );
    return frame.positions ? sameUnit(x, y) : { x, y };
  }

  private paint(g: CanvasRenderingContext2D, width: number, height: number) {
    if (!this.now) return;
    const { x, y } = this.scales();
    this.backdrop.draw(g, width, height, this.stage.ratio, (layer) =>
      this.paintBackdrop(layer, x, y),
    );
    g.save();
    clipToFrame(g, x, y);
    this.traces.draw(g, width, height, this.stage.ratio, (layer) => {
      clipToFrame(layer, x, y);
      for (const who of everyone) this.paintInjection(layer, who, x, y);
      for (const pin of this.now?.pins ?? []) this.paintPinned(layer, pin, x, y);
      for (const who of everyone) {
        const path = this.now?.paths[who];
        const width = who === "truth" ? 4 : 2; // the others lie on top, and it shall be seen between their dashes
        if (path)
          this.paintPath(layer, path, { colour: this.ink[who], width, dash: dashes[who] }, x, y);
      }
    });
    for (const { who, pin, value } of this.now.pins)
      this.eachPair((a, b) => {
        const place = this.placeOf(value, a, b, x, y);
        if (place) drawPinMarker(g, pin.slot, ...place, 6, this.ink[who], this.ink.paper);
      });
    this.paintStart(g, x, y);
    for (const who of everyone) {
      const path = this.now.paths[who];
      if (path) this.eachPair((a, b) => this.paintPoint(g, who, path, a, b, x, y));
    }
    g.restore();
  }

  private eachPair(draw: (a: number, b: number) => void) {
    const { frame } = this.now as PortraitData;
    draw(frame.xAxis, frame.yAxis);
    for (const [a, b] of frame.others) draw(a, b);
  }

  private paintPoint(
    g: CanvasRenderingContext2D,
    who: Who,
    path: Rollout,
    a: number,
    b: number,
    x: Scale,
    y: Scale,
  ) {
    const place = this.placeOf(path, a, b, x, y);
    if (place) drawMarker(g, who, ...place, 6, this.ink);
  }

  /** Where a path is at the moment of the animation; null where that is nowhere. */
  private placeOf(
    path: Rollout,
    a: number,
    b: number,
    x: Scale,
    y: Scale,
  ): [number, number] | null {
    const state = stateAt(path, this.time);
    if (!state) return null;
    const px = toPixel(x, this.onAxis(state[a] as number));
    const py = toPixel(y, state[b] as number);
    return Number.isFinite(px + py) ? [px, py] : null;
  }

  private onAxis(value: number): number {
    return (this.now as PortraitData).frame.angle ? wrapped(value) : value;
  }

  /** Contours of the true energy, and of the learned one at the same levels, or, without a truth, at its own. */
  private paintEnergies(
    g: CanvasRenderingContext2D,
    truth: Grid | undefined,
    learned: Grid | undefined,
    colour: string,
    x: Scale,
    y: Scale,
  ) {
    const measure = truth ?? learned;
    if (!measure || measure.energy.length === 0) return;
    const levels = contourLevels(measure.energy, contourCount);
    const thin = { color: this.ink.faint, dash: [], width: 1, alpha: 0.55 };
    if (truth) paintContours(g, truth, levels, 0, x, y, thin);
    if (!learned || learned.energy.length === 0) return;
    const offset = truth ? energyOffset(truth.energy, learned.energy) : 0;
    const dashed = { color: colour, dash: [5, 3], width: 1.25, alpha: 0.85 };
    paintContours(g, learned, levels, offset, x, y, dashed);
  }

  private paintBackdrop(g: CanvasRenderingContext2D, x: Scale, y: Scale) {
    const { overlay, grids, frame } = this.now as PortraitData;
    g.save();
    clipToFrame(g, x, y);
    const truth = grids.truth;
    const erring = errorOverlay(overlay);
    const isError = erring !== null;
    const shown = erring ?? (overlay as Who);
    if (frame.plane && isError && truth && grids[shown])
      this.paintError(g, truth, grids[shown], shown, x, y);
    if (!isError) this.paintData(g, x, y);
    const learned = isError || shown === "truth" ? undefined : grids[shown];
    if (frame.plane) this.paintEnergies(g, truth, learned, this.ink[shown], x, y);
    const field = isError ? undefined : grids[shown];
    if (frame.plane && field) paintArrows(g, field, this.ink[shown], x, y);
    g.restore();
    paintAxes(g, this.ink, x, y, { x: frame.xLabel, y: frame.yLabel });
  }

  private paintData(g: CanvasRenderingContext2D, x: Scale, y: Scale) {
    const { data, frame } = this.now as PortraitData;
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
    g.strokeStyle = this.ink.data;
    g.fillStyle = this.ink.data;
    g.globalAlpha = 0.75;
    g.lineWidth = 1;
    g.beginPath();
    for (let i = 0; i < count; i += every) {
      const px = toPixel(x, this.onAxis(data.x[i * size + frame.xAxis] as number));
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
  private paintError(
    g: CanvasRenderingContext2D,
    truth: Grid,
    model: Grid,
    who: Who,
    x: Scale,
    y: Scale,
  ) {
    const errors = relativeFieldError(truth, model);
    if (!errors) return;
    const width = (x.to - x.from) / (truth.columns - 1);
    const height = (y.from - y.to) / (truth.rows - 1);
    g.save();
    g.fillStyle = this.ink[who];
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

  /** Faint at the start, full at the end of the time shown. */
  private paintPath(
    g: CanvasRenderingContext2D,
    path: Rollout,
    look: { colour: string; width: number; dash: number[] },
    x: Scale,
    y: Scale,
  ) {
    if (path.t.length < 2) return;
    const size = path.x.length / path.t.length;
    const stretches = 16;
    g.save();
    g.strokeStyle = look.colour;
    g.lineWidth = look.width;
    g.lineJoin = "round";
    g.setLineDash(look.dash);
    this.eachPair((a, b) => {
      let drawn = 0;
      for (let s = 0; s < stretches; s++) {
        const from = Math.floor((s / stretches) * (path.t.length - 1));
        const to = Math.floor(((s + 1) / stretches) * (path.t.length - 1));
        g.globalAlpha = 0.2 + 0.8 * ((s + 1) / stretches);
        g.lineDashOffset = drawn;
        g.beginPath();
        for (const piece of this.pieces(path, a, from, to)) {
          let px = 0;
          let py = 0;
          for (let i = piece.from; i <= piece.to; i++) {
            const nx = clampPixel(toPixel(x, (path.x[i * size + a] as number) + piece.shift));
            const ny = clampPixel(toPixel(y, path.x[i * size + b] as number));
            if (i === piece.from) g.moveTo(nx, ny);
            else {
              g.lineTo(nx, ny);
              drawn += Math.hypot(nx - px, ny - py);
            }
            px = nx;
            py = ny;
          }
        }
        g.stroke();
      }
    });
    g.restore();
  }

  /** One piece, or, along an angle, as many as the path has turns there. */
  private pieces(path: Rollout, axis: number, from: number, to: number): Stretch[] {
    if (!(this.now as PortraitData).frame.angle) return [{ from, to, shift: 0 }];
    const size = path.x.length / path.t.length;
    return stretchesOf((i) => path.x[i * size + axis] as number, from, to);
  }

  private paintPinned(
    g: CanvasRenderingContext2D,
    { who, pin, value }: Pinned<Rollout>,
    x: Scale,
    y: Scale,
  ) {
    const look = { colour: pale(this.ink, who), width: pinWidth, dash: pinDashes[pin.slot] };
    this.paintPath(g, value, look, x, y);
  }

  /** A broad band below the stretch where energy is added or removed. */
  private paintInjection(g: CanvasRenderingContext2D, who: Who, x: Scale, y: Scale) {
    const { paths, injection } = this.now as PortraitData;
    const path = paths[who];
    if (!path || path.t.length < 2 || !injection?.whose.includes(who)) return;
    const size = path.x.length / path.t.length;
    g.save();
    g.strokeStyle = this.ink[who];
    g.globalAlpha = 0.28;
    g.lineWidth = 11;
    g.lineCap = "round";
    g.lineJoin = "round";
    this.eachPair((a, b) => {
      g.beginPath();
      const first = path.t.findIndex((t) => t >= injection.from);
      const after = path.t.findIndex((t) => t > injection.to);
      const last = (after < 0 ? path.t.length : after) - 1;
      if (first < 0 || last < first) return;
      for (const { from, to, shift } of this.pieces(path, a, first, last)) {
        for (let i = from; i <= to; i++) {
          const px = clampPixel(toPixel(x, (path.x[i * size + a] as number) + shift));
          const py = clampPixel(toPixel(y, path.x[i * size + b] as number));
          if (i === from) g.moveTo(px, py);
          g.lineTo(px, py);
        }
      }
      g.stroke();
    });
    g.restore();
  }

  private startPixel(x: Scale, y: Scale): [number, number] {
    const { start, frame } = this.now as PortraitData;
    return [toPixel(x, this.onAxis(start[frame.xAxis] ?? 0)), toPixel(y, start[frame.yAxis] ?? 0)];
  }

  private paintStart(g: CanvasRenderingContext2D, x: Scale, y: Scale) {
    const [px, py] = this.startPixel(x, y);
    g.save();
    g.setLineDash([]);
    for (const [color, width] of [
      [this.ink.paper, 5],
      [this.ink.text, 2],
    ] as const) {
      g.strokeStyle = color;
      g.lineWidth = width;
      g.beginPath();
      g.arc(px, py, 11, 0, 2 * Math.PI);
      g.stroke();
    }
    g.restore();
  }

  private pointer(event: PointerEvent): { px: number; py: number } {
    return this.stage.pointAt(event);
  }

  private startAt(px: number, py: number, done: boolean) {
    const { x, y } = this.scales();
    const clamp = (value: number, scale: Scale) => Math.min(scale.max, Math.max(scale.min, value));
    const round = (value: number, scale: Scale) =>
      Number(value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(scale.max - scale.min))))) + 0; // no negative zero
    const moved: [number, number] = [
      round(clamp(toValue(x, px), x), x),
      round(clamp(toValue(y, py), y), y),
    ];
    this.events.moveStart(...moved, done);
    // The page answers with its next frame; a second key before that goes on from here.
    const now = this.now as PortraitData;
    const { xAxis, yAxis } = now.frame;
    const start = now.start.map((old, i) =>
      i === xAxis ? moved[0] : i === yAxis ? moved[1] : old,
    );
    this.now = { ...now, start };
  }

  private press(event: PointerEvent) {
    if (!this.now || event.button !== 0) return;
    const { px, py } = this.pointer(event);
    const { x, y } = this.scales();
    if (px < x.from - 4 || px > x.to + 4 || py > y.from + 4 || py < y.to - 4) return;
    const [sx, sy] = this.startPixel(x, y);
    const onStart =
      Math.hypot(px - sx, py - sy) <= grabRadius + (event.pointerType === "touch" ? 10 : 0);
    // A finger on the picture scrolls the page, unless it takes the ring; a mouse may press anywhere.
    if (event.pointerType === "touch" && !onStart) return;
    this.dragging = true;
    this.stage.canvas.setPointerCapture(event.pointerId);
    if (!onStart) this.startAt(px, py, false);
  }

  /** A finger that takes the ring drags it instead of scrolling the page. */
  private hold(event: TouchEvent) {
    const touch = event.touches[0];
    if (!this.now || !touch || event.touches.length > 1) return;
    const { px, py } = this.stage.pointAt(touch);
    const { x, y } = this.scales();
    const [sx, sy] = this.startPixel(x, y);
    if (Math.hypot(px - sx, py - sy) <= grabRadius + 10) event.preventDefault();
  }

  private move(event: PointerEvent) {
    if (!this.dragging) return;
    const { px, py } = this.pointer(event);
    this.startAt(px, py, false);
  }

  private release(event: PointerEvent) {
    if (!this.now || (!this.dragging && event.pointerType !== "touch")) return;
    this.dragging = false;
    const { px, py } = this.pointer(event);
    this.startAt(px, py, true);
    this.events.launch();
  }

  private key(event: KeyboardEvent) {
    if (!this.now) return;
    const { frame, start } = this.now;
    const share = event.shiftKey ? 0.1 : 0.02;
    const stepX = (frame.xMax - frame.xMin) * share;
    const stepY = (frame.yMax - frame.yMin) * share;
    const move: Record<string, [number, number]> = {
      ArrowLeft: [-stepX, 0],
      ArrowRight: [stepX, 0],
      ArrowUp: [0, stepY],
      ArrowDown: [0, -stepY],
    };
    const by = move[event.key];
    if (by) {
      const { x, y } = this.scales();
      const [sx, sy] = [
        this.onAxis(start[frame.xAxis] ?? 0) + by[0],
        (start[frame.yAxis] ?? 0) + by[1],
      ];
      this.startAt(toPixel(x, sx), toPixel(y, sy), true);
      event.preventDefault();
    } else if (event.key === "Enter" || event.key === " ") {
      this.events.launch();
      event.preventDefault();
    }
  }
}

function samePinned(a: readonly Pinned<Rollout>[], b: readonly Pinned<Rollout>[]): boolean {
  return a.length === b.length && a.every(({ value }, i) => value === b[i]?.value);
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

export function describeStart(start: number[], symbols: string[]): string {
  return start
    .map((value, i) => `${symbols[i] ?? ""} = ${formatNumber(value)}`)
    .join(text.listMark);
}
