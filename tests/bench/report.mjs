// docs/performance.md: the prose of performance.template.md with tables made of docs/performance.json, of which it is a pure
// function (a test holds it to that), and the pictures.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pictures } from "./pictures.mjs";
import { lagrangianSampleCount, withNewer } from "./races.mjs";
import { usualPace } from "./rounds.mjs";
import { fractionOfProduct, percent, rateOf, remark, shortNumber } from "./table.mjs";
import { targets } from "./targets.mjs";

export const format = "hnn-lab/performance/1";

const template = new URL("./performance.template.md", import.meta.url);

// ---- words ---------------------------------------------------------------------------------------------

const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const placeText = { native: "native", node: "Node", chromium: "Chromium" };
const peerText = {
  "hnn-lab": "HNN Lab",
  tfjs: "TensorFlow.js",
  "jax-js": "jax-js",
  torch: "PyTorch",
  openblas: "OpenBLAS",
};

const spreadText = ({ median, min, max }) =>
  `${shortNumber(median)} (${shortNumber(min)} … ${shortNumber(max)})`;
const timeText = (result) => (result.ms ? spreadText(result.ms) : "–");

/** The rates of a product's fastest, middle and slowest block. */
function ratesText(result) {
  if (!result.ms) return "–";
  const rate = (ms) => result.flop / ms / 1e6;
  const { median, min, max } = result.ms;
  return spreadText({ median: rate(median), min: rate(max), max: rate(min) });
}

const megabytes = (bytes) => (bytes ? shortNumber(bytes / 1e6) : "–");

const threadsText = ({ threads }) => (threads > 1 ? `, ${threads} threads` : "");

// ---- the parts of the page --------------------------------------------------------------------------------

const isTrial = ({ block, rounds }) => block < usualPace.block || rounds < usualPace.rounds;

/** "LNN step, N = 512: 2026-11-26 at commit 1234abcd", for each race that was measured apart from the rest. */
function addedTexts(results) {
  const added = results.filter(({ added: since }) => since);
  const texts = added.map(
    ({ race, added: { date, commit } }) => `${race}: ${date} at commit ${commit}`,
  );
  return [...new Set(texts)];
}

function machine({ date, commit, machine: about, versions, pace, results }) {
  const { processor, cores, memoryGigabytes, system, pinned } = about;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const paces = [pace, ...results.map(({ added }) => added?.pace ?? pace)];
  const added = addedTexts(results);
  return [
    ...(paces.some(isTrial)
      ? ["**A trial with short blocks: these figures mean nothing.**\n"]
      : []),
    `Measured on ${date} at commit ${commit}, on ${cores} cores of ${processor}, ${memoryGigabytes} GB, ${system}: ` +
      `${names.join(", ")}.`,
    ...(added.length > 0 ? [`On the same machine, measured apart: ${added.join("; ")}.`] : []),
    `${pace.rounds} rounds of blocks of ${pace.block} s after a warm-up of ${pace.warmUp} s, ` +
      `${pinned ? "each contestant pinned to one core (two, where it has two threads)" : "not pinned to cores"}. ` +
      "Times in ms: median (smallest … largest block).",
  ].join("\n");
}

function targetTable({ results }) {
  const rows = targets(results).map(({ what, bound, found, most, also, met }) => {
    const known = Number.isFinite(found);
    const beside = Number.isFinite(also) ? ` (${shortNumber(also)} times OpenBLAS)` : "";
    return [
      what,
      `${most ? "≤" : "≥"} ${bound}`,
      known ? `${shortNumber(found)}${beside}` : "not measured",
      met ? "met" : known ? "**missed**" : "–",
    ];
  });
  return table(["what", "wanted", "found", ""], rows);
}

function productTable({ results }) {
  const rows = results
    .filter(({ race }) => race === "product")
    .map((result) => [
      placeText[result.place],
      [peerText[result.peer], result.form].filter(Boolean).join(", "),
      ratesText(result),
      remark(result) || "",
    ]);
  return table(["where", "what", "GFLOP/s", ""], rows);
}

/** All who took a step of N samples, in the order of the race; rates only where products are counted. */
function stepTable(results, race) {
  const steps = results.filter((result) => result.race === race && result.work === "step");
  const own = steps.find(({ place }) => place === "node");
  const hasRates = steps.some(({ flop }) => flop);
  const rates = (result) => [
    shortNumber(rateOf(result)),
    percent(fractionOfProduct(result, results).fractionOfKernel),
  ];
  const rows = steps.map((result) => [
    placeText[result.place],
    `${peerText[result.peer]}: ${result.form}${threadsText(result)}`,
    timeText(result),
    result.ms && own?.ms ? shortNumber(result.ms.median / own.ms.median) : "–",
    ...(hasRates ? rates(result) : []),
    remark(result),
  ]);
  const rateHead = hasRates ? ["GFLOP/s", "of the kernel"] : [];
  return table(["where", "who and how", "ms", "times ours in Node", ...rateHead, ""], rows);
}

function stepTables({ results }) {
  const races = [...new Set(results.map(({ race }) => race))].filter((race) =>
    race.startsWith("step, "),
  );
  return races
    .map((race) => `### ${race.slice("step, ".length)}\n\n${stepTable(results, race)}`)
    .join("\n\n");
}

const lagrangianTable = ({ results }) =>
  stepTable(results, `LNN step, N = ${lagrangianSampleCount}`);

function otherTable({ results }, wanted, withProducts = false) {
  const rows = results
    .filter(({ race, work }) => race === wanted && (withProducts || work !== "product"))
    .map((result) => [
      placeText[result.place],
      result.form || result.work,
      String(result.n),
      timeText(result),
      percent(fractionOfProduct(result, results).fractionOfKernel),
      remark(result),
    ]);
  return table(["where", "what", "N", "ms", "of the kernel", ""], rows);
}

function twoModels({ results }) {
  const rows = results
    .filter(({ race }) => race === "two models")
    .map((result) => [String(result.models), timeText(result), remark(result)]);
  return table(["models training in parallel", "ms per step of each", ""], rows);
}

function training({ results }) {
  const whole = results.find(({ race }) => race === "whole training");
  const paper = results.find(
    ({ race, peer, key }) => race === "step, N = 1125" && peer === "torch" && key === "paper",
  );
  const rows = [
    ["HNN Lab, Node", whole?.times ? shortNumber(whole.times[0] / 1e3) : "–"],
    ["PyTorch, the paper's loop: 2000 times its step above", shortNumber(paperSeconds(paper))],
  ];
  return table(["the pendulum's 2000 steps", "seconds"], rows);
}

/** Seconds of a whole training, and how many times the fastest one's. */
function quality({ results }) {
  const of = results.filter(({ race }) => race === "published quality");
  if (of.length === 0) return "Not measured.";
  const seconds = ({ ms, trainingCalls }) =>
    ms &&
    Object.fromEntries(
      Object.entries(ms).map(([key, value]) => [key, (value * trainingCalls) / 1e3]),
    );
  const first = seconds(of[0])?.median ?? Number.NaN;
  const rows = of.map((result) => {
    const time = seconds(result);
    return [
      `${peerText[result.peer]}: ${result.form}`,
      placeText[result.place],
      time ? spreadText(time) : "–",
      time ? shortNumber(time.median / first) : "–",
      remark(result),
    ];
  });
  return table(["who and how", "where", "seconds", "times the first", ""], rows);
}

const paperSeconds = (paper) => (paper?.ms ? (2000 * paper.ms.median) / 1e3 : Number.NaN);

function firstSteps({ results }) {
  const shown = [1, 2, 3, 5, 10, 20];
  const rows = results
    .filter(({ race }) => race === "first steps")
    .map((result) => [
      placeText[result.place],
      `${result.form}, N = ${result.n}`,
      ...shown.map((call) => shortNumber(result.times?.[call - 1] ?? Number.NaN)),
    ]);
  return table(["where", "what", ...shown.map((call) => `step ${call}`)], rows);
}

/** What is varied in a scaling race, as the first cell of a row. */
const varied = {
  samples: ({ n }) => n,
  width: ({ hidden }) => hidden[0],
  depth: ({ hidden }) => hidden.length,
  dimension: ({ inputs }) => inputs,
};

/** Numbers in the weight matrices. */
export const weightCount = ({ inputs, hidden }) =>
  [inputs, ...hidden].reduce(
    (sum, size, i, sizes) => sum + size * (i + 1 < sizes.length ? sizes[i + 1] : 1),
    0,
  );

function scalingTable(results, what) {
  const race = `scaling: ${what}`;
  const own = results.filter((result) => result.race === race);
  const at = (result, place) =>
    own.find((other) => other.place === place && varied[what](other) === varied[what](result));
  const rows = own
    .filter(({ place }) => place === "native")
    .map((native) => {
      const node = at(native, "node");
      const perWeight = (result) =>
        result?.ms ? (1e6 * result.ms.median) / (result.n * weightCount(result)) : Number.NaN;
      return [
        String(varied[what](native)),
        timeText(native),
        node ? timeText(node) : "–",
        shortNumber(perWeight(native)),
        shortNumber(perWeight(node)),
        megabytes(native.memory),
        megabytes(node?.memory),
      ];
    });
  const head = [
    ...[what, "native, ms", "Node, ms", "native, ns per sample and weight", "Node, ns"],
    ...["native, MB", "Node, MB of wasm memory"],
  ];
  return table(head, rows);
}

function scaling({ results }) {
  return Object.keys(varied)
    .map((what) => `### ${what}\n\n${scalingTable(results, what)}`)
    .join("\n\n");
}

function page({ results }) {
  const of = (work) => results.find((result) => result.race === "page" && result.work === work);
  const [frames, tasks, solving] = [of("frames"), of("long tasks"), of("click to picture")];
  if (!frames || !tasks || !solving) return "Not measured.";
  const { seconds } = frames;
  const longTasks =
    tasks.n === 0
      ? "no task of 50 ms or more"
      : `${tasks.n} tasks of 50 ms or more, the longest of ${tasks.ms.max} ms`;
  return (
    `While both networks train for ${seconds} s in Chromium (rendering in software), the main thread draws ${frames.n} frames ` +
    `(${Math.round(frames.n / seconds)} a second, median ${frames.ms.median} ms apart, longest ${frames.ms.max} ms) ` +
    `and has ${longTasks}.\n\nFrom a click on “Solve” to the picture of the solved pendulum: ${solving.ms.median} ms ` +
    `(${solving.ms.min} … ${solving.ms.max}) in ${solving.n} fresh visits, opening two workers included.`
  );
}

const parts = {
  machine,
  targets: targetTable,
  product: productTable,
  steps: stepTables,
  lagrangian: lagrangianTable,
  otherModels: (report) => otherTable(report, "other models"),
  evaluation: (report) => otherTable(report, "evaluation"),
  sizes: (report) => otherTable(report, "sizes", true),
  twoModels,
  training,
  quality,
  firstSteps,
  scaling,
  page,
};

/** The page of a report. */
export function markdown(report) {
  return readFileSync(template, "utf8").replace(/\{\{(\w+)\}\}/g, (mark, name) => {
    if (!parts[name])
      throw new Error(`performance.template.md asks for ${mark}, which there is not`);
    return parts[name](report);
  });
}

// ---- adding ----------------------------------------------------------------------------------------------

/**
 * Refuses figures of another machine, or of other versions of what is installed now. Our own may differ, since each
 * result's commit tells it.
 */
export function requireSameMachine(report, { machine: about, versions }) {
  const told = ({ machine, versions: { "hnn-lab": _, ...others } }) => ({ ...machine, ...others });
  const [was, is] = [told(report), told({ machine: about, versions })];
  for (const key of Object.keys(is)) {
    if (!(key in was) || was[key] === is[key]) continue;
    throw new Error(
      `figures cannot be added to the report, whose ${key} was ${was[key]} and now is ${is[key]}; measure all with --report`,
    );
  }
}

/** A report with more results, or newer ones; each says when and where it was measured, `now` being a report's head. */
export function reportWith(report, results, now) {
  const { date, commit, pace } = now;
  const isOtherPace = JSON.stringify(pace) !== JSON.stringify(report.pace);
  const added = { date, commit, ...(isOtherPace && { pace }) };
  const dated = results.map((result) => ({ ...result, added }));
  const versions = { ...now.versions, ...report.versions };
  return { ...report, versions, results: withNewer(report.results, dated) };
}

// ---- writing ---------------------------------------------------------------------------------------------

/** One result a line, so that a difference shows what changed. */
export function printReport({ results, ...head }) {
  const lines = results.map((result) => `  ${JSON.stringify(result)}`);
  const opened = JSON.stringify(head, null, 1).slice(0, -2);
  return `${opened},\n "results": [\n${lines.join(",\n")}\n ]\n}\n`;
}

/** Writes JSON, page and pictures below `folder`; gives the files' names. */
export function writeReport(folder, report) {
  if (report.format !== format) {
    throw new Error(`performance.json must have the format ${format}, got ${report.format}`);
  }
  const files = [
    ["performance.json", printReport(report)],
    ["performance.md", markdown(report)],
    ...pictures(report.results).map(({ file, svg }) => [file, svg]),
  ];
  return files.map(([name, text]) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}
