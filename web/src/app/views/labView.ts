// The Lab: the moving systems side by side, the phase portrait, energy and loss against time, and the numbers.
// Each picture repaints only what is its own.

import { make, setAttribute, setText, showFor } from "../../base/dom.js";
import { throttle } from "../../base/scheduler.js";
import {
  describeStart,
  fullError,
  PhasePortrait,
  type PortraitFrame,
} from "../../canvas/phasePortrait.js";
import type { SystemInfo } from "../../catalogue/settings.js";
import { overlayDescription, settingLabel, systemText, text } from "../../catalogue/strings.js";
import type { EnergyChart } from "../../charts/energyChart.js";
import { LateChart } from "../../charts/lateChart.js";
import type { LossChart } from "../../charts/lossChart.js";
import { type Ink, readInk } from "../../drawing/ink.js";
import { createFigure, type Figure, whoLabel, wholeLegend } from "../../panels/figure.js";
import { type NumbersData, NumbersPanel } from "../../panels/numbers.js";
import { PinLegend } from "../../panels/pinLegend.js";
import { PinsPanel, type PinsState } from "../../panels/pinsPanel.js";
import { segmented } from "../../panels/viewControls.js";
import { type Contestant, contestants, type Parts, type Who } from "../../protocol/snapshot.js";
import {
  errorOverlay,
  type Overlay,
  overlayChoices,
  solversOf,
  viewTable,
} from "../../state/experiment.js";
import type { Field } from "../../state/fields.js";
import { formatCount, formatPercent } from "../../state/format.js";
import { type PinnedRun, pathKeyOf } from "../../state/pins.js";
import { ableOf, hasEnergy } from "../requests.js";
import type { PageView, ViewContext, ViewScene } from "../view.js";
import { ErrorFigure } from "./errorFigure.js";
import { frameOf } from "./frame.js";
import type { FrictionSlider, PartsFigure } from "./friction.js";
import { MotionRow } from "./motionRow.js";
import {
  driftOf,
  energyColumns,
  energyTable,
  energyWords,
  everyoneIn,
  injectionIn,
  lossColumns,
  lossHint,
  lossTable,
  lossWords,
  pathColumns,
  pathTable,
  pinnedCurves,
  pinnedPaths,
  portraitTitle,
  symbolsOf,
  timeUnit,
} from "./words.js";

const lossPause = 300; // ms between repaints of a chart
const energyPause = 200;
const numbersPause = 250;

export class LabView implements PageView {
  readonly id = "lab";
  readonly needs = { paths: true, grids: true };
  readonly element: HTMLElement;
  readonly playerPlace = make("div");
  private ink: Ink = readInk();
  private readonly motions: MotionRow;
  private readonly portraitFigure: Figure;
  private readonly portrait: PhasePortrait;
  private readonly energyFigure: Figure;
  private readonly energy: LateChart<EnergyChart>;
  private readonly lossFigure: Figure;
  private readonly loss: LateChart<LossChart>;
  private readonly error: ErrorFigure;
  private readonly numbers: NumbersPanel;
  private readonly pins: PinsPanel;
  private readonly pinLegends: { portrait: PinLegend; energy: PinLegend; loss: PinLegend };
  private readonly overlay: ReturnType<typeof segmented>;
  private readonly part: ReturnType<typeof segmented>;
  private readonly energyKind: ReturnType<typeof segmented>;
  private readonly frictionPlace = make("div", { hidden: true });
  private readonly partsPlace = make("div", { hidden: true });
  /** From the first friction on. */
  private friction: { slider: FrictionSlider; parts: PartsFigure } | null = null;
  private isFrictionAsked = false;
  private readonly lossHint = make("p", { class: "canvas-hint" }, text.lossIdle);
  private readonly energyHint = make("p", { class: "canvas-hint" }, text.own.notJudged);
  private readonly phaseHint = make("p", { class: "small", id: "phase-hint" });
  private scene: ViewScene | null = null;
  private frame: PortraitFrame | null = null;
  private frameOf: SystemInfo | null = null;

  constructor(private readonly context: ViewContext) {
    const { scheduler } = context;
    this.motions = new MotionRow("motion", this.ink, "glance", scheduler);
    this.error = new ErrorFigure(this.ink, scheduler);
    const firstSystem = context.catalogue.systems[0] as SystemInfo;
    const choice = (key: "overlay" | "part" | "energyKind") => {
      const table = viewTable(context.catalogue, firstSystem);
      const row = table.find((field) => field.key === key) as Field;
      return segmented(
        row,
        (value) => context.dispatch({ type: "change-view", key, value }),
        settingLabel(key),
      );
    };
    this.overlay = choice("overlay");
    this.part = choice("part");
    this.energyKind = choice("energyKind");
    const scene = () => this.scene as ViewScene;

    this.portraitFigure = createFigure({
      scheduler,
      id: "phase-portrait",
      title: text.phasePortrait,
      role: "application",
      focusable: true,
      legend: [
        ...wholeLegend,
        { who: "data" },
        { who: "truth", label: text.trueEnergy, style: "thin" },
        ...contestants
          .filter((who) => hasEnergy(context.catalogue, who))
          .map((who) => ({ who, label: text.learnedEnergy, style: "thin" as const })),
      ],
      table: () => pathTable(scene(), [scene().system.view.xAxis, scene().system.view.yAxis]),
      columns: () => pathColumns(scene()),
    });
    setAttribute(this.portraitFigure.canvas, "aria-describedby", "phase-hint");
    this.portraitFigure.foot.append(this.overlay.element, this.part.element, this.phaseHint);
    this.portrait = new PhasePortrait(this.portraitFigure.canvas, this.ink, scheduler, {
      moveStart: (x, y) => this.moveStart(x, y),
      launch: () => context.launch(),
    });

    this.energyFigure = createFigure({
      scheduler,
      id: "energy-chart",
      title: text.energyChart,
      legend: wholeLegend,
      table: () => energyTable(scene(), scene().experiment.view.energyKind),
      columns: () => energyColumns(scene(), scene().experiment.view.energyKind),
    });
    this.energyFigure.foot.append(this.energyKind.element);
    this.energyFigure.box.append(this.energyHint);
    {
      const { canvas, box } = this.energyFigure;
      this.energy = new LateChart(canvas, box, this.ink, scheduler, async () => {
        const { EnergyChart } = await import("../../charts/energyChart.js");
        return (ink) => new EnergyChart(canvas, box, ink);
      });
    }

    const solvers = solversOf(context.catalogue);
    const trained = contestants.filter((who) => !solvers.includes(who));
    this.lossFigure = createFigure({
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
    this.lossFigure.box.append(this.lossHint);
    {
      const { canvas, box } = this.lossFigure;
      this.loss = new LateChart(canvas, box, this.ink, scheduler, async () => {
        const { LossChart } = await import("../../charts/lossChart.js");
        return (ink) => new LossChart(canvas, ink, trained);
      });
    }
    this.numbers = new NumbersPanel((value) => context.copy(value));
    this.pins = new PinsPanel(context.pins);
    this.pinLegends = {
      portrait: new PinLegend(this.portraitFigure.head),
      energy: new PinLegend(this.energyFigure.head),
      loss: new PinLegend(this.lossFigure.head),
    };

    this.element = make(
      "div",
      { class: "view-lab" },
      make(
        "div",
        { class: "pictures" },
        make(
          "section",
          { class: "figure figure-motion", "aria-labelledby": "motion-title" },
          make(
            "div",
            { class: "figure-head" },
            make("h2", { id: "motion-title" }, text.animation),
            make("p", { class: "small" }, text.ghost),
          ),
          this.motions.element,
          this.playerPlace,
          this.frictionPlace,
          this.motions.takers("motion", () => text.animation),
        ),
        this.portraitFigure.element,
        this.partsPlace,
      ),
      make(
        "div",
        { class: "charts" },
        this.energyFigure.element,
        this.lossFigure.element,
        this.error.figure.element,
        this.numbers.element,
        this.pins.element,
      ),
    );
  }

  repaint(ink: Ink) {
    this.ink = ink;
    this.portrait.setInk(this.ink);
    this.energy.setInk(this.ink);
    this.loss.setInk(this.ink);
    this.error.setInk(this.ink);
    this.motions.setInk(this.ink);
    this.friction?.parts.setInk(this.ink);
  }

  hide() {}

  show(scene: ViewScene) {
    const old = this.scene;
    this.scene = scene;
    if (old?.contestants !== scene.contestants)
      showFor(this.element, [
        ...everyoneIn(scene),
        ...overlayChoices(scene.contestants),
        ...(scene.contestants.some((who) => scene.runs[who].solvedAtOnce) ? ["solved"] : []),
      ]);
    this.overlay.offer(overlayChoices(scene.contestants));
    this.showPortrait(scene);
    this.showFriction(scene);
    this.motions.show(scene);
    this.energyKind.show(scene.experiment.view.energyKind);
    const view = scene.experiment.view;
    const energyChanged =
      !old ||
      old.experiment.view.energyKind !== view.energyKind ||
      old.contestants !== scene.contestants ||
      old.pins !== scene.pins ||
      everyoneIn(scene).some((who) => old.paths[who] !== scene.paths[who]);
    if (energyChanged) this.paintEnergy();
    const lossChanged =
      !old ||
      old.total !== scene.total ||
      old.contestants !== scene.contestants ||
      old.pins !== scene.pins ||
      contestants.some((who) => old.curves[who] !== scene.curves[who]);
    if (lossChanged) this.paintLoss();
    const hint = lossHint(scene);
    this.lossHint.hidden = hint === null;
    setText(this.lossHint, hint ?? "");
    this.energyHint.hidden = scene.experiment.measured?.judged !== false;
    // At rest the numbers belong to the state shown; while training they may lag behind it.
    if (scene.training) this.showNumbersSoon();
    else this.showNumbers();
    this.describe(scene);
  }

  setTime(time: number) {
    this.portrait.setTime(time);
    this.energy.tell("time", (chart) => chart.setTime(time));
    this.motions.setTime(time);
  }

  private moveStart(x: number, y: number) {
    if (!this.scene) return;
    const { experiment, system } = this.scene;
    const value = experiment.view.x0.map((old, i) =>
      i === system.view.xAxis ? x : i === system.view.yAxis ? y : old,
    );
    this.context.dispatch({ type: "change-view", key: "x0", value });
  }

  /** Slider and parts, where the truth or a network has a friction that can be changed. */
  private showFriction(scene: ViewScene) {
    const isThere = scene.contestants.some((who) => scene.runs[who].hasDissipation);
    const isTrue = !scene.system.conservative && !scene.experiment.measured;
    this.frictionPlace.hidden = !isThere && !isTrue;
    this.partsPlace.hidden = this.frictionPlace.hidden || this.frame?.plane === false;
    if (this.frictionPlace.hidden) return;
    if (this.friction) {
      this.friction.slider.show(scene.experiment.view.friction);
      if (this.frame) this.friction.parts.show(scene, this.frame);
    } else if (!this.isFrictionAsked) void this.loadFriction();
  }

  private async loadFriction() {
    this.isFrictionAsked = true;
    try {
      const { FrictionSlider, PartsFigure } = await import("./friction.js");
      const slider = new FrictionSlider((value) =>
        this.context.dispatch({ type: "change-view", key: "friction", value }),
      );
      const able = contestants.filter((who) => ableOf(this.context.catalogue, who).hasDissipation);
      const parts = new PartsFigure(able, this.ink, this.context.scheduler);
      this.friction = { slider, parts };
      this.frictionPlace.append(slider.element);
      this.partsPlace.append(parts.element);
      if (this.scene) this.show(this.scene);
    } catch {
      this.isFrictionAsked = false; // offline too early: the next scene asks again
    }
  }

  private showPortrait(scene: ViewScene) {
    const { experiment, system } = scene;
    const { overlay } = experiment.view;
    if (this.frameOf !== system) {
      this.frameOf = system;
      this.frame = frameOf(system);
      this.portraitFigure.element.classList.toggle("projection", !this.frame.plane);
      this.overlay.element.hidden = !this.frame.plane;
      setText(this.portraitFigure.head.querySelector("h2") as Element, portraitTitle(system));
    }
    this.overlay.show(overlay);
    // Nobody knows the true field of a recording, so that there is no error of it to be drawn.
    const canErr = experiment.measured === undefined;
    const isLearned = (choice: Overlay) => {
      const erring = errorOverlay(choice);
      const who = erring ?? choice;
      return (
        who !== "truth" && (canErr || erring === null) && scene.runs[who as Contestant].step > 0
      );
    };
    for (const choice of overlayChoices(contestants))
      this.overlay.enable(choice, choice === "truth" || isLearned(choice));
    const isError = isLearned(overlay) && errorOverlay(overlay) !== null;
    const hint = this.frame?.plane
      ? text.phaseHint
      : this.frame?.positions
        ? text.phaseHintProjection
        : text.phaseHintSlice;
    const scale = text.errorScale(formatPercent(0), formatPercent(fullError));
    setText(this.phaseHint, isError && this.frame?.plane ? `${scale} ${hint}` : hint);
    const { part } = experiment.view;
    const shown = errorOverlay(overlay) ?? (overlay as Who);
    const hasParts = this.frame?.plane === true && scene.parts[shown] !== undefined;
    this.part.element.hidden = !this.frame?.plane || Object.keys(scene.parts).length === 0;
    this.part.show(hasParts ? part : "whole");
    for (const choice of ["conservative", "dissipative"]) this.part.enable(choice, hasParts);
    this.portrait.update({
      frame: this.frame as PortraitFrame,
      data: scene.data,
      grids: part === "whole" ? scene.grids : withParts(scene, part),
      paths: scene.paths,
      overlay: isLearned(overlay) ? overlay : "truth",
      start: experiment.view.x0,
      injection: injectionIn(scene),
      pins: pinnedPaths(scene),
    });
    this.pinLegends.portrait.show(pinnedPaths(scene).map(({ pin }) => pin));
  }

  private readonly paintEnergy = throttle(
    () => this.context.scheduler,
    energyPause,
    () => {
      if (!this.scene) return;
      const { paths, experiment } = this.scene;
      const { energyKind, rolloutDuration } = experiment.view;
      const unit = timeUnit(this.scene.system);
      const injection = injectionIn(this.scene);
      const pins = pinnedPaths(this.scene);
      this.energy.tell("data", (chart) =>
        chart.update(paths, energyKind, rolloutDuration, unit, injection, pins),
      );
      this.pinLegends.energy.show(pins.map(({ pin }) => pin));
    },
  );

  private readonly paintLoss = throttle(
    () => this.context.scheduler,
    lossPause,
    () => {
      if (!this.scene) return;
      const { curves, total } = this.scene;
      const pins = pinnedCurves(this.scene);
      this.loss.tell("data", (chart) => chart.update(curves, total, pins));
      this.pinLegends.loss.show(pins.map(({ pin }) => pin));
      this.error.update(this.scene);
    },
  );

  private readonly showNumbersSoon = throttle(
    () => this.context.scheduler,
    numbersPause,
    () => this.showNumbers(),
  );

  private showNumbers() {
    const { scene } = this;
    if (!scene) return;
    this.numbers.tell(scene.experiment.measured !== undefined);
    const present: Partial<Record<Contestant, NumbersData>> = {};
    for (const who of scene.contestants) {
      const { step, testLoss, metrics, fingerprint, seconds, solution } = scene.runs[who];
      const trained = step > 0;
      // A run that was taken up has no losses of its own before it trains on.
      const known = Number.isNaN(testLoss) ? (metrics?.testLoss ?? Number.NaN) : testLoss;
      const data: NumbersData = {
        testLoss: trained ? known : Number.NaN,
        drift: trained ? driftOf(scene.paths[who]) : Number.NaN,
        metrics: trained ? metrics : null,
        measuring: scene.measuring || scene.training,
        fingerprint,
        guarded: trained ? Math.max(scene.paths[who]?.guarded ?? 0, metrics?.guarded ?? 0) : 0,
        seconds: trained ? seconds : Number.NaN,
        solution,
      };
      present[who] = data;
      this.numbers.show(who, data);
    }
    this.numbers.warn(scene.contestants);
    this.showPins(scene, present);
  }

  private showPins(scene: ViewScene, present: PinsState["now"]) {
    const pathKey = pathKeyOf(scene.experiment.view);
    const numbers = ({ testLoss, metrics, path }: PinnedRun) => ({
      ...{ testLoss, metrics },
      drift: driftOf(path ?? undefined),
    });
    this.pins.show({
      entries: scene.pins.map((pin) => ({
        pin,
        numbers: Object.fromEntries(
          Object.entries(pin.runs).map(([who, run]) => [who, numbers(run)]),
        ),
        isOtherStart: pin.pathKey !== pathKey,
      })),
      elsewhere: scene.pinsElsewhere,
      canPin: scene.trained && !scene.training,
      contestants: scene.contestants,
      now: present,
    });
  }

  private describe(scene: ViewScene) {
    const { system, experiment, data } = scene;
    const symbols = symbolsOf(system);
    this.portraitFigure.describe(
      text.phaseAlt({
        system: systemText[system.id]?.noun ?? system.id,
        x: symbols[system.view.xAxis] ?? "",
        y: symbols[system.view.yAxis] ?? "",
        start: describeStart(experiment.view.x0, symbols),
        samples: formatCount(data?.test.length ?? 0),
        overlay: overlayDescription(scene.trained ? experiment.view.overlay : "truth"),
        state: scene.trained ? text.phaseTrained : text.phaseUntrained,
      }),
    );
    this.energyFigure.describe(energyWords(scene, experiment.view.energyKind));
    this.lossFigure.describe(lossWords(scene));
    for (const figure of [this.portraitFigure, this.energyFigure, this.lossFigure])
      figure.refreshTable();
  }
}

/** Fields in one of their parts, as far as they have parts. */
function withParts(scene: ViewScene, part: keyof Parts): ViewScene["grids"] {
  const grids = { ...scene.grids };
  for (const who of everyoneIn(scene)) {
    const parts = scene.parts[who];
    if (parts) grids[who] = parts[part];
  }
  return grids;
}
