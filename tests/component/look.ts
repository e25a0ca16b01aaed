// How tests look at what is shown.
import axe from "axe-core";

/** Violations of WCAG 2.2 A and AA and of axe's best practices, as readable lines. */
export async function violations(): Promise<string[]> {
  // What it would add on elements without a violation is not read.
  const { violations: found } = await axe.run(document, {
    resultTypes: ["violations"],
    selectors: false,
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

export const widthOfDocument = () => document.documentElement.scrollWidth;

/** What is painted on a canvas, or on a part of it, in device pixels. */
export function pixelsOf(
  canvas: HTMLCanvasElement,
  [left, top, width, height] = [0, 0, canvas.width, canvas.height],
): Uint8ClampedArray {
  const g = canvas.getContext("2d");
  if (!g) throw new Error("the canvas has no context");
  return g.getImageData(left as number, top as number, width as number, height as number).data;
}

/** How many pixels of a canvas are not like its corner: 0 means an empty picture. */
export function inkOf(element: Element | null): number {
  const canvas = element instanceof HTMLCanvasElement ? element : element?.querySelector("canvas");
  if (!canvas?.width) return 0;
  const data = pixelsOf(canvas);
  let ink = 0;
  const differs = (i: number, k: number) =>
    Math.abs((data[i + k] as number) - (data[k] as number)) > 24;
  for (let i = 0; i < data.length; i += 4) {
    if (differs(i, 0) || differs(i, 1) || differs(i, 2) || differs(i, 3)) ink++;
  }
  return ink;
}

/** The first number of a text as the page writes them: 0.3, −1.2 %, 3.1 × 10⁻⁵. NaN where there is none. */
export function numberIn(words: string): number {
  const [, mantissa, exponent] =
    words.replace("−", "-").match(/(-?\d+(?:\.\d+)?)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/) ?? [];
  const power = [...(exponent ?? "⁰")].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)));
  return Number(`${mantissa}e${power.join("")}`);
}

/** Windows from a small telephone to a projector. */
export const windows = [
  [320, 568],
  [360, 740],
  [820, 1180],
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const;

/** The document is as large as the window, or on a phone as the page, and there is no blank band below the bar. */
export function frameProblems(width: number, height: number): string[] {
  const { scrollWidth, scrollHeight } = document.documentElement;
  window.scrollTo(0, 1e6);
  const dock = Math.round(document.querySelector(".dock")?.getBoundingClientRect().bottom ?? 0);
  const app = Math.ceil(document.querySelector("#app")?.getBoundingClientRect().height ?? 0);
  const { scrollY } = window;
  window.scrollTo(0, 0);
  const isWide = width >= 800;
  return [
    scrollWidth === width ? "" : `the document is ${scrollWidth} px wide`,
    dock === height ? "" : `the bar ends at ${dock} of ${height} px`,
    scrollHeight <= (isWide ? height : Math.max(app, height))
      ? ""
      : `the document is ${scrollHeight} px high`,
    isWide && scrollY > 0 ? `the document scrolls by ${scrollY} px` : "",
  ].filter(Boolean);
}
