// The return of a visitor with saved work: it is restored, or offered where the page's link is about another experiment.
// Loaded where there is saved work.

import type { Catalogue } from "../../catalogue/settings.js";
import { returningText } from "../../catalogue/strings.later.js";
import type { Contestant } from "../../protocol/snapshot.js";
import {
  beginsAnew,
  contestantsOf,
  contestantsWhen,
  defaultExperiment,
  type Experiment,
} from "../../state/experiment.js";
import { keptPins, type Pin } from "../../state/pins.js";
import { settingsFor, solvesAnew } from "../../state/solved.js";
import { parseLink } from "../../state/url.js";
import type { RunBackup } from "./history.js";
import type { Session } from "./session.js";
import type { Work } from "./work.js";
import type { FoundWork } from "./workStore.js";

export interface AutosaveNotice {
  message: string;
  action?: { label: string; act(): void };
  seconds?: number;
}

export interface ReturningParts {
  session: Session;
  catalogue: Catalogue;
  pins: { readonly pins: readonly Pin[]; set(pins: readonly Pin[]): void };
  /** The query with which the page was opened. */
  readLink(): string;
  say(notice: AutosaveNotice): void;
}

export interface ReturningHooks {
  /** The tab itself showed this experiment before it was loaded again. */
  isOwnLink(asked: Experiment): boolean;
  /** Work that is offered, and so must be kept beside what is saved from now on; null once it has been taken. */
  offer(work: Work | null): void;
  /** Forgets all saved work. */
  forget(): Promise<void>;
}

export class Returning {
  constructor(
    private readonly parts: ReturningParts,
    private readonly hooks: ReturningHooks,
  ) {}

  async restoreOrOffer(found: FoundWork): Promise<void> {
    const { session } = this.parts;
    const { work } = found;
    const asked = parseLink(this.parts.catalogue, this.parts.readLink());
    const saved = this.experimentOf(work);
    if (!saved) return;
    const isBare = this.parts.readLink() === "";
    const wanted = isBare ? saved : this.seenAsAsked(saved, asked.experiment, asked.hadData);
    // A visitor who has pressed Train in the meantime has chosen the present experiment.
    const hasBegun = session.isTrainingWanted || session.runs.learned.length > 0;
    const canBring = !hasBegun && session.experiment.view.lesson === 0;
    if (wanted && canBring) {
      // What could not be restored now, because a part of the core is missing, stays and can be tried again.
      if (!(await this.bring(found, wanted))) return this.offer(found, returningText.keptWork);
    } else if (canBring && !asked.hadData && this.hooks.isOwnLink(asked.experiment)) {
      // The visitor changed settings after training: one undo leads back to the networks, as before the reload.
      await this.bring(found, saved);
      void session.do({
        type: "change",
        intent: { type: "restore", experiment: asked.experiment },
      });
    } else return this.offer(found);
    if (work.before) this.offer({ work: work.before, ofOtherTab: false });
  }

  /** Pins are compared with any run, so they need not wait. */
  private offer(found: FoundWork, message = returningText.otherWork) {
    const { pins } = this.parts;
    const saved = this.experimentOf(found.work);
    if (!saved) return;
    if (pins.pins.length === 0) pins.set(keptPins(found.work.pins));
    const { before: _, ...work } = found.work;
    this.hooks.offer(work);
    const act = async () => {
      if (await this.bring(found, saved)) this.hooks.offer(null);
    };
    this.parts.say({
      message,
      action: { label: returningText.bringBack, act: () => void act() },
    });
  }

  private experimentOf(work: Work): Experiment | null {
    const { experiment } = parseLink(this.parts.catalogue, work.link);
    return work.measured ? { ...experiment, measured: work.measured } : experiment;
  }

  /** The saved experiment with the display options of a link; null if the link is about another one. */
  private seenAsAsked(
    saved: Experiment,
    asked: Experiment,
    hadData: true | undefined,
  ): Experiment | null {
    if ((saved.measured !== undefined) !== (hadData === true)) return null;
    const likeSaved = saved.measured ? { ...asked, measured: saved.measured } : asked;
    if (beginsAnew(saved, likeSaved)) return null;
    const named = new URLSearchParams(this.parts.readLink());
    // A link that does not mention networks must not remove them.
    const contestants = named.has("contestants")
      ? asked.view.contestants
      : contestantsWhen(asked.view, contestantsOf(saved.view), true);
    if (named.has("solvedWidth") && solvesAnew(saved, asked)) return null;
    const look = saved.measured ? { ...asked.view, ...ownLook(saved) } : asked.view;
    const { sampling, cutoff } = saved.settings;
    return {
      ...likeSaved,
      settings: { ...asked.settings, sampling, cutoff },
      view: { ...look, contestants, solvedWidth: saved.view.solvedWidth },
    };
  }

  /** False if the core refuses it, which has been reported. */
  private async bring({ work, ofOtherTab }: FoundWork, wanted: Experiment): Promise<boolean> {
    const { catalogue, session, pins } = this.parts;
    const { theme, language, lesson } = session.experiment.view;
    const isAsked = this.parts.readLink() !== "";
    const experiment: Experiment = {
      ...wanted,
      view: { ...wanted.view, lesson, ...(isAsked && { theme, language }) },
    };
    const networks = Object.entries(work.networks).map(([name, network]) => {
      const who = name as Contestant;
      const settings = settingsFor(catalogue, experiment, who);
      return [who, { ...network, settings, measured: null }] as const;
    });
    const isSameEnd = experiment.settings.steps === this.experimentOf(work)?.settings.steps;
    const total = isSameEnd ? work.total : experiment.settings.steps;
    if (pins.pins.length === 0) pins.set(keptPins(work.pins));
    const backup: RunBackup = { experiment, total, networks: Object.fromEntries(networks) };
    await session.do({ type: "restore", backup, as: "reload" });
    if (session.runs.learned.length === 0) return false;
    const action = { label: returningText.startAfresh, act: () => this.startOver(experiment) };
    const message = ofOtherTab ? returningText.restoredCopy : returningText.restored;
    this.parts.say({ message, action });
    return true;
  }

  /** The quick settings of the system; one undo restores the work. */
  private startOver({ settings }: Experiment) {
    const { catalogue, session } = this.parts;
    const fresh = defaultExperiment(catalogue, settings.system);
    const backup = { experiment: fresh, total: fresh.settings.steps, networks: {} };
    void session.do({ type: "restore", backup, as: "start-over" });
    void session.enqueue(() => this.hooks.forget());
  }
}

/** A link does not contain the start of own data. */
function ownLook({ view }: Experiment): Partial<Experiment["view"]> {
  const { x0, rolloutDuration, stepSize, injectionStart, injectionDuration } = view;
  return { x0, rolloutDuration, stepSize, injectionStart, injectionDuration };
}
