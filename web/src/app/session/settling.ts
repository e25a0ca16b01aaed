// Whether no work is pending: nothing in the scheduler, nothing under way in the engine.
// Animations do not count.

import type { Scheduler } from "../../base/scheduler.js";
import type { Engine } from "../../engine/engine.js";
import { yieldToEventLoop } from "../../lab/pause.js";

export class Settling {
  private busy = true;
  private isLooking = false;
  private isOver = false;
  private readonly listeners = new Set<(busy: boolean) => void>();
  private readonly stop: () => void;
  private engineDone: (() => void) | null = null;
  private leave: () => void = () => {};

  constructor(
    private readonly scheduler: Scheduler,
    changed: (busy: boolean) => void,
  ) {
    this.listeners.add(changed);
    this.stop = scheduler.onPendingChange(() => this.look());
    this.look();
  }

  get isSettled(): boolean {
    return !this.busy && this.scheduler.pending === 0;
  }

  listen(act: (busy: boolean) => void): () => void {
    this.listeners.add(act);
    return () => this.listeners.delete(act);
  }

  /** Resolves when no work is pending; immediately if there is none. */
  settled(): Promise<void> {
    if (this.isSettled || this.isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.listen((busy) => {
        if (busy) return;
        stop();
        resolve();
      });
    });
  }

  /** Work of the engine counts, too. */
  follow(engine: Engine) {
    const count = (busy: boolean) => {
      this.engineDone?.();
      this.engineDone = null;
      if (!busy) return;
      const done = new Promise<void>((resolve) => {
        this.engineDone = resolve;
      });
      void this.scheduler.waitFor(done);
    };
    this.leave = engine.on("busy", count);
    count(engine.busy);
  }

  end() {
    this.isOver = true;
    this.stop();
    this.leave();
    this.engineDone?.();
    for (const act of [...this.listeners]) act(false);
    this.listeners.clear();
  }

  private look() {
    if (this.scheduler.pending > 0) this.report(true);
    else void this.lookAgain();
  }

  /** Callbacks of a promise may start work a moment later, so zero counts only if it lasts. */
  private async lookAgain() {
    if (this.isLooking) return;
    this.isLooking = true;
    await yieldToEventLoop();
    await yieldToEventLoop();
    this.isLooking = false;
    if (this.scheduler.pending === 0) this.report(false);
  }

  private report(busy: boolean) {
    if (busy === this.busy || this.isOver) return;
    this.busy = busy;
    for (const act of [...this.listeners]) act(busy);
  }
}
