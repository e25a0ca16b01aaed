// One, two or three bodies in a plane, numbered where there are several. Order of the state: [qx1, qx2, …, qy1,
// qy2, …, then the momenta], as in the papers.
import { drawMarker, type Ink, markerCentre } from "../drawing/ink.js";
import type { Who } from "../protocol/snapshot.js";
import { bodiesOf } from "./bodies.js";
import { type Scene, strokeTrail } from "./motionScene.js";

const markerSize = 8; // px

/** A body orbiting a fixed one. */
export function drawKepler(g: CanvasRenderingContext2D, scene: Scene) {
  drawOrbits(g, scene, drawSun);
}

export function drawOrbits(g: CanvasRenderingContext2D, scene: Scene, drawOrigin = strokeCross) {
  const { width, height, ink, reach, centre } = scene;
  const unit = (Math.min(width, height) / 2 - 10) / reach;
  const bodies = bodiesOf((scene.state ?? scene.ghost ?? []).length);
  const toPixels = (x: number, y: number): [number, number] => [
    width / 2 + (x - centre[0]) * unit,
    height / 2 - (y - centre[1]) * unit,
  ];
  const place = (state: number[], body: number) =>
    toPixels(state[body] as number, state[bodies + body] as number);

  g.save();
  drawOrigin(g, toPixels(0, 0), ink);
  for (let body = 0; body < bodies; body++) {
    if (scene.ghost) {
      const [x, y] = place(scene.ghost, body);
      g.strokeStyle = ink.faint;
      g.lineWidth = 1.5;
      g.setLineDash([4, 3]);
      g.beginPath();
      g.arc(x, y, 11, 0, 2 * Math.PI);
      g.stroke();
    }
    g.setLineDash([]);
    if (!scene.state) continue;
    const trail = scene.trail.map((state) => place(state, body));
    strokeTrail(g, trail, ink[scene.who], scene.look);
    const [x, y] = place(scene.state, body);
    if (!Number.isFinite(x + y)) continue;
    drawMarker(g, scene.who, x, y, markerSize, ink);
    if (bodies > 1) drawNumber(g, scene.who, x, y, body + 1, ink);
  }
  g.restore();
}

/** The fixed body that attracts the moving one, in a colour that no participant has. */
function drawSun(g: CanvasRenderingContext2D, [x, y]: [number, number], ink: Ink) {
  g.save();
  g.setLineDash([]);
  g.strokeStyle = ink.data;
  g.fillStyle = ink.data;
  g.lineWidth = 1.5;
  g.beginPath();
  g.arc(x, y, 5, 0, 2 * Math.PI);
  g.fill();
  g.beginPath();
  for (let ray = 0; ray < 8; ray++) {
    const [dx, dy] = [Math.cos((ray * Math.PI) / 4), Math.sin((ray * Math.PI) / 4)];
    g.moveTo(x + 7 * dx, y + 7 * dy);
    g.lineTo(x + 10 * dx, y + 10 * dy);
  }
  g.stroke();
  g.restore();
}

/** The origin: the common centre of mass. */
function strokeCross(g: CanvasRenderingContext2D, [x, y]: [number, number], ink: Ink) {
  g.strokeStyle = ink.faint;
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(x - 5, y);
  g.lineTo(x + 5, y);
  g.moveTo(x, y - 5);
  g.lineTo(x, y + 5);
  g.stroke();
}

function drawNumber(
  g: CanvasRenderingContext2D,
  who: Who,
  x: number,
  y: number,
  number: number,
  ink: Ink,
) {
  g.font = `bold 10px ${ink.font}`;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.fillStyle = ink.paper;
  g.fillText(String(number), x, y + 0.5 + markerSize * markerCentre(who));
}
