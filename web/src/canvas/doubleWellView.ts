// A ball in the double-well potential of Duffing's oscillator: q is its position, the height of the curve the potential
// V(q) = −α q²/2 + β q⁴/4. Order of the parameters: α, β.
import { drawMarker } from "../drawing/ink.js";
import { type Scene, strokeTrail } from "./motionScene.js";

type Point = [number, number];

const radius = 9; // px, of the ball
const margin = 12; // px
/** The truth's frame leaves this much room around its motion (motionFrame.ts). */
const frameRoom = 1.25;

/** The potential at a position. */
export function valley(alpha: number, beta: number, q: number): number {
  return q * q * ((beta / 4) * q * q - alpha / 2);
}

/** From the bottom of the wells to a little above the motion's range, at least above the ridge between them. */
export function heights(alpha: number, beta: number, reach: number): { low: number; high: number } {
  const low = -(alpha * alpha) / (4 * beta);
  const reached = Math.max(0, valley(alpha, beta, reach / frameRoom));
  return { low, high: reached - 0.25 * low };
}

export function drawDoubleWell(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink, reach } = scene;
  const [alpha = 1, beta = 1] = scene.parameters;
  const { low, high } = heights(alpha, beta, reach);
  const across = (q: number) => width / 2 + (q / reach) * (width / 2 - margin);
  const up = (v: number) =>
    height - margin - ((v - low) / (high - low)) * (height - 2 * margin - 2 * radius);
  const ground = (q: number): Point => [across(q), up(valley(alpha, beta, q))];
  /** The ball touches the curve, along its normal, which is computed in pixels. */
  const ball = (state: number[]): Point => {
    const q = state[0] as number;
    const [x, y] = ground(q);
    const [x2, y2] = ground(q + 1e-3 * reach);
    const length = Math.hypot(x2 - x, y2 - y) || 1;
    return [x + ((y2 - y) / length) * radius, y - ((x2 - x) / length) * radius];
  };

  g.save();
  g.beginPath();
  g.rect(0, 0, width, height);
  g.clip();
  g.strokeStyle = ink.faint;
  g.lineWidth = 2;
  g.beginPath();
  const steps = 96;
  for (let i = 0; i <= steps; i++) g.lineTo(...ground(reach * ((2 * i) / steps - 1)));
  g.stroke();
  if (scene.ghost && Number.isFinite(scene.ghost[0] as number)) {
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.5;
    g.setLineDash([4, 3]);
    g.beginPath();
    g.arc(...ball(scene.ghost), radius + 2, 0, 2 * Math.PI);
    g.stroke();
    g.setLineDash([]);
  }
  if (scene.state && Number.isFinite(scene.state[0] as number)) {
    strokeTrail(g, scene.trail.map(ball), ink[scene.who], scene.look);
    drawMarker(g, scene.who, ...ball(scene.state), radius, ink);
  }
  g.restore();
}
