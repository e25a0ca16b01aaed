// The moving systems side by side: truth and every included network, each with a caption about
// its energy, and an overlay while it is untrained.

import { make, setAttribute, setText, showFor } from "../../base/dom.js";
import { paced, type Scheduler, throttle } from "../../base/scheduler.js";
import type { MotionLook } from "../../canvas/motionScene.js";
import { MotionView } from "../../canvas/motionView.js";
import { stateAt } from "../../canvas/path.js";
import { describeStart } from "../../canvas/phasePortrait.js";
import { choiceLabel, text } from "../../catalogue/strings.js";
import type { Ink } from "../../drawing/ink.js";
import { pinGlyphs } from "../../drawing/pinInk.js";
import { classOf, legendOf, takeButtons, whoLabel } from "../../panels/figure.js";
import {
  everyone,
  isIntegrator,
  isNetwork,
  type Rollout,
  type Who,
} from "../../protocol/snapshot.js";
import { Later } from "../later.js";
import type { ViewScene } from "../view.js";
import { frameAround, frameFitted, pictureOf } from "./motionFrame.js";
import {
  driftAt,
  energyCaption,
  everyoneIn,
  injectionIn,
  losingTruth,
  pathColumns,
  pinnedPaths,
  symbolsOf,
} from "./words.js";

/** From this energy drift on, a caption is marked. */
const offShare = 0.05;
const captionPause = 150; // ms
const altPause = 3000; // ms; a reader who is listening should not be interrupted
const altQuiet = 100; // ms without a change: longer than those between two moves of a pointer

interface Place {
  view: MotionView;
  canvas: HTMLCanvasElement;
  caption: HTMLElement;
  veil: HTMLElement;
  /** Further remarks. */
  note: HTMLElement;
  /** The energies of pinned runs. */
  pins: HTMLElement;
}

export class MotionRow {
  readonly element: HTMLElement;
  private readonly places: Partial<Record<Who, Place>> = {};
  private scene: ViewScene | null = null;
  private time = 0;
  private readonly stopped: Later<typeof import("./stopped.js")>;

  /** `name` begins the ids of canvases and captions: motion-hnn, motion-energy-hnn. */
  constructor(
    private readonly name: string,
    private ink: Ink,
    private readonly look: MotionLook,
    private readonly scheduler: Scheduler,
  ) {
    this.element = make("div", { class: `motions ${look}` });
    this.stopped = new Later(
      scheduler,
      () => import("./stopped.js"),
      () => {}, // the next caption tries again
    );
    for (const who of everyone) if (!isIntegrator(who)) this.add(who, ink);
  }

  /** The place of an integrator is made when it is first shown, behind that of the truth. */
  private add(who: Who, ink: Ink) {
    const canvas = make("canvas", {
      id: `${this.name}-${who}`,
      role: "img",
      "aria-label": whoLabel(who),
    });
    const caption = make("p", { class: "motion-energy", id: `${this.name}-energy-${who}` });
    const veil = make("p", { class: "veil", hidden: !isNetwork(who) }, text.untrained);
    const note = make("p", { class: "small motion-note", hidden: true }, text.noEnergyHere);
    const pins = make("p", { class: "motion-energy motion-pins", hidden: true });
    const figure = make(
      "figure",
      { class: `motion ${classOf(who)}`, "data-for": who },
      make(
        "figcaption",
        {},
        legendOf([
          {
            who,
            label: isIntegrator(who) ? whoLabel(who) : choiceLabel("overlay", who),
            style: "marker",
          },
        ]),
      ),
      make("div", { class: "motion-box" }, canvas, veil),
      caption,
      pins,
      note,
    );
    if (isIntegrator(who)) this.element.firstElementChild?.after(figure);
    else this.element.append(figure);
    this.places[who] = {
      view: new MotionView(canvas, ink, this.scheduler, this.look),
      canvas,
      caption,
      veil,
      note,
      pins,
    };
  }

  private place(who: Who): Place {
    return this.places[who] as Place;
  }

  /** The motions at the present moment as one image, and the paths behind them. */
  takers(id: string, title: () => string): HTMLElement {
    return takeButtons({
      ...{ id, title },
      pictures: () =>
        everyoneIn(this.scene as ViewScene).map((who) => ({
          canvas: this.place(who).canvas,
          label: whoLabel(who),
        })),
      legend: () => [],
      columns: () => pathColumns(this.scene as ViewScene),
    });
  }

  setInk(ink: Ink) {
    this.ink = ink;
    for (const { view } of Object.values(this.places)) view.setInk(ink);
  }

  show(scene: ViewScene) {
    const old = this.scene;
    this.scene = scene;
    const { system, paths } = scene;
    const parameters = scene.experiment.settings.systemParameters;
    for (const who of everyoneIn(scene)) if (!this.places[who]) this.add(who, this.ink);
    showFor(this.element, everyoneIn(scene));
    setAttribute(this.element, "data-count", everyoneIn(scene).length);
    const isNew =
      old?.system !== system ||
      old.contestants !== scene.contestants ||
      old.stepped !== scene.stepped ||
      old.experiment.settings.systemParameters !== parameters ||
      old.pins !== scene.pins ||
      everyoneIn(scene).some((who) => old.paths[who] !== paths[who]);
    const frameOf = this.look === "wide" ? frameFitted : frameAround;
    const frame = isNew ? frameOf(system, paths) : null;
    const drawing = pictureOf(system, scene.experiment);
    const injection = injectionIn(scene);
    const all = pinnedPaths(scene);
    for (const who of everyoneIn(scene)) {
      const pins = all.filter((pin) => pin.who === who);
      const { view, veil, note } = this.place(who);
      note.hidden = injection === null || injection.whose.includes(who);
      const path = paths[who] ?? null;
      const truth = paths.truth ?? null;
      if (frame) view.update({ drawing, who, path, truth, ...frame, parameters, pins });
      veil.hidden = !isNetwork(who) || path !== null;
    }
    this.captions();
  }

  setTime(time: number) {
    this.time = time;
    for (const { view } of Object.values(this.places)) view.setTime(time);
    this.movingCaptions();
  }

  private readonly captions = throttle(
    () => this.scheduler,
    captionPause,
    () => {
      this.showCaptions();
      this.describe();
    },
  );
  /** During the animation the captions follow it; this does not count as pending work. */
  private readonly movingCaptions = throttle(
    () => this.scheduler,
    captionPause,
    () => {
      this.showCaptions();
      this.movingDescriptions();
    },
    "background",
  );

  private showCaptions() {
    const { scene } = this;
    if (!scene) return;
    const injection = injectionIn(scene);
    const injected = injection && this.time > injection.from ? injection.whose : [];
    const all = pinnedPaths(scene);
    const truth = losingTruth(scene);
    const ended = ({ stop, note }: Rollout) => {
      if (!stop) return note;
      const { part } = this.stopped;
      if (!part) this.stopped.use(() => this.captions());
      return part?.stoppedWords(stop, scene.system) ?? text.none;
    };
    for (const who of everyoneIn(scene)) {
      const path = scene.paths[who];
      const standard = who === "truth" ? undefined : truth;
      const { caption, pins } = this.place(who);
      const kept = all.filter((one) => one.who === who);
      pins.hidden = kept.length === 0;
      setText(
        pins,
        kept
          .map(
            ({ pin, value }) =>
              `${pinGlyphs[pin.slot]} ${energyCaption(value, this.time, ended, standard)}`,
          )
          .join("\n"),
      );
      setText(caption, path ? energyCaption(path, this.time, ended, standard) : text.none);
      // An injection that was requested is not an error, and neither is the truth's own loss of energy.
      const off = path ? Math.abs(driftAt(path, this.time) - this.trueDrift(scene)) : 0;
      const isOff = isNetwork(who) && off > offShare && !injected.includes(who);
      caption.classList.toggle("off", isOff);
    }
  }

  private trueDrift({ paths: { truth } }: ViewScene): number {
    const drift = truth ? driftAt(truth, this.time) : 0;
    return Number.isFinite(drift) ? drift : 0;
  }

  private readonly describe = paced(
    () => this.scheduler,
    { quiet: altQuiet, most: altPause },
    () => this.showDescriptions(),
  );
  private readonly movingDescriptions = throttle(
    () => this.scheduler,
    altPause,
    () => this.showDescriptions(),
    "background",
  );

  private showDescriptions() {
    const { scene } = this;
    if (!scene) return;
    for (const who of everyoneIn(scene)) {
      const path = scene.paths[who];
      const state = path ? stateAt(path, this.time) : null;
      const words = state ? describeStart(state, symbolsOf(scene.system)) : text.untrained;
      setAttribute(this.place(who).canvas, "aria-label", text.animationAlt(whoLabel(who), words));
    }
  }
}
