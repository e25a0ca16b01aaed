// The colours and line styles of all pictures: Okabe–Ito hues from the CSS custom properties of the theme,
// and, because colour alone must not carry meaning, a dash and a marker for the truth and each network.
import { type Contestant, everyone, isIntegrator, type Who } from "../protocol/snapshot.js";

export interface Ink extends Record<Who, string> {
  paper: string;
  text: string;
  /** Axes, ticks. */
  faint: string;
  /** Grid lines, true contours. */
  hairline: string;
  data: string;
  font: string;
}

/** How a network is drawn; its colour and its forms in legends are in styles/looks.css. */
interface Look {
  /** Of its lines; the truth's are solid. */
  dash: number[];
  /** Of its marker, in units of its size; the truth's is a circle. */
  outline: [number, number][];
}

/** All integrators look alike: one at a time is shown. */
const looks: Record<Contestant | "integrator", Look> = {
  integrator: {
    dash: [4, 6],
    outline: [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ],
  },
  hnn: {
    dash: [7, 3],
    outline: [
      [-0.9, -0.9],
      [0.9, -0.9],
      [0.9, 0.9],
      [-0.9, 0.9],
    ],
  },
  baseline: {
    dash: [2, 3],
    outline: [
      [0, -1.3],
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ],
  },
  "second-order": {
    dash: [8, 3, 2, 3],
    outline: [
      [0, -1.25],
      [1.2, 0.85],
      [-1.2, 0.85],
    ],
  },
  "dissipative-hnn": {
    dash: [9, 2, 2, 2, 2, 2],
    outline: [
      [-0.45, -1.25],
      [0.45, -1.25],
      [0.45, -0.45],
      [1.25, -0.45],
      [1.25, 0.45],
      [0.45, 0.45],
      [0.45, 1.25],
      [-0.45, 1.25],
      [-0.45, 0.45],
      [-1.25, 0.45],
      [-1.25, -0.45],
      [-0.45, -0.45],
    ],
  },
  lnn: {
    dash: [14, 3, 5, 3],
    outline: [
      [0, -1.4],
      [0.4, -0.5],
      [1.33, -0.43],
      [0.62, 0.2],
      [0.82, 1.13],
      [0, 0.63],
      [-0.82, 1.13],
      [-0.62, 0.2],
      [-1.33, -0.43],
      [-0.4, -0.5],
    ],
  },
  "sampled-hnn": {
    dash: [12, 3],
    outline: [
      [0, -1.3],
      [1.24, -0.4],
      [0.76, 1.05],
      [-0.76, 1.05],
      [-1.24, -0.4],
    ],
  },
  "sampled-baseline": {
    dash: [5, 2, 1, 2, 1, 2],
    outline: [
      [0, 1.25],
      [-1.2, -0.85],
      [1.2, -0.85],
    ],
  },
};

function lookOf(who: Exclude<Who, "truth">): Look {
  return looks[isIntegrator(who) ? "integrator" : who];
}

export const dashes = Object.fromEntries(
  everyone.map((who) => [who, who === "truth" ? [] : lookOf(who).dash]),
) as Record<Who, number[]>;

export function readInk(element: Element = document.documentElement): Ink {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim() || "#777777";
  const own = Object.fromEntries(
    everyone.map((who) => [who, color(`--${isIntegrator(who) ? "integrator" : who}`)]),
  );
  return {
    paper: color("--paper"),
    text: color("--ink"),
    faint: color("--ink-soft"),
    hairline: color("--hairline"),
    data: color("--data"),
    ...(own as Record<Who, string>),
    font: style.fontFamily || "sans-serif",
  };
}

/** Where a marker's centre of mass lies below the point at which it is drawn, in units of its size. */
export function markerCentre(who: Who): number {
  if (who === "truth") return 0;
  const { outline } = lookOf(who);
  return outline.reduce((sum, [, y]) => sum + y, 0) / outline.length;
}

/** The marker at the moving point: circle, of integrators an hourglass, square, diamond, triangle, cross, star; pentagon and hanging triangle. */
export function drawMarker(
  g: CanvasRenderingContext2D,
  who: Who,
  x: number,
  y: number,
  size: number,
  ink: Ink,
) {
  g.beginPath();
  if (who === "truth") g.arc(x, y, size, 0, 2 * Math.PI);
  else for (const [dx, dy] of lookOf(who).outline) g.lineTo(x + dx * size, y + dy * size);
  g.closePath();
  g.setLineDash([]);
  g.fillStyle = ink[who];
  g.fill();
  g.strokeStyle = ink.paper;
  g.lineWidth = 1.5;
  g.stroke();
}
