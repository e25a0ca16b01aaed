// Does jobs (train a network and measure it, or measure the truth) in processes of their own, two at a time, and keeps
// what each found, so that a run that was interrupted goes on where it was.
//
// A network is kept under the hash of its settings, of its recording, and of the numbers that the core gives for a
// short run of the same kind: after a change of the core that changes them it is trained again, after any other it is not.
// What was measured is kept under that hash and what was to be measured, so other measures need no training.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.ts";
import { measured, openRun, readJson } from "./experiment.mjs";
import { modelsOf, planOf, settingsOf } from "./tasks.mjs";

const mostProcesses = Math.min(2, os.availableParallelism());
const experiment = fileURLToPath(new URL("experiment.mjs", import.meta.url));

export const hash = (...parts) => {
  const text = JSON.stringify(parts, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value) : value,
  );
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
};

// ---- keys ----------------------------------------------------------------------------------------

/** The settings of which every kept run was hashed. A setting that is added later does not belong here. */
const firstSettings = [
  ...["system", "systemParameters", "model", "field", "activation", "hidden", "initialisation"],
  ...[
    "outputBias",
    "angles",
    "kineticPrior",
    "massRegularisation",
    "seed",
    "coordinates",
    "samples",
  ],
  ...["trajectories", "points", "duration", "noise", "trainFraction", "derivative", "loss"],
  ...["lossNorm", "learningRate", "schedule", "weightDecay", "decoupledWeightDecay", "batchSize"],
  ...["steps", "sampling", "cutoff"],
];

/** Settings as they are hashed: a later one counts only where it is not at its default, so that kept runs stay valid. */
export function settingsKey(
  settings,
  defaults = completeSettings(catalogue, { system: settings.system }, "published"),
  first = firstSettings,
) {
  const counts = ([key, value]) =>
    first.includes(key) || JSON.stringify(value) !== JSON.stringify(defaults[key]);
  return Object.fromEntries(Object.entries(settings).filter(counts));
}

const probeSteps = 10;

/** A plan of the same kinds of measures, each so short that it takes no time. */
function shortened({ metrics, notebook, discrepancy, section, chaos }) {
  return {
    metrics,
    ...(discrepancy && { discrepancy: { ...discrepancy, starts: 2, duration: 1, points: 11 } }),
    ...(notebook && { notebook: { ...notebook, starts: 2, points: 11 } }),
    ...(section && { section: { ...section, orbits: 2, duration: 10 } }),
    ...(chaos && { chaos: { ...chaos, orbits: 2, duration: 5, points: 2 } }),
  };
}

/** The truth takes the settings of the first network. */
const networkFor = (task, model) => (model === "truth" ? modelsOf(task)[0] : model);

/** Hashes of what the core computes in a short run of the task: of the training, and of the measuring. */
async function numbersOf(lab, task, model, recording) {
  const settings = settingsOf(task, networkFor(task, model), 0, probeSteps);
  // Few trajectories, since making them takes longer than ten steps.
  const trajectories = Math.min(settings.trajectories, 20);
  const run = openRun(lab, task, { ...settings, trajectories }, recording);
  if (model !== "truth") run.advance(probeSteps, false);
  const source = model === "truth" ? "truth" : "model";
  const found = await measured(run, shortened(planOf(task, model)), source);
  const training = run.fingerprint;
  run.dispose();
  return { training, measuring: hash(found) };
}

/** The jobs of a task: { task, model, seed, settings, plan, modelFile, resultFile, recording }. */
export async function jobsOf(lab, task, { models, seeds, steps, recording, folder }) {
  mkdirSync(folder, { recursive: true });
  const data = task.measured ? hash(readFileSync(recording, "utf8")) : "";
  const jobs = [];
  const numbers = {};
  for (const model of models) numbers[model] = await numbersOf(lab, task, model, recording);
  for (const seed of seeds) {
    for (const model of models) {
      if (model === "truth" && seed !== seeds[0]) continue;
      const settings = settingsOf(task, networkFor(task, model), seed, steps);
      const plan = planOf(task, model);
      const { training, measuring } = numbers[model];
      const network = model === "truth" ? "" : hash(settingsKey(settings), data, training);
      const result = hash(network, plan, measuring);
      const name = model === "truth" ? `${task.id}-truth` : `${task.id}-${model}-${seed}`;
      jobs.push({
        task: task.id,
        model,
        seed: model === "truth" ? null : seed,
        settings,
        plan,
        recording: task.measured ? recording : undefined,
        modelFile: path.join(folder, `${name}-${network}.model.json`),
        resultFile: path.join(folder, `${name}-${result}.json`),
      });
    }
  }
  return jobs;
}

/** What a job found, where it was done already; else null. */
export const keptResult = (job) => (existsSync(job.resultFile) ? readJson(job.resultFile) : null);

// ---- doing them ----------------------------------------------------------------------------------

/** A promise and its two ends (Promise.withResolvers is younger than Node 20). */
function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** `program` with a job in a process of its own, one of `children` while it runs; resolves when it has ended well. */
export function childOf(program, job, name, children, report) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, program, JSON.stringify(job)], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    children.add(child);
    child.on("message", report);
    child.on("error", reject);
    child.on("close", (status) => {
      children.delete(child);
      if (status === 0 && existsSync(job.resultFile)) resolve();
      else reject(new Error(`${name} ended with status ${status}`));
    });
  });
}

/** The job in a process of its own; resolves with its result. */
async function inProcess(job, children, report) {
  const { task, model, seed } = job;
  await childOf(experiment, job, `${task} ${model} seed ${seed}`, children, report);
  return keptResult(job);
}

/**
 * Does the jobs a few at a time; results come in the order of the jobs, each as soon as it can. `progress`
 * (progress.mjs) hears of what happens. Ending early ends the processes.
 */
export async function* doJobs(jobs, progress) {
  const results = jobs.map(() => withResolvers());
  const children = new Set();
  let next = 0;
  const work = async () => {
    while (next < jobs.length) {
      const job = jobs[next];
      const result = results[next++];
      const kept = keptResult(job);
      if (kept) {
        progress.kept(job);
        result.resolve(kept);
        continue;
      }
      progress.begin(job);
      try {
        result.resolve(await inProcess(job, children, (message) => progress.heard(job, message)));
        progress.end(job);
      } catch (error) {
        next = jobs.length; // what is lost once is lost: no need to train on
        for (const { reject } of results) reject(error);
      }
    }
  };
  for (const { promise } of results) promise.catch(() => {}); // read below, perhaps later
  try {
    for (let i = 0; i < mostProcesses; i++) void work();
    for (const { promise } of results) yield await promise;
  } finally {
    for (const child of children) child.kill();
  }
}
