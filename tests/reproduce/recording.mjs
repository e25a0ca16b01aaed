// The recording of the real pendulum (Schmidt & Lipson 2009, Science 324:81, supplement): lines of trial, t, θ, θ̇.
import { readFileSync } from "node:fs";

const read = new Map();

/** The file as the package takes measured data: q = θ, p = θ̇, judged by the H of the task's system. */
export function readRecording(file) {
  let measured = read.get(file);
  if (!measured) {
    measured = parse(readFileSync(file, "utf8"), file);
    read.set(file, measured);
  }
  return measured;
}

function parse(text, file) {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() && !line.startsWith("%"))
    .map((line) => line.trim().split(/\s+/).map(Number));
  const bad = rows.findIndex((row) => row.length < 4 || !row.slice(0, 4).every(Number.isFinite));
  if (bad >= 0 || rows.length === 0) {
    throw new Error(`${file} must hold lines of trial, t, angle and angular velocity`);
  }
  return {
    name: "real pendulum",
    symbols: ["q", "p"],
    t: Float64Array.from(rows, (row) => row[1]),
    x: Float64Array.from(rows.flatMap((row) => [row[2], row[3]])),
    dxdt: new Float64Array(0),
    recording: new Int32Array(rows.length),
    judged: true,
  };
}
