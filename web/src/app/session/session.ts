// The session: the visitor's choices, the networks trained with them, and the operations on them. It has neither DOM nor clock:
// commands come in (machine.ts), requests go to the engine, events go out (events.ts), and time is the
// scheduler's. Opening, saving, loading and resetting networks are jobs, which run one after the other (changes.ts).

import { debounce, throttle } from "../../base/scheduler.js";
import { text } from "../../catalogue/strings.js";
import type { Engine, Fault } from "../../engine/engine.js";
import { HostFailure, Refusal } from "../../engine/errors.js";
import { isAbort, messageOf } from "../../lab/errors.js";
import type { Contestant, Snapshot } from "../../protocol/snapshot.js";
import {
  beginsAnew,
  contestantsOf,
  contestantsWhen,
  type Experiment,
  errorOverlay,
  hasView,
  type Intent,
  pathKeys,
  reduce,
  solversOf,
  systemIn,
} from "../../state/experiment.js";
import { sameValue } from "../../state/fields.js";
import { solvesAnew } from "../../state/solved.js";
import * as announce from "./announce.js";
import { type Cause, Changes } from "./changes.js";
import { Core, type SessionParts } from "./core.js";
import type { Progress } from "./events.js";
import type { RunBackup } from "./history.js";
import {
  type Command,
  type Origin,
  type Restoring,
  type SessionState,
  stateOf,
} from "./machine.js";
import { madeWith, sameAxes } from "./networks.js";
import { hasEnergy } from "./requests.js";
import { Settling } from "./settling.js";

const reopenPause = 450; // ms after the last change of a setting
const watchPause = 30; // ms; while a start is dragged
const progressPause = 100; // ms

export class Session {
  private readonly core: Core;
  private readonly changes: Changes;
  private readonly settling: Settling;
  private queue: Promise<void> = Promise.resolve();
  /** Functions that remove the engine's listeners. */
  private listeners: (() => void)[] = [];
  /** Jobs that replace networks, waiting or running. */
  private reopening = 0;
  /** Of the pending change. */
  private cause: Cause = usualCause();
  /** The experiment that a view's tab has replaced by one that the view supports. */
  private replaced: { former: Experiment; by: Experiment } | null = null;

  constructor(private readonly parts: SessionParts) {
    this.core = new Core(parts);
    this.changes = new Changes(this.core);
    this.core.report = (error) => this.report(error);
    this.settling = new Settling(parts.scheduler, (busy) => {
      if (!busy) this.core.tell({ type: "settled" });
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
      reopening: this.reopening > 0 || this.reopenSoon.isWaiting,
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
        this.core.training.rest();
        this.core.changed();
        return this.queue;
      case "step":
        return this.step();
      case "reset":
        return this.reset(command.as);
      case "cancel":
        return this.core.training.goal === "solve" ? this.cancelSolve() : this.reset("cancel");
      case "solve":
        return this.solveNow();
      case "change":
        return this.change(command.intent, command.origin);
      case "take-part": {
        const { contestants, on } = command;
        return this.takePart(contestants, on);
      }
      case "apply":
        this.apply();
        return this.queue;
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
        return this.queue;
      case "resume":
        this.core.training.resume();
        this.core.changed();
        return this.queue;
      case "dispose":
        this.dispose();
        return Promise.resolve();
      default:
        return command satisfies never;
    }
  }

  /** Runs a job after all earlier ones. Its errors are reported; it never rejects. */
  enqueue(job: () => Promise<void>): Promise<void> {
    const { core } = this;
    const turn = this.queue.then(() => (core.isDisposed || core.runs.fatal ? undefined : job()));
    this.queue = turn.catch((error) => this.report(error)).then(() => core.changed());
    return this.parts.scheduler.waitFor(this.queue);
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
      this.fail(messageOf(error));
      return;
    }
    if (core.isDisposed) {
      engine.dispose();
      return;
    }
    core.engine = engine;
    this.listeners = [
      engine.on("snapshot", (snapshot) => this.receive(snapshot)),
      engine.on("fault", (fault) => this.fault(fault)),
    ];
    this.settling.follow(engine);
    core.truths.ask();
    await this.enqueue(async () => {
      if (!(await this.takeOver())) await this.changes.openFirst();
      const { runs } = core;
      if (runs.fatal) return;
      runs.ready = true;
      for (const [who, reason] of this.failures) core.say(announce.cannotRun(who, reason));
      // Changes made during the start.
      if (beginsAnew(this.inForce, this.experiment)) await this.changes.reopen(this.takeCause());
      else await this.changes.admit();
    });
    if (core.runs.ready && !core.isDisposed) core.tell({ type: "ready" });
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
    this.reopenSoon.cancel();
    this.solveSoon.cancel();
    this.watch.cancel();
    this.tellProgress.cancel();
    core.measuring.soon.cancel();
    core.measuring.abort();
    core.engine?.dispose();
    core.engine = null;
    this.settling.end();
  }

  // ---- training ------------------------------------------------------------------------------------------------------

  private train(): Promise<void> {
    const { runs, training, measuring } = this.core;
    if (!runs.ready) return this.queue;
    this.apply();
    measuring.abort();
    training.wantTraining();
    this.core.hush("run");
    return this.enqueue(async () => {
      if (training.goal !== "train") return; // paused in the meantime
      if (runs.state === "finished") runs.total = runs.furthest + this.experiment.settings.steps;
      training.pursue();
    });
  }

  private step(): Promise<void> {
    const { core } = this;
    if (!core.runs.ready) return this.queue;
    this.apply();
    core.hush("run");
    return this.enqueue(async () => {
      if (core.runs.state === "finished") core.runs.total = core.runs.furthest + 1;
      for (const who of core.runs.trained) core.engine?.step(who, 1);
    });
  }

  private reset(as: "reset" | "cancel"): Promise<void> {
    return this.replaceRuns(() => this.changes.reset(as));
  }

  /** More or fewer steps: the run continues, its end moves. */
  private moveEnd() {
    const { runs, training, networks, engine } = this.core;
    const { steps } = this.experiment.settings;
    if (beginsAnew(networks.inForce, this.experiment)) return; // they are about to be opened with it
    networks.inForce = {
      ...networks.inForce,
      settings: { ...networks.inForce.settings, steps },
    };
    runs.total = steps;
    if (training.goal !== "train") return;
    for (const who of runs.trained)
      if (runs.latest[who]?.state === "training" && runs.step(who) >= steps) engine?.pause(who);
    training.pursue();
  }

  // ---- solving -------------------------------------------------------------------------------------------------------

  private solveNow(): Promise<void> {
    const { runs, training, measuring } = this.core;
    if (!runs.ready) return this.queue;
    this.apply();
    measuring.abort();
    this.core.hush("run");
    void this.takePart(solversOf(this.parts.catalogue), true);
    this.lookAtSolved();
    training.wantSolve();
    return this.enqueue(async () => {
      const solvers = solversOf(this.parts.catalogue);
      const areIn = solvers.every((who) => runs.enabled.includes(who));
      // An earlier undo has removed them again.
      if (training.goal === "solve" && !areIn) void this.takePart(solvers, true);
      void this.enqueue(() => this.pursueSolve());
    });
  }

  private async pursueSolve(): Promise<void> {
    const { training } = this.core;
    await this.changes.reopenSolved();
    if (training.goal === "solve") training.pursue();
  }

  /** Shows something useful behind the trajectories. */
  private lookAtSolved() {
    const { runs } = this.core;
    const { overlay } = this.experiment.view;
    const who = errorOverlay(overlay) ?? overlay;
    const value = runs.solved.find((one) => hasEnergy(this.parts.catalogue, one));
    if (who === "truth" || !value || runs.hasLearned(who as Contestant)) return;
    void this.change({ type: "change-view", key: "overlay", value });
  }

  private readonly solveSoon = debounce(
    () => this.parts.scheduler,
    reopenPause,
    () => void this.solveAgain(),
  );

  private solveAgain(): Promise<void> {
    const { training } = this.core;
    return this.enqueue(async () => {
      if (!(await this.changes.reopenSolved())) return;
      training.solveAgain();
    });
  }

  private cancelSolve(): Promise<void> {
    const { core } = this;
    return this.enqueue(async () => {
      for (const who of core.runs.solved) await core.engine?.reset(who);
      core.training.endSolve();
      core.say(announce.solveCancelled());
    });
  }

  // ---- changes -------------------------------------------------------------------------------------------------------

  private change(intent: Intent, origin: Origin = "visitor"): Promise<void> {
    const { core } = this;
    const before = this.experiment;
    const former = this.returning(intent);
    const next = former ?? reduce(this.parts.catalogue, before, intent);
    if (next === before) return this.queue;
    this.noteCause(intent, before, next, {
      silent: origin === "lesson",
      returned: former !== null,
    });
    if (solvesAnew(before, next)) this.solveSoon();
    if (sameAxes(core.networks.inForce, next)) {
      const { inForce } = core.networks; // undo restores the present display options
      core.networks.inForce = { ...inForce, view: madeWith(inForce.view, next.view) };
    }
    core.experiment = next;
    if (beginsAnew(before, next)) {
      // Typed values follow each other; a choice is made once.
      if (intent.type === "change-setting" || intent.type === "change-parameter") this.reopenSoon();
      else this.reopen();
    } else if (before.settings.steps !== next.settings.steps) this.moveEnd();
    if (before.view.contestants !== next.view.contestants) this.changeContestants(before);
    if (pathKeys.some((key) => !sameValue(next.view[key], before.view[key]))) this.watch();
    return this.queue;
  }

  /** Leaving a view that required another system, without training it, returns to the former one. */
  private returning(intent: Intent): Experiment | null {
    const { replaced } = this;
    if (intent.type !== "open-view" || !replaced) return null;
    const { former, by } = replaced;
    const now = this.experiment;
    const { runs } = this.core;
    const isUntouched = !beginsAnew(by, now) && runs.learned.length === 0;
    if (!isUntouched || !hasView(systemIn(this.parts.catalogue, former), intent.view)) return null;
    this.replaced = null;
    const { theme, language, lesson, speed } = now.view;
    return {
      ...former,
      view: { ...former.view, theme, language, lesson, speed, view: intent.view },
    };
  }

  private noteCause(
    intent: Intent,
    before: Experiment,
    next: Experiment,
    { silent, returned }: Pick<Cause, "silent" | "returned">,
  ) {
    if (sameAxes(before, next)) return;
    const byTab = intent.type === "open-view" && !returned ? intent.view : null;
    this.replaced = byTab ? { former: before, by: next } : null;
    this.cause = { broughtBy: byTab, silent, returned };
  }

  private takeCause(): Cause {
    const { cause } = this;
    this.cause = usualCause();
    return cause;
  }

  private readonly reopenSoon = debounce(
    () => this.parts.scheduler,
    reopenPause,
    () => this.reopen(),
  );

  private reopen() {
    this.reopenSoon.cancel();
    const { core } = this;
    if (!core.runs.ready) return; // the first networks are opened with the shown settings later
    core.training.rest();
    this.reopening++;
    void this.enqueue(() => this.changes.reopen(this.takeCause())).finally(() => {
      this.reopening--;
      core.changed();
    });
  }

  /** Applies a change that is waiting for further typing. */
  private apply() {
    if (this.reopenSoon.isWaiting) this.reopen();
    if (!this.solveSoon.isWaiting) return;
    this.solveSoon.cancel();
    void this.solveAgain();
  }

  private takePart(some: readonly Contestant[], on: boolean): Promise<void> {
    const value = contestantsWhen(this.experiment.view, some, on);
    return this.change({ type: "change-view", key: "contestants", value });
  }

  private changeContestants(before: Experiment) {
    const { runs, training, engine } = this.core;
    runs.enabled = contestantsOf(this.experiment.view);
    for (const who of contestantsOf(before.view)) {
      if (runs.enabled.includes(who)) continue;
      engine?.pause(who);
      training.lost(who);
    }
    // A network added with other settings, or before the first are in force, is opened with them.
    if (runs.ready && !this.reopenSoon.isWaiting) void this.enqueue(() => this.changes.admit());
  }

  /** A job that replaces the present networks, which are paused from now on. */
  private replaceRuns(job: () => Promise<void>): Promise<void> {
    const { core } = this;
    if (!core.runs.ready) return this.queue;
    this.apply();
    core.training.rest();
    this.reopening++;
    return this.enqueue(async () => {
      try {
        await job();
      } finally {
        this.reopening--;
      }
    });
  }

  private restore(backup: RunBackup, as: Restoring): Promise<void> {
    return this.replaceRuns(() => this.changes.restore(backup, as));
  }

  private async load(who: Contestant, file: string): Promise<void> {
    const { core } = this;
    let reason: unknown = null;
    await this.enqueue(async () => {
      if (!core.engine || !core.runs.ready) throw new HostFailure(text.state.loading);
      const { goal } = core.training;
      core.training.rest();
      try {
        await this.changes.load(who, file);
      } catch (error) {
        reason = error;
        if (goal !== "train") return;
        core.training.wantTraining(); // nothing has changed, so training continues
        core.training.pursue();
      }
    });
    if (reason !== null) throw reason;
  }

  private retry(who: Contestant): Promise<void> {
    const { core } = this;
    return this.enqueue(async () => {
      core.hush(`fault-${who}`);
      await core.networks.openOne(who, this.inForce);
      core.sendViews();
      core.training.pursue();
    });
  }

  // ---- events of the engine ------------------------------------------------------------------------------------------

  private readonly watch = throttle(
    () => this.parts.scheduler,
    watchPause,
    () => {
      if (!this.core.runs.ready || this.state === "reopening") return;
      this.core.sendViews();
      this.core.truths.ask();
    },
  );

  /** Another view is open, which requires other data of the networks. */
  lookAnew() {
    const { core } = this;
    if (core.runs.ready) core.sendViews();
    core.truths.ask();
    core.measuring.soon();
  }

  /** After every render. */
  rendered() {
    this.core.training.rendered();
  }

  private receive(snapshot: Snapshot) {
    const { runs, training, measuring } = this.core;
    const before = runs.state;
    if (!runs.accept(snapshot)) return;
    const who = snapshot.contestant;
    if (!runs.enabled.includes(who)) return; // a late snapshot of a removed network
    if (snapshot.state === "stopped" && snapshot.note)
      this.core.say(announce.stopped(who, snapshot.note));
    const after = runs.state;
    if (after === "training" && before !== "training") this.core.begin();
    if (after === "training") this.tellProgress();
    training.hear(snapshot);
    if (after !== "training") this.core.hasBegun = false;
    if (after !== "training" && runs.learned.length > 0) {
      if (before === "training" || !runs.metrics[who]) measuring.soon();
    }
    this.core.changed();
  }

  /** Snapshots come from every network, thirty a second; fewer events are emitted. */
  private readonly tellProgress = throttle(
    () => this.parts.scheduler,
    progressPause,
    () => {
      if (this.core.runs.state === "training")
        this.core.tell({ type: "progress", progress: this.progress });
    },
  );

  /** Why workers could not be started. */
  private readonly failures = new Map<Contestant, string>();

  private fault({ contestant, message, recoverable, resumed, lost }: Fault) {
    const { core } = this;
    const { runs, training } = core;
    if (recoverable && !lost) {
      if (!resumed && runs.solved.includes(contestant)) training.lost(contestant);
      core.say({ kind: `fault-${contestant}`, tone: "warning", message });
    } else {
      runs.failed.add(contestant);
      this.failures.set(contestant, message);
      training.lost(contestant);
      if (runs.enabled.every((who) => runs.failed.has(who))) {
        this.fail(message);
        return;
      }
      if (runs.ready) core.say(announce.cannotRun(contestant, message));
    }
    core.tell({ type: "error", message, fatal: false });
    core.changed();
  }

  /** No network can run in this browser. */
  private fail(reason: string) {
    const { core } = this;
    if (core.runs.fatal || core.isDisposed) return;
    core.runs.fatal = true;
    for (const who of this.failures.keys()) core.hush(`fault-${who}`);
    core.tell({ type: "error", message: reason, fatal: true });
    this.parts.onEvent({ type: "failed", reason });
    core.changed();
  }

  /** An error thrown by a job. Requests that were overtaken, or died with a reported fault, are ignored. */
  report(error: unknown) {
    const { core } = this;
    if (isAbort(error) || error instanceof HostFailure || core.isDisposed || core.runs.fatal)
      return;
    const reason = messageOf(error);
    if (error instanceof Refusal) core.say(announce.refused(reason));
    else {
      core.say(announce.defect(reason));
      this.parts.onEvent({ type: "defect", error });
    }
    core.tell({ type: "error", message: reason, fatal: false });
  }
}

function usualCause(): Cause {
  return { broughtBy: null, silent: false, returned: false };
}
