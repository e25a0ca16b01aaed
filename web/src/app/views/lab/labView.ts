// The Lab: the moving systems side by side, the phase portrait, energy and loss against time, and the numbers.
// Each plot repaints only for its own changes.

import { make, showFor } from "../../../base/dom.js";
import { throttle } from "../../../base/scheduler.js";
import { text } from "../../../catalogue/strings.js";
import { type Ink, readInk } from "../../../drawing/ink.js";
import { NumbersPanel } from "../../../panels/numbers.js";
import { PinsPanel } from "../../../panels/pinsPanel.js";
import { contestants } from "../../../protocol/snapshot.js";
import { overlayChoices } from "../../../state/experiment.js";
import { Later } from "../../later.js";
import { mayBeAble } from "../../session/requests.js";
import type { PageView, ViewContext, ViewScene } from "../../view.js";
import { MotionRow } from "../motionRow.js";
import { everyoneIn } from "../words.js";
import { EnergyFigure, LossFigure } from "./curveFigures.js";
import type { ErrorFigure } from "./errorFigure.js";
import type { FrictionSlider, PartsFigure } from "./friction.js";
import { numbersIn, pinsIn } from "./labNumbers.js";
import { PortraitFigure } from "./portraitFigure.js";

const numbersPause = 250; // ms between changes while training

export class LabView implements PageView {
  readonly id = "lab";
  readonly needs = { paths: true, grids: true };
  readonly element: HTMLElement;
  readonly playerPlace = make("div");
  private ink: Ink = readInk();
  private readonly motions: MotionRow;
  private readonly portrait: PortraitFigure;
  private readonly energy: EnergyFigure;
  private readonly loss: LossFigure;
  /** Created with the first solved network. */
  private readonly error: Later<ErrorFigure>;
  private readonly errorPlace = make("div", { class: "contents", hidden: true });
  private readonly numbers: NumbersPanel;
  private readonly pins: PinsPanel;
  private readonly frictionPlace = make("div", { hidden: true });
  private readonly partsPlace = make("div", { hidden: true });
  /** Created with the first friction. */
  private friction: { slider: FrictionSlider; parts: PartsFigure } | null = null;
  private isFrictionAsked = false;
  private scene: ViewScene | null = null;

  constructor(private readonly context: ViewContext) {
    const { scheduler } = context;
    this.motions = new MotionRow("motion", this.ink, "glance", scheduler);
    this.portrait = new PortraitFigure(context, this.ink);
    this.energy = new EnergyFigure(context, this.ink);
    this.loss = new LossFigure(context, this.ink);
    this.error = new Later(
      scheduler,
      async () => {
        const { ErrorFigure } = await import("./errorFigure.js");
        const error = new ErrorFigure(this.ink, scheduler);
        this.errorPlace.append(error.figure.element);
        return error;
      },
      () => {}, // offline: the next scene tries again
    );
    this.numbers = new NumbersPanel((value) => context.copy(value));
    this.pins = new PinsPanel(context.pins);
    this.element = this.layout();
  }

  private layout(): HTMLElement {
    const motion = make(
      "section",
      { class: "figure figure-motion", "aria-labelledby": "motion-title" },
      make(
        "div",
        { class: "figure-head" },
        make("h2", { id: "motion-title" }, text.animation),
        make("p", { class: "small" }, text.ghost),
      ),
      ...[this.motions.element, this.playerPlace, this.frictionPlace],
      this.motions.takers("motion", () => text.animation),
    );
    return make(
      "div",
      { class: "view-lab" },
      make("div", { class: "pictures" }, motion, this.portrait.figure.element, this.partsPlace),
      make(
        "div",
        { class: "charts" },
        ...[this.energy, this.loss].map(({ figure }) => figure.element),
        ...[this.errorPlace, this.numbers.element, this.pins.element],
      ),
    );
  }

  repaint(ink: Ink) {
    this.ink = ink;
    for (const picture of [this.portrait, this.energy, this.loss, this.motions])
      picture.setInk(ink);
    this.error.part?.setInk(ink);
    this.friction?.parts.setInk(ink);
  }

  hide() {}

  show(scene: ViewScene) {
    const old = this.scene;
    this.scene = scene;
    if (old?.contestants !== scene.contestants || old.stepped !== scene.stepped)
      this.showParticipants(scene);
    this.portrait.show(scene);
    this.showFriction(scene);
    this.motions.show(scene);
    this.energy.show(scene);
    if (this.loss.show(scene) && !this.errorPlace.hidden)
      this.error.use((error) => error.update(this.scene ?? scene));
    // While paused the numbers belong to the state shown; during training they may lag behind it.
    if (scene.training) this.showNumbersSoon();
    else this.showNumbers();
  }

  private showParticipants(scene: ViewScene) {
    this.errorPlace.hidden = !scene.contestants.some((who) => scene.runs[who].solvedAtOnce);
    const show = () =>
      showFor(this.element, [
        ...everyoneIn(scene),
        ...overlayChoices(scene.contestants),
        ...(this.errorPlace.hidden ? [] : ["solved"]),
      ]);
    show();
    if (!this.errorPlace.hidden && !this.error.part) this.error.use(show); // its legend is loaded with it
  }

  setTime(time: number) {
    for (const picture of [this.portrait, this.energy, this.motions]) picture.setTime(time);
  }

  private readonly showNumbersSoon = throttle(
    () => this.context.scheduler,
    numbersPause,
    () => this.showNumbers(),
  );

  private showNumbers() {
    const { scene } = this;
    if (!scene) return;
    const numbers = numbersIn(scene);
    this.numbers.tell(scene.experiment.measured !== undefined);
    for (const who of scene.contestants) {
      const data = numbers[who];
      if (data) this.numbers.show(who, data);
    }
    this.numbers.warn(scene.contestants);
    this.pins.show(pinsIn(scene, numbers));
  }

  // ---- friction --------------------------------------------------------------------------------------------

  /** Slider and parts, if the truth or a network has a friction that can be changed. */
  private showFriction(scene: ViewScene) {
    const { frame } = this.portrait;
    const isLearned = scene.contestants.some((who) => scene.runs[who].hasDissipation);
    const isTrue = !scene.system.conservative && !scene.experiment.measured;
    this.frictionPlace.hidden = !isLearned && !isTrue;
    this.partsPlace.hidden = this.frictionPlace.hidden || frame?.plane === false;
    if (this.frictionPlace.hidden) return;
    if (this.friction) {
      this.friction.slider.show(scene.experiment.view.friction);
      if (frame) this.friction.parts.show(scene, frame);
    } else if (!this.isFrictionAsked) void this.context.scheduler.waitFor(this.loadFriction());
  }

  private async loadFriction() {
    this.isFrictionAsked = true;
    try {
      const { FrictionSlider, PartsFigure } = await import("./friction.js");
      const slider = new FrictionSlider((value) =>
        this.context.dispatch({ type: "change-view", key: "friction", value }),
      );
      const able = contestants.filter((who) =>
        mayBeAble(this.context.catalogue, who, "hasDissipation"),
      );
      const parts = new PartsFigure(able, this.ink, this.context.scheduler);
      this.friction = { slider, parts };
      this.frictionPlace.append(slider.element);
      this.partsPlace.append(parts.element);
      if (this.scene) this.show(this.scene);
    } catch {
      this.isFrictionAsked = false; // offline: the next scene tries again
    }
  }
}
