// A pendulum that swings in all directions, seen from slightly above: near parts are drawn larger and stronger, and a
// shadow on the floor shows the position of the bob. θ is the angle from hanging, φ goes round the vertical.
import { drawMarker } from "../drawing/ink.js";
import type { Scene } from "./motionScene.js";

/** On the screen, and how much larger than at the pivot. */
interface Seen {
  x: number;
  y: number;
  nearness: number;
}

const elevation = 0.42; // rad, of the eye
const distance = 4; // of the eye, in lengths of the rod
const floor = -1.12; // height below the pivot, in the same

export function drawSphericalPendulum(g: CanvasRenderingContext2D, scene: Scene) {
  const { width, height, ink } = scene;
  const unit = Math.min(width / 2.3, 0.37 * height); // the near edge of the floor lies 1.5 below the pivot
  const [sine, cosine] = [Math.sin(elevation), Math.cos(elevation)];
  /** x to the right, y away from the eye, z upwards, in lengths of the rod. */
  const see = (x: number, y: number, z: number): Seen => {
    const nearness = distance / (distance + y * cosine - z * sine);
    return {
      x: width / 2 + x * unit * nearness,
      y: height * 0.42 - (z * cosine + y * sine) * unit * nearness,
      nearness,
    };
  };
  const bobOf = (state: number[]): [number, number, number] => {
    const [angle = 0, round = 0] = state;
    const aside = Math.sin(angle);
    return [aside * Math.cos(round), aside * Math.sin(round), -Math.cos(angle)];
  };
  const pivot = see(0, 0, 0);
  const shadowOf = (state: number[]) => {
    const [x, y] = bobOf(state);
    return see(x, y, floor);
  };

  g.save();
  g.strokeStyle = ink.hairline;
  g.lineWidth = 1;
  for (const radius of [0.5, 1]) {
    g.beginPath();
    for (let i = 0; i <= 48; i++) {
      const { x, y } = see(
        radius * Math.cos((i / 24) * Math.PI),
        radius * Math.sin((i / 24) * Math.PI),
        floor,
      );
      g.lineTo(x, y);
    }
    g.stroke();
  }
  g.setLineDash([2, 4]);
  g.beginPath();
  g.moveTo(pivot.x, pivot.y);
  const below = see(0, 0, floor);
  g.lineTo(below.x, below.y);
  g.stroke();

  if (scene.ghost) {
    const { x, y, nearness } = see(...bobOf(scene.ghost));
    g.strokeStyle = ink.faint;
    g.lineWidth = 1.5;
    g.setLineDash([4, 3]);
    g.beginPath();
    g.moveTo(pivot.x, pivot.y);
    g.lineTo(x, y);
    g.stroke();
    g.beginPath();
    g.arc(x, y, 10 * nearness, 0, 2 * Math.PI);
    g.stroke();
  }
  g.setLineDash([]);
  const { state } = scene;
  if (state && Number.isFinite((state[0] as number) + (state[1] as number))) {
    strokeSeen(g, scene.trail.map(shadowOf), ink.faint, 1, 0.5);
    strokeSeen(
      g,
      scene.trail.map((one) => see(...bobOf(one))),
      ink[scene.who],
      3,
      0.8,
    );
    const bob = see(...bobOf(state));
    const shadow = shadowOf(state);
    g.strokeStyle = ink.faint;
    g.lineWidth = 1;
    g.setLineDash([1, 3]);
    g.beginPath();
    g.moveTo(bob.x, bob.y);
    g.lineTo(shadow.x, shadow.y);
    g.stroke();
    g.setLineDash([]);
    g.fillStyle = ink.faint;
    g.globalAlpha = 0.5;
    g.beginPath();
    g.ellipse(shadow.x, shadow.y, 8 * shadow.nearness, 8 * sine * shadow.nearness, 0, 0, 7);
    g.fill();
    g.globalAlpha = 1;
    g.strokeStyle = ink[scene.who];
    g.lineWidth = 3;
    g.beginPath();
    g.moveTo(pivot.x, pivot.y);
    g.lineTo(bob.x, bob.y);
    g.stroke();
    drawMarker(g, scene.who, bob.x, bob.y, 9 * bob.nearness ** 1.5, ink);
  }
  g.fillStyle = ink.faint;
  g.beginPath();
  g.arc(pivot.x, pivot.y, 4, 0, 2 * Math.PI);
  g.fill();
  g.restore();
}

/** A trail: fainter towards the past, thinner in the distance. */
function strokeSeen(
  g: CanvasRenderingContext2D,
  points: Seen[],
  color: string,
  width: number,
  alpha: number,
) {
  g.strokeStyle = color;
  g.lineCap = "round";
  points.slice(1).forEach(({ x, y, nearness }, i) => {
    const from = points[i] as Seen;
    if (!Number.isFinite(x + y + from.x + from.y)) return;
    g.globalAlpha = alpha * ((i + 1) / points.length);
    g.lineWidth = width * nearness ** 2;
    g.beginPath();
    g.moveTo(from.x, from.y);
    g.lineTo(x, y);
    g.stroke();
  });
  g.lineCap = "butt";
  g.globalAlpha = 1;
}
