// The metrics of finished runs, which take the engine a second or two.

import { debounce, type Scheduler } from "../../base/scheduler.js";
import type { Engine } from "../../engine/engine.js";
import type { Contestant } from "../../protocol/snapshot.js";
import type { Runs } from "./runs.js";

const pause = 600; // ms after the last change: a training that goes on after a short break does not wait for the metrics

export interface MeasuringParts {
  scheduler: Scheduler;
  runs: Runs;
  engine(): Engine | null;
  /** Whether they are shown. */
  isWanted(): boolean;
  changed(): void;
}

export class Measuring {
  readonly soon = debounce(
    () => this.parts.scheduler,
    pause,
    () => this.measure(),
  );
  /** For what has come to its end. */
  now() {
    this.soon.cancel();
    this.measure();
  }

  private controller: AbortController | null = null;

  constructor(private readonly parts: MeasuringParts) {}

  get busy(): boolean {
    return this.controller !== null;
  }

  abort() {
    this.controller?.abort();
  }

  private measure() {
    const { runs } = this.parts;
    const engine = this.parts.engine();
    if (!engine || !this.parts.isWanted()) return;
    if (runs.state === "training" || runs.learned.length === 0 || runs.isMeasured) return;
    this.abort();
    const controller = new AbortController();
    this.controller = controller;
    const one = async (who: Contestant) => {
      const generation = runs.latest[who]?.generation;
      const step = runs.step(who);
      const metrics = await engine.metrics(who, controller.signal);
      if (!controller.signal.aborted && runs.latest[who]?.generation === generation)
        runs.measured(who, step, metrics);
    };
    void this.parts.scheduler.waitFor(Promise.allSettled(runs.learned.map(one))).then(() => {
      if (this.controller === controller) this.controller = null;
      this.parts.changed();
    });
    this.parts.changed();
  }
}
