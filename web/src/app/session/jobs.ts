// Jobs: whatever opens, saves, loads or resets networks. They run one after the other, and what one throws is reported, so
// that the next one runs in any case.

import type { Core } from "./core.js";

export class Jobs {
  private last: Promise<void> = Promise.resolve();
  /** Those that put other networks in force, waiting or running. */
  private replacing = 0;

  constructor(private readonly core: Core) {}

  /** Resolves when every job that was asked for is done. */
  get done(): Promise<void> {
    return this.last;
  }

  get areReplacing(): boolean {
    return this.replacing > 0;
  }

  /** Runs a job after all that were asked for before it. Never rejects. */
  enqueue(job: () => Promise<void>): Promise<void> {
    const { core } = this;
    const turn = this.last.then(() => (core.isDisposed || core.runs.fatal ? undefined : job()));
    this.last = turn.catch((error) => core.report(error)).then(() => core.changed());
    return core.parts.scheduler.waitFor(this.last);
  }

  /** A job that puts other networks in place of the present ones, which do not train from now on. */
  replace(job: () => Promise<void>): Promise<void> {
    this.core.training.stop();
    this.replacing++;
    return this.enqueue(async () => {
      try {
        await job();
      } finally {
        this.replacing--;
      }
    });
  }
}
