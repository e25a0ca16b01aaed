// Angles in pictures: wrapped to (−π, π], with lines in pieces that each stay within one turn.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stretchesOf, turnsOf, wrapped } from "../../web/src/canvas/angle.js";

test("wraps an angle to (−π, π] and keeps one inside unchanged", () => {
  assert.equal(wrapped(Math.PI), Math.PI);
  assert.equal(wrapped(1.5), 1.5);
  assert.ok(Math.abs(wrapped(-Math.PI) - Math.PI) < 1e-12);
  assert.ok(Math.abs(wrapped(2 * Math.PI + 0.25) - 0.25) < 1e-12);
  assert.ok(Number.isNaN(wrapped(Number.NaN)));
  fc.assert(
    fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), (angle) => {
      const inside = wrapped(angle);
      assert.ok(inside > -Math.PI - 1e-9 && inside <= Math.PI + 1e-9, String(inside));
      assert.ok(Math.abs(Math.sin(angle) - Math.sin(inside)) < 1e-9);
      assert.ok(Math.abs(Math.cos(angle) - Math.cos(inside)) < 1e-9);
    }),
  );
});

// A pendulum above the separatrix left the portrait at q = π and stayed invisible for the rest of the run: every point of its
// path must be inside the picture in one of the pieces.
test("splits a path that turns over into pieces that join at the borders of the picture", () => {
  const path = Array.from({ length: 200 }, (_, i) => -1 + 0.1 * i); // three turns
  const pieces = stretchesOf((i) => path[i] as number, 0, path.length - 1);
  assert.equal(pieces.length, 1 + turnsOf(path.at(-1) as number) - turnsOf(path[0] as number));
  assert.equal(pieces[0]?.from, 0);
  assert.equal(pieces.at(-1)?.to, path.length - 1);
  pieces.forEach(({ from, to, shift }, k) => {
    // All but the ends lie inside; the ends lie one step outside, so that the line reaches the border.
    for (let i = from + 1; i < to; i++) {
      const shown = (path[i] as number) + shift;
      assert.ok(shown > -Math.PI - 1e-9 && shown <= Math.PI + 1e-9, `${i}: ${shown}`);
    }
    const next = pieces[k + 1];
    if (next) assert.deepEqual([next.from, next.shift], [to - 1, shift - 2 * Math.PI]);
  });
});

test("keeps a swing that does not turn over in one piece", () => {
  const swing = (i: number) => 2.1 * Math.cos(0.1 * i);
  assert.deepEqual(stretchesOf(swing, 3, 90), [{ from: 3, to: 90, shift: 0 }]);
});
