// Quick settings beside the published ones: which networks are compared, how long a quick training may take, when quick
// settings are as good, and the section of the report. Pure; quickRuns.mjs trains.
import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.ts";
import { median } from "../bench/statistics.mjs";
import { summarise } from "./judge.mjs";
import { seedCount, settingsOf, taskOf, variantsOf } from "./tasks.mjs";
import { met, number, table } from "./words.mjs";

/** What a run is compared by. */
export const quickFigures = ["trainLoss", "testLoss", "energyMse", "coordinateMse", "fieldError"];

export const quickSeeds = Array.from({ length: seedCount }, (_, i) => i);

/** A test loss may be so many times that of the published settings. */
export const lossMargin = 1.03;

/** Where the largest energy error of the seeds is more than so many times their median, medians are compared. */
export const outlying = 10;

/** Processor time of a training, seconds, by the system's degrees of freedom. */
export function boundOf({ degreesOfFreedom }) {
  if (degreesOfFreedom === 1) return 0.1;
  return degreesOfFreedom > 4 ? 6 : 2; // three bodies in the plane have six
}

/** The systems of the published Lagrangian networks. */
const lagrangian = ["relativistic-particle", "double-pendulum"];

/** The networks that are compared with a system, and the coordinates that they are given. */
export function networksOf(system) {
  const { coordinates } = system.experiment;
  const network = (model, given = coordinates) => ({ model, coordinates: given });
  return [
    network("hnn"),
    network("baseline"),
    ...(system.conservative ? [] : [network("dissipative-hnn")]),
    ...(lagrangian.includes(system.id) ? [network("lnn", "velocities")] : []),
  ];
}

/** Whether a network can fit the system at all: an HNN has no friction, and needs momenta. */
export const canFit = (system, { model, coordinates }) =>
  model !== "hnn" || (system.conservative && coordinates !== "velocities");

/** The quick settings as a session of the package takes them. */
export const quickSettings = (system, network, seed) =>
  completeSettings(catalogue, { system: system.id, ...network, seed });

/** The published ones; all networks of a system have its activation, as on the page. */
export function publishedSettings(system, network, seed) {
  const { activation } = completeSettings(catalogue, { system: system.id }, "published");
  return completeSettings(
    catalogue,
    { system: system.id, ...network, activation, seed },
    "published",
  );
}

// ---- what quick runs are compared with -------------------------------------------------------------

/** The settings that decide which data a network learns from. */
const dataSettings = ["trajectories", "points", "duration", "noise", "samples", "trainFraction"];

/**
 * The task that already holds runs to compare with (docs/reproduction.json), and the variant of it; null where the
 * published settings are trained for this comparison, since no task has a network on the same data.
 */
export function referenceOf(system, { model, coordinates }) {
  const task = taskOf(system.id);
  if (!task) return null;
  const variant = variantsOf(task).find(
    ({ settings }) =>
      settings.model === model && (settings.coordinates ?? coordinates) === coordinates,
  );
  const isOwn =
    task.settings.coordinates === undefined || task.settings.coordinates === coordinates;
  if (!variant || !isOwn) return null;
  const theirs = settingsOf(task, variant.id, 0);
  const ours = quickSettings(system, { model, coordinates }, 0);
  if (dataSettings.some((key) => theirs[key] !== ours[key])) return null;
  return { task: task.id, variant: variant.id };
}

// ---- verdicts --------------------------------------------------------------------------------------

/** Mean, standard error, median and largest of a figure; what left every bound counts as infinite. */
export function spread(runs, figure) {
  const values = runs.map((run) => run[figure] ?? Number.POSITIVE_INFINITY);
  return { ...summarise(values), median: median(values), largest: Math.max(...values) };
}

/** What the fit is compared by: losses of different norms do not compare. */
export const fitFigure = ({ sameLoss }) => (sameLoss ? "testLoss" : "fieldError");

/**
 * Whether quick runs are as good as the published ones of the same seeds: the fit within a margin, and the energy error not
 * above the published one by more than the standard error of the difference; by medians where outliers decide.
 */
export function verdictOf(network, bound) {
  const seeds = network.published.map(({ seed }) => seed);
  const ours = network.quick.filter(({ seed }) => seeds.includes(seed));
  const theirs = network.published.filter(({ seed }) => ours.some((run) => run.seed === seed));
  const figure = fitFigure(network);
  const fit = spread(ours, figure).mean / spread(theirs, figure).mean;
  const [energy, published] = [ours, theirs].map((runs) => spread(runs, "energyMse"));
  const byMedian = [energy, published].some((one) => one.largest > outlying * one.median);
  const error = Math.hypot(energy.stderr ?? 0, published.stderr ?? 0);
  const seconds = median(network.quick.map((run) => run.processorSeconds));
  return {
    seeds: ours.map(({ seed }) => seed),
    fitRatio: fit,
    fitMet: fit <= lossMargin,
    byMedian,
    energyMet: byMedian ? energy.median <= published.median : energy.mean <= published.mean + error,
    seconds,
    secondsMet: seconds <= bound,
  };
}

// ---- the section of the report ---------------------------------------------------------------------

const modelText = {
  hnn: "HNN",
  baseline: "plain network",
  "dissipative-hnn": "D-HNN",
  lnn: "LNN",
};

const differing = ["hidden", "activation", "batchSize", "steps", "learningRate", "weightDecay"];

/** { hidden, batchSize, … }: what of the settings the quick rows decide. */
export const ownOf = (settings) =>
  Object.fromEntries([...differing, "lossNorm"].map((key) => [key, settings[key]]));

const energyText = (runs, byMedian) => {
  const { mean, stderr, median: middle } = spread(runs, "energyMse");
  const told = (value) => (Number.isFinite(value) ? number(value) : "left every bound");
  if (byMedian) return `median ${told(middle)} (mean ${told(mean)})`;
  return stderr === null ? told(mean) : `${told(mean)} ± ${number(stderr, 2)}`;
};

function rowsOf({ system, bound, networks }) {
  return networks.map((network, i) => {
    const { model, quick, published, verdict } = network;
    const figure = fitFigure(network);
    const same = (runs) => runs.filter(({ seed }) => verdict.seeds.includes(seed));
    const fitText = `${number(spread(same(quick), figure).mean)} / ${number(spread(same(published), figure).mean)}`;
    const fit = figure === "fieldError" ? `field error ${fitText}` : fitText;
    const sign = (isMet) => met({ met: isMet });
    return [
      i === 0 ? system : "",
      modelText[model],
      number(verdict.seconds, 2),
      `≤ ${bound}, ${sign(verdict.secondsMet)}`,
      fit,
      sign(verdict.fitMet),
      `${energyText(same(quick), verdict.byMedian)} / ${energyText(same(published), verdict.byMedian)}`,
      sign(verdict.energyMet),
      String(verdict.seeds.length),
    ];
  });
}

const settingsRow = ({ system, networks }) =>
  networks
    .filter(({ own }, i) => i === 0 || JSON.stringify(own) !== JSON.stringify(networks[0].own))
    .map(({ model, own }, i) => [
      i === 0 ? system : `${system}, ${modelText[model]}`,
      own.hidden.join(", "),
      own.activation,
      own.batchSize,
      own.steps,
      number(own.learningRate),
      number(own.weightDecay),
      own.lossNorm,
    ]);

/** The section, from the entry `quick` of reproduction.json. */
export function quickPart({ date, machine, systems }) {
  return [
    '<a id="quick"></a>',
    "## Quick settings beside the published ones",
    "The defaults of page, element and package learn each system's published data with a smaller network, smaller batches and one cycle of the learning rate. " +
      "Each pair is quick / published, means over the seeds that both have; energy MSE is judged as above. Bounds: the test loss at most 3 % above the published one; the energy MSE not above it by more than the standard error of the difference; " +
      "the processor time of a training (one core, WebAssembly in Node, one process; median of the seeds, with the test loss measured twenty times) at most 0.1 s for one degree of freedom, 2 s for others, 6 s for three bodies. " +
      "Where one seed's energy error is more than ten times the median, medians decide.",
    table(
      ["system", "network", "quick, s", "bound", "test loss", "", "energy MSE", "", "seeds"],
      systems.flatMap(rowsOf),
    ),
    "The quick settings, one cycle of the learning rate each:",
    table(
      [
        "system",
        "hidden",
        "activation",
        "batch",
        "steps",
        "peak rate",
        "weight decay",
        "loss norm",
      ],
      systems.flatMap(settingsRow),
    ),
    [
      "- The published runs are those of the tasks above where the system has one (damped spring, damped pendulum and relativistic particle with the settings of their tasks); the others were trained for this table.",
      "- An HNN on a system with friction, or on velocities, cannot fit it: its energy error is that of a wrong model, with any settings.",
      "- Three bodies learn by the Huber loss: the squares of a few close encounters would decide the fit. Test losses of different norms do not compare, so the relative error of the field stands in their place.",
      "- The LNN of the double pendulum is compared with the published settings of the page. That of [its task](#double-pendulum) learned from five times as many trajectories for a minute and is better than either.",
    ].join("\n"),
    `Measured on ${date} (${machine.cpu}, Node ${machine.node}). Again: \`npm run reproduce -- --task quick\`; the search that found the settings: \`node --import tsx tests/reproduce/quickSearch.mjs\`.`,
  ].join("\n\n");
}
