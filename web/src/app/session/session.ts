// The session: the visitor's choices, the networks trained with them, and the operations on them. It has neither DOM nor clock:
// commands come in (machine.ts), requests go to the engine, events go out (events.ts), and time is the
// scheduler's. Opening, saving, loading and resetting networks are jobs, which run one after the other (changes.ts).

import { text } from "../../catalogue/strings.js";
import type { Engine } from "../../engine/engine.js";
import { HostFailure } from "../../engine/errors.js";
import { messageOf } from "../../lab/errors.js";
import type { Contestant } from "../../protocol/snapshot.js";
import { beginsAnew, type Experiment } from "../../state/experiment.js";
import { solvesAnew } from "../../state/solved.js";
import { Changes } from "./changes.js";
import { Core, type SessionParts } from "./core.js";
import { Edits } from "./edits.js";
import type { Progress } from "./events.js";
import type { RunBackup } from "./history.js";
import { Jobs } from "./jobs.js";
import { type Command, type Restoring, type SessionState, stateOf } from "./machine.js";
import { Reports } from "./reports.js";
import { Settling } from "./settling.js";
import { Solving } from "./solving.js";

export class Session {
  private readonly core: Core;
  private readonly changes: Changes;
  private readonly settling: Settling;
  private readonly jobs: Jobs;
  private readonly edits: Edits;
  private readonly solving: Solving;
  private readonly reports: Reports;
  /** Functions that remove the engine's listeners. */
  private listeners: (() => void)[] = [];

  constructor(private readonly parts: SessionParts) {
    this.core = new Core(parts);
    const { core } = this;
    this.changes = new Changes(core);
    this.jobs = new Jobs(core);
    this.edits = new Edits(core, this.jobs, this.changes);
    this.solving = new Solving(core, this.jobs, this.changes, this.edits);
    this.reports = new Reports(core);
    this.core.report = (error) => this.reports.report(error);
    this.settling = new Settling(parts.scheduler, (busy) => {
      if (!busy) this.core.emit({ type: "settled" });
    });
  }

  // ---- state -----------------------------------------------------------------------------------------------------

  get state(): SessionState {
    const { runs, training, isDisposed } = this.core;
    return stateOf({
      disposed: isDisposed,
      failed: runs.fatal,
      ready: runs.ready,
      suspended: training.suspended,
      reopening: this.edits.isReopening,
      solving: training.goal === "solve",
      runs: runs.activity,
    });
  }

  /** The experiment of the controls. */
  get experiment(): Experiment {
    return this.core.experiment;
  }

  /** The experiment with which the networks are open. */
  get inForce(): Experiment {
    return this.core.networks.inForce;
  }

  get runs() {
    return this.core.runs;
  }

  /** Null before it has started, and after disposal. */
  get engine(): Engine | null {
    return this.core.engine;
  }

  get history() {
    return this.core.history;
  }

  /** The truth of the present experiment, as far as it is known. */
  get truth() {
    return this.core.truths.of(this.experiment);
  }

  /** The networks are to be trained, now or after a suspension or a solve. */
  get isTrainingWanted(): boolean {
    return this.core.training.isTrainingWanted;
  }

  get measuring(): boolean {
    return this.core.measuring.busy;
  }

  get solve(): { busy: boolean; shownAfter: number | null } {
    const { goal, shownAfter } = this.core.training;
    return { busy: goal === "solve", shownAfter };
  }

  get progress(): Progress {
    return this.core.progress;
  }

  /** No work is pending. */
  get isSettled(): boolean {
    return this.settling.isSettled;
  }

  settled(): Promise<void> {
    return this.settling.settled();
  }

  onSettling(act: (busy: boolean) => void): () => void {
    return this.settling.listen(act);
  }

  // ---- commands ----------------------------------------------------------------------------------------------------

  /** Executes a command; resolves when its job is done. Only "load" rejects. */
  do(command: Command): Promise<void> {
    if (this.core.isDisposed) return Promise.resolve();
    switch (command.type) {
      case "start":
        return this.parts.scheduler.waitFor(this.start());
      case "train":
        return this.train();
      case "pause":
        this.core.training.stop();
        this.core.changed();
        return this.jobs.done;
      case "step":
        return this.step();
      case "reset":
        return this.reset(command.as);
      case "cancel":
        return this.core.training.goal === "solve" ? this.solving.cancel() : this.reset("cancel");
      case "solve":
        return this.solving.begin();
      case "change":
        return this.edits.change(command.intent, command.origin);
      case "take-part": {
        const { contestants, on } = command;
        return this.edits.takePart(contestants, on);
      }
      case "apply":
        this.edits.apply();
        return this.jobs.done;
      case "undo":
        return this.replaceRuns(() => this.changes.undo(command));
      case "redo":
        return this.replaceRuns(() => this.changes.redo());
      case "restore":
        return this.restore(command.backup, command.as);
      case "load":
        return this.load(command.contestant, command.file);
      case "take-data":
        return this.replaceRuns(() => this.changes.takeData(command.experiment));
      case "retry":
        return this.retry(command.contestant);
      case "suspend":
        this.core.training.suspend();
        this.core.changed();
        return this.jobs.done;
      case "resume":
        this.core.training.resume();
        this.core.changed();
        return this.jobs.done;
      case "dispose":
        this.dispose();
        return Promise.resolve();
      default:
        return command satisfies never;
    }
  }

  /** Runs a job after all earlier ones. Its errors are reported; it never rejects. */
  enqueue(job: () => Promise<void>): Promise<void> {
    return this.jobs.enqueue(job);
  }

  /** What went wrong outside a job. */
  report(error: unknown) {
    this.reports.report(error);
  }

  /** Everything needed to restore the present networks. Within a job. */
  backup(): Promise<RunBackup> {
    return this.core.networks.backup();
  }

  // ---- life --------------------------------------------------------------------------------------------------------

  private async start(): Promise<void> {
    const { core } = this;
    if (core.engine) return;
    let engine: Engine;
    try {
      engine = await this.parts.createEngine();
    } catch (error) {
      this.reports.fail(messageOf(error));
      return;
    }
    if (core.isDisposed) {
      engine.dispose();
      return;
    }
    core.engine = engine;
    this.listeners = this.reports.listen(engine);
    this.settling.follow(engine);
    core.truths.ask();
    await this.jobs.enqueue(async () => {
      if (!(await this.takeOver())) await this.changes.openFirst();
      const { runs } = core;
      if (runs.fatal) return;
      runs.ready = true;
      this.reports.sayFailures();
      // Changes made during the start.
      if (beginsAnew(this.inForce, this.experiment))
        await this.changes.reopen(this.edits.takeCause());
      else await this.changes.openPending();
    });
    if (core.runs.ready && !core.isDisposed) core.emit({ type: "ready" });
  }

  /** Continues with the networks in the engine; false if there are none for the present settings. */
  private async takeOver(): Promise<boolean> {
    const { resume } = this.parts;
    if (!resume || beginsAnew(this.inForce, this.experiment)) return false;
    if (solvesAnew(this.inForce, this.experiment)) return false;
    await resume.wake();
    this.core.sendViews();
    this.core.measuring.soon();
    return true;
  }

  /** Like "dispose", but keeps the engine with its networks. */
  release() {
    for (const end of this.listeners) end();
    this.core.engine = null;
    this.dispose();
  }

  /** Ends everything; the session cannot be used afterwards. */
  private dispose() {
    const { core } = this;
    core.isDisposed = true;
    this.edits.cancel();
    this.reports.cancel();
    core.measuring.soon.cancel();
    core.measuring.abort();
    core.engine?.dispose();
    core.engine = null;
    this.settling.end();
  }

  // ---- training ------------------------------------------------------------------------------------------------------

  private train(): Promise<void> {
    const { runs, training, measuring } = this.core;
    if (!runs.ready) return this.jobs.done;
    this.edits.apply();
    measuring.abort();
    training.wantTraining();
    this.core.clearNotice("run");
    return this.jobs.enqueue(async () => {
      if (training.goal !== "train") return; // paused in the meantime
      if (runs.state === "finished") runs.total = runs.furthest + this.experiment.settings.steps;
      training.pursue();
    });
  }

  private step(): Promise<void> {
    const { core } = this;
    if (!core.runs.ready) return this.jobs.done;
    this.edits.apply();
    core.clearNotice("run");
    return this.jobs.enqueue(async () => {
      if (core.runs.state === "finished") core.runs.total = core.runs.furthest + 1;
      for (const who of core.runs.trained) core.engine?.step(who, 1);
    });
  }

  private reset(as: "reset" | "cancel"): Promise<void> {
    return this.replaceRuns(() => this.changes.reset(as));
  }

  // ---- changes -------------------------------------------------------------------------------------------------------

  /** A job that puts other networks in place of the present ones, with what was typed before it in force. */
  private replaceRuns(job: () => Promise<void>): Promise<void> {
    if (!this.core.runs.ready) return this.jobs.done;
    this.edits.apply();
    return this.jobs.replace(job);
  }

  private restore(backup: RunBackup, as: Restoring): Promise<void> {
    return this.replaceRuns(() => this.changes.restore(backup, as));
  }

  private async load(who: Contestant, file: string): Promise<void> {
    const { core } = this;
    let reason: unknown = null;
    await this.jobs.enqueue(async () => {
      if (!core.engine || !core.runs.ready) throw new HostFailure(text.state.loading);
      const { goal } = core.training;
      core.training.stop();
      try {
        await this.changes.load(who, file);
      } catch (error) {
        reason = error;
        if (goal !== "train") return;
        core.training.trainAgain(); // nothing has changed, so it goes on
      }
    });
    if (reason !== null) throw reason;
  }

  private retry(who: Contestant): Promise<void> {
    const { core } = this;
    return this.jobs.enqueue(async () => {
      core.clearNotice(`fault-${who}`);
      await core.networks.openOne(who, this.inForce);
      core.sendViews();
      core.training.pursue();
    });
  }

  // ---- events of the engine ------------------------------------------------------------------------------------------

  /** Another view is open, which requires other data of the networks. */
  showView() {
    const { core } = this;
    if (core.runs.ready) core.sendViews();
    core.truths.ask();
    core.measuring.soon();
  }

  /** After every render. */
  rendered() {
    this.core.training.rendered();
  }
}
