// Draws what there is: once a frame, when something has changed. Views, controls and the host's own attributes show the
// session of that moment; what is drawn may be saved.

import { setAttribute, setText } from "../base/dom.js";
import type { Cancel, Scheduler } from "../base/scheduler.js";
import type { Catalogue } from "../catalogue/settings.js";
import { contestants } from "../protocol/snapshot.js";
import type { Controls } from "./controls.js";
import type { Files } from "./files.js";
import type { Later } from "./later.js";
import { leadWords } from "./lead.js";
import type { Pinning } from "./pinning.js";
import { sceneOf } from "./scene.js";
import type { Autosave } from "./session/autosave.js";
import type { Session } from "./session/session.js";
import type { ViewScene } from "./view.js";
import type { ViewSwitch } from "./viewSwitch.js";

export interface RendererParts {
  catalogue: Catalogue;
  scheduler: Scheduler;
  session: Session;
  autosave: Autosave;
  pinning: Pinning;
  files: Later<Files>;
  controls(): Controls;
  views(): ViewSwitch;
  /** Carries the state and the steps of the networks. */
  face: HTMLElement;
  /** The sentence above the pictures. */
  lead: HTMLElement;
}

export class Renderer {
  private frame: Cancel | null = null;
  private isOver = false;

  constructor(private readonly parts: RendererParts) {}

  soon() {
    if (this.isOver) return;
    this.frame ??= this.parts.scheduler.frame(() => {
      this.frame = null;
      this.now();
    });
  }

  now() {
    const { session, face, lead, catalogue, pinning, autosave, files } = this.parts;
    const { experiment, runs } = session;
    const controls = this.parts.controls();
    face.dataset.state = controls.runState;
    for (const who of contestants)
      setAttribute(face, `data-step-${who}`, runs.enabled.includes(who) && String(runs.step(who)));
    controls.showRuns();
    const report = session.truth?.report ?? null;
    const hasTable = files.part?.hasTable ?? false;
    controls.settingsPanel.showData(experiment, report, hasTable);
    controls.showHeader();
    const { scene } = this;
    setText(lead, leadWords(catalogue, experiment, runs, scene.paths));
    pinning.follow(scene);
    this.parts.views().show(scene);
    session.rendered();
    if (runs.state === "training") autosave.sometimes();
    else if (runs.ready) autosave.soon();
  }

  get scene(): ViewScene {
    const { catalogue, session, pinning } = this.parts;
    const { experiment, inForce, runs, truth, measuring } = session;
    const pins = pinning.of(experiment);
    return sceneOf({
      ...{ catalogue, experiment, inForce, runs, truth, measuring, pins },
      pinsElsewhere: pinning.pins.length - pins.length,
    });
  }

  cancel() {
    this.isOver = true;
    this.frame?.();
  }
}
