// The true equations followed with the chosen integrator, beside the truth: when they are shown, and how they are called.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sceneOf } from "../../web/src/app/scene.js";
import type { Runs } from "../../web/src/app/session/runs.js";
import { everyoneIn, tracesIn } from "../../web/src/app/views/words.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { integratorText } from "../../web/src/catalogue/strings.js";
import { dashes } from "../../web/src/drawing/ink.js";
import type { Truth } from "../../web/src/engine/engine.js";
import { classOf, whoLabel } from "../../web/src/panels/figure.js";
import { everyone, integrators, isNetwork } from "../../web/src/protocol/snapshot.js";
import {
  defaultExperiment,
  type Experiment,
  steppedIn,
  type ViewOptions,
} from "../../web/src/state/experiment.js";

const usual = defaultExperiment(catalogue, "pendulum");
const withView = (view: Partial<ViewOptions>): Experiment => ({
  ...usual,
  view: { ...usual.view, ...view },
});

test("the page's integrators are the core's, and each has a name, a dash and a class", () => {
  assert.deepEqual([...integrators], catalogue.integrators);
  assert.deepEqual(integrators.map((who) => whoLabel(who)).sort(), [
    ...["Dormand–Prince", "Euler", "Implicit midpoint", "Leapfrog", "RK4", "Yoshida"],
  ]);
  for (const who of integrators) {
    assert.ok(integratorText[who]?.startsWith(whoLabel(who)));
    assert.equal(classOf(who), `${who} integrator`);
    assert.equal(isNetwork(who), false);
    for (const other of everyone)
      if (!integrators.some((one) => one === other))
        assert.notDeepEqual(dashes[who], dashes[other], other);
  }
});

test("is shown when another integrator than RK4 is chosen, or when asked for", () => {
  assert.equal(steppedIn(usual), null);
  assert.equal(steppedIn(withView({ integrator: "euler" })), "euler");
  assert.equal(steppedIn(withView({ integratorMotion: "on" })), "rk4");
  assert.equal(steppedIn(withView({ integrator: "euler", integratorMotion: "off" })), null);
});

test("stands behind the truth and has a path of its own; with measured data there is none", () => {
  const path = { finished: true } as unknown as NonNullable<Truth["stepped"]>;
  const truth = { rollout: path, stepped: path } as unknown as Truth;
  const runs = {
    ...{ state: "idle", enabled: ["hnn"], learned: [], ready: true, total: 1 },
    ...{ latest: {}, metrics: {}, hasLearned: () => false, step: () => 0 },
  } as unknown as Runs;
  const scene = (experiment: Experiment) =>
    sceneOf({
      ...{ catalogue, experiment, inForce: experiment, runs, truth, measuring: false },
      ...{ pins: [], pinsElsewhere: 0 },
    });
  const shown = scene(withView({ integrator: "leapfrog" }));
  assert.deepEqual(everyoneIn(shown), ["truth", "leapfrog", "hnn"]);
  assert.deepEqual(
    tracesIn(shown).map(({ who }) => who),
    ["truth", "leapfrog"],
  );
  const hidden = scene(usual);
  assert.deepEqual([everyoneIn(hidden), hidden.paths.rk4], [["truth", "hnn"], undefined]);
});
