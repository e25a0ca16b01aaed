// One moving system in a box: truth, HNN or plain network, drawn by the system's own picture (pendulum,
// spring or orbits), with a trail, and with the truth as a dashed outline behind a model, so that
// deviations are visible immediately.
import type { Scheduler } from "../base/scheduler.js";
import type { SystemInfo } from "../catalogue/settings.js";
import type { Ink } from "../drawing/ink.js";
import { pale } from "../drawing/pinInk.js";
import { Stage } from "../drawing/stage.js";
import type { Rollout, Who } from "../protocol/snapshot.js";
import type { Pinned } from "../state/pins.js";
import type { Drawing, MotionLook } from "./motionScene.js";
import { stateAt } from "./path.js";
import { drawPendulum } from "./pendulumView.js";

/** The catalogue's kinds of pictures, and two that also show what holds the body. */
export type Picture = SystemInfo["view"]["drawing"] | "double-well" | "kepler";

export interface MotionData {
  drawing: Picture;
  who: Who;
  path: Rollout | null;
  truth: Rollout | null;
  /** Half the width of the picture in the system's unit of length. */
  reach: number;
  /** The centre of the picture. */
  centre: [number, number];
  /** Of the system, in the order of its table. */
  parameters: number[];
  /** Pinned runs of the same network: outlines like the truth's, in a paler colour. */
  pins: readonly Pinned<Rollout>[];
}

const drawings: Partial<Record<Picture, Drawing>> = { pendulum: drawPendulum };
let loading: Promise<void> | null = null;

/** The drawing of a system; null while it is being loaded, after which `ready` is called. */
function drawingOf(name: Picture, scheduler: Scheduler, ready: () => void): Drawing | null {
  const known = drawings[name];
  if (known) return known;
  loading ??= import("./moreDrawings.js").then(({ moreDrawings }) => {
    Object.assign(drawings, moreDrawings);
  });
  const loaded = loading.then(ready, () => {
    loading = null; // loading failed (offline): the next frame tries again
  });
  void scheduler.waitFor(loaded);
  return null;
}

/** The trail's share of the shown time, and its number of points. */
const trails: Record<MotionLook, { share: number; points: number }> = {
  glance: { share: 0.06, points: 32 },
  wide: { share: 0.4, points: 240 },
};

export class MotionView {
  private readonly stage: Stage;
  private now: MotionData | null = null;
  private time = 0;

  constructor(
    canvas: HTMLCanvasElement,
    private ink: Ink,
    private readonly scheduler: Scheduler,
    private readonly look: MotionLook = "glance",
  ) {
    this.stage = new Stage(canvas, scheduler, (g, width, height) => this.paint(g, width, height));
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.stage.request();
  }

  update(data: MotionData) {
    this.now = data;
    this.stage.request();
  }

  setTime(time: number) {
    this.time = time;
    this.stage.request("background");
  }

  dispose() {
    this.stage.dispose();
  }

  private paint(g: CanvasRenderingContext2D, width: number, height: number) {
    if (!this.now) return;
    const { drawing, who, path, truth, reach, centre, parameters, pins } = this.now;
    const draw = drawingOf(drawing, this.scheduler, () => this.stage.request());
    if (!draw) return;
    const { time } = this;
    const common = { width, height, who, reach, centre, parameters, look: this.look, time, truth };
    for (const { value } of pins) {
      const ghost = stateAt(value, this.time);
      const ink = { ...this.ink, faint: pale(this.ink, who) };
      draw(g, { ...common, path: null, truth: value, ink, state: null, ghost, trail: [] });
    }
    draw(g, {
      ...common,
      path,
      ink: this.ink,
      state: path ? stateAt(path, this.time) : null,
      ghost: who !== "truth" && truth ? stateAt(truth, this.time) : null,
      trail: path ? this.trail(path) : [],
    });
  }

  private trail(path: Rollout): number[][] {
    const last = (path.t[path.t.length - 1] as number | undefined) ?? 0;
    const { share, points } = trails[this.look];
    const span = last * share;
    const states: number[][] = [];
    for (let i = points; i >= 0; i--) {
      const t = this.time - (i / points) * span;
      const state = t >= 0 ? stateAt(path, t) : null;
      if (state) states.push(state);
    }
    return states;
  }
}
