// Energy against time and loss against training step: figures of the lab whose charts are loaded late, each with a
// message while there is no line.

import { make, setText } from "../../../base/dom.js";
import { throttle } from "../../../base/scheduler.js";
import { text } from "../../../catalogue/strings.js";
import type { EnergyChart } from "../../../charts/energyChart.js";
import { LateChart } from "../../../charts/lateChart.js";
import type { LossChart } from "../../../charts/lossChart.js";
import type { Ink } from "../../../drawing/ink.js";
import { createFigure, type Figure, whoLabel, wholeLegend } from "../../../panels/figure.js";
import { PinLegend } from "../../../panels/pinLegend.js";
import { contestants } from "../../../protocol/snapshot.js";
import { solversOf } from "../../../state/experiment.js";
import type { ViewContext, ViewScene } from "../../view.js";
import {
  energyColumns,
  energyTable,
  energyWords,
  everyoneIn,
  injectionIn,
  lossColumns,
  lossHint,
  lossTable,
  lossWords,
  pinnedCurves,
  pinnedPaths,
  timeUnit,
} from "../words.js";
import { viewChoice } from "./viewChoice.js";

const energyPause = 200; // ms between repaints of a chart
const lossPause = 300;

export class EnergyFigure {
  readonly figure: Figure;
  private readonly chart: LateChart<EnergyChart>;
  private readonly kind: ReturnType<typeof viewChoice>;
  private readonly hint = make("p", { class: "canvas-hint" }, text.own.notJudged);
  private readonly pinLegend: PinLegend;
  private scene: ViewScene | null = null;

  constructor(
    private readonly context: ViewContext,
    ink: Ink,
  ) {
    const { scheduler } = context;
    const scene = () => this.scene as ViewScene;
    this.kind = viewChoice(context, "energyKind");
    this.figure = createFigure({
      scheduler,
      id: "energy-chart",
      title: text.energyChart,
      legend: wholeLegend,
      table: () => energyTable(scene(), scene().experiment.view.energyKind),
      columns: () => energyColumns(scene(), scene().experiment.view.energyKind),
    });
    const { canvas, box, foot, head } = this.figure;
    foot.append(this.kind.element);
    box.append(this.hint);
    this.pinLegend = new PinLegend(head);
    this.chart = new LateChart(canvas, box, ink, scheduler, async () => {
      const { EnergyChart } = await import("../../../charts/charts.js");
      return (colours) => new EnergyChart(canvas, box, colours);
    });
  }

  setInk(ink: Ink) {
    this.chart.setInk(ink);
  }

  setTime(time: number) {
    this.chart.tell("time", (chart) => chart.setTime(time));
  }

  show(scene: ViewScene) {
    const old = this.scene;
    this.scene = scene;
    const { energyKind } = scene.experiment.view;
    this.kind.show(energyKind);
    const isNew =
      !old ||
      old.experiment.view.energyKind !== energyKind ||
      old.contestants !== scene.contestants ||
      old.stepped !== scene.stepped ||
      old.pins !== scene.pins ||
      everyoneIn(scene).some((who) => old.paths[who] !== scene.paths[who]);
    if (isNew) this.paint();
    this.hint.hidden = scene.experiment.measured?.judged !== false;
    this.figure.describe(energyWords(scene, energyKind));
    this.figure.refreshTable();
  }

  private readonly paint = throttle(
    () => this.context.scheduler,
    energyPause,
    () => {
      const { scene } = this;
      if (!scene) return;
      const { energyKind, rolloutDuration } = scene.experiment.view;
      const unit = timeUnit(scene.system);
      const injection = injectionIn(scene);
      const pins = pinnedPaths(scene);
      this.chart.tell("data", (chart) =>
        chart.update(scene.paths, energyKind, rolloutDuration, unit, injection, pins),
      );
      this.pinLegend.show(pins.map(({ pin }) => pin));
    },
  );
}

export class LossFigure {
  readonly figure: Figure;
  private readonly chart: LateChart<LossChart>;
  private readonly hint = make("p", { class: "canvas-hint" }, text.lossIdle);
  private readonly pinLegend: PinLegend;
  private scene: ViewScene | null = null;

  constructor(
    private readonly context: ViewContext,
    ink: Ink,
  ) {
    const { scheduler, catalogue } = context;
    const scene = () => this.scene as ViewScene;
    const solvers = solversOf(catalogue);
    const trained = contestants.filter((who) => !solvers.includes(who));
    this.figure = createFigure({
      scheduler,
      id: "loss-chart",
      title: text.lossChart,
      legend: trained.flatMap((who) => [
        { who, label: `${whoLabel(who, true)}, ${text.lossTest}` },
        { who, label: text.lossTrain, style: "thin" as const },
      ]),
      table: () => lossTable(scene()),
      columns: () => lossColumns(scene()),
    });
    const { canvas, box, head } = this.figure;
    box.append(this.hint);
    this.pinLegend = new PinLegend(head);
    this.chart = new LateChart(canvas, box, ink, scheduler, async () => {
      const { LossChart } = await import("../../../charts/charts.js");
      return (colours) => new LossChart(canvas, colours, trained);
    });
  }

  setInk(ink: Ink) {
    this.chart.setInk(ink);
  }

  /** True: the curves have changed. */
  show(scene: ViewScene): boolean {
    const old = this.scene;
    this.scene = scene;
    const isNew =
      !old ||
      old.total !== scene.total ||
      old.contestants !== scene.contestants ||
      old.stepped !== scene.stepped ||
      old.pins !== scene.pins ||
      contestants.some((who) => old.curves[who] !== scene.curves[who]);
    if (isNew) this.paint();
    const hint = lossHint(scene);
    this.hint.hidden = hint === null;
    setText(this.hint, hint ?? "");
    this.figure.describe(lossWords(scene));
    this.figure.refreshTable();
    return isNew;
  }

  private readonly paint = throttle(
    () => this.context.scheduler,
    lossPause,
    () => {
      const { scene } = this;
      if (!scene) return;
      const pins = pinnedCurves(scene);
      this.chart.tell("data", (chart) => chart.update(scene.curves, scene.total, pins));
      this.pinLegend.show(pins.map(({ pin }) => pin));
    },
  );
}
