import type { Run, Verdict } from "./judge.mjs";
import type { Picture, TaskReport } from "./report.mjs";
import type { Bound, Box, Part } from "./sampled.mjs";

export interface SampledRun {
  seed: number;
  fingerprint: string;
  rule?: string;
  start?: string;
  error?: number;
  seconds?: number;
  testLoss?: number;
  energyMse?: number;
  stopped?: string;
  looks?: { step: number; testLoss: number; energyMse?: number }[];
}
export interface SampledFigures {
  parts: Part[];
  boxes: Box[];
  bounds: Bound[];
  seeds: number[];
  results: { part: string; firstSeconds: number; warmSeconds: number; runs: SampledRun[] }[];
}
export interface SampledReport extends SampledFigures {
  id: string;
  missing: string;
  summary: Record<string, object>;
  verdicts: Verdict[];
  pictures: Picture[];
}

export function summariseSampled(section: SampledFigures): Record<string, object>;
/** Of tasks only the runs are read: those that Adam trained. */
export function sampledVerdicts(
  section: SampledFigures,
  tasks: (Pick<TaskReport, "id"> & { runs: Run[] })[],
): Verdict[];
