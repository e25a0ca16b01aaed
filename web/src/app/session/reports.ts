// What comes back from engine and jobs: snapshots, faults of workers, errors; who has to know of it, and in which words.

import { throttle } from "../../base/scheduler.js";
import type { Engine, Fault } from "../../engine/engine.js";
import { HostFailure, Refusal } from "../../engine/errors.js";
import { isAbort, messageOf } from "../../lab/errors.js";
import type { Contestant, Snapshot } from "../../protocol/snapshot.js";
import * as announce from "./announce.js";
import type { Core } from "./core.js";

const progressPause = 100; // ms

export class Reports {
  constructor(private readonly core: Core) {}

  /** Each of the functions ends a listener. */
  listen(engine: Engine): (() => void)[] {
    return [
      engine.on("snapshot", (snapshot) => this.receive(snapshot)),
      engine.on("fault", (fault) => this.fault(fault)),
    ];
  }

  /** The first networks are open. Names those that could not be opened. */
  sayFailures() {
    for (const [who, reason] of this.failures) this.core.notify(announce.cannotRun(who, reason));
  }

  cancel() {
    this.tellProgress.cancel();
  }

  private receive(snapshot: Snapshot) {
    const { runs, training, measuring } = this.core;
    const before = runs.state;
    if (!runs.accept(snapshot)) return;
    const who = snapshot.contestant;
    if (!runs.enabled.includes(who)) return; // a late snapshot of a removed network
    if (snapshot.state === "stopped" && snapshot.note)
      this.core.notify(announce.stopped(who, snapshot.note));
    const after = runs.state;
    if (after === "training" && before !== "training") this.core.begin();
    if (after === "training") this.tellProgress();
    training.receive(snapshot);
    if (after !== "training") this.core.hasBegun = false;
    if (after !== "training" && runs.learned.length > 0) {
      if (before === "training" && after === "finished") measuring.now();
      else if (before === "training" || !runs.metrics[who]) measuring.soon();
    }
    this.core.changed();
  }

  /** Snapshots come from every network, thirty a second; fewer events are emitted. */
  private readonly tellProgress = throttle(
    () => this.core.parts.scheduler,
    progressPause,
    () => {
      if (this.core.runs.state === "training")
        this.core.emit({ type: "progress", progress: this.core.progress });
    },
  );

  /** Why workers could not be started. */
  private readonly failures = new Map<Contestant, string>();

  private fault({ contestant, message, recoverable, resumed, lost }: Fault) {
    const { core } = this;
    const { runs, training } = core;
    if (recoverable && !lost) {
      if (!resumed && runs.solved.includes(contestant)) training.lost(contestant);
      core.notify({ kind: `fault-${contestant}`, tone: "warning", message });
    } else {
      runs.failed.add(contestant);
      this.failures.set(contestant, message);
      training.lost(contestant);
      if (runs.enabled.every((who) => runs.failed.has(who))) {
        this.fail(message);
        return;
      }
      if (runs.ready) core.notify(announce.cannotRun(contestant, message));
    }
    core.emit({ type: "error", message, fatal: false });
    core.changed();
  }

  /** No network can run in this browser. */
  fail(reason: string) {
    const { core } = this;
    if (core.runs.fatal || core.isDisposed) return;
    core.runs.fatal = true;
    for (const who of this.failures.keys()) core.clearNotice(`fault-${who}`);
    core.emit({ type: "error", message: reason, fatal: true });
    this.core.parts.onEvent({ type: "failed", reason });
    core.changed();
  }

  /** An error thrown by a job. Requests that were overtaken, or died with a reported fault, are ignored. */
  report(error: unknown) {
    const { core } = this;
    if (isAbort(error) || error instanceof HostFailure || core.isDisposed || core.runs.fatal)
      return;
    const reason = messageOf(error);
    if (error instanceof Refusal) core.notify(announce.refused(error));
    else {
      core.notify(announce.defect(reason));
      this.core.parts.onEvent({ type: "defect", error });
    }
    core.emit({ type: "error", message: reason, fatal: false });
  }
}
