// The jobs that bring something into the session from outside: a saved run, or data of the visitor's own. Loaded with the
// first file, because most visits have none.

import { dataKey } from "../../protocol/messages.js";
import type { Contestant } from "../../protocol/snapshot.js";
import {
  beginsAnew,
  contestantsWhen,
  type Experiment,
  lookingAs,
  solversOf,
} from "../../state/experiment.js";
import { experimentOf, solvesAnew } from "../../state/solved.js";
import * as announce from "./announce.js";
import type { Core } from "./core.js";
import type { RunBackup } from "./history.js";
import { seenAs } from "./networks.js";
import { startWhereHeldOut } from "./ownData.js";

/** Steps that these jobs share with the others (changes.ts). */
interface Changes {
  settle(opened: Experiment, total: number): void;
  giveBack(left: RunBackup, error: unknown, experiment: Experiment): Promise<void>;
  putInForce(wanted: Experiment, known: RunBackup | null, left: RunBackup): Promise<boolean>;
}

/**
 * Continues a saved run. The other networks restart with its settings if those differ from the present ones. Throws the reason
 * if it is refused; then nothing has changed.
 */
export async function load(
  changes: Changes,
  core: Core,
  who: Contestant,
  file: string,
): Promise<void> {
  const { engine, history, networks, runs } = core;
  if (!engine) throw new Error("the engine is not up yet");
  const left = await networks.backup();
  const { settings, measured: found } = await engine.load(who, file);
  const seen = core.experiment;
  try {
    runs.failed.delete(who);
    // Two networks of one run contain the same data.
    const own = networks.inForce.measured;
    const isSame = found && own && dataKey(settings, found) === dataKey(settings, own);
    const measured = (isSame ? own : found) ?? undefined;
    const made = experimentOf(core.parts.catalogue, seen, who, settings, measured);
    const next = letIn(core, who, seenAs(core.parts.catalogue, made, seen), seen);
    const before = networks.inForce;
    const isOther = beginsAnew(next, before);
    const otherSolve = solvesAnew(next, before);
    const isReplaced = (other: Contestant) =>
      isOther || !networks.open.includes(other) || (otherSolve && runs.solved.includes(other));
    core.show(next);
    const others = runs.enabled.filter((other) => other !== who && isReplaced(other));
    const othersBegin = others.some((other) => left.networks[other] !== undefined);
    for (const other of others) await networks.openOne(other, next);
    core.clearStopped([who, ...others]);
    changes.settle(next, next.settings.steps);
    if (measured) await startWhereHeldOut(core);
    history.push(left);
    const step = runs.step(who);
    core.notify(announce.loaded(who, step, othersBegin));
  } catch (error) {
    // The file's network is open already: it must not remain alone.
    await changes.giveBack(left, null, seenAs(core.parts.catalogue, left.experiment, seen));
    throw error;
  }
}

/** The experiment including the file's network; solved ones are included together. */
function letIn(core: Core, who: Contestant, next: Experiment, now: Experiment): Experiment {
  const { catalogue } = core.parts;
  const solvers = solversOf(catalogue);
  const some = solvers.includes(who) ? solvers : [who];
  const { contestants } = lookingAs(catalogue, next, now.view);
  const view = { ...next.view, contestants };
  return { ...next, view: { ...view, contestants: contestantsWhen(view, some, true) } };
}

/** Opens every network on the visitor's own data. */
export async function takeData(changes: Changes, core: Core, next: Experiment): Promise<void> {
  const left = await core.networks.backup();
  const wanted = seenAs(core.parts.catalogue, next, core.experiment);
  core.show(wanted);
  core.history.push(left);
  if (!(await changes.putInForce(wanted, null, left))) return;
  await startWhereHeldOut(core);
  core.notify(announce.dataTaken());
}
