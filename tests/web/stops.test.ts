// Where and why motions end early, in words (catalogue/stops.ts).
import assert from "node:assert/strict";
import { test } from "node:test";
import { stoppedWords } from "../../web/src/app/views/stopped.js";
import { energyCaption } from "../../web/src/app/views/words.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import type { SystemInfo } from "../../web/src/catalogue/settings.js";
import { orbitStopWords, plainWriter, stopText, stopWords } from "../../web/src/catalogue/stops.js";
import { german } from "../../web/src/catalogue/strings.de.js";
import { stopReasons } from "../../web/src/protocol/stop.js";

const systemOf = (id: string) => catalogue.systems.find((one) => one.id === id) as SystemInfo;
const at = (reason: (typeof stopReasons)[number], ...x: number[]) => ({
  ...{ reason, t: 1.23456, x: Float64Array.from(x) },
});

test("a collision names the two nearest bodies, whatever their order in the state", () => {
  // x of three bodies, then y: the second and third are nearest.
  const x = [0, 3, 3.0001, 0, 1, 1, ...[0, 0, 0, 0, 0, 0]];
  assert.equal(
    stoppedWords(at("step-underflow", ...x), systemOf("three-body")),
    "bodies 2 and 3 come closer than the integrator can resolve at t = 1.235",
  );
  const kepler = stoppedWords(at("step-underflow", 0, 0, 1, 1), systemOf("kepler"));
  assert.match(kepler, /^the body comes closer to the centre .* at t = 1\.235$/);
  const without = stoppedWords(at("step-underflow", 0, 0), systemOf("pendulum"));
  assert.match(without, /^the motion changes faster/);
});

// Momenta grow beyond the bound before the step size underflows: that is a collision, not an escape.
test("a momentum beyond the bound where bodies meet is an encounter, elsewhere an escape", () => {
  const met = at("bound", 5e-13, -5e-13, 0, 0, -1.1e6, 1.1e6, 0, 0);
  assert.match(stoppedWords(met, systemOf("two-body")), /^bodies 1 and 2 come closer/);
  const apart = at("bound", 5, -5, 0, 0, -1.1e6, 1.1e6, 0, 0);
  assert.match(stoppedWords(apart, systemOf("two-body")), /^left the range: p\S* = −1\.100 × 10⁶/);
});

test("an escape names the component that is largest, and its value", () => {
  assert.equal(
    stoppedWords(at("bound", 0, 2, -1.5e6, 4), systemOf("henon-heiles")),
    "left the range: p₁ = −1.500 × 10⁶ at t = 1.235",
  );
});

test("without a system, and in the package, components have plain names", () => {
  const stop = at("bound", 3e6, 1);
  assert.equal(
    stopWords(stop, null, plainWriter(null, 2)),
    "left the range: x[0] = 3000000 at t = 1.235",
  );
  const system = systemOf("henon-heiles");
  assert.equal(
    orbitStopWords({ ...at("unsolved", 0, 0, 0, 0), orbit: 2 }, system, plainWriter(system, 4)),
    "orbit 3: the implicit step at t = 1.235 did not converge; use a smaller time step",
  );
});

test("every reason has words that contain the time, in both languages", () => {
  const sample = (words: (...given: string[]) => string) =>
    words.length === 3 ? words("a", "b", "1.2") : words("1.2");
  for (const [name, words] of Object.entries(stopText)) {
    if (name === "orbit") continue;
    assert.match(sample(words as (...given: string[]) => string), /1\.2/, name);
    const translated = (german.stopText as Record<string, unknown>)[name];
    assert.match(sample(translated as (...given: string[]) => string), /1\.2/, name);
  }
  for (const reason of stopReasons) assert.ok(reason in stopText, reason);
});

// The caption said "left the plot" at the last output time, whatever had happened and when.
test("a motion's caption says what ended it, and when", () => {
  const numbers = Float64Array.of(0, 1);
  const path = {
    ...{ t: numbers, x: new Float64Array(16), energy: numbers, kineticEnergy: numbers },
    ...{ learnedEnergy: numbers, finished: false, note: "", guarded: 0 },
    stop: at("step-underflow", 0, 0, 0, 0, 1, -1, 0, 0),
  };
  assert.equal(
    energyCaption(path, 2, ({ stop }) => (stop ? stoppedWords(stop, systemOf("two-body")) : "")),
    "bodies 1 and 2 come closer than the integrator can resolve at t = 1.235",
  );
});
