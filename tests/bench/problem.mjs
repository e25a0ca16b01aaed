// What every contestant is given: samples of the pendulum (Greydanus et al. 2019, section 3), a network
// d → 200 → 200 → 1, and gradients by PyTorch in float64 that it has to find before it is timed; of a Lagrangian network,
// samples of two pendulums and 4 → 128 → 128 → 1. Matrices are row after row; a weight matrix has one row an output, as
// PyTorch keeps it.

export const width = 200;
export const tensors = ["W1", "b1", "W2", "b2", "W3"];

/** The Lagrangian network that is raced: the prior κ |q̇|²/2 keeps its mass matrix from being singular at the start. */
export const lagrangian = {
  inputs: 4,
  hidden: [128, 128],
  activation: "softplus",
  kineticPrior: 1,
};

/** Above this, a gradient is called wrong: float32 gives 1e-7…1e-5. */
export const goldenTolerance = 1e-3;

/** mulberry32: seeded numbers in [0, 1). They only fill matrices; no result depends on them. */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const normalFrom = (random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** N states [q, p] of the pendulum H = p² + 3 (1 − cos q), noise 0.1, and their derivatives. */
export function pendulumSamples(count, seed = 1) {
  const random = randomNumbers(seed);
  const x = new Float32Array(2 * count);
  const dxdt = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const radius = 1.3 + random();
    const angle = 2 * Math.PI * random();
    const [q, p] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    x.set([q + 0.1 * normalFrom(random), p + 0.1 * normalFrom(random)], 2 * i);
    dxdt.set([2 * p, -3 * Math.sin(q)], 2 * i);
  }
  return { x, dxdt, count, inputs: 2 };
}

/** N states [q₁, q₂, q̇₁, q̇₂] of two such pendulums side by side, q̈ = −6 sin q, and their derivatives. */
export function lagrangianSamples(count) {
  const x = new Float32Array(4 * count);
  const dxdt = new Float32Array(4 * count);
  for (const [i, pendulum] of [pendulumSamples(count, 1), pendulumSamples(count, 2)].entries()) {
    for (let k = 0; k < count; k++) {
      const [q, p] = pendulum.x.subarray(2 * k);
      x[4 * k + i] = q;
      x[4 * k + 2 + i] = dxdt[4 * k + i] = 2 * p;
      dxdt[4 * k + 2 + i] = -6 * Math.sin(q);
    }
  }
  return { x, dxdt, count, inputs: 4, kineticPrior: lagrangian.kineticPrior };
}

/** Weights of a usual size. */
export function randomNetwork(inputs = 2, hidden = width, seed = 2) {
  const random = randomNumbers(seed);
  const normals = (count, scale) =>
    Float32Array.from({ length: count }, () => scale * normalFrom(random));
  return {
    inputs,
    hidden,
    W1: normals(hidden * inputs, 1 / Math.sqrt(inputs)),
    b1: normals(hidden, 0.1),
    W2: normals(hidden * hidden, 1 / Math.sqrt(hidden)),
    b2: normals(hidden, 0.1),
    W3: normals(hidden, 1 / Math.sqrt(hidden)),
  };
}

export function transpose(a, rows, columns) {
  const result = new Float32Array(a.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j];
  }
  return result;
}

/** J of ẋ = ∇H J for states as rows, d × d: ẋ = [∂H/∂p, −∂H/∂q]. */
export function symplectic(inputs) {
  const half = inputs / 2;
  const matrix = new Float32Array(inputs * inputs);
  for (let i = 0; i < half; i++) {
    matrix[(half + i) * inputs + i] = 1;
    matrix[i * inputs + half + i] = -1;
  }
  return matrix;
}

/** |found − expected| / |expected|; 1 where nothing was found, as for zeros. */
export function relativeError(found, expected) {
  if (!found) return 1;
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (found[i] - expected[i]) ** 2;
    size += expected[i] ** 2;
  }
  return Math.sqrt(difference / size);
}

/** The file in tests/golden with the gradients of a model. */
export const goldenName = ({ model }) => `golden_${model === "lnn" ? "lnn" : "hnn"}.json`;

/** Golden cases that the peers' programs are written for: of Lagrangian networks, those with two coordinates. */
const isUsual = ({ activation, hidden, output_bias: bias, n_coords: coordinates }) =>
  (coordinates === undefined
    ? activation === "tanh"
    : coordinates === 2 && activation.startsWith("softplus")) &&
  hidden.length === 2 &&
  hidden[0] === hidden[1] &&
  !bias;

/** dx/dt that a case is to learn; of a Lagrangian network [q̇, q̈], of which its loss is the mean over q̈ alone. */
const targetOf = ({ x, n_coords: d, dxdt_target: dxdt, qdd_target: accelerations }) =>
  dxdt ?? x.map((state, i) => [...state.slice(d), ...accelerations[i]]);

/**
 * The largest relative error of loss and gradients over the golden cases. `lossAndGradient(network, samples)`
 * resolves to { loss, gradients } with the gradients by tensor.
 */
export async function goldenError(golden, lossAndGradient) {
  const cases = golden.cases.filter(isUsual);
  if (cases.length === 0) throw new Error("the golden file has no case for two equal layers");
  let worst = 0;
  for (const example of cases) {
    const { weights, grads, loss, x, batch, input_dim, hidden } = example;
    const numbers = (name) => Float32Array.from(weights[name].flat());
    const network = {
      inputs: input_dim,
      hidden: hidden[0],
      ...Object.fromEntries(tensors.map((name) => [name, numbers(name)])),
    };
    const samples = {
      x: Float32Array.from(x.flat()),
      dxdt: Float32Array.from(targetOf(example).flat()),
      count: batch,
      inputs: input_dim,
    };
    const found = await lossAndGradient(network, samples);
    const errors = tensors.map((name) => relativeError(found.gradients[name], grads[name].flat()));
    worst = Math.max(worst, Math.abs(found.loss - loss) / loss, ...errors);
  }
  return worst;
}
