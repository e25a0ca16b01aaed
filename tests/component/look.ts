// How tests look at what is shown.
import axe from "axe-core";

/** Violations of WCAG 2.2 A and AA and of axe's best practices, as readable lines. */
export async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

export const widthOfDocument = () => document.documentElement.scrollWidth;

/** How many pixels of a canvas are not like its corner: 0 means an empty picture. */
export function inkOf(element: Element | null): number {
  const canvas = element instanceof HTMLCanvasElement ? element : element?.querySelector("canvas");
  const g = canvas?.getContext("2d");
  if (!canvas?.width || !g) return 0;
  const { data } = g.getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let i = 0; i < data.length; i += 4) {
    if ([0, 1, 2, 3].some((k) => Math.abs((data[i + k] as number) - (data[k] as number)) > 24))
      ink++;
  }
  return ink;
}
