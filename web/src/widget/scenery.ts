// The still image behind a poster's button: a few lines that suggest the motion, computed from formulas when a poster is shown.
// Systems of one degree of freedom show contours of constant energy, the others paths or the apparatus.
const space = "http://www.w3.org/2000/svg";
const width = 320;
const height = 180;

type Point = readonly [x: number, y: number]; // in units of the picture: the origin in its centre, y upwards
type Line = readonly Point[];

const steps = (count: number) => Array.from({ length: count + 1 }, (_, i) => i / count);
/** The curve of a parameter from 0 to 1. */
const curve = (count: number, at: (t: number) => Point): Line => steps(count).map(at);
const turn = 2 * Math.PI;

const columns = 160;

/** Contours of p² / 2 + V(q) for |q| ≤ reach, both halves of each stretch that the energy allows. */
function contours(potential: (q: number) => number, reach: number, energies: number[]): Line[] {
  return energies.flatMap((energy) => {
    const lines: Point[][] = [];
    let upper: Point[] = [];
    const close = () => {
      if (upper.length > 1)
        lines.push([...upper, ...upper.map(([q, p]): Point => [q, -p]).reverse()]);
      upper = [];
    };
    for (const t of steps(columns)) {
      const q = reach * (2 * t - 1);
      const left = energy - potential(q);
      if (left < 0) close();
      else upper.push([q, Math.sqrt(2 * left)]);
    }
    close();
    return lines;
  });
}

function spiral(turns: number, loss: number): Line {
  return curve(48 * turns, (t) => {
    const radius = 1.9 * Math.exp(-loss * t);
    return [radius * Math.cos(turn * turns * t), -radius * Math.sin(turn * turns * t)];
  });
}

/** An orbit round a focus in the origin. */
function ellipse(semiLatus: number, eccentricity: number, angle = 0): Line {
  return curve(72, (t) => {
    const radius = semiLatus / (1 + eccentricity * Math.cos(turn * t));
    return [radius * Math.cos(turn * t + angle), radius * Math.sin(turn * t + angle)];
  });
}

const circle = (x: number, y: number, radius: number): Line =>
  curve(24, (t) => [x + radius * Math.cos(turn * t), y + radius * Math.sin(turn * t)]);

/** Equipotential of Hénon and Heiles: r² / 2 + r³ sin 3θ / 3 = E, the root that is nearest to the origin. */
function henonHeiles(energy: number): Line {
  return curve(120, (t) => {
    const angle = turn * t;
    const excess = (r: number) => r ** 2 / 2 + (r ** 3 * Math.sin(3 * angle)) / 3 - energy;
    let [low, high] = [0, 1];
    for (let i = 0; i < 30; i++) {
      const middle = (low + high) / 2;
      if (excess(middle) < 0) low = middle;
      else high = middle;
    }
    return [1.9 * low * Math.cos(angle), 1.9 * low * Math.sin(angle)];
  });
}

const pendulum = contours((q) => 6 * (1 - Math.cos(q)), 3.2, [0.6, 2, 4, 6.4, 9.2, 11.8]);

const scenes: Record<string, Line[]> = {
  pendulum,
  spring: contours((q) => q ** 2 / 2, 2.1, [0.1, 0.4, 0.9, 1.6]),
  "damped-pendulum": [spiral(4, 2)],
  "damped-spring": [spiral(3, 2.5)],
  duffing: contours((q) => q ** 4 / 4 - q ** 2 / 2, 2.1, [-0.2, -0.1, 0.02, 0.4, 0.9]),
  // √(1 + p²) + q is constant: q against p, momentum upwards
  "relativistic-particle": [-0.4, 0.4, 1.2, 2].map((energy) =>
    curve(48, (t) => [energy + 1 - Math.hypot(1, 4 * t - 2), 4 * t - 2]),
  ),
  kepler: [circle(0, 0, 0.12), ellipse(0.9, 0.1), ellipse(0.8, 0.5), ellipse(1.4, 0.25)],
  "two-body": [circle(0, 0, 1.3), circle(1.3, 0, 0.16), circle(-1.3, 0, 0.16), circle(0, 0, 0.04)],
  "three-body": [0, turn / 3, (2 * turn) / 3].flatMap((angle) => [
    ellipse(1.1, 0.35, angle),
    circle(0.8 * Math.cos(angle), 0.8 * Math.sin(angle), 0.12),
  ]),
  "henon-heiles": [0.015, 0.05, 0.09, 0.13, 0.1666].map(henonHeiles),
  "double-pendulum": [
    [
      [0, 1.5],
      [0.9, 0.4],
      [0.5, -1],
    ],
    circle(0, 1.5, 0.05),
    circle(0.9, 0.4, 0.18),
    circle(0.5, -1, 0.18),
  ],
  "spherical-pendulum": [
    curve(240, (t) => {
      const radius = 1 + 0.6 * Math.cos(turn * 7 * t);
      return [radius * Math.cos(turn * 3 * t), radius * Math.sin(turn * 3 * t)];
    }),
  ],
  "cart-pole": [
    [
      [-2.6, -1.2],
      [2.6, -1.2],
    ],
    [
      [-0.8, -1],
      [0.8, -1],
      [0.8, -0.3],
      [-0.8, -0.3],
      [-0.8, -1],
    ],
    [
      [0, -0.3],
      [0.7, 1.3],
    ],
    circle(0.7, 1.3, 0.16),
    circle(-0.5, -1.1, 0.1),
    circle(0.5, -1.1, 0.1),
  ],
};

/** The lines of a system's picture; nothing for a system without one. */
export function sceneOf(system: string): readonly Line[] {
  return scenes[system] ?? [];
}

/** Fits the lines into the picture; contours fill its width, everything else keeps its proportions. */
function pathsOf(lines: readonly Line[], isStretched: boolean): string[] {
  const reach = (i: 0 | 1) => Math.max(0.1, ...lines.flat().map((point) => Math.abs(point[i])));
  const fit = [(0.46 * width) / reach(0), (0.46 * height) / reach(1)];
  const least = Math.min(...fit);
  const [sx = 1, sy = 1] = isStretched
    ? fit.map((one) => Math.min(one, 1.6 * least))
    : [least, least];
  return lines.map((line) => {
    const at = ([x, y]: Point) =>
      `${(width / 2 + sx * x).toFixed(1)} ${(height / 2 - sy * y).toFixed(1)}`;
    return `M${line.map(at).join("L")}`;
  });
}

const stretched = ["pendulum", "duffing"];

export function scenery(system: string): SVGSVGElement {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "scene");
  svg.setAttribute("aria-hidden", "true");
  for (const d of pathsOf(sceneOf(system), stretched.includes(system))) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    path.setAttribute("fill", "none");
    path.setAttribute("stroke", "var(--hairline)");
    path.setAttribute("stroke-width", "1.5");
    svg.append(path);
  }
  return svg;
}
