// What the visitor wants of the networks (to rest, to be trained, to be solved), and how the engine is brought to it. The
// wish outlives what happens on the way: a suspension by the host, a solve, for which training pauses so that never more
// than two workers compute for long, and a worker that dies.

import { painted, type Scheduler } from "../../base/scheduler.js";
import type { Engine } from "../../engine/engine.js";
import type { Contestant, Snapshot } from "../../protocol/snapshot.js";
import type { Runs } from "./runs.js";

export type Goal = "rest" | "train" | "solve";

export interface TrainingParts {
  runs: Runs;
  scheduler: Scheduler;
  /** Null before it is up. */
  engine(): Engine | null;
  /** Every network has done the steps that were asked for. */
  reached(): void;
  /** There is something new to show. */
  changed(): void;
}

export class Training {
  private wanted: Goal = "rest";
  /** What goes on when the solve is over. */
  private afterSolve: "rest" | "train" = "rest";
  /** Who is still being solved. */
  private readonly unsolved = new Set<Contestant>();
  /** Training is wanted of networks that are yet to be opened: those that are open say nothing about it. */
  private isAhead = false;
  private isSuspended = false;
  private began = 0; // ms
  private isPictureDue = false;
  /** ms from the click to the picture of the solved networks; null before it is shown. */
  shownAfter: number | null = null;

  constructor(private readonly parts: TrainingParts) {}

  get goal(): Goal {
    return this.wanted;
  }

  /** Now, or after what comes before it. */
  get isTrainingWanted(): boolean {
    return this.wanted === "train" || (this.wanted === "solve" && this.afterSolve === "train");
  }

  get suspended(): boolean {
    return this.isSuspended;
  }

  /** To be followed by `pursue` when the networks are open. */
  wantTraining() {
    this.isSuspended = false;
    if (this.wanted === "solve") this.afterSolve = "train";
    else {
      this.wanted = "train";
      this.isAhead = true;
    }
  }

  /** The visitor's clock starts; to be followed by `pursue` when the networks are open. */
  wantSolve() {
    this.isSuspended = false;
    this.began = this.parts.scheduler.now();
    this.shownAfter = null;
    if (this.wanted !== "solve") this.afterSolve = this.wanted;
    this.wanted = "solve";
    this.unsolved.clear();
  }

  /** Nothing goes on until something is wanted again. */
  rest() {
    this.wanted = "rest";
    this.afterSolve = "rest";
    this.unsolved.clear();
    this.halt();
  }

  /** What was solved is solved again, with other settings; a suspension stays. */
  solveAgain() {
    const { isSuspended } = this;
    this.wantSolve();
    this.isSuspended = isSuspended;
    this.pursue();
  }

  /** The solve is given up; what was going on before it goes on. */
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

  /** Asks the engine for what is wanted; harmless when it does that already. */
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
        if (this.unsolved.size === 0) this.endSolve(); // none can be solved here
        return;
      default:
        this.wanted satisfies never;
    }
  }

  hear({ contestant, state }: Snapshot) {
    if (state !== "finished" && state !== "stopped") return;
    if (this.unsolved.delete(contestant) && this.unsolved.size === 0) {
      this.isPictureDue = true;
      this.wanted = this.afterSolve;
      this.pursue();
    } else this.look();
  }

  /** A network will not finish what it was asked for: its worker died, or it takes part no more. */
  lost(contestant: Contestant) {
    if (this.unsolved.delete(contestant) && this.unsolved.size === 0) this.endSolve();
    else this.look();
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
