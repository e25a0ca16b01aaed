// The truth of the present settings: data, motion and field. One request at a time; the latest replaces earlier ones.
import type { Engine, Truth } from "../../engine/engine.js";
import type { GridRequest, RolloutRequest } from "../../protocol/snapshot.js";
import { beginsAnew, type Experiment } from "../../state/experiment.js";

export interface TruthQuestion {
  experiment: Experiment;
  rollout: RolloutRequest | null;
  grid: GridRequest | null;
  /** The grid's parts as well. */
  parts: boolean;
  /** The motion of the integrator as well. */
  stepped: boolean;
}

export interface TruthEvents {
  /** null: no engine at present. */
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

  /** The known truth of the experiment's system or measured data; null for others. */
  of({ settings, measured }: Experiment): Truth | null {
    const { experiment } = this;
    const isSame =
      experiment?.settings.system === settings.system &&
      experiment.settings.coordinates === settings.coordinates &&
      experiment.measured === measured;
    return isSame ? this.truth : null;
  }

  ask() {
    const engine = this.events.engine();
    if (!engine) return;
    this.wanted = true;
    if (this.pending) return;
    this.wanted = false;
    this.pending = true;
    const { experiment, rollout, grid, parts, stepped } = this.events.question();
    engine
      .truth(experiment.settings, rollout, grid, experiment.measured ?? null, parts, stepped)
      .then((truth) => this.receive(truth, experiment))
      .then(
        () => {
          this.failures = 0;
        },
        (error) => {
          // A dead worker is replaced: try once more before reporting.
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
    const old = this.truth;
    const known = this.experiment;
    const sameSystem = known !== null && !beginsAnew(known, experiment);
    // Data and field are equal for the same settings: the backdrop need not be repainted.
    if (old && sameSystem) {
      const sameField = known.view.friction === experiment.view.friction;
      const kept = sameField && old.grid ? { grid: old.grid, parts: old.parts ?? truth.parts } : {};
      this.truth = { ...truth, data: old.data, ...kept } as Truth;
    } else this.truth = truth;
    this.experiment = experiment;
    this.events.changed();
  }
}
