// How fast it is: training steps, the bare product, roll-outs and pictures, natively, under Node and in Chromium; with
// --peers beside TensorFlow.js, jax-js, PyTorch and OpenBLAS, whose gradients are checked before they are timed.
//
//   npm run bench                           our own figures, as a table
//   npm run bench -- --peers                and the peers', which are installed into tests/bench/peers first
//   npm run bench -- --peers --report       writes docs/performance.json, .md and the pictures (20 to 30 minutes)
//   npm run bench -- --peers --add          measures only the races that docs/performance.json lacks, or again those of
//                                           --only, and adds them, each with its date and commit
//   npm run bench -- --report-only          the page and its pictures from docs/performance.json
//
//   --json               one JSON object a result, instead of a table
//   --only a,b           only these places (native, node, chromium), or races (product, step, evaluation …)
//   --quick              short blocks and no waiting: tries everything out; the figures mean nothing, and a report says so
//   --patience SECONDS   how long a block waits for idle cores (20); one that did not see them is marked
//   --out FOLDER         where --report and --add write (docs)
//
// Contestants take turns, pinned to a core where the machine has taskset. Figures of two machines must not be
// compared, and nothing else should run at the same time. Progress goes to standard error.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPeers } from "./installPeers.mjs";
import { commit, describeMachine, versions } from "./machine.mjs";
import { buildPage } from "./page.mjs";
import { pageFeel } from "./pageFeel.mjs";
import { chosenRaces, places, raceNames, racesLacking } from "./races.mjs";
import { format, reportWith, requireSameMachine, writeReport } from "./report.mjs";
import { firstCalls, quickPace, race, usualPace } from "./rounds.mjs";
import { fractionOfProduct, printTable } from "./table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const say = (text) => console.error(text);

const optionTable = {
  peers: { type: "boolean", default: false },
  report: { type: "boolean", default: false },
  add: { type: "boolean", default: false },
  "report-only": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  only: { type: "string" },
  quick: { type: "boolean", default: false },
  patience: { type: "string", default: String(usualPace.patience) },
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
  if (values.add && (values.report || !values.peers)) {
    throw new Error(
      "--add measures whole races into a report: give --peers, and leave --report out",
    );
  }
  const patience = Number(values.patience);
  if (!(patience >= 0)) {
    throw new Error(`--patience must be a number of seconds, got ${values.patience}`);
  }
  const pace = values.quick ? quickPace : { ...usualPace, patience };
  return { ...values, pace, only: readOnly(values.only) };
}

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

/** The races that are wanted: of a report that is added to without --only, those it lacks. */
function wantedRaces({ only, peers: withPeers }, report) {
  const list = chosenRaces({ only, withPeers });
  const all = only.races === undefined && only.places === undefined;
  return report && all ? racesLacking(list, report.results) : list;
}

const wantsPage = ({ only }, report) =>
  (only.places?.includes("chromium") ?? true) &&
  (only.races?.includes("page") ?? !report?.results.some(({ race: name }) => name === "page"));

/** Runs what is wanted; gives one list of results after the other. */
async function* measure(options, report) {
  const { pace } = options;
  const list = withoutUnbuilt(wantedRaces(options, report));
  const vias = list.flatMap(({ contestants }) => contestants.map(({ via }) => via));
  if (vias.includes("chromium")) await buildPage();
  for (const entry of list) {
    yield await (entry.kind === "race" ? race : firstCalls)(entry, pace, say);
  }
  if (wantsPage(options, report)) yield await pageFeel(options.quick ? 2 : 20, say);
}

/** When, from which sources, where and how it is measured. */
const reportHead = (pace) => ({
  date: new Date().toISOString().slice(0, 10),
  commit: commit(),
  machine: describeMachine(),
  versions: versions(),
  pace,
});

async function main() {
  const options = readOptions();
  if (options.help) {
    const [story] = readFileSync(fileURLToPath(import.meta.url), "utf8").split("\n\n");
    return console.log(story.replace(/^\/\/ ?/gm, ""));
  }
  const present = () =>
    JSON.parse(readFileSync(path.join(options.out, "performance.json"), "utf8"));
  const write = (report) => say(`wrote ${writeReport(options.out, report).join(", ")}`);
  if (options["report-only"]) return write(present());
  const report = options.add ? present() : undefined;
  if (options.peers) installPeers(say);
  const began = Date.now();
  const now = options.report || options.add ? reportHead(options.pace) : undefined;
  if (report) requireSameMachine(report, now);
  const all = [];
  for await (const results of measure(options, report)) {
    if (options.json) {
      for (const result of results) {
        console.log(JSON.stringify({ ...result, ...fractionOfProduct(result, results) }));
      }
    }
    all.push(...results);
  }
  if (!options.json) printTable(all);
  say(`took ${Math.round((Date.now() - began) / 6000) / 10} minutes`);
  if (now) write(report ? reportWith(report, all, now) : { format, ...now, results: all });
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
