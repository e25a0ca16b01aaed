// The published experiments on the package: trains both models with each task's own settings, some seeds each, judges
// them by their roll-outs and studies, and writes docs/reproduction.md, .json and the pictures.
//
//   npm run reproduce                     everything, five seeds each, and the report
//   npm run reproduce -- --task spring    one task; prints a table and writes no report
//   npm run reproduce -- --task sampled   the solved networks; prints its section of the report
//   npm run reproduce -- --task quick     the quick settings beside the published ones; prints its section of the report
//   npm run reproduce -- --report-only    the report from what was found before
//
//   --seeds N --seed-start N   by default 5 from 0
//   --json                     one JSON object per model and seed, then one with means and standard errors, instead of a table;
//                              of sampled networks one per solve, then one with medians, means and verdicts
//   --out FOLDER               where the report goes (docs); with --task or --steps, writes one there; with --task, other
//                              tasks stay as the report that is there has them
//   --keep FOLDER              where finished runs are kept (build/reproduce): ended by Ctrl-C, it goes on from there
//   --recording FILE           the real pendulum's recording (../shared/data/real_pend_h_1.txt); skipped where it is missing
//   --steps N                  trains shorter, to try the program out; without sampled networks
//
// Progress goes to standard error. Networks train in two processes at a time; no figure but `seconds` depends on that.
// Sampled networks are solved afterwards, one at a time.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createLab } from "../../web/src/lab/index.ts";
import { summaryOf } from "./judge.mjs";
import { drawPictures } from "./pictures.mjs";
import { Progress } from "./progress.mjs";
import { quickPart } from "./quick.mjs";
import { collectQuick, quickComparisons } from "./quickRuns.mjs";
import { collect, withRest, writeReport } from "./report.mjs";
import { doJobs, jobsOf, keptResult } from "./runs.mjs";
import { collectSampled, sampledPart, sampledPictures } from "./sampledReport.mjs";
import { doSampled, keptPart, sampledJobs } from "./sampledRuns.mjs";
import { figures, isOffered, modelsOf, seedCount, tasks, usualRecording } from "./tasks.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const optionTable = {
  task: { type: "string" },
  seeds: { type: "string", default: String(seedCount) },
  "seed-start": { type: "string", default: "0" },
  steps: { type: "string" },
  json: { type: "boolean", default: false },
  "report-only": { type: "boolean", default: false },
  out: { type: "string" },
  keep: { type: "string", default: path.join(root, "build/reproduce") },
  recording: { type: "string", default: usualRecording },
};

function count(name, text, min) {
  if (!/^\d+$/.test(text) || Number(text) < min) {
    throw new Error(`--${name} must be an integer from ${min}, got "${text}"`);
  }
  return Number(text);
}

function readOptions() {
  const { values } = parseArgs({ options: optionTable });
  const names = [...tasks.filter(isOffered).map(({ id }) => id), "sampled", "quick"];
  if (values.task !== undefined && !names.includes(values.task)) {
    throw new Error(`--task must be ${names.join(" | ")}, got ${JSON.stringify(values.task)}`);
  }
  const start = count("seed-start", values["seed-start"], 0);
  const seeds = count("seeds", values.seeds, 1);
  const only = values.task ? tasks.filter(({ id }) => id === values.task) : tasks;
  return {
    ...values,
    seeds: Array.from({ length: seeds }, (_, i) => start + i),
    sampled: (values.task ?? "sampled") === "sampled" && values.steps === undefined,
    quick: (values.task ?? "quick") === "quick" && values.steps === undefined,
    steps: values.steps === undefined ? undefined : count("steps", values.steps, 1),
    tasks: only.filter(isOffered),
    // A trial must not overwrite the report of whole runs.
    out: values.out ?? (values.task || values.steps ? null : path.join(root, "docs")),
  };
}

/** Why a task cannot be done here; empty where it can. */
function hindrance(task, { recording }) {
  if (!task.measured || existsSync(recording)) return "";
  return `the recording is not there: ${path.basename(recording)} belongs to the supplement of Schmidt & Lipson 2009; give it with --recording FILE`;
}

const jobModels = (task) => [...(task.section || task.chaos ? ["truth"] : []), ...modelsOf(task)];

function printTable(task, summary) {
  const width = 22;
  const models = modelsOf(task);
  const nameWidth = 2 + Math.max(...models.map((model) => model.length));
  const shown = figures.filter((figure) => models.some((model) => summary[model][figure]));
  console.log(`\n${task.id}: mean ± standard error`);
  console.log(["".padEnd(nameWidth), ...shown.map((figure) => figure.padEnd(width))].join(""));
  for (const model of models) {
    const cells = shown.map((figure) => {
      const { mean, stderr } = summary[model][figure] ?? { mean: Number.NaN, stderr: null };
      const error = stderr === null ? "" : ` ± ${stderr.toPrecision(2)}`;
      return `${mean.toPrecision(3)}${error}`.padEnd(width);
    });
    console.log([model.padEnd(nameWidth), ...cells].join(""));
  }
}

/** A result as one line of JSON: the figures, not the studies. */
function lineOf({ task, seed, model, ...found }) {
  const values = figures.map((figure) => [figure, found[figure]]);
  return {
    task,
    seed,
    model,
    ...Object.fromEntries(values.filter(([, value]) => value !== undefined)),
  };
}

/** Jobs and results of the sampled networks: made now, or those that are kept. */
async function sampledEntry(lab, options) {
  const jobs = sampledJobs(lab, { seeds: options.seeds, folder: options.keep });
  if (options["report-only"]) return { jobs, results: jobs.map(keptPart).filter(Boolean) };
  const results = [];
  for await (const result of doSampled(jobs)) {
    results.push(result);
    if (!options.json) continue;
    for (const run of result.runs) {
      console.log(JSON.stringify({ task: "sampled", part: result.part, ...run }));
    }
  }
  return { jobs, results };
}

function printSampled(section, options) {
  const { id, summary, verdicts } = section;
  if (options.json) console.log(JSON.stringify({ task: id, summary, verdicts }));
  else console.log(sampledPart(section, []));
}

/**
 * The quick settings beside the published ones: compared now, or as the present report has them. Published runs of a task
 * are those of this run where it repeated the tasks, else those of the present report.
 */
async function quickEntry(lab, options, entries) {
  const present = presentReport(options.out ?? path.join(root, "docs"));
  if (options["report-only"]) return present?.quick;
  const report = options.task ? present : collect(entries);
  if (!report) return undefined;
  const comparisons = [];
  const given = {
    seeds: options.seeds,
    folder: path.join(options.keep, "quick"),
    report,
    say: (text) => console.error(`quick: ${text}`),
  };
  for await (const comparison of quickComparisons(lab, given)) {
    comparisons.push(comparison);
    if (!options.json) continue;
    const { system, network } = comparison;
    for (const preset of ["quick", "published"])
      for (const run of network[preset])
        console.log(
          JSON.stringify({ task: "quick", system, model: network.model, preset, ...run }),
        );
    console.log(
      JSON.stringify({ task: "quick", system, model: network.model, ...network.verdict }),
    );
  }
  return collectQuick(comparisons);
}

/** The report that a folder holds; null where there is none. */
function presentReport(folder) {
  const file = path.join(folder, "reproduction.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

async function main() {
  const options = readOptions();
  const { steps, recording } = options;
  const lab = await createLab();
  const entries = [];
  for (const task of options.tasks) {
    const why = hindrance(task, options);
    if (why && options.task) throw new Error(`${task.id} cannot be done: ${why}`);
    if (why) console.error(`${task.id} is skipped: ${why}`);
    const { seeds } = options;
    const given = { models: jobModels(task), seeds, steps, recording, folder: options.keep };
    entries.push({ task, why, jobs: why ? [] : await jobsOf(lab, task, given), results: [] });
  }

  const jobs = entries.flatMap((entry) => entry.jobs);
  if (options["report-only"]) {
    for (const entry of entries) {
      entry.results = entry.jobs.map(keptResult).filter((result) => result !== null);
    }
  } else {
    for await (const result of doJobs(jobs, new Progress(jobs))) {
      const entry = entries.find(({ task }) => task.id === result.task);
      entry.results.push(result);
      if (options.json && result.model !== "truth") console.log(JSON.stringify(lineOf(result)));
      if (entry.results.length < entry.jobs.length) continue;
      const summary = summaryOf(entry.results, modelsOf(entry.task), figures);
      if (options.json) console.log(JSON.stringify({ task: result.task, summary }));
      else printTable(entry.task, summary);
    }
  }

  const sampled = options.sampled ? await sampledEntry(lab, options) : undefined;
  if (options.task === "sampled") printSampled(collectSampled(sampled, []), options);

  const quick = options.quick ? await quickEntry(lab, options, entries) : undefined;
  if (options.task === "quick" && !options.json) console.log(quickPart(quick));

  if (options.out === null) return;
  const present = options.task ? presentReport(options.out) : null;
  const made = collect(entries, sampled, quick);
  const report = present ? withRest(made, present) : made;
  // A picture of several tasks is no longer whole where only some were run.
  const drawn = await drawPictures(lab, entries);
  const pictures = drawn.filter(({ task }) => task !== null || !present);
  if (made.sampled) pictures.push(...sampledPictures(made.sampled));
  const files = writeReport(options.out, report, pictures);
  console.error(`wrote ${files.map((file) => path.relative(process.cwd(), file)).join(", ")}`);
}

// Ended by a signal, its processes end too (those in its own group by themselves).
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    console.error("ended; what was finished is kept");
    process.exit(130);
  });
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
