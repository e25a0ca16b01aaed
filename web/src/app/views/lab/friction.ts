// Friction, changed after training, and the field in its two parts. Loaded for systems with friction.

import { make, setAttribute, setText } from "../../../base/dom.js";
import type { Scheduler } from "../../../base/scheduler.js";
import { FieldView } from "../../../canvas/fieldView.js";
import type { PortraitFrame } from "../../../canvas/portraitBackdrop.js";
import { choiceLabel } from "../../../catalogue/strings.js";
import { frictionText } from "../../../catalogue/strings.later.js";
import type { Ink } from "../../../drawing/ink.js";
import type { Column } from "../../../lab/csv.js";
import { legendOf, takeButtons, whoLabel } from "../../../panels/figure.js";
import type { Who } from "../../../protocol/snapshot.js";
import {
  type Contestant,
  contestants,
  type Grid,
  isNetwork,
  type Parts,
} from "../../../protocol/snapshot.js";
import { mostFriction } from "../../../state/experiment.js";
import { formatNumber, formatPercent } from "../../../state/format.js";
import type { ViewScene } from "../../view.js";
import { labelsOf } from "../words.js";

const notch = 0.05;
const partNames = ["conservative", "dissipative"] as const satisfies (keyof Parts)[];
type PartName = (typeof partNames)[number];

/** A slider with its factor as text. */
export class FrictionSlider {
  readonly element: HTMLElement;
  private readonly slider = make("input", {
    type: "range",
    id: "friction",
    min: 0,
    max: mostFriction,
    step: notch,
    "data-setting": "friction",
    "aria-describedby": "friction-help",
  });
  private readonly words = make("output", { id: "friction-text", for: "friction" });

  constructor(change: (factor: number) => void) {
    this.slider.addEventListener("input", () => change(Number(this.slider.value)));
    this.element = make(
      "div",
      { class: "friction" },
      make(
        "div",
        { class: "friction-row" },
        make("label", { for: "friction" }, frictionText.factor),
        this.slider,
        this.words,
      ),
      make("p", { class: "small", id: "friction-help" }, frictionText.help),
    );
  }

  show(factor: number) {
    this.slider.value = String(factor);
    const times = frictionText.times(formatNumber(factor));
    const meaning =
      factor === 1 ? frictionText.asLearned : factor === 0 ? frictionText.without : "";
    setText(this.words, meaning ? `${times} (${meaning})` : times);
    setAttribute(this.slider, "aria-valuetext", frictionText.words(formatNumber(factor)));
  }
}

interface Place {
  canvas: HTMLCanvasElement;
  view: FieldView;
  veil: HTMLElement;
}

/** For the truth and every network that learns friction separately: both parts side by side. */
export class PartsFigure {
  readonly element: HTMLElement;
  private readonly places = {} as Record<string, Place>;
  private readonly rows = new Map<Who, HTMLElement>();
  private scene: ViewScene | null = null;

  constructor(
    who: readonly Contestant[],
    ink: Ink,
    private readonly scheduler: Scheduler,
  ) {
    const grid = make("div", { class: "field-parts" });
    for (const one of ["truth", ...contestants.filter((other) => who.includes(other))] as Who[]) {
      const row = make("div", { class: "field-row-of" });
      row.append(
        make(
          "div",
          { class: "field-of" },
          legendOf([{ who: one, label: choiceLabel("overlay", one), style: "marker" }]),
        ),
      );
      for (const part of partNames) row.append(this.place(one, part, ink));
      this.rows.set(one, row);
      grid.append(row);
    }
    this.element = make(
      "section",
      { class: "figure figure-field-parts", "aria-labelledby": "field-parts-title" },
      make(
        "div",
        { class: "figure-head" },
        make("h2", { id: "field-parts-title" }, frictionText.partsTitle),
      ),
      make("p", { class: "small" }, frictionText.partsHelp),
      grid,
      takeButtons({
        id: "field-parts",
        title: () => frictionText.partsTitle,
        pictures: () =>
          this.shown.flatMap((one) =>
            partNames.map((part) => ({
              canvas: (this.places[`${one}-${part}`] as Place).canvas,
              label: `${whoLabel(one, true)}, ${choiceLabel("part", part)}`,
            })),
          ),
        legend: () => [],
        columns: () => this.columns(),
      }),
    );
  }

  private place(who: Who, part: PartName, ink: Ink): HTMLElement {
    const canvas = make("canvas", { id: `field-${who}-${part}`, role: "img" });
    const veil = make("p", { class: "veil" }, frictionText.untrained);
    this.places[`${who}-${part}`] = {
      canvas,
      view: new FieldView(canvas, ink, this.scheduler),
      veil,
    };
    return make(
      "figure",
      { class: "field-part" },
      make("figcaption", {}, frictionText.partOf[part]),
      make("div", { class: "field-box" }, canvas, veil),
    );
  }

  setInk(ink: Ink) {
    for (const { view } of Object.values(this.places)) view.setInk(ink);
  }

  show(scene: ViewScene, frame: PortraitFrame) {
    this.scene = scene;
    this.element.hidden = !frame.plane;
    for (const [who, row] of this.rows) {
      row.hidden = !this.shown.includes(who);
      for (const part of partNames) this.showPart(who, part, scene, frame);
    }
  }

  private showPart(who: Who, part: PartName, scene: ViewScene, frame: PortraitFrame) {
    const { canvas, view, veil } = this.places[`${who}-${part}`] as Place;
    const grid = scene.parts[who]?.[part] ?? null;
    view.update({ who, grid, frame });
    veil.hidden = grid !== null;
    const whole = scene.grids[who];
    const words =
      grid && whole
        ? frictionText.partAlt({
            who: whoLabel(who),
            part: frictionText.partOf[part],
            share: formatPercent(meanLength(grid) / meanLength(whole)),
          })
        : frictionText.partEmpty(whoLabel(who));
    setAttribute(canvas, "aria-label", words);
  }

  /** The field of a recording is unknown, and some networks may not be included or have no parts with these settings. */
  private get shown(): Who[] {
    const { scene } = this;
    if (!scene) return [];
    return [...this.rows.keys()].filter((who) =>
      isNetwork(who)
        ? scene.contestants.includes(who) && scene.runs[who].hasDissipation
        : scene.parts[who] !== undefined,
    );
  }

  private columns(): Column[] {
    const { scene } = this;
    if (!scene) return [];
    const { xAxis, yAxis, xMin, xMax, yMin, yMax } = scene.system.view;
    const names = labelsOf(scene.system);
    const [first] = Object.values(scene.parts);
    if (!first) return [];
    const { columns, rows } = first.conservative;
    const places = Array.from({ length: columns * rows }, (_, i) => i);
    const along = (min: number, max: number, at: number, count: number) =>
      min + (at / (count - 1)) * (max - min);
    return [
      {
        name: names[xAxis] ?? "",
        values: places.map((i) => along(xMin, xMax, i % columns, columns)),
      },
      {
        name: names[yAxis] ?? "",
        values: places.map((i) => along(yMin, yMax, Math.floor(i / columns), rows)),
      },
      ...this.shown.flatMap((who) =>
        partNames.flatMap((part) => {
          const grid = scene.parts[who]?.[part];
          const of = `${whoLabel(who, true)}, ${choiceLabel("part", part)}`;
          return grid
            ? [
                { name: `d${names[xAxis]}/dt, ${of}`, values: grid.dx },
                { name: `d${names[yAxis]}/dt, ${of}`, values: grid.dy },
              ]
            : [];
        }),
      ),
    ];
  }
}

function meanLength({ dx, dy }: Grid): number {
  let sum = 0;
  dx.forEach((value, i) => {
    sum += Math.hypot(value, dy[i] as number);
  });
  return sum / dx.length;
}
