// What the dashboard lends to those who do a part of its work (tour, files, the work across reloads): the experiment,
// the networks, and the ways to change them, one after the other and with a way back.
import type { Scheduler } from "../base/scheduler.js";
import type { Catalogue } from "../catalogue/settings.js";
import type { Engine } from "../engine/engine.js";
import type { Notice, Notices } from "../panels/notices.js";
import type { Contestant } from "../protocol/snapshot.js";
import type { Experiment, Intent, ViewOptions } from "../state/experiment.js";
import type { Host } from "./host.js";
import type { Runs } from "./runs.js";

/** Everything that undo brings back. */
export interface Keepsake {
  experiment: Experiment;
  /** Model files; null where there was nothing learned or nothing could be saved. */
  files: Partial<Record<Contestant, string>> | null;
  total: number;
}

export interface UndoOptions {
  /** Said when it is done. */
  message?: string;
  action?: Notice["action"];
  /** Undo keeps the present look of the page, but for what stands here. */
  look?: Partial<ViewOptions>;
}

export interface Desk {
  readonly catalogue: Catalogue;
  readonly host: Host;
  readonly scheduler: Scheduler;
  readonly notices: Notices;
  readonly runs: Runs;
  /** Null before it is up. */
  readonly engine: Engine | null;
  /** What the controls show. */
  readonly experiment: Experiment;
  /** What the engine works with; `experiment` may be ahead of it while the visitor types. */
  readonly inForce: Experiment;
  /** The query that leads to the present experiment. */
  readonly link: string;
  dispatch(intent: Intent): void;
  /** Jobs that open, reset, save or load happen one after the other. */
  enqueue(job: () => Promise<void>): Promise<void>;
  pause(): void;
  /** Takes everything along that undo needs. */
  keep(): Promise<Keepsake>;
  undo(keepsake: Keepsake, options?: UndoOptions): void;
}
