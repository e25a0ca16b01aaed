// The colours and line styles of all pictures: Okabe–Ito hues from the CSS custom properties of the theme,
// and, since colour alone must not carry meaning, a dash and a marker for each of the three motions.

export type Who = "truth" | "hnn" | "baseline";
export const everyone: readonly Who[] = ["truth", "hnn", "baseline"];
/** Whose training the page shows. */
export type Learner = Exclude<Who, "truth">;

export interface Ink {
  paper: string;
  text: string;
  /** Axes, ticks. */
  faint: string;
  /** Grid lines, true contours. */
  hairline: string;
  data: string;
  truth: string;
  hnn: string;
  baseline: string;
  font: string;
}

export const dashes: Record<Who, number[]> = { truth: [], hnn: [7, 3], baseline: [2, 3] };

export function readInk(element: Element = document.documentElement): Ink {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim() || "#777777";
  return {
    paper: color("--paper"),
    text: color("--ink"),
    faint: color("--ink-soft"),
    hairline: color("--hairline"),
    data: color("--data"),
    truth: color("--truth"),
    hnn: color("--hnn"),
    baseline: color("--baseline"),
    font: style.fontFamily || "sans-serif",
  };
}

/** The marker at the moving point: circle, square, diamond. */
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
  else if (who === "hnn") g.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8);
  else {
    g.moveTo(x, y - size * 1.3);
    g.lineTo(x + size * 1.3, y);
    g.lineTo(x, y + size * 1.3);
    g.lineTo(x - size * 1.3, y);
    g.closePath();
  }
  g.setLineDash([]);
  g.fillStyle = ink[who];
  g.fill();
  g.strokeStyle = ink.paper;
  g.lineWidth = 1.5;
  g.stroke();
}
