// The input of the drawing of one moving system, and the trail that several of them share.
import type { Ink } from "../drawing/ink.js";
import type { Rollout, Who } from "../protocol/snapshot.js";

/** Small: a short trail. Wide: a long one, and numbered bodies. */
export type MotionLook = "glance" | "wide";

/** The input of a system's drawing, in CSS pixels and the system's own coordinates. */
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
