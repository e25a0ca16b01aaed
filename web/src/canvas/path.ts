// Trajectories for plots: the state at a time, and where a path ends.
import type { Rollout } from "../protocol/snapshot.js";

/** The state at time t by linear interpolation between the output times, held at the ends; null for an empty path. */
export function stateAt(path: Rollout, t: number): number[] | null {
  const count = path.t.length;
  if (count === 0) return null;
  const size = path.x.length / count;
  const { index, share } = locate(path.t, t);
  const next = Math.min(index + 1, count - 1);
  return Array.from({ length: size }, (_, k) => {
    const a = path.x[index * size + k] as number;
    const b = path.x[next * size + k] as number;
    return a + share * (b - a);
  });
}

/** Likewise for a value along the path. */
export function valueAt(path: Rollout, values: Float64Array, t: number): number {
  if (values.length === 0) return Number.NaN;
  const { index, share } = locate(path.t, t);
  const a = values[Math.min(index, values.length - 1)] as number;
  const b = values[Math.min(index + 1, values.length - 1)] as number;
  return a + share * (b - a);
}

function locate(times: Float64Array, t: number): { index: number; share: number } {
  const count = times.length;
  const first = times[0] as number;
  const last = times[count - 1] as number;
  if (count < 2 || last === first) return { index: 0, share: 0 };
  // Of computed paths the times are equally spaced; those of a recording need not be, and it may have gaps.
  let index = 0;
  for (let after = count - 1; after - index > 1; ) {
    const middle = (index + after) >> 1;
    if ((times[middle] as number) <= t) index = middle;
    else after = middle;
  }
  const [from, to] = [times[index] as number, times[index + 1] as number];
  return { index, share: Math.min(1, Math.max(0, (t - from) / (to - from))) };
}

/** Where the path ends early (it left every bound), or null. */
export function endOfPath(path: Rollout): number | null {
  return path.finished ? null : ((path.t[path.t.length - 1] as number | undefined) ?? 0);
}
