// The shipped module has a nop behind every indirect call (reason: wasm_build/spaceCalls.mjs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
// @ts-expect-error: a script of the build, without types
import { spaceCalls } from "../../wasm_build/spaceCalls.mjs";

const shipped = readFileSync(new URL("../../wasm_build/dist/hnn_lab.wasm", import.meta.url));

test("the shipped module has its nops", () => {
  const spaced: Uint8Array = spaceCalls(shipped);
  assert.ok(Buffer.from(spaced).equals(shipped));
});

/** A function () -> i32 of a module with a table of one function, which gives 5. */
function moduleOf(instructions: number[]): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: number[]) => [id, content.length, ...content];
  const body = (code: number[]) => [code.length + 1, 0, ...code]; // no locals
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 1, 0x7f]), // the type () -> i32
    ...section(3, [2, 0, 0]),
    ...section(4, [1, 0x70, 0, 1]),
    ...section(5, [1, 0, 1]),
    ...section(7, [1, 1, 0x66, 0, 1]), // "f" is the second function
    ...section(9, [1, 0, 0x41, 0, 0x0b, 1, 0]),
    ...section(10, [2, ...body([0x41, 5, 0x0b]), ...body(instructions)]),
  ]);
}
const call = [0x41, 0, 0x11, 0, 0]; // i32.const 0, call_indirect
const end = 0x0b;

test("inserts nops behind calls only, for any immediates", () => {
  const like = 0x11; // an immediate that looks like the call's opcode
  const cases: [string, number[], number, number][] = [
    ["twice", [...call, ...call, 0x6a, end], 10, 2],
    ["a constant", [0x41, like, ...call, 0x6a, end], 5 + like, 1],
    ["a 64-bit constant", [0x42, like, 0xa7, end], like, 0],
    ["a long constant", [0x41, 0x91, like, end], 0x11 + (like << 7), 0],
    ["a float", [0x43, 0, 0, like, like, 0x1a, ...call, end], 5, 1],
    ["a double", [0x44, 0, like, 0, like, 0, 0, like, like, 0x1a, ...call, end], 5, 1],
    ["a load's offset", [0x41, 0, 0x28, 2, like, ...call, 0x6a, end], 5, 1],
    ["branches", [0x02, 0x7f, ...call, 0x41, 0, 0x0e, 1, 0, 0, end, end], 5, 1],
    ["a vector", [0xfd, 12, ...Array(16).fill(like), 0xfd, 27, 0, end], 0x11111111, 0],
    ["a shuffle", shuffle(like), 0x11111111, 0],
    ["a lane's load", laneLoad(like), 0, 0],
    ["bulk memory", [0x41, 9, 0x41, like, 0x41, 1, 0xfc, 11, 0, ...call, end], 5, 1],
  ];
  for (const [name, code, result, nops] of cases) {
    const module = moduleOf(code);
    const spaced = spaceCalls(module) as Uint8Array<ArrayBuffer>;
    assert.equal(spaced.length - module.length, nops, name);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(spaced));
    assert.equal((exports.f as () => number)(), result, name);
    assert.deepEqual(spaceCalls(spaced), spaced, `${name}, again`);
  }
});

function shuffle(like: number): number[] {
  const constant = [0xfd, 12, ...Array(16).fill(like)];
  return [...constant, ...constant, 0xfd, 13, ...Array(16).fill(like), 0xfd, 27, 0, end];
}

function laneLoad(like: number): number[] {
  const constant = [0xfd, 12, ...Array(16).fill(0)];
  return [0x41, 0, ...constant, 0xfd, 84, 0, like, 11, 0xfd, 27, 0, end];
}

test("rejects unknown opcodes", () => {
  assert.throws(() => spaceCalls(moduleOf([0xfe, 0, 0, 0, end])), /instruction 0xfe/);
  assert.throws(() => spaceCalls(moduleOf([0xfc, 99, end])), /instruction 0xfc 0x63/);
});
