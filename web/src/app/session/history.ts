// Undo and redo: experiments with the state of their networks, in the order in which they were replaced. Entries do not
// expire; the oldest are removed if there are too many, or if they need too much memory. Pure bookkeeping.

import type { Checkpoint } from "../../protocol/messages.js";
import type { Contestant, LossCurve } from "../../protocol/snapshot.js";
import { beginsAnew, type Experiment } from "../../state/experiment.js";
import { solvesAnew } from "../../state/solved.js";

/** Everything needed to restore an experiment. */
export interface RunBackup {
  experiment: Experiment;
  /** The step at which its run ends. */
  total: number;
  /** Of the trained networks; without measured data, which the experiment contains. */
  networks: Partial<Record<Contestant, Checkpoint>>;
}

export interface HistoryBounds {
  /** Entries in either direction. */
  entries: number;
  /** Of weights, optimizer and curves, in both directions together. */
  bytes: number;
}

export const usualBounds: HistoryBounds = { entries: 50, bytes: 96 * 2 ** 20 };

/** A history at one moment. */
export interface HistoryMark {
  past: readonly RunBackup[];
  future: readonly RunBackup[];
}

export class History {
  private past: RunBackup[] = [];
  private future: RunBackup[] = [];

  constructor(private readonly bounds: HistoryBounds = usualBounds) {}

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  get length(): number {
    return this.past.length;
  }

  /** Adds the experiment that is being replaced. Undone experiments can no longer be redone. */
  push(left: RunBackup) {
    this.past.push(left);
    this.future = [];
    this.prune();
  }

  /** Removes the latest entry: the change for which it was added did not happen. */
  withdraw(left: RunBackup) {
    if (this.past.at(-1) === left) this.past.pop();
  }

  /** The experiment `entries` changes ago; `now` can be redone. Null if there is none. */
  undo(now: RunBackup, entries = 1): RunBackup | null {
    return this.move(this.past, this.future, now, entries);
  }

  /** The experiment that was replaced `entries` changes ago. */
  entry(entries: number): RunBackup | null {
    return this.past.at(-entries) ?? null;
  }

  /** How many entries back an experiment was replaced; 0 if it is no longer in the history. */
  distanceTo(left: RunBackup): number {
    const at = this.past.lastIndexOf(left);
    return at < 0 ? 0 : this.past.length - at;
  }

  redo(now: RunBackup): RunBackup | null {
    return this.move(this.future, this.past, now, 1);
  }

  /** The latest entry with the same settings and data whose networks were trained. */
  trainedWith(experiment: Experiment): RunBackup | null {
    const isSame = (one: RunBackup) =>
      Object.keys(one.networks).length > 0 &&
      !beginsAnew(one.experiment, experiment) &&
      !solvesAnew(one.experiment, experiment);
    return [...this.past].reverse().find(isSame) ?? null;
  }

  /** The latest entry whose networks were trained, and how many entries back it is. */
  get lastLearned(): { backup: RunBackup; entries: number } | null {
    const list = [...this.past].reverse();
    const back = list.findIndex((one) => Object.keys(one.networks).length > 0);
    return back < 0 ? null : { backup: list[back] as RunBackup, entries: back + 1 };
  }

  /** The state of a network with the same settings and data when it was last included. */
  learnedBy(who: Contestant, experiment: Experiment): Checkpoint | null {
    const isSame = (one: RunBackup) =>
      one.networks[who] !== undefined &&
      !beginsAnew(one.experiment, experiment) &&
      !solvesAnew(one.experiment, experiment);
    return [...this.past].reverse().find(isSame)?.networks[who] ?? null;
  }

  /** A copy of the history, for `rewind`. */
  mark(): HistoryMark {
    return { past: [...this.past], future: [...this.future] };
  }

  rewind({ past, future }: HistoryMark) {
    this.past = [...past];
    this.future = [...future];
  }

  private move(from: RunBackup[], to: RunBackup[], now: RunBackup, entries: number) {
    let present = now;
    for (let i = 0; i < entries; i++) {
      const next = from.pop();
      if (!next) break;
      to.push(present);
      present = next;
    }
    this.prune();
    return present === now ? null : present;
  }

  /** The most distant entries are removed first. */
  private prune() {
    const { entries, bytes } = this.bounds;
    for (const list of [this.past, this.future]) list.splice(0, Math.max(0, list.length - entries));
    let size = [...this.past, ...this.future].reduce((sum, one) => sum + bytesOf(one), 0);
    while (size > bytes) {
      const longest = this.past.length >= this.future.length ? this.past : this.future;
      // The nearest entry is kept, whatever its size.
      if (longest.length <= 1) return;
      size -= bytesOf(longest.shift() as RunBackup);
    }
  }
}

function curveBytes({ step, train, test, seconds }: LossCurve): number {
  return step.byteLength + train.byteLength + test.byteLength + seconds.byteLength;
}

export function bytesOf({ networks }: RunBackup): number {
  let bytes = 0;
  for (const { weights, optimizer, curve } of Object.values(networks)) {
    for (const { values } of weights) bytes += values.byteLength;
    bytes += optimizer.firstMoment.byteLength + optimizer.secondMoment.byteLength;
    bytes += curveBytes(curve);
  }
  return bytes;
}
