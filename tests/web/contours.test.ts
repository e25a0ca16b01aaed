// Laws of the contour lines: every point lies on its level, lines close inside the grid, nothing comes from
// values that are not finite.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contourLevels, contourSegments, energyOffset } from "../../web/src/canvas/contours.js";
import { chain } from "../../web/src/canvas/fieldInk.js";

const columns = 41;
const rows = 31;

function sampled(f: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: columns * rows }, (_, i) =>
    f(i % columns, Math.floor(i / columns)),
  );
}

test("a plane's contour is exact for any slope", () => {
  for (const [a, b] of [
    [1, 0],
    [0, 1],
    [0.7, -1.3],
    [-2, 0.1],
  ] as const) {
    const level = a * 20.3 + b * 15.7;
    const segments = contourSegments(
      sampled((x, y) => a * x + b * y),
      columns,
      rows,
      level,
    );
    assert.ok(segments.length > 0);
    for (let i = 0; i < segments.length; i += 2) {
      const value = a * (segments[i] as number) + b * (segments[i + 1] as number);
      assert.ok(Math.abs(value - level) < 1e-9);
    }
  }
});

test("a circle's contour is one closed line near the circle", () => {
  const radius = 9.3;
  const segments = contourSegments(
    sampled((x, y) => (x - 20) ** 2 + (y - 15) ** 2),
    columns,
    rows,
    radius ** 2,
  );
  for (let i = 0; i < segments.length; i += 2) {
    const distance = Math.hypot((segments[i] as number) - 20, (segments[i + 1] as number) - 15);
    assert.ok(Math.abs(distance - radius) < 0.03, `distance ${distance}`);
  }
  const lines = chain(segments);
  assert.equal(lines.length, 1);
  const [line] = lines;
  const [first, last] = [line?.[0], line?.[line.length - 1]];
  assert.ok(first && last && Math.hypot(first[0] - last[0], first[1] - last[1]) < 1e-6);
});

test("a saddle gives lines that do not cross", () => {
  const segments = contourSegments([1, -1, -1, 1], 2, 2, 0.1);
  assert.equal(segments.length, 8);
  // The mean is below the level: each high corner is separated.
  for (let i = 0; i < 8; i += 4) {
    const [x1, y1, x2, y2] = segments.slice(i, i + 4) as [number, number, number, number];
    const towards = (x1 + x2) / 2 + (y1 + y2) / 2;
    assert.ok(towards < 0.5 || towards > 1.5);
  }
});

test("cells with infinite or missing values stay empty", () => {
  const values = sampled((x) => x);
  values.fill(Number.NaN, 0, columns * 10);
  values.fill(Number.POSITIVE_INFINITY, columns * 20);
  const segments = contourSegments(values, columns, rows, 12.5);
  assert.equal(segments.length, 4 * 9); // rows 10 … 19 hold nine rows of cells
});

test("places levels strictly between the extremes, and none for constant values", () => {
  const levels = contourLevels([3, Number.NaN, 7, Number.POSITIVE_INFINITY], 3);
  assert.deepEqual(levels, [4, 5, 6]);
  assert.deepEqual(contourLevels([2, 2], 5), []);
  assert.deepEqual(contourLevels([], 5), []);
});

test("compensates the offset of a shifted energy", () => {
  const truth = sampled((x, y) => x * y);
  assert.ok(
    Math.abs(
      energyOffset(
        truth,
        truth.map((v) => v - 5),
      ) - 5,
    ) < 1e-12,
  );
  assert.equal(energyOffset([Number.NaN], [1]), 0);
});
