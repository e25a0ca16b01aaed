// The settings that solved networks use. Pure.
import type { Catalogue } from "../catalogue/settings.js";
import type { Measured } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";
import type { Contestant } from "../protocol/snapshot.js";
import {
  defaultExperiment,
  type Experiment,
  measuredExperiment,
  solveKeys,
  solversOf,
} from "./experiment.js";
import { sameValue } from "./fields.js";

/** Settings that a linear problem with one sampled layer requires; they replace those of the trained networks. */
const linear = { activation: "tanh", loss: "derivative", lossNorm: "l2" };

/** Activations with discontinuous second derivatives; a network that needs these uses swish instead. */
const bent = ["relu", "elu", "selu"];

/** The settings of a network's run. */
export function settingsFor(
  catalogue: Catalogue,
  { settings, view }: Experiment,
  who: Contestant,
): Settings {
  const own = { ...settings, model: who };
  const model = catalogue.models.find(({ id }) => id === who);
  if (model?.smoothOnly && bent.includes(own.activation)) own.activation = "swish";
  if (!solversOf(catalogue).includes(who)) return own;
  return { ...own, ...linear, hidden: [view.solvedWidth] };
}

/** The experiment to which a loaded run of `who` belongs: what a solve does not determine is taken from `now`. */
export function experimentOf(
  catalogue: Catalogue,
  now: Experiment,
  who: Contestant,
  loaded: Settings,
  measured: Measured | undefined,
): Experiment {
  const usual = defaultExperiment(catalogue, loaded.system, loaded.coordinates).settings;
  const isComplete = loaded.systemParameters.length > 0;
  const settings: Settings = {
    ...loaded,
    model: usual.model,
    systemParameters: isComplete ? loaded.systemParameters : usual.systemParameters,
  };
  const known = measured
    ? measuredExperiment(catalogue, measured, settings)
    : defaultExperiment(catalogue, loaded.system, loaded.coordinates);
  const isHere =
    measured === now.measured &&
    loaded.system === now.settings.system &&
    loaded.coordinates === now.settings.coordinates;
  const next: Experiment = { ...known, settings, view: isHere ? now.view : known.view };
  if (!solversOf(catalogue).includes(who)) return next;
  const { hidden, activation, loss, lossNorm } = isHere ? now.settings : known.settings;
  return {
    ...next,
    settings: { ...settings, hidden, activation, loss, lossNorm },
    view: { ...next.view, solvedWidth: loaded.hidden[0] ?? next.view.solvedWidth },
  };
}

/** Whether a solve of `a` differs from one of `b`, given the same data. */
export function solvesAnew(a: Experiment, b: Experiment): boolean {
  return (
    a.view.solvedWidth !== b.view.solvedWidth ||
    solveKeys.some((key) => !sameValue(a.settings[key], b.settings[key]))
  );
}

/** `experiment` with the solve settings of `other`. */
export function withSolveOf(experiment: Experiment, other: Experiment): Experiment {
  const { sampling, cutoff } = other.settings;
  return {
    ...experiment,
    settings: { ...experiment.settings, sampling, cutoff },
    view: { ...experiment.view, solvedWidth: other.view.solvedWidth },
  };
}
