// Saves work across reloads: after every change of networks, pins or view, with experiment,
// curves and pins. On return, experiments are compared, not links: a link that differs only in display options
// restores the networks as well.

import { debounce, type Scheduler, throttle } from "../../base/scheduler.js";
import type { Catalogue } from "../../catalogue/settings.js";
import { sessionText, text } from "../../catalogue/strings.js";
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
import { parseLink, printLink } from "../../state/url.js";
import type { RunBackup } from "./history.js";
import type { Session } from "./session.js";
import type { Work } from "./work.js";
import type { FoundWork, WorkStore } from "./workStore.js";

const pause = 300; // ms after the last change
const whileTraining = 10_000; // ms between two saves

export interface AutosaveNotice {
  message: string;
  action?: { label: string; act(): void };
  seconds?: number;
}

export interface AutosaveParts {
  session: Session;
  scheduler: Scheduler;
  catalogue: Catalogue;
  /** Null if the host does not keep work. */
  store: WorkStore | null;
  pins: { readonly pins: readonly Pin[]; set(pins: readonly Pin[]): void };
  /** The page shows a lesson, not the visitor's own experiment. */
  isAway(): boolean;
  /** The query with which the page was opened. */
  readLink(): string;
  say(notice: AutosaveNotice): void;
  /** Removes an earlier notice. */
  hush(): void;
}

export class Autosave {
  private savedAs = "";
  private savedPins: readonly Pin[] | null = null;
  private latest: { models: string; backup: RunBackup } | null = null;
  /** What could not be saved: it is not tried again before there is more. */
  private failed: { as: string; pins: readonly Pin[] } | null = null;
  private hasComplained = false;
  /** Saved work has been searched for: from now on the present work may overwrite it. */
  private hasLooked = false;

  constructor(private readonly parts: AutosaveParts) {}

  /** Called after every change. */
  soon() {
    const { store, isAway } = this.parts;
    if (this.hasLooked && store && !isAway() && this.isNews && !this.hasFailed) this.later();
  }

  private readonly later = debounce(
    () => this.parts.scheduler,
    pause,
    () => void this.save(),
  );

  /** During training: limits what a crash of the browser can lose. */
  readonly sometimes = throttle(
    () => this.parts.scheduler,
    whileTraining,
    () => void this.save(),
    "background",
  );

  cancel() {
    this.later.cancel();
    this.sometimes.cancel();
  }

  /** Identifies a state of the networks. */
  private get models(): string {
    const { runs } = this.parts.session;
    return runs.learned
      .map((who) => `${who} ${runs.step(who)} ${runs.latest[who]?.fingerprint} ${runs.total}`)
      .join();
  }

  /** A job of the session, so that experiment and networks are consistent. */
  save(): Promise<void> {
    const { store, session, pins, isAway } = this.parts;
    if (!store || !this.hasLooked || isAway() || !this.isNews) return Promise.resolve();
    return session.enqueue(async () => {
      if (isAway() || session.runs.learned.length === 0) return;
      const { models } = this;
      const saved = pins.pins;
      const known = this.latest?.models === models ? this.latest.backup.networks : null;
      const { networks, total, experiment } = known
        ? { networks: known, total: session.runs.total, experiment: session.inForce }
        : await session.backup();
      if (Object.keys(networks).length === 0) return;
      this.latest = { models, backup: { networks, total, experiment } };
      const work = this.workOf({ networks, total, experiment }, saved);
      try {
        await store.save(work);
        this.savedAs = `${models} ${work.link}`;
        this.savedPins = saved;
        this.failed = null;
        if (this.hasComplained) this.parts.hush();
        this.hasComplained = false;
      } catch (error) {
        this.failed = { as: `${models} ${work.link}`, pins: saved };
        this.complain(error);
      }
    });
  }

  /** Networks, pins or display options have changed since the last save. */
  private get isNews(): boolean {
    const { session, pins } = this.parts;
    if (session.runs.learned.length === 0 || !session.runs.ready) return false;
    return this.present !== this.savedAs || pins.pins !== this.savedPins;
  }

  /** The disk was full, and nothing has changed since. */
  private get hasFailed(): boolean {
    const { failed } = this;
    return failed?.as === this.present && failed.pins === this.parts.pins.pins;
  }

  /** Tells one state of the work from another. */
  private get present(): string {
    return `${this.models} ${this.linkOf(this.parts.session.inForce)}`;
  }

  /** Theme and language are those of the page, not of the experiment in force. */
  private linkOf(experiment: Experiment): string {
    const { theme, language } = this.parts.session.experiment.view;
    const view = { ...experiment.view, theme, language, lesson: 0 };
    return printLink(this.parts.catalogue, { ...experiment, view });
  }

  private workOf({ experiment, networks, total }: RunBackup, pins: readonly Pin[]): Work {
    const saved = Object.entries(networks).map(([who, checkpoint]) => {
      const { weights, optimizer, fingerprint, curve } = checkpoint;
      return [who, { weights, optimizer, fingerprint, curve }] as const;
    });
    const { measured = null } = experiment;
    const link = this.linkOf(experiment);
    return { link, measured, total, pins, networks: Object.fromEntries(saved) };
  }

  /** Reported once; a later successful save removes the report. */
  private complain(error: unknown) {
    if (this.hasComplained) return;
    this.hasComplained = true;
    const isFull = error instanceof Error && error.name === "QuotaExceededError";
    this.parts.say({ message: isFull ? sessionText.storageFull : text.cannotKeep });
  }

  // ---- restoring ---------------------------------------------------------------------------------------------------

  /** Restores work after a load of the page; a link to another experiment takes precedence, and deletes nothing. */
  async restore(): Promise<void> {
    const { store, session } = this.parts;
    if (!store || session.runs.fatal) return;
    const found = await store.find();
    this.hasLooked = true;
    if (found) await this.restoreOrOffer(found);
    this.soon();
  }

  private async restoreOrOffer(found: FoundWork): Promise<void> {
    const { session } = this.parts;
    const { work } = found;
    const asked = parseLink(this.parts.catalogue, this.parts.readLink());
    const saved = this.experimentOf(work);
    if (!saved) return;
    const isBare = this.parts.readLink() === "";
    const wanted = isBare ? saved : this.seenAsAsked(saved, asked.experiment, asked.hadData);
    // A visitor who has pressed Train in the meantime has chosen the present experiment.
    const hasBegun = session.isTrainingWanted || session.runs.learned.length > 0;
    if (wanted && !hasBegun && session.experiment.view.lesson === 0)
      await this.bring(found, wanted);
    else {
      const action = { label: text.bringBack, act: () => void this.bring(found, saved) };
      this.parts.say({ message: text.otherWork, action });
    }
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

  private async bring({ work, ofOtherTab }: FoundWork, wanted: Experiment): Promise<void> {
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
    if (session.runs.learned.length === 0) return; // refused, which has been reported
    const action = { label: text.startAfresh, act: () => this.startOver(experiment) };
    const message = ofOtherTab ? sessionText.restoredCopy : text.restored;
    this.parts.say({ message, action });
  }

  /** The quick settings of the system; one undo restores the work. */
  private startOver({ settings }: Experiment) {
    const { catalogue, session, store } = this.parts;
    const fresh = defaultExperiment(catalogue, settings.system);
    const backup = { experiment: fresh, total: fresh.settings.steps, networks: {} };
    void session.do({ type: "restore", backup, as: "start-over" });
    void session.enqueue(async () => {
      await store?.forget();
      this.savedAs = "";
    });
  }
}

/** A link does not contain the start of own data. */
function ownLook({ view }: Experiment): Partial<Experiment["view"]> {
  const { x0, rolloutDuration, stepSize, injectionStart, injectionDuration } = view;
  return { x0, rolloutDuration, stepSize, injectionStart, injectionDuration };
}
