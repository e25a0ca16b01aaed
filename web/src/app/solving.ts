// Solving at once, from the click to the picture. Networks that train rest meanwhile and then go on: so never more
// than two workers are at work for long, and the seconds of a solve are its own.
import { painted, type Scheduler } from "../base/scheduler.js";
import type { Engine } from "../engine/engine.js";
import type { Contestant, Snapshot } from "../protocol/snapshot.js";
import type { Runs } from "./runs.js";

export interface SolvingParts {
  scheduler: Scheduler;
  runs: Runs;
  engine(): Engine | null;
  /** There is something new to show. */
  changed(): void;
}

export class Solving {
  /** Milliseconds from the click to the picture; null before it is shown. */
  shownAfter: number | null = null;
  private readonly waiting = new Set<Contestant>();
  private resting: Contestant[] = [];
  private began = 0; // ms
  private isPictureDue = false;

  constructor(private readonly parts: SolvingParts) {}

  get busy(): boolean {
    return this.waiting.size > 0;
  }

  /** The visitor's clock starts. */
  click() {
    this.began = this.parts.scheduler.now();
    this.shownAfter = null;
  }

  /** All solvers are open. */
  begin() {
    const { runs } = this.parts;
    const engine = this.parts.engine();
    if (!engine) return;
    for (const who of runs.trained) {
      if (runs.latest[who]?.state !== "training") continue;
      engine.pause(who);
      this.resting.push(who);
    }
    for (const who of runs.solved) {
      this.waiting.add(who);
      engine.train(who);
    }
  }

  hear({ contestant, state }: Snapshot) {
    if (state !== "finished" && state !== "stopped") return;
    if (!this.waiting.delete(contestant) || this.busy) return;
    this.isPictureDue = true;
    this.wake();
  }

  /** After every render; the pictures themselves are painted in the next frame. */
  rendered() {
    if (!this.isPictureDue) return;
    this.isPictureDue = false;
    const { scheduler } = this.parts;
    void painted(scheduler).then(() => {
      this.shownAfter = scheduler.now() - this.began;
      this.parts.changed();
    });
  }

  /** Nothing comes of it; who rested for it goes on. */
  end() {
    this.waiting.clear();
    this.wake();
  }

  /** Nothing comes of it, and nobody goes on by himself. */
  abandon() {
    this.waiting.clear();
    this.resting = [];
  }

  private wake() {
    const { runs } = this.parts;
    for (const who of this.resting)
      if (runs.enabled.includes(who)) this.parts.engine()?.train(who, runs.total);
    this.resting = [];
  }
}
