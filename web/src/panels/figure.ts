// A plot with its title, legend, text alternative and the numbers behind it.

import { html, render, type TemplateResult } from "lit-html";
import { button, make, scrollBox, setAttribute } from "../base/dom.js";
import { paced, type Scheduler } from "../base/scheduler.js";
import { text, whoText } from "../catalogue/strings.js";
import type { Column } from "../lab/csv.js";
import { everyone, isIntegrator, type Who } from "../protocol/snapshot.js";

export interface Table {
  head: string[];
  rows: string[][];
}

export function whoLabel(who: Who, short = false): string {
  return whoText(who)[short ? "short" : "label"];
}

/** The classes of everything that belongs to it; all integrators look alike. */
export function classOf(who: Who | "data"): string {
  return isIntegrator(who) ? `${who} integrator` : who;
}

export interface Figure {
  element: HTMLElement;
  canvas: HTMLCanvasElement;
  /** The box of the canvas, for overlays. */
  box: HTMLElement;
  head: HTMLElement;
  foot: HTMLElement;
  describe(alternative: string): void;
  /** Called while the table is open; throttled. */
  refreshTable(): void;
}

export interface FigureOptions {
  scheduler: Scheduler;
  id: string;
  title: string;
  /** "img" for plots, "application" for one that handles keys. */
  role?: string;
  focusable?: boolean;
  legend?: {
    who: Who | "data";
    label?: string;
    style?: "line" | "thin" | "solid" | "dashed" | "marker";
  }[];
  table(): Table;
  /** All values of the series, for export. */
  columns(): Column[];
}

/** A request to export the figure; the event `figure-take` carries it to the dashboard. */
export interface TakeRequest {
  kind: "png" | "csv";
  id: string;
  title: string;
  /** Side by side; several canvases have a label each. */
  pictures: { canvas: HTMLCanvasElement; label: string }[];
  legend: { who: string; label: string }[];
  columns(): Column[];
}

/** The contents of an export, at the moment of the request. */
export type Takings = Pick<TakeRequest, "id"> & {
  title(): string;
  pictures(): TakeRequest["pictures"];
  legend(): TakeRequest["legend"];
  columns(): Column[];
};

export const takeEvent = "figure-take";

const quiet = 100; // ms without a change: longer than those between two moves of a pointer
const tablePace = { quiet, most: 1000 };
const descriptionPace = { quiet, most: 2000 }; // screen readers should not be interrupted

export function createFigure(options: FigureOptions): Figure {
  const { id, scheduler } = options;
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
  const fill = paced(scheduler, tablePace, () => {
    if (details.open) render(tableOf(options.table(), options.title), body);
  });
  details.addEventListener("toggle", fill);
  const element = make(
    "section",
    { class: `figure figure-${id}`, "aria-labelledby": `${id}-title` },
    head,
    box,
    foot,
  );
  const exporters = takeButtons({
    id,
    title: () => head.querySelector("h2")?.textContent ?? options.title,
    pictures: () => [{ canvas, label: "" }],
    legend: () => shownLegend(head),
    columns: () => options.columns(),
  });
  element.append(make("div", { class: "figure-data" }, details, exporters));
  return {
    element,
    canvas,
    box,
    head,
    foot,
    describe: paced(scheduler, descriptionPace, (alternative: string) =>
      setAttribute(canvas, "aria-label", alternative),
    ),
    refreshTable: fill,
  };
}

/** Buttons that save the plot and its numbers. */
export function takeButtons(of: Takings): HTMLElement {
  const element = make("div", { class: "figure-take" });
  const taker = (kind: TakeRequest["kind"]) => {
    const { id, columns } = of;
    const help = text.takeHelp[kind];
    const take = () => {
      const now = { title: of.title(), pictures: of.pictures(), legend: of.legend() };
      const detail: TakeRequest = { kind, id, columns, ...now };
      element.dispatchEvent(new CustomEvent(takeEvent, { detail, bubbles: true }));
    };
    const one = button(`${id}-${kind}`, kind.toUpperCase(), "none", help, take);
    one.classList.add("quiet");
    one.setAttribute("aria-label", `${kind.toUpperCase()}: ${help}, ${of.title()}`);
    return one;
  };
  element.append(taker("png"), taker("csv"));
  return element;
}

export function legendOf(entries: NonNullable<FigureOptions["legend"]>): HTMLElement {
  return make(
    "ul",
    { class: "legend", "aria-label": text.legend },
    ...entries.map(({ who, label, style }) =>
      make(
        "li",
        { "data-for": who === "data" ? undefined : who },
        make("span", { class: `key ${classOf(who)} ${style ?? "line"}`, "aria-hidden": "true" }),
        label ?? (who === "data" ? text.data : whoLabel(who, true)),
      ),
    ),
  );
}

/** The visible entries. */
export function shownLegend(head: HTMLElement): TakeRequest["legend"] {
  return [...head.querySelectorAll<HTMLElement>(".legend li")]
    .filter((item) => item.getClientRects().length > 0)
    .map((item) => ({
      who: item.querySelector(".key")?.classList[1] ?? "data",
      label: item.textContent ?? "",
    }));
}

export const wholeLegend: NonNullable<FigureOptions["legend"]> = everyone.map((who) => ({ who }));

/** Rendered in place, so that a text selection is kept while values change. */
function tableOf({ head, rows }: Table, caption: string): TemplateResult {
  const row = ([first, ...rest]: string[]) => html`
    <tr>
      <th scope="row">${first}</th>
      ${rest.map((cell) => html`<td>${cell}</td>`)}
    </tr>`;
  return html`<table>
    <caption>${caption}</caption>
    <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
    <tbody>${rows.map(row)}</tbody>
  </table>`;
}
