// Two rods, the second hanging from the bob of the first; q1 and q2 are the angles from hanging straight down.
// Order of the parameters: m1, m2, l1, l2, g; without them both rods have the same length.
import { drawMarker } from "../drawing/ink.js";
import { type Scene, strokeTrail } from "./motionScene.js";

type Point = [number, number];

export function drawDoublePendulum(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink } = scene;
  const [, , l1 = 1, l2 = 1] = scene.parameters;
  const unit = (Math.min(width, height) / 2 - 14) / (l1 + l2);
  const pivot: Point = [width / 2, height / 2];
  const below = ([x, y]: Point, length: number, angle: number): Point => [
    x + length * unit * Math.sin(angle),
    y + length * unit * Math.cos(angle),
  ];
  const bobs = (state: number[]): [Point, Point] => {
    const first = below(pivot, l1, state[0] as number);
    return [first, below(first, l2, state[1] as number)];
  };
  const strokeRods = (points: Point[]) => {
    g.beginPath();
    for (const [x, y] of [pivot, ...points]) g.lineTo(x, y);
    g.stroke();
  };

  g.save();
  g.strokeStyle = ink.hairline;
  g.lineWidth = 1;
  g.setLineDash([2, 4]);
  g.beginPath();
  g.arc(...pivot, (l1 + l2) * unit, 0, 2 * Math.PI);
  g.stroke();
  if (scene.ghost) {
    const points = bobs(scene.ghost);
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.5;
    g.setLineDash([4, 3]);
    strokeRods(points);
    for (const [x, y] of points) {
      g.beginPath();
      g.arc(x, y, 10, 0, 2 * Math.PI);
      g.stroke();
    }
  }
  g.setLineDash([]);
  if (scene.state && Number.isFinite((scene.state[0] as number) + (scene.state[1] as number))) {
    strokeTrail(
      g,
      scene.trail.map((state) => bobs(state)[1]),
      ink[scene.who],
      scene.look,
    );
    const points = bobs(scene.state);
    g.strokeStyle = ink[scene.who];
    g.lineWidth = 3;
    strokeRods(points);
    for (const [x, y] of points) drawMarker(g, scene.who, x, y, 8, ink);
  }
  g.fillStyle = ink.faint;
  g.beginPath();
  g.arc(...pivot, 4, 0, 2 * Math.PI);
  g.fill();
  g.restore();
}
