// What the speed is held to, and by how much each figure keeps it. A target finds its figure among the results, as
// NaN where something was not measured.

import { fractionOfProduct, rateOf } from "./table.mjs";

/** The one result of a race that has these properties. */
export function find(results, race, properties) {
  return results.find(
    (result) =>
      result.race === race &&
      Object.entries(properties).every(([key, value]) => result[key] === value),
  );
}

const timeOf = (result) => result?.ms?.median ?? Number.NaN;
const own = { peer: "hnn-lab" };
const raceOf = (n) => `step, N = ${n}`;
const placeText = { node: "Node", chromium: "Chromium" };

const ownStep = (results, place, n) => find(results, raceOf(n), { ...own, work: "step", place });

/** How many times faster our step is than a peer's, N = 1125; of several forms than the quickest. */
function lead(results, place, wanted, peerPlace = place) {
  const times = wanted.map((properties) =>
    timeOf(find(results, raceOf(1125), { work: "step", place: peerPlace, ...properties })),
  );
  return Math.min(...times) / timeOf(ownStep(results, place, 1125));
}

const oneThread = { threads: undefined };
const hands = [
  { peer: "tfjs", key: "hand" },
  { peer: "jax-js", key: "hand" },
];

/** Those that hold under Node and in Chromium alike: [what, at least, figure(results, place)]. */
const inBothPlaces = [
  ["HNN step through the graph at N = 1125, of the bare product's rate", 0.85, fractionAt(1125)],
  ["HNN step through the graph at N = 200, of the bare product's rate", 0.8, fractionAt(200)],
  [
    "times faster at N = 1125 than TensorFlow.js, nested autodiff (tanh repaired)",
    9,
    (results, place) => lead(results, place, [{ peer: "tfjs", key: "repaired" }]),
  ],
  [
    "times faster at N = 1125 than jax-js, jit of grad of grad",
    9,
    (results, place) => lead(results, place, [{ peer: "jax-js", key: "natural" }]),
  ],
  [
    "times faster at N = 1125 than jax-js, correct autodiff",
    5,
    (results, place) => lead(results, place, [{ peer: "jax-js", key: "forward" }]),
  ],
  [
    "times faster at N = 1125 than the best hand-derived code in either, one thread",
    1.7,
    (results, place) =>
      lead(
        results,
        place,
        hands.map((hand) => ({ ...hand, ...oneThread })),
      ),
  ],
  [
    "times faster at N = 1125 than the best hand-derived code in either, two threads in a page",
    1,
    (results, place) =>
      lead(
        results,
        place,
        hands.map((hand) => ({ ...hand, threads: 2 })),
        "chromium",
      ),
  ],
];

function fractionAt(n) {
  return (results, place) => {
    const step = ownStep(results, place, n);
    return (step && fractionOfProduct(step, results).fractionOfKernel) ?? Number.NaN;
  };
}

/** The product has two ways to pass: an absolute rate, or a ratio to OpenBLAS in the same race. */
function productTargets(results, place) {
  const rate = rateOf(find(results, "product", { ...own, place }) ?? {});
  const openblas = rateOf(find(results, "product", { peer: "openblas" }) ?? {});
  const [absolute, ratio] = [55, 1.2];
  return [
    {
      what: `bare product, ${placeText[place]}, GFLOP/s; or ${ratio} times OpenBLAS restricted to SSE`,
      bound: absolute,
      found: rate,
      also: rate / openblas,
      met: rate >= absolute || rate / openblas >= ratio,
    },
  ];
}

const atLeast = (what, bound, found) => ({ what, bound, found, met: found >= bound });
const atMost = (what, bound, found) => ({ what, bound, found, most: true, met: found <= bound });

const evaluation = (results, work) => find(results, "evaluation", { ...own, place: "node", work });
const evaluationFraction = (results, work) => {
  const result = evaluation(results, work);
  return (result && fractionOfProduct(result, results).fractionOfKernel) ?? Number.NaN;
};

function otherTargets(results) {
  const torch = timeOf(find(results, raceOf(1125), { peer: "torch", key: "autodiff" }));
  const together = (models) => timeOf(find(results, "two models", { models }));
  return [
    atMost(
      "time at N = 1125, Node, over that of PyTorch's autodiff, stock, one core",
      1.5,
      timeOf(ownStep(results, "node", 1125)) / torch,
    ),
    atMost("two models in two workers, over the time of one", 1.15, together(2) / together(1)),
    atMost("1000 RK4 steps of one start, ms", 100, timeOf(evaluation(results, "rollout"))),
    atMost("64 × 64 grid of H and field, ms", 15, timeOf(evaluation(results, "grid"))),
    atMost(
      "from a click on “Solve” to the picture, Chromium, ms",
      1000,
      timeOf(find(results, "page", { work: "click to picture" })),
    ),
    atLeast(
      "field of 4096 states, of the bare product's rate",
      0.8,
      evaluationFraction(results, "field"),
    ),
    atLeast(
      "section of 512 orbits, of the bare product's rate",
      0.8,
      evaluationFraction(results, "section"),
    ),
  ];
}

/** All of them: { what, bound, found, most?, also?, met }. */
export function targets(results) {
  const both = ["node", "chromium"].flatMap((place) => [
    ...productTargets(results, place),
    ...inBothPlaces.map(([what, bound, figure]) =>
      atLeast(`${what}, ${placeText[place]}`, bound, figure(results, place)),
    ),
  ]);
  return [...both, ...otherTargets(results)];
}
