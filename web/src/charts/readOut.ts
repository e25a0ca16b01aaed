// The values at a position of a chart: under the pointer or, if the chart has the focus, at the position set by the arrow
// keys. They are shown in a box above the plot, in the theme's colours. Loaded on first use.
import { text } from "../catalogue/strings.js";
import { formatNumber } from "../state/format.js";
import { chartOn, type Line, type LineChart, onDrawn } from "./canvases.js";

/** px; a series whose nearest point is further away has no value there. */
const reach = 14;
/** Share of the axis that an arrow key moves along. */
const stride = 1 / 60;
const gap = 10; // px between the line and the box

interface Value {
  name: string;
  colour: string;
  value: number;
}

class ReadOut {
  private readonly line = part("cursor read-line");
  private readonly box = part("read-out");
  /** Position on the axis, so that it keeps its value when the chart is resized; null: nothing is shown. */
  private share: number | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.canvas.parentElement?.append(this.line, this.box);
    this.show(null);
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerleave", () => this.show(null));
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => this.show(null));
    onDrawn(canvas, () => this.show(this.share));
  }

  /** In the chart's own pixels, independent of the scale of the page. */
  point({ clientX }: { clientX: number }) {
    const chart = chartOn(this.canvas);
    const box = this.canvas.getBoundingClientRect();
    if (!chart || box.width === 0) return;
    this.box.removeAttribute("role");
    const { left, right } = chart.chartArea;
    const place = ((clientX - box.left) / box.width) * chart.width;
    this.show((place - left) / Math.max(1, right - left));
  }

  key(event: KeyboardEvent) {
    const chart = chartOn(this.canvas);
    if (!chart || event.altKey || event.ctrlKey || event.metaKey) return;
    const from = this.share ?? 1 / 2;
    const wanted: Record<string, number | null> = {
      ArrowLeft: from - stride,
      ArrowRight: from + stride,
      Home: 0,
      End: 1,
      Escape: null,
    };
    const to = wanted[event.key];
    if (to === undefined || (to === null && this.share === null)) return;
    event.preventDefault();
    event.stopPropagation(); // a surrounding slide deck also uses the arrow keys
    this.box.setAttribute("role", "status"); // a screen reader may be in use
    this.show(to === null ? null : Math.min(1, Math.max(0, to)));
  }

  private show(share: number | null) {
    const chart = chartOn(this.canvas);
    const { left = 0, right = 0, top = 0, bottom = 0 } = chart?.chartArea ?? {};
    const place = left + (share ?? 0) * (right - left);
    const isInside = share !== null && place >= left - 1 && place <= right + 1;
    this.share = isInside ? share : null;
    const found = chart && isInside ? valuesAt(chart, place) : null;
    this.line.hidden = this.box.hidden = found === null;
    if (!chart || !found) return;
    const title = chart.options.scales?.x as { title?: { text?: string } } | undefined;
    this.line.style.transform = `translate(${found.px}px, ${top}px)`;
    this.line.style.height = `${bottom - top}px`;
    const head = document.createElement("p");
    head.textContent = `${title?.title?.text ?? ""}: ${formatNumber(found.x)}`;
    this.box.replaceChildren(head, ...found.values.map(rowOf));
    // On the side with more room.
    const isLeft = found.px > (left + right) / 2;
    const { style } = this.box;
    style.top = `${top}px`;
    style.left = isLeft ? "auto" : `${found.px + gap}px`;
    style.right = isLeft ? `${chart.width - found.px + gap}px` : "auto";
  }
}

/** The point of each series that is nearest to the given position. */
function valuesAt(chart: LineChart, place: number) {
  const series = chart.data.datasets.map((given, i) => ({
    given: given as Line,
    points: chart.getDatasetMeta(i).data,
  }));
  const nearest = (points: { x: number }[], to: number) => {
    let best = -1;
    points.forEach(({ x }, i) => {
      const old = points[best]?.x ?? Number.POSITIVE_INFINITY;
      if (Math.abs(x - to) < Math.abs(old - to)) best = i;
    });
    return best;
  };
  let px = Number.POSITIVE_INFINITY;
  for (const { points } of series) {
    const x = points[nearest(points, place)]?.x;
    if (x !== undefined && Math.abs(x - place) < Math.abs(px - place)) px = x;
  }
  const values: Value[] = [];
  let x = Number.NaN;
  for (const { given, points } of series) {
    const at = nearest(points, px);
    const point = given.data[at];
    if (!point || Math.abs((points[at]?.x ?? Number.POSITIVE_INFINITY) - px) > reach) continue;
    if (points[at]?.x === px || Number.isNaN(x)) x = Number(point.x);
    values.push({
      name: given.label ?? "",
      colour: String(given.borderColor),
      value: Number(point.y),
    });
  }
  return values.length > 0 ? { px, x, values } : null;
}

function rowOf({ name, colour, value }: Value): HTMLElement {
  const row = document.createElement("p");
  const key = document.createElement("i");
  key.style.setProperty("background", colour);
  const number = document.createElement("b");
  number.textContent = Number.isFinite(value) ? formatNumber(value) : text.none;
  row.append(key, `${name} `, number);
  return row;
}

function part(name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  return element;
}

const known = new WeakMap<HTMLCanvasElement, ReadOut>();

/** Shows the values of the chart on the canvas, starting with the event that triggered the loading. */
export function readOutOf(canvas: HTMLCanvasElement, event: Event) {
  if (known.has(canvas)) return;
  const readOut = new ReadOut(canvas);
  known.set(canvas, readOut);
  if (event instanceof PointerEvent) readOut.point(event);
  else if (event instanceof KeyboardEvent) readOut.key(event);
}
