// The sentence above the plots claims only what was measured, and what holds for the displayed system.
import assert from "node:assert/strict";
import { test } from "node:test";
import { leadWords } from "../../web/src/app/lead.js";
import { Runs } from "../../web/src/app/session/runs.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { systemText, text } from "../../web/src/catalogue/strings.js";
import type { Contestant, Metrics, Rollout, Snapshot } from "../../web/src/protocol/snapshot.js";
import {
  contestantsOf,
  defaultExperiment,
  describedSystem,
  type Experiment,
} from "../../web/src/state/experiment.js";

const metrics = (energyMse: number, energyDrift: number) => ({ energyMse, energyDrift }) as Metrics;
const good = metrics(1e-4, 0.01);
const bad = metrics(1, 3);

/** Runs at their last step, measured. */
function finished(experiment: Experiment, measured: Partial<Record<Contestant, Metrics>>): Runs {
  const runs = new Runs();
  runs.ready = true;
  runs.total = 10;
  runs.enabled = contestantsOf(experiment.view);
  for (const contestant of runs.enabled) {
    runs.accept({ contestant, generation: 1, step: 10, state: "finished" } as Snapshot);
    runs.measured(contestant, 10, measured[contestant] ?? bad);
  }
  return runs;
}

/** A path of one degree of freedom through these positions. */
function path(...positions: number[]): Rollout {
  const x = Float64Array.from(positions.flatMap((q) => [q, 0]));
  return { t: Float64Array.from(positions.keys()), x } as Rollout;
}

function plural(system: string): string {
  return systemText[system]!.plural;
}

test("asks to train before anything is trained", () => {
  const runs = new Runs();
  runs.ready = true;
  const pendulum = defaultExperiment(catalogue, "pendulum");
  runs.enabled = contestantsOf(pendulum.view);
  assert.equal(leadWords(catalogue, pendulum, runs, {}), text.lead("pendulums", [], true));
  assert.match(text.lead("pendulums", [], true), /Three pendulums.*conserves energy/);

  const damped = defaultExperiment(catalogue, "damped-spring");
  runs.enabled = contestantsOf(damped.view);
  const words = leadWords(catalogue, damped, runs, {});
  assert.match(words, /^Four .*dissipative HNN.*stays closest to the truth\.$/);
});

test("says that the HNN conserves energy when it was measured to, on the displayed path as well", () => {
  const pendulum = defaultExperiment(catalogue, "pendulum");
  const lead = (hnn: Metrics, paths: { truth?: Rollout; hnn?: Rollout }) =>
    leadWords(catalogue, pendulum, finished(pendulum, { hnn }), paths);
  const swing = path(1, 0, -1, 0, 1);
  assert.equal(
    lead(good, { truth: swing, hnn: path(1.1, 0, -0.9) }),
    text.leadTrained("pendulums"),
  );
  assert.equal(lead(bad, { truth: swing, hnn: swing }), text.leadUndecided("pendulums"));
});

// Above the separatrix the truth turns over while the HNN, trained on swings alone, swings: it conserves an energy,
// and yet the sentence "conserves it, even if its timing is slightly off" was wrong for what was displayed.
test("does not praise the HNN when its displayed motion is of another kind than the true one", () => {
  const pendulum = defaultExperiment(catalogue, "pendulum");
  const runs = finished(pendulum, { hnn: good });
  const lead = leadWords(catalogue, pendulum, runs, {
    truth: path(0, 3, 6, 9, 12),
    hnn: path(0, 2.5, 0, -2.5, 0),
  });
  assert.equal(lead, text.leadOtherMotion("pendulums"));
});

test("compares only coordinates that move", () => {
  const bodies = defaultExperiment(catalogue, "two-body");
  const d = describedSystem(catalogue, "two-body").degreesOfFreedom;
  const along = (amplitude: number) => {
    const row = (t: number) => [t, ...Array.from({ length: d - 1 }, () => amplitude * t)];
    const x = Float64Array.from(
      [0, 1, 2].flatMap((t) => [...row(t), ...Array.from({ length: d }, () => 0)]),
    );
    return { t: Float64Array.of(0, 1, 2), x } as Rollout;
  };
  const paths = { truth: along(1e-9), hnn: along(1e-3) };
  const runs = finished(bodies, { hnn: good });
  assert.equal(leadWords(catalogue, bodies, runs, paths), text.leadTrained(plural("two-body")));
});

// "More steps, more data or wider layers may help" was shown for systems whose motion the HNN cannot represent.
test("never promises that more training helps an HNN with friction or without momenta", () => {
  const damped = defaultExperiment(catalogue, "damped-pendulum");
  const friction = leadWords(catalogue, damped, finished(damped, { hnn: good }), {});
  assert.equal(friction, text.leadFriction(plural("damped-pendulum"), "Dissipative HNN"));
  const alone = { ...damped, view: { ...damped.view, contestants: "hnn,baseline" } };
  const without = leadWords(catalogue, alone, finished(alone, {}), {});
  assert.equal(without, text.leadFriction(plural("damped-pendulum"), null));

  const fast = defaultExperiment(catalogue, "relativistic-particle");
  const told = { ...fast, settings: { ...fast.settings, coordinates: "velocities" } };
  const velocities = leadWords(catalogue, told, finished(told, {}), {});
  assert.match(velocities, /no canonical Hamiltonian form/);
});

// With constant mass (q, q̇) is (q, p) up to a factor, and there the HNN does learn.
test("does not deny the HNN velocities of a system with constant mass", () => {
  const spring = defaultExperiment(catalogue, "spring");
  const told = { ...spring, settings: { ...spring.settings, coordinates: "velocities" } };
  assert.equal(
    leadWords(catalogue, told, finished(told, { hnn: good }), {}),
    text.leadTrained(plural("spring")),
  );
});
