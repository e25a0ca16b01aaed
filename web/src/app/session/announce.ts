// The messages about events of a session, as data. The page shows them as notices; an action is
// a command to the session. Pure.

import {
  modelText,
  sessionText,
  settingLabel,
  solveText,
  systemText,
  text,
  viewNameText,
  withLabels,
} from "../../catalogue/strings.js";
import { type Refusal, Unavailable } from "../../engine/errors.js";
import type { Contestant } from "../../protocol/snapshot.js";
import { changedSettings, type Experiment, type ViewName } from "../../state/experiment.js";
import { formatCount } from "../../state/format.js";
import type { RunBackup } from "./history.js";
import type { Command } from "./machine.js";

export interface SessionNotice {
  /** Notices of one kind replace each other; "run" is about the last change of the networks. */
  kind: string;
  message: string;
  tone?: "news" | "warning";
  action?: { label: string; command: Command };
  /** Disappears after this many seconds; only for information. */
  seconds?: number;
}

const undoAction = (entries = 1) => ({
  action: { label: text.undo, command: { type: "undo", entries } as const },
});

/** A network's name in messages. */
export function nameOf(who: Contestant): string {
  return modelText[who]?.label ?? who;
}

/** Settings were refused and the previous ones restored. */
export function refused(error: Refusal): SessionNotice {
  const words = error instanceof Unavailable ? text.viewMissing : text.refused;
  return { kind: "refused", tone: "warning", message: words(withLabels(error.message)) };
}

/** An error of the page itself. */
export function defect(reason: string): SessionNotice {
  return { kind: "defect", tone: "warning", message: sessionText.defect(reason) };
}

export function stopped(who: Contestant, note: string): SessionNotice {
  const message = text.stoppedNote(nameOf(who), withLabels(note));
  return { kind: `stopped-${who}`, tone: "warning", message };
}

/** One network cannot run; the others continue. */
export function cannotRun(who: Contestant, reason: string): SessionNotice {
  const command = { type: "retry", contestant: who } as const;
  return {
    ...{ kind: `fault-${who}`, tone: "warning" },
    message: sessionText.cannotRun(nameOf(who), reason),
    action: { label: sessionText.retry, command },
  };
}

export interface Restart {
  before: Experiment;
  now: Experiment;
  /** Trained networks are no longer shown. */
  learned: boolean;
  /** Number of history entries back to it. */
  entries: number;
  /** The view whose tab changed the system or the coordinates. */
  broughtBy: ViewName | null;
}

/** Settings with which the networks restart at step 0; null if nothing was lost. */
export function restarted(restart: Restart): SessionNotice | null {
  const { before, now, learned, entries, broughtBy } = restart;
  const { settings } = now;
  const changed = changedSettings(before.settings, settings);
  const seedOnly = changed.length === 1 && changed[0] === "seed";
  const newSystem = isOtherSystem(before, now);
  if (!learned && !newSystem && !seedOnly && !broughtBy) return null;
  const system = systemText[settings.system]?.label ?? settings.system;
  const say = () => {
    if (newSystem && broughtBy) return text.broughtSystem(viewNameText[broughtBy].label, system);
    if (newSystem) return text.restartedSystem(system);
    if (broughtBy && changed.includes("coordinates"))
      return text.broughtMomenta(viewNameText[broughtBy].label);
    if (seedOnly) return text.newSeedDone(String(settings.seed));
    return text.restarted(changed.map((key) => settingLabel(key)).join(", "));
  };
  return { kind: "run", message: say(), ...undoAction(learned ? entries : 1) };
}

/** Settings that networks were trained with before. */
export function trainedBefore(): SessionNotice {
  return { kind: "run", message: text.trainedBefore, seconds: 8 };
}

/** Returned to the system that a view's tab had replaced. */
export function systemReturned(system: string): SessionNotice {
  const message = sessionText.systemReturned(systemText[system]?.label ?? system);
  return { kind: "run", message, seconds: 8 };
}

export function undone({ networks }: RunBackup): SessionNotice {
  const hasLearned = Object.keys(networks).length > 0;
  return { kind: "run", message: hasLearned ? text.undone : text.undoneSettings, seconds: 8 };
}

export function redone(): SessionNotice {
  return { kind: "run", message: sessionText.redone, seconds: 8 };
}

/** After a reset or a cancel; `furthest` is the step that was reached. */
export function resetDone(furthest: number, as: "reset" | "cancel"): SessionNotice {
  const step = formatCount(furthest);
  const said = as === "cancel" ? text.cancelled(step) : text.resetDone(step);
  return { kind: "run", message: furthest === 0 ? text.resetSolved : said, ...undoAction() };
}

export function solveCancelled(): SessionNotice {
  return { kind: "run", message: solveText.cancelled, seconds: 8 };
}

/** The networks are trained on the visitor's data. */
export function dataTaken(): SessionNotice {
  return { kind: "run", message: text.own.taken, ...undoAction() };
}

/** A network was loaded from a file. */
export function loaded(who: Contestant, step: number, othersBegin: boolean): SessionNotice {
  const note = text.loaded(nameOf(who), formatCount(step));
  const message = othersBegin ? `${note} ${text.loadedOther}` : note;
  return { kind: `file-${who}`, message, ...undoAction() };
}

/** Then the settings say little about the change. */
export function isOtherSystem(before: Experiment, now: Experiment): boolean {
  const isGivenUp = before.measured !== undefined && !now.measured;
  return isGivenUp || before.settings.system !== now.settings.system;
}
