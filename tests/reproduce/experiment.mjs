// One job in a process of its own: trains a network with a task's settings (or takes one that was trained), measures it,
// and writes what it found. runs.mjs starts it with the job as JSON, and gets progress as messages.
//
// Files appear whole or not at all, so ending the process at any time loses nothing but the present job.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import { pathToFileURL } from "node:url";
import { systemInfo } from "../../web/src/catalogue/catalogue.ts";
import { createLab } from "../../web/src/lab/index.ts";
import { median } from "../bench/statistics.mjs";
import { readRecording } from "./recording.mjs";
import { taskOf } from "./tasks.mjs";

export function writeWhole(file, text) {
  const beginning = `${file}.${process.pid}.part`;
  writeFileSync(beginning, text);
  renameSync(beginning, file);
}

export const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** A run with the task's data: a session of the lab, with the recording where the task is measured. */
export function openRun(lab, task, settings, recording) {
  return task.measured
    ? lab.session(settings, { measured: readRecording(recording) })
    : lab.session(settings);
}

export const machine = () => ({
  cpu: os.cpus()[0]?.model ?? "unknown",
  cores: os.cpus().length,
  node: process.versions.node,
  platform: `${os.platform()} ${os.arch()}`,
});

// ---- training ------------------------------------------------------------------------------------

/** Seconds that this process has kept processors busy, whatever else runs on the machine. */
const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function trained(lab, job, task, report) {
  const run = openRun(lab, task, job.settings, job.recording);
  const total = run.settings.steps;
  const began = performance.now();
  const busyBefore = processorTime();
  let stopped = "";
  // The test loss takes half a step or, where few samples make a batch, many steps' time: measured seldom.
  for await (const progress of run.train({ every: Math.ceil(total / 20) })) {
    stopped = progress.stopped;
    report({ phase: "training", ...progress });
  }
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  const processorSeconds = Number((processorTime() - busyBefore).toFixed(2));
  return { run, seconds, processorSeconds, steps: run.step, stopped };
}

async function networkOf(lab, job, task, report) {
  if (existsSync(job.modelFile)) {
    const kept = readJson(job.modelFile);
    return { run: lab.load(kept.model), kept };
  }
  const { run, ...made } = await trained(lab, job, task, report);
  const kept = {
    settings: job.settings,
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    ...made,
    fingerprint: run.fingerprint,
    model: run.saveText(),
  };
  writeWhole(job.modelFile, JSON.stringify(kept));
  return { run, kept };
}

// ---- measuring -----------------------------------------------------------------------------------

/** Uniform numbers in [0, 1) from a seed, by integer arithmetic only (mulberry32): the same everywhere. */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The energy error as the original's notebooks judge it (tasks.mjs, `notebook`), for one degree of freedom. */
export function notebookEnergyMse(run, { starts, least, most, duration, points }) {
  const next = uniform(run.settings.seed);
  const component = () => {
    const signed = 2 * next() - 1;
    return signed * (most - least) + Math.sign(signed) * least;
  };
  const energies = (request) => {
    const { x } = run.rollout(request);
    return Array.from({ length: x.length / 2 }, (_, i) => x[2 * i] ** 2 + x[2 * i + 1] ** 2);
  };
  let sum = 0;
  for (let i = 0; i < starts; i++) {
    const x0 = [component(), component()];
    const request = { x0, duration, points };
    const truth = energies({ ...request, source: "truth" });
    const model = energies(request);
    // A roll-out that ends early keeps the energy that it ended with.
    const last = model.at(-1);
    sum += truth.reduce((total, energy, j) => total + ((model[j] ?? last) - energy) ** 2, 0);
  }
  return sum / (starts * points);
}

/** |H(t) − H(0)| / scale along roll-outs from rest, each as its mean over time; 1 for one that ends early. */
export function discrepancyOf(run, { starts, most, seed, scale, duration, points, stepSize }) {
  const next = uniform(seed);
  const { degreesOfFreedom } = systemInfo(run.settings.system);
  const rest = Array(degreesOfFreedom).fill(0);
  const values = [];
  for (let i = 0; i < starts; i++) {
    const angles = rest.map(() => (2 * next() - 1) * most);
    const request = { x0: [...angles, ...rest], duration, points, integrator: "rk4", stepSize };
    const { energy, finished } = run.rollout(request);
    const misses = Array.from(energy, (value) => Math.abs(value - energy[0]) / scale);
    values.push(finished ? misses.reduce((sum, miss) => sum + miss, 0) / misses.length : 1);
  }
  return {
    discrepancy: short(values),
    discrepancyMedian: median(values),
    discrepancyMean: values.reduce((sum, value) => sum + value, 0) / starts,
  };
}

/** Numbers as JSON holds them, short: seven digits, more than a picture or a table shows. */
const short = (list) => Array.from(list, (value) => Number(value.toPrecision(7)));

/** Options of a study that reports its progress. */
const studied = (source, report) => ({
  source,
  onProgress: ({ type, progress }) => report({ phase: type, progress }),
});

async function sectionOf(run, request, source, report) {
  const result = await run.section(request, studied(source, report));
  const system = systemInfo(run.settings.system);
  const { xAxis, yAxis } = system.section;
  const size = 2 * system.degreesOfFreedom;
  const along = (axis) => Array.from(result.orbit, (_, i) => result.x[size * i + axis]);
  return {
    energyError: short(result.energyError),
    alive: Array.from(result.alive),
    note: result.note,
    orbit: Array.from(result.orbit),
    x: short(along(xAxis)),
    y: short(along(yAxis)),
  };
}

async function chaosOf(run, request, source, report) {
  const result = await run.chaos(request, studied(source, report));
  const orbits = result.alive.length;
  const atEnd = (table) => short(table.slice(table.length - orbits));
  return {
    exponent: atEnd(result.exponent),
    sali: atEnd(result.sali),
    alive: Array.from(result.alive),
    note: result.note,
  };
}

/** What a plan (tasks.mjs) asks for, of a run's network or of the truth. */
export async function measured(run, plan, source, report = () => {}) {
  const found = {};
  if (plan.metrics) Object.assign(found, run.metrics());
  if (plan.notebook) found.notebookEnergyMse = notebookEnergyMse(run, plan.notebook);
  if (plan.discrepancy) Object.assign(found, discrepancyOf(run, plan.discrepancy));
  if (plan.section) found.section = await sectionOf(run, plan.section, source, report);
  if (plan.chaos) found.chaos = await chaosOf(run, plan.chaos, source, report);
  return found;
}

// ---- the job -------------------------------------------------------------------------------------

async function main(job) {
  const report = (message) => process.send?.(message);
  const task = taskOf(job.task);
  const lab = await createLab();
  const { task: id, model, seed, settings, plan } = job;
  if (model === "truth") {
    const run = openRun(lab, task, settings, job.recording);
    const found = await measured(run, plan, "truth", report);
    const made = { date: new Date().toISOString().slice(0, 10), machine: machine() };
    writeWhole(job.resultFile, JSON.stringify({ task: id, model, seed, ...made, ...found }));
    return;
  }
  const { run, kept } = await networkOf(lab, job, task, report);
  report({ phase: "judging" });
  const found = await measured(run, plan, "model", report);
  const { model: _, ...made } = kept;
  writeWhole(job.resultFile, JSON.stringify({ task: id, model, seed, ...made, ...found }));
}

/** If `url` is the program's own file, does `work` with the job that it was started with (runs.mjs). */
export async function asProcess(url, work) {
  if (url !== pathToFileURL(process.argv[1] ?? "").href) return;
  const left = () => process.exit(1);
  process.once("disconnect", left); // the program that started this one has ended
  try {
    await work(JSON.parse(process.argv[2]));
    process.off("disconnect", left);
    process.disconnect?.();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

asProcess(import.meta.url, main);
