// From runs to figures and verdicts: means with standard errors over the seeds, and whether the bounds of tasks.mjs
// are met. Pure, so that a test can repeat it from docs/reproduction.json.
import { variantOf } from "./tasks.mjs";

/** Mean and its standard error; null for a single value, which has none. */
export function summarise(values) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stderr: n > 1 ? Math.sqrt(squares / (n - 1) / n) : null };
}

/** { hnn: { energyMse: { mean, stderr }, … }, baseline: … } of the figures that the runs have. */
export function summaryOf(runs, models, figures) {
  const summary = {};
  for (const model of models) {
    const own = runs.filter((run) => run.model === model);
    summary[model] = {};
    for (const figure of figures) {
      const values = own.map((run) => run[figure]);
      if (values.length > 0 && values.every((value) => typeof value === "number")) {
        summary[model][figure] = summarise(values);
      }
    }
  }
  return summary;
}

// ---- order and chaos -----------------------------------------------------------------------------

/** Chaotic, orbit by orbit: SALI is below `threshold` at the end. An orbit that left every bound has no verdict (null). */
export function chaotic({ sali, alive }, threshold) {
  return sali.map((value, i) => (alive[i] ? value < threshold : null));
}

/** In how many orbits two lists of verdicts agree. */
export const agreement = (a, b) =>
  a.filter((verdict, i) => verdict !== null && verdict === b[i]).length;

/** The largest energy error of each orbit, one that left every bound counting as infinite. */
export const orbitErrors = ({ energyError, alive }) =>
  energyError.map((error, i) => (alive[i] ? error : Number.POSITIVE_INFINITY));

// ---- bounds --------------------------------------------------------------------------------------

const percent = (fraction) =>
  Number.isFinite(fraction) ? `${Number((100 * fraction).toPrecision(2))} %` : "without bound";
const digits = (value) => String(Number(value.toPrecision(3)));
const nameOf = (task, model) => variantOf(task, model).title;
const quantities = {
  energyMse: "energy MSE",
  coordinateMse: "coordinate MSE",
  discrepancyMedian: "median energy discrepancy",
  processorSeconds: "processor seconds of the training",
};

/** A mean over the seeds within a limit: `sign` 1 from above, −1 from below. */
function limited({ model, figure, limit }, { task, summary }, words, sign) {
  const found = summary[model]?.[figure];
  if (!found) return null;
  const seeds = found.stderr === null ? "" : ", mean over the seeds,";
  return {
    text: `${quantities[figure]} of the ${nameOf(task, model)}${seeds} ${words} ${digits(limit)}`,
    found: digits(found.mean),
    met: sign * found.mean <= sign * limit,
  };
}
const seedList = (runs, value) => runs.map((run) => `seed ${run.seed}: ${value(run)}`).join(", ");

const rules = {
  most: (bound, found) => limited(bound, found, "at most", 1),
  least: (bound, found) => limited(bound, found, "at least", -1),
  ratio({ of = "baseline", to = "hnn", figure, least }, { task, summary }) {
    const [larger, smaller] = [of, to].map((model) => summary[model]?.[figure]);
    if (!larger || !smaller) return null;
    const ratio = larger.mean / smaller.mean;
    const means = larger.stderr === null ? "" : " (means)";
    const text = `${quantities[figure]} of the ${nameOf(task, of)} at least ${least} times that of the ${nameOf(task, to)}${means}`;
    return { text, found: `${digits(ratio)} times`, met: ratio >= least };
  },
  "orbits keep"(bound, { task, runs }) {
    const own = runs.filter((run) => run.model === bound.model && run.section);
    if (own.length === 0) return null;
    const worst = (run) => Math.max(...orbitErrors(run.section));
    const { orbits, duration, energy } = task.section;
    return {
      text: `${nameOf(task, bound.model)}: largest |H − E|/E over t = ${duration} below ${percent(bound.limit)} for all ${orbits} orbits at E = ${energy}, every seed`,
      found: seedList(own, (run) => percent(worst(run))),
      met: own.every((run) => worst(run) < bound.limit),
    };
  },
  "orbits leave"(bound, { task, runs }) {
    const own = runs.filter((run) => run.model === bound.model && run.section);
    if (own.length === 0) return null;
    const kept = (run) => orbitErrors(run.section).filter((error) => error < bound.limit).length;
    return {
      text: `${nameOf(task, bound.model)}: not so (for no seed do all ${task.section.orbits} orbits stay below ${percent(bound.limit)})`,
      found: seedList(own, (run) => `${kept(run)} of ${task.section.orbits} below`),
      met: own.every((run) => kept(run) < task.section.orbits),
    };
  },
  verdicts(bound, { task, runs }) {
    const own = runs.filter((run) => run.model === bound.model && run.chaos);
    const truth = runs.find((run) => run.model === "truth" && run.chaos);
    if (own.length === 0 || !truth) return null;
    const { chaos, chaoticSali } = task;
    const expected = chaotic(truth.chaos, chaoticSali);
    const agreeing = (run) => agreement(expected, chaotic(run.chaos, chaoticSali));
    return {
      text: `${nameOf(task, bound.model)}: same verdict as the truth, chaotic or regular, for at least ${bound.least} of ${chaos.orbits} orbits at E = ${chaos.energy}, every seed`,
      found: seedList(own, (run) => `${agreeing(run)} of ${chaos.orbits}`),
      met: own.every((run) => agreeing(run) >= bound.least),
    };
  },
};

/** Of each bound of a task: its text, what was found, and whether it is met; null where nothing was measured. */
export function verdictsOf(task, runs, summary) {
  return task.bounds
    .map((bound) => rules[bound.type](bound, { task, runs, summary }))
    .filter((verdict) => verdict !== null);
}
