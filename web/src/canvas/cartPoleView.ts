// A cart on a rail with a pole hanging from it; x is the cart's position, θ the angle from hanging straight down.
// Order of the parameters: M, m, l, g; without them the pole is one unit long.
import { drawMarker } from "../drawing/ink.js";
import { type Scene, strokeTrail } from "./motionScene.js";

type Point = [number, number];

export function drawCartPole(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink, reach } = scene;
  const [, , length = 1] = scene.parameters;
  const unit = Math.min((width / 2 - 8) / (reach + length), (height / 2 - 16) / length);
  const rail = height / 2;
  const half = Math.max(9, Math.min(16, 0.22 * length * unit)); // of the cart's width
  const cart = (state: number[]): Point => [width / 2 + (state[0] as number) * unit, rail];
  const bob = (state: number[]): Point => {
    const [x, y] = cart(state);
    const angle = state[1] as number;
    return [x + length * unit * Math.sin(angle), y + length * unit * Math.cos(angle)];
  };
  const strokePole = (state: number[]) => {
    g.beginPath();
    g.moveTo(...cart(state));
    g.lineTo(...bob(state));
    g.stroke();
  };

  g.save();
  g.strokeStyle = ink.faint;
  g.lineWidth = 2;
  g.beginPath();
  g.moveTo(4, rail + 0.7 * half + 4);
  g.lineTo(width - 4, rail + 0.7 * half + 4);
  g.stroke();
  g.strokeStyle = ink.hairline;
  g.lineWidth = 1;
  g.setLineDash([2, 4]);
  g.beginPath();
  g.moveTo(width / 2, rail - 2 * half);
  g.lineTo(width / 2, rail + 2 * half);
  g.stroke();
  if (scene.ghost) {
    const [x] = cart(scene.ghost);
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.5;
    g.setLineDash([4, 3]);
    g.strokeRect(x - half - 2, rail - 0.7 * half - 2, 2 * half + 4, 1.4 * half + 4);
    strokePole(scene.ghost);
    g.beginPath();
    g.arc(...bob(scene.ghost), 10, 0, 2 * Math.PI);
    g.stroke();
  }
  g.setLineDash([]);
  const { state } = scene;
  if (state && Number.isFinite((state[0] as number) + (state[1] as number))) {
    strokeTrail(g, scene.trail.map(bob), ink[scene.who], scene.look);
    const [x] = cart(state);
    g.fillStyle = ink.paper;
    g.strokeStyle = ink[scene.who];
    g.lineWidth = 2.5;
    g.beginPath();
    g.rect(x - half, rail - 0.7 * half, 2 * half, 1.4 * half);
    g.fill();
    g.stroke();
    g.fillStyle = ink[scene.who];
    for (const side of [-0.55, 0.55]) {
      g.beginPath();
      g.arc(x + side * half, rail + 0.7 * half + 1, 3, 0, 2 * Math.PI);
      g.fill();
    }
    g.lineWidth = 3;
    strokePole(state);
    drawMarker(g, scene.who, ...bob(state), 8, ink);
  }
  g.restore();
}
