// The truth of the present settings: data, motion and field. One question at a time; the latest wins.
import type { Engine, Truth } from "../engine/engine.js";
import type { GridRequest, RolloutRequest } from "../protocol/snapshot.js";
import { beginsAnew, type Experiment } from "../state/experiment.js";

export interface TruthQuestion {
  experiment: Experiment;
  rollout: RolloutRequest | null;
  grid: GridRequest | null;
}

export interface TruthEvents {
  /** null: nobody can be asked at present. */
  engine(): Engine | null;
  question(): TruthQuestion;
  changed(): void;
  failed(error: unknown): void;
}

export class TruthSource {
  private truth: Truth | null = null;
  private experiment: Experiment | null = null;
  private failures = 0;
  private pending = false;
  private wanted = false;

  constructor(private readonly events: TruthEvents) {}

  /** What is known of the experiment's system or measured data; null for another one's. */
  of({ settings, measured }: Experiment): Truth | null {
    const { experiment } = this;
    const isSame =
      experiment?.settings.system === settings.system && experiment.measured === measured;
    return isSame ? this.truth : null;
  }

  ask() {
    const engine = this.events.engine();
    if (!engine) return;
    this.wanted = true;
    if (this.pending) return;
    this.wanted = false;
    this.pending = true;
    const { experiment, rollout, grid } = this.events.question();
    engine
      .truth(experiment.settings, rollout, grid, experiment.measured ?? null)
      .then((truth) => this.receive(truth, experiment))
      .then(
        () => {
          this.failures = 0;
        },
        (error) => {
          // A worker that died has a successor: ask once more before saying anything.
          this.failures += 1;
          if (this.failures === 1) this.wanted = true;
          else this.events.failed(error);
        },
      )
      .finally(() => {
        this.pending = false;
        if (this.wanted) this.ask();
      });
  }

  private receive(truth: Truth, experiment: Experiment) {
    const sameSystem = this.experiment !== null && !beginsAnew(this.experiment, experiment);
    // Data and field of the same settings are the same: the backdrop need not be painted again.
    this.truth =
      sameSystem && this.truth
        ? { ...truth, data: this.truth.data, grid: this.truth.grid ?? truth.grid }
        : truth;
    this.experiment = experiment;
    this.events.changed();
  }
}
