// Sampled networks: measurements of models fitted by one linear solve (Rahma, Datar, Dietrich 2024; docs/decisions/0008),
// the published figures beside it, and the bounds that it is held to. Data only; sampledRuns.mjs does it.
//
// Three kinds of parts:
//   "box"         noiseless derivatives at independent states of a box: relative L2 error of H there, by rule and width
//   "noisy"       the noisy trajectories of the tasks spring and pendulum: test loss, roll-out energies, seconds
//   "warm start"  Adam on the same network, from the solved one and from its usual start
import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.ts";

export const rules = ["elm", "u-swim", "swim", "a-swim"];

const paper = "Rahma, Datar, Dietrich 2024, arXiv 2411.17511";

// ---- boxes ---------------------------------------------------------------------------------------

/**
 * The true energy and field, written out so that states of any box can be had with their derivatives; a test compares them
 * with the core's systems. One degree of freedom: x = [q, p].
 */
const pendulum = (f) => ({
  energy: ([q, p]) => p ** 2 / 2 + 1 - Math.cos(f * q),
  field: ([q, p]) => [p, -f * Math.sin(f * q)],
});

const henonHeiles = {
  energy: ([q1, q2, p1, p2]) =>
    (p1 ** 2 + p2 ** 2 + q1 ** 2 + q2 ** 2) / 2 + q1 ** 2 * q2 - q2 ** 3 / 3,
  field: ([q1, q2, p1, p2]) => [p1, p2, -q1 - 2 * q1 * q2, -q2 - q1 ** 2 + q2 ** 2],
};

const { PI } = Math;
/** The authors' pendulum has m = l = g = 1. */
const unitPendulum = { system: "pendulum", systemParameters: [1, 1, 1] };

/**
 * `judged`: the core's system has this energy. Where it has not, "swim", which draws by the true energy, is left out, and
 * Ĥ is compared after adding the true H of the first training state, which the core determines itself elsewhere.
 */
const boxTable = [
  {
    id: "pendulum",
    title: "Pendulum",
    formula: "H = p²/2 + 1 − cos q on [−2π, 2π] × [−1, 1]",
    limits: [
      [-2 * PI, 2 * PI],
      [-1, 1],
    ],
    settings: unitPendulum,
    judged: true,
    truth: pendulum(1),
    published: [
      {
        text: "width 200, 10 000 points",
        width: 200,
        errors: { elm: 3.6e-5, "u-swim": 7.8e-8, "a-swim": 5.6e-7 },
      },
      {
        text: "width 1000, 64 cores",
        width: 1000,
        errors: { elm: 1.5e-11, "u-swim": 8.7e-10, "a-swim": 3.6e-10, adam: 2.2e-3 },
      },
    ],
  },
  {
    id: "henon-heiles",
    title: "Hénon–Heiles",
    formula: "H = ½ (p₁² + p₂² + q₁² + q₂²) + q₁² q₂ − q₂³/3 on [−5, 5]⁴",
    limits: Array.from({ length: 4 }, () => [-5, 5]),
    settings: { system: "henon-heiles" },
    judged: true,
    truth: henonHeiles,
    published: [
      {
        text: "width 5000, 20 000 points, 64 cores",
        width: 5000,
        errors: { elm: 2.1e-2, "u-swim": 8.2e-8, "a-swim": 6.8e-8, adam: 6.7e-4 },
        seconds: { elm: 46, "u-swim": 41.7, "a-swim": 89.4, adam: 13141 },
      },
    ],
  },
  ...[10, 15, 20].map((f) => ({
    id: `frequency-${f}`,
    title: `Pendulum of frequency ${f}`,
    formula: `H = p²/2 + 1 − cos ${f}q on [−π, π] × [−½, ½]`,
    limits: [
      [-PI, PI],
      [-0.5, 0.5],
    ],
    settings: unitPendulum,
    judged: false,
    truth: pendulum(f),
    published: [], // a picture without a table: width 1500, 1000 to 20 000 points, 64 cores
  })),
];

export const boxOf = (id) => boxTable.find((box) => box.id === id);

/** A box without its functions, as the report holds it. */
const describeBox = ({ truth: _, ...box }) => box;

// ---- parts ---------------------------------------------------------------------------------------

const boxPart = (box, width, samples) => ({
  id: `${box}-${width}-${samples}`,
  kind: "box",
  box,
  width,
  samples,
  rules: boxOf(box).judged ? rules : rules.filter((rule) => rule !== "swim"),
});

/** Steps of Adam after which a warm start is looked at. */
const looks = [0, 1, 10, 100, 300, 1000, 2000];

/**
 * Adam's first step moves every weight by the learning rate, which large coefficients that cancel do not bear, and an HNN
 * that Adam trains has float weights, which keep little of such sums: hence larger cut-offs, which give smaller ones.
 */
const starts = [
  { name: "usual", learningRate: 1e-3 },
  { name: "solved", cutoff: 0, learningRate: 1e-3 },
  { name: "solved, cut-off 10⁻⁴", cutoff: 1e-4, learningRate: 1e-4 },
  { name: "solved, cut-off 10⁻³", cutoff: 1e-3, learningRate: 1e-3 },
];
const warmStart = { kind: "warm start", looks, starts, seeds: 3 };

export const parts = [
  ...[50, 100, 200].map((width) => boxPart("pendulum", width, 1000)),
  ...[200, 500, 1000].map((width) => boxPart("pendulum", width, 10_000)),
  ...[50, 100, 200, 500, 1000].map((width) => boxPart("henon-heiles", width, 5000)),
  ...[10, 15, 20].map((f) => boxPart(`frequency-${f}`, 1000, 10_000)),
  { id: "noisy-pendulum", kind: "noisy", task: "pendulum" },
  { id: "noisy-spring", kind: "noisy", task: "spring" },
  { id: "warm-noisy", task: "pendulum", ...warmStart },
  { id: "warm-box", box: "pendulum", width: 200, samples: 1000, ...warmStart },
];

export const bounds = [
  { type: "error", part: "pendulum-200-1000", rule: "u-swim", most: 2e-7 },
  { type: "error", part: "pendulum-1000-10000", rule: "u-swim", most: 5e-9 },
  { type: "error", part: "henon-heiles-1000-5000", rule: "u-swim", most: 2e-3 },
  { type: "test loss", part: "noisy-pendulum", most: 0.042 },
  { type: "test loss", part: "noisy-spring", most: 0.042 },
  { type: "energies", part: "noisy-pendulum" },
  { type: "energies", part: "noisy-spring" },
];

/** Every setting of a solve. */
export function solveSettings(part, seed, given = {}) {
  const own = part.box
    ? { ...boxOf(part.box).settings, hidden: [part.width] }
    : { system: part.task };
  return completeSettings(catalogue, { ...own, model: "sampled-hnn", seed, ...given }, "published");
}

const caveats = [
  "Errors are medians over the seeds, each with points and weights of its own: ‖Ĥ − H‖ / ‖H‖ at 5000 other points of the box. Points are independent and uniform, derivatives exact; the cut-off is always the one that the core chooses by held-out points.",
  "Seconds are medians too: from the data to the solved weights, choice of the cut-off included, one thread, one solve at a time in an engine that had solved five small problems before. They depend on the machine and on what else it does.",
  "The published networks are wider or have more points and ran on 64 cores; their cut-off is 10⁻¹³. The authors’ pendulum has m = l = g = 1; that of the noisy data has H = p² + 3 (1 − cos q), as the other tasks.",
  "Frequency: formula and box are those of the authors’ program (`SinglePendulum(f)`, [−π, π] × [−½, ½]); the paper draws errors against 1000 to 20 000 points at width 1500 and prints no table. “swim”, which draws by the true H, is left out there, since the core has no system with this H; “a-swim” does without.",
  "Warm start: the file of a solved network can be loaded as the start of Adam on the same network (hidden layer of 200, outputBias), so there is no setting for it. It spares Adam its first thousand steps, and on noiseless data a coarse solve (large cut-off) leaves Adam below where its usual start ends; but it never pays against the solve itself. On noisy data Adam lowers the test loss by about a per cent, and roll-outs keep the energy no better; on noiseless data the float weights of an HNN that Adam trains cannot hold what the solve finds in double, and with the small cut-off that such data choose the first step already makes the loss grow beyond bounds, so that training stops.",
];

/** What reproduction.json repeats from this table; a test compares. */
export function describeSampled() {
  return {
    id: "sampled",
    title: "Without gradients: sampled networks",
    source: paper,
    caveats,
    boxes: boxTable.map(describeBox),
    parts: parts.map((part) => ({ ...part, settings: solveSettings(part, 0) })),
    bounds,
  };
}
