// The jobs that replace the networks: other settings, undo and redo, adding or
// removing networks, files, data. Each is a transaction: if the core refuses, experiment and networks are unchanged; trained
// networks go into the history first. Jobs run one after the other (session.ts).

import { Refusal, Unavailable } from "../../engine/errors.js";
import { isAbort } from "../../lab/errors.js";
import type { Contestant } from "../../protocol/snapshot.js";
import {
  beginsAnew,
  contestantsOf,
  contestantsWhen,
  defaultExperiment,
  type Experiment,
  solversOf,
  type ViewName,
} from "../../state/experiment.js";
import { solvesAnew, withSolveOf } from "../../state/solved.js";
import * as announce from "./announce.js";
import type { Core } from "./core.js";
import type { RunBackup } from "./history.js";
import type { Command, Restoring } from "./machine.js";
import { madeWith, sameAxes, seenAs } from "./networks.js";

/** The cause of a change of settings. */
export interface Cause {
  /** The view whose tab changed the system or the coordinates. */
  broughtBy: ViewName | null;
  /** A lesson announces its own changes. */
  silent: boolean;
  /** Returned to the system that a view's tab had replaced. */
  returned: boolean;
}

export class Changes {
  constructor(private readonly core: Core) {}

  private get catalogue() {
    return this.core.parts.catalogue;
  }

  // ---- other settings --------------------------------------------------------------------------------------------

  /**
   * The first networks. Settings of a link may be refused; the quick settings of the system never are. Where the part of the
   * core for solved networks is missing, the link's other networks are opened.
   */
  async openFirst(): Promise<void> {
    const { core } = this;
    const wanted = core.experiment;
    try {
      await core.networks.openAll(wanted);
      this.settle(wanted, wanted.settings.steps);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      core.notify(announce.refused(error));
      core.emit({ type: "error", message: error.message, fatal: false });
      const safe = this.withoutRefused(wanted, error);
      core.show(safe);
      await core.networks.openAll(safe);
      this.settle(safe, safe.settings.steps);
    }
  }

  private withoutRefused(wanted: Experiment, error: Refusal): Experiment {
    const { catalogue } = this;
    const solvers = solversOf(catalogue);
    const rest = { ...wanted.view, contestants: contestantsWhen(wanted.view, solvers, false) };
    if (
      error instanceof Unavailable &&
      contestantsOf(rest).length < contestantsOf(wanted.view).length
    )
      return { ...wanted, view: rest };
    return seenAs(catalogue, defaultExperiment(catalogue, wanted.settings.system), wanted);
  }

  /** Opens the networks with the experiment of the controls. */
  async reopen({ broughtBy, silent, returned }: Cause): Promise<void> {
    const { history, networks, runs } = this.core;
    const before = networks.inForce;
    const wanted = this.core.experiment;
    if (!beginsAnew(before, wanted)) return this.openPending(); // changed back in the meantime
    const learned = networks.open.some((who) => runs.hasLearned(who));
    const left = await networks.backup();
    const mayReturn = !learned || announce.isOtherSystem(before, wanted);
    const known = mayReturn && !silent ? history.trainedWith(wanted) : null; // a lesson begins at step 0
    history.push(left);
    if (!(await this.putInForce(wanted, known, left))) return;
    if (wanted.measured && wanted.settings.trainFraction !== before.settings.trainFraction) {
      const { startWhereHeldOut } = await import("./ownData.js");
      await startWhereHeldOut(this.core);
    }
    if (silent) return;
    if (returned) this.core.notify(announce.systemReturned(wanted.settings.system));
    else if (known) this.core.notify(announce.trainedBefore());
    else this.sayRestarted(left, broughtBy);
  }

  /** Names all differences from the last trained settings, so that one undo reverts them all. */
  private sayRestarted(left: RunBackup, broughtBy: ViewName | null) {
    const { core } = this;
    const now = core.networks.inForce;
    const last = core.history.lastLearned;
    const isRelated = last !== null && !announce.isOtherSystem(last.backup.experiment, now);
    const learned = isRelated || Object.keys(left.networks).length > 0;
    const before = isRelated ? last.backup.experiment : left.experiment;
    core.notify(
      announce.restarted({
        ...{ before, now, learned, broughtBy },
        entries: isRelated ? last.entries : 1,
      }),
    );
  }

  /** Other settings of the solve keep the trained networks; true: solved networks must be solved again. */
  async reopenSolved(): Promise<boolean> {
    const { history, networks, runs, training } = this.core;
    if (!solvesAnew(networks.inForce, this.core.experiment)) return false;
    const again = training.goal === "solve" || runs.solved.some((who) => runs.hasLearned(who));
    const left = await networks.backup();
    const wanted = withSolveOf(networks.inForce, this.core.experiment);
    history.push(left);
    try {
      for (const who of runs.solved) await networks.openOne(who, wanted);
    } catch (error) {
      history.withdraw(left);
      training.endSolve();
      if (!(error instanceof Refusal)) throw error;
      this.sayRefused(error);
      this.core.show(withSolveOf(this.core.experiment, left.experiment));
      await this.restoreOnly(runs.solved, left); // the others were not changed, and may be training
      return false;
    }
    networks.inForce = withSolveOf(networks.inForce, wanted);
    this.core.sendViews();
    return again;
  }

  // ---- included networks -----------------------------------------------------------------------------------------

  /** An added network starts with the settings in force, or in its state when it was removed; a removed one is kept in the history. */
  async openPending(): Promise<void> {
    const { history, networks, runs, training } = this.core;
    const { open } = networks;
    const wanted = contestantsOf(this.core.experiment.view);
    const joining = wanted.filter((who) => !open.includes(who));
    if (joining.length === 0 && open.every((who) => wanted.includes(who))) return;
    const left = await networks.backup();
    const { contestants } = this.core.experiment.view;
    const base = { ...networks.inForce, view: { ...networks.inForce.view, contestants } };
    const refused: Contestant[] = [];
    for (const who of joining) {
      const known = history.learnedBy(who, base);
      try {
        if (known) {
          const { total } = runs;
          await this.restoreOnly([who], { experiment: base, total, networks: { [who]: known } });
        } else await networks.openOne(who, base);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push(who);
        this.sayRefused(error);
      }
    }
    history.push(left);
    const taking = contestantsWhen(base.view, refused, false);
    // Display options may have changed during the job; the included networks are those that were opened.
    const { inForce } = networks;
    networks.inForce = { ...inForce, view: { ...inForce.view, contestants: taking } };
    if (refused.length > 0) {
      const { experiment } = this.core;
      const some = contestantsWhen(experiment.view, refused, false);
      this.core.show({ ...experiment, view: { ...experiment.view, contestants: some } });
    }
    this.core.sendViews();
    if (training.goal === "train") training.pursue();
  }

  // ---- back and forth ----------------------------------------------------------------------------------------------

  async undo({
    entries = 1,
    to,
  }: Pick<Command & { type: "undo" }, "entries" | "to">): Promise<void> {
    const { history, networks } = this.core;
    const back = to ? history.distanceTo(to) : entries;
    if (!history.canUndo || back === 0) return;
    const now = await networks.backup();
    const mark = history.mark();
    const target = history.undo(now, back);
    if (!target) return;
    if (await this.go(this.asSeen(target), now)) this.core.notify(announce.undone(target));
    else history.rewind(mark);
  }

  async redo(): Promise<void> {
    const { history, networks } = this.core;
    if (!history.canRedo) return;
    const now = await networks.backup();
    const mark = history.mark();
    const target = history.redo(now);
    if (!target) return;
    if (await this.go(this.asSeen(target), now)) this.core.notify(announce.redone());
    else history.rewind(mark);
  }

  /** Another experiment with its networks. Undo leads back from it where networks were trained, but not from a lesson's. */
  async restore(target: RunBackup, as: Restoring): Promise<void> {
    const { history, networks, measuring } = this.core;
    const now = await networks.backup();
    const isLeft = as === "reload" && this.core.runs.learned.length > 0;
    if (as === "start-over" || isLeft) history.push(now);
    const seen = this.core.experiment;
    const experiment =
      as === "start-over" ? seenAs(this.catalogue, target.experiment, seen) : target.experiment;
    if (!(await this.go({ ...target, experiment }, now))) history.withdraw(now);
    else if (as === "reload") measuring.now();
  }

  async reset(as: "reset" | "cancel"): Promise<void> {
    const { history, networks, runs, engine } = this.core;
    const { furthest } = runs;
    const left = await networks.backup();
    const learned = Object.keys(left.networks).length > 0;
    for (const who of networks.open) if (!runs.failed.has(who)) await engine?.reset(who);
    this.core.clearStopped();
    if (learned) history.push(left);
    runs.total = networks.inForce.settings.steps;
    this.core.sendViews();
    if (learned) this.core.notify(announce.resetDone(furthest, as));
  }

  // ---- files and data ------------------------------------------------------------------------------------------------

  /** Continues a saved run (incoming.ts). */
  async load(who: Contestant, file: string): Promise<void> {
    const { load } = await import("./incoming.js");
    return load(this, this.core, who, file);
  }

  /** Opens every network on the visitor's own data (incoming.ts). */
  async takeData(next: Experiment): Promise<void> {
    const { takeData } = await import("./incoming.js");
    return takeData(this, this.core, next);
  }

  /** Undo does not revert display options. */
  private asSeen(target: RunBackup): RunBackup {
    return {
      ...target,
      experiment: seenAs(this.catalogue, target.experiment, this.core.experiment),
    };
  }

  // ---- steps of jobs ---------------------------------------------------------------------------------------------------

  /** Shows a backup's experiment and restores its networks; false if the core refuses it, and then nothing has changed. */
  private async go(target: RunBackup, now: RunBackup): Promise<boolean> {
    const { core } = this;
    const seen = core.experiment;
    const { experiment } = target;
    core.show(experiment);
    try {
      await core.networks.restore(target);
    } catch (error) {
      await this.giveBack(now, error, seenAs(this.catalogue, now.experiment, seen));
      return false;
    }
    core.clearStopped();
    this.settle(experiment, target.total);
    return true;
  }

  /** Opens the networks with `wanted`, or restores those trained with it before. */
  async putInForce(wanted: Experiment, known: RunBackup | null, left: RunBackup): Promise<boolean> {
    const { core } = this;
    const { steps } = wanted.settings;
    let total = steps;
    try {
      if (known) {
        if (known.experiment.settings.steps === steps) total = known.total;
        await core.networks.restore({ ...known, experiment: wanted, total });
      } else await core.networks.openAll(wanted);
    } catch (error) {
      core.history.withdraw(left);
      await this.giveBack(left, error, seenAs(this.catalogue, left.experiment, core.experiment));
      return false;
    }
    core.clearStopped();
    this.settle(wanted, total);
    return true;
  }

  /** Restores only some networks of a backup; the run's end is unchanged. */
  private async restoreOnly(some: readonly Contestant[], from: RunBackup): Promise<void> {
    const { networks, runs } = this.core;
    const view = { ...from.experiment.view, contestants: some.join(",") };
    await networks.restore({
      ...from,
      total: runs.total,
      experiment: { ...from.experiment, view },
    });
  }

  /** The networks are open with `opened`; end and display options may have changed during the job. */
  settle(opened: Experiment, total: number) {
    const { core } = this;
    const now = core.experiment;
    const { steps } = now.settings;
    const look = sameAxes(opened, now) ? madeWith(opened.view, now.view) : opened.view;
    const isEndMoved = !beginsAnew(opened, now) && steps !== opened.settings.steps;
    const settings = isEndMoved ? { ...opened.settings, steps } : opened.settings;
    core.networks.inForce = { ...opened, settings, view: look };
    core.runs.total = isEndMoved ? steps : total;
    core.sendViews();
    core.truths.ask();
    core.measuring.soon();
  }

  /** Restores experiment and networks of `left`. Errors other than refusals are rethrown. */
  async giveBack(left: RunBackup, error: unknown, experiment: Experiment): Promise<void> {
    const { core } = this;
    if (isAbort(error)) throw error; // disposed
    core.show(experiment);
    if (error instanceof Refusal) this.sayRefused(error);
    await core.networks.restore(left);
    this.settle(left.experiment, left.total);
    if (error !== null && !(error instanceof Refusal)) throw error;
  }

  private sayRefused(error: Refusal) {
    const notice = announce.refused(error);
    this.core.notify(notice);
    this.core.emit({ type: "error", message: notice.message, fatal: false });
  }
}
