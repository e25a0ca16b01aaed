// The scene while the settings are ahead of the engine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sceneOf } from "../../web/src/app/scene.js";
import { Runs } from "../../web/src/app/session/runs.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { defaultExperiment, type Experiment } from "../../web/src/state/experiment.js";

function sceneFor(experiment: Experiment, inForce: Experiment) {
  const runs = new Runs();
  runs.ready = true;
  const nothing = { truth: null, measuring: false, pins: [], pinsElsewhere: 0 };
  return sceneOf({ catalogue, experiment, inForce, runs, ...nothing });
}

test("requests nothing of networks with another system or other coordinates", () => {
  const canonical = defaultExperiment(catalogue, "double-pendulum");
  const withSetting = (change: object): Experiment => ({
    ...canonical,
    settings: { ...canonical.settings, ...change },
  });
  assert.equal(sceneFor(canonical, canonical).ready, true);
  assert.equal(sceneFor(withSetting({ noise: 0.2 }), canonical).ready, true);
  assert.equal(sceneFor(canonical, withSetting({ coordinates: "velocities" })).ready, false);
  assert.equal(sceneFor(canonical, defaultExperiment(catalogue, "pendulum")).ready, false);
});
