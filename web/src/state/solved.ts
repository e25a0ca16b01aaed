// Networks that are solved at once beside those that are trained: what of the experiment is theirs. Pure.
import type { Catalogue, Settings } from "../catalogue/settings.js";
import type { Contestant } from "../protocol/snapshot.js";
import { defaultExperiment, type Experiment, solveKeys, solversOf } from "./experiment.js";
import { sameValue } from "./fields.js";

/** What a linear problem with one sampled layer needs, whatever the trained networks have. */
const linear = { activation: "tanh", loss: "derivative" };

/** The settings of a network's run. */
export function settingsFor(
  catalogue: Catalogue,
  { settings, view }: Experiment,
  who: Contestant,
): Settings {
  const own = { ...settings, model: who };
  if (!solversOf(catalogue).includes(who)) return own;
  return { ...own, ...linear, hidden: [view.solvedWidth] };
}

/** The experiment to which a loaded run of `who` belongs: what a solve leaves open stays as it is in `now`. */
export function experimentOf(
  catalogue: Catalogue,
  now: Experiment,
  who: Contestant,
  loaded: Settings,
): Experiment {
  const known = defaultExperiment(catalogue, loaded.system);
  const sameSystem = loaded.system === now.settings.system;
  const view = sameSystem ? now.view : known.view;
  const settings: Settings = {
    ...loaded,
    model: known.settings.model,
    systemParameters:
      loaded.systemParameters.length > 0
        ? loaded.systemParameters
        : known.settings.systemParameters,
  };
  if (!solversOf(catalogue).includes(who)) return { settings, view };
  const { hidden, activation, loss } = sameSystem ? now.settings : known.settings;
  return {
    settings: { ...settings, hidden, activation, loss },
    view: { ...view, solvedWidth: loaded.hidden[0] ?? view.solvedWidth },
  };
}

/** Whether a solve of `a` is another than one of `b`, given the same data. */
export function solvesAnew(a: Experiment, b: Experiment): boolean {
  return (
    a.view.solvedWidth !== b.view.solvedWidth ||
    solveKeys.some((key) => !sameValue(a.settings[key], b.settings[key]))
  );
}

/** `experiment` with the solve of `other`. */
export function withSolveOf(experiment: Experiment, other: Experiment): Experiment {
  const { sampling, cutoff } = other.settings;
  return {
    ...experiment,
    settings: { ...experiment.settings, sampling, cutoff },
    view: { ...experiment.view, solvedWidth: other.view.solvedWidth },
  };
}
