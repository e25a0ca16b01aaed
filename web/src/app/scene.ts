// Collects what the open view shows from experiment, runs and truth. Pure.
import type { Catalogue } from "../catalogue/settings.js";
import type { Truth } from "../engine/engine.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";
import { type Experiment, solversOf, steppedIn, systemIn } from "../state/experiment.js";
import type { Pin } from "../state/pins.js";
import { ableOf } from "./session/requests.js";
import type { Runs } from "./session/runs.js";
import type { RunScene, ViewScene } from "./view.js";

export interface SceneParts {
  catalogue: Catalogue;
  experiment: Experiment;
  /** The settings of the engine's networks. */
  inForce: Experiment;
  runs: Runs;
  /** Of the experiment's system. */
  truth: Truth | null;
  measuring: boolean;
  /** Of the experiment's system. */
  pins: readonly Pin[];
  pinsElsewhere: number;
}

export function sceneOf({ catalogue, experiment, runs, truth, ...parts }: SceneParts): ViewScene {
  const { state } = runs;
  const system = systemIn(catalogue, experiment);
  const isInForce = systemIn(catalogue, parts.inForce) === system;
  const each = contestants.map((who) => [who, runScene(catalogue, parts.inForce, runs, who)]);
  const scene: ViewScene = {
    experiment,
    system,
    settingsInForce: parts.inForce.settings,
    contestants: runs.enabled,
    stepped: steppedIn(experiment),
    runs: Object.fromEntries(each) as Record<Contestant, RunScene>,
    ready: runs.ready && !runs.fatal && isInForce,
    training: state === "training",
    trained: runs.learned.length > 0,
    measuring: parts.measuring,
    total: runs.total,
    data: truth?.data ?? null,
    paths: {},
    grids: {},
    parts: {},
    curves: {},
    pins: parts.pins,
    pinsElsewhere: parts.pinsElsewhere,
  };
  if (truth?.rollout) scene.paths.truth = truth.rollout;
  if (scene.stepped && truth?.stepped) scene.paths[scene.stepped] = truth.stepped;
  if (truth?.grid) scene.grids.truth = truth.grid;
  if (truth?.parts) scene.parts.truth = truth.parts;
  // While the settings are ahead of the engine, results of the old ones are not shown.
  if (!isInForce) return scene;
  for (const who of runs.enabled) {
    const snapshot = runs.latest[who];
    if (!snapshot || !runs.hasLearned(who)) continue;
    scene.curves[who] = snapshot.curve;
    if (snapshot.rollout) scene.paths[who] = snapshot.rollout;
    if (snapshot.grid) scene.grids[who] = snapshot.grid;
    if (snapshot.parts) scene.parts[who] = snapshot.parts;
  }
  return scene;
}

function runScene(
  catalogue: Catalogue,
  inForce: Experiment,
  runs: Runs,
  who: Contestant,
): RunScene {
  const snapshot = runs.latest[who];
  return {
    step: runs.hasLearned(who) ? runs.step(who) : 0,
    solvedAtOnce: solversOf(catalogue).includes(who),
    solution: snapshot?.solution ?? null,
    seconds: snapshot?.curve.seconds.at(-1) ?? Number.NaN,
    ...ableOf(catalogue, who, inForce.settings),
    generation: snapshot?.generation ?? 0,
    training: snapshot?.state === "training",
    testLoss: snapshot?.testLoss ?? Number.NaN,
    metrics: runs.metrics[who] ?? null,
    fingerprint: snapshot?.fingerprint ?? "",
  };
}
