// Shared by the fuzz tests: the number of cases, the time limit of one, and the definition of an explained error.
import assert from "node:assert/strict";
import fc from "fast-check";

/** FUZZ_CASES sets another number: fewer for the inner loop, a million every night, of which these are the first. */
export const cases = Number(process.env.FUZZ_CASES ?? 30_000);
const seed = 20191105;
const longest = 5000; // ms that one case may take on a busy machine; usual ones take a tenth of one

/** Runs `law` on many inputs; a case that throws, or takes too long, is shrunk and shown. */
export function hammer<Input>(input: fc.Arbitrary<Input>, law: (given: Input) => void, share = 1) {
  const property = fc.property(input, (given) => {
    const start = performance.now();
    law(given);
    const took = performance.now() - start;
    assert.ok(took < longest, `took ${took.toFixed(0)} ms`);
  });
  const found = fc.check(property, { seed, numRuns: Math.ceil(cases * share) });
  if (!found.failed) return;
  const given = fc.stringify(found.counterexample?.[0]);
  const { errorInstance } = found;
  const said = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
  assert.fail(`case ${found.numRuns}, given ${given.slice(0, 3000)}:\n${said}`);
}

/** Phrases of JavaScript engines about defects of ours, and of unset values. */
const slips =
  /is not a function|is not iterable|Cannot (read|set|convert|destructure|mix)|of (undefined|null)|is not defined|Maximum call stack|Invalid (array|typed array|string) length|\[object |circular|unreachable|out of bounds|BigInt/;

/** An explained error: one of ours, in words, of readable length. */
export function requireExplained(error: unknown) {
  assert.ok(error instanceof Error, `${error} is no Error`);
  assert.ok(!(error instanceof TypeError) || !slips.test(error.message), error.stack);
  assert.notEqual(error.name, "CoreFailure", error.stack);
  assert.doesNotMatch(error.message, slips, error.stack);
  assert.ok(error.message.length >= 12 && error.message.length <= 1500, error.message);
}

/** The result of `act`, or null after an explained error. */
export function attempt<Result>(act: () => Result): Result | null {
  try {
    return act();
  } catch (error) {
    requireExplained(error);
    return null;
  }
}

/** Texts, numbers and names that often break programs. */
export const nasty = fc.constantFrom(
  ...[
    "",
    " ",
    "0",
    "-0",
    "00",
    "1e309",
    "-1e309",
    "1e-400",
    "NaN",
    "Infinity",
    "-Infinity",
    "0x10",
  ],
  ...[
    "null",
    "undefined",
    "true",
    "[]",
    "{}",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
  ],
  ...[
    "%",
    "%00",
    "%E0%A4%A",
    "\u0000",
    "\u202e",
    "\ufeff",
    "\ud800",
    "🌀",
    "1,2,3",
    "1,,2",
    ",",
    ";",
    "&",
    "=",
  ],
  ...[
    "9007199254740993",
    "4294967296",
    "-1",
    "1.7976931348623157e308",
    "5e-324",
    "١٢٣",
    "1e5",
    "1 000",
    "1,5",
  ],
);

/** Cuts, duplicates, swaps and overwrites pieces of a text. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    kind: fc.constantFrom("cut", "double", "insert", "overwrite", "truncate" as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(12),
    piece: fc.oneof(nasty, fc.string({ maxLength: 6 })),
  });
  return fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 5 })).map(([start, changes]) =>
    changes.reduce((now, { kind, at, length, piece }) => {
      const from = Math.floor(at * now.length);
      const to = from + length;
      switch (kind) {
        case "cut":
          return now.slice(0, from) + now.slice(to);
        case "double":
          return now.slice(0, to) + now.slice(from);
        case "insert":
          return now.slice(0, from) + piece + now.slice(from);
        case "overwrite":
          return now.slice(0, from) + piece + now.slice(from + piece.length);
        case "truncate":
          return now.slice(0, from);
        default:
          return kind satisfies never;
      }
    }, start),
  );
}
