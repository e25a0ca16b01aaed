// Orbits: large pictures with long trails on one scale, kinetic, potential and total energy of the same
// trajectories against time, and what the truth conserves.

import { make, scrollBox, setText, showFor } from "../../base/dom.js";
import { throttle } from "../../base/scheduler.js";
import { text } from "../../catalogue/strings.js";
import { EnergyChart } from "../../charts/energyChart.js";
import { type Ink, readInk } from "../../drawing/ink.js";
import { createFigure, type Figure, whoLabel, wholeLegend } from "../../panels/figure.js";
import { PinLegend, tracedLabel } from "../../panels/pinLegend.js";
import type { Rollout } from "../../protocol/snapshot.js";
import { everyone, type Who } from "../../protocol/snapshot.js";
import type { EnergyKind } from "../../state/experiment.js";
import { formatNumber } from "../../state/format.js";
import type { Pinned } from "../../state/pins.js";
import type { PageView, ViewContext, ViewScene } from "../view.js";
import { conservedBy, type Quantity, quantities, quantityAt } from "./conserved.js";
import { MotionRow } from "./motionRow.js";
import {
  energyColumns,
  energyTable,
  energyWords,
  everyoneIn,
  injectionIn,
  pinnedPaths,
  timeUnit,
} from "./words.js";

const kinds: Exclude<EnergyKind, "learned">[] = ["kinetic", "potential", "total"];
const chartPause = 250; // ms between repaints of a chart
const numberPause = 150;

export class OrbitsView implements PageView {
  readonly id = "orbits";
  readonly needs = { paths: true, grids: false };
  readonly element: HTMLElement;
  readonly playerPlace = make("div");
  private ink: Ink = readInk();
  private readonly motions: MotionRow;
  private readonly charts: { kind: EnergyKind; figure: Figure; chart: EnergyChart }[];
  private readonly numbers = new ConservedTable();
  private readonly pinLegend: PinLegend;
  private scene: ViewScene | null = null;
  private time = 0;

  constructor(private readonly context: ViewContext) {
    const { scheduler } = context;
    this.motions = new MotionRow("orbit", this.ink, "wide", scheduler);
    this.charts = kinds.map((kind) => {
      const figure = createFigure({
        scheduler,
        id: `orbit-energy-${kind}`,
        title: text.orbitEnergy[kind],
        ...(kind === "kinetic" && { legend: wholeLegend }),
        table: () => energyTable(this.scene as ViewScene, kind),
        columns: () => energyColumns(this.scene as ViewScene, kind),
      });
      figure.box.classList.add("small-chart-box");
      return { kind, figure, chart: new EnergyChart(figure.canvas, figure.box, this.ink) };
    });
    this.pinLegend = new PinLegend((this.charts[0] as (typeof this.charts)[0]).figure.head);
    this.motions.element.append(this.numbers.element);
    this.element = make(
      "div",
      { class: "view-orbits" },
      make(
        "div",
        { class: "pictures" },
        make(
          "section",
          { class: "figure figure-orbits", "aria-labelledby": "orbits-title" },
          make(
            "div",
            { class: "figure-head" },
            make("h2", { id: "orbits-title" }, text.orbitsTitle),
            make("p", { class: "small" }, `${text.ghost} ${text.orbitsFit}`),
          ),
          this.playerPlace,
          this.motions.element,
          this.motions.takers("orbits", () => text.orbitsTitle),
        ),
      ),
      make("div", { class: "charts" }, ...this.charts.map(({ figure }) => figure.element)),
    );
  }

  repaint(ink: Ink) {
    this.ink = ink;
    this.motions.setInk(this.ink);
    for (const { chart } of this.charts) chart.setInk(this.ink);
  }

  hide() {}

  show(scene: ViewScene) {
    const old = this.scene;
    this.scene = scene;
    if (old?.contestants !== scene.contestants) showFor(this.element, everyoneIn(scene));
    this.motions.show(scene);
    const isNew =
      old?.contestants !== scene.contestants ||
      old.system !== scene.system ||
      old.pins !== scene.pins ||
      everyoneIn(scene).some((who) => old.paths[who] !== scene.paths[who]);
    if (isNew) {
      this.paintCharts();
      this.showNumbers();
    }
    for (const { kind, figure } of this.charts) {
      figure.describe(energyWords(scene, kind));
      figure.refreshTable();
    }
  }

  setTime(time: number) {
    this.time = time;
    this.motions.setTime(time);
    for (const { chart } of this.charts) chart.setTime(time);
    this.showNumbers();
  }

  private readonly paintCharts = throttle(
    () => this.context.scheduler,
    chartPause,
    () => {
      const { scene } = this;
      if (!scene) return;
      const { rolloutDuration } = scene.experiment.view;
      const unit = timeUnit(scene.system);
      const pins = pinnedPaths(scene);
      for (const { kind, chart } of this.charts)
        chart.update(scene.paths, kind, rolloutDuration, unit, injectionIn(scene), pins);
      this.pinLegend.show(pins.map(({ pin }) => pin));
    },
  );

  private readonly showNumbers = throttle(
    () => this.context.scheduler,
    numberPause,
    () => {
      if (this.scene) this.numbers.show(this.scene, this.time);
    },
  );
}

/** Conserved quantities of truth and networks at the moment of the animation. */
class ConservedTable {
  private readonly head = make(
    "tr",
    {},
    make("th", { scope: "col" }, text.quantity),
    ...everyone.map((who) =>
      make("th", { scope: "col", class: who, "data-for": who }, whoLabel(who, true)),
    ),
  );
  private readonly rows = new Map<Quantity, { row: HTMLElement; cells: Map<Who, HTMLElement> }>();
  readonly element: HTMLElement;
  private of: Rollout | null = null;
  private conserved: Quantity[] = [];
  private pins: { label: string; head: HTMLElement; cells: Map<Quantity, HTMLElement> }[] = [];

  constructor() {
    for (const quantity of quantities) {
      const cells = new Map<Who, HTMLElement>();
      for (const who of everyone) cells.set(who, make("td", { "data-for": who }, text.none));
      const row = make(
        "tr",
        { id: `conserved-${quantity}` },
        make("th", { scope: "row" }, text.conservedName[quantity]),
        ...cells.values(),
      );
      this.rows.set(quantity, { row, cells });
    }
    this.element = make(
      "section",
      { class: "conserved", "aria-labelledby": "conserved-title" },
      make("h3", { id: "conserved-title" }, text.conserved),
      scrollBox(
        "numbers-box",
        `${text.dataTable}: ${text.conserved}`,
        make(
          "table",
          {},
          make("thead", {}, this.head),
          make("tbody", {}, ...[...this.rows.values()].map(({ row }) => row)),
        ),
      ),
      make("p", { class: "small" }, text.conservedHelp),
    );
  }

  show(scene: ViewScene, time: number) {
    const { truth } = scene.paths;
    this.element.hidden = !truth || truth.t.length === 0;
    if (!truth || truth.t.length === 0) return;
    if (this.of !== truth) {
      this.of = truth;
      this.conserved = conservedBy(scene.system, truth);
      this.element.hidden = this.conserved.length === 0;
    }
    const pins = pinnedPaths(scene);
    this.seatPins(pins);
    for (const [quantity, { row, cells }] of this.rows) {
      row.hidden = !this.conserved.includes(quantity);
      if (row.hidden) continue;
      const words = (path: Rollout | undefined) =>
        path ? formatNumber(tidy(quantityAt(path, quantity, time))) : text.none;
      for (const who of everyoneIn(scene))
        setText(cells.get(who) as HTMLElement, words(scene.paths[who]));
      this.pins.forEach(({ cells: kept }, i) => {
        setText(kept.get(quantity) as HTMLElement, words(pins[i]?.value));
      });
    }
  }

  /** A column for each pinned run, after those of the present ones. */
  private seatPins(pins: readonly Pinned<Rollout>[]) {
    const labels = pins.map(({ who, pin }) => tracedLabel(who, pin));
    const isSame =
      labels.length === this.pins.length &&
      labels.every((label, i) => label === this.pins[i]?.label);
    if (isSame) return;
    for (const { head, cells } of this.pins)
      for (const element of [head, ...cells.values()]) element.remove();
    this.pins = labels.map((label) => {
      const head = make("th", { scope: "col" }, label);
      this.head.append(head);
      const cells = new Map<Quantity, HTMLElement>();
      for (const [quantity, { row }] of this.rows) {
        const cell = make("td", {}, text.none);
        row.append(cell);
        cells.set(quantity, cell);
      }
      return { label, head, cells };
    });
  }
}

/** What remains of a sum that is zero but for rounding is shown as zero. */
function tidy(value: number): number {
  return Math.abs(value) < 1e-9 ? 0 : value;
}
