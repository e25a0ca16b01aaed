import type { RolloutRequest } from "../../web/src/protocol/snapshot.js";
import type { Discrepancy } from "./tasks.mjs";

/** What a discrepancy asks of a run. */
export interface Rollouts {
  settings: { system: string } | null;
  rollout(request: Pick<RolloutRequest, "duration" | "points" | "stepSize"> & { x0: number[] }): {
    energy: ArrayLike<number>;
    finished: boolean;
  };
}
/** |H(t) − H(0)| / scale of each start, and the median and the mean of them. */
export function discrepancyOf(
  run: Rollouts,
  plan: Discrepancy,
): { discrepancy: number[]; discrepancyMedian: number; discrepancyMean: number };
