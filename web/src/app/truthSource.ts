// The truth of the present settings: data, motion and field. One question at a time; the latest wins.
import type { Settings } from "../catalogue/settings.js";
import type { Engine, Truth } from "../engine/engine.js";
import type { GridRequest, RolloutRequest } from "../protocol/snapshot.js";
import { startsAnew } from "../state/experiment.js";

export interface TruthQuestion {
  settings: Settings;
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
  private settings: Settings | null = null;
  private failures = 0;
  private pending = false;
  private wanted = false;

  constructor(private readonly events: TruthEvents) {}

  /** What is known of a system; null for another one's. */
  of(system: string): Truth | null {
    return this.settings?.system === system ? this.truth : null;
  }

  ask() {
    const engine = this.events.engine();
    if (!engine) return;
    this.wanted = true;
    if (this.pending) return;
    this.wanted = false;
    this.pending = true;
    const { settings, rollout, grid } = this.events.question();
    engine
      .truth(settings, rollout, grid)
      .then((truth) => this.receive(truth, settings))
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

  private receive(truth: Truth, settings: Settings) {
    const sameSystem = this.settings !== null && !startsAnew(this.settings, settings);
    // Data and field of the same settings are the same: the backdrop need not be painted again.
    this.truth =
      sameSystem && this.truth
        ? { ...truth, data: this.truth.data, grid: this.truth.grid ?? truth.grid }
        : truth;
    this.settings = settings;
    this.events.changed();
  }
}
