import type { Lab } from "../../web/src/lab/index.js";
import type { BoxWithTruth, Part } from "./sampled.mjs";
import type { SampledRun } from "./sampledReport.mjs";

/** Independent states of a box, uniform: rows of [q…, p…]. */
export function statesIn(
  box: BoxWithTruth,
  count: number,
  seed: number,
): { x: Float64Array; dxdt: Float64Array; energy: number[] };
export function boxRuns(lab: Lab, part: Part, seeds: number[]): Generator<SampledRun>;
export function warmRuns(lab: Lab, part: Part, seeds: number[]): Generator<SampledRun>;
