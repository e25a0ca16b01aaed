// What the dashboard knows of the two training runs: their latest snapshots, whether they train, how far they
// are. Pure bookkeeping.
import type { Learner } from "../canvas/ink.js";
import type { RunState } from "../panels/trainingBar.js";
import type { Metrics, Snapshot } from "../protocol/snapshot.js";

export const contestants: readonly Learner[] = ["hnn", "baseline"];

export class Runs {
  readonly latest: Record<Learner, Snapshot | null> = { hnn: null, baseline: null };
  readonly metrics: Record<Learner, Metrics | null> = { hnn: null, baseline: null };
  /** The step at which training is finished; "train on" moves it. */
  total = 1;
  ready = false;
  fatal = false;

  /** False for a snapshot that an earlier generation has left behind. */
  accept(snapshot: Snapshot): boolean {
    const who = contestants.find((known) => known === snapshot.contestant);
    if (!who) return false;
    const old = this.latest[who];
    if (old && snapshot.generation < old.generation) return false;
    this.latest[who] = snapshot;
    if (old && old.generation !== snapshot.generation) this.metrics[who] = null;
    return true;
  }

  step(who: Learner): number {
    return this.latest[who]?.step ?? 0;
  }

  get furthest(): number {
    return Math.max(...contestants.map((who) => this.step(who)));
  }

  get state(): RunState {
    if (this.fatal) return "fault";
    if (!this.ready) return "loading";
    const states = contestants.map((who) => this.latest[who]?.state);
    if (states.includes("training")) return "training";
    if (states.includes("stopped")) return "stopped";
    if (this.furthest === 0) return "idle";
    return contestants.every((who) => this.step(who) >= this.total) ? "finished" : "paused";
  }
}
