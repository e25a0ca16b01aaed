// A part of the page that is loaded on first use, so that the first download does not
// contain it.

import type { Scheduler } from "../base/scheduler.js";

export class Later<Part> {
  /** Null before it is first used. */
  part: Part | null = null;
  private loading: Promise<Part> | null = null;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly load: () => Promise<Part>,
    /** Its script could not be loaded; the next use tries again. */
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Calls `act` with the part, immediately or when it has been loaded. */
  use(act: (part: Part) => void) {
    if (this.part) act(this.part);
    else void this.scheduler.waitFor(this.get()).then(act, this.failed);
  }

  private get(): Promise<Part> {
    this.loading ??= this.load().then(
      (part) => {
        this.part = part;
        return part;
      },
      (error: unknown) => {
        this.loading = null;
        throw error;
      },
    );
    return this.loading;
  }
}
