// One moving system in a box: truth, HNN or plain network, drawn by the system's own picture (pendulum,
// spring or orbits), with a trail, and with the truth as a dashed outline behind a model, so that running out
// of step is seen at once.
import type { SystemInfo } from "../catalogue/settings.js";
import type { Rollout } from "../protocol/snapshot.js";
import { drawDoublePendulum } from "./doublePendulumView.js";
import type { Ink, Who } from "./ink.js";
import { drawOrbits } from "./orbitView.js";
import { stateAt } from "./path.js";
import { drawPendulum } from "./pendulumView.js";
import { drawSpring } from "./springView.js";
import { Stage } from "./stage.js";

export interface MotionData {
  drawing: SystemInfo["view"]["drawing"];
  who: Who;
  path: Rollout | null;
  truth: Rollout | null;
  /** Half the width of the picture in the system's unit of length. */
  reach: number;
  /** Of the system, in the order of its table. */
  parameters: number[];
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
  parameters: number[];
  look: MotionLook;
}

export type Drawing = (g: CanvasRenderingContext2D, scene: Scene) => void;

const drawings: Record<MotionData["drawing"], Drawing> = {
  pendulum: drawPendulum,
  spring: drawSpring,
  orbits: drawOrbits,
  "double-pendulum": drawDoublePendulum,
};
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
    const { drawing, who, path, truth, reach, parameters } = this.now;
    drawings[drawing](g, {
      width,
      height,
      ink: this.ink,
      who,
      state: path ? stateAt(path, this.time) : null,
      ghost: who !== "truth" && truth ? stateAt(truth, this.time) : null,
      trail: path ? this.trail(path) : [],
      reach,
      parameters,
      look: this.look,
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

/** A trail that fades towards the past, through points in pixels. */
export function strokeTrail(
  g: CanvasRenderingContext2D,
  points: [number, number][],
  color: string,
) {
  g.save();
  g.strokeStyle = color;
  g.lineWidth = 3;
  g.setLineDash([]);
  for (let i = 1; i < points.length; i++) {
    const [x1, y1] = points[i - 1] as [number, number];
    const [x2, y2] = points[i] as [number, number];
    if (!Number.isFinite(x1 + y1 + x2 + y2)) continue;
    g.globalAlpha = 0.5 * (i / points.length) ** 2;
    g.beginPath();
    g.moveTo(x1, y1);
    g.lineTo(x2, y2);
    g.stroke();
  }
  g.restore();
}
