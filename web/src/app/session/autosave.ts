// Saves work across reloads: after every change of networks, pins or view, with experiment,
// curves and pins. On return, experiments are compared, not links: a link that differs only in display options
// restores the networks as well.

import { debounce, type Scheduler, throttle } from "../../base/scheduler.js";
import { sessionText, text } from "../../catalogue/strings.js";
import { messageOf } from "../../lab/errors.js";
import type { Experiment } from "../../state/experiment.js";
import type { Pin } from "../../state/pins.js";
import { printLink } from "../../state/url.js";
import type { RunBackup } from "./history.js";
import type { ReturningParts } from "./returning.js";
import type { Work } from "./work.js";
import type { WorkStore } from "./workStore.js";

const pause = 300; // ms after the last change
const whileTraining = 10_000; // ms between two saves

export interface AutosaveParts extends ReturningParts {
  scheduler: Scheduler;
  /** Null if the host does not keep work. */
  store: WorkStore | null;
  /** The page shows a lesson, not the visitor's own experiment. */
  isAway(): boolean;
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
  private noted = "";
  /** Work of an earlier session that is offered: saved beside the present work, until it is taken. */
  private offered: Work | null = null;
  /** Saved work has been searched for: from now on the present work may overwrite it. */
  private hasLooked = false;

  constructor(private readonly parts: AutosaveParts) {}

  /** Called after every change. */
  soon() {
    this.noteLink();
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
    const before = this.offered ?? undefined;
    return { link, measured, total, pins, networks: Object.fromEntries(saved), before };
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
  restore(): Promise<void> {
    return this.parts.scheduler.waitFor(this.lookAndRestore());
  }

  private async lookAndRestore(): Promise<void> {
    const { store, session } = this.parts;
    if (!store || session.runs.fatal) return;
    const found = await store.find();
    if (found) {
      let Returning: typeof import("./returning.js").Returning;
      try {
        ({ Returning } = await import("./returning.js"));
      } catch (error) {
        // Nothing is saved before what was saved could be looked at.
        const action = { label: text.tryAgain, act: () => void this.restore() };
        return this.parts.say({ message: text.viewMissing(messageOf(error)), action });
      }
      this.hasLooked = true;
      const returning = new Returning(this.parts, {
        isOwnLink: (asked) => this.linkOf(asked) === store.notedLink(),
        offer: (work) => {
          this.offered = work;
        },
        forget: async () => {
          await store.forget();
          this.savedAs = "";
        },
      });
      await returning.restoreOrOffer(found);
    }
    this.hasLooked = true;
    this.soon();
  }

  /** What the tab showed last: a reload of it is not a link to another experiment. */
  private noteLink() {
    const { store, session, isAway } = this.parts;
    if (!this.hasLooked || isAway()) return;
    const link = this.linkOf(session.experiment);
    if (link !== this.noted) store?.noteLink(link);
    this.noted = link;
  }
}
