// Undo and redo: experiments with what their networks had learned, in the order in which they were left. Nothing
// expires; the oldest entries go when there are too many, or when they hold too much memory. Pure bookkeeping.

import type { Checkpoint } from "../../protocol/messages.js";
import type { Contestant, LossCurve } from "../../protocol/snapshot.js";
import { beginsAnew, type Experiment } from "../../state/experiment.js";
import { solvesAnew } from "../../state/solved.js";

/** All that brings an experiment back as it was. */
export interface RunBackup {
  experiment: Experiment;
  /** The step at which its run ends. */
  total: number;
  /** Of those that had learned something; without measured data, which the experiment has. */
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

  /** The experiment that is being left. What was undone before cannot be redone any more. */
  push(left: RunBackup) {
    this.past.push(left);
    this.future = [];
    this.prune();
  }

  /** Takes the latest entry back: the change that it was made for did not happen. */
  withdraw(left: RunBackup) {
    if (this.past.at(-1) === left) this.past.pop();
  }

  /** The experiment `entries` changes ago; `now` can be redone. Null where there is none. */
  undo(now: RunBackup, entries = 1): RunBackup | null {
    return this.move(this.past, this.future, now, entries);
  }

  /** The experiment that was left `entries` changes ago. */
  entry(entries: number): RunBackup | null {
    return this.past.at(-entries) ?? null;
  }

  /** How many entries back an experiment was left; 0 where it is no longer there. */
  distanceTo(left: RunBackup): number {
    const at = this.past.lastIndexOf(left);
    return at < 0 ? 0 : this.past.length - at;
  }

  redo(now: RunBackup): RunBackup | null {
    return this.move(this.future, this.past, now, 1);
  }

  /** The latest entry with the same settings and data whose networks had learned something. */
  trainedWith(experiment: Experiment): RunBackup | null {
    const isSame = (one: RunBackup) =>
      Object.keys(one.networks).length > 0 &&
      !beginsAnew(one.experiment, experiment) &&
      !solvesAnew(one.experiment, experiment);
    return [...this.past].reverse().find(isSame) ?? null;
  }

  /** The latest entry whose networks had learned something, and how many entries back it is. */
  get lastLearned(): { backup: RunBackup; entries: number } | null {
    const list = [...this.past].reverse();
    const back = list.findIndex((one) => Object.keys(one.networks).length > 0);
    return back < 0 ? null : { backup: list[back] as RunBackup, entries: back + 1 };
  }

  /** What a network had learned of the same settings and data when it last took part. */
  learnedBy(who: Contestant, experiment: Experiment): Checkpoint | null {
    const isSame = (one: RunBackup) =>
      one.networks[who] !== undefined &&
      !beginsAnew(one.experiment, experiment) &&
      !solvesAnew(one.experiment, experiment);
    return [...this.past].reverse().find(isSame)?.networks[who] ?? null;
  }

  /** The history as it is, for `rewind`. */
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

  /** The farthest entries go first. */
  private prune() {
    const { entries, bytes } = this.bounds;
    for (const list of [this.past, this.future]) list.splice(0, Math.max(0, list.length - entries));
    let size = [...this.past, ...this.future].reduce((sum, one) => sum + bytesOf(one), 0);
    while (size > bytes) {
      const longest = this.past.length >= this.future.length ? this.past : this.future;
      // The nearest way back stays, however large it is.
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
