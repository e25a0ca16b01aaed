// The work across reloads: when it is kept, and how it comes back. Where it lies: autosave.ts.

import { debounce } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";
import { defaultExperiment } from "../state/experiment.js";
import { keptPins, type Pin } from "../state/pins.js";
import { parseLink, printLink } from "../state/url.js";
import { forgetWork, keepWork, keptWork, type Work, worthKeeping } from "./autosave.js";
import type { Desk, Keepsake } from "./desk.js";

const pause = 1000; // ms after the last change

export interface KeepingParts {
  pins: { readonly pins: readonly Pin[]; set(pins: readonly Pin[]): void };
  /** What the page shows is not the visitor's own. */
  isAway(): boolean;
}

export class Keeping {
  readonly soon = debounce(
    () => this.desk.scheduler,
    pause,
    () => void this.desk.scheduler.waitFor(this.keep()),
  );
  private cannot = false;

  constructor(
    private readonly desk: Desk,
    private readonly parts: KeepingParts,
  ) {}

  /** What has trained for a while is kept. */
  async keep(atLeast = worthKeeping) {
    const { desk } = this;
    const { runs, inForce } = desk;
    const mayNot = !desk.host.keepsWork || this.cannot || this.parts.isAway();
    if (mayNot || !runs.ready || runs.fatal) return;
    const seconds = runs.learned.map((who) => runs.latest[who]?.curve.seconds.at(-1) ?? 0);
    if (!(Math.max(0, ...seconds) >= atLeast)) return;
    const { files, total } = await desk.keep();
    if (!files) return;
    const { measured = null } = inForce;
    const { theme, language } = desk.experiment.view;
    const view = { ...inForce.view, theme, language };
    const link = printLink(desk.catalogue, { ...inForce, view });
    try {
      await keepWork({ link, measured, files, total, pins: this.parts.pins.pins });
    } catch {
      this.cannot = true;
      desk.notices.say({ kind: "autosave", message: text.cannotKeep, seconds: 30 });
    }
  }

  /** After a reload the work goes on; a link to something else goes before it, and takes nothing away. */
  async bringBack() {
    const { desk } = this;
    if (!desk.host.keepsWork || desk.runs.fatal) return;
    const work = await keptWork();
    if (!work) return;
    const asked = desk.host.readLink();
    const isSame = asked === "" || desk.link === work.link;
    const bring = () => this.bring(work);
    if (isSame && desk.experiment.view.lesson === 0) bring();
    else {
      const action = { label: text.bringBack, act: bring };
      desk.notices.say({ kind: "autosave", message: text.otherWork, action, seconds: 60 });
    }
  }

  private bring(work: Work) {
    const { desk } = this;
    const { experiment } = parseLink(desk.catalogue, work.link);
    const { theme, lesson, language } = desk.experiment.view;
    const whole: Keepsake = {
      experiment: {
        settings: experiment.settings,
        view: { ...experiment.view, theme, lesson, language },
        ...(work.measured && { measured: work.measured }),
      },
      files: work.files,
      total: work.total,
    };
    const { pins } = this.parts;
    if (pins.pins.length === 0) pins.set(keptPins(work.pins));
    const { view, contestants } = whole.experiment.view;
    const startAfresh = () => {
      void forgetWork();
      const fresh = defaultExperiment(desk.catalogue, experiment.settings.system);
      desk.undo({ experiment: fresh, files: null, total: fresh.settings.steps });
    };
    desk.undo(whole, {
      message: text.restored,
      action: { label: text.startAfresh, act: startAfresh },
      look: { view, contestants },
    });
  }
}
