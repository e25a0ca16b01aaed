// What a dashboard is made of, and what it leaves to the next one.

import type { Scheduler } from "../base/scheduler.js";
import type { Catalogue } from "../catalogue/settings.js";
import type { Engine } from "../engine/engine.js";
import type { Experiment } from "../state/experiment.js";
import type { Pin } from "../state/pins.js";
import type { RunState } from "../state/runState.js";
import type { Progress } from "./host.js";
import type { WorkStore } from "./session/workStore.js";

export interface DashboardOptions {
  catalogue: Catalogue;
  createEngine(): Engine | Promise<Engine>;
  /** By default the browser's time. */
  scheduler?: Scheduler;
  /** By default the browser's store, if the host keeps work. */
  store?: WorkStore;
  /** Work of an earlier dashboard to continue; `wake` restores the networks of its engine. */
  resume?: { work: LeftWork; wake(): Promise<void> } | null;
}

/** The state that a dashboard leaves behind, besides the networks in its engine. */
export interface LeftWork {
  experiment: Experiment;
  /** The experiment with which the networks were opened. */
  inForce: Experiment;
  total: number;
  pins: readonly Pin[];
  /** Time of the animation. */
  time: number;
  /** It was training, or was to train when it becomes visible. */
  trains: boolean;
  state: RunState;
  progress: Progress;
}
