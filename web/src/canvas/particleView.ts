// The world line of a particle on a line: q to the right, time upwards, in units in which light runs at 45°. The
// true motion stays inside the light cone of the start; a network may leave it.
import { drawMarker } from "../drawing/ink.js";
import type { Scene } from "./motionScene.js";

type Point = [number, number];

const margin = 14; // px
const smallCone = 16; // px, around the present moment

export function drawParticle(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink, path, truth, time } = scene;
  const known = truth ?? path;
  const duration = known?.t[known.t.length - 1] ?? 0;
  if (!known || !(duration > 0)) return;
  const size = known.x.length / known.t.length;
  const places = Array.from(known.t, (_, i) => known.x[i * size] as number);
  const finite = places.filter(Number.isFinite);
  const start = places[0] as number;
  const middle = (Math.min(...finite) + Math.max(...finite)) / 2;
  // The truth is slower than light, so that it fits in a square.
  const unit = (Math.min(width, height) - 2 * margin) / duration;
  const at = (q: number, t: number): Point => [
    width / 2 + (q - middle) * unit,
    height - margin - t * unit,
  ];
  const worldLine = (of: NonNullable<typeof path>, from: number, to: number) => {
    g.beginPath();
    of.t.forEach((t, i) => {
      const [x, y] = at(of.x[i * (of.x.length / of.t.length)] as number, t);
      if (t >= from && t <= to && Number.isFinite(x))
        g.lineTo(Math.max(-999, Math.min(x, 9999)), y);
    });
    g.stroke();
  };

  g.save();
  g.beginPath();
  g.rect(0, 0, width, height);
  g.clip();
  const [sx, sy] = at(start, 0);
  const far = duration * unit;
  g.fillStyle = ink.hairline;
  g.globalAlpha = 0.35;
  g.beginPath();
  g.moveTo(sx, sy);
  g.lineTo(sx - far, sy - far);
  g.lineTo(sx + far, sy - far);
  g.fill();
  g.globalAlpha = 1;
  g.strokeStyle = ink.faint;
  g.lineWidth = 1.25;
  g.setLineDash([2, 4]);
  g.beginPath();
  g.moveTo(sx - far, sy - far);
  g.lineTo(sx, sy);
  g.lineTo(sx + far, sy - far);
  g.stroke();
  g.setLineDash([]);
  g.strokeStyle = ink.hairline;
  g.beginPath();
  g.moveTo(4, sy);
  g.lineTo(width - 4, sy);
  g.stroke();
  g.fillStyle = ink.faint;
  g.font = `italic 12px ${ink.font}`;
  g.textBaseline = "middle";
  g.textAlign = "right";
  g.fillText("q", width - 4, sy - 8);
  g.fillText("t ↑", 22, margin);
  // A light ray, labelled at half its length if both rays are in the picture.
  g.textAlign = "center";
  const [cx, cy] = at(start - 0.5 * duration, 0.5 * duration);
  if (cx > 8) g.fillText("c", cx - 8, cy);
  const [rx, ry] = at(start + 0.5 * duration, 0.5 * duration);
  if (rx < width - 8) g.fillText("c", rx + 8, ry);

  if (truth && scene.who !== "truth" && scene.ghost) {
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.5;
    g.setLineDash([4, 3]);
    worldLine(truth, 0, duration);
    g.beginPath();
    g.arc(...at(scene.ghost[0] as number, time), 10, 0, 2 * Math.PI);
    g.stroke();
    g.setLineDash([]);
  }
  if (path && scene.state && Number.isFinite(scene.state[0] as number)) {
    g.strokeStyle = ink[scene.who];
    g.lineJoin = "round";
    g.lineWidth = 1;
    g.globalAlpha = 0.5;
    worldLine(path, 0, duration);
    g.globalAlpha = 1;
    g.lineWidth = 3;
    worldLine(path, 0, time);
    const [x, y] = at(scene.state[0] as number, time);
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.25;
    g.beginPath();
    g.moveTo(x - smallCone, y - smallCone);
    g.lineTo(x, y);
    g.lineTo(x + smallCone, y - smallCone);
    g.stroke();
    drawMarker(g, scene.who, x, y, 8, ink);
  }
  g.restore();
}
