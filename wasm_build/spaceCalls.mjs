// Puts a nop behind every call_indirect of a WebAssembly module, one byte each.
//
//   node wasm_build/spaceCalls.mjs module.wasm     rewrites the file
//
// Safari's interpreter looks for the handler of an exception at the instruction *behind* a call_indirect (WebKit bug
// 305148, mended upstream in April 2026): a `try` that begins there catches what it must not, and cleans up objects
// that were never made; a `try` that ends there misses what it must catch. A nop behind the call belongs to the same
// blocks as the call. tests/engines has the refusals that broke down without it.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const nop = 0x01;
const callIndirect = 0x11;
const codeSection = 10;

/** Walks over bytes by the rules of the binary format (webassembly.github.io/spec/core/binary). */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** An unsigned integer in LEB128. */
  integer() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** Integers in LEB128 of whatever sign and size. */
  skipIntegers(count = 1) {
    for (let i = 0; i < count; i++) while (this.byte() >= 0x80);
  }

  /** An instruction with its immediates; its opcode. */
  instruction() {
    const opcode = this.byte();
    if (opcode === 0xfc) this.#bulk();
    else if (opcode === 0xfd) this.#vector();
    else if (opcode === 0x0e || opcode === 0x1c) {
      // br_table: labels and one more; select: types
      this.skipIntegers(this.integer() + (opcode === 0x0e ? 1 : 0));
    } else if (opcode === 0x43) this.at += 4;
    else if (opcode === 0x44) this.at += 8;
    else if (opcode === callIndirect || isIn(opcode, 0x28, 0x3e)) this.skipIntegers(2);
    else if (oneInteger.some(([first, last]) => isIn(opcode, first, last))) this.skipIntegers();
    else if (!none.some(([first, last]) => isIn(opcode, first, last))) this.#unknown(opcode);
    return opcode;
  }

  #bulk() {
    const opcode = this.integer();
    if (opcode > 17) this.#unknown(0xfc, opcode);
    if (opcode >= 8) this.skipIntegers([8, 10, 12, 14].includes(opcode) ? 2 : 1);
  }

  #vector() {
    const opcode = this.integer();
    if (opcode > 0xff) this.#unknown(0xfd, opcode);
    if (opcode <= 11 || isIn(opcode, 84, 93)) this.skipIntegers(2); // loads and stores
    if (opcode === 12 || opcode === 13) this.at += 16; // a constant, a shuffle
    if (isIn(opcode, 21, 34) || isIn(opcode, 84, 91)) this.at += 1; // a lane
  }

  #unknown(...opcode) {
    const name = opcode.map((part) => `0x${part.toString(16)}`).join(" ");
    throw new Error(`spaceCalls.mjs does not know the instruction ${name}: add it there`);
  }
}

const isIn = (value, first, last) => value >= first && value <= last;
/** Opcodes with one immediate: block, loop, if; try, catch, throw, rethrow; br, br_if; call; … */
const oneInteger = [
  ...[
    [0x02, 0x04],
    [0x06, 0x09],
    [0x0c, 0x0d],
    [0x10, 0x10],
    [0x18, 0x18],
  ], // … delegate
  ...[
    [0x20, 0x26],
    [0x3f, 0x42],
    [0xd0, 0xd0],
    [0xd2, 0xd2],
  ], // locals, globals, tables, memory, constants, references
];
/** Opcodes without: unreachable, nop, else, end, return, catch_all, drop, select; arithmetic; ref.is_null. */
const none = [
  ...[
    [0x00, 0x01],
    [0x05, 0x05],
    [0x0b, 0x0b],
    [0x0f, 0x0f],
    [0x19, 0x1b],
  ],
  ...[
    [0x45, 0xc4],
    [0xd1, 0xd1],
  ],
];

function leb128(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** A function's body: its locals, then instructions up to its end. */
function spacedBody(body) {
  const reader = new Reader(body);
  for (let groups = reader.integer(); groups > 0; groups--) reader.skipIntegers(2);
  const pieces = [];
  let from = 0;
  while (reader.at < body.length) {
    if (reader.instruction() !== callIndirect || body[reader.at] === nop) continue;
    pieces.push(body.subarray(from, reader.at), [nop]);
    from = reader.at;
  }
  if (reader.at !== body.length) throw new Error("a function does not end where its body does");
  return joined([...pieces, body.subarray(from)]);
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function spacedCode(section) {
  const reader = new Reader(section);
  const count = reader.integer();
  const pieces = [leb128(count)];
  for (let i = 0; i < count; i++) {
    const size = reader.integer();
    const body = spacedBody(section.subarray(reader.at, reader.at + size));
    reader.at += size;
    pieces.push(leb128(body.length), body);
  }
  return joined(pieces);
}

/** The module with a nop behind every call_indirect that has none; a Uint8Array, as given. */
export function spaceCalls(module) {
  const header = 8; // magic number and version
  const reader = new Reader(module, header);
  const pieces = [module.subarray(0, header)];
  while (reader.at < module.length) {
    const id = reader.byte();
    const size = reader.integer();
    const section = module.subarray(reader.at, reader.at + size);
    reader.at += size;
    const content = id === codeSection ? spacedCode(section) : section;
    pieces.push([id], leb128(content.length), content);
  }
  const spaced = joined(pieces);
  if (!WebAssembly.validate(spaced)) throw new Error("the module is no longer valid");
  return spaced;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [file] = process.argv.slice(2);
  writeFileSync(file, spaceCalls(readFileSync(file)));
}
