// The networks in the engine: opened with an experiment, backed up, restored. `inForce` is the experiment
// with which they are open; the controls may be ahead of it.

import type { Catalogue } from "../../catalogue/settings.js";
import type { Engine } from "../../engine/engine.js";
import { HostFailure } from "../../engine/errors.js";
import type { Contestant } from "../../protocol/snapshot.js";
import {
  contestantsOf,
  type Experiment,
  lookingAs,
  type ViewOptions,
} from "../../state/experiment.js";
import { settingsFor } from "../../state/solved.js";
import type { RunBackup } from "./history.js";
import type { Runs } from "./runs.js";

export interface NetworksParts {
  catalogue: Catalogue;
  runs: Runs;
  /** Null before it has started. */
  engine(): Engine | null;
}

export class Networks {
  constructor(
    private readonly parts: NetworksParts,
    public inForce: Experiment,
  ) {}

  private get engine(): Engine {
    const engine = this.parts.engine();
    if (!engine) throw new HostFailure("the engine is not up");
    return engine;
  }

  /** The open networks. */
  get open(): readonly Contestant[] {
    return contestantsOf(this.inForce.view);
  }

  /** Opens a network at step 0. Rejects if the core refuses; a worker that cannot run is recorded in `runs.failed`. */
  async openOne(who: Contestant, experiment: Experiment): Promise<void> {
    const settings = settingsFor(this.parts.catalogue, experiment, who);
    await this.attempt(who, () => this.engine.open(who, settings, experiment.measured));
  }

  /** Opens every network of the experiment. */
  async openAll(experiment: Experiment): Promise<void> {
    for (const who of contestantsOf(experiment.view)) await this.openOne(who, experiment);
  }

  /** Everything needed to restore the experiment in force. */
  async backup(): Promise<RunBackup> {
    const { runs } = this.parts;
    const { inForce } = this;
    const { total } = runs;
    const learned = this.open.filter((who) => runs.hasLearned(who) && !runs.failed.has(who));
    const found = await Promise.all(
      learned.map(async (who) => {
        try {
          return [who, await this.engine.backup(who)] as const;
        } catch (error) {
          if (!(error instanceof HostFailure)) throw error;
          // Its worker has just died; request the state again from the next one, which gets the last good model.
          return [who, await this.engine.backup(who).catch(() => null)] as const;
        }
      }),
    );
    const networks = Object.fromEntries(found.filter(([, checkpoint]) => checkpoint !== null));
    return { experiment: inForce, total, networks };
  }

  /** Opens every network of a backup, with its state. The total is the backup's. */
  async restore({ experiment, networks, total }: RunBackup): Promise<void> {
    const { runs } = this.parts;
    const { measured = null } = experiment;
    for (const who of contestantsOf(experiment.view)) {
      const checkpoint = networks[who];
      if (!checkpoint) await this.openOne(who, experiment);
      else {
        // Moves the end of a run without opening it.
        const { steps } = experiment.settings;
        const settings = { ...checkpoint.settings, steps };
        const whole = { ...checkpoint, settings, measured };
        await this.attempt(who, () => this.engine.restore(who, whole));
      }
    }
    runs.total = total;
  }

  /** A worker that dies is replaced by the engine, so that a second attempt may succeed. */
  private async attempt(who: Contestant, act: () => Promise<void>): Promise<void> {
    const { failed } = this.parts.runs;
    const wasFailed = failed.delete(who);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      if (wasFailed || failed.has(who)) {
        failed.add(who);
        return;
      }
      await act().catch((again) => {
        if (!(again instanceof HostFailure)) throw again;
        failed.add(who);
      });
    }
  }
}

/** Whether paths and plots of both have the same axes. */
export function sameAxes(a: Experiment, b: Experiment): boolean {
  return (
    a.settings.system === b.settings.system &&
    a.settings.coordinates === b.settings.coordinates &&
    a.measured === b.measured
  );
}

/** `experiment` with the present display options, which undo does not change. */
export function seenAs(catalogue: Catalogue, experiment: Experiment, now: Experiment): Experiment {
  const { contestants, solvedWidth } = experiment.view;
  const look = sameAxes(experiment, now) ? now.view : lookingAs(catalogue, experiment, now.view);
  return { ...experiment, view: { ...look, contestants, solvedWidth } };
}

/** The view options that affect how networks are created. */
export function madeWith(view: ViewOptions, look: ViewOptions): ViewOptions {
  const { contestants, solvedWidth } = view;
  return { ...look, contestants, solvedWidth };
}
