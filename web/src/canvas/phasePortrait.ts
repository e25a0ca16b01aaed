// The phase portrait: trajectories, coloured by time from faint to full, above what portraitBackdrop.ts paints. Plain data
// in; a click, a drag or the arrow keys give back where trajectories should start (startPicker.ts).

import type { Scheduler } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";
import { dashes, drawMarker, type Ink } from "../drawing/ink.js";
import { drawPinMarker, pale, pinDashes, pinWidth } from "../drawing/pinInk.js";
import { type Scale, toPixel } from "../drawing/scale.js";
import { Layer, Stage } from "../drawing/stage.js";
import { everyone, type Rollout, type Who } from "../protocol/snapshot.js";
import { formatNumber } from "../state/format.js";
import type { Pinned } from "../state/pins.js";
import { type Stretch, stretchesOf } from "./angle.js";
import { clampPixel, clipToFrame, plotScales, sameUnit } from "./axes.js";
import { stateAt } from "./path.js";
import { type BackdropData, onAxis, paintBackdrop } from "./portraitBackdrop.js";
import { type PickerPlace, StartPicker } from "./startPicker.js";

export interface PortraitData extends BackdropData {
  paths: Partial<Record<Who, Rollout | undefined>>;
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

export class PhasePortrait {
  private readonly stage: Stage;
  private readonly backdrop: Layer;
  private readonly traces: Layer;
  private now: PortraitData | null = null;
  private time = 0;

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
    new StartPicker(this.stage, () => this.pickerPlace(), {
      move: (x, y, done) => this.moveStart(x, y, done),
      launch: () => events.launch(),
    });
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
    // Changes by the visitor are drawn immediately; updates from training may wait.
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
    const now = this.now;
    this.backdrop.draw(g, width, height, this.stage.ratio, (layer) =>
      paintBackdrop(layer, now, this.ink, x, y),
    );
    g.save();
    clipToFrame(g, x, y);
    this.traces.draw(g, width, height, this.stage.ratio, (layer) => {
      clipToFrame(layer, x, y);
      for (const who of everyone) this.paintInjection(layer, who, x, y);
      for (const pin of this.now?.pins ?? []) this.paintPinned(layer, pin, x, y);
      for (const who of everyone) {
        const path = this.now?.paths[who];
        const width = who === "truth" ? 4 : 2; // wider, so that it is visible below the others
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

  /** The position of a path at the time of the animation; null if it has none. */
  private placeOf(
    path: Rollout,
    a: number,
    b: number,
    x: Scale,
    y: Scale,
  ): [number, number] | null {
    const now = this.now as PortraitData;
    const state = stateAt(path, this.time);
    if (!state) return null;
    const px = toPixel(x, onAxis(now.frame, state[a] as number));
    const py = toPixel(y, state[b] as number);
    return Number.isFinite(px + py) ? [px, py] : null;
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
    return [
      toPixel(x, onAxis(frame, start[frame.xAxis] ?? 0)),
      toPixel(y, start[frame.yAxis] ?? 0),
    ];
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

  private pickerPlace(): PickerPlace | null {
    if (!this.now) return null;
    const { frame, start } = this.now;
    return {
      ...this.scales(),
      start: [onAxis(frame, start[frame.xAxis] ?? 0), start[frame.yAxis] ?? 0],
      span: [frame.xMax - frame.xMin, frame.yMax - frame.yMin],
    };
  }

  private moveStart(x: number, y: number, done: boolean) {
    this.events.moveStart(x, y, done);
    // The page replies with its next frame; a second key press before that continues from here.
    const now = this.now as PortraitData;
    const { xAxis, yAxis } = now.frame;
    const start = now.start.map((old, i) => (i === xAxis ? x : i === yAxis ? y : old));
    this.now = { ...now, start };
  }
}

function samePinned(a: readonly Pinned<Rollout>[], b: readonly Pinned<Rollout>[]): boolean {
  return a.length === b.length && a.every(({ value }, i) => value === b[i]?.value);
}

export function describeStart(start: number[], symbols: string[]): string {
  return start
    .map((value, i) => `${symbols[i] ?? ""} = ${formatNumber(value)}`)
    .join(text.listMark);
}
