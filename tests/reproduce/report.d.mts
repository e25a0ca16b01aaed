import type { Settings } from "../../web/src/catalogue/settings.js";
import type { Run, Summary, Verdict } from "./judge.mjs";
import type { SampledReport } from "./sampledReport.mjs";
import type { Task } from "./tasks.mjs";

export interface Picture {
  file: string;
  title: string;
}
export interface TaskReport extends Task {
  settings: Settings;
  missing: string;
  runs: Run[];
  summary: Summary;
  verdicts: Verdict[];
  pictures: Picture[];
}
export interface Report {
  format: string;
  date: string | null;
  machines: object[];
  pictures: Picture[];
  tasks: TaskReport[];
  /** Left out where only some task was run. */
  sampled?: SampledReport;
}

export const format: string;
export function sharedSettings(
  settings: Partial<Settings>,
  task: object,
): Partial<Settings>;
/** A kept report with the settings that were added after it was made. */
export function completed(report: Report): Report;
/** The report of some tasks, with all others as `present` has them. */
export function withRest(report: Report, present: Report): Report;
/** What a report repeats from the table of tasks: title, published numbers, bounds, caveats. */
export function describe(task: Task): Record<string, unknown>;
export function markdown(report: Report): string;
