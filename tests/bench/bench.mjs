// How fast a training step is, natively and as WebAssembly under Node, and what the page's main thread feels
// while both networks train in Chromium.
//
//   npm run bench [-- --json] [--only native|node|chromium]
//
// --json prints one JSON object a line; else a table. `fractionOfKernel` is the step's rate over the rate of the
// bare matrix product, counting 6 products of N × 200 × 200 for an HNN and 3 for a baseline. Figures of two
// machines must not be compared, and nothing else should run meanwhile.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createLab } from "../../web/src/lab/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const width = 200;
const places = ["native", "node", "chromium"];

const say = (text) => console.error(text);

/** Median, smallest and largest. */
function spread(values, digits = 4) {
  const sorted = [...values].sort((a, b) => a - b);
  const round = (value) => Number(value.toFixed(digits));
  return {
    median: round(sorted[Math.floor(sorted.length / 2)]),
    min: round(sorted[0]),
    max: round(sorted.at(-1)),
  };
}

// ---- native --------------------------------------------------------------------------------------

function native() {
  const program = path.join(root, "build/release/bin/training_step");
  if (!existsSync(program)) {
    say("native: skipped; `cmake --preset release && cmake --build --preset release` builds it");
    return [];
  }
  say("native …");
  const { stdout, status, stderr } = spawnSync(program, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

// ---- WebAssembly under Node ----------------------------------------------------------------------

const warmUp = 600; // ms; V8 optimises a function only after it has run for a while
const blockTime = 250; // ms
const blocks = 9;

/** Milliseconds per call, in blocks of about a quarter of a second. `work(count)` makes that many calls. */
function timeBlocks(work) {
  const began = performance.now();
  let calls = 0;
  while (performance.now() - began < warmUp || calls < 3) {
    work(1);
    calls++;
  }
  const perBlock = Math.max(2, Math.round((calls * blockTime) / (performance.now() - began)));
  return Array.from({ length: blocks }, () => {
    const start = performance.now();
    work(perBlock);
    return (performance.now() - start) / perBlock;
  });
}

const stepCases = [
  ...[200, 1125, 4096].map((n) => ({ model: "hnn", system: "pendulum", n })),
  ...[200, 1125, 4096].map((n) => ({ model: "baseline", system: "pendulum", n })),
  { model: "hnn", system: "two-body", n: 200 },
];
/** Trajectories and points of which half are n samples. */
const dataOf = { 200: [20, 20], 1125: [50, 45], 4096: [64, 128] };
const productsOf = { hnn: 6, baseline: 3 };

async function node() {
  const lab = await createLab();
  say("node …");
  const gemmSamples = 1125;
  const flop = 2 * width * width;
  const gemmTimes = timeBlocks((count) => lab.gemmSeconds(width, gemmSamples, count));
  const rates = gemmTimes.map((ms) => (flop * gemmSamples) / ms / 1e6);
  const gflops = spread(rates, 2);
  const results = [
    {
      bench: "gemm",
      where: "node",
      peer: "hnn-lab",
      form: `${width}x${width}x${gemmSamples}`,
      n: gemmSamples,
      gflops,
    },
  ];
  for (const { model, system, n } of stepCases) {
    const [trajectories, points] = dataOf[n];
    const run = lab.session({
      ...{ system, model, trajectories, points, hidden: [width, width] },
      ...{ trainFraction: 0.5, batchSize: 0, learningRate: 1e-4 },
    });
    const inputs = run.network.stateSize;
    const ms = spread(timeBlocks((count) => run.advance(count, false)));
    const rate = (productsOf[model] * flop * n) / ms.median / 1e6;
    results.push({
      bench: `${model}-step`,
      where: "node",
      peer: "hnn-lab",
      form: `${inputs}-${width}-${width}-${model === "hnn" ? 1 : inputs}`,
      n,
      ms,
      fractionOfKernel: Number((rate / gflops.median).toFixed(3)),
    });
    run.dispose();
  }
  return results;
}

// ---- Chromium ------------------------------------------------------------------------------------

const watched = 20; // s of training

async function chromium() {
  const { ready, withPage } = await import("../e2e/support.mjs");
  const { buildSite } = await import("../../web/scripts/build.mjs");
  say("chromium …");
  await buildSite();
  const { tasks, frames } = await withPage("chromium", async ({ browser }) => {
    await ready(browser);
    await browser.evaluate(() => {
      const seen = { tasks: [], frames: [] };
      globalThis.seen = seen;
      // Chromium reports tasks of 50 ms and more.
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.tasks.push(duration);
      }).observe({ type: "longtask" });
      let last = performance.now();
      const frame = () => {
        const now = performance.now();
        seen.frames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await browser.click("#train");
    await new Promise((resolve) => setTimeout(resolve, watched * 1000));
    return browser.evaluate(() => globalThis.seen);
  });
  const common = { where: "chromium", peer: "hnn-lab", form: "both networks training" };
  const none = { median: 0, min: 0, max: 0 };
  return [
    {
      bench: "long-task",
      ...common,
      n: tasks.length,
      seconds: watched,
      ms: tasks.length > 0 ? spread(tasks, 1) : none,
    },
    { bench: "frame", ...common, n: frames.length, seconds: watched, ms: spread(frames, 1) },
  ];
}

// ---- all of them ---------------------------------------------------------------------------------

function printTable(results) {
  const row = (cells) =>
    console.log(cells.map((cell, i) => cell.padEnd([14, 10, 24, 7, 30, 10][i])).join(""));
  row(["bench", "where", "form", "n", "median (min … max)", "of kernel"]);
  for (const { bench, where, form, n, ms, gflops, fractionOfKernel } of results) {
    const { median, min, max } = ms ?? gflops;
    const unit = ms ? "ms" : "GFLOP/s";
    const fraction =
      fractionOfKernel === undefined ? "" : `${Math.round(100 * fractionOfKernel)} %`;
    row([bench, where, form, String(n), `${median} (${min} … ${max}) ${unit}`, fraction]);
  }
}

try {
  const { values } = parseArgs({
    options: { json: { type: "boolean", default: false }, only: { type: "string" } },
  });
  if (values.only !== undefined && !places.includes(values.only)) {
    throw new Error(`--only must be ${places.join(" | ")}, got "${values.only}"`);
  }
  const all = [];
  for (const [place, measure] of Object.entries({ native, node, chromium })) {
    if (values.only !== undefined && values.only !== place) continue;
    const results = await measure();
    if (values.json) for (const result of results) console.log(JSON.stringify(result));
    all.push(...results);
  }
  if (!values.json) printTable(all);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
