// The visitor's own tables: any file becomes samples that are all numbers in order of time, or the
// error names what is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applyMapping, readTable } from "../../web/src/lab/index.js";
import { attempt, hammer, mutated, nasty } from "./support.js";

const number = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.double({ min: -3, max: 3, noNaN: true }).map((x) => x.toFixed(3)),
);
const separator = fc.constantFrom(",", ";", "\t", " ");
const table = fc
  .record({
    columns: fc.integer({ min: 1, max: 7 }),
    rows: fc.integer({ min: 0, max: 12 }),
    mark: separator,
    head: fc.option(
      fc.constantFrom("t,q,p", "time,theta,omega", "t,q1,q2,p1,p2", "trial,t,q,v,dq,dp,a"),
    ),
    end: fc.constantFrom("\n", "\r\n", "\r"),
    step: fc.constantFrom(0, 0.1, 1, -1),
    entries: fc.array(number, { minLength: 84, maxLength: 84 }),
  })
  .map(({ columns, rows, mark, head, end, step, entries }) => {
    const lines = Array.from({ length: rows }, (_, i) =>
      [
        step === 0 ? entries[i] : String(i * step),
        ...entries.slice(7 * i, 7 * i + columns - 1),
      ].join(mark),
    );
    return [...(head ? [head.replaceAll(",", mark)] : []), ...lines].join(end);
  });

test("reads every text as finite, ordered data, or rejects it", () => {
  let taken = 0;
  const input = fc.oneof(
    { weight: 5, arbitrary: table },
    { weight: 4, arbitrary: mutated(table) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
    { weight: 1, arbitrary: fc.array(nasty, { maxLength: 30 }).map((list) => list.join("\n")) },
  );
  hammer(fc.tuple(input, fc.option(separator, { nil: undefined })), ([text, mark]) => {
    const read = attempt(() => readTable(text, "some.csv", mark ? { separator: mark } : {}));
    const applied = read && attempt(() => applyMapping(read));
    if (!applied) return;
    taken++;
    const { measured, samples } = applied;
    const size = measured.symbols.length;
    assert.equal(measured.t.length, samples);
    assert.equal(measured.x.length, samples * size);
    assert.ok(measured.dxdt.length === 0 || measured.dxdt.length === measured.x.length);
    for (const list of [measured.t, measured.x, measured.dxdt])
      for (const value of list) assert.ok(Number.isFinite(value));
    for (let i = 1; i < samples; i++)
      if (measured.recording[i] === measured.recording[i - 1])
        assert.ok((measured.t[i] as number) > (measured.t[i - 1] as number));
  });
  assert.ok(taken > 0, "no table at all was good: the generator is of no use");
});
