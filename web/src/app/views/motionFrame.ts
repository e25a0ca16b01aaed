// The part of the plane that the motion plots show. Pure.

import { bodiesOf } from "../../canvas/bodies.js";
import type { Picture } from "../../canvas/motionView.js";
import type { SystemInfo } from "../../catalogue/settings.js";
import type { Rollout, Who } from "../../protocol/snapshot.js";
import type { Experiment } from "../../state/experiment.js";

/** Which drawing shows the motion: for Duffing's oscillator the two wells, for a planet the sun. */
export function pictureOf(system: SystemInfo, { settings, measured }: Experiment): Picture {
  const { drawing } = system.view;
  const of = measured?.judged === false ? null : settings.system;
  if (of === "duffing" && drawing === "spring") return "double-well";
  if (of === "kepler" && drawing === "orbits") return "kepler";
  return drawing;
}

type Paths = Partial<Record<Who, Rollout>>;

export interface MotionFrame {
  /** Half the width, in the system's unit of length. */
  reach: number;
  centre: [number, number];
}

/** A network that leaves the truth's orbit is followed up to this many times its size. */
const followed = 1.25;
const margin = 1.08;

/** Includes the truth's whole motion around the origin, and at least the range that the drawing requires. */
export function frameAround(system: SystemInfo, { truth }: Paths): MotionFrame {
  const asked = Math.max(Math.abs(system.view.xMin), Math.abs(system.view.xMax));
  const centre: [number, number] = [0, 0];
  if (!truth || truth.t.length === 0) return { reach: asked, centre };
  const size = truth.x.length / truth.t.length;
  let far = 0;
  const lengths = system.view.drawing === "cart-pole" ? 1 : system.degreesOfFreedom; // θ is not a position
  for (let i = 0; i < truth.t.length; i++) {
    for (let k = 0; k < lengths; k++)
      far = Math.max(far, Math.abs(truth.x[i * size + k] as number));
  }
  const reach = Number.isFinite(far) && far > 0 ? Math.min(asked * 2, far * 1.25) : asked;
  return { reach, centre };
}

/** Bodies in the plane: the smallest square around the truth's orbits, and the networks' if they stay near. */
export function frameFitted(system: SystemInfo, paths: Partial<Record<Who, Rollout>>): MotionFrame {
  if (system.view.drawing !== "orbits" || !paths.truth) return frameAround(system, paths);
  const truth = boxOf(paths.truth);
  const half = Math.max(truth.right - truth.left, truth.top - truth.bottom) / 2;
  const x = (truth.left + truth.right) / 2;
  const y = (truth.bottom + truth.top) / 2;
  if (!Number.isFinite(half) || half === 0) return frameAround(system, paths);
  let reach = half;
  for (const path of Object.values(paths)) {
    const { left, right, bottom, top } = boxOf(path);
    const needed = Math.max(x - left, right - x, y - bottom, top - y);
    reach = Math.max(reach, Math.min(needed, followed * half));
  }
  return { reach: margin * reach, centre: [x, y] };
}

function boxOf(path: Rollout) {
  const size = path.x.length / path.t.length;
  const bodies = bodiesOf(size);
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let i = 0; i < path.t.length; i++) {
    for (let body = 0; body < bodies; body++) {
      const x = path.x[i * size + body] as number;
      const y = path.x[i * size + bodies + body] as number;
      if (!Number.isFinite(x + y)) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.bottom = Math.min(box.bottom, y);
      box.top = Math.max(box.top, y);
    }
  }
  return box;
}
