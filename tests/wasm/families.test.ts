// Lagrangian and dissipative networks through the package: settings, model files, friction, parts of the field, coordinates.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, defaultsFor, systemInfo } from "../../web/src/catalogue/catalogue.js";
import { inCoordinates } from "../../web/src/catalogue/settings.js";
import { createLab } from "../../web/src/lab/index.js";

const lab = await createLab();
const small = { hidden: [12, 12], trajectories: 6, points: 12, steps: 30 };
const lnn = { ...small, system: "double-pendulum", model: "lnn" };
const dhnn = { ...small, system: "damped-pendulum", model: "dissipative-hnn" };

test("gives a Lagrangian network its own default settings", () => {
  const settings = lab.settings({ model: "lnn" });
  assert.equal(settings.coordinates, "velocities");
  assert.equal(settings.activation, "swish");
  assert.equal(lab.settings({ model: "lnn", activation: "tanh" }).activation, "tanh");
  assert.throws(
    () => lab.session({ model: "lnn", coordinates: "canonical" }),
    /coordinates of model "lnn" must be "velocities", got "canonical"/,
  );
  assert.throws(
    () => lab.session({ model: "lnn", activation: "elu" }),
    /activation of model "lnn" must be one with a continuous second derivative/,
  );
  assert.throws(
    () => lab.session({ system: "two-body", samples: "grid" }),
    /samples of system "two-body" must be "trajectories"/,
  );
});

test("continues runs of both families bit for bit from either kind of model file", () => {
  for (const settings of [lnn, dhnn, { ...dhnn, model: "hnn", field: "both", angles: "wrapped" }]) {
    for (const format of ["json", "safetensors"] as const) {
      const run = lab.session(settings);
      run.advance(5);
      const loaded = lab.load(run.save({ format }));
      assert.equal(loaded.fingerprint, run.fingerprint);
      assert.deepEqual(loaded.network, run.network);
      run.advance(5);
      loaded.advance(5);
      assert.equal(loaded.fingerprint, run.fingerprint, `${settings.model} ${format}`);
      for (const one of [run, loaded]) one.dispose();
    }
  }
});

test("evaluates a network file like its run, and starts a run from it", () => {
  for (const settings of [lnn, dhnn]) {
    const run = lab.session(settings);
    run.advance(3);
    const { settings: _, step, optimizer, ...file } = JSON.parse(run.saveText());
    assert.ok(step === 3 && optimizer);
    const alone = lab.load(file);
    assert.equal(alone.canTrain, false);
    const x = Float64Array.from({ length: run.network.stateSize }, (_, i) => 0.3 + 0.2 * i);
    assert.deepEqual(alone.timeDerivative(x), run.timeDerivative(x));
    assert.deepEqual(alone.energy(x), run.energy(x));
    const begun = lab.load(file, { system: settings.system });
    assert.equal(begun.fingerprint, run.fingerprint);
    assert.equal(begun.step, 0);
    assert.deepEqual(begun.network, run.network);
  }
});

// A new family's file could not be loaded, because the reader knew the layouts of the others by name.
test("every family of the catalogue survives save and load", () => {
  for (const { id, solvedAtOnce, needsVelocities } of catalogue.models) {
    const run = lab.session({
      ...small,
      ...{ system: "pendulum", model: id, angles: "cos-sin" },
      ...(solvedAtOnce && { hidden: [12], activation: "tanh" }),
      ...(needsVelocities && { coordinates: "velocities", activation: "swish" }),
    });
    run.advance(5);
    const loaded = lab.load(run.saveText());
    assert.equal(loaded.fingerprint, run.fingerprint, id);
    assert.deepEqual(loaded.network, run.network, id);
    assert.deepEqual(loaded.settings, run.settings, id);
    for (const one of [run, loaded]) one.advance(5);
    assert.equal(loaded.fingerprint, run.fingerprint, id);
  }
});

test("reports errors in the fields that these families add to files", () => {
  const run = lab.session(lnn);
  const file = JSON.parse(run.saveText());
  assert.equal(file.angles, "cos-sin");
  assert.deepEqual(file.angleCoordinates, [0, 1]);
  const refused = (change: object, message: RegExp) =>
    assert.throws(() => lab.load({ ...file, fingerprint: undefined, ...change }), message);
  refused({ angles: "spun" }, /"angles" must be one of auto, plain, wrapped, cos-sin, got "spun"/);
  refused({ angleCoordinates: [1, 0] }, /"angleCoordinates" must be increasing whole numbers/);
  refused({ angleCoordinates: [0] }, /weights.W1 must have an even number of columns/);
  refused({ kineticPrior: -1 }, /kineticPrior must be 0…100, got -1/);
  refused({ massRegularisation: 2 }, /massRegularisation must be 0…1, got 2/);
  refused({ kineticPrior: 3 }, /settings.kineticPrior is 1, but its network has 3/);
  const { W1d, ...lacking } = JSON.parse(lab.session(dhnn).saveText()).weights;
  assert.ok(W1d);
  assert.throws(
    () => lab.load({ ...JSON.parse(lab.session(dhnn).saveText()), weights: lacking }),
    /weights.W1d is missing/,
  );
});

test("reads a run saved before these settings existed with their defaults", () => {
  const run = lab.session({ ...small, system: "pendulum" });
  const file = JSON.parse(run.saveText());
  const young = [
    "angles",
    "kineticPrior",
    "massRegularisation",
    "coordinates",
    "samples",
    "lossNorm",
  ];
  for (const key of young) {
    assert.ok(key in file.settings, key);
    delete file.settings[key];
  }
  const loaded = lab.load(file);
  assert.deepEqual(loaded.settings, run.settings);
  assert.equal(loaded.fingerprint, run.fingerprint);
});

test("scales the learned and the true friction", () => {
  const run = lab.session(dhnn);
  run.advance(10);
  assert.equal(run.hasDissipation, true);
  for (const source of ["model", "truth"] as const) {
    const part = (name: "whole" | "conservative" | "dissipative", friction = 1) =>
      run.grid({ source, columns: 4, rows: 4, part: name, friction }).dy;
    const [whole, kept, lost] = [part("whole"), part("conservative"), part("dissipative")];
    for (const [i, value] of whole.entries())
      assert.ok(Math.abs(value - kept[i]! - lost[i]!) < 1e-12);
    assert.deepEqual(part("whole", 0), kept);
  }
  const truth = run.rollout({ source: "truth", friction: 0, x0: [1, 0], duration: 30 });
  assert.ok(Math.abs(truth.energy.at(-1)! - truth.energy[0]!) < 1e-4);
  const damped = run.rollout({ source: "truth", x0: [1, 0], duration: 30 });
  assert.ok(damped.energy.at(-1)! < 0.9 * damped.energy[0]!);
  assert.throws(() => run.rollout({ friction: -1 }), /friction must be 0…10, got -1/);
  assert.throws(
    () => run.grid({ part: "half" as "whole" }),
    /part must be whole \| conservative \| dissipative, got "half"/,
  );
});

test("starts roll-outs in velocities at the system's own start, and refuses studies of momenta", () => {
  const run = lab.session(lnn);
  const system = inCoordinates(systemInfo("double-pendulum"), "velocities");
  assert.deepEqual(
    system.coordinates.map(({ symbol, unit }) => `${symbol} ${unit}`),
    ["θ_1 rad", "θ_2 rad", "θ\u0307_1 rad/s", "θ\u0307_2 rad/s"],
  );
  const { x, guarded } = run.rollout({ duration: 1, points: 3 });
  assert.deepEqual(Array.from(x.slice(0, 4)), system.view.showcaseStart);
  assert.equal(guarded, 0);
  assert.throws(
    () => run.study({ type: "chaos", orbits: 2, duration: 5 }).next(),
    /canonical|section/,
  );
});

test("describes every system in velocities, too", () => {
  for (const { id, degreesOfFreedom, velocities, angles } of catalogue.systems) {
    assert.equal(velocities.coordinates.length, degreesOfFreedom, id);
    assert.equal(velocities.showcaseStart.length, 2 * degreesOfFreedom, id);
    assert.ok(velocities.yMin < velocities.yMax, id);
    assert.ok(angles.every((i) => i < degreesOfFreedom));
  }
  assert.equal(defaultsFor("relativistic-particle").coordinates, "velocities");
  assert.equal(defaultsFor("damped-spring").samples, "grid");
});

test("fits a relativistic particle with a Hamiltonian network only in momenta", () => {
  const error = (coordinates: string) => {
    const run = lab.session({ system: "relativistic-particle", coordinates, hidden: [32, 32] });
    run.advance(600);
    return run.metrics({ starts: 10 }).coordinateMse;
  };
  assert.ok(error("canonical") < error("velocities") / 5);
});

test("reproduces the frictionless motion when friction is removed after training", async () => {
  // Where D may take a part of J∇H, or H of ∇D, paths without friction are displaced (docs/decisions/0009).
  const shape = {
    system: "damped-spring",
    model: "dissipative-hnn",
    hidden: [64, 64],
    steps: 1000,
  };
  const run = lab.session(shape);
  for await (const _ of run.train());
  const along = (friction: number) => run.rollout({ x0: [1, 0], duration: 6, friction }).energy;
  const free = along(0);
  const first = Number(free[0]);
  for (const energy of free) assert.ok(Math.abs(energy / first - 1) < 0.2, `${first} → ${energy}`);
  assert.ok(Number(along(1).at(-1)) < 0.01 * first);
  run.dispose();
});
