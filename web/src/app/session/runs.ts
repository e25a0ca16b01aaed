// The state of the training runs: which networks are included, their latest snapshots, whether they
// are training, and their progress. Pure bookkeeping.
import type { Contestant, Metrics, Snapshot } from "../../protocol/snapshot.js";
import type { RunState } from "../../state/runState.js";

export class Runs {
  /** The included networks; snapshots of others are kept but ignored. */
  enabled: readonly Contestant[] = [];
  readonly latest: Partial<Record<Contestant, Snapshot>> = {};
  readonly metrics: Partial<Record<Contestant, Metrics>> = {};
  /** The steps of the measured models. */
  private readonly measuredAt: Partial<Record<Contestant, number>> = {};
  /** The step at which training is finished; "Continue training" moves it. */
  total = 1;
  ready = false;
  /** No network can run in this browser. */
  fatal = false;
  /** Networks whose workers could not be started; they are left out until they are opened again. */
  readonly failed = new Set<Contestant>();

  constructor(private readonly solvers: readonly Contestant[] = []) {}

  /** The included networks that are trained step by step. */
  get trained(): readonly Contestant[] {
    return this.able.filter((who) => !this.solvers.includes(who));
  }

  /** The included solved networks. */
  get solved(): readonly Contestant[] {
    return this.able.filter((who) => this.solvers.includes(who));
  }

  private get able(): readonly Contestant[] {
    return this.enabled.filter((who) => !this.failed.has(who));
  }

  /** False for a snapshot of an earlier generation. */
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

  /** The metrics of every network belong to its present model. */
  get isMeasured(): boolean {
    return this.learned.every(
      (who) => this.metrics[who] && this.measuredAt[who] === this.step(who),
    );
  }

  step(who: Contestant): number {
    return this.latest[who]?.step ?? 0;
  }

  /** The end of the network's run. */
  end(who: Contestant): number {
    return this.solvers.includes(who) ? (this.latest[who]?.steps ?? 0) : this.total;
  }

  /** A solve has no result before its last step. */
  hasLearned(who: Contestant): boolean {
    const step = this.step(who);
    return step > 0 && (!this.solvers.includes(who) || step >= this.end(who));
  }

  /** The networks that have been trained or solved. */
  get learned(): readonly Contestant[] {
    return this.able.filter((who) => this.hasLearned(who));
  }

  /** Of the networks trained step by step. */
  get furthest(): number {
    return Math.max(0, ...this.trained.map((who) => this.step(who)));
  }

  get state(): RunState {
    if (this.fatal) return "fault";
    return this.ready ? this.activity : "loading";
  }

  /** The state of the networks according to their snapshots. */
  get activity(): Exclude<RunState, "loading" | "fault"> {
    const states = (some: readonly Contestant[]) => some.map((who) => this.latest[who]?.state);
    if (states(this.able).includes("training")) return "training";
    if (states(this.trained).includes("stopped")) return "stopped";
    if (this.furthest === 0) return "idle";
    return this.trained.every((who) => this.step(who) >= this.total) ? "finished" : "paused";
  }
}
