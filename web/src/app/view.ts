// What the views of the page (lab, orbits, chaos, reversibility) have in common: what they may do, what there is
// to see, and how the page tells them. A view exists from the first time it is opened; while another is open it is
// told nothing and asks for nothing.

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
  /** There from the first scene with `ready` on; asking earlier throws. */
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly notices: Notices;
  /** Every frame, throttle and debounce of the view goes through it. */
  readonly scheduler: Scheduler;
  dispatch(intent: Intent): void;
  /** Plays the shown trajectories from their start. */
  launch(): void;
  copy(value: string): void;
  readonly pins: PinEvents;
  /** A study of a network is complete: pins of the same model keep it. `key` tells what was asked. */
  keep(who: Contestant, model: ModelMark, key: string, result: StudyResult): void;
}

/** A contestant's run, as far as pictures and studies need to know it. */
export interface RunScene {
  /** 0 before there is anything to show; a solve has nothing before it is complete. */
  step: number;
  solvedAtOnce: boolean;
  /** What the solve has come to; null before, and for others. */
  solution: Solution | null;
  /** s of training so far; NaN where nobody knows. */
  seconds: number;
  /** The model learns a scalar energy. */
  hasEnergy: boolean;
  /** Its field has a conservative and a dissipative part. */
  hasDissipation: boolean;
  /** Counts opens, resets and loads: together with `step` it tells one model from another. */
  generation: number;
  training: boolean;
  /** NaN before it is known. */
  testLoss: number;
  metrics: Metrics | null;
  /** "" before it is known. */
  fingerprint: string;
}

/** Everything there is to see at the moment; paths, grids and curves of untrained models are left out. */
export interface ViewScene {
  experiment: Experiment;
  system: SystemInfo;
  /** The settings that the engine works with; the experiment's may be ahead while the visitor types. */
  settingsInForce: Settings;
  /** The networks that take part, in the order of pictures and tables. */
  contestants: readonly Contestant[];
  runs: Readonly<Record<Contestant, RunScene>>;
  /** The engine is up, and every network is open with this system and its coordinates. */
  ready: boolean;
  /** Some network trains just now. */
  training: boolean;
  /** Some network has learned something. */
  trained: boolean;
  /** Metrics are being measured. */
  measuring: boolean;
  /** The step at which training ends. */
  total: number;
  data: Samples | null;
  paths: Partial<Record<Who, Rollout>>;
  grids: Partial<Record<Who, Grid>>;
  /** Fields taken apart. */
  parts: Partial<Record<Who, Parts>>;
  curves: Partial<Record<Contestant, LossCurve>>;
  /** Pinned runs of what is shown; `pinned` (state/pins.ts) picks what a picture needs. */
  pins: readonly Pin[];
  /** How many more wait for their own system. */
  pinsElsewhere: number;
}

export interface PageView {
  readonly id: ViewName;
  /** The panel below the tabs; the page gives it its role and its label. */
  readonly element: HTMLElement;
  /** What the scene must hold; left out, the view needs no trajectories and no grids. */
  readonly needs?: { paths: boolean; grids: boolean };
  /** Where the player goes, for a view whose pictures move. */
  readonly playerPlace?: HTMLElement;
  /** On every render while the view is open; its element is in the page and has a size. */
  show(scene: ViewScene): void;
  /** What the view has measured, for lessons. */
  facts?(): Partial<Facts>;
  /** Another view opens: studies under way should end. */
  hide(): void;
  /** The moment of the animation, in the system's unit of time. */
  setTime?(time: number): void;
  /** Colours have changed. */
  repaint(ink: Ink): void;
}

export interface ViewEntry {
  id: ViewName;
  /** Resolves to what makes the view. The view at first sight is there at once; the others are loaded when opened. */
  load: () => ViewMaker | Promise<ViewMaker>;
}

export type ViewMaker = (context: ViewContext) => PageView;
