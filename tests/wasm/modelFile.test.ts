import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { createLab, type ModelFile } from "../../web/src/lab/index.js";
import { fileLimit } from "../../web/src/lab/jsonFile.js";
import { decimal, printModelFile, readModelFile } from "../../web/src/lab/modelFile.js";
import { modelFileOf, safetensorsOf } from "../../web/src/lab/safetensors.js";
import { messageOf, small, train } from "./support.js";

const lab = await createLab();

/** A network of three hidden units, as it could be written by hand. */
const bare = (): ModelFile => ({
  format: "hnn-lab/1",
  model: "hnn",
  activation: "tanh",
  hidden: [3],
  outputBias: false,
  weights: {
    W1: [
      [0.5, -1],
      [0.25, 2],
      [1, 0.125],
    ],
    b1: [0, 0.5, -0.5],
    W2: [[1, -2, 3]],
  },
});

test("a saved run that is loaded continues as if it had never stopped, bit for bit", async () => {
  for (const settings of [
    { ...small, steps: 60 },
    { ...small, steps: 60, batchSize: 7, model: "baseline", decoupledWeightDecay: true },
    {
      ...small,
      steps: 60,
      field: "both",
      outputBias: true,
      activation: "softplus",
      hidden: [1, 5],
    },
  ]) {
    const whole = lab.session(settings);
    const stopped = lab.session(settings);
    await train(whole, { steps: 60 });
    await train(stopped, { steps: 23 });
    const bytes = stopped.save();
    const continued = lab.load(bytes);
    assert.equal(continued.step, 23);
    assert.deepEqual(continued.settings, stopped.settings);
    assert.equal(continued.fingerprint, stopped.fingerprint);
    assert.deepEqual(continued.save(), bytes);
    await train(continued, { steps: 37 });
    assert.equal(continued.fingerprint, whole.fingerprint);
    const restored = lab.restore(stopped.state());
    await train(restored, { steps: 37 });
    assert.equal(restored.fingerprint, whole.fingerprint);
  }
});

test("bytes, text and parsed objects load alike", () => {
  const run = lab.session(small);
  const text = run.saveText();
  const bytes = run.save();
  const padded = new Uint8Array(bytes.length + 8);
  padded.set(bytes, 8);
  for (const file of [
    text,
    bytes,
    bytes.slice().buffer,
    padded.subarray(8),
    JSON.parse(text) as object,
  ]) {
    assert.equal(lab.load(file).fingerprint, run.fingerprint);
  }
});

test("stores moments under their tensors", () => {
  // After one step without weight decay the first moment is a tenth of the gradient at the start.
  const run = lab.session({ ...small, hidden: [4, 6], weightDecay: 0 });
  const { x, dxdt, test: held } = run.data();
  const training = (values: Float64Array) => values.filter((_, i) => held[Math.floor(i / 2)] === 0);
  const { gradients } = run.lossAndGradient(training(x), training(dxdt));
  run.advance(1);
  const { optimizer } = JSON.parse(run.saveText()) as ModelFile;
  for (const [name, moment] of Object.entries(optimizer!.firstMoment)) {
    const values = (moment as number[][]).flat();
    assert.equal(values.length, gradients[name]!.length);
    for (const [i, value] of values.entries()) {
      assert.ok(Math.abs(value - 0.1 * gradients[name]![i]!) < 1e-6, `${name}[${i}]`);
    }
  }
});

test("writes short numbers that read back as the same float", () => {
  assert.equal(decimal(Math.fround(0.1)), "0.1");
  assert.equal(decimal(1 / 3), String(1 / 3));
  assert.equal(decimal(-0), "-0");
  let state = 1;
  const buffer = new DataView(new ArrayBuffer(4));
  for (let i = 0; i < 20_000; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    buffer.setUint32(0, state);
    const value = buffer.getFloat32(0);
    if (!Number.isFinite(value)) continue;
    const text = decimal(value);
    assert.ok(Object.is(Math.fround(JSON.parse(text) as number), value), text);
    assert.ok(text.length <= 25);
  }
});

test("evaluates and rolls out a network without settings, and reports why it cannot train", async () => {
  const run = lab.load(bare());
  assert.deepEqual([run.canTrain, run.settings, run.step], [false, null, 0]);
  assert.equal(run.timeDerivative([1, 2]).length, 2);
  assert.equal(run.energy([1, 2]).length, 1);
  assert.equal(run.lossAndGradient([1, 2], [0, 0]).gradients.W1!.length, 6);
  const { x, energy, learnedEnergy } = run.rollout({ x0: [1, 0], duration: 1, points: 3 });
  assert.deepEqual([x.length, energy.length, learnedEnergy.length], [6, 0, 3]);
  assert.match(
    messageOf(() => run.metrics()),
    /loaded without settings: pass them/,
  );
  assert.match(
    messageOf(() => run.data()),
    /without settings/,
  );
  await assert.rejects(train(run, { steps: 1 }), /without settings/);
  assert.deepEqual(Object.keys(JSON.parse(run.saveText()) as object).includes("settings"), false);
  assert.equal(lab.load(run.save()).fingerprint, run.fingerprint);
});

test("starts a run from a network with settings", async () => {
  const run = lab.load(bare(), { system: "pendulum", trajectories: 4, steps: 10 });
  assert.equal(run.fingerprint, lab.load(bare()).fingerprint);
  assert.deepEqual([run.settings?.hidden, run.step], [[3], 0]);
  await train(run);
  assert.equal(run.step, 10);
});

test("prefers given settings over those of a run's file", () => {
  const run = lab.session(small);
  run.advance(3);
  const continued = lab.load(run.save(), { steps: 500, learningRate: 0.01 });
  assert.deepEqual(
    [continued.settings?.steps, continued.settings?.learningRate, continued.step],
    [500, 0.01, 3],
  );
});

const saved = (() => {
  const run = lab.session(small);
  run.advance(2);
  return run.saveText();
})();
/** A file whose fields can be removed. */
type Loose = Partial<Omit<ModelFile, "weights" | "settings" | "optimizer">> & {
  weights: ModelFile["weights"];
  settings: NonNullable<ModelFile["settings"]>;
  optimizer: NonNullable<ModelFile["optimizer"]>;
};
/** The saved run with a change. */
const changed = (change: (file: Loose) => void) => {
  const file = JSON.parse(saved) as Loose;
  change(file);
  return file;
};
const changedBare = (change: (file: Loose) => void) => {
  const file = bare() as Loose;
  change(file);
  return file;
};

const broken: [what: string, file: unknown, message: RegExp][] = [
  ["nothing", "", /it is empty/],
  ["no JSON", "PK\u0003\u0004", /it is not JSON/],
  ["an HTML page", "<!doctype html>", /it is not JSON/],
  ["bad JSON", '{"format": hnn}', /it is not JSON \(/],
  ["a truncated file", saved.slice(0, saved.length / 2), /it is cut short/],
  ["bytes that are no text", Uint8Array.of(255, 254, 0, 1), /it is not JSON/],
  ["a list", [1, 2], /must be bytes, a string or an object/],
  ["a number", 7, /must be bytes, a string or an object/],
  ["null", null, /must be bytes, a string or an object/],
  ["a huge text", " ".repeat(fileLimit + 1), /has 64\.0 MB; the limit is 64\.0 MB/],
  ["huge bytes", new Uint8Array(fileLimit + 1), /limit is 64\.0 MB/],
  [
    "no format",
    changedBare((f) => delete f.format),
    /"format" must be "hnn-lab\/1", got undefined/,
  ],
  ["another format", changedBare((f) => (f.format = "onnx" as never)), /got "onnx"/],
  ["a later version", changedBare((f) => (f.format = "hnn-lab/2" as never)), /use a newer version/],
  [
    "an unknown model",
    changedBare((f) => (f.model = "gpt")),
    /"model" must be one of hnn, baseline/,
  ],
  ["no model", changedBare((f) => delete f.model), /"model" is missing/],
  [
    "an unknown activation",
    changedBare((f) => (f.activation = "gelu")),
    /"activation" must be one of tanh/,
  ],
  [
    "an unknown field",
    changedBare((f) => (f.field = "curly")),
    /"field" must be one of solenoidal/,
  ],
  ["no hidden layers", changedBare((f) => delete f.hidden), /"hidden" is missing/],
  ["strange widths", changedBare((f) => (f.hidden = [0.5])), /"hidden" must be a list of widths/],
  [
    "a bias that is no boolean",
    changedBare((f) => (f.outputBias = 1 as never)),
    /"outputBias" must be/,
  ],
  ["no weights", changedBare((f) => delete (f as Partial<Loose>).weights), /"weights" is missing/],
  [
    "weights of no kind",
    changedBare((f) => (f.weights = 3 as never)),
    /"weights" must be an object/,
  ],
  ["no first layer", changedBare((f) => delete f.weights.W1), /weights\.W1 is missing/],
  [
    "a missing tensor",
    changedBare((f) => delete f.weights.b1),
    /weights\.b1 is missing; expected 3 × 1/,
  ],
  ["a surplus tensor", changedBare((f) => (f.weights.b2 = [1])), /weights\.b2 does not belong/],
  [
    "another shape",
    changedBare((f) => (f.weights.W2 = [[1, 2]])),
    /weights\.W2 must be outputs × 3.*found 1 × 2/,
  ],
  [
    "too many outputs",
    changedBare(
      (f) =>
        (f.weights.W2 = [
          [1, 2, 3],
          [4, 5, 6],
        ]),
    ),
    /weights\.W2 must be 1 × 3, got 2 × 3/,
  ],
  [
    "transposed weights",
    changedBare(
      (f) =>
        (f.weights.W1 = [
          [1, 2, 3, 4],
          [5, 6, 7, 8],
        ]),
    ),
    /weights\.W1 must be 3 × 4/,
  ],
  ["odd inputs", changedBare((f) => (f.weights.W1 = [[1], [2], [3]])), /even number of columns/],
  [
    "ragged rows",
    changedBare((f) => (f.weights.W1 = [[1, 2], [3], [4, 5]])),
    /a row of weights\.W1 must have 2 numbers/,
  ],
  ["an empty tensor", changedBare((f) => (f.weights.b1 = [])), /weights\.b1 must be a list/],
  [
    "null among numbers",
    changedBare((f) => (f.weights.b1 = [1, null as never, 2])),
    /weights\.b1 holds null/,
  ],
  [
    "words among numbers",
    changedBare((f) => (f.weights.b1 = [1, "2" as never, 2])),
    /weights\.b1 holds "2"/,
  ],
  ["NaN", changedBare((f) => (f.weights.b1 = [1, Number.NaN, 2])), /weights\.b1 holds NaN/],
  [
    "too large for a float",
    changedBare((f) => (f.weights.b1 = [1, 1e300, 2])),
    /weights\.b1 holds 1e\+300 .*3\.4e38/,
  ],
  ["settings out of range", changed((f) => (f.settings.noise = 7)), /noise must be 0…1, got 7/],
  [
    "unknown settings",
    changed((f) => Object.assign(f.settings, { nose: 1 })),
    /did you mean "noise"/,
  ],
  [
    "settings of no kind",
    changed((f) => (f.settings = 5 as never)),
    /"settings" must be an object/,
  ],
  [
    "settings of another width",
    changed((f) => (f.settings.hidden = [8, 9])),
    /settings\.hidden is \[8, 9\], but its network has \[8, 8\]/,
  ],
  [
    "settings of another model",
    changed((f) => (f.settings.model = "baseline")),
    /settings\.model is "baseline"/,
  ],
  [
    "settings of another system",
    changed((f) => {
      f.settings.system = "two-body";
      f.settings.systemParameters = [];
    }),
    /settings\.system is "two-body" with 8 state components/,
  ],
  [
    "changed weights",
    changed((f) => ((f.weights.b1 as number[])[0]! += 1)),
    /damaged or was changed.*fingerprint/,
  ],
  [
    "a strange fingerprint",
    changed((f) => (f.fingerprint = "abc")),
    /"fingerprint" must be 16 hex/,
  ],
  [
    "an optimiser without a moment",
    changed((f) => delete f.optimizer.firstMoment.W1),
    /firstMoment\.W1 must be 8 × 2, it is missing/,
  ],
  [
    "an optimiser without a step",
    changed((f) => delete (f.optimizer as { step?: number }).step),
    /"optimizer\.step" must be/,
  ],
];

for (const [what, file, message] of broken) {
  test(`refused: ${what}`, () => {
    const bytes = lab.memoryBytes;
    assert.match(
      messageOf(() => lab.load(file as string)),
      message,
    );
    assert.equal(lab.memoryBytes, bytes);
  });
}

test("requires and stores the masses of a second-order network", () => {
  const run = lab.session({
    system: "two-body",
    model: "second-order",
    hidden: [4],
    steps: 1,
    trajectories: 2,
  });
  const file = JSON.parse(run.saveText()) as Record<string, unknown>;
  assert.deepEqual(file.inverseMass, [1, 1, 1, 1]);
  assert.equal(lab.load(file).fingerprint, run.fingerprint);
  const { inverseMass, ...without } = file;
  assert.ok(inverseMass);
  assert.throws(() => lab.load(without), /"inverseMass" is missing/);
  assert.throws(() => lab.load({ ...file, inverseMass: [1, 0, 1, 1] }), /must be positive numbers/);
});

test("rejects a moment beyond the range of floats", () => {
  const file = JSON.parse(lab.session(small).saveText()) as ModelFile;
  const first = file.optimizer?.firstMoment.W1 as number[][];
  (first[0] as number[])[0] = 3.5e38; // a finite double
  assert.match(
    messageOf(() => lab.load(file)),
    /firstMoment\.W1 holds 3\.5e\+38 .*3\.4e38/,
  );
});

test("rejects an impossible count of steps", () => {
  const file = JSON.parse(lab.session(small).saveText()) as ModelFile;
  Object.assign(file.optimizer as object, { step: 583_432_034 });
  assert.match(
    messageOf(() => lab.load(file)),
    /optimizer\.step.*10000000, got 583432034/,
  );
});

test("keeps control scalars in both forms, and refuses them where the objective has none", () => {
  const run = lab.session(small);
  const file = JSON.parse(run.saveText()) as ModelFile;
  assert.equal(file.optimizer?.controls, undefined); // files of today's families are as they were
  const controlled = { ...file, optimizer: { ...file.optimizer!, controls: [0.25, -3] } };
  for (const form of [controlled, modelFileOf(safetensorsOf(controlled))]) {
    const { optimizer } = readModelFile(catalogue, form);
    assert.deepEqual(Array.from(optimizer!.controls), [0.25, -3]);
    assert.match(
      messageOf(() => lab.load(form)),
      /optimizer\.controls must be a list of 0 numbers, got 2/,
    );
  }
  const state = run.state();
  const { optimizer } = JSON.parse(
    printModelFile({
      network: run.network as unknown as Parameters<typeof printModelFile>[0]["network"],
      weights: state.weights,
      settings: state.settings,
      measured: null,
      optimizer: { ...state.optimizer, controls: Float64Array.of(0.25, -3) },
      fingerprint: state.fingerprint,
    }),
  ) as ModelFile;
  assert.deepEqual(optimizer?.controls, [0.25, -3]);
  assert.match(
    messageOf(() =>
      lab.load({ ...file, optimizer: { ...file.optimizer, controls: ["much"] } as object }),
    ),
    /"optimizer\.controls" must be a list of numbers/,
  );
});
