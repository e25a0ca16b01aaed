// Data sets: any JSON or tensors are read as finite, ordered numbers that are written identically, or rejected.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  createLab,
  type DataSet,
  dataSetOf,
  measuredOf,
  readDataSet,
  type Settings,
  saveDataSet,
  writeSafetensors,
} from "../../web/src/lab/index.js";
import { small } from "../wasm/support.js";
import { attempt, hammer, mutated, nasty } from "./support.js";

const lab = await createLab();
const run = lab.session({ ...small, hidden: [2], trajectories: 2, points: 2 });
const good = dataSetOf(run.data(), run.settings as Settings);
const goodText = new TextDecoder().decode(saveDataSet(good, "json"));
const goodBytes = saveDataSet(good, "safetensors");

/** Occasionally a value of the wrong kind. */
const mostly = (right: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 12, arbitrary: right },
    { weight: 1, arbitrary: fc.oneof(nasty, fc.anything()) as fc.Arbitrary<unknown> },
  );
const number = mostly(fc.double({ noNaN: true, noDefaultInfinity: true }));
const listOf = (entry: fc.Arbitrary<unknown>, length: number) =>
  mostly(fc.array(entry, { minLength: length, maxLength: length }));
const made = fc.integer({ min: 1, max: 4 }).chain((length) =>
  fc.record(
    {
      format: mostly(fc.constant("hnn-lab-data/1")),
      name: mostly(fc.string({ maxLength: 5 })),
      system: mostly(fc.constantFrom("pendulum", "own", null)),
      symbols: mostly(fc.constant(["q", "p"])),
      settings: fc.oneof(fc.constant({}), fc.jsonValue({ maxDepth: 1 })),
      t: mostly(fc.constant(Array.from({ length }, (_, i) => i))),
      trajectory: listOf(fc.nat(1), length),
      test: listOf(fc.nat(1), length),
      x: listOf(listOf(number, 2), length),
      dxdt: listOf(listOf(number, 2), length),
    },
    { requiredKeys: ["format", "symbols", "t", "x"] },
  ),
);

/** A few bits of a good file flipped, or its end cut off. */
const bent = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(goodBytes.length - 1), fc.nat(255)), { maxLength: 6 }),
    fc.option(fc.nat(goodBytes.length)),
  )
  .map(([flips, cut]) => {
    const file = goodBytes.slice(0, cut ?? goodBytes.length);
    for (const [at, byte] of flips) if (at < file.length) file[at] = byte;
    return file;
  });

/** Sound tensors of any names and shapes under sound metadata. */
const tensors = fc
  .dictionary(
    fc.constantFrom("x", "dxdt", "t", "trajectory", "test", "weights", "__proto__"),
    fc.record({
      shape: fc.constantFrom<number[]>([2], [2, 2], [4], [1, 2], [0], [2, 1]),
      kind: fc.constantFrom(Float64Array, Float32Array, Int32Array),
      entries: fc.array(fc.oneof(fc.nat(2), fc.double()), { minLength: 4, maxLength: 4 }),
    }),
  )
  .map((given) =>
    writeSafetensors({
      tensors: new Map(
        Object.entries(given).map(([name, { shape, kind, entries }]) => {
          const count = shape.reduce((product, one) => product * one, 1);
          return [name, { shape, values: kind.from(entries.slice(0, count)) }];
        }),
      ),
      metadata: new Map([["hnn-lab-data", '{"format":"hnn-lab-data/1","symbols":["q","p"]}']]),
    }),
  );

function requireSound(set: DataSet) {
  const { t, x, dxdt, trajectory, test: heldOut, symbols } = set;
  assert.equal(x.length, t.length * symbols.length);
  assert.ok(dxdt.length === 0 || dxdt.length === x.length);
  for (const list of [t, x, dxdt]) for (const one of list) assert.ok(Number.isFinite(one));
  for (let i = 0; i < t.length; i++) {
    assert.ok(heldOut[i] === 0 || heldOut[i] === 1);
    if (i === 0) continue;
    const step = (trajectory[i] as number) - (trajectory[i - 1] as number);
    assert.ok(step > 0 || (step === 0 && (t[i] as number) > (t[i - 1] as number)));
  }
  const { recording } = measuredOf(set);
  assert.ok(recording.every((mark, i) => i === 0 || mark - (recording[i - 1] as number) <= 1));
}

/** Reads a data set, and checks that both formats give it back bit for bit (settings as JSON has them). */
function law(file: object | string): boolean {
  const set = attempt(() => readDataSet(file));
  if (!set) return false;
  requireSound(set);
  const { settings, ...rest } = set;
  for (const format of ["json", "safetensors"] as const) {
    const { settings: kept, ...again } = readDataSet(saveDataSet(set, format));
    assert.deepEqual(again, rest);
    assert.equal(JSON.stringify(kept), JSON.stringify(settings));
  }
  return true;
}

test("reads any JSON as a data set that is written identically, or rejects it", () => {
  let read = 0;
  const input = fc.oneof(
    { weight: 6, arbitrary: made as fc.Arbitrary<object | string> },
    { weight: 3, arbitrary: mutated(fc.constant(goodText)) },
    { weight: 1, arbitrary: fc.anything() as fc.Arbitrary<object> },
  );
  hammer(input, (file) => {
    if (law(file)) read++;
  });
  assert.ok(read > 0, "no file at all was good: the generator is of no use");
});

test("reads any safetensors as a data set that is written identically, or rejects them", () => {
  let read = 0;
  const input = fc.oneof(bent, tensors, fc.uint8Array({ maxLength: 200 }));
  hammer(input, (bytes) => {
    if (law(bytes)) read++;
  });
  assert.ok(read > 0, "no file at all was good: the generator is of no use");
});
