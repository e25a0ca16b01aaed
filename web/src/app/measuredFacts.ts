// Measurements of the present run, for lessons. Pure.
import type { Truth } from "../engine/engine.js";
import type { Contestant } from "../protocol/snapshot.js";
import type { Experiment } from "../state/experiment.js";
import { type Facts, noFacts } from "../state/facts.js";
import type { Runs } from "./session/runs.js";
import { changesAlong, driftOf } from "./views/words.js";

export function factsOf(
  runs: Runs,
  experiment: Experiment,
  truth: Truth | null,
  ofView: Partial<Facts>,
): Facts {
  const of = (value: (who: Contestant) => number) =>
    Object.fromEntries(
      runs.learned
        .filter((who) => runs.latest[who]?.state !== "training" && runs.step(who) >= runs.end(who))
        .map((who) => [who, value(who)]),
    );
  return {
    ...noFacts,
    friction: experiment.view.friction,
    drift: of((who) => driftOf(runs.latest[who]?.rollout ?? undefined)),
    testLoss: of((who) => runs.latest[who]?.testLoss ?? Number.NaN),
    change: truth?.rollout ? changesAlong(truth.rollout) : null,
    ...ofView,
  };
}
