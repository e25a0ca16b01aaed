// A rigid rod and a bob; q is the angle from hanging straight down.
import { drawMarker } from "../drawing/ink.js";
import { type Scene, strokeTrail } from "./motionScene.js";

export function drawPendulum(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink } = scene;
  const cx = width / 2;
  const cy = height / 2;
  const length = Math.min(width, height) / 2 - 16;
  const bob = (state: number[]): [number, number] => {
    const q = state[0] as number;
    return [cx + length * Math.sin(q), cy + length * Math.cos(q)];
  };

  g.save();
  g.strokeStyle = ink.hairline;
  g.lineWidth = 1;
  g.setLineDash([2, 4]);
  g.beginPath();
  g.arc(cx, cy, length, 0, 2 * Math.PI);
  g.moveTo(cx, cy);
  g.lineTo(cx, cy + length);
  g.stroke();
  if (scene.ghost) {
    const [x, y] = bob(scene.ghost);
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.5;
    g.setLineDash([4, 3]);
    g.beginPath();
    g.moveTo(cx, cy);
    g.lineTo(x, y);
    g.stroke();
    g.beginPath();
    g.arc(x, y, 11, 0, 2 * Math.PI);
    g.stroke();
  }
  g.setLineDash([]);
  if (scene.state && Number.isFinite(scene.state[0] as number)) {
    strokeTrail(g, scene.trail.map(bob), ink[scene.who]);
    const [x, y] = bob(scene.state);
    g.strokeStyle = ink[scene.who];
    g.lineWidth = 3;
    g.beginPath();
    g.moveTo(cx, cy);
    g.lineTo(x, y);
    g.stroke();
    drawMarker(g, scene.who, x, y, 10, ink);
  }
  g.fillStyle = ink.faint;
  g.beginPath();
  g.arc(cx, cy, 4, 0, 2 * Math.PI);
  g.fill();
  g.restore();
}
