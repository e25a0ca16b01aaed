// Safetensors: any bytes are tensors that fill the file exactly and are written identically, or rejected.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createLab, readSafetensors, writeSafetensors } from "../../web/src/lab/index.js";
import { modelFileOf } from "../../web/src/lab/safetensors.js";
import { small } from "../wasm/support.js";
import { attempt, hammer, nasty } from "./support.js";

const lab = await createLab();
const good = lab.session({ ...small, hidden: [2] }).save({ format: "safetensors" });

const value = fc.oneof(
  fc.nat(64),
  fc.integer(),
  fc.constantFrom("F32", "F64", "BF16", "I8"),
  nasty,
  fc.anything(),
);
const entry = fc.record(
  {
    dtype: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<unknown>("F32", "F64") },
      { weight: 1, arbitrary: value },
    ),
    shape: fc.oneof(
      { weight: 4, arbitrary: fc.array(fc.nat(4), { maxLength: 3 }) as fc.Arbitrary<unknown> },
      { weight: 1, arbitrary: value },
    ),
    data_offsets: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.nat(40), fc.nat(80)) as fc.Arbitrary<unknown> },
      { weight: 1, arbitrary: value },
    ),
  },
  { requiredKeys: [] },
);
const header = fc.oneof(
  fc
    .dictionary(
      fc.oneof(fc.string({ maxLength: 5 }), nasty),
      fc.oneof(
        { weight: 6, arbitrary: entry as fc.Arbitrary<unknown> },
        { weight: 1, arbitrary: fc.anything() },
      ),
      { maxKeys: 4 },
    )
    .map((one) => safeJson(one)),
  fc.string(),
);
const made = fc
  .tuple(header, fc.uint8Array({ maxLength: 80 }), fc.integer({ min: -3, max: 3 }))
  .map(([text, data, off]) => {
    const bytes = new TextEncoder().encode(text);
    const file = new Uint8Array(8 + bytes.length + data.length);
    new DataView(file.buffer).setBigUint64(
      0,
      BigInt(Math.max(0, bytes.length + (off > 2 ? off : 0))),
      true,
    );
    file.set(bytes, 8);
    file.set(data, 8 + bytes.length);
    return file;
  });
/** A few bits of a good file flipped, or its end cut off. */
const bent = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }),
    fc.option(fc.nat(good.length)),
  )
  .map(([flips, cut]) => {
    const file = good.slice(0, cut ?? good.length);
    for (const [at, byte] of flips) if (at < file.length) file[at] = byte;
    return file;
  });

function safeJson(given: unknown): string {
  try {
    return JSON.stringify(given) ?? "";
  } catch {
    return "{}"; // big integers have no JSON
  }
}

test("reads any bytes as tensors that are written identically, or rejects them", () => {
  let read = 0;
  const input = fc.oneof(made, bent, fc.uint8Array({ maxLength: 200 }));
  hammer(input, (bytes) => {
    const file = attempt(() => readSafetensors(bytes));
    if (!file) return;
    read++;
    for (const { shape, values } of file.tensors.values())
      assert.equal(
        values.length,
        shape.reduce((product, one) => product * one, 1),
      );
    const again = readSafetensors(writeSafetensors(file));
    assert.deepEqual([...again.tensors.keys()].sort(), [...file.tensors.keys()].sort());
    assert.deepEqual(again.metadata, file.metadata);
    attempt(() => modelFileOf(bytes));
  });
  assert.ok(read > 0, "no file at all was good: the generator is of no use");
});

test("reads a modified model file as a network, or rejects it", () => {
  hammer(bent, (bytes) => attempt(() => lab.load(bytes))?.dispose(), 0.2);
});
