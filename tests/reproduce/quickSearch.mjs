// The search that found the quick settings (cpp/api/quick_training.cpp): which small network, trained within the bound of
// processor time, is as good as the published training.
//
//   node --import tsx tests/reproduce/quickSearch.mjs --system pendulum [--model lnn] [--keep FOLDER] [--json]
//
//   --width, --batchSize, --learningRate, --weightDecay LIST   other values than those of the grid ("24,32")
//
// Candidates are all combinations of the grid below; of each, the steps are what fits into `fill` of the bound for the network
// of the system that takes longest, and half of that. A candidate is judged by its worst figure: test loss and energy MSE of
// every network that can fit the system, each over that of the published runs in docs/reproduction.json (means; medians where
// a few roll-outs decide, as in quick.mjs). Three rounds: all candidates with one seed, the best twelve with three, the best
// four with five. Whether the times hold on another machine is for `npm run reproduce -- --task quick` to say.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { catalogue } from "../../web/src/catalogue/catalogue.ts";
import { createLab } from "../../web/src/lab/index.ts";
import {
  boundOf,
  canFit,
  fitFigure,
  lossMargin,
  networksOf,
  quickSeeds,
  quickSettings,
  spread,
  verdictOf,
} from "./quick.mjs";
import { keptOrMade, processorSecondsOf } from "./quickRuns.mjs";
import { number, table } from "./words.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const usualGrid = {
  width: [16, 24, 32, 48, 64],
  batchSize: [16, 32, 64, 128, 200],
  learningRate: [5e-3, 0.01, 0.02, 0.03],
  weightDecay: [0, 1e-4],
};
const rounds = [
  { seeds: 1, keep: 12 },
  { seeds: 3, keep: 4 },
  { seeds: quickSeeds.length, keep: 4 },
];
/** Of the bound, so that a slower machine still keeps it. */
const fill = 0.85;

const { values: options } = parseArgs({
  options: {
    system: { type: "string" },
    model: { type: "string" },
    keep: { type: "string", default: path.join(root, "build/reproduce/quick") },
    json: { type: "boolean", default: false },
    ...Object.fromEntries(Object.keys(usualGrid).map((key) => [key, { type: "string" }])),
  },
});

function listOf(key) {
  if (options[key] === undefined) return usualGrid[key];
  const values = options[key].split(",").map(Number);
  if (values.every(Number.isFinite)) return values;
  throw new Error(
    `--${key} must be numbers with commas between them, got ${JSON.stringify(options[key])}`,
  );
}
const grid = Object.fromEntries(Object.keys(usualGrid).map((key) => [key, listOf(key)]));

const system = catalogue.systems.find(({ id }) => id === options.system);
if (!system) {
  const known = catalogue.systems.map(({ id }) => id).join(", ");
  throw new Error(`--system must be one of ${known}; got ${options.system ?? "none"}`);
}

const published = JSON.parse(readFileSync(path.join(root, "docs/reproduction.json"), "utf8"))
  .quick.systems.find((one) => one.system === system.id)
  .networks.filter(({ model }) => (options.model ? model === options.model : model !== "lnn"))
  .filter((network) => canFit(system, network));
const networks = networksOf(system).filter((one) =>
  published.some(({ model }) => model === one.model),
);
if (networks.length === 0) throw new Error(`no published runs of ${options.model} on ${system.id}`);

const lab = await createLab();
const usual = quickSettings(system, networks[0], 0);

/** All networks that are trained with these settings, also one that cannot fit the system. */
const trained = networksOf(system).filter(({ model }) =>
  options.model ? model === options.model : model !== "lnn",
);

/** Steps within the bound, to two digits; by the network that takes longest. */
function stepsWithin(own) {
  const each = trained.map((network) =>
    processorSecondsOf(lab, { ...quickSettings(system, network, 0), ...own }),
  );
  return Number(((fill * boundOf(system)) / Math.max(...each)).toPrecision(2));
}

function candidates() {
  const found = [];
  for (const width of grid.width)
    for (const batchSize of grid.batchSize) {
      const shape = { hidden: [width, width], batchSize };
      const most = stepsWithin(shape);
      for (const learningRate of grid.learningRate)
        for (const weightDecay of grid.weightDecay)
          for (const steps of [most, Number((most / 2).toPrecision(2))])
            found.push({ ...shape, learningRate, weightDecay, steps });
    }
  return found;
}

/** The worst figure of all networks over the published one: 1 is as good, where the test loss has its margin. */
async function judged(own, seeds) {
  const ratios = [];
  const verdicts = [];
  for (const network of networks) {
    const theirs = published.find(({ model }) => model === network.model);
    const quick = [];
    for (const seed of seeds) {
      const settings = { ...quickSettings(system, network, seed), ...own };
      quick.push({ seed, ...(await keptOrMade(lab, settings, options.keep)) });
    }
    const figure = fitFigure(theirs);
    const both = { ...theirs, quick };
    const verdict = verdictOf(both, boundOf(system));
    // Of the seeds that both have: their data, and so the noise that no fit can go below, are the same.
    const sharing = (runs, others) =>
      runs.filter(({ seed }) => others.some((one) => one.seed === seed));
    const ours = sharing(quick, theirs.published);
    const over = (what, kind) =>
      spread(ours, what)[kind] / spread(sharing(theirs.published, ours), what)[kind];
    ratios.push(over(figure, "mean") / lossMargin);
    ratios.push(over("energyMse", verdict.byMedian ? "median" : "mean"));
    verdicts.push({ model: network.model, ...verdict });
  }
  return {
    own,
    worst: Math.max(...ratios.map((one) => (one > 0 ? one : Infinity))),
    ratios,
    verdicts,
  };
}

const isAsGood = ({ verdicts }) =>
  verdicts.every((one) => one.fitMet && one.energyMet && one.secondsMet);

let left = candidates();
let ranked = [];
for (const { seeds, keep } of rounds) {
  console.error(`${system.id}: ${left.length} candidates, ${seeds} of ${quickSeeds.length} seeds`);
  ranked = [];
  for (const own of left) ranked.push(await judged(own, quickSeeds.slice(0, seeds)));
  ranked.sort((a, b) => Number(isAsGood(b)) - Number(isAsGood(a)) || a.worst - b.worst);
  left = ranked.slice(0, keep).map(({ own }) => own);
}
ranked.push(
  await judged(
    {
      hidden: usual.hidden,
      batchSize: usual.batchSize,
      learningRate: usual.learningRate,
      weightDecay: usual.weightDecay,
      steps: usual.steps,
    },
    quickSeeds,
  ),
);

if (options.json) {
  for (const one of ranked) console.log(JSON.stringify(one));
} else {
  const rows = ranked.map((one, i) => [
    i === ranked.length - 1 ? "present" : i + 1,
    one.own.hidden.join(", "),
    one.own.batchSize,
    one.own.steps,
    number(one.own.learningRate),
    number(one.own.weightDecay),
    one.ratios.map((ratio) => number(ratio)).join(" "),
    one.verdicts.map(({ model, seconds }) => `${model} ${number(seconds, 2)} s`).join(", "),
    isAsGood(one) ? "as good" : "",
  ]);
  console.log(
    table(
      ["", "hidden", "batch", "steps", "peak rate", "weight decay", "over published", "time", ""],
      rows,
    ),
  );
}
