// How fast it is: training steps, the bare product, roll-outs and pictures, natively, under Node and in Chromium; with
// --peers beside TensorFlow.js, jax-js, PyTorch and OpenBLAS, whose gradients are checked before they are timed.
//
//   npm run bench                           our own figures, as a table
//   npm run bench -- --peers                and the peers', which are installed into tests/bench/peers first
//   npm run bench -- --peers --report       writes docs/performance.json, .md and the pictures (20 to 30 minutes)
//   npm run bench -- --report-only          the page and its pictures from docs/performance.json
//
//   --json               one JSON object a result, instead of a table
//   --only a,b           only these places (native, node, chromium), or races (product, step, evaluation …)
//   --quick              short blocks and no waiting: tries everything out; the figures mean nothing, and a report says so
//   --out FOLDER         where --report writes (docs)
//
// Contestants take turns, pinned to a core where the machine has taskset. Figures of two machines must not be
// compared, and nothing else should run meanwhile. Progress goes to standard error.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPeers } from "./installPeers.mjs";
import { commit, describeMachine, versions } from "./machine.mjs";
import { buildPage } from "./page.mjs";
import { pageFeel } from "./pageFeel.mjs";
import { chosenRaces, places, raceNames } from "./races.mjs";
import { format, writeReport } from "./report.mjs";
import { firstCalls, quickPace, race, usualPace } from "./rounds.mjs";
import { fractionOfProduct, printTable } from "./table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const say = (text) => console.error(text);

const optionTable = {
  peers: { type: "boolean", default: false },
  report: { type: "boolean", default: false },
  "report-only": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  only: { type: "string" },
  quick: { type: "boolean", default: false },
  out: { type: "string", default: path.join(root, "docs") },
  help: { type: "boolean", default: false },
};

/** --only as { places, races }; a list that is not spoken of leaves everything in. */
function readOnly(text) {
  if (text === undefined) return {};
  const names = text.split(",").map((name) => name.trim());
  for (const name of names) {
    if (![...places, ...raceNames].includes(name)) {
      const known = [...places, ...raceNames].join(", ");
      throw new Error(`--only must name some of ${known}, got ${JSON.stringify(name)}`);
    }
  }
  const among = (list) => {
    const found = names.filter((name) => list.includes(name));
    return found.length > 0 ? found : undefined;
  };
  return { places: among(places), races: among(raceNames) };
}

function readOptions() {
  const { values } = parseArgs({ options: optionTable });
  if (values.report && (values.only !== undefined || !values.peers)) {
    throw new Error("--report needs every race with all peers: give --peers, and leave --only out");
  }
  return { ...values, only: readOnly(values.only) };
}

const wants = ({ only }, place, name) =>
  (only.places?.includes(place) ?? true) && (only.races?.includes(name) ?? true);

/** Leaves out what was not built. */
function withoutUnbuilt(list) {
  const program = { native: "training_step", openblas: "openblas_product" };
  const missing = Object.keys(program).filter(
    (via) => !existsSync(path.join(root, "build/release/bin", program[via])),
  );
  const wanted = new Set(list.flatMap(({ contestants }) => contestants.map(({ via }) => via)));
  for (const via of missing.filter((name) => wanted.has(name))) {
    say(
      `${program[via]}: skipped; \`cmake --preset release && cmake --build --preset release\` builds it`,
    );
  }
  return list
    .map((entry) => ({
      ...entry,
      contestants: entry.contestants.filter(({ via }) => !missing.includes(via)),
    }))
    .filter(({ contestants }) => contestants.length > 0);
}

/** Runs what is wanted; gives one list of results after the other. */
async function* measure(options) {
  const pace = options.quick ? quickPace : usualPace;
  const list = withoutUnbuilt(chosenRaces({ only: options.only, withPeers: options.peers }));
  if (options.peers) installPeers(say);
  const vias = list.flatMap(({ contestants }) => contestants.map(({ via }) => via));
  if (vias.includes("chromium")) await buildPage();
  for (const entry of list) {
    yield await (entry.kind === "race" ? race : firstCalls)(entry, pace, say);
  }
  if (wants(options, "chromium", "page")) yield await pageFeel(options.quick ? 2 : 20, say);
}

async function main() {
  const options = readOptions();
  if (options.help) {
    const [story] = readFileSync(fileURLToPath(import.meta.url), "utf8").split("\n\n");
    return console.log(story.replace(/^\/\/ ?/gm, ""));
  }
  if (options["report-only"]) {
    const report = JSON.parse(readFileSync(path.join(options.out, "performance.json"), "utf8"));
    return say(`wrote ${writeReport(options.out, report).join(", ")}`);
  }
  const began = Date.now();
  const head = { date: new Date().toISOString().slice(0, 10), commit: commit() };
  const all = [];
  for await (const results of measure(options)) {
    if (options.json) {
      for (const result of results) {
        console.log(JSON.stringify({ ...result, ...fractionOfProduct(result, results) }));
      }
    }
    all.push(...results);
  }
  if (!options.json) printTable(all);
  say(`took ${Math.round((Date.now() - began) / 6000) / 10} minutes`);
  if (!options.report) return;
  const pace = options.quick ? quickPace : usualPace;
  const about = { machine: describeMachine(), versions: versions(), pace };
  const report = { format, ...head, ...about, results: all };
  say(`wrote ${writeReport(options.out, report).join(", ")}`);
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
