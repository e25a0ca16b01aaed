// One orbit and its energy: makes a chosen orbit the trajectory of the experiment, and shows that trajectory by truth and
// networks with its energy error against time.

import { make, setAttribute, setText } from "../../../base/dom.js";
import { throttle } from "../../../base/scheduler.js";
import { LoopView } from "../../../canvas/loopView.js";
import type { SystemInfo } from "../../../catalogue/settings.js";
import { text } from "../../../catalogue/strings.js";
import { chaosText, studyText } from "../../../catalogue/strings.later.js";
import { type Ink, readInk } from "../../../drawing/ink.js";
import { messageOf } from "../../../lab/errors.js";
import { takeButtons, whoLabel } from "../../../panels/figure.js";
import type { Who } from "../../../protocol/snapshot.js";
import { energyPresets, stateOf } from "../../../state/chaos.js";
import { formatPercent, printed } from "../../../state/format.js";
import type { ViewContext, ViewScene } from "../../view.js";
import { frameOf } from "../frame.js";
import { place, section } from "../study/layout.js";
import { SeriesFigure } from "../study/seriesFigure.js";
import { driftOf, energyErrorOf, everyoneIn, pathColumns, pinnedPaths } from "../words.js";
import { durationField, firstOrbits } from "./sectionControls.js";

const followDuration = 200;
const pause = 120; // ms between repaints

interface Path {
  element: HTMLElement;
  canvas: HTMLCanvasElement;
  view: LoopView;
}

export class FollowOrbit {
  readonly element: HTMLElement;
  private readonly energies: SeriesFigure;
  private readonly paths = new Map<Who, Path>();
  private readonly row = make("div", { class: "study-row small-pictures" });
  private readonly follow = make(
    "button",
    { type: "button", id: "chaos-follow", disabled: true },
    chaosText.follow("1"),
  );
  /** Shown among the buttons as soon as a system determines its energy, and so its label. */
  private readonly followHigh = make("button", { type: "button", id: "chaos-follow-energy" });
  private readonly buttons = make("div", { class: "buttons" }, this.follow);
  private ink: Ink = readInk();
  private scene: ViewScene | null = null;
  private system: SystemInfo | null = null;

  constructor(
    private readonly context: ViewContext,
    /** The chosen orbit, and its start if known. */
    private readonly chosen: () => { orbit: number; start: number[] | null },
  ) {
    this.energies = new SeriesFigure(
      "chaos-energy",
      chaosText.energyError,
      { xTitle: text.timeAxis(""), xLogarithmic: false, yLogarithmic: true },
      chaosText.energyErrorAlt,
      this.ink,
      context.scheduler,
    );
    this.follow.addEventListener("click", () => {
      const { start } = this.chosen();
      if (start) this.followFrom(start);
    });
    this.followHigh.addEventListener(
      "click",
      () => void context.scheduler.waitFor(this.followAtHighEnergy()),
    );
    const takers = takeButtons({
      id: "chaos-path",
      title: () => chaosText.path,
      pictures: () =>
        [...this.paths].flatMap(([who, { canvas, element }]) =>
          element.isConnected ? [{ canvas, label: whoLabel(who) }] : [],
        ),
      legend: () => [],
      columns: () => (this.scene ? pathColumns(this.scene) : []),
    });
    this.element = make(
      "div",
      { class: "contents" },
      section(
        "chaos-path-title",
        chaosText.path,
        make("p", { class: "small" }, chaosText.pathHelp),
        ...[this.buttons, this.row, takers],
      ),
      this.energies.figure.element,
    );
  }

  repaint(ink: Ink) {
    this.ink = ink;
    for (const { view } of this.paths.values()) view.setInk(ink);
    this.energies.setInk(ink);
  }

  enter(system: SystemInfo) {
    this.system = system;
    setText(this.followHigh, chaosText.followAt(printed(this.highEnergy().label)));
    this.buttons.append(this.followHigh);
  }

  show(scene: ViewScene) {
    this.scene = scene;
    const { orbit, start } = this.chosen();
    setText(this.follow, chaosText.follow(String(orbit + 1)));
    setAttribute(this.follow, "disabled", start ? undefined : true);
    const whos = everyoneIn(scene);
    place(
      this.row,
      whos.map((who) => this.path(who).element),
    );
    this.paint();
  }

  // ---- pictures --------------------------------------------------------------------------------------------

  private path(who: Who): Path {
    const known = this.paths.get(who);
    if (known) return known;
    const canvas = make("canvas", {
      ...{ id: `chaos-path-${who}`, role: "img" },
      "aria-label": `${whoLabel(who)}: ${text.untrained}`,
    });
    const element = make(
      "figure",
      { class: "loop" },
      make("figcaption", {}, chaosText.pathOf(whoLabel(who))),
      make("div", { class: "canvas-box loop-box" }, canvas),
    );
    const view = new LoopView(canvas, this.ink, this.context.scheduler);
    const made = { element, canvas, view };
    this.paths.set(who, made);
    return made;
  }

  private readonly paint = throttle(
    () => this.context.scheduler,
    pause,
    () => {
      const { scene } = this;
      if (!scene) return;
      for (const who of everyoneIn(scene)) this.paintPath(scene, who);
      this.energies.update([
        ...everyoneIn(scene).flatMap((who) => {
          const rollout = scene.paths[who];
          return rollout ? [{ who, t: rollout.t, values: energyErrorOf(rollout) }] : [];
        }),
        ...pinnedPaths(scene).map(({ who, pin, value }) => ({
          ...{ who, pin, t: value.t },
          values: energyErrorOf(value),
        })),
      ]);
    },
  );

  private paintPath(scene: ViewScene, who: Who) {
    const { system } = scene;
    const { xAxis, yAxis, xMin, xMax, yMin, yMax, xLabel, yLabel, positions, angle } =
      frameOf(system);
    const { view, canvas } = this.path(who);
    const rollout = scene.paths[who];
    view.update({
      ...{ who, xLabel, yLabel },
      pairs: [[xAxis, yAxis]],
      x: { min: xMin, max: xMax },
      y: { min: yMin, max: yMax },
      isProjection: positions,
      isAngle: angle,
      size: 2 * system.degreesOfFreedom,
      out: rollout?.x ?? null,
      back: nothing,
      pins: pinnedPaths(scene)
        .filter((pin) => pin.who === who)
        .map((pin) => ({ ...pin, value: { forward: pin.value.x, backward: nothing } })),
    });
    const words = rollout
      ? chaosText.pathAlt(whoLabel(who), xLabel, yLabel, formatPercent(driftOf(rollout)))
      : `${whoLabel(who)}: ${text.untrained}`;
    setAttribute(canvas, "aria-label", words);
  }

  // ---- which orbit -----------------------------------------------------------------------------------------

  private followFrom(x0: number[]) {
    this.context.dispatch({ type: "change-view", key: "x0", value: x0 });
    this.context.dispatch({ type: "change-view", key: "rolloutDuration", value: followDuration });
  }

  /** The second highest suggested energy: 0.15 for Hénon–Heiles, where the papers show an orbit's energy. */
  private highEnergy(): { energy: number; label: string } {
    const [highest, energy = highest] = energyPresets(this.system as SystemInfo).reverse();
    return energy as { energy: number; label: string };
  }

  /** The section at another energy is computed only for its starts, and cancelled with its first result. */
  private async followAtHighEnergy() {
    const { scene } = this;
    if (!scene?.ready) return;
    const controller = new AbortController();
    const { signal } = controller;
    const { integrator, stepSize } = scene.experiment.view;
    const { energy } = this.highEnergy();
    try {
      await this.context.engine.study(
        "truth",
        scene.settingsInForce,
        {
          ...{ type: "section", energy, orbits: firstOrbits, integrator, stepSize },
          duration: durationField.min,
        },
        {
          signal,
          onResult: ({ starts }) => {
            if (signal.aborted || starts.length === 0) return;
            controller.abort();
            this.followFrom(stateOf(starts, firstOrbits, this.chosen().orbit % firstOrbits));
          },
        },
      );
    } catch (error) {
      if (signal.aborted) return;
      this.context.notices.say({
        kind: "study",
        tone: "warning",
        message: studyText.failed(whoLabel("truth"), messageOf(error)),
      });
    }
  }
}

const nothing = new Float64Array();
