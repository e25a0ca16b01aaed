// Shared by the parts of a session: the experiment, the engine, the networks, and the emission of events.

import type { Scheduler } from "../../base/scheduler.js";
import type { Catalogue } from "../../catalogue/settings.js";
import type { Engine } from "../../engine/engine.js";
import { type Contestant, contestants } from "../../protocol/snapshot.js";
import {
  contestantsOf,
  type Experiment,
  solversOf,
  steppedIn,
  systemIn,
} from "../../state/experiment.js";
import type { SessionNotice } from "./announce.js";
import type { LabEvent, SessionEvent } from "./events.js";
import { History } from "./history.js";
import { Measuring } from "./measuring.js";
import { Networks } from "./networks.js";
import { ableOf, gridRequest, rolloutRequest, truthAble } from "./requests.js";
import { Runs } from "./runs.js";
import { Training } from "./training.js";
import { TruthSource } from "./truthSource.js";

/** How a session continues with networks that are open already. */
export interface Resumption {
  /** The experiment with which they are open. */
  inForce: Experiment;
  /** The step at which training ends. */
  total: number;
  /** Restarts their workers; resolves when every network is restored. */
  wake(): Promise<void>;
}

export interface SessionParts {
  catalogue: Catalogue;
  scheduler: Scheduler;
  /** The initial experiment. */
  experiment: Experiment;
  /** Networks of an earlier session that its engine still has. */
  resume?: Resumption | null;
  createEngine(): Engine | Promise<Engine>;
  onEvent(event: SessionEvent): void;
  /** What the open view requires of the networks. */
  needs(): { paths: boolean; grids: boolean };
  /** Whether metrics of finished runs are shown. */
  wantsMetrics(): boolean;
}

export class Core {
  readonly runs: Runs;
  readonly networks: Networks;
  readonly training: Training;
  readonly measuring: Measuring;
  readonly truths: TruthSource;
  readonly history = new History();
  engine: Engine | null = null;
  isDisposed = false;
  /** Whether "begin" was emitted for the present training. */
  hasBegun = false;
  /** Reports an error outside a job. */
  report: (error: unknown) => void = () => {};
  private seen: Experiment;

  constructor(readonly parts: SessionParts) {
    const { catalogue, scheduler } = parts;
    this.seen = parts.experiment;
    this.runs = new Runs(solversOf(catalogue));
    this.runs.total = parts.resume?.total ?? this.seen.settings.steps;
    this.runs.enabled = contestantsOf(this.seen.view);
    const { runs } = this;
    const shared = { runs, scheduler, engine: () => this.engine, changed: () => this.changed() };
    this.networks = new Networks({ catalogue, ...shared }, parts.resume?.inForce ?? this.seen);
    this.training = new Training({ ...shared, reached: () => this.reached() });
    this.measuring = new Measuring({ ...shared, isWanted: () => parts.wantsMetrics() });
    this.truths = new TruthSource({
      engine: () => (runs.fatal ? null : this.engine),
      question: () => this.truthQuestion(),
      changed: () => this.changed(),
      failed: (error) => {
        if (runs.ready) this.report(error);
      },
    });
  }

  // ---- the experiment ----------------------------------------------------------------------------------------

  /** The experiment of the controls; the networks may still be open with another one (`networks.inForce`). */
  get experiment(): Experiment {
    return this.seen;
  }

  set experiment(next: Experiment) {
    const before = this.seen;
    if (next === before) return;
    this.seen = next;
    this.parts.onEvent({ type: "experiment", before, now: next });
    this.changed();
  }

  /** Another experiment with other networks, which are opened next. */
  show(next: Experiment) {
    this.runs.enabled = contestantsOf(next.view);
    this.experiment = next;
  }

  // ---- events of the engine --------------------------------------------------------------------------------------

  /** Snapshots contain what the open view shows. */
  sendViews() {
    const { catalogue, needs } = this.parts;
    if (!this.engine) return;
    const { paths, grids } = needs();
    const system = systemIn(catalogue, this.seen);
    for (const who of this.runs.enabled) {
      if (this.runs.failed.has(who)) continue;
      const able = ableOf(catalogue, who, this.seen.settings);
      const grid = grids ? gridRequest(system, this.seen, able) : null;
      this.engine.watch(who, {
        ...(paths && { rollout: rolloutRequest(this.seen, able) }),
        ...(grid && { grid, parts: able.hasDissipation }),
      });
    }
  }

  private truthQuestion() {
    const experiment = this.seen;
    const able = truthAble(experiment);
    const system = systemIn(this.parts.catalogue, experiment);
    const { paths, grids } = this.parts.needs();
    return {
      experiment,
      rollout: paths ? rolloutRequest(experiment, able) : null,
      grid: grids ? gridRequest(system, experiment, able) : null,
      parts: grids && !system.conservative,
      stepped: steppedIn(experiment) !== null,
    };
  }

  // ---- emitting events -------------------------------------------------------------------------------------------

  changed() {
    if (!this.isDisposed) this.parts.onEvent({ type: "changed" });
  }

  notify(notice: SessionNotice | null) {
    if (notice && !this.isDisposed)
      this.parts.onEvent({ type: "notice", notice: this.aimed(notice) });
  }

  /** The undo of a notice restores the state before the reported change, regardless of later changes. */
  private aimed(notice: SessionNotice): SessionNotice {
    const { action } = notice;
    if (action?.command.type !== "undo") return notice;
    const to = this.history.entry(action.command.entries ?? 1);
    return to ? { ...notice, action: { ...action, command: { type: "undo", to } } } : notice;
  }

  clearNotice(kind: string) {
    this.parts.onEvent({ type: "notice-over", kind });
  }

  /** Also for networks that no longer take part: their reports concern a run that was replaced. */
  clearStopped(some: readonly Contestant[] = contestants) {
    for (const who of some) this.clearNotice(`stopped-${who}`);
  }

  emit(event: LabEvent) {
    if (!this.isDisposed) this.parts.onEvent({ type: "host", event });
  }

  /** Training begins or continues. */
  begin() {
    this.hasBegun = true;
    this.emit({ type: "begin" });
  }

  private reached() {
    // A short run may be over before a snapshot shows it training.
    if (!this.hasBegun) this.begin();
    if (this.runs.state === "finished") {
      // A host's progress bar ends at the end of the run, also of one that was over before the first report.
      this.emit({ type: "progress", progress: this.progress });
      this.emit({ type: "done", progress: this.progress });
    }
    this.changed();
  }

  get progress() {
    const { runs } = this;
    const of = <Value>(value: (who: (typeof runs.enabled)[number]) => Value) =>
      Object.fromEntries(runs.enabled.map((who) => [who, value(who)]));
    return {
      steps: of((who) => runs.step(who)),
      total: runs.total,
      fingerprints: of((who) => runs.latest[who]?.fingerprint ?? ""),
    };
  }
}
