// Pinned runs as data: their contents, later additions, and restoring them on a later visit.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import type { Ink } from "../../web/src/drawing/ink.js";
import { pale, pinDashes, pinGlyphs } from "../../web/src/drawing/pinInk.js";
import type { Measured } from "../../web/src/protocol/measured.js";
import { contestants, type Rollout } from "../../web/src/protocol/snapshot.js";
import type { ReversalResult } from "../../web/src/protocol/study.js";
import { defaultExperiment } from "../../web/src/state/experiment.js";
import {
  change,
  changedPin,
  followed,
  freeName,
  keptPins,
  longestName,
  mostPins,
  nameOfRun,
  type Pin,
  type PinnedRun,
  pinned,
  pinsOf,
  placeOf,
  studied,
  withoutPin,
  withPin,
  withStudy,
} from "../../web/src/state/pins.js";
import { pageStyles, themeColour } from "./pageStyles.js";

const { settings } = defaultExperiment(catalogue, "pendulum");
const path = (value: number): Rollout => ({
  t: Float64Array.of(0, 1),
  x: Float64Array.of(value, 0, value, 1),
  energy: Float64Array.of(value, Number.NaN),
  kineticEnergy: Float64Array.of(0, value),
  learnedEnergy: new Float64Array(),
  finished: false,
  stop: { reason: "bound", t: 1, x: Float64Array.of(1e7, 0) },
  note: "left the range",
  guarded: 0,
});
const run = (change: Partial<PinnedRun> = {}): PinnedRun => ({
  ...{ generation: 3, step: 100, solvedAtOnce: false, testLoss: 0.5, seconds: Number.NaN },
  ...{ fingerprint: "0123456789abcdef", metrics: null, path: path(1), studies: {} },
  curve: {
    step: Float64Array.of(0, 100),
    train: Float64Array.of(1, 0.4),
    test: Float64Array.of(1, 0.5),
    seconds: Float64Array.of(0, Number.NaN),
  },
  ...change,
});
const pin = (slot: Pin["slot"], change: Partial<Pin> = {}): Pin => ({
  ...{ slot, name: `run ${slot}`, hidden: false, place: "pendulum", settings, pathKey: "here" },
  runs: { hnn: run(), baseline: run() },
  ...change,
});
const metrics = {
  ...{ trainLoss: 1, testLoss: 1, energyMse: 1, energyMseStderr: 0, energyDrift: 1 },
  ...{ coordinateMse: 1, fieldError: 1, guarded: 0 },
};
const gone: ReversalResult = {
  ...{
    type: "reversal" as const,
    progress: 1,
    t: Float64Array.of(0, 2),
    stopOut: null,
    stopBack: null,
    note: "",
  },
  ...{ forward: Float64Array.of(1, 2), backward: new Float64Array() },
  ...{ gap: Float64Array.of(0, 1e-7), volumeError: Float64Array.of(0, 0) },
  symplecticError: Float64Array.of(0, 0),
};

test("evicts the oldest pin and keeps the slots of the others", () => {
  let pins: Pin[] = [];
  for (let i = 0; i < mostPins + 2; i++) {
    const { slot: _, ...rest } = pin(0, { name: `run ${i}` });
    pins = withPin(pins, rest);
    assert.equal(new Set(pins.map(({ slot }) => slot)).size, pins.length);
  }
  assert.deepEqual(
    pins.map(({ name }) => name),
    ["run 2", "run 3", "run 4"],
  );
  const middle = pins[1] as Pin;
  const fewer = withoutPin(pins, middle.slot);
  assert.equal(fewer.length, mostPins - 1);
  assert.deepEqual(withPin(fewer, middle).at(-1), middle);
});

test("names a run by its differences, the new ones first", () => {
  const plain = nameOfRun(catalogue, settings, settings.steps);
  const special = { ...settings, noise: 0.25, seed: 4, trajectories: 9, points: 9, hidden: [3] };
  const name = nameOfRun(catalogue, special, settings.steps);
  assert.notEqual(plain, name);
  assert.ok(name.length <= longestName);
  assert.match(nameOfRun(catalogue, special, 7, { ...special, seed: 5 }), /^Seed 4/);
  assert.match(nameOfRun(catalogue, special, 7, special), /^7 steps/);
});

test("gives each pin a unique name that fits its field", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 3 }), (wanted) => {
      let pins: Pin[] = [];
      wanted.forEach((name, i) => {
        pins = withPin(pins, pin(i as Pin["slot"], { name: freeName(pins, name) }));
      });
      const names = pins.map(({ name }) => name);
      return new Set(names).size === names.length && names.every((n) => n.length <= longestName);
    }),
  );
});

test("selects pinned runs of included networks that are shown and have the requested data", () => {
  const pins = [pin(0), pin(1, { hidden: true }), pin(2, { runs: { hnn: run({ path: null }) } })];
  const found = pinned(pins, ["hnn", "baseline"], ({ path: way }) => way);
  assert.deepEqual(
    found.map(({ who, pin: { slot } }) => [who, slot]),
    [
      ["hnn", 0],
      ["baseline", 0],
    ],
  );
  assert.deepEqual(
    pinned(pins, ["second-order"], ({ path: way }) => way),
    [],
  );
  assert.equal(pinned(changedPin(pins, 1, { hidden: false }), ["hnn"], () => true).length, 3);
  assert.deepEqual(pinsOf([...pins, pin(0, { place: "spring" })], "spring").length, 1);
});

test("updates a pin only while its run is the present one", () => {
  const pins = [pin(0), pin(1, { place: "spring" })];
  const same = run({ metrics, path: path(2) });
  const after = followed(pins, "pendulum", "elsewhere", { hnn: same });
  assert.equal(after[0]?.runs.hnn?.path, same.path);
  assert.equal(after[0]?.runs.hnn?.metrics, metrics);
  assert.equal(after[0]?.pathKey, "elsewhere");
  assert.equal(after[0]?.runs.baseline, pins[0]?.runs.baseline);
  assert.equal(after[1], pins[1]);
  // Nothing new, another step, another generation: the identical list, so that nothing is repainted.
  assert.equal(followed(after, "pendulum", "elsewhere", { hnn: same }), after);
  for (const other of [run({ step: 101, path: path(3) }), run({ generation: 4, path: path(3) })])
    assert.equal(followed(pins, "pendulum", "here", { hnn: other }), pins);
  // Missing measurements remove nothing.
  assert.equal(followed(after, "pendulum", "elsewhere", { hnn: run({ path: null }) }), after);
});

test("adds a study to the pins of its model, and finds it by its request", () => {
  const pins = [pin(0), pin(1, { runs: { hnn: run({ step: 7 }) } })];
  const after = withStudy(pins, "hnn", { generation: 3, step: 100 }, "T = 2", gone);
  const [first, second] = after.map(({ runs }) => runs.hnn as PinnedRun);
  assert.equal(studied(first as PinnedRun, "reversal", "T = 2"), gone);
  assert.equal(studied(first as PinnedRun, "reversal", "T = 3"), null);
  assert.equal(studied(first as PinnedRun, "chaos", "T = 2"), null);
  assert.deepEqual(second?.studies, {});
});

test("restores pins from a store, and none from invalid contents", () => {
  const given = [
    ...withStudy([pin(0)], "hnn", { generation: 3, step: 100 }, "T = 2", gone),
    pin(2, { name: "ζ “quoted” ×", hidden: true }),
  ];
  const read = keptPins(structuredClone(given));
  const stale = given.map((one) => ({
    ...one,
    runs: Object.fromEntries(
      Object.entries(one.runs).map(([who, old]) => [who, { ...old, generation: -1 }]),
    ),
  }));
  assert.deepEqual(read, stale);
  // No model of the new visit is that of the old one.
  assert.equal(followed(read, "pendulum", "x", { hnn: run({ path: path(9) }) }), read);
  const damaged = (change: object) => [{ ...pin(0), ...change }];
  for (const other of [
    ...[undefined, null, 7, "[]", {}, [null], [pin(0), pin(1), pin(2), pin(0)]],
    damaged({ slot: 5 }),
    damaged({ name: 7 }),
    damaged({ runs: null }),
    damaged({ runs: { nobody: run() } }),
    damaged({ runs: { hnn: { ...run(), step: "many" } } }),
    damaged({ runs: { hnn: { ...run(), path: { t: [0, 1] } } } }),
    damaged({ runs: { hnn: { ...run(), curve: null, studies: undefined } } }),
  ])
    assert.deepEqual(keptPins(other), []);
});

test("expresses a change as a fraction of the pinned value", () => {
  assert.ok(Math.abs(change(8, 10) + 0.2) < 1e-12);
  assert.ok(Math.abs(change(-8, -10) - 0.2) < 1e-12);
  assert.equal(change(0, 0), 0);
  assert.ok(Number.isNaN(change(1, 0)));
  assert.ok(Number.isNaN(change(Number.NaN, 1)));
});

test("distinguishes pins by dash and marker, with sufficient contrast in both themes", () => {
  assert.equal(new Set(Object.values(pinGlyphs)).size, mostPins);
  assert.equal(new Set(Object.values(pinDashes).map(String)).size, mostPins);
  const css = pageStyles();
  for (const theme of ["light", "dark"] as const) {
    const colour = (name: string) => themeColour(css, theme, name);
    const ink = Object.fromEntries(
      ["paper", ...contestants].map((name) => [name, colour(name)]),
    ) as unknown as Ink;
    for (const who of contestants) {
      assert.notEqual(pale(ink, who), ink[who]);
      const ratio = contrast(pale(ink, who), ink.paper);
      assert.ok(ratio >= 2, `${who}: ${ratio}`);
    }
  }
  const forced = { hnn: "LinkText", paper: "Canvas" } as unknown as Ink;
  assert.equal(pale(forced, "hnn"), "LinkText");
});

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) =>
    [1, 3, 5]
      .map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * ([0.2126, 0.7152, 0.0722][i] as number), 0);
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

// The key was only the system's name: after Data → velocities a path in (q, p) was drawn over axes of (q, q̇), and two
// recordings with columns of the same names and lengths had the same key.
test("compares pins only within the same system and coordinates, or the same recordings", () => {
  const pendulum = defaultExperiment(catalogue, "pendulum");
  const inVelocities = {
    ...pendulum,
    settings: { ...pendulum.settings, coordinates: "velocities" },
  };
  assert.equal(placeOf(pendulum), "pendulum"); // pins of earlier visits keep their key
  assert.notEqual(placeOf(inVelocities), placeOf(pendulum));
  const otherSeed = { ...pendulum, settings: { ...pendulum.settings, seed: 7 } };
  assert.equal(placeOf(otherSeed), placeOf(pendulum));

  const recording = (first: number): Measured => ({
    ...{ name: "swing.csv", symbols: ["q", "p"], judged: false },
    t: Float64Array.of(0, 1),
    x: Float64Array.of(first, 0, 0, 1),
    dxdt: new Float64Array(),
    recording: Int32Array.of(0, 0),
  });
  const own = (first: number) => placeOf({ ...pendulum, measured: recording(first) });
  assert.equal(own(1), own(1));
  assert.notEqual(own(1), own(2));
  assert.notEqual(own(1), placeOf(pendulum));
});
