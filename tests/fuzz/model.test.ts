// Model files: any JSON is a network that can be evaluated, or rejected with a reason.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createLab } from "../../web/src/lab/index.js";
import { small } from "../wasm/support.js";
import { attempt, hammer, mutated, nasty } from "./support.js";

const lab = await createLab();
const texts = ["hnn", "baseline", "second-order"].map((model) => {
  const run = lab.session({ ...small, model, hidden: [2] });
  const text = run.saveText();
  run.dispose();
  return text;
});
const bare = {
  format: "hnn-lab/1",
  model: "hnn",
  activation: "tanh",
  hidden: [2],
  outputBias: false,
  weights: {
    W1: [
      [0.5, -1],
      [0.25, 2],
    ],
    b1: [0, 0.5],
    W2: [[1, -2]],
  },
};

/** A value somewhere in a file, replaced. */
type Path = (string | number)[];
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
}
const parsed = [bare, ...texts.map((text) => JSON.parse(text) as object)];
const change = fc
  .tuple(
    fc.nat(parsed.length - 1),
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.anything(), nasty, fc.integer(), fc.double())), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([which, changes]) => {
    const file = structuredClone(parsed[which] as object);
    for (const [at, value] of changes) {
      const all = places(file);
      const path = all[at % all.length] as Path;
      let holder = file as Record<string, unknown>;
      for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
      const last = path.at(-1) as string;
      if (value === undefined) delete holder[last];
      else
        Object.defineProperty(holder, last, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
    return file;
  });

/** Allowed sizes that only take time: computing data is not tested here. */
function tame(file: unknown): unknown {
  const settings = (file as { settings?: unknown } | null)?.settings;
  if (typeof settings !== "object" || settings === null) return file;
  const most: Record<string, number> = { trajectories: 20, points: 20, duration: 3 };
  for (const [key, usual] of Object.entries(most)) {
    const sizes = settings as Record<string, unknown>;
    const value = sizes[key];
    if (typeof value === "number" && value > usual && value <= 5000) sizes[key] = usual;
  }
  return file;
}

function tameText(text: string): string {
  try {
    return JSON.stringify(tame(JSON.parse(text)));
  } catch {
    return text;
  }
}

test("reads every file as a usable network, or rejects it", () => {
  let good = 0;
  const input = fc.oneof(
    { weight: 6, arbitrary: change.map(tame) as fc.Arbitrary<object> },
    {
      weight: 3,
      arbitrary: mutated(fc.constantFrom(...texts, JSON.stringify(bare))).map(tameText),
    },
    { weight: 1, arbitrary: fc.anything() as fc.Arbitrary<object> },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
  hammer(input, (file) => {
    const run = attempt(() => lab.load(file as object));
    if (!run) return;
    good++;
    try {
      for (const size of [2, 4]) {
        const rates = attempt(() => run.timeDerivative(new Float64Array(size).fill(0.25)));
        assert.ok(rates === null || rates.length === size);
      }
      const again = run.saveText();
      const back = lab.load(again);
      assert.equal(back.fingerprint, run.fingerprint);
      back.dispose();
    } finally {
      run.dispose();
    }
  });
  assert.ok(good > 0, "no file at all was good: the generator is of no use");
});
