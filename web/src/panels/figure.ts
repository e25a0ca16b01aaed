// A picture with its title, legend, text alternative and the numbers behind it.
import { everyone, type Who } from "../canvas/ink.js";
import { modelText, text, truthText } from "../catalogue/strings.js";
import { make, scrollBox, setAttribute, throttle } from "./dom.js";

export interface Table {
  head: string[];
  rows: string[][];
}

export function whoLabel(who: Who, short = false): string {
  const entry = who === "truth" ? truthText : modelText[who];
  return (short ? entry?.short : entry?.label) ?? who;
}

export interface Figure {
  element: HTMLElement;
  canvas: HTMLCanvasElement;
  /** The box of the canvas, for things laid over it. */
  box: HTMLElement;
  head: HTMLElement;
  foot: HTMLElement;
  describe(alternative: string): void;
  /** Called when the table is open; throttled. */
  refreshTable(): void;
}

export interface FigureOptions {
  id: string;
  title: string;
  /** "img" for pictures, "application" for one that takes keys. */
  role?: string;
  focusable?: boolean;
  legend?: {
    who: Who | "data";
    label?: string;
    style?: "line" | "thin" | "solid" | "dashed" | "marker";
  }[];
  table(): Table;
}

const descriptionPause = 2000; // ms; a reader who is listening should not be interrupted

export function createFigure(options: FigureOptions): Figure {
  const { id } = options;
  const canvas = make("canvas", {
    id,
    role: options.role ?? "img",
    "aria-label": options.title,
    tabindex: options.focusable ? 0 : undefined,
  });
  const box = make("div", { class: `canvas-box ${id}-box` }, canvas);
  const head = make(
    "div",
    { class: "figure-head" },
    make("h2", { id: `${id}-title` }, options.title),
  );
  const body = scrollBox("table-box", `${text.dataTable}: ${options.title}`);
  const details = make(
    "details",
    { class: "data-table" },
    make("summary", {}, text.dataTable),
    body,
  );
  const foot = make("div", { class: "figure-foot" });
  if (options.legend) head.append(legendOf(options.legend));
  const fill = throttle(1000, () => {
    if (details.open) body.replaceChildren(tableOf(options.table(), options.title));
  });
  details.addEventListener("toggle", fill);
  return {
    element: make(
      "section",
      { class: `figure figure-${id}`, "aria-labelledby": `${id}-title` },
      head,
      box,
      foot,
      details,
    ),
    canvas,
    box,
    head,
    foot,
    describe: throttle(descriptionPause, (alternative: string) =>
      setAttribute(canvas, "aria-label", alternative),
    ),
    refreshTable: fill,
  };
}

export function legendOf(entries: NonNullable<FigureOptions["legend"]>): HTMLElement {
  return make(
    "ul",
    { class: "legend", "aria-label": text.legend },
    ...entries.map(({ who, label, style }) =>
      make(
        "li",
        { "data-for": who === "data" ? undefined : who },
        make("span", { class: `key ${who} ${style ?? "line"}`, "aria-hidden": "true" }),
        label ?? (who === "data" ? text.data : whoLabel(who, true)),
      ),
    ),
  );
}

export const wholeLegend: NonNullable<FigureOptions["legend"]> = everyone.map((who) => ({ who }));

function tableOf({ head, rows }: Table, caption: string): HTMLTableElement {
  return make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head.map((cell) => make("th", { scope: "col" }, cell)))),
    make(
      "tbody",
      {},
      ...rows.map((row) =>
        make(
          "tr",
          {},
          ...row.map((cell, i) =>
            i === 0 ? make("th", { scope: "row" }, cell) : make("td", {}, cell),
          ),
        ),
      ),
    ),
  );
}
