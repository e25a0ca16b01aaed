// The clock of the animation: one time for all plots, running in animation frames only while the page is visible
// to someone.
import type { Cancel, Scheduler } from "../base/scheduler.js";

export class Clock {
  time = 0;
  duration = 1;
  speed = 1;
  private playing = false;
  private frame: Cancel | null = null;
  private last = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly tick: (time: number) => void,
    signal?: AbortSignal,
  ) {
    document.addEventListener("visibilitychange", () => this.schedule(), { signal });
  }

  get isPlaying(): boolean {
    return this.playing;
  }

  play(on: boolean) {
    this.playing = on;
    this.last = 0;
    this.schedule();
  }

  seek(time: number) {
    this.time = Math.min(this.duration, Math.max(0, time));
    this.tick(this.time);
  }

  private schedule() {
    const wanted = this.playing && !document.hidden;
    if (wanted) this.frame ??= this.scheduler.frame((now) => this.advance(now), "background");
    else {
      this.frame?.();
      this.frame = null;
      this.last = 0;
    }
  }

  private advance(now: number) {
    this.frame = null;
    // After a stall the animation continues from where it was instead of jumping.
    const passed = this.last === 0 ? 0 : Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    this.time += passed * this.speed;
    if (this.time > this.duration) this.time = 0;
    this.tick(this.time);
    this.schedule();
  }
}
