// The interface of the page's views (lab, orbits, chaos, reversibility): what they may do, their
// input, and how the page calls them. A view is created when it is first opened; while another is open it
// receives and requests nothing.

import type { Scheduler } from "../base/scheduler.js";
import type { Catalogue, SystemInfo } from "../catalogue/settings.js";
import type { Ink } from "../drawing/ink.js";
import type { Engine } from "../engine/engine.js";
import type { Notices } from "../panels/notices.js";
import type { PinEvents } from "../panels/pinsPanel.js";
import type { Settings } from "../protocol/settings.js";
import type {
  Contestant,
  Grid,
  Integrator,
  LossCurve,
  Metrics,
  Parts,
  Rollout,
  DataView as Samples,
  Solution,
  Who,
} from "../protocol/snapshot.js";
import type { StudyResult } from "../protocol/study.js";
import type { Experiment, Intent, ViewName } from "../state/experiment.js";
import type { Facts } from "../state/facts.js";
import type { Pin } from "../state/pins.js";
import type { ModelMark } from "./studies.js";

/** What a view may use. */
export interface ViewContext {
  /** Available from the first scene with `ready` on; earlier calls throw. */
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly notices: Notices;
  /** Schedules every frame, throttle and debounce of the view. */
  readonly scheduler: Scheduler;
  dispatch(intent: Intent): void;
  /** Plays the shown trajectories from their start. */
  launch(): void;
  copy(value: string): void;
  readonly pins: PinEvents;
  /** A study of a network is complete: pins of the same model keep it. `key` identifies the request. */
  keepStudy(who: Contestant, model: ModelMark, key: string, result: StudyResult): void;
}

/** A contestant's run, as far as plots and studies require it. */
export interface RunScene {
  /** 0 before there is anything to show; a solve has no result before it is complete. */
  step: number;
  solvedAtOnce: boolean;
  /** The result of the solve; null before, and for other networks. */
  solution: Solution | null;
  /** s of training so far; NaN if unknown. */
  seconds: number;
  /** The model learns a scalar energy. */
  hasEnergy: boolean;
  /** Its field has a conservative and a dissipative part. */
  hasDissipation: boolean;
  /** Counts opens, resets and loads: together with `step` it identifies a model. */
  generation: number;
  training: boolean;
  /** NaN before it is known. */
  testLoss: number;
  metrics: Metrics | null;
  /** "" before it is known. */
  fingerprint: string;
}

/** Everything that can be shown at the moment; paths, grids and curves of untrained models are left out. */
export interface ViewScene {
  experiment: Experiment;
  system: SystemInfo;
  /** The settings of the engine's networks; the experiment's may be ahead while the visitor types. */
  settingsInForce: Settings;
  /** The included networks, in the order of plots and tables. */
  contestants: readonly Contestant[];
  /** The integrator with which the true equations are shown beside the truth; null: they are not. */
  stepped: Integrator | null;
  runs: Readonly<Record<Contestant, RunScene>>;
  /** The engine has started, and every network is open with this system and its coordinates. */
  ready: boolean;
  /** Some network is training. */
  training: boolean;
  /** Some network is trained. */
  trained: boolean;
  /** Metrics are being measured. */
  measuring: boolean;
  /** The step at which training ends. */
  total: number;
  data: Samples | null;
  paths: Partial<Record<Who, Rollout>>;
  grids: Partial<Record<Who, Grid>>;
  /** Fields split into their parts. */
  parts: Partial<Record<Who, Parts>>;
  curves: Partial<Record<Contestant, LossCurve>>;
  /** Pinned runs for the present experiment; `pinned` (state/pins.ts) selects what a plot needs. */
  pins: readonly Pin[];
  /** Number of pins of other systems. */
  pinsElsewhere: number;
}

export interface PageView {
  readonly id: ViewName;
  /** The panel below the tabs; the page sets its role and its label. */
  readonly element: HTMLElement;
  /** What the scene must contain; by default the view needs no trajectories and no grids. */
  readonly needs?: { paths: boolean; grids: boolean };
  /** Where the player is placed, for a view with animated plots. */
  readonly playerPlace?: HTMLElement;
  /** Called on every render while the view is open; its element is in the page and has a size. */
  show(scene: ViewScene): void;
  /** Measurements of the view, for lessons. */
  facts?(): Partial<Facts>;
  /** Another view is opened: end studies under way. */
  hide(): void;
  /** Animation time, in the system's unit of time. */
  setTime?(time: number): void;
  /** Colours have changed. */
  repaint(ink: Ink): void;
}

export interface ViewEntry {
  id: ViewName;
  /** Resolves to the function that creates the view. The first view is available immediately; the others are loaded when opened. */
  load: () => ViewMaker | Promise<ViewMaker>;
}

export type ViewMaker = (context: ViewContext) => PageView;
