import assert from "node:assert/strict";
import { test } from "node:test";
import {
  catalogue,
  defaultsFor,
  settingRow,
  systemInfo,
} from "../../web/src/catalogue/catalogue.js";
import {
  checkSetting,
  clampSetting,
  completeSettings,
  nearestName,
} from "../../web/src/catalogue/check.js";

test("defaults pass their own checks, for every system", () => {
  for (const { id } of catalogue.systems) {
    const defaults = defaultsFor(id);
    for (const row of catalogue.settings) assert.equal(checkSetting(row, defaults[row.key]), null);
    assert.deepEqual(completeSettings(catalogue, { system: id }), defaults);
    assert.equal(systemInfo(id).id, id);
  }
});

test("every setting refuses NaN, other types, and values just outside its range", () => {
  for (const row of catalogue.settings) {
    for (const bad of [Number.NaN, Infinity, null, undefined, {}, [Number.NaN], ["1"], "no such"]) {
      const problem = checkSetting(row, bad);
      assert.ok(problem?.startsWith(`${row.key} must be `), `${row.key} takes ${String(bad)}`);
    }
    if (row.type !== "number" && row.type !== "integer") continue;
    const step = row.type === "integer" ? 1 : Math.abs(row.max) * 1e-6;
    for (const bad of [row.min - step, row.max + step]) {
      const problem = checkSetting(row, bad);
      assert.ok(problem?.includes(`${row.min}…${row.max}`) && problem.endsWith(`got ${bad}`));
    }
    for (const good of [row.min, row.max]) assert.equal(checkSetting(row, good), null);
    assert.match(checkSetting(row, "1") ?? "", /got "1"$/);
  }
});

test("rejects fractions for integers, and bad entries and lengths of lists", () => {
  assert.match(checkSetting(settingRow("steps"), 1.5) ?? "", /an integer/);
  const hidden = settingRow("hidden");
  for (const bad of [[], [0], [1.5], [1025], Array(7).fill(8), 200]) {
    assert.match(checkSetting(hidden, bad) ?? "", /^hidden must be a list of 1…6 integers 1…1024/);
  }
  assert.equal(checkSetting(hidden, Int32Array.of(16, 16)), null);
});

test("clamps to an allowed value or returns none", () => {
  const rate = settingRow("learningRate");
  assert.equal(clampSetting(rate, 1e9), rate.max);
  assert.equal(clampSetting(rate, -Infinity), rate.min);
  assert.equal(clampSetting(rate, Number.NaN), undefined);
  assert.equal(clampSetting(rate, "0.1"), undefined);
  assert.equal(clampSetting(settingRow("steps"), 10.6), 11);
  assert.deepEqual(clampSetting(settingRow("hidden"), [0, 1e9, 3.2]), [1, 1024, 3]);
  assert.equal(clampSetting(settingRow("hidden"), []), undefined);
  assert.equal(clampSetting(settingRow("system"), "moon"), undefined);
  for (const row of catalogue.settings) {
    for (const value of [-1e300, -1, 0, 0.5, 7, 1e300, true, "tanh", [1, 2], [-1e9]]) {
      const clamped = clampSetting(row, value);
      if (clamped !== undefined) assert.equal(checkSetting(row, clamped), null, row.key);
    }
  }
});

test("suggests a name for a misspelt one, not for an unrelated one", () => {
  const keys = catalogue.settings.map((row) => row.key);
  assert.equal(nearestName("learningrate", keys), "learningRate");
  assert.equal(nearestName("trajectory", keys), "trajectories");
  assert.equal(nearestName("zzzzzzzz", keys), undefined);
});
