// Our own contestants, under Node and in a page: what the package does, by kind. Each is made with a lab and a
// specification, and gives { run(calls), golden?, memory() }.

import { goldenError, lagrangian, tensors, width } from "./problem.mjs";

/** Trajectories and points of which half are n samples. */
const dataOf = {
  64: [8, 16],
  200: [20, 20],
  256: [16, 32],
  512: [32, 32],
  1024: [32, 64],
  1125: [50, 45],
  4096: [64, 128],
  16384: [256, 128],
  65536: [512, 256],
};

/** Systems by the dimension of their states. */
const systemOf = { 2: "pendulum", 4: "henon-heiles", 8: "two-body", 12: "three-body" };

const { activation, kineticPrior } = lagrangian;

/** Settings of models that learn another system or have settings of their own. */
const settingsOf = {
  lnn: {
    ...{ system: "double-pendulum", coordinates: "velocities", angles: "plain" },
    ...{ activation, kineticPrior, massRegularisation: 0 },
  },
};

const usual = { preset: "published", trainFraction: 0.5, batchSize: 0, learningRate: 1e-4 };

/** A run on n samples; or on batches of n from so many samples, `of`. */
function session(lab, { model = "hnn", n = 200, of, inputs = 2, hidden = [width, width] }) {
  const [trajectories, points] = dataOf[of ?? n];
  const shape = { system: systemOf[inputs], model, trajectories, points, hidden };
  const batches = of ? { batchSize: n } : {};
  const run = lab.session({ ...usual, ...shape, ...batches, ...settingsOf[model] });
  const train = run.data().test.filter((flag) => flag === 0).length;
  if (train !== (of ?? n)) {
    throw new Error(`${of ?? n} samples to train on were wanted, and there are ${train}`);
  }
  return run;
}

/**
 * Loss and gradient of a golden network through a model file. Our mean of a Lagrangian network is over all of
 * dx/dt, whose half q̇ it cannot miss: half of the golden one's.
 */
const lossAndGradientOf = (lab, model) => (network, samples) => {
  const { hidden, inputs } = network;
  const rows = { W1: [hidden, inputs], W2: [hidden, hidden], W3: [1, hidden] };
  const shaped = (name) => {
    const values = Array.from(network[name]);
    if (!rows[name]) return values;
    const [count, length] = rows[name];
    return Array.from({ length: count }, (_, i) => values.slice(i * length, (i + 1) * length));
  };
  const run = lab.load({
    ...{ format: "hnn-lab/1", model, activation: model === "lnn" ? activation : "tanh" },
    ...{ hidden: [hidden, hidden], outputBias: false },
    weights: Object.fromEntries(tensors.map((name) => [name, shaped(name)])),
  });
  const found = run.lossAndGradient(Array.from(samples.x), Array.from(samples.dxdt));
  run.dispose();
  if (model !== "lnn") return found;
  const twice = (values) => values.map((value) => 2 * value);
  const gradients = tensors.map((name) => [name, twice(found.gradients[name])]);
  return { loss: 2 * found.loss, gradients: Object.fromEntries(gradients) };
};

const repeat = (action) => (calls) => {
  for (let i = 0; i < calls; i++) action();
};

const works = {
  /** The bare product, width × width by width × n. */
  product(lab, { n, hidden = [width] }) {
    return { run: (calls) => void lab.gemmSeconds(hidden[0], n, calls) };
  },

  /** A full training step: loss, gradient, Adam. */
  step(lab, spec) {
    const run = session(lab, spec);
    const model = spec.model === "lnn" ? "lnn" : "hnn";
    return {
      run(calls) {
        const { stopped } = run.advance(calls, false);
        if (stopped) throw new Error(stopped);
      },
      golden: (golden) => goldenError(golden, lossAndGradientOf(lab, model)),
    };
  },

  /** A trajectory of 1000 steps of RK4 from one start. */
  rollout(lab, spec) {
    const run = session(lab, spec);
    const stepSize = 0.01; // s: short, so that even an untrained model goes the whole way
    const request = { x0: [1, 0], duration: 1000 * stepSize, points: 1001 };
    return {
      run: repeat(() => {
        const { finished, note } = run.rollout({ ...request, integrator: "rk4", stepSize });
        if (!finished) throw new Error(`the roll-out ended early, ${note}`);
      }),
    };
  },

  /** Orbits of a Poincaré section of Hénon–Heiles, 10 steps of RK4. */
  section(lab, { orbits }) {
    const run = session(lab, { inputs: 4, n: 200 });
    const stepSize = 0.01;
    const request = { type: "section", orbits, integrator: "rk4", stepSize };
    return {
      run: repeat(() => {
        for (const _ of run.study({ ...request, duration: 10 * stepSize }));
      }),
    };
  },

  /** The field at n states. */
  field(lab, { n }) {
    const run = session(lab, { n: 200 });
    const x = Float64Array.from({ length: 2 * n }, (_, i) => Math.cos(i));
    return { run: repeat(() => run.timeDerivative(x)) };
  },

  /** Field and energy on a grid of 64 × 64 states. */
  grid(lab, spec) {
    const run = session(lab, spec);
    return { run: repeat(() => run.grid({ columns: 64, rows: 64 })) };
  },

  /** A whole training of the pendulum, from settings to weights, by default the published one of 2000 steps. */
  training(lab, { preset = "published" }) {
    return {
      async run(calls) {
        for (let i = 0; i < calls; i++) {
          const run = lab.session({ system: "pendulum", model: "hnn", preset });
          for await (const { stopped } of run.train()) if (stopped) throw new Error(stopped);
          run.dispose();
        }
      },
    };
  },
};

/** A contestant of a kind: "product", "step" … */
export function ownContestant(lab, spec) {
  const make = works[spec.work];
  if (!make) throw new Error(`work must be ${Object.keys(works).join(" | ")}, got "${spec.work}"`);
  return { memory: () => lab.memoryBytes, ...make(lab, spec) };
}
