// The phase portrait of the lab with its controls: the background, the part of the field, and the
// captions. A click, a drag or the keys move the start.

import { make, setAttribute, setText } from "../../../base/dom.js";
import { describeStart, PhasePortrait } from "../../../canvas/phasePortrait.js";
import { fullError, type PortraitFrame } from "../../../canvas/portraitBackdrop.js";
import type { SystemInfo } from "../../../catalogue/settings.js";
import { overlayDescription, systemText, text } from "../../../catalogue/strings.js";
import type { Ink } from "../../../drawing/ink.js";
import { createFigure, type Figure, wholeLegend } from "../../../panels/figure.js";
import { PinLegend } from "../../../panels/pinLegend.js";
import { type Contestant, contestants, type Parts, type Who } from "../../../protocol/snapshot.js";
import { errorOverlay, type Overlay, overlayChoices } from "../../../state/experiment.js";
import { formatCount, formatPercent } from "../../../state/format.js";
import { mayBeAble } from "../../session/requests.js";
import type { ViewContext, ViewScene } from "../../view.js";
import { frameOf } from "../frame.js";
import {
  everyoneIn,
  injectionIn,
  pathColumns,
  pathTable,
  pinnedPaths,
  portraitTitle,
  symbolsOf,
} from "../words.js";
import { viewChoice } from "./viewChoice.js";

export class PortraitFigure {
  readonly figure: Figure;
  /** Of the system that is shown. */
  frame: PortraitFrame | null = null;
  private frameOf: SystemInfo | null = null;
  private scene: ViewScene | null = null;
  private readonly portrait: PhasePortrait;
  private readonly pinLegend: PinLegend;
  private readonly overlay: ReturnType<typeof viewChoice>;
  private readonly part: ReturnType<typeof viewChoice>;
  private readonly hint = make("p", { class: "small", id: "phase-hint" });

  constructor(
    private readonly context: ViewContext,
    ink: Ink,
  ) {
    const { scheduler, catalogue } = context;
    const scene = () => this.scene as ViewScene;
    this.overlay = viewChoice(context, "overlay");
    this.part = viewChoice(context, "part");
    this.figure = createFigure({
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
          .filter((who) => mayBeAble(catalogue, who, "hasEnergy"))
          .map((who) => ({ who, label: text.learnedEnergy, style: "thin" as const })),
      ],
      table: () => pathTable(scene(), [scene().system.view.xAxis, scene().system.view.yAxis]),
      columns: () => pathColumns(scene()),
    });
    const { canvas, foot, head } = this.figure;
    setAttribute(canvas, "aria-describedby", "phase-hint");
    foot.append(this.overlay.element, this.part.element, this.hint);
    this.pinLegend = new PinLegend(head);
    this.portrait = new PhasePortrait(canvas, ink, scheduler, {
      moveStart: (x, y) => this.moveStart(x, y),
      launch: () => context.launch(),
    });
  }

  setInk(ink: Ink) {
    this.portrait.setInk(ink);
  }

  setTime(time: number) {
    this.portrait.setTime(time);
  }

  show(scene: ViewScene) {
    this.scene = scene;
    const { experiment, system } = scene;
    const frame = this.enter(system);
    const { overlay, part } = experiment.view;
    const shown = errorOverlay(overlay) ?? (overlay as Who);
    const hasParts = frame.plane && scene.parts[shown] !== undefined;
    this.showChoices(scene, frame, hasParts);
    this.showHint(scene, frame);
    const pins = pinnedPaths(scene);
    this.portrait.update({
      frame,
      data: scene.data,
      grids: part === "whole" ? scene.grids : withParts(scene, part),
      paths: scene.paths,
      overlay: isLearned(scene, overlay) ? overlay : "truth",
      start: experiment.view.x0,
      injection: injectionIn(scene),
      pins,
    });
    this.pinLegend.show(pins.map(({ pin }) => pin));
    this.describe(scene);
  }

  private enter(system: SystemInfo): PortraitFrame {
    if (this.frame && this.frameOf === system) return this.frame;
    const frame = frameOf(system);
    this.frameOf = system;
    this.frame = frame;
    this.figure.element.classList.toggle("projection", !frame.plane);
    this.overlay.element.hidden = !frame.plane;
    setText(this.figure.head.querySelector("h2") as Element, portraitTitle(system));
    return frame;
  }

  private showChoices(scene: ViewScene, frame: PortraitFrame, hasParts: boolean) {
    const { overlay, part } = scene.experiment.view;
    this.overlay.offer(overlayChoices(scene.contestants));
    this.overlay.show(overlay);
    for (const choice of overlayChoices(contestants))
      this.overlay.enable(choice, choice === "truth" || isLearned(scene, choice));
    this.part.element.hidden = !frame.plane || Object.keys(scene.parts).length === 0;
    this.part.show(hasParts ? part : "whole");
    for (const choice of ["conservative", "dissipative"]) this.part.enable(choice, hasParts);
  }

  private showHint(scene: ViewScene, { plane, positions }: PortraitFrame) {
    const { overlay } = scene.experiment.view;
    const hint = plane
      ? text.phaseHint
      : positions
        ? text.phaseHintProjection
        : text.phaseHintSlice;
    const isError = plane && isLearned(scene, overlay) && errorOverlay(overlay) !== null;
    const scale = text.errorScale(formatPercent(0), formatPercent(fullError));
    setText(this.hint, isError ? `${scale} ${hint}` : hint);
  }

  private describe(scene: ViewScene) {
    const { system, experiment, data } = scene;
    const symbols = symbolsOf(system);
    this.figure.describe(
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
    this.figure.refreshTable();
  }

  private moveStart(x: number, y: number) {
    if (!this.scene) return;
    const { experiment, system } = this.scene;
    const value = experiment.view.x0.map((old, i) =>
      i === system.view.xAxis ? x : i === system.view.yAxis ? y : old,
    );
    this.context.dispatch({ type: "change-view", key: "x0", value });
  }
}

/** The backgrounds of trained networks; the true field of a recording is unknown, and so is its error. */
function isLearned({ experiment, runs }: ViewScene, overlay: Overlay): boolean {
  const erring = errorOverlay(overlay);
  const who = erring ?? overlay;
  const canErr = experiment.measured === undefined;
  return who !== "truth" && (canErr || erring === null) && runs[who as Contestant].step > 0;
}

/** Fields in one of their parts, if they have parts. */
function withParts(scene: ViewScene, part: keyof Parts): ViewScene["grids"] {
  const grids = { ...scene.grids };
  for (const who of everyoneIn(scene)) {
    const parts = scene.parts[who];
    if (parts) grids[who] = parts[part];
  }
  return grids;
}
