// The visitor's goal for the networks (rest, train, solve), and how the engine is made to follow it. The
// goal survives interruptions: a suspension by the host, a solve, during which training pauses so that at most
// two workers compute for long, and the death of a worker.

import { painted, type Scheduler } from "../../base/scheduler.js";
import type { Engine } from "../../engine/engine.js";
import type { Contestant, Snapshot } from "../../protocol/snapshot.js";
import type { Runs } from "./runs.js";

export type Goal = "rest" | "train" | "solve";

export interface TrainingParts {
  runs: Runs;
  scheduler: Scheduler;
  /** Null before it has started. */
  engine(): Engine | null;
  /** Every network has done its steps. */
  reached(): void;
  /** Something new must be shown. */
  changed(): void;
}

export class Training {
  private wanted: Goal = "rest";
  /** What continues after the solve. */
  private afterSolve: "rest" | "train" = "rest";
  /** The networks that are still being solved. */
  private readonly unsolved = new Set<Contestant>();
  /** Training is the goal for networks that are yet to be opened: the state of the open ones is irrelevant. */
  private isAhead = false;
  private isSuspended = false;
  private began = 0; // ms
  private isPictureDue = false;
  /** ms from the click to the plot of the solved networks; null before it is shown. */
  shownAfter: number | null = null;

  constructor(private readonly parts: TrainingParts) {}

  get goal(): Goal {
    return this.wanted;
  }

  /** Immediately, or after earlier work. */
  get isTrainingWanted(): boolean {
    return this.wanted === "train" || (this.wanted === "solve" && this.afterSolve === "train");
  }

  get suspended(): boolean {
    return this.isSuspended;
  }

  /** Followed by `pursue` when the networks are open. */
  wantTraining() {
    this.isSuspended = false;
    if (this.wanted === "solve") this.afterSolve = "train";
    else {
      this.wanted = "train";
      this.isAhead = true;
    }
  }

  /** Starts the time measurement for the visitor; followed by `pursue` when the networks are open. */
  wantSolve() {
    this.isSuspended = false;
    this.began = this.parts.scheduler.now();
    this.shownAfter = null;
    if (this.wanted !== "solve") this.afterSolve = this.wanted;
    this.wanted = "solve";
    this.unsolved.clear();
  }

  /** Nothing runs until there is a new goal. */
  stop() {
    this.wanted = "rest";
    this.afterSolve = "rest";
    this.unsolved.clear();
    this.halt();
  }

  /** What was interrupted goes on; a suspension stays. */
  trainAgain() {
    const { isSuspended } = this;
    this.wantTraining();
    this.isSuspended = isSuspended;
    this.pursue();
  }

  /** Solves again with other settings; a suspension remains. */
  solveAgain() {
    const { isSuspended } = this;
    this.wantSolve();
    this.isSuspended = isSuspended;
    this.pursue();
  }

  /** The solve is cancelled; what was running before continues. */
  endSolve() {
    if (this.wanted !== "solve") return;
    this.unsolved.clear();
    this.wanted = this.afterSolve;
    this.pursue();
  }

  suspend() {
    this.isSuspended = true;
    this.halt();
  }

  resume() {
    if (!this.isSuspended) return;
    this.isSuspended = false;
    this.pursue();
  }

  /** Sends the requests for the goal; has no effect if the engine already follows it. */
  pursue() {
    const { runs } = this.parts;
    const engine = this.parts.engine();
    if (this.isSuspended || !engine || !runs.ready || runs.fatal) return;
    switch (this.wanted) {
      case "rest":
        return;
      case "train":
        this.isAhead = false;
        for (const who of runs.trained) if (this.canTrain(who)) engine.train(who, runs.total);
        this.look();
        return;
      case "solve":
        for (const who of runs.trained)
          if (runs.latest[who]?.state === "training") engine.pause(who);
        for (const who of this.unsolved) if (!runs.solved.includes(who)) this.unsolved.delete(who);
        if (this.unsolved.size === 0) for (const who of runs.solved) this.unsolved.add(who);
        for (const who of this.unsolved) engine.train(who);
        if (this.unsolved.size === 0) this.endSolve(); // none can be solved
        return;
      default:
        this.wanted satisfies never;
    }
  }

  receive({ contestant, state }: Snapshot) {
    if (state !== "finished" && state !== "stopped") return;
    if (this.unsolved.delete(contestant) && this.unsolved.size === 0) {
      this.isPictureDue = true;
      this.wanted = this.afterSolve;
      this.pursue();
    } else this.look();
  }

  /** A network will not finish: its worker died, or it was removed. */
  lost(contestant: Contestant) {
    if (this.unsolved.delete(contestant) && this.unsolved.size === 0) this.endSolve();
    else this.look();
  }

  /** Called after every render; the plots themselves are painted in the next frame. */
  rendered() {
    if (!this.isPictureDue) return;
    this.isPictureDue = false;
    const { scheduler } = this.parts;
    void painted(scheduler).then(() => {
      this.shownAfter = scheduler.now() - this.began;
      this.parts.changed();
    });
  }

  private canTrain(who: Contestant): boolean {
    const { runs } = this.parts;
    return runs.step(who) < runs.total && runs.latest[who]?.state !== "stopped";
  }

  /** Training ends when no network has steps left to do. */
  private look() {
    const { runs } = this.parts;
    if (this.wanted !== "train" || this.isAhead || !runs.ready) return;
    if (runs.trained.some((who) => this.canTrain(who))) return;
    this.wanted = "rest";
    this.parts.reached();
  }

  private halt() {
    const { runs } = this.parts;
    for (const who of runs.enabled) this.parts.engine()?.pause(who);
  }
}
