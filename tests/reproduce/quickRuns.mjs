// Trains quick and published settings in one process, one run after the other, since processor times are measured; keeps
// each run under its settings and what the core computes, so that the comparison goes on where it was ended.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { catalogue } from "../../web/src/catalogue/catalogue.ts";
import { machine, readJson, writeWhole } from "./experiment.mjs";
import {
  boundOf,
  networksOf,
  ownOf,
  publishedSettings,
  quickFigures,
  quickSettings,
  referenceOf,
  verdictOf,
} from "./quick.mjs";
import { hash, settingsKey } from "./runs.mjs";

/** Seconds that this process has kept processors busy, whatever else runs on the machine. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** So many steps on a smaller copy come first: the engine has compiled the module when the clock starts. */
const warmSteps = 200;

/** Processor time of one step, seconds. */
export function processorSecondsOf(lab, settings, steps = 100) {
  const run = lab.session({ ...settings, steps: 4 * steps });
  run.advance(steps);
  const began = processorTime();
  run.advance(2 * steps);
  const seconds = processorTime() - began;
  run.dispose();
  return seconds / (2 * steps);
}

/** Trains and judges. */
export async function trainedAndJudged(lab, settings) {
  const first = lab.session({ ...settings, trajectories: Math.min(settings.trajectories, 20) });
  first.advance(Math.min(warmSteps, settings.steps));
  first.dispose();
  const run = lab.session(settings);
  const began = processorTime();
  let stopped = "";
  for await (const progress of run.train({ every: Math.ceil(settings.steps / 20) }))
    stopped = progress.stopped;
  const processorSeconds = Number((processorTime() - began).toPrecision(3));
  const metrics = run.metrics();
  const figures = Object.fromEntries(quickFigures.map((figure) => [figure, metrics[figure]]));
  const found = { ...figures, processorSeconds, fingerprint: run.fingerprint };
  run.dispose();
  return stopped ? { ...found, stopped } : found;
}

const probes = new WeakMap();

/** What the core computes in a short run; a core that computes otherwise makes all runs again. */
function probeOf(lab) {
  if (!probes.has(lab)) {
    const run = lab.session({ preset: "published", hidden: [8, 8], trajectories: 2 });
    run.advance(10, false);
    probes.set(lab, run.fingerprint);
    run.dispose();
  }
  return probes.get(lab);
}

/** Likewise, but where `folder` holds what these settings gave with this core, takes it from there. */
export async function keptOrMade(lab, settings, folder) {
  mkdirSync(folder, { recursive: true });
  const name = `${settings.system}-${settings.model}-${settings.seed}`;
  const file = path.join(folder, `${name}-${hash(settingsKey(settings), probeOf(lab))}.json`);
  if (existsSync(file)) return readJson(file);
  const found = { settings, ...(await trainedAndJudged(lab, settings)) };
  writeWhole(file, JSON.stringify(found));
  return found;
}

/** Of a run, what the report holds. */
function figuresOf({ seed, settings, processorSeconds, fingerprint, stopped, ...found }) {
  const figures = Object.fromEntries(quickFigures.map((figure) => [figure, found[figure]]));
  return {
    seed: seed ?? settings.seed,
    ...figures,
    ...(processorSeconds !== undefined && { processorSeconds }),
    fingerprint,
    ...(stopped && { stopped }),
  };
}

/** The published runs: those of a task of the report, or made here. */
async function publishedRuns(lab, system, network, reference, { report, seeds, folder }) {
  if (reference) {
    const task = report.tasks.find(({ id }) => id === reference.task);
    return (task?.runs ?? []).filter(({ model }) => model === reference.variant).map(figuresOf);
  }
  const runs = [];
  for (const seed of seeds) {
    const settings = publishedSettings(system, network, seed);
    runs.push(figuresOf(await keptOrMade(lab, settings, folder)));
  }
  return runs;
}

/** Network by network: { system, network } with all runs and the verdict. `say` hears what is being trained. */
export async function* quickComparisons(lab, { seeds, folder, report, say }) {
  for (const system of catalogue.systems) {
    for (const network of networksOf(system)) {
      const { model, coordinates } = network;
      say(`${system.id} ${model}`);
      const quick = [];
      for (const seed of seeds)
        quick.push(figuresOf(await keptOrMade(lab, quickSettings(system, network, seed), folder)));
      const reference = referenceOf(system, network);
      const given = { report, seeds, folder };
      const published = await publishedRuns(lab, system, network, reference, given);
      const own = quickSettings(system, network, 0);
      const isOfTask = reference !== null;
      const compared = {
        model,
        coordinates,
        own: ownOf(own),
        ...(isOfTask && { reference }),
        sameLoss: own.lossNorm === publishedSettings(system, network, 0).lossNorm,
        quick,
        published,
      };
      const bound = boundOf(system);
      yield {
        system: system.id,
        bound,
        network: { ...compared, verdict: verdictOf(compared, bound) },
      };
    }
  }
}

/** The entry of the report, from all comparisons. */
export function collectQuick(comparisons) {
  const systems = [];
  for (const { system, bound, network } of comparisons) {
    if (systems.at(-1)?.system !== system) systems.push({ system, bound, networks: [] });
    systems.at(-1).networks.push(network);
  }
  return { date: new Date().toISOString().slice(0, 10), machine: machine(), systems };
}
