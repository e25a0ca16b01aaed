// Measures a part of sampled.mjs in a process of its own, one solve after the other, so that the engine is warm and
// nothing of ours runs beside it; and keeps what it found. sampledJobs lists the parts as jobs; started as a program,
// this file does one.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createLab } from "../../web/src/lab/index.ts";
import { asProcess, machine, readJson, uniform, writeWhole } from "./experiment.mjs";
import { childOf, hash, settingsKey } from "./runs.mjs";
import { boxOf, parts, solveSettings } from "./sampled.mjs";

const program = fileURLToPath(import.meta.url);

// ---- data ----------------------------------------------------------------------------------------

const testSamples = 5000;
const testSeed = 1_000_000; // far from the seeds of training sets

/** Independent states of a box, uniform: { x, dxdt, energy }, rows of [q…, p…]. */
export function statesIn({ limits, truth }, count, seed) {
  const next = uniform(seed);
  const rows = Array.from({ length: count }, () =>
    limits.map(([low, high]) => low + (high - low) * next()),
  );
  return {
    x: Float64Array.from(rows.flat()),
    dxdt: Float64Array.from(rows.flatMap(truth.field)),
    energy: rows.map(truth.energy),
  };
}

/** The states as measured data: each is a recording, but that two make one, whose second is held out. */
function asMeasured({ limits, judged }, { x, dxdt }) {
  const count = x.length / limits.length;
  const t = new Float64Array(count);
  t[count - 1] = 1;
  const recording = Int32Array.from(t, (_, i) => Math.min(i, count - 2));
  const letters = ["q", "p"].flatMap((letter) =>
    Array.from({ length: limits.length / 2 }, (_, i) => `${letter}${i + 1}`),
  );
  return { name: "box", symbols: letters, t, x, dxdt, recording, judged };
}

/** { measured, constant }: of a part with a box; `constant` is what Ĥ lacks where the core does not know H. */
function boxData(part, seed) {
  const box = boxOf(part.box);
  const states = statesIn(box, part.samples, seed);
  return { measured: asMeasured(box, states), constant: box.judged ? 0 : states.energy[0] };
}

const openRun = (lab, settings, data) =>
  data ? lab.session(settings, { measured: data.measured }) : lab.session(settings);

// ---- figures -------------------------------------------------------------------------------------

const sumOfSquares = (list) => list.reduce((sum, value) => sum + value * value, 0);

/** Of energies (`constant` added) at held-out states of the box: ‖Ĥ − H‖ / ‖H‖. */
function energyError(run, box, constant) {
  const { x, energy } = statesIn(box, testSamples, testSeed);
  const learned = run.energy(x);
  const misses = energy.map((value, i) => learned[i] + constant - value);
  return Math.sqrt(sumOfSquares(misses) / sumOfSquares(energy));
}

/** Mean square error of dx/dt there. */
function fieldLoss(run, box) {
  const { x, dxdt } = statesIn(box, testSamples, testSeed);
  const learned = run.timeDerivative(x);
  return sumOfSquares(Array.from(dxdt, (value, i) => learned[i] - value)) / dxdt.length;
}

/** Solves, the data being there; gives the seconds. */
function solve(run) {
  const began = performance.now();
  const { stopped } = run.advance(run.totalSteps, false);
  const seconds = (performance.now() - began) / 1000;
  if (stopped) throw new Error(stopped);
  return Number(seconds.toPrecision(4));
}

/** A run as the report holds it. */
function solved(run, seconds) {
  const { cutoff, rank } = run.solution();
  return { seconds, cutoff, rank, fingerprint: run.fingerprint };
}

// ---- parts ---------------------------------------------------------------------------------------

export function* boxRuns(lab, part, seeds) {
  for (const seed of seeds) {
    const data = boxData(part, seed);
    for (const rule of part.rules) {
      const run = openRun(lab, solveSettings(part, seed, { sampling: rule }), data);
      const seconds = solve(run);
      const error = energyError(run, boxOf(part.box), data.constant);
      yield { rule, seed, error, ...solved(run, seconds) };
      run.dispose();
    }
  }
}

function* noisyRuns(lab, part, seeds) {
  for (const seed of seeds) {
    const run = openRun(lab, solveSettings(part, seed));
    const seconds = solve(run);
    const { trainLoss, testLoss, energyMse } = run.metrics();
    yield { seed, trainLoss, testLoss, energyMse, ...solved(run, seconds) };
    run.dispose();
  }
}

/** The part's HNN that Adam trains, at step 0; with `file`, from the weights of that solved network. */
function adamRun(lab, part, seed, { learningRate }, data, file) {
  const { hidden, ...shared } = solveSettings(part, seed, { learningRate });
  const settings = { ...shared, hidden, model: "hnn", outputBias: true };
  const options = data ? { measured: data.measured } : {};
  if (!file) return lab.session(settings, options);
  const { format, activation, weights } = file;
  const network = { format, model: "hnn", activation, hidden, outputBias: true, weights };
  return lab.load(network, settings, options);
}

function look(run, part) {
  if (part.box) return { testLoss: fieldLoss(run, boxOf(part.box)) };
  const { testLoss, energyMse } = run.metrics();
  return { testLoss, energyMse };
}

/** The solved network that Adam starts from: { file, solved: its figures, in double precision }; nothing in the usual start. */
function originOf(lab, part, seed, { cutoff }, data) {
  if (cutoff === undefined) return {};
  const run = openRun(lab, solveSettings(part, seed, { cutoff }), data);
  solve(run);
  const origin = { file: JSON.parse(run.saveText()), solved: look(run, part) };
  run.dispose();
  return origin;
}

/** Figures after each of the part's numbers of steps, as far as the training goes. */
function trainedAlong(run, part) {
  const looks = [];
  for (const step of part.looks) {
    const stopped = step > run.step && run.advance(step - run.step, false).stopped;
    if (stopped) return { looks, stopped };
    looks.push({ step, ...look(run, part) });
  }
  return { looks };
}

export function* warmRuns(lab, part, seeds) {
  for (const seed of seeds.slice(0, part.seeds)) {
    const data = part.box ? boxData(part, seed) : undefined;
    for (const start of part.starts) {
      const { file, ...origin } = originOf(lab, part, seed, start, data);
      const run = adamRun(lab, part, seed, start, data, file);
      const found = trainedAlong(run, part);
      yield { start: start.name, seed, ...origin, ...found, fingerprint: run.fingerprint };
      run.dispose();
    }
  }
}

const kinds = { box: boxRuns, noisy: noisyRuns, "warm start": warmRuns };

// ---- jobs ----------------------------------------------------------------------------------------

/** What the core computes in small parts of the same kind: the key of what is kept. */
function numbersOf(lab, part) {
  const small = { ...part, ...(part.box && { width: 12, samples: 40 }) };
  if (part.kind === "warm start") small.looks = [0, 2];
  return Array.from(kinds[part.kind](lab, small, [0]), ({ seconds: _, ...found }) => found);
}

export function sampledJobs(lab, { seeds, folder }) {
  mkdirSync(folder, { recursive: true });
  return parts.map((part) => {
    const key = hash(part, settingsKey(solveSettings(part, 0)), seeds, numbersOf(lab, part));
    return { part, seeds, resultFile: path.join(folder, `sampled-${part.id}-${key}.json`) };
  });
}

export const keptPart = (job) => (existsSync(job.resultFile) ? readJson(job.resultFile) : null);

/** Does the jobs one after the other (times are measured); yields their results. */
export async function* doSampled(jobs) {
  const children = new Set();
  try {
    for (const [i, job] of jobs.entries()) {
      const name = `[${i + 1}/${jobs.length}] sampled ${job.part.id}`;
      const kept = keptPart(job);
      if (kept) console.error(`${name}: done before`);
      else {
        const say = ({ text }) => console.error(`${name}: ${text}`);
        await childOf(program, job, name, children, say);
      }
      yield kept ?? keptPart(job);
    }
  } finally {
    for (const child of children) child.kill();
  }
}

// ---- the program ---------------------------------------------------------------------------------

const warmUp = { box: "pendulum", width: 200, samples: 1000, rules: ["u-swim"] };
const warmUps = 5; // V8 recompiles what is called often; after the third the time no longer falls

/** Solves the same small problem a few times: the seconds of each. */
const warmed = (lab) =>
  Array.from(boxRuns(lab, warmUp, Array(warmUps).fill(0)), ({ seconds }) => seconds);

asProcess(import.meta.url, async ({ part, seeds, resultFile }) => {
  const lab = await createLab();
  const [firstSeconds, ...later] = warmed(lab);
  const runs = [];
  for (const run of kinds[part.kind](lab, part, seeds)) {
    runs.push(run);
    const { rule = run.start ?? "", seed, seconds, error, testLoss } = run;
    const figures = { seconds, error, testLoss, last: run.looks?.at(-1)?.testLoss };
    const given = Object.entries(figures).filter(([, value]) => value !== undefined);
    process.send?.({ text: `${rule} seed ${seed} ${JSON.stringify(Object.fromEntries(given))}` });
  }
  const made = { date: new Date().toISOString().slice(0, 10), machine: machine() };
  const found = { part: part.id, ...made, firstSeconds, warmSeconds: later.at(-1), runs };
  writeWhole(resultFile, JSON.stringify(found));
});
