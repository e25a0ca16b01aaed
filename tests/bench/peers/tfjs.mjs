// TensorFlow.js 4.22 on its wasm backend: the same training step in its natural form and at its best.
//
// Its gradients of gradients are wrong where an operation keeps its *output* for the derivative (tanh, sigmoid, exp): terms are
// lost, and biases get none (issue 3252 of tensorflow/tfjs). A tanh of one's own that keeps its *input* repairs that.
// On this backend a product with a transposed operand is a dozen times slower than one without, and tanh is a
// scalar loop where sigmoid is vectorised; the better forms go around both.

import { symplectic, tensors, transpose } from "../problem.mjs";

const rate = 1e-3;
const weightDecay = 1e-4;

/** Weights here are inputs × outputs. */
const shapes = ({ inputs, hidden }) => ({
  W1: [hidden, inputs],
  W2: [hidden, hidden],
  W3: [1, hidden],
});

/** The forms of the loss and its gradients: functions of (weights, x, dxdt, J) to { loss, gradients }. */
function formsOf(tf) {
  const plainProduct = (a, b) => tf.matMul(a, b);
  /** A product whose derivatives transpose explicitly. */
  const product = tf.customGrad((a, b, save) => {
    save([a, b]);
    return {
      value: tf.matMul(a, b),
      gradFunc: (dy, [left, right]) => [
        product(dy, right.transpose()),
        product(left.transpose(), dy),
      ],
    };
  });
  /** A tanh that keeps its input, by `forward`. */
  const repaired = (forward) => {
    const tanh = tf.customGrad((x, save) => {
      save([x]);
      return {
        value: forward(x),
        gradFunc: (dy, [input]) => dy.mul(tf.sub(1, tanh(input).square())),
      };
    });
    return tanh;
  };
  const bySigmoid = (x) => x.mul(2).sigmoid().mul(2).sub(1); // tanh x = 2 σ(2x) − 1

  /** tf.grad inside tf.variableGrads. */
  const nested = (tanh, times) => (v, x, dxdt, J) => {
    const energy = (z) => {
      const first = tanh(times(z, v.W1).add(v.b1));
      return times(tanh(times(first, v.W2).add(v.b2)), v.W3);
    };
    const { value, grads } = tf.variableGrads(
      () => {
        const gradient = tf.grad((z) => energy(z).sum())(x);
        return times(gradient, J).sub(dxdt).square().mean();
      },
      tensors.map((name) => v[name]),
    );
    return { loss: value, gradients: tensors.map((name) => grads[v[name].name] ?? null) };
  };

  /** Everything derived by hand (the derivation is in tests/cpp/train/golden_test.cpp), every product untransposed. */
  const byHand = (v, x, dxdt, J) => {
    const tanh = bySigmoid;
    const timesT = (a, b) => a.matMul(b.transpose());
    const Ttimes = (a, b) => a.transpose().matMul(b);
    const a1 = tanh(x.matMul(v.W1).add(v.b1));
    const a2 = tanh(a1.matMul(v.W2).add(v.b2));
    const s1 = tf.sub(1, a1.square());
    const s2 = tf.sub(1, a2.square());
    const w3 = v.W3.reshape([1, -1]);
    const u2 = s2.mul(w3);
    const v1 = timesT(u2, v.W2);
    const u1 = v1.mul(s1);
    const error = timesT(u1, v.W1).matMul(J).sub(dxdt);
    const dGradient = timesT(error, J).mul(2 / error.size);
    const du1 = dGradient.matMul(v.W1);
    const dv1 = du1.mul(s1);
    const du2 = dv1.matMul(v.W2).mul(s2);
    const dz2 = du2.mul(a2).mul(w3.mul(-2));
    const dz1 = timesT(dz2, v.W2).sub(du1.mul(v1).mul(a1).mul(2)).mul(s1);
    const gradients = [
      Ttimes(dGradient, u1).add(Ttimes(x, dz1)),
      dz1.sum(0),
      Ttimes(dv1, u2).add(Ttimes(a1, dz2)),
      dz2.sum(0),
      du2.sum(0).reshape([-1, 1]),
    ];
    return { loss: error.square().mean(), gradients };
  };

  return {
    natural: nested((x) => x.tanh(), plainProduct),
    repaired: nested(
      repaired((x) => x.tanh()),
      plainProduct,
    ),
    rewritten: nested(repaired(bySigmoid), product),
    hand: byHand,
  };
}

/** A contestant of one form, "natural", "repaired", "rewritten" or "hand". */
export function tfjsContestant(tf, { form, samples, network }) {
  const lossAndGradients = formsOf(tf)[form];
  const tensorsOf = ({ x, dxdt, count, inputs }) => [
    tf.tensor2d(x, [count, inputs]),
    tf.tensor2d(dxdt, [count, inputs]),
    tf.tensor2d(symplectic(inputs), [inputs, inputs]),
  ];
  const variables = (weights) => {
    const shape = shapes(weights);
    const variable = (name) =>
      tf.variable(
        shape[name]
          ? tf.tensor2d(transpose(weights[name], ...shape[name]), [...shape[name]].reverse())
          : tf.tensor1d(weights[name]),
      );
    return Object.fromEntries(tensors.map((name) => [name, variable(name)]));
  };

  async function lossAndGradient(weights, given) {
    const v = variables(weights);
    const { loss, gradients } = tf.tidy(() => lossAndGradients(v, ...tensorsOf(given)));
    const found = {};
    for (const [i, name] of tensors.entries()) {
      const values = await gradients[i]?.data();
      const isMatrix = name in shapes(weights);
      found[name] = values && isMatrix ? transpose(values, ...gradients[i].shape) : values;
    }
    const result = { loss: (await loss.data())[0], gradients: found };
    tf.dispose([loss, gradients.filter(Boolean), Object.values(v)]);
    return result;
  }

  const v = variables(network);
  const given = tensorsOf(samples);
  const adam = tf.train.adam(rate, 0.9, 0.999, 1e-8);
  let last = null;
  function step() {
    const loss = tf.tidy(() => {
      const found = lossAndGradients(v, ...given);
      const named = {};
      for (const [i, name] of tensors.entries()) {
        const gradient = found.gradients[i];
        if (gradient) named[v[name].name] = gradient.add(v[name].mul(weightDecay));
      }
      adam.applyGradients(named);
      return found.loss;
    });
    last?.dispose();
    last = loss;
  }
  return {
    lossAndGradient,
    async run(calls) {
      for (let i = 0; i < calls; i++) step();
      await last.data();
    },
  };
}

/** It starts at most half as many threads as it believes the machine to have cores. */
function pretendCores(count) {
  Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => count });
}

/** Sets the wasm backend up; `threads` above 1 needs an isolated page. */
export async function startTfjs(tf, wasm, { wasmFolder, threads = 1 }) {
  wasm.setWasmPaths(wasmFolder);
  if (threads > 1) {
    pretendCores(2 * threads);
    wasm.setThreadsCount(threads);
  } else tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (!(await tf.setBackend("wasm"))) throw new Error("its wasm backend does not start here");
  await tf.ready();
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) throw new Error("it found no SIMD");
  const found = threads > 1 ? wasm.getThreadsCount() : 1;
  if (found !== threads) throw new Error(`it has ${found} threads instead of ${threads}`);
}
