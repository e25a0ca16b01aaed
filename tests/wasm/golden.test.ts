// Networks, losses and gradients computed by PyTorch in float64, through model files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createLab } from "../../web/src/lab/index.js";

interface GoldenCase {
  name: string;
  activation: string;
  hidden: number[];
  output_bias: boolean;
  weights: Record<string, number[][] | number[]>;
  x: number[][];
  dxdt_target: number[][];
  H: number[];
  dxdt: number[][];
  loss: number;
  grads: Record<string, number[][] | number[]>;
}

const lab = await createLab();
const file = new URL("../golden/golden_hnn.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: GoldenCase[] };
const tolerance = 1e-4; // relative, for float32

function difference(found: ArrayLike<number>, expected: number[]): number {
  assert.equal(found.length, expected.length);
  const squares = (values: number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
  return squares(expected.map((v, i) => v - found[i]!)) / squares(expected);
}

for (const golden of cases) {
  test(`${golden.name}: field, energy, loss and gradients`, () => {
    const run = lab.load({
      format: "hnn-lab/1",
      model: "hnn",
      activation: golden.activation,
      hidden: golden.hidden,
      outputBias: golden.output_bias,
      weights: golden.weights,
    });
    const x = golden.x.flat();
    assert.ok(difference(run.timeDerivative(x), golden.dxdt.flat()) < tolerance);
    assert.ok(difference(run.energy(x), golden.H) < tolerance);
    const { loss, gradients } = run.lossAndGradient(x, golden.dxdt_target.flat());
    assert.ok(Math.abs(loss - golden.loss) < tolerance * golden.loss);
    assert.deepEqual(Object.keys(gradients).sort(), Object.keys(golden.grads).sort());
    for (const [name, expected] of Object.entries(golden.grads)) {
      assert.ok(difference(gradients[name]!, expected.flat() as number[]) < tolerance, name);
    }
    run.dispose();
  });
}
