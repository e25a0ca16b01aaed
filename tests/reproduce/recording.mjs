// The recording of the real pendulum (Schmidt & Lipson 2009, Science 324:81, supplement): trial, t, θ and θ̇, one sample
// a line.
import { readFileSync } from "node:fs";
import path from "node:path";
import { applyMapping, readTable } from "../../web/src/lab/index.ts";

/** The file as the package takes measured data: q = θ, p = θ̇, judged by the H of the task's system. */
export function readRecording(file) {
  const table = readTable(readFileSync(file, "utf8"), path.basename(file));
  return applyMapping(table, table.proposed, { judged: true }).measured;
}
