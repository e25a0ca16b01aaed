// The pure parts of the views on chaos and reversibility: classification of orbits, colours, and results.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between } from "../../web/src/canvas/loopView.js";
import { orbitAt, orbitColour, orbitColours } from "../../web/src/canvas/sectionView.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import type { SystemInfo } from "../../web/src/catalogue/settings.js";
import { chaosText } from "../../web/src/catalogue/strings.later.js";
import type { ChaosResult, SectionResult } from "../../web/src/protocol/study.js";
import {
  agrees,
  alreadyDrawn,
  crossingsOf,
  energyPresets,
  energyRange,
  outcomesOf,
  seriesOf,
  stateOf,
  verdictOf,
} from "../../web/src/state/chaos.js";
import { lastValues, pointsFor, symmetryOf } from "../../web/src/state/reversal.js";

test("classifies orbits as regular, chaotic, undecided, attracted or escaped", () => {
  // Hénon–Heiles at E = 1/8: a regular orbit's deviations grow like t, a chaotic one's like e^{λt}.
  assert.equal(verdictOf(Math.log(1000) / 1000, 0.6, 1000, true), "regular");
  assert.equal(verdictOf(0.05, Math.exp(-0.05 * 500), 500, true), "chaotic");
  assert.equal(verdictOf(0.05, 0, 2000, true), "chaotic");
  assert.equal(verdictOf(0.05, 2e-3, 120, true), "undecided");
  // A limit cycle aligns deviations along itself without any growth.
  assert.equal(verdictOf(0.001, 1e-12, 1000, true), "drawn-in");
  assert.equal(verdictOf(-0.05, 1e-12, 1000, true), "drawn-in");
  assert.equal(verdictOf(0.05, 1e-9, 400, false), "escaped");
  assert.equal(verdictOf(Number.NaN, 1, 400, true), "escaped");
  for (const verdict of ["regular", "chaotic", "undecided", "drawn-in", "escaped"] as const)
    assert.ok(chaosText.verdict[verdict]);
});

test("compares verdicts only if both are decided", () => {
  assert.equal(agrees("regular", "regular"), true);
  assert.equal(agrees("chaotic", "regular"), false);
  assert.equal(agrees("regular", "drawn-in"), false);
  assert.equal(agrees("undecided", "regular"), null);
  assert.equal(agrees(undefined, "regular"), null);
});

const chaos: ChaosResult = {
  ...{ type: "chaos", progress: 0.5, stops: [], note: "" },
  starts: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7),
  t: Float64Array.of(100, 200, 300),
  exponent: Float64Array.of(0.1, 0.01, 0.09, Number.NaN, 0.08, Number.NaN),
  sali: Float64Array.of(1e-3, 0.9, 1e-5, Number.NaN, 1e-9, Number.NaN),
  alive: Int32Array.of(1, 0),
};

test("uses the last finite outcome of each orbit", () => {
  const [first, second] = outcomesOf(chaos);
  assert.deepEqual(first, { exponent: 0.08, sali: 1e-9, time: 300, verdict: "chaotic" });
  assert.deepEqual(second, { exponent: 0.01, sali: 0.9, time: 100, verdict: "escaped" });
  const nothing = { ...chaos, t: new Float64Array(), exponent: new Float64Array() };
  assert.deepEqual(outcomesOf(nothing), []);
  assert.deepEqual([...seriesOf(chaos.sali, 2, 0)], [1e-3, 1e-5, 1e-9]);
  assert.deepEqual(stateOf(chaos.starts, 2, 1), [4, 5, 6, 7]);
});

const section = (crossings: number, shift = 0): SectionResult => ({
  ...{ type: "section", progress: 1, stops: [], note: "" },
  starts: Float64Array.of(0, 0, 0, 0, 0, 0.1, 0, 0),
  orbit: Int32Array.from({ length: crossings }, (_, i) => i % 2),
  t: Float64Array.from({ length: crossings }, (_, i) => i + shift),
  x: Float64Array.from({ length: 4 * crossings }, (_, k) => (k % 4 === 1 ? (k - 1) / 40 : 0)),
  energyError: Float64Array.of(0, 0),
  alive: Int32Array.of(1, 1),
});

test("draws only new crossings", () => {
  assert.equal(alreadyDrawn(null, section(4)), 0);
  assert.equal(alreadyDrawn(section(4), section(7)), 4);
  assert.equal(alreadyDrawn(section(7), section(7)), 7);
  assert.equal(alreadyDrawn(section(7), section(4)), 0, "fewer: restarted");
  assert.equal(alreadyDrawn(section(4), section(7, 0.5)), 0, "others");
  const elsewhere = { ...section(7), starts: Float64Array.of(0, 0, 0, 0, 0, 0.2, 0, 0) };
  assert.equal(alreadyDrawn(section(4), elsewhere), 0, "other starts");
  assert.deepEqual(crossingsOf(section(5), 1), [1, 3]);
});

test("selects the orbit of the nearest crossing within reach of the pointer", () => {
  const frame = {
    ...{ xAxis: 1, yAxis: 3, xMin: 0, xMax: 1, yMin: -1, yMax: 1 },
    ...{ xLabel: "", yLabel: "" },
  };
  const x = { min: 0, max: 1, from: 0, to: 100 };
  const y = { min: -1, max: 1, from: 100, to: 0 };
  assert.equal(orbitAt(section(5), frame, x, y, 11, 52), 1);
  assert.equal(orbitAt(section(5), frame, x, y, 19, 48), 0);
  assert.equal(orbitAt(section(5), frame, x, y, 90, 50), null);
});

// ---- colours ---------------------------------------------------------------------------------------------

const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const rgbOf = (hex: string) =>
  [1, 3, 5].map((i) => linear(Number.parseInt(hex.slice(i, i + 2), 16) / 255));
const times = (m: number[][], v: number[]) =>
  m.map((row) => row.reduce((sum, value, i) => sum + value * (v[i] ?? 0), 0));

/** Ottosson's OKLab: distances approximate perceived differences; 0.02 is just noticeable. */
function oklab(rgb: number[]): number[] {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

/** Machado, Oliveira & Fernandes 2009 (IEEE TVCG 15:1291), severity 1. */
const visions: Record<string, number[][]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const papers = { light: "#ffffff", dark: "#191c21" };

for (const theme of ["light", "dark"] as const) {
  test(`the ten ${theme} colours stay apart for every kind of colour vision, and from the paper`, () => {
    const colours = orbitColours[theme];
    assert.equal(new Set(colours).size, 10);
    assert.equal(orbitColour(13, theme === "dark"), colours[3]);
    const luminance = (hex: string) => times([[0.2126, 0.7152, 0.0722]], rgbOf(hex))[0] as number;
    for (const [name, matrix] of Object.entries(visions)) {
      const seen = colours.map((hex) =>
        oklab(times(matrix, rgbOf(hex)).map((v) => Math.min(1, Math.max(0, v)))),
      );
      seen.forEach((a, i) => {
        seen.slice(0, i).forEach((b, j) => {
          const distance = Math.hypot(...a.map((v, k) => v - (b[k] as number)));
          assert.ok(distance > 0.09, `${name}: ${colours[i]} and ${colours[j]}, ${distance}`);
        });
      });
    }
    for (const hex of colours) {
      const [dim, bright] = [luminance(hex), luminance(papers[theme])].sort((a, b) => a - b);
      const contrast = ((bright as number) + 0.05) / ((dim as number) + 0.05);
      assert.ok(contrast >= 2, `${hex}: ${contrast}`);
    }
  });
}

// ---- energies, loops, integrators ------------------------------------------------------------------------

test("keeps suggested energies and the slider inside the open interval of the section", () => {
  const systems = catalogue.systems.filter(({ section }) => section?.coordinate >= 0);
  const other = {
    id: "other",
    section: { energyMin: -3, energyMax: -1 },
  } as SystemInfo;
  for (const system of [...systems, other]) {
    const { energyMin, energyMax } = system.section;
    const { min, max } = energyRange(system.section);
    assert.ok(min > energyMin && max < energyMax && min < max, `${system.id}: ${min} … ${max}`);
    const presets = energyPresets(system);
    assert.equal(presets.length, 5);
    for (const { energy } of presets)
      assert.ok(energy >= min && energy <= max, `${system.id}: ${energy}`);
  }
});

test("interpolates a path smoothly through its states", () => {
  const count = 41;
  const circle = Float64Array.from(
    Array.from({ length: count }, (_, i) => [Math.cos(i * 0.4), Math.sin(i * 0.4)]).flat(),
  );
  const isNear = (a: number[], b: ArrayLike<number>) =>
    a.every((value, k) => Math.abs(value - (b[k] as number)) < 1e-12);
  assert.ok(isNear(between(circle, 2, 0), [1, 0]));
  assert.ok(isNear(between(circle, 2, 0.5), circle.slice(40, 42)));
  assert.ok(isNear(between(circle, 2, 1), circle.slice(-2)));
  assert.ok(isNear(between(circle, 2, 7), circle.slice(-2)), "held at the end");
  for (let share = 0.03; share < 0.97; share += 0.0171) {
    const [q = 0, p = 0] = between(circle, 2, share);
    // Catmull–Rom is of third order: 0.4⁴/24 of the radius would be its size.
    assert.ok(Math.hypot(q, p) - 1 < 1e-3 && Math.hypot(q, p) > 0.998, String(Math.hypot(q, p)));
  }
  assert.deepEqual(between(Float64Array.of(3, 4), 2, 0.5), [3, 4], "a path of one state");
});

test("classifies integrators by their symmetry in time", () => {
  assert.deepEqual(
    ["euler", "rk4", "leapfrog", "implicit-midpoint", "yoshida4", "dormand-prince"].map(symmetryOf),
    ["fixed", "fixed", "splitting", "implicit", "splitting", "adaptive"],
  );
});

test("returns the last values of a reversal, and NaN before the first", () => {
  const result = {
    ...{ type: "reversal" as const, progress: 1, stopOut: null, stopBack: null, note: "" },
    t: Float64Array.of(0, 1, 2),
    forward: new Float64Array(6),
    backward: new Float64Array(),
    gap: Float64Array.of(0, 1e-9, 2e-9),
    volumeError: Float64Array.of(0, 1e-8, 3e-8),
    symplecticError: Float64Array.of(0, 1e-7, 4e-7),
  };
  assert.deepEqual(lastValues(result), {
    ...{ time: 2, gap: 2e-9, volumeError: 3e-8, symplecticError: 4e-7 },
  });
  assert.ok(Number.isNaN(lastValues(null).gap));
  for (const duration of [0.5, 28, 500]) {
    const points = pointsFor(duration);
    assert.ok(points >= 60 && points <= 240, `${points}`);
  }
});
