// jax-js 0.1.25 on its wasm device: the same training step in its natural form and at its best, each as one jit.
//
// On this device the jit of a grad of a grad gives wrong gradients of an HNN without a word (it is right on the
// cpu and webgpu devices); reverse over forward is right. The inner gradient must close over the weights:
// grad(f, { argnums: 1 })(weights, x) inside another grad takes them for constants.

import { symplectic, tensors, transpose } from "../problem.mjs";
import { arrayOf, drop, keep } from "./jaxArrays.mjs";
import { lagrangianProblem } from "./jaxLnn.mjs";

const rate = 1e-3;
const weightDecay = 1e-4;

const isMatrix = (name) => name.startsWith("W");

function formsOf(jax) {
  const { numpy: np, grad, valueAndGrad } = jax;
  const energy = (w, x) => {
    const first = np.tanh(np.matmul(x, w.W1).add(w.b1));
    return np.matmul(np.tanh(np.matmul(first, w.W2).add(w.b2)), w.W3);
  };
  const meanSquare = (gradient, dxdt, J) => np.square(np.matmul(gradient, J).sub(dxdt)).mean();

  const gradOfGrad = (w, x, dxdt, J) => {
    const gradient = grad((z) => energy(keep(w), z).sum())(x);
    drop(w);
    return meanSquare(gradient, dxdt, J);
  };

  /** One forward derivative along each coordinate, then one reverse pass. */
  const reverseOverForward = (w, x, dxdt, J) => {
    const [count, inputs] = x.shape;
    const along = (i) => {
      const direction = new Float32Array(count * inputs);
      for (let k = 0; k < count; k++) direction[k * inputs + i] = 1;
      const tangent = np.array(direction).reshape([count, inputs]);
      const [value, slope] = jax.jvp((z) => energy(keep(w), z), [x.ref], [tangent]);
      value.dispose();
      return slope;
    };
    const slopes = Array.from({ length: inputs }, (_, i) => along(i));
    drop(w);
    x.dispose();
    return meanSquare(np.concatenate(slopes, 1), dxdt, J);
  };

  const byHand = (w, x, dxdt, J) => {
    const T = (a) => np.transpose(a);
    const a1 = np.tanh(np.matmul(x.ref, w.W1.ref).add(w.b1));
    const a2 = np.tanh(np.matmul(a1.ref, w.W2.ref).add(w.b2));
    const s1 = np.subtract(1, np.square(a1.ref));
    const s2 = np.subtract(1, np.square(a2.ref));
    const w3 = w.W3.reshape([1, -1]);
    const u2 = s2.ref.mul(w3.ref);
    const v1 = np.matmul(u2.ref, T(w.W2.ref));
    const u1 = v1.ref.mul(s1.ref);
    const error = np.matmul(np.matmul(u1.ref, T(w.W1.ref)), J.ref).sub(dxdt);
    const loss = np.square(error.ref).mean();
    const size = error.shape[0] * error.shape[1];
    const dGradient = np.matmul(error, T(J)).mul(2 / size);
    const du1 = np.matmul(dGradient.ref, w.W1);
    const dv1 = du1.ref.mul(s1.ref);
    const du2 = np.matmul(dv1.ref, w.W2.ref).mul(s2);
    const dz2 = du2.ref.mul(a2).mul(w3.mul(-2));
    const W2 = np.matmul(T(dv1), u2).add(np.matmul(T(a1.ref), dz2.ref));
    const b2 = dz2.ref.sum(0);
    const dz1 = np.matmul(dz2, T(w.W2)).sub(du1.mul(v1).mul(a1).mul(2)).mul(s1);
    const W1 = np.matmul(T(dGradient), u1).add(np.matmul(T(x), dz1.ref));
    return [loss, { W1, b1: dz1.sum(0), W2, b2, W3: du2.sum(0).reshape([-1, 1]) }];
  };

  return {
    natural: valueAndGrad(gradOfGrad),
    forward: valueAndGrad(reverseOverForward),
    hand: byHand,
  };
}

/** The forms of an HNN's loss and gradients, and what they are given besides the weights. */
const hamiltonianProblem = (jax) => ({
  forms: formsOf(jax),
  given: ({ x, dxdt, count, inputs }) => [
    arrayOf(jax, x, [count, inputs]),
    arrayOf(jax, dxdt, [count, inputs]),
    arrayOf(jax, symplectic(inputs), [inputs, inputs]),
  ],
});

/** A contestant of one form, "natural", "forward" or, of an HNN, "hand". */
export function jaxContestant(jax, { form, model, samples, network }) {
  const { numpy: np, jit } = jax;
  const problem = model === "lnn" ? lagrangianProblem(jax) : hamiltonianProblem(jax);
  const lossAndGradients = problem.forms[form];
  /** Weights here are inputs × outputs. */
  const weightsOf = ({ inputs, hidden, ...given }) => {
    const shapes = { W1: [hidden, inputs], W2: [hidden, hidden], W3: [1, hidden] };
    const weight = (name) =>
      isMatrix(name)
        ? arrayOf(jax, transpose(given[name], ...shapes[name]), [...shapes[name]].reverse())
        : arrayOf(jax, given[name], [hidden]);
    return Object.fromEntries(tensors.map((name) => [name, weight(name)]));
  };

  async function lossAndGradient(weights, given) {
    const [loss, found] = jit(lossAndGradients)(weightsOf(weights), ...problem.given(given));
    const gradients = {};
    for (const name of tensors) {
      const { shape } = found[name];
      const values = await found[name].data();
      gradients[name] = isMatrix(name) ? transpose(values, ...shape) : values;
    }
    return { loss: (await loss.data())[0], gradients };
  }

  /** `scales`: rate / (1 − β₁ᵗ) and 1 / √(1 − β₂ᵗ). */
  function adam(weights, gradients, first, second, scales) {
    const [stepScale, rootScale] = [scales.ref.slice(0), scales.slice(1)];
    const next = [{}, {}, {}];
    for (const name of tensors) {
      const gradient = gradients[name].add(weights[name].ref.mul(weightDecay));
      const m = first[name].mul(0.9).add(gradient.ref.mul(0.1));
      const v = second[name].mul(0.999).add(np.square(gradient).mul(0.001));
      const root = np.sqrt(v.ref).mul(rootScale.ref).add(1e-8);
      next[0][name] = weights[name].sub(m.ref.mul(stepScale.ref).div(root));
      next[1][name] = m;
      next[2][name] = v;
    }
    stepScale.dispose();
    rootScale.dispose();
    return next;
  }

  const fullStep = jit((weights, first, second, scales, ...given) => {
    const [loss, gradients] = lossAndGradients(keep(weights), ...given);
    return [...adam(weights, gradients, first, second, scales), loss];
  });

  const zeros = () =>
    Object.fromEntries(tensors.map((name) => [name, np.zeros(weights[name].shape)]));
  let weights = weightsOf(network);
  let [first, second] = [zeros(), zeros()];
  let last = null;
  let t = 0;
  const given = problem.given(samples);
  function step() {
    t++;
    const scales = np.array([rate / (1 - 0.9 ** t), 1 / Math.sqrt(1 - 0.999 ** t)]);
    const kept = given.map((array) => array.ref);
    last?.dispose();
    [weights, first, second, last] = fullStep(weights, first, second, scales, ...kept);
  }
  return {
    lossAndGradient,
    async run(calls) {
      for (let i = 0; i < calls; i++) step();
      await jax.blockUntilReady(weights);
      await last.ref.data();
    },
  };
}

export async function startJax(jax) {
  globalThis.navigator ??= {}; // it looks there for a graphics processor; Node 20 has none
  const devices = await jax.init("wasm");
  if (!devices.includes("wasm")) throw new Error("its wasm device does not start here");
  jax.defaultDevice("wasm");
}
