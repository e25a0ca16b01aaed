// Pinned runs as plain data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { defaultExperiment } from "../../web/src/state/experiment.js";
import {
  changedPin,
  mostPins,
  nameOfRun,
  type PinnedRun,
  pinned,
  pinsFor,
} from "../../web/src/state/pins.js";

const run = (name: string, system = "pendulum"): Omit<PinnedRun, "id"> => ({
  ...{ name, system, paths: {}, curves: {}, numbers: {}, shown: true },
});

test("a run is named by what is special about it", () => {
  const { settings } = defaultExperiment(catalogue, "pendulum");
  const plain = nameOfRun(catalogue, settings);
  const special = nameOfRun(catalogue, { ...settings, noise: 0.25, seed: 4 });
  assert.notEqual(plain, special);
  assert.match(special, /0\.25/);
  assert.match(special, /4/);
  const all = {
    ...settings,
    noise: 0.3,
    seed: 9,
    steps: 77,
    trajectories: 9,
    points: 9,
    hidden: [3],
  };
  assert.ok(nameOfRun(catalogue, all).length <= 60);
});

test("the oldest leaves, and no two have the same id", () => {
  let pins: readonly PinnedRun[] = [];
  for (let i = 0; i < mostPins + 2; i++) pins = pinned(pins, run(`run ${i}`));
  assert.equal(pins.length, mostPins);
  assert.equal(pins.at(-1)?.name, `run ${mostPins + 1}`);
  assert.equal(new Set(pins.map(({ id }) => id)).size, mostPins);
});

test("runs of other systems and hidden ones are not in the pictures; an empty name changes nothing", () => {
  let pins = pinned(pinned([], run("one")), run("other", "spring"));
  assert.deepEqual(
    pinsFor(pins, "pendulum").map(({ name }) => name),
    ["one"],
  );
  const [first] = pins as [PinnedRun, PinnedRun];
  pins = changedPin(pins, first.id, { name: "   " });
  assert.equal(pins[0]?.name, "one");
  pins = changedPin(pins, first.id, { shown: false });
  assert.deepEqual(pinsFor(pins, "pendulum"), []);
  assert.equal(pinsFor(pins, "spring").length, 1);
});
