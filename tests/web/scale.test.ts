import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../web/src/catalogue/strings.js";
import { powerLabel } from "../../web/src/charts/base.js";
import {
  roundedRange,
  tickLabels,
  tickStep,
  ticks,
  toPixel,
  toValue,
} from "../../web/src/drawing/scale.js";
import { csvOf } from "../../web/src/lab/csv.js";
import {
  formatClock,
  formatCount,
  formatNumber,
  formatPercent,
} from "../../web/src/state/format.js";

const spans = [1e-9, 0.003, 0.5, 1, 6.4, 5.6, 28, 1000, 3e7];

test("places round, evenly spaced ticks inside the range, at most the given number", () => {
  for (const span of spans) {
    for (const low of [0, -span / 2, 0.37 * span, -12.3 * span]) {
      for (const count of [2, 5, 9]) {
        const step = tickStep(low, low + span, count);
        const values = ticks(low, low + span, count);
        assert.match(
          (step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(3),
          /^(1|2|5)\.000$/,
        );
        assert.ok(
          values.length >= 1 && values.length <= count + 1,
          `${values.length} ticks for ${count}`,
        );
        for (const value of values) {
          assert.ok(value >= low - 1e-6 * span && value <= low + span * (1 + 1e-6));
          assert.ok(Math.abs(value / step - Math.round(value / step)) < 1e-5);
        }
      }
    }
  }
});

test("labels neighbouring ticks differently and never as −0", () => {
  for (const span of spans) {
    const values = ticks(-span, span, 6);
    const labels = tickLabels(values, tickStep(-span, span, 6));
    assert.equal(new Set(labels).size, labels.length, labels.join(" "));
    assert.ok(!labels.some((label) => /^−0(\.0*)?$/.test(label)), labels.join(" "));
  }
});

test("scales invert", () => {
  const scale = { min: -3.2, max: 3.2, from: 400, to: 10 };
  for (const value of [-3.2, 0, 1.7, 3.2])
    assert.ok(Math.abs(toValue(scale, toPixel(scale, value)) - value) < 1e-12);
});

test("rounds a range around the data, even for a single value", () => {
  for (const [low, high] of [
    [4.5, 4.5],
    [0, 0],
    [-1, 3.3],
    [1e-4, 2e-4],
    [999, 1001],
  ] as const) {
    const range = roundedRange(low, high);
    assert.ok(
      range.min <= low && range.max >= high && range.max > range.min,
      JSON.stringify(range),
    );
  }
});

test("numbers read well", () => {
  assert.equal(formatNumber(0.036), "0.036");
  assert.equal(formatNumber(-1.5), "−1.5");
  assert.equal(formatNumber(2.6e-5, 2), "2.6 × 10⁻⁵");
  assert.equal(formatNumber(Number.NaN), "–");
  assert.equal(formatNumber(Number.POSITIVE_INFINITY), "∞");
  assert.equal(formatCount(1370), "1370");
  assert.equal(formatCount(1234567), "1\u202f234\u202f567");
  assert.equal(formatPercent(0.173), "17 %");
  assert.equal(formatPercent(1e9), "> 999 %");
  assert.equal(formatClock(64.2), "1:04");
  assert.equal(powerLabel(0.01), "0.01");
  assert.equal(powerLabel(1e-5), "10⁻⁵");
  assert.equal(powerLabel(3), "");
});

// `(-1e-6 * 100).toFixed(0)` is "-0": rounding kept the sign of what it had rounded away.
test("no number is printed as minus zero", () => {
  assert.equal(formatPercent(-1e-6), "0 %");
  assert.equal(formatPercent(-0.004), "−0.40 %");
  assert.equal(formatNumber(-0), "0");
  assert.equal(formatCount(-0.2), "0");
  assert.deepEqual(tickLabels([-0.01], 0.1), ["0.0"]);
});

test("German numbers have a comma wherever they are read, and none in a table to be read back", () => {
  const { locale } = text;
  Object.assign(text, { locale: "de" });
  try {
    assert.equal(formatNumber(0.036), "0,036");
    assert.equal(formatNumber(-3.2e-4, 2), "−3,2 × 10⁻⁴");
    assert.equal(formatPercent(0.0123), "1,2 %");
    assert.equal(formatCount(1234567), "1\u202f234\u202f567");
    assert.deepEqual(tickLabels([-0.5, 0], 0.5), ["−0,5", "0,0"]);
    assert.equal(powerLabel(0.01), "0,01");
    assert.equal(csvOf([{ name: "t", values: [0.5] }]), "t\n0.5\n");
  } finally {
    Object.assign(text, { locale });
  }
});
