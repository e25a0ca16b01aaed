// Bodies in a plane. Order of the state: [qx1, qx2, …, qy1, qy2, …, then the momenta], as in the papers.
import { drawMarker } from "./ink.js";
import { type Scene, strokeTrail } from "./motionView.js";

export function bodiesOf(stateSize: number): number {
  return stateSize / 4;
}

export function drawOrbits(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink, reach } = scene;
  const unit = (Math.min(width, height) / 2 - 8) / reach;
  const bodies = bodiesOf((scene.state ?? scene.ghost ?? []).length);
  const place = (state: number[], body: number): [number, number] => [
    width / 2 + (state[body] as number) * unit,
    height / 2 - (state[bodies + body] as number) * unit,
  ];

  g.save();
  g.strokeStyle = ink.hairline;
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(width / 2 - 5, height / 2);
  g.lineTo(width / 2 + 5, height / 2);
  g.moveTo(width / 2, height / 2 - 5);
  g.lineTo(width / 2, height / 2 + 5);
  g.stroke();
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
    strokeTrail(
      g,
      scene.trail.map((state) => place(state, body)),
      ink[scene.who],
    );
    const [x, y] = place(scene.state, body);
    if (Number.isFinite(x + y)) drawMarker(g, scene.who, x, y, 8, ink);
  }
  g.restore();
}
