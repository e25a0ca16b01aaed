// The published experiments on the package: trains both models with a task's own settings, some seeds each,
// and judges them by their roll-outs.
//
//   npm run reproduce -- --task spring|pendulum|two-body [--seeds 5] [--seed-start 0] [--json]
//
// --json prints one JSON object per model and seed, then a summary with means and standard errors; else a
// table. Progress goes to standard error. Seeds run in two processes at a time; no figure but `seconds` depends
// on that. --steps N trains shorter, to try the program out.

import { spawn } from "node:child_process";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createLab } from "../../web/src/lab/index.ts";

const tasks = ["spring", "pendulum", "two-body"];
const models = ["hnn", "baseline"];
const figures = ["trainLoss", "testLoss", "energyMse", "coordinateMse", "seconds"];
const mostProcesses = Math.min(2, os.availableParallelism());

const optionTable = {
  task: { type: "string" },
  seeds: { type: "string", default: "5" },
  "seed-start": { type: "string", default: "0" },
  steps: { type: "string" },
  json: { type: "boolean", default: false },
  // One model and seed, in a process of its own:
  model: { type: "string" },
  seed: { type: "string" },
};

function count(name, text, min) {
  if (!/^\d+$/.test(text) || Number(text) < min) {
    throw new Error(`--${name} must be an integer from ${min}, got "${text}"`);
  }
  return Number(text);
}

function readOptions() {
  const { values } = parseArgs({ options: optionTable });
  if (!tasks.includes(values.task)) {
    throw new Error(`--task must be ${tasks.join(" | ")}, got ${JSON.stringify(values.task)}`);
  }
  return {
    ...values,
    seeds: count("seeds", values.seeds, 1),
    seedStart: count("seed-start", values["seed-start"], 0),
    steps: values.steps === undefined ? undefined : count("steps", values.steps, 1),
  };
}

// ---- one run -------------------------------------------------------------------------------------

async function runOnce({ task, model, seed, steps }) {
  const lab = await createLab();
  const run = lab.session({ system: task, model, seed, ...(steps && { steps }) });
  const every = Math.ceil(run.settings.steps / 4);
  const began = performance.now();
  for await (const progress of run.train({ every })) {
    const { step, totalSteps, testLoss, stepsPerSecond, stopped } = progress;
    const speed = `${stepsPerSecond.toFixed(0)} steps/s`;
    console.error(
      `${task} ${model} seed ${seed}: ${step}/${totalSteps}, test loss ${testLoss.toPrecision(3)}, ${speed}`,
    );
    if (stopped) console.error(stopped);
  }
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  const { trainLoss, testLoss, energyMse, coordinateMse } = run.metrics();
  run.dispose();
  return { task, seed, model, trainLoss, testLoss, energyMse, coordinateMse, seconds };
}

// ---- all of them ---------------------------------------------------------------------------------

/** The same program in a process of its own; resolves with its result. */
function inProcess({ task, model, seed, steps }) {
  const args = ["--task", task, "--model", model, "--seed", String(seed)];
  if (steps) args.push("--steps", String(steps));
  const self = fileURLToPath(import.meta.url);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, self, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(JSON.parse(output));
      else reject(new Error(`${task} ${model} seed ${seed} ended with status ${status}`));
    });
  });
}

/** Does the jobs a few at a time; results come in the order of the jobs, each as soon as it can. */
async function* inOrder(jobs) {
  const results = jobs.map(() => withResolvers());
  let next = 0;
  const work = async () => {
    while (next < jobs.length) {
      const at = next++;
      await inProcess(jobs[at]).then(results[at].resolve, (error) => {
        next = jobs.length; // what is lost once is lost: no need to train on
        results[at].reject(error);
      });
    }
  };
  for (const { promise } of results) promise.catch(() => {}); // read below, perhaps later
  for (let i = 0; i < mostProcesses; i++) void work();
  for (const { promise } of results) yield await promise;
}

/** A promise and its two ends (Promise.withResolvers is younger than Node 20). */
function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** Mean and its standard error; null for a single value, which has none. */
function summarise(values) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stderr: n > 1 ? Math.sqrt(squares / (n - 1) / n) : null };
}

function summaryOf(results) {
  const summary = {};
  for (const model of models) {
    const own = results.filter((result) => result.model === model);
    summary[model] = {};
    for (const figure of figures) {
      summary[model][figure] = summarise(own.map((result) => result[figure]));
    }
  }
  return summary;
}

function printTable(task, summary) {
  console.log(`\n${task}: mean ± standard error`);
  console.log(["".padEnd(10), ...figures.map((figure) => figure.padEnd(22))].join(""));
  for (const model of models) {
    const cells = figures.map((figure) => {
      const { mean, stderr } = summary[model][figure];
      const error = stderr === null ? "" : ` ± ${stderr.toPrecision(2)}`;
      return `${mean.toPrecision(3)}${error}`.padEnd(22);
    });
    console.log([model.padEnd(10), ...cells].join(""));
  }
}

async function main() {
  const options = readOptions();
  const { task, steps } = options;
  if (options.model !== undefined) {
    console.log(JSON.stringify(await runOnce({ ...options, seed: Number(options.seed) })));
    return;
  }
  const seeds = Array.from({ length: options.seeds }, (_, i) => options.seedStart + i);
  const jobs = seeds.flatMap((seed) => models.map((model) => ({ task, model, seed, steps })));
  const results = [];
  for await (const result of inOrder(jobs)) {
    results.push(result);
    if (options.json) console.log(JSON.stringify(result));
  }
  const summary = summaryOf(results);
  if (options.json) console.log(JSON.stringify({ task, summary }));
  else printTable(task, summary);
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
