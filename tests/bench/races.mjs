// Who is compared with whom: the races of the bench. A contestant is { name, via, spec | args, env?, threads?, shown };
// `shown` is what its result says of it, and `shown.flop`, where it is given, what a call counts as in multiplications
// and additions.

import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.ts";
import { lagrangian, width } from "./problem.mjs";

export const places = ["native", "node", "chromium"];
export const peers = ["tfjs", "jax-js", "torch", "openblas"];

/** Samples of the pendulum's published training set (1125), and of smaller and larger ones. */
export const sampleCounts = [200, 1125, 4096];

/**
 * Matrix products with each hidden weight matrix in a training step: an HNN has six, a plain network three. Of a Lagrangian
 * network they are not counted: third derivatives can be had in many ways, each with a number of its own.
 */
const productsOf = { hnn: 6, baseline: 3 };

/** Flop of `products` with every hidden × hidden matrix. The thin first and last layers are not counted. */
const hiddenFlop = (hidden, n, products) =>
  hidden.slice(1).reduce((sum, size, i) => sum + 2 * products * n * size * hidden[i], 0);

export const shape = (inputs, hidden, outputs = 1) => [inputs, ...hidden, outputs].join("→");

/** The pendulum's quick settings, and on how many samples. */
const quick = (() => {
  const settings = completeSettings(catalogue, { system: "pendulum" });
  const { hidden, activation, batchSize, steps, learningRate, weightDecay } = settings;
  const n = Math.round(settings.trajectories * settings.points * settings.trainFraction);
  return { n, hidden, activation, batchSize, steps, learningRate, weightDecay };
})();

// ---- our own -----------------------------------------------------------------------------------------

/** A native program or the package under Node or in a page, by `place`. */
function own(place, { work, n, inputs = 2, hidden = [width, width], model = "hnn", ...more }) {
  const { flop, threads = 1, form = "", ...special } = more;
  const native = [work === "step" ? model : work, n, hidden[0], hidden.length, inputs].map(String);
  return {
    name: `${place} ${form || work}`,
    via: place,
    threads,
    ...(place === "native"
      ? { args: native }
      : { spec: { peer: "hnn-lab", work, n, inputs, hidden, model, ...special } }),
    shown: {
      ...{ place, peer: "hnn-lab", work, form, n },
      ...(work === "step" && { model, inputs, hidden }),
      ...special,
      ...(flop && { flop }),
    },
  };
}

const ownProduct = (place) => own(place, { work: "product", n: 1125, flop: 2 * width ** 2 * 1125 });

/** Of another size than the one that all races share; it is beside the steps of its width. */
function ownProductOf(place, size, n) {
  const product = own(place, { work: "product", n, hidden: [size], flop: 2 * size ** 2 * n });
  return {
    ...product,
    name: `${product.name} ${size}`,
    shown: { ...product.shown, form: `product ${size} × ${size}`, hidden: [size] },
  };
}

const modelText = { hnn: "HNN", baseline: "plain", lnn: "LNN" };

function ownStep(place, given) {
  const { n, model = "hnn", inputs = 2, hidden = [width, width] } = given;
  const form = `${modelText[model]} ${shape(inputs, hidden, model === "baseline" ? inputs : 1)}`;
  const products = productsOf[model];
  return own(place, {
    ...{ ...given, work: "step", form },
    ...(products && { flop: hiddenFlop(hidden, n, products) }),
  });
}

// ---- peers ---------------------------------------------------------------------------------------------

const tfjsForms = {
  natural: "nested autodiff as it is",
  repaired: "nested autodiff, tanh repaired",
  rewritten: "autodiff, tanh and products rewritten for its backend",
  hand: "hand-derived gradient",
};
const lagrangianForms = {
  natural: "hessian and grad of each sample, under vmap",
  forward: "reverse over nested forward",
};
const jaxForms = {
  natural: "jit of grad of grad",
  forward: "reverse over forward",
  hand: "hand-derived gradient",
};
const torchForms = {
  autodiff: "autodiff, stock",
  paper: "the paper's loop, with the test set at every step",
};

const stepFlop = (n) => hiddenFlop([width, width], n, productsOf.hnn);

function peerStep(place, peer, formText, { form, n, threads = 1 }) {
  return {
    name: `${place} ${peer} ${form}${threads > 1 ? `, ${threads} threads` : ""}`,
    via: peer === "torch" ? "torch" : place,
    threads,
    spec: { peer, form, n, threads },
    shown: {
      ...{ place, peer, work: "step", form: formText, key: form, n },
      ...(threads > 1 && { threads }),
      flop: stepFlop(n),
    },
  };
}

function peerSteps(place, n) {
  const of = (peer, forms) =>
    Object.entries(forms).map(([form, text]) => peerStep(place, peer, text, { form, n }));
  return [...of("tfjs", tfjsForms), ...of("jax-js", jaxForms)];
}

const lagrangianPeerSteps = (n) =>
  Object.entries(lagrangianForms).map(([form, text]) => ({
    name: `node jax-js LNN ${form}`,
    via: "node",
    spec: { peer: "jax-js", form, n, model: "lnn" },
    shown: {
      ...{ place: "node", peer: "jax-js", work: "step", form: text, key: form, n },
      ...{ model: "lnn", inputs: lagrangian.inputs, hidden: lagrangian.hidden },
    },
  }));

const torchSteps = (n) =>
  Object.entries(torchForms).map(([form, text]) => peerStep("native", "torch", text, { form, n }));

/** Two threads, which there are in an isolated page only. */
const threadedSteps = (n) => [
  peerStep("chromium", "tfjs", tfjsForms.hand, { form: "hand", n, threads: 2 }),
  peerStep("chromium", "jax-js", jaxForms.hand, { form: "hand", n, threads: 2 }),
];

const openblas = {
  name: "native openblas",
  via: "openblas",
  args: ["1125"],
  env: { OPENBLAS_CORETYPE: "Nehalem", OPENBLAS_NUM_THREADS: "1" },
  shown: {
    ...{ place: "native", peer: "openblas", work: "product", form: "SSE (Nehalem) kernels" },
    ...{ n: 1125, flop: 2 * width ** 2 * 1125 },
  },
};

// ---- the races -------------------------------------------------------------------------------------------

const stepRace = (n) => ({
  name: `step, N = ${n}`,
  contestants: [
    ...places.map(ownProduct),
    ...places.map((place) => ownStep(place, { n })),
    ...torchSteps(n),
    ...peerSteps("node", n),
    ...(n === 1125 ? [...peerSteps("chromium", n), ...threadedSteps(n)] : []),
  ],
});

const otherModels = {
  name: "other models",
  contestants: ["native", "node"].flatMap((place) => [
    ownProduct(place),
    ...sampleCounts.map((n) => ownStep(place, { n, model: "baseline" })),
    ownStep(place, { n: 200, inputs: 8 }),
  ]),
};

/** Samples of the Lagrangian race, half of 32 trajectories of 32 points. */
export const lagrangianSampleCount = 512;

const lagrangianStep = {
  name: `LNN step, N = ${lagrangianSampleCount}`,
  contestants: [
    ...["native", "node"].map((place) =>
      ownStep(place, {
        ...{ n: lagrangianSampleCount, model: "lnn" },
        ...{ inputs: lagrangian.inputs, hidden: lagrangian.hidden },
      }),
    ),
    ...lagrangianPeerSteps(lagrangianSampleCount),
  ],
};

const evaluation = {
  name: "evaluation",
  contestants: [
    ownProduct("node"),
    own("node", { work: "rollout", n: 200, form: "1000 RK4 steps from one start" }),
    own("node", { work: "grid", n: 200, form: "H and field on 64 × 64", flop: 3 * 8e4 * 4096 }),
    own("node", { work: "field", n: 4096, form: "field at 4096 states", flop: 2 * 8e4 * 4096 }),
    own("node", {
      ...{ work: "section", n: 200, orbits: 512, flop: 10 * 4 * 2 * 8e4 * 512 },
      form: "section of 512 orbits, 10 RK4 steps",
    }),
    ownProduct("native"),
    own("native", {
      ...{ work: "rollouts", n: 512, flop: 10 * 4 * 2 * 8e4 * 512 },
      form: "512 starts, 10 RK4 steps",
    }),
  ],
};

const widestSetting = 512;
const dimensionsOfSystems = [2, 4, 8, 12];
const isOffered = ({ hidden = [], inputs = 2 }) =>
  hidden.every((size) => size <= widestSetting) && dimensionsOfSystems.includes(inputs);

/**
 * Small and wide networks, each beside the product of its size, and a step of the quick trainings. In processor time, because
 * a step of a tenth of a millisecond is short beside what an interruption takes.
 */
const sizeCount = 1024;
const processorClock = { HNN_BENCH_CLOCK: "processor" };
const sizes = {
  name: "sizes",
  contestants: ["native", "node"]
    .flatMap((place) => [
      ...[16, 32, 64, 512, 1024]
        .filter((size) => place === "native" || isOffered({ hidden: [size] }))
        .flatMap((size) => [
          ownProductOf(place, size, sizeCount),
          ownStep(place, { n: sizeCount, hidden: [size, size] }),
        ]),
      // Natively without gathering the batch, which takes a hundredth of the time.
      ownStep(place, {
        ...{ n: 64, hidden: [64, 64] },
        ...(place === "node" && { of: sizeCount }),
      }),
    ])
    .map((one) => ({ ...one, env: processorClock })),
};

const twoModels = {
  name: "two models",
  contestants: [1, 2].map((models) => ({
    ...own("node", { work: "step", n: 1125, models, form: `${models} in worker threads` }),
    threads: 2, // one model too: so that it has the same two cores to choose from
  })),
};

/**
 * From settings to a network as good as the published one (docs/reproduction.md). `trainingCalls` is how many calls make a
 * training: the published ones are too long to be called whole in every round.
 */
const publishedSteps = 2000;
const toQuality = {
  name: "published quality",
  contestants: [
    own("node", { work: "training", n: quick.n, preset: "quick", form: "quick settings" }),
    own("node", {
      ...{ work: "step", n: 1125, trainingCalls: publishedSteps },
      form: "the published settings, steps alone",
    }),
    {
      ...{
        name: "native torch quick settings",
        via: "torch",
        spec: { form: "training", ...quick },
      },
      shown: {
        ...{ place: "native", peer: "torch", work: "training", form: "quick settings" },
        ...{ key: "training", n: quick.n },
      },
    },
    {
      ...peerStep("native", "torch", torchForms.paper, { form: "paper", n: 1125 }),
    },
  ].map((one) => ({
    ...one,
    shown: {
      ...one.shown,
      trainingCalls: one.spec.form === "paper" ? publishedSteps : (one.shown.trainingCalls ?? 1),
    },
  })),
};

const training = {
  name: "whole training",
  calls: 1,
  contestants: [own("node", { work: "training", n: 1125, form: "pendulum, 2000 steps" })],
};

const firstSteps = {
  name: "first steps",
  calls: 20,
  contestants: [
    ...sampleCounts.slice(0, 2).map((n) => ownStep("node", { n })),
    ownStep("chromium", { n: 1125 }),
    ownStep("native", { n: 1125 }),
  ],
};

/** What is varied, and the one shape that all of these share: 2 → 200 → 200 → 1 with 1024 samples. */
export const scalings = {
  samples: [64, 256, 1024, 4096, 16384, 65536].map((n) => ({ n })),
  width: [16, 32, 64, 128, 256, 512, 1024].map((w) => ({ hidden: [w, w] })),
  depth: [1, 2, 3, 4, 5, 6].map((depth) => ({ hidden: Array(depth).fill(width) })),
  dimension: [2, 4, 6, 8, 10, 12].map((inputs) => ({ inputs })),
};

/** A race for each point, so that each process is fresh and its memory its own. */
const scalingRaces = Object.entries(scalings).flatMap(([what, points]) =>
  points.map((point) => ({
    name: `scaling: ${what}`,
    contestants: ["native", "node"]
      .filter((place) => place === "native" || isOffered(point))
      .map((place) => ownStep(place, { n: 1024, ...point })),
  })),
);

/** All races; `kind` is how they are run. */
export const races = [
  { name: "product", contestants: [...places.map(ownProduct), openblas] },
  ...sampleCounts.map(stepRace),
  otherModels,
  lagrangianStep,
  evaluation,
  sizes,
  twoModels,
  toQuality,
  training,
  firstSteps,
  ...scalingRaces,
].map((entry) => ({ kind: entry.calls ? "first calls" : "race", ...entry }));

/** The races with only those contestants that belong to every list given. */
export function chosenRaces({ only = {}, withPeers }) {
  const wanted = (list, value) => list === undefined || list.includes(value);
  return races
    .filter(({ name }) => wanted(only.races, name.split(/[:,]/)[0]))
    .map((entry) => ({
      ...entry,
      contestants: entry.contestants.filter(
        ({ shown: { place, peer } }) =>
          wanted(only.places, place) && (withPeers || peer === "hnn-lab"),
      ),
    }))
    .filter(({ contestants }) => contestants.length > 0);
}

const identity = ({ place, peer, work, form, n, threads, hidden }) =>
  JSON.stringify({ place, peer, work, form, n, threads, hidden });

/** The result of one contestant of a race among those of a report. */
export const resultOf = (results, race, { shown }) =>
  results.find((result) => result.race === race && identity(result) === identity(shown));

/** Of these races those of which some contestant has no result yet. */
export const racesLacking = (list, results) =>
  list.filter(({ name, contestants }) =>
    contestants.some((contestant) => !resultOf(results, name, contestant)),
  );

/**
 * Results with newer ones of the same contestants in their places, and those of new contestants behind. A failure that stands
 * for a whole race in a place goes when that race is measured there.
 */
export function withNewer(results, newer) {
  const isSame = (a) => (b) => a.race === b.race && identity(a) === identity(b);
  const isOver = ({ failed, race, place }) =>
    failed && newer.some((one) => one.race === race && one.place === place);
  const kept = results.flatMap((result) => {
    const found = newer.find(isSame(result));
    return found || !isOver(result) ? [found ?? result] : [];
  });
  return [...kept, ...newer.filter((result) => !results.some(isSame(result)))];
}

/** Names for --only. */
export const raceNames = [...new Set(races.map(({ name }) => name.split(/[:,]/)[0])), "page"];
