// The published experiments: which settings they take (the catalogue's defaults, and only what differs from
// them), the published numbers with their source, the bounds that ours are held to, and what must be known in order
// to compare them.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue, completeSettings } from "../../web/src/catalogue/catalogue.ts";

export const models = ["hnn", "baseline"];

/** Figures of a run, in the order of the tables. */
export const figures = [
  "trainLoss",
  "testLoss",
  "energyMse",
  "notebookEnergyMse",
  "energyDrift",
  "coordinateMse",
  "fieldError",
  "seconds",
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
const perSeed =
  "The published standard error is that over 15 roll-outs of one network, in 5 groups; ours is that of the means of separately trained networks.";

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
    // H = 2.4 (1 − cos q) + p² as the original judges: p = θ̇ with ml² = ½, g/l = 4.8.
    settings: {
      system: "pendulum",
      systemParameters: [0.5, 1, 4.8],
      trainFraction: 0.8,
      derivative: "forward",
      weightDecay: 1e-5,
    },
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
    // An orbit is called chaotic once SALI is below 1e-4: that takes a time ln(1e4)/λ, so 2000 tells exponents above
    // 0.005. A regular orbit's SALI stays of order 1, however long (Skokos 2001).
    chaos: { energy: 0.125, orbits: 10, duration: 2000, points: 100 },
    chaoticSali: 1e-4,
    bounds: [
      { type: "orbits keep", model: "hnn", limit: 0.01 },
      { type: "orbits leave", model: "baseline", limit: 0.01 },
      { type: "verdicts", model: "hnn", least: 9 },
    ],
    caveats: [
      "Choudhary et al. 2020 (arXiv 1912.01958, Phys. Rev. E 101, 062207) print pictures and no table, so there is no published column.",
      "They train for one or two epochs on about 5·10⁶ samples (50 energies in 0.02 … 0.15, 10 orbits each, t = 0 … 1000 every 0.1). The data set here has as many orbits, drawn in the same way, and 100 000 samples.",
    ],
    pictures: "section",
    orbit: { energy: 0.15, duration: 300 },
  },
];

export function taskOf(id) {
  return tasks.find((task) => task.id === id);
}

/** Whether the core has the task's system. */
export const isOffered = (task) => catalogue.systems.some(({ id }) => id === task.settings.system);

/** Every setting of a run. */
export function settingsOf(task, model, seed, steps) {
  return completeSettings(catalogue, { ...task.settings, model, seed, ...(steps && { steps }) });
}

/** What is measured once a network is trained; goes into the key under which a result is kept. */
export function planOf(task, model) {
  const { notebook: original, section, chaos } = task;
  return {
    metrics: model !== "truth",
    ...(original && model !== "truth" && { notebook: original }),
    ...(section && { section }),
    ...(chaos && model !== "baseline" && { chaos }),
  };
}
