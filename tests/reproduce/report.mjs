// The report: docs/reproduction.json holds every figure with the settings of its task; docs/reproduction.md is a pure
// function of it (a test holds both to that and to tasks.mjs).
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.ts";
import { agreement, chaotic, orbitErrors, summaryOf, verdictsOf } from "./judge.mjs";
import { quickPart } from "./quick.mjs";
import { collectSampled, sampledPart, sampledVerdicts } from "./sampledReport.mjs";
import {
  figures,
  modelsOf,
  settingsOf,
  tasks as taskTable,
  variantOf,
  variantsOf,
} from "./tasks.mjs";
import { met, number, shown, table, withError } from "./words.mjs";

export const format = "hnn-lab/reproduction/1";
export const pictureFolder = "images/reproduction";

// ---- collecting ----------------------------------------------------------------------------------

/** Settings of a task as all its networks and all seeds share them. */
export function sharedSettings(settings, task) {
  const own = variantsOf(task).flatMap((variant) => Object.keys(variant.settings));
  const entries = Object.entries(settings).filter(([key]) => key !== "seed" && !own.includes(key));
  return Object.fromEntries(entries);
}

/** A result without what only pictures need. */
function runOf({
  model,
  seed,
  steps,
  stopped,
  fingerprint,
  discrepancy,
  section,
  chaos,
  ...found
}) {
  const values = figures.filter((figure) => typeof found[figure] === "number");
  return {
    model,
    ...(model !== "truth" && { seed, steps, fingerprint }),
    ...(stopped && { stopped }),
    ...Object.fromEntries(values.map((figure) => [figure, found[figure]])),
    ...(discrepancy && { discrepancy }),
    ...(section && { section: { energyError: section.energyError, alive: section.alive } }),
    ...(chaos && { chaos }),
  };
}

/** What reproduction.json repeats from the table of tasks. */
export function describe(task) {
  const { id, title, published, caveats, bounds, measured, notebook, section, chaos, chaoticSali } =
    task;
  const { variants, headline, discrepancy } = task;
  const families = { variants, headline, discrepancy };
  const optional = { measured, notebook, section, chaos, chaoticSali, ...families };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { id, title, published, caveats, bounds, ...Object.fromEntries(given) };
}

/** The report of entries { task, why, jobs, results }, and of sampled networks { jobs, results } if any: plain data. */
export function collect(entries, sampled, quick) {
  const results = [...entries, ...(sampled ? [sampled] : [])].flatMap((entry) => entry.results);
  const machines = new Map(results.map(({ machine }) => [JSON.stringify(machine), machine]));
  const report = {
    format,
    date:
      results
        .map(({ date }) => date)
        .sort()
        .at(-1) ?? null,
    machines: [...machines.values()],
    pictures: [],
    tasks: entries.map(({ task, why, jobs, results: own }) => {
      const runs = own.map(runOf);
      const summary = summaryOf(runs, modelsOf(task), figures);
      const settings = jobs.find(({ model }) => model !== "truth")?.settings;
      return {
        ...describe(task),
        settings: sharedSettings(settings ?? settingsOf(task, modelsOf(task)[0], 0), task),
        missing: why || missing(jobs, own),
        runs,
        summary,
        verdicts: verdictsOf(task, runs, summary),
        pictures: [],
      };
    }),
  };
  return {
    ...report,
    ...(sampled && { sampled: collectSampled(sampled, report.tasks) }),
    ...(quick && { quick }),
  };
}

/** A kept report with whole settings: those that were added after it was made had their defaults, as in model files. */
export function completed(report) {
  const complete = (settings) => completeSettings(catalogue, settings, "published");
  const { sampled } = report;
  return {
    ...report,
    tasks: report.tasks.map((task) => ({
      ...task,
      settings: sharedSettings(complete(task.settings), task),
    })),
    ...(sampled && {
      sampled: {
        ...sampled,
        parts: sampled.parts.map((part) => ({ ...part, settings: complete(part.settings) })),
      },
    }),
  };
}

/** The report of some tasks, with all others as `present` has them. */
export function withRest(report, present) {
  const kept = completed(present);
  const tasks = taskTable.flatMap(({ id }) => {
    const entry = [...report.tasks, ...kept.tasks].find((task) => task.id === id);
    return entry ? [entry] : [];
  });
  const machines = [...present.machines, ...report.machines].map((one) => JSON.stringify(one));
  const sampled = report.sampled ?? kept.sampled;
  const quick = report.quick ?? present.quick;
  return {
    ...report,
    date: [present.date, report.date].filter(Boolean).sort().at(-1) ?? null,
    machines: [...new Set(machines)].map((text) => JSON.parse(text)),
    pictures: present.pictures,
    tasks,
    // Its bounds compare it with the tasks' runs.
    ...(sampled && { sampled: { ...sampled, verdicts: sampledVerdicts(sampled, tasks) } }),
    ...(quick && { quick }),
  };
}

function missing(jobs, results) {
  const lacking = jobs.length - results.length;
  return lacking > 0 ? `${lacking} of ${jobs.length} runs have not been made` : "";
}

/** Writes report and pictures ({ task, name, title, svg }) below `folder`; gives the files' names. */
export function writeReport(folder, report, pictures) {
  for (const { task, name, title } of pictures) {
    const parts = [...report.tasks, ...(report.sampled ? [report.sampled] : [])];
    const entry = parts.find(({ id }) => id === task) ?? report;
    entry.pictures.push({ file: `${pictureFolder}/${name}.svg`, title });
  }
  const files = [
    ["reproduction.json", `${JSON.stringify(report, null, 1)}\n`],
    ["reproduction.md", markdown(report)],
    ...pictures.map(({ name, svg }) => [`${pictureFolder}/${name}.svg`, svg]),
  ];
  mkdirSync(path.join(folder, pictureFolder), { recursive: true });
  return files.map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

// ---- numbers in words ----------------------------------------------------------------------------

const publishedText = (value) =>
  Array.isArray(value) ? `${number(value[0])} ± ${number(value[1], 2)}` : number(value);
const publishedMean = (value) => (Array.isArray(value) ? value[0] : value);
const percent = (fraction) =>
  Number.isFinite(fraction) ? `${number(100 * fraction, 2)} %` : "left every bound";

/** A network's name in a table. */
function modelText(task, model) {
  const { title, short } = variantOf(task, model);
  return short ?? title;
}
const figureText = {
  trainLoss: "training loss",
  testLoss: "test loss",
  energyMse: "energy MSE",
  notebookEnergyMse: "energy MSE as the original judges",
  energyDrift: "energy drift",
  coordinateMse: "coordinate MSE",
  fieldError: "field error",
  discrepancyMedian: "energy discrepancy, median",
  discrepancyMean: "energy discrepancy, mean",
  seconds: "training time, s",
  processorSeconds: "processor time of the training, s",
};
/** The published figure that a figure of ours stands beside. */
const publishedFigure = { notebookEnergyMse: "energyMse" };

// ---- parts of the page ---------------------------------------------------------------------------

/** Energy errors of all tasks; the ratio compares like with like: the original's judgement where it differs from ours. */
function overview({ tasks }) {
  const rowOf = (task, model) => {
    const { summary, published } = task;
    const ours = summary[model].energyMse;
    const judged = summary[model].notebookEnergyMse;
    const theirs = published?.[model].energyMse;
    const compared = judged ?? ours;
    const ratio = compared && theirs ? number(compared.mean / publishedMean(theirs), 2) : "–";
    const [title, kept] = firstOnly(task, model);
    return [
      title,
      modelText(task, model),
      ours ? withError(ours) : "–",
      judged ? withError(judged) : "–",
      theirs ? publishedText(theirs) : "–",
      ratio,
      kept,
    ];
  };
  const head = ["task", "network", "ours", "as the original judges", "published"];
  return table(
    [...head, "ours / published", "bounds met"],
    tasks
      .filter(({ headline }) => !headline)
      .flatMap((task) => modelsOf(task).map((model) => rowOf(task, model))),
  );
}

/** Tasks with a figure of their own, by which their papers judge. */
function familiesOverview(tasks) {
  const rowOf = (task, model) => {
    const { summary, published, headline } = task;
    const ours = summary[model][headline];
    const theirs = published?.[model]?.[headline];
    const [title, kept] = firstOnly(task, model);
    return [
      title,
      modelText(task, model),
      title && figureText[headline],
      ours ? withError(ours) : "–",
      theirs ? publishedText(theirs) : "–",
      kept,
    ];
  };
  return table(
    ["task", "network", "figure", "ours", "published", "bounds met"],
    tasks.flatMap((task) => modelsOf(task).map((model) => rowOf(task, model))),
  );
}

/** What stands in a task's first row only: its title, and how many of its bounds are met. */
function firstOnly(task, model) {
  const { id, title, verdicts, missing: lacking } = task;
  if (model !== modelsOf(task)[0]) return ["", ""];
  const kept = verdicts.filter((verdict) => verdict.met).length;
  return [`[${title}](#${id})${lacking ? " (incomplete)" : ""}`, `${kept} of ${verdicts.length}`];
}

/** Where the data come from, as far as the settings tell. */
function dataText({ measured, settings }) {
  const { trajectories, points, duration, noise, trainFraction, derivative } = settings;
  const share = `${number(100 * trainFraction)} %`;
  if (settings.samples === "grid") {
    return `a grid of ${points} × ${points} states over the phase portrait, noise σ = ${noise}, of which ${share} train`;
  }
  return measured
    ? `a recording whose first ${share} train, derivatives by ${derivative} differences`
    : `${trajectories} trajectories of ${points} points over t = ${duration}, noise σ = ${noise}, of which ${share} train`;
}

function settingsText(task) {
  const { hidden, activation, batchSize, steps, learningRate, weightDecay, schedule, lossNorm } =
    task.settings;
  const text = [
    `hidden layers ${hidden.join(", ")}, ${activation}`,
    dataText(task),
    `${steps === undefined ? "" : `${steps} steps, `}${batchSize === 0 ? "full batch" : `batches of ${batchSize}`}`,
    `Adam, learning rate ${number(learningRate)}, ${schedule}, weight decay ${number(weightDecay)}`,
  ];
  if (lossNorm && lossNorm !== "l2") text.push(`${lossNorm} loss`);
  const { coordinates, angles } = task.settings;
  if (coordinates === "velocities") text.push("on (q, q̇)");
  if (angles === "cos-sin") text.push("angles as cosine and sine");
  return [...text, ...variantsText(task)].join("; ");
}

/** How the networks' settings differ, as far as their names do not tell. */
function variantsText(task) {
  const named = ["model", "coordinates"];
  return variantsOf(task).flatMap(({ title, settings }) => {
    const own = Object.entries(settings).filter(([key]) => !named.includes(key));
    return own.length > 0
      ? [`${title}: ${own.map(([key, value]) => `${value} ${key}`).join(", ")}`]
      : [];
  });
}

function figureTable(task) {
  const { summary, published } = task;
  const rows = [];
  for (const figure of figures) {
    for (const model of modelsOf(task)) {
      const ours = summary[model][figure];
      if (!ours) continue;
      const theirs = published?.[model]?.[publishedFigure[figure] ?? figure];
      const ratio = theirs === undefined ? "–" : number(ours.mean / publishedMean(theirs), 2);
      const shown = theirs === undefined ? "–" : publishedText(theirs);
      rows.push([figureText[figure], modelText(task, model), withError(ours), shown, ratio]);
    }
  }
  return table(["figure", "network", "ours", "published", "ours / published"], rows);
}

function sectionTable(task) {
  const { section, runs } = task;
  const rows = runs
    .filter((run) => run.section)
    .map((run) => {
      const errors = orbitErrors(run.section).sort((a, b) => a - b);
      const middle = (errors[Math.floor((errors.length - 1) / 2)] + errors[errors.length >> 1]) / 2;
      return [
        run.model === "truth" ? "truth" : `${modelText(task, run.model)}, seed ${run.seed}`,
        percent(errors[0]),
        percent(middle),
        percent(errors.at(-1)),
      ];
    });
  return [
    `Largest |H − E|/E over t = ${section.duration} of ${section.orbits} orbits at E = ${section.energy}, which start on the section q₁ = 0, the same for all:`,
    table(["motion", "best orbit", "median", "worst orbit"], rows),
  ].join("\n\n");
}

function chaosTable({ chaos, chaoticSali, runs }) {
  const found = runs.filter((run) => run.chaos);
  const truth = found.find((run) => run.model === "truth");
  if (!truth) return "";
  const verdicts = found.map((run) => chaotic(run.chaos, chaoticSali));
  const cell = (run, at, i) => {
    const verdict = verdicts[at][i];
    if (verdict === null) return "left every bound";
    const words = verdict ? "chaotic" : "regular";
    return `${words}, ${number(run.chaos.exponent[i], 2)}, ${number(run.chaos.sali[i], 1)}`;
  };
  const heads = found.map((run) => (run.model === "truth" ? "truth" : `HNN, seed ${run.seed}`));
  const rows = truth.chaos.sali.map((_, i) => [i + 1, ...found.map((run, at) => cell(run, at, i))]);
  const agreeing = found.map((run, at) =>
    run === truth
      ? ""
      : `${agreement(verdicts[found.indexOf(truth)], verdicts[at])} of ${rows.length}`,
  );
  return [
    `Lyapunov exponents and SALI (smaller alignment index) of ${chaos.orbits} orbits at E = ${chaos.energy} after t = ${chaos.duration}. ` +
      `An orbit is called chaotic where SALI ends below ${number(chaoticSali)}: two deviations line up as e^(−λt) where neighbours part as e^(λt), ` +
      `so that takes a time ln(1/${number(chaoticSali)})/λ, and t = ${chaos.duration} tells every exponent above ${number(Math.log(1 / chaoticSali) / chaos.duration, 1)}; ` +
      "on a regular orbit SALI stays of order 1, and a network's float arithmetic keeps it above about 1e-8 on a chaotic one. An exponent alone needs a threshold that depends on the time, since that of a regular orbit falls only like ln(t)/t. " +
      "Each cell: verdict, exponent, SALI.",
    table(["orbit", ...heads], [...rows, ["agree", ...agreeing]]),
  ].join("\n\n");
}

function taskPart(task) {
  const { id, title, published, caveats, verdicts, pictures, runs } = task;
  const seeds = [...new Set(runs.filter((run) => run.model !== "truth").map((run) => run.seed))];
  const parts = [`<a id="${id}"></a>`, `## ${title}`];
  if (task.missing) parts.push(`Incomplete: ${task.missing}.`);
  parts.push(`Settings: ${settingsText(task)}. Seeds: ${seeds.join(", ") || "none"}.`);
  if (seeds.length > 0) parts.push(figureTable(task));
  if (published) parts.push(`Published: ${published.source}.`);
  if (verdicts.length > 0) {
    const rows = verdicts.map((verdict) => [verdict.text, verdict.found, met(verdict)]);
    parts.push(table(["bound", "found", ""], rows));
  }
  if (task.section && runs.some((run) => run.section)) parts.push(sectionTable(task));
  if (task.chaos) parts.push(chaosTable(task));
  const stopped = runs.filter((run) => run.stopped);
  for (const run of stopped)
    parts.push(`${modelText(task, run.model)}, seed ${run.seed}: ${run.stopped}`);
  parts.push(caveats.map((caveat) => `- ${caveat}`).join("\n"));
  parts.push(...shown(pictures));
  return parts.filter(Boolean).join("\n\n");
}

/** Time of all trainings together, in whole minutes. */
function trainingMinutes({ tasks }) {
  const seconds = tasks.flatMap(({ runs }) => runs.map((run) => run.seconds ?? 0));
  return Math.max(1, Math.round(seconds.reduce((sum, value) => sum + value, 0) / 60));
}

const machineText = ({ cpu, cores, node, platform }) =>
  `${cpu}, ${cores} cores, ${platform}, Node ${node}`;

/** The page. */
export function markdown(report) {
  const { date, machines, tasks } = report;
  const families = tasks.filter(({ headline }) => headline);
  return `${[
    "# Reproduction",
    `The published experiments, trained and evaluated again by \`npm run reproduce\`: the WebAssembly module in Node, one thread a network. ` +
      `This page is written by that program from [reproduction.json](reproduction.json), which holds every run with its settings and the fingerprint of its weights; do not edit it.`,
    `Run on ${date ?? "no day yet"}${machines.length > 0 ? ` (${machines.map(machineText).join("; ")})` : ""}. ` +
      "Only the training times depend on the machine: the same settings and seed give the same weights, bit for bit, everywhere. " +
      "A training time is that of the clock, however busy the machine was with other work; the processor time, where it was measured, is what the training itself took.",
    "Energy MSE, means over seeds ± standard error: the mean square difference between the true H along the model's roll-out and along the true motion, " +
      "over 15 roll-outs from starts drawn like the training data (for the real pendulum: over the held-out part of the recording). " +
      "For spring and pendulum the original judges otherwise; for these its judgement of our networks stands beside ours and is what is compared with the published number.",
    ...(tasks.some(({ headline }) => !headline) ? [overview(report)] : []),
    ...(families.length > 0
      ? [
          "Dissipative and Lagrangian networks, each task by the figure of its paper:",
          familiesOverview(families),
        ]
      : []),
    ...(report.sampled
      ? [`Networks fitted by one linear solve: [${report.sampled.title}](#sampled).`]
      : []),
    ...(report.quick ? ["The defaults of the page learn faster: [quick settings](#quick)."] : []),
    ...shown(report.pictures),
    ...tasks.map(taskPart),
    ...(report.sampled ? [sampledPart(report.sampled, tasks)] : []),
    ...(report.quick ? [quickPart(report.quick)] : []),
    "## Again",
    [
      "```",
      "npm run reproduce                     # everything; ended by Ctrl-C it goes on from there when started again",
      "npm run reproduce -- --task two-body  # one task, a table",
      "npm run reproduce -- --task sampled   # the networks fitted by one linear solve",
      "npm run reproduce -- --task quick     # the quick settings beside the published ones",
      "npm run reproduce -- --task two-body --out docs  # this page with that task repeated, all else unchanged",
      "npm run reproduce -- --report-only    # this page from the runs that are kept in build/reproduce",
      "```",
    ].join("\n"),
    `All trainings together took ${trainingMinutes(report)} minutes here, two at a time; judging comes on top. ` +
      "The real pendulum needs the recording of Schmidt & Lipson 2009, which is not part of this project: `--recording FILE`; without it that task is skipped. " +
      "Finished runs are kept under a hash of their settings and of what the core computes in a short run of the same kind, so a change of the core that changes a number trains anew, and nothing else does.",
  ].join("\n\n")}\n`;
}
