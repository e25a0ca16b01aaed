// What the dashboard knows of the training runs: which networks take part, their latest snapshots, whether they
// train, how far they are. Pure bookkeeping.
import type { RunState } from "../panels/trainingBar.js";
import type { Contestant, Metrics, Snapshot } from "../protocol/snapshot.js";

export class Runs {
  /** Who takes part; snapshots of others are kept, and count for nothing. */
  enabled: readonly Contestant[] = [];
  readonly latest: Partial<Record<Contestant, Snapshot>> = {};
  readonly metrics: Partial<Record<Contestant, Metrics>> = {};
  /** The steps of the measured models. */
  private readonly measuredAt: Partial<Record<Contestant, number>> = {};
  /** The step at which training is finished; "train on" moves it. */
  total = 1;
  ready = false;
  fatal = false;

  /** False for a snapshot that an earlier generation has left behind. */
  accept(snapshot: Snapshot): boolean {
    const who = snapshot.contestant;
    const old = this.latest[who];
    if (old && snapshot.generation < old.generation) return false;
    this.latest[who] = snapshot;
    if (old && old.generation !== snapshot.generation) delete this.metrics[who];
    return true;
  }

  measured(who: Contestant, step: number, metrics: Metrics) {
    this.metrics[who] = metrics;
    this.measuredAt[who] = step;
  }

  /** The metrics of every network are those of its present model. */
  get isMeasured(): boolean {
    return this.enabled.every(
      (who) => this.metrics[who] && this.measuredAt[who] === this.step(who),
    );
  }

  step(who: Contestant): number {
    return this.latest[who]?.step ?? 0;
  }

  get furthest(): number {
    return Math.max(0, ...this.enabled.map((who) => this.step(who)));
  }

  get state(): RunState {
    if (this.fatal) return "fault";
    if (!this.ready) return "loading";
    const states = this.enabled.map((who) => this.latest[who]?.state);
    if (states.includes("training")) return "training";
    if (states.includes("stopped")) return "stopped";
    if (this.furthest === 0) return "idle";
    return this.enabled.every((who) => this.step(who) >= this.total) ? "finished" : "paused";
  }
}
