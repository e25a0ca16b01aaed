// Orbits: large plots with long trails on one scale, kinetic, potential and total energy of the same
// trajectories against time, and the conserved quantities.

import { make, showFor } from "../../../base/dom.js";
import { type Kind, throttle } from "../../../base/scheduler.js";
import { text } from "../../../catalogue/strings.js";
import { orbitsText } from "../../../catalogue/strings.later.js";
import { EnergyChart } from "../../../charts/energyChart.js";
import { type Ink, readInk } from "../../../drawing/ink.js";
import { createFigure, type Figure, wholeLegend } from "../../../panels/figure.js";
import { PinLegend } from "../../../panels/pinLegend.js";
import type { EnergyKind } from "../../../state/experiment.js";
import type { PageView, ViewContext, ViewScene } from "../../view.js";
import { MotionRow } from "../motionRow.js";
import {
  energyColumns,
  energyTable,
  energyWords,
  everyoneIn,
  injectionIn,
  pinnedPaths,
  timeUnit,
} from "../words.js";
import { ConservedTable } from "./conservedTable.js";

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
        title: orbitsText.energy[kind],
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
            make("h2", { id: "orbits-title" }, orbitsText.title),
            make("p", { class: "small" }, `${text.ghost} ${orbitsText.fit}`),
          ),
          this.playerPlace,
          this.motions.element,
          this.motions.takers("orbits", () => orbitsText.title),
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
    if (old?.contestants !== scene.contestants || old.stepped !== scene.stepped)
      showFor(this.element, everyoneIn(scene));
    this.motions.show(scene);
    const isNew =
      old?.contestants !== scene.contestants ||
      old.stepped !== scene.stepped ||
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
    this.moveNumbers();
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

  private readonly showNumbers = this.numbersWhen("work");
  /** The page is settled while its animation plays. */
  private readonly moveNumbers = this.numbersWhen("background");

  private numbersWhen(kind: Kind) {
    const show = () => {
      if (this.scene) this.numbers.show(this.scene, this.time);
    };
    return throttle(() => this.context.scheduler, numberPause, show, kind);
  }
}
