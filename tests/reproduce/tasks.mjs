// The published experiments: which settings they take (the catalogue's published ones, and only what differs from
// them), the published numbers with their source, the bounds that ours are held to, and what must be known in order
// to compare them.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.ts";

/** A task's networks where it names none of its own: title in a sentence, `short` in a table, the settings of each. */
const usualVariants = [
  { id: "hnn", title: "HNN", settings: { model: "hnn" } },
  { id: "baseline", title: "plain network", short: "plain", settings: { model: "baseline" } },
];

/** The networks that a task (or its entry in the report) compares. */
export const variantsOf = (task) => task.variants ?? usualVariants;

/** Their names, by which runs are told apart. */
export const modelsOf = (task) => variantsOf(task).map(({ id }) => id);

export const variantOf = (task, id) => variantsOf(task).find((variant) => variant.id === id);

/** Each network is trained with so many seeds. */
export const seedCount = 5;

/** Figures of a run, in the order of the tables. */
export const figures = [
  "trainLoss",
  "testLoss",
  "energyMse",
  "notebookEnergyMse",
  "energyDrift",
  "coordinateMse",
  "fieldError",
  "discrepancyMedian",
  "discrepancyMean",
  "seconds",
  "processorSeconds",
];

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Measured by Schmidt & Lipson 2009; its licence is not stated, so it is no part of this project. */
export const usualRecording = path.resolve(root, "../shared/data/real_pend_h_1.txt");

const greydanus = "Greydanus, Dzamba, Yosinski 2019, arXiv 1906.01563";
const column = `${greydanus}: README of the original code`;

/** A published row: losses and energy errors of both models, [mean, standard error]. */
const row = (trainLoss, testLoss, energyMse) => ({
  source: column,
  baseline: { trainLoss: trainLoss[0], testLoss: testLoss[0], energyMse: energyMse[0] },
  hnn: { trainLoss: trainLoss[1], testLoss: testLoss[1], energyMse: energyMse[1] },
});

/**
 * The original's judgement of spring and pendulum, in its own terms: both q and p of a start are ±(0.2 … 1), the energy
 * of either is q² + p², and 15 roll-outs of 20 time units are compared at 100 times.
 */
const notebook = { starts: 15, least: 0.2, most: 1, duration: 20, points: 100 };

const noiseFloor =
  "Both losses sit on the noise floor, (2σ)² = 0.04, because dx/dt is exact and the state is noisy; only the energy error separates the models.";
const publishedStarts =
  "The published column takes q² + p² for the energy and starts with |q| and |p| in 0.2 … 1. The column “as the original judges” repeats that on our networks.";
const sosanya = "Sosanya & Greydanus 2022, arXiv 2201.10085";
const cranmer = "Cranmer et al. 2020, arXiv 2003.04630";

const dissipative = {
  id: "dissipative-hnn",
  title: "D-HNN",
  settings: { model: "dissipative-hnn" },
};
const withDissipative = [dissipative, ...usualVariants];

const notUnique =
  "The data determine the sum J∇H + ∇D only: where ∇²D = 0, ∇D is a field of the form J∇H too. Of these the training picks, by a small cost that the paper's loss does not have, those in which D leaves positions alone, as friction does.";

const perSeed =
  "The published standard error is that over 15 roll-outs of one network, in 5 groups; ours is that of the means of separately trained networks.";

/** As the original judges: H = 2.4 (1 − cos q) + p², so p = θ̇ with ml² = ½, g/l = 4.8. */
const realPendulum = {
  system: "pendulum",
  systemParameters: [0.5, 1, 4.8],
  trainFraction: 0.8,
  derivative: "forward",
  weightDecay: 1e-5,
};

/** Width, batches and steps as Sosanya & Greydanus train. */
const asSosanya = { hidden: [256], batchSize: 128, steps: 5000 };

/** A network of the relativistic particle and the coordinates that it is given. */
const particleVariant = (id, title, model, coordinates) => ({
  id,
  title,
  settings: { model, coordinates },
});

export const tasks = [
  {
    id: "spring",
    title: "Mass–spring",
    settings: { system: "spring" },
    published: row(
      [3.71e-2, 3.69e-2],
      [3.67e-2, 3.59e-2],
      [
        [1.71e-1, 2.1e-2],
        [3.84e-4, 6.5e-5],
      ],
    ),
    notebook,
    bounds: [{ type: "ratio", figure: "energyMse", least: 10 }],
    caveats: [
      noiseFloor,
      `${publishedStarts} The true energy of this spring is q² + p² too; the starts differ (ours: any direction, radius 0.1 … 1).`,
      "In the original the spring's horizon grows by accident, so its published energy errors belong to longer roll-outs than the 20 time units taken here.",
      "The plain network's energy error varies by orders of magnitude from seed to seed.",
      perSeed,
    ],
    pictures: "plane",
    pictureStart: [1, 0],
    panelDuration: 20,
  },
  {
    id: "pendulum",
    title: "Ideal pendulum",
    settings: { system: "pendulum" },
    published: row(
      [3.26e-2, 3.28e-2],
      [3.53e-2, 3.56e-2],
      [
        [4.15e-2, 9.6e-3],
        [2.49e-2, 5.4e-3],
      ],
    ),
    notebook,
    bounds: [{ type: "ratio", figure: "energyMse", least: 10 }],
    caveats: [
      noiseFloor,
      `${publishedStarts} For a pendulum q² + p² is not conserved, so a roll-out that runs ahead of the truth, or behind it, counts as an energy error even where it conserves the energy; and those starts lie below the radii 1.3 … 2.3 that the data begin with. The first column takes the true H and starts drawn like the data.`,
      perSeed,
    ],
    pictures: "plane",
    pictureStart: [2.1, 0],
    panelDuration: 20,
  },
  {
    id: "real",
    title: "Real pendulum",
    measured: true,
    settings: realPendulum,
    published: row(
      [2.75e-3, 9.24e-3],
      [2.19e-3, 5.96e-3],
      [
        [3.86e-1, 6.9e-2],
        [1.45e-2, 4.7e-3],
      ],
    ),
    bounds: [
      { type: "most", model: "hnn", figure: "energyMse", limit: 2.5e-2 },
      { type: "ratio", figure: "energyMse", least: 10 },
    ],
    caveats: [
      "The recording (Schmidt & Lipson 2009, Science 324:81, supplement) is visibly damped: an HNN cannot fit that, so its loss is the higher one, and it keeps an energy that the pendulum loses.",
      "Derivatives are forward differences, p is the angular velocity; the first 80 % train, and the roll-out starts at the first state that is held out. One roll-out, so the published standard error is one over times.",
      "Weight decay is 1e-5, as in the code; the paper says 1e-4.",
    ],
    pictures: "plane",
    panelDuration: 20,
  },
  {
    id: "two-body",
    title: "Two bodies",
    settings: { system: "two-body" },
    published: row(
      [3.27e-5, 3.0e-6],
      [2.96e-5, 2.82e-6],
      [
        [6.33e-2, 3.4e-2],
        [3.88e-5, 5.0e-6],
      ],
    ),
    bounds: [
      { type: "most", model: "hnn", figure: "energyMse", limit: 2e-4 },
      { type: "ratio", figure: "energyMse", least: 10 },
    ],
    caveats: [
      "Published and ours are the same quantity: true H, starts drawn like the data, 15 roll-outs of 25 time units at 500 times; so there is no second column.",
      "The plain network's energy error varies by orders of magnitude from seed to seed: the data are mirror images, x₂ = −x₁, and nothing tells a plain network what to do once its roll-out has left that symmetry.",
      perSeed,
    ],
    pictures: "bodies",
    pictureDuration: 50, // as in the paper; of three bodies the system's own, since they soon part
  },
  {
    id: "three-body",
    title: "Three bodies",
    settings: { system: "three-body" },
    published: row(
      [9.56e-2, 8.03e-2],
      [3.8e-1, 4.88e-1],
      [
        [1.09e2, 7.7e1],
        [4.19e-2, 3.4e-2],
      ],
    ),
    bounds: [
      { type: "most", model: "hnn", figure: "energyMse", limit: 5e-2 },
      { type: "ratio", figure: "energyMse", least: 50 },
    ],
    caveats: [
      "Published and ours are the same quantity: true H, starts drawn like the data, 15 roll-outs of 3 time units at 500 times; so there is no second column.",
      "Bodies that come close to each other dominate losses and energy errors, so a few roll-outs decide the means; the published ones have standard errors of 70 to 80 %.",
      perSeed,
    ],
    pictures: "bodies",
  },
  {
    id: "henon-heiles",
    title: "Hénon–Heiles: order and chaos",
    settings: { system: "henon-heiles" },
    published: null,
    section: { energy: 0.1, orbits: 10, duration: 1000 },
    // An orbit is called chaotic once SALI is below 1e-4: that takes a time ln(1e4)/λ. A regular orbit's SALI stays of
    // order 1, however long (Skokos 2001). One of the truth's orbits sticks to an island until t = 2000 (SALI 0.04)
    // and is chaotic by t = 10 000 (SALI 1e-8, exponent 0.04 at t = 40 000), hence the long time.
    chaos: { energy: 0.125, orbits: 10, duration: 10_000, points: 100 },
    chaoticSali: 1e-4,
    bounds: [
      { type: "orbits keep", model: "hnn", limit: 0.01 },
      { type: "orbits leave", model: "baseline", limit: 0.01 },
      { type: "verdicts", model: "hnn", least: 9 },
    ],
    caveats: [
      "Choudhary et al. 2020 (arXiv 1912.01958, Phys. Rev. E 101, 062207) print pictures and no table, so there is no published column.",
      "They train for one or two epochs on about 5·10⁶ samples (50 energies in 0.02 … 0.15, 10 orbits each, t = 0 … 1000 every 0.1). The data set here has as many orbits, drawn in the same way, and 100 000 samples.",
      "Orbits 3 and 10 lie at the edge of an island, as their small or late exponents show: there a network whose field is off by 3e-3 can follow an orbit on the other side of the edge. Every verdict that differs from the truth's is one of these two; the network of seed 3 misses both.",
    ],
    pictures: "section",
    orbit: { energy: 0.15, duration: 300 },
  },
  {
    id: "damped-spring",
    title: "Damped spring",
    settings: { system: "damped-spring", hidden: [256] },
    variants: withDissipative,
    headline: "coordinateMse",
    published: {
      source: `${sosanya}, section 4.1: trajectory MSE`,
      "dissipative-hnn": { coordinateMse: 3.6e-6 },
      hnn: { coordinateMse: 0.29 },
      baseline: { coordinateMse: 6.0e-6 },
    },
    bounds: [
      { type: "most", model: "dissipative-hnn", figure: "coordinateMse", limit: 1e-5 },
      { type: "least", model: "hnn", figure: "coordinateMse", limit: 0.1 },
    ],
    caveats: [
      "The network learns from derivatives on a grid over the phase portrait, without noise, as in the paper: H = q² + p², friction ρ = 2 on p.",
      notUnique,
      "The published trajectory MSE is that of one roll-out; ours is the mean over 15 roll-outs of 5 time units from starts drawn like those of trajectories.",
    ],
    pictures: "parts",
    partsBeside: "trajectories",
  },
  {
    id: "damped-pendulum",
    title: "Damped pendulum",
    settings: {
      system: "damped-pendulum",
      ...asSosanya,
      learningRate: 3e-3,
      schedule: "cosine",
      weightDecay: 0, // it would pull the weak friction, 0.0119, towards none
    },
    variants: withDissipative,
    headline: "energyMse",
    published: null,
    bounds: [{ type: "ratio", of: "hnn", to: "dissipative-hnn", figure: "energyMse", least: 5 }],
    caveats: [
      notUnique,
      "Weight decay pulls the weak friction towards none: with the system's 1e-4 and a constant learning rate of 1e-3 the energy MSE of the D-HNN is 5.5e-3, that of the HNN 0.0132.",
      "A synthetic pendulum with the period and the damping of the recording below: ours, so there is no published column.",
    ],
    pictures: "parts",
    partsBeside: "energies",
  },
  {
    id: "real-dissipative",
    title: "Real pendulum with friction",
    measured: true,
    // Forward differences add a damping of their own, ω²Δt/2 = 0.09 a unit of time, fourteen times the pendulum's: a network
    // that may learn friction learns that too.
    settings: { ...realPendulum, ...asSosanya, derivative: "central" },
    variants: withDissipative,
    headline: "energyMse",
    published: {
      source: `${sosanya}, section 4.2: energy MSE`,
      "dissipative-hnn": { energyMse: 1.07e-3 },
      hnn: { energyMse: 1.02e-2 },
      baseline: { energyMse: 1.17e-3 },
    },
    bounds: [{ type: "ratio", of: "hnn", to: "dissipative-hnn", figure: "energyMse", least: 5 }],
    caveats: [
      "Same recording, split and judgement as in the task “Real pendulum”, but derivatives by central differences for all networks. Forward differences add a damping ω²Δt/2 of their own, about fourteen times the pendulum's: with them plain network and D-HNN lose nearly all energy (energy MSE 0.37 of both, seed 0; HNN 0.019).",
      "The published energies are those of the paper's own split and roll-out, so only the ratios of a column compare.",
    ],
  },
  {
    id: "relativistic-particle",
    title: "Relativistic particle",
    settings: { system: "relativistic-particle", hidden: [64, 64], activation: "tanh" },
    variants: [
      particleVariant("lnn", "LNN on (q, q̇)", "lnn", "velocities"),
      particleVariant("hnn-velocities", "HNN on (q, q̇)", "hnn", "velocities"),
      particleVariant("hnn-canonical", "HNN on (q, p)", "hnn", "canonical"),
      particleVariant("baseline", "plain network on (q, q̇)", "baseline", "velocities"),
    ],
    headline: "coordinateMse",
    published: null,
    bounds: [
      { type: "ratio", of: "hnn-velocities", to: "lnn", figure: "coordinateMse", least: 10 },
      {
        type: "ratio",
        of: "hnn-velocities",
        to: "hnn-canonical",
        figure: "coordinateMse",
        least: 10,
      },
    ],
    caveats: [
      `${cranmer}, section 5, show it in a picture, without a number: an HNN needs canonical momenta and fails on velocities, an LNN does not.`,
      "L = (1 − q̇²)^(−1/2) − 1 + gq as in the paper. The coordinate MSE of the HNN on (q, p) is one of q and p, the others' one of q and q̇; momenta are the larger numbers, which only makes it harder for that HNN.",
      "All have tanh. With softplus, the paper's choice for Lagrangian networks, the LNN has a coordinate MSE of 0.016 here (mean of seeds 0, 1, 2).",
    ],
  },
  {
    id: "double-pendulum",
    title: "Double pendulum",
    settings: {
      system: "double-pendulum",
      coordinates: "velocities",
      angles: "cos-sin",
      trajectories: 2000,
      points: 50,
      duration: 5,
      trainFraction: 0.9,
      batchSize: 512,
      schedule: "one-cycle",
      hidden: [128, 128],
      activation: "swish",
      lossNorm: "huber",
      learningRate: 5e-3,
    },
    variants: [
      { id: "lnn", title: "LNN", settings: { model: "lnn", steps: 5_000 } },
      {
        id: "baseline",
        title: "plain network, as long",
        settings: { model: "baseline", steps: 30_000 },
      },
      {
        id: "baseline-steps",
        title: "plain network, as many steps",
        settings: { model: "baseline", steps: 5_000 },
      },
    ],
    // At rest from angles U(−1.2, 1.2), as the system's own starts, but from a seed of their own.
    discrepancy: {
      starts: 40,
      most: 1.2,
      seed: 12345,
      duration: 100,
      points: 1001,
      stepSize: 0.02,
      scale: 58.8,
    },
    headline: "discrepancyMedian",
    published: {
      source: `${cranmer}, section 5: mean energy discrepancy`,
      lnn: { discrepancyMean: 4e-3 },
      baseline: { discrepancyMean: 0.08 },
    },
    bounds: [
      { type: "most", model: "lnn", figure: "discrepancyMedian", limit: 0.03 },
      { type: "ratio", of: "baseline", to: "lnn", figure: "discrepancyMedian", least: 3 },
      { type: "most", model: "lnn", figure: "processorSeconds", limit: 1200 },
    ],
    caveats: [
      "Energy discrepancy: the mean over t = 0 … 100 (1001 times) of |H(t) − H(0)| / V_max along a roll-out, with V_max = 2 (m₁ + m₂) g l₁ + 2 m₂ g l₂ = 58.8 the maximal potential energy. 40 starts at rest, angles U(−1.2, 1.2), RK4 with steps of 0.02. A path that ends early counts 1. The published number is a mean, which one outlier of the baseline dominates; so the bounds are about medians.",
      "“As long”: as many steps as take the processor as long as the LNN's; “as many steps”: as the LNN. All are given the same data, batches, loss and schedule.",
      "Given the same time, the plain network takes six steps for one of the LNN's, and its coordinates are the more accurate ones; what the LNN keeps better is the energy.",
      "The ratio depends on the time that both are given. The LNN's median stays where half a minute brings it (6.0e-4, 6.1e-4, 5.2e-4 after 2500, 5000, 10 000 steps): its error swings about and does not grow, since it conserves the energy that it learned (seed 1: to 6e-4 of V_max over t = 100 in the eight starts looked at). The plain network drifts, and the longer it trains, the slower: with six times as many steps it is 8.9, 5.0 and 2.8 times above (three seeds each, 29, 60 and 127 s for the LNN), and 1.4 times after 30 000 steps (seed 1 only).",
      "The paper's networks have 500 units in 3 or 4 hidden layers, softplus and the L1 loss.",
    ],
    pictures: "discrepancy",
  },
];

export function taskOf(id) {
  return tasks.find((task) => task.id === id);
}

/** Whether the core has the task's system. */
export const isOffered = (task) => catalogue.systems.some(({ id }) => id === task.settings.system);

/** Every setting of a run. */
export function settingsOf(task, model, seed, steps) {
  const { settings } = variantOf(task, model);
  const given = { ...task.settings, ...settings, seed, ...(steps && { steps }) };
  return completeSettings(catalogue, given, "published");
}

/** What is measured once a network is trained; goes into the key under which a result is kept. */
export function planOf(task, model) {
  const { notebook: original, section, chaos, discrepancy } = task;
  return {
    metrics: model !== "truth",
    ...(discrepancy && model !== "truth" && { discrepancy }),
    ...(original && model !== "truth" && { notebook: original }),
    ...(section && { section }),
    ...(chaos && model !== "baseline" && { chaos }),
  };
}
