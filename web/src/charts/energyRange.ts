// The range of the energy axis. Pure.
import { roundedRange } from "../drawing/scale.js";
import { everyone, type Rollout, type Who } from "../protocol/snapshot.js";
import type { EnergyKind } from "../state/experiment.js";
import type { Pinned } from "../state/pins.js";
import { energyAlong } from "./energyAlong.js";

export type EnergyData = Partial<Record<Who, Rollout | undefined>>;

/** How far from the truth a model's energy is followed, in units of the truth's own scale. */
const room = 1.2;

/** An axis that shows the truth well and the models up to a limit: a diverging path must not flatten the rest. */
export function energyRange(
  data: EnergyData,
  kind: EnergyKind,
  pinned: readonly Pinned<Rollout>[] = [],
): { min: number; max: number; step: number } {
  const extent = (path: Rollout | undefined, who: Who) => {
    const values = path ? [...energyAlong(path, kind, who)].filter(Number.isFinite) : [];
    return values.length > 0 ? { low: Math.min(...values), high: Math.max(...values) } : null;
  };
  const truth = extent(data.truth, "truth") ?? { low: 0, high: 1 };
  let lowest = truth.low;
  const size = Math.max(truth.high - truth.low, Math.abs(truth.high), Math.abs(truth.low), 1e-6);
  let low = truth.low - size * 0.15;
  let high = truth.high + size * 0.15;
  const present = everyone.slice(1).map((who) => ({ who, value: data[who] }));
  for (const { who, value } of [...present, ...pinned]) {
    const model = extent(value, who);
    if (!model) continue;
    lowest = Math.min(lowest, model.low);
    low = Math.min(low, Math.max(model.low, truth.low - room * size));
    high = Math.max(high, Math.min(model.high, truth.high + room * size));
  }
  // Room below zero would suggest that the energy could be negative.
  return roundedRange(lowest >= 0 ? Math.max(0, low) : low, high, 6);
}
