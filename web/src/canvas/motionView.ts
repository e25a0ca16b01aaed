// One moving system in a box: truth, HNN or plain network, drawn by the system's own picture (pendulum,
// spring or orbits), with a trail, and with the truth as a dashed outline behind a model, so that running out
// of step is seen at once.
import type { SystemInfo } from "../catalogue/settings.js";
import type { Rollout } from "../protocol/snapshot.js";
import type { Pinned } from "../state/pins.js";
import { drawDoublePendulum } from "./doublePendulumView.js";
import type { Ink, Who } from "./ink.js";
import { drawOrbits } from "./orbitView.js";
import { stateAt } from "./path.js";
import { drawPendulum } from "./pendulumView.js";
import { pale } from "./pinInk.js";
import { drawSpring } from "./springView.js";
import { Stage } from "./stage.js";

export interface MotionData {
  drawing: SystemInfo["view"]["drawing"];
  who: Who;
  path: Rollout | null;
  truth: Rollout | null;
  /** Half the width of the picture in the system's unit of length. */
  reach: number;
  /** What lies in the middle of the picture. */
  centre: [number, number];
  /** Of the system, in the order of its table. */
  parameters: number[];
  /** Pinned runs of the same network: outlines like the truth's, in a paler colour. */
  pins: readonly Pinned<Rollout>[];
}

/** A glance: a short trail. Wide: a long one, and numbered bodies. */
export type MotionLook = "glance" | "wide";

/** What a system's picture gets: everything in CSS pixels and the system's own coordinates. */
export interface Scene {
  width: number;
  height: number;
  ink: Ink;
  who: Who;
  /** null: nothing to show but the outline. */
  state: number[] | null;
  ghost: number[] | null;
  /** Earlier states, oldest first. */
  trail: number[][];
  reach: number;
  centre: [number, number];
  parameters: number[];
  look: MotionLook;
  /** Of the animation. */
  time: number;
  /** The whole motion, and the truth's. */
  path: Rollout | null;
  truth: Rollout | null;
}

export type Drawing = (g: CanvasRenderingContext2D, scene: Scene) => void;

const drawings: Partial<Record<MotionData["drawing"], Drawing>> = {
  pendulum: drawPendulum,
  spring: drawSpring,
  orbits: drawOrbits,
  "double-pendulum": drawDoublePendulum,
};
let loading: Promise<void> | null = null;

/** What draws a system; null while it is being fetched, and then `ready` is told. */
function drawingOf(name: MotionData["drawing"], ready: () => void): Drawing | null {
  const known = drawings[name];
  if (known) return known;
  loading ??= import("./moreDrawings.js").then(({ moreDrawings }) => {
    Object.assign(drawings, moreDrawings);
  });
  void loading.then(ready, () => {
    loading = null; // offline too early: the next picture asks again
  });
  return null;
}

/** The trail's share of the shown time, and its number of points. */
const trails: Record<MotionLook, { share: number; points: number }> = {
  glance: { share: 0.06, points: 32 },
  wide: { share: 0.4, points: 240 },
};

export class MotionView {
  private readonly stage: Stage;
  private now: MotionData | null = null;
  private time = 0;

  constructor(
    canvas: HTMLCanvasElement,
    private ink: Ink,
    private readonly look: MotionLook = "glance",
  ) {
    this.stage = new Stage(canvas, (g, width, height) => this.paint(g, width, height));
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.stage.request();
  }

  update(data: MotionData) {
    this.now = data;
    this.stage.request();
  }

  setTime(time: number) {
    this.time = time;
    this.stage.request();
  }

  dispose() {
    this.stage.dispose();
  }

  private paint(g: CanvasRenderingContext2D, width: number, height: number) {
    if (!this.now) return;
    const { drawing, who, path, truth, reach, centre, parameters, pins } = this.now;
    const draw = drawingOf(drawing, () => this.stage.request());
    if (!draw) return;
    const { time } = this;
    const common = { width, height, who, reach, centre, parameters, look: this.look, time, truth };
    for (const { value } of pins) {
      const ghost = stateAt(value, this.time);
      const ink = { ...this.ink, faint: pale(this.ink, who) };
      draw(g, { ...common, path: null, truth: value, ink, state: null, ghost, trail: [] });
    }
    draw(g, {
      ...common,
      path,
      ink: this.ink,
      state: path ? stateAt(path, this.time) : null,
      ghost: who !== "truth" && truth ? stateAt(truth, this.time) : null,
      trail: path ? this.trail(path) : [],
    });
  }

  private trail(path: Rollout): number[][] {
    const last = (path.t[path.t.length - 1] as number | undefined) ?? 0;
    const { share, points } = trails[this.look];
    const span = last * share;
    const states: number[][] = [];
    for (let i = points; i >= 0; i--) {
      const t = this.time - (i / points) * span;
      const state = t >= 0 ? stateAt(path, t) : null;
      if (state) states.push(state);
    }
    return states;
  }
}

/** A long trail is stroked in so many pieces, each fainter than the next. */
const shades = 32;

/** A trail that fades towards the past, through points in pixels. */
export function strokeTrail(
  g: CanvasRenderingContext2D,
  points: [number, number][],
  color: string,
  look: MotionLook = "glance",
) {
  g.save();
  g.strokeStyle = color;
  g.lineWidth = look === "wide" ? 2 : 3;
  g.lineJoin = "round";
  g.setLineDash([]);
  const pieces = Math.min(shades, points.length - 1);
  for (let piece = 0; piece < pieces; piece++) {
    const from = Math.floor((piece / pieces) * (points.length - 1));
    const to = Math.floor(((piece + 1) / pieces) * (points.length - 1));
    g.globalAlpha = look === "wide" ? (piece + 1) / pieces : 0.5 * ((piece + 1) / pieces) ** 2;
    g.beginPath();
    for (const [x, y] of points.slice(from, to + 1)) if (Number.isFinite(x + y)) g.lineTo(x, y);
    g.stroke();
  }
  g.restore();
}
