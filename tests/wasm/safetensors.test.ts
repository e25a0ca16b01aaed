// Model files as safetensors: bit for bit the contents of the JSON, readable by PyTorch, and rejected with a reason if broken.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  createLab,
  dataSetOf,
  readSafetensors,
  type Settings,
  saveDataSet,
  writeSafetensors,
} from "../../web/src/lab/index.js";
import { messageOf, small, train } from "./support.js";

const lab = await createLab();

test("a run saved as safetensors continues as if it had never stopped, bit for bit", async () => {
  for (const model of ["hnn", "baseline", "second-order"]) {
    const settings = { ...small, model, steps: 40, batchSize: 7 };
    const whole = lab.session(settings);
    const stopped = lab.session(settings);
    await train(whole, { steps: 40 });
    await train(stopped, { steps: 15 });
    const bytes = stopped.save({ format: "safetensors" });
    const continued = lab.load(bytes);
    assert.equal(continued.step, 15);
    assert.deepEqual(continued.saveText(), stopped.saveText());
    assert.deepEqual(continued.save({ format: "safetensors" }), bytes);
    await train(continued, { steps: 25 });
    assert.equal(continued.fingerprint, whole.fingerprint);
  }
});

test("weights of trained networks are single precision, as they are in the core", () => {
  const { tensors } = readSafetensors(lab.session(small).save({ format: "safetensors" }));
  for (const [name, { values }] of tensors) assert.ok(values instanceof Float32Array, name);
});

test("a solved network keeps its double weights", async () => {
  const run = lab.session({ ...small, model: "sampled-hnn", hidden: [12] });
  await train(run);
  const back = lab.load(run.save({ format: "safetensors" }));
  assert.equal(back.fingerprint, run.fingerprint);
});

test("reads tensors and texts back unchanged", () => {
  const tensors = new Map([
    ["a", { shape: [2, 2], values: Float32Array.of(1, -0, 3.5, Math.fround(0.1)) }],
    ["ü", { shape: [1], values: Float64Array.of(0.1) }],
    ["whole", { shape: [3], values: Int32Array.of(-1, 0, 2 ** 31 - 1) }],
    ["none", { shape: [0, 3], values: new Float32Array() }],
  ]);
  const metadata = new Map([["key", 'a "text" – with ümlauts']]);
  assert.deepEqual(readSafetensors(writeSafetensors({ tensors, metadata })), { tensors, metadata });
});

/** A file with a custom header before `room` bytes. */
function withHeader(header: unknown, room = 8): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + text.length + room);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}
const entry = (change: object) => ({
  a: { dtype: "F32", shape: [2], data_offsets: [0, 8], ...change },
});

const broken: [string, Uint8Array, RegExp][] = [
  ["too short", new Uint8Array(5), /5 bytes/],
  ["a header longer than the file", withHeader("{}").fill(0xff, 0, 2), /header should have/],
  ["no JSON", withHeader("{nonsense"), /not JSON/],
  ["a list", withHeader([1]), /must be an object/],
  [
    "a name twice",
    withHeader(
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
    ),
    /name "a" twice/,
  ],
  [
    "a field twice",
    withHeader('{"a":{"dtype":"F64","dtype":"F32","shape":[2],"data_offsets":[0,8]}}'),
    /name "dtype" twice/,
  ],
  ["another type", withHeader(entry({ dtype: "BF16" })), /BF16.*F32, F64 and I32/],
  ["a type by a name that objects have", withHeader(entry({ dtype: "constructor" })), /dtype/],
  ["a negative shape", withHeader(entry({ shape: [-2] })), /shape/],
  ["an endless shape", withHeader(entry({ shape: [2 ** 40, 2 ** 40] })), /shape|bytes/],
  ["a place beyond the end", withHeader(entry({ data_offsets: [0, 80] })), /0 to 80.*8 bytes/],
  ["backwards", withHeader(entry({ data_offsets: [8, 0] })), /has offsets/],
  ["too few bytes", withHeader(entry({ shape: [3] })), /requires 12/],
  [
    "overlapping",
    withHeader({ ...entry({}), b: { dtype: "F32", shape: [2], data_offsets: [0, 8] } }),
    /overlaps/,
  ],
  ["a hole", withHeader(entry({ shape: [1], data_offsets: [4, 8] })), /hole/],
  ["bytes at the end", withHeader(entry({ shape: [1], data_offsets: [0, 4] })), /end at 4/],
  [
    "metadata that are no text",
    withHeader({ __metadata__: { a: 1 }, ...entry({}) }),
    /__metadata__/,
  ],
];
for (const [name, bytes, words] of broken)
  test(`refused: ${name}`, () =>
    assert.match(
      messageOf(() => readSafetensors(bytes)),
      words,
    ));

test("rejects a foreign file as such", () => {
  const file = withHeader({ ...entry({}), __metadata__: { format: "pt" } });
  assert.match(
    messageOf(() => lab.load(file)),
    /not saved by HNN Lab/,
  );
});

const python = ["/usr/bin/python3", "python3"].find(
  (one) => spawnSync(one, ["-c", "import torch"]).status === 0,
);
const loader = fileURLToPath(new URL("../../docs/examples/load_in_pytorch.py", import.meta.url));

test("PyTorch reads network and data by the lines of the docs, and finds the same H, motion and loss", {
  skip: python ? false : "needs Python with PyTorch (Debian: python3-torch)",
}, async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-safetensors-"));
  try {
    const run = lab.session({ ...small, hidden: [8, 5], steps: 60 });
    await train(run);
    const file = path.join(folder, "hnn.safetensors");
    writeFileSync(file, run.save({ format: "safetensors" }));
    const states = [0.5, -0.3, 1.2, 0.8, -2, 0.1];
    const dataFile = path.join(folder, "data.safetensors");
    const set = dataSetOf(run.data(), run.settings as Settings);
    writeFileSync(dataFile, saveDataSet(set, "safetensors"));
    // A network in units of its own: a swing in millimetres and milliseconds.
    const t = Array.from({ length: 40 }, (_, i) => 50 * i);
    const x = t.flatMap((time) => [800 * Math.cos(time / 300), -2.7 * Math.sin(time / 300)]);
    const measured = { symbols: ["q", "p"], t, x };
    const own = lab.session({ ...small, hidden: [8, 5], scaling: "data" }, { measured });
    await train(own);
    const ownFile = path.join(folder, "own.safetensors");
    writeFileSync(ownFile, own.save({ format: "safetensors" }));
    const ownStates = [500, 1.2, -300, -0.4];
    const asked = `${readFileSync(loader, "utf8")}
import json, sys
H, motion = load(sys.argv[1])
x = torch.tensor(${JSON.stringify(states)}).reshape(-1, 2)
train, held_out, data = load_data(sys.argv[2])
own, own_motion = load(sys.argv[3])
y = torch.tensor(${JSON.stringify(ownStates)}).reshape(-1, 2)
loss = ((motion(held_out[0].float()) - held_out[1]) ** 2).mean()
print(json.dumps([H(x).flatten().tolist(), motion(x).flatten().tolist(), [loss.item()],
    [len(train[0]), len(held_out[0])], data["x"].flatten().tolist(), data["t"].tolist(), data["trajectory"].tolist(),
    own(y).flatten().tolist(), own_motion(y).flatten().tolist()]))
`;
    const { status, stdout, stderr } = spawnSync(
      python as string,
      ["-c", asked, file, dataFile, ownFile],
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    const [energies, rates, losses, counts, savedX, savedT, trajectory, ownEnergies, ownRates] =
      JSON.parse(stdout) as number[][];
    const close = (a: number[] = [], b: ArrayLike<number>, size = 1) => {
      assert.equal(a.length, b.length);
      a.forEach((value, i) => {
        assert.ok(Math.abs(value - (b[i] as number)) < 1e-5 * size, `${value} and ${b[i]}`);
      });
    };
    close(ownEnergies, own.energy(ownStates), Math.max(...own.energy(ownStates).map(Math.abs)));
    close(ownRates, own.timeDerivative(ownStates));
    close(energies, run.energy(states));
    close(rates, run.timeDerivative(states));
    close(losses, [run.metrics().testLoss]);
    const heldOut = set.test.filter((mark) => mark === 1).length;
    assert.deepEqual(counts, [set.t.length - heldOut, heldOut]);
    assert.deepEqual(
      [savedX, savedT, trajectory],
      [set.x, set.t, set.trajectory].map((list) => [...list]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
