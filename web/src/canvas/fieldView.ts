// A small plot of a field in the plane: axes, contours of an energy, and arrows.

import type { Scheduler } from "../base/scheduler.js";
import type { Ink } from "../drawing/ink.js";
import { Stage } from "../drawing/stage.js";
import type { Grid, Who } from "../protocol/snapshot.js";
import { clipToFrame, paintAxes, plotScales } from "./axes.js";
import { contourLevels } from "./contours.js";
import { contourCount, paintArrows, paintContours } from "./fieldInk.js";
import type { PortraitFrame } from "./portraitBackdrop.js";

const spacing = 26; // px between arrows

export interface FieldData {
  who: Who;
  grid: Grid | null;
  frame: PortraitFrame;
}

export class FieldView {
  private readonly stage: Stage;
  private now: FieldData | null = null;

  constructor(
    canvas: HTMLCanvasElement,
    private ink: Ink,
    scheduler: Scheduler,
  ) {
    this.stage = new Stage(canvas, scheduler, (g, width, height) => this.paint(g, width, height));
  }

  setInk(ink: Ink) {
    this.ink = ink;
    this.stage.request();
  }

  update(data: FieldData) {
    const old = this.now;
    this.now = data;
    if (old?.grid !== data.grid || old.frame !== data.frame) this.stage.request();
  }

  private paint(g: CanvasRenderingContext2D, width: number, height: number) {
    if (!this.now) return;
    const { grid, frame, who } = this.now;
    const { xMin, xMax, yMin, yMax } = frame;
    const { x, y } = plotScales(width, height, { min: xMin, max: xMax }, { min: yMin, max: yMax });
    if (grid) {
      g.save();
      clipToFrame(g, x, y);
      if (grid.energy.length > 0) {
        const look = { color: this.ink.faint, dash: [], width: 1, alpha: 0.45 };
        paintContours(g, grid, contourLevels(grid.energy, contourCount), 0, x, y, look);
      }
      paintArrows(g, grid, this.ink[who], x, y, spacing);
      g.restore();
    }
    paintAxes(g, this.ink, x, y, { x: frame.xLabel, y: frame.yLabel });
  }
}
