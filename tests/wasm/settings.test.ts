// Every entry point of the package rejects values that are out of range, not a number, or of another type, with a message.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createLab, type SettingsInput } from "../../web/src/lab/index.js";
import { messageOf, small } from "./support.js";

const lab = await createLab();
const { settings: table, systems, defaults, families, published } = lab.catalogue;

test("the package gives catalogue.json, a copy each time", () => {
  const file = new URL("../../wasm_build/dist/catalogue.json", import.meta.url);
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), lab.catalogue);
  lab.catalogue.settings.length = 0;
  assert.deepEqual(lab.catalogue.settings, table);
});

test("a session without settings has the quick ones of the pendulum", () => {
  const run = lab.session();
  const index = systems.findIndex(({ id }) => id === "pendulum");
  assert.deepEqual(run.settings, defaults[index]);
  assert.deepEqual([run.step, run.canTrain, run.network.stateSize], [0, true, 2]);
  run.dispose();
});

test("selects the published experiment by one word, for every system", () => {
  for (const [at, { id: system }] of systems.entries()) {
    assert.deepEqual(lab.settings({ system, preset: "published" }), published[at]);
    assert.deepEqual(lab.settings({ system, preset: "quick" }), defaults[at]);
    assert.notDeepEqual(published[at], defaults[at]);
  }
  const run = lab.session({ ...small, preset: "published" });
  assert.equal(run.settings?.schedule, "constant");
  assert.ok(!("preset" in (run.settings ?? {})));
  run.dispose();
});

test("rejects an unknown preset, naming the two available ones", () => {
  const named = (preset: unknown) => messageOf(() => lab.session({ preset } as SettingsInput));
  assert.equal(named("fast"), 'preset must be "quick" | "published", got "fast"');
  assert.match(named(null), /^preset must be .*, got null$/);
  assert.match(named(7), /^preset must be .*, got 7$/);
});

test("a family that needs its own quick settings has them", () => {
  for (const own of families) {
    assert.deepEqual(lab.settings({ system: own.system, model: own.model }), own);
    const other = lab.settings({ system: own.system });
    assert.notEqual(other.steps, own.steps);
  }
});

for (const row of table) {
  test(`${row.key}: NaN, another type and values out of range are refused`, () => {
    const refusal = (value: unknown) =>
      messageOf(() => lab.session({ ...small, [row.key]: value } as SettingsInput));
    const wrong = row.type === "choice" ? [1, "", "x"] : ["1", {}, Number.NaN, [Number.NaN]];
    const outside =
      row.type === "number" || row.type === "integer"
        ? [row.min - 1, row.max + 1, Infinity]
        : row.type === "integers"
          ? [[], [row.min - 1], [row.max + 1], [1.5]]
          : [];
    for (const value of [null, ...wrong, ...outside]) {
      const message = refusal(value);
      assert.ok(message.startsWith(`${row.key} must be `), message);
      assert.match(message, /, got /);
    }
  });
}

test("rejects the same values in the core without earlier checks", () => {
  // Each of these sizes is valid alone, but not their product: only the core checks that.
  const refusal = messageOf(() => lab.session({ trajectories: 5000, points: 1000 }));
  assert.equal(refusal, "trajectories × points must be at most 1000000, got 5000 × 1000");
});

test("gives each system parameter its own range", () => {
  const [system] = systems;
  const values = system!.parameters.map((parameter) => parameter.defaultValue);
  const given = (systemParameters: number[]) => () =>
    lab.session({ ...small, system: system!.id, systemParameters });
  given(values)().dispose();
  assert.match(messageOf(given([...values, 1])), /^systemParameters must be a list of/);
  values[0] = system!.parameters[0]!.max * 2;
  assert.match(messageOf(given(values)), /^systemParameters\[0\] \(.*\) must be .*…/);
});

test("an unknown key suggests the right one", () => {
  const refused = { ...small, learningrate: 1 } as SettingsInput;
  assert.equal(
    messageOf(() => lab.session(refused)),
    'unknown setting "learningrate": did you mean "learningRate"?',
  );
  assert.match(
    messageOf(() => lab.session([] as never)),
    /settings must be an object/,
  );
});

test("requests are checked like settings", async () => {
  const run = lab.session(small);
  assert.match(
    messageOf(() => run.timeDerivative([1, 2, 3])),
    /^x must hold whole samples of 2/,
  );
  assert.match(
    messageOf(() => run.timeDerivative([])),
    /^x must hold/,
  );
  assert.match(
    messageOf(() => run.timeDerivative([1, Number.NaN])),
    /^x\[1\] must be a finite/,
  );
  assert.match(
    messageOf(() => run.timeDerivative([[1, 2]] as never)),
    /^x must be a flat list/,
  );
  assert.match(
    messageOf(() => run.lossAndGradient([1, 2], [1, 2, 3, 4])),
    /^dxdt must be/,
  );
  assert.match(
    messageOf(() => run.rollout({ x0: [1] })),
    /^x0 must be/,
  );
  assert.match(
    messageOf(() => run.rollout({ stepSize: 0 })),
    /^stepSize must be positive/,
  );
  assert.match(
    messageOf(() => run.rollout({ duration: Infinity })),
    /^duration must be/,
  );
  assert.match(
    messageOf(() => run.rollout({ points: 1 })),
    /^points must be an integer/,
  );
  assert.match(
    messageOf(() => run.rollout({ integrator: "verlet" })),
    /^integrator must be/,
  );
  assert.match(
    messageOf(() => run.rollout({ integrater: "rk4" } as never)),
    /mean "integrator"/,
  );
  assert.match(
    messageOf(() => run.grid({ columns: 1 })),
    /^columns must be/,
  );
  assert.match(
    messageOf(() => run.grid({ xAxis: 1, yAxis: 1 })),
    /^yAxis must be/,
  );
  assert.match(
    messageOf(() => run.metrics({ starts: 0 })),
    /^starts must be/,
  );
  await assert.rejects(run.train({ steps: 0 }).next(), /^RangeError: steps must be an integer/);
  await assert.rejects(run.train({ setps: 3 } as never).next(), /did you mean "steps"/);
  run.dispose();
});

test("accepts any list of numbers", () => {
  const run = lab.session(small);
  const x = [0.5, -0.25, 1, 2];
  const expected = run.timeDerivative(x);
  assert.ok(expected instanceof Float64Array && expected.length === 4);
  assert.deepEqual(run.timeDerivative(Float32Array.from(x)), expected);
  assert.deepEqual(run.timeDerivative(Float64Array.from(x)), expected);
  assert.deepEqual(
    lab.session({ ...small, hidden: Int32Array.of(8, 8) }).fingerprint,
    run.fingerprint,
  );
});

test("reports that a run is disposed", () => {
  const run = lab.session(small);
  run.dispose();
  run.dispose();
  assert.ok(run.disposed);
  assert.match(
    messageOf(() => run.timeDerivative([1, 2])),
    /has been disposed of/,
  );
  assert.match(
    messageOf(() => run.fingerprint),
    /has been disposed of/,
  );
  const other = lab.session(small);
  other[Symbol.dispose]();
  assert.ok(other.disposed);
});
