// A mass on a horizontal spring between a wall and its rest position; q is the displacement.
import { drawMarker } from "../drawing/ink.js";
import { type Scene, strokeTrail } from "./motionScene.js";

const wideCoils = 9;
const narrowCoils = 5;
const narrow = 140; // px; a phone shows three springs in a row

export function drawSpring(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink, reach } = scene;
  const wall = 10;
  const coils = width < narrow ? narrowCoils : wideCoils;
  const size = Math.min(13, width / 11);
  const rest = wall + (width - wall) * (width < narrow ? 0.6 : 0.55);
  const unit = (width - rest - size - 5) / reach;
  const y = height / 2;
  const place = (state: number[]) => Math.max(wall + size + 1, rest + (state[0] as number) * unit);

  g.save();
  g.strokeStyle = ink.faint;
  g.lineWidth = 2;
  g.beginPath();
  g.moveTo(wall, y - 34);
  g.lineTo(wall, y + 22);
  g.lineTo(width - 4, y + 22);
  g.stroke();
  g.strokeStyle = ink.hairline;
  g.lineWidth = 1;
  g.setLineDash([2, 4]);
  g.beginPath();
  g.moveTo(rest, y - 34);
  g.lineTo(rest, y + 30);
  g.stroke();
  if (scene.ghost) {
    const x = place(scene.ghost);
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.5;
    g.setLineDash([4, 3]);
    g.beginPath();
    g.arc(x, y, size + 2, 0, 2 * Math.PI); // the truth's marker is a disc
    g.stroke();
  }
  g.setLineDash([]);
  if (scene.state && Number.isFinite(scene.state[0] as number)) {
    const x = place(scene.state);
    strokeTrail(
      g,
      scene.trail.map((state, i) => [place(state), y - 24 - (scene.trail.length - 1 - i) * 0.6]),
      ink[scene.who],
    );
    g.strokeStyle = ink[scene.who];
    g.lineWidth = width < narrow ? 1.25 : 2;
    g.beginPath();
    g.moveTo(wall, y);
    const from = wall + 0.45 * size;
    const to = Math.max(from, x - 1.4 * size);
    g.lineTo(from, y);
    for (let i = 0; i < 2 * coils; i++) {
      g.lineTo(from + ((i + 0.5) / (2 * coils)) * (to - from), y + (i % 2 === 0 ? -9 : 9));
    }
    g.lineTo(to, y);
    g.lineTo(x - size + 1, y);
    g.stroke();
    drawMarker(g, scene.who, x, y, size, ink);
  }
  g.restore();
}
