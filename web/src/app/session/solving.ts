// Networks that are solved instead of trained: let in, solved, given up.

import type { Contestant } from "../../protocol/snapshot.js";
import { errorOverlay, solversOf } from "../../state/experiment.js";
import * as announce from "./announce.js";
import type { Changes } from "./changes.js";
import type { Core } from "./core.js";
import type { Edits } from "./edits.js";
import type { Jobs } from "./jobs.js";
import { mayBeAble } from "./requests.js";

export class Solving {
  constructor(
    private readonly core: Core,
    private readonly jobs: Jobs,
    private readonly changes: Changes,
    private readonly edits: Edits,
  ) {}

  begin(): Promise<void> {
    const { runs, training, measuring } = this.core;
    if (!runs.ready) return this.jobs.done;
    this.edits.apply();
    measuring.abort();
    this.core.clearNotice("run");
    this.core.clearNotice("refused");
    void this.edits.takePart(solversOf(this.core.parts.catalogue), true);
    this.lookAtSolved();
    training.wantSolve();
    return this.jobs.enqueue(async () => {
      const solvers = solversOf(this.core.parts.catalogue);
      const areIn = solvers.every((who) => runs.enabled.includes(who));
      // An earlier undo has removed them again.
      if (training.goal === "solve" && !areIn) void this.edits.takePart(solvers, true);
      void this.jobs.enqueue(() => this.pursueSolve());
    });
  }

  private async pursueSolve(): Promise<void> {
    const { training } = this.core;
    await this.changes.reopenSolved();
    if (training.goal === "solve") training.pursue();
  }

  /** Shows something useful behind the trajectories. */
  private lookAtSolved() {
    const { runs } = this.core;
    const { overlay } = this.core.experiment.view;
    const who = errorOverlay(overlay) ?? overlay;
    const value = runs.solved.find((one) => mayBeAble(this.core.parts.catalogue, one, "hasEnergy"));
    if (who === "truth" || !value || runs.hasLearned(who as Contestant)) return;
    void this.edits.change({ type: "change-view", key: "overlay", value });
  }

  cancel(): Promise<void> {
    const { core } = this;
    return this.jobs.enqueue(async () => {
      for (const who of core.runs.solved) await core.engine?.reset(who);
      core.training.endSolve();
      core.notify(announce.solveCancelled());
    });
  }
}
