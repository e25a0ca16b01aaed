// All user-visible strings in English: labels and help for settings, systems, models and integrators, and all messages.
// A translation (strings.de.ts) overwrites these tables. Strings of the lessons and of the views behind the other tabs are in
// strings.later.ts, which is loaded with those views.

import type { MeasuredReport } from "../protocol/measured.js";

import type { Contestant, Who } from "../protocol/snapshot.js";

export interface Text {
  label: string;
  help: string;
}

/** Labels, one for each key of the settings table; explanations are in strings.later.ts. */
export const settingText: Record<string, string> = {
  system: "System",
  systemParameters: "Parameters",
  model: "Model",
  field: "HNN vector field",
  activation: "Activation",
  hidden: "Hidden layers",
  initialisation: "Initial weights",
  outputBias: "Output bias",
  angles: "Angle encoding",
  kineticPrior: "Kinetic prior (LNN)",
  massRegularisation: "Mass regularisation ε (LNN)",
  seed: "Seed",
  coordinates: "Coordinates",
  samples: "Samples from",
  trajectories: "Trajectories",
  points: "Samples per trajectory or side",
  duration: "Trajectory duration",
  noise: "Noise σ",
  trainFraction: "Training fraction",
  derivative: "Derivative estimate",
  scaling: "Scaling of the data",
  loss: "Loss",
  lossNorm: "Loss norm",
  learningRate: "Learning rate",
  schedule: "Learning rate schedule",
  clipNorm: "Gradient clipping",
  weightDecay: "Weight decay",
  decoupledWeightDecay: "Decoupled weight decay",
  batchSize: "Batch size",
  steps: "Steps",
  sampling: "Sampling",
  cutoff: "Cut-off",
};

/** Options of the view; they do not affect the training. */
export const viewText: Record<string, string> = {
  x0: "Start",
  rolloutDuration: "Displayed time",
  integrator: "Integrator",
  stepSize: "Time step",
  integratorMotion: "Motion of the integrator",
  injection: "Add or remove energy",
  injectionStart: "From t",
  injectionDuration: "Duration",
  injectionRate: "Rate",
  friction: "Friction",
  part: "Displayed part",
  overlay: "Background",
  energyKind: "Displayed energy",
  speed: "Speed",
  theme: "Colours",
  contestants: "Networks",
  solvedWidth: "Hidden units, solved",
  view: "View",
  lesson: "Lesson",
  language: "Language",
};

/** Strings of the element `<hnn-lab>` and its frame. */
export const widgetText = {
  start: (system: string) => `Start HNN Lab: ${system}`,
  startShort: (system: string) => system,
  unknownParts: (attribute: string, given: string, known: string) =>
    `Unknown part "${given}" in attribute ${attribute}. Known parts: ${known}.`,
};

/** Runs that are kept for comparison. */
export const pinText = {
  title: "Pinned runs",
  pin: "Pin this run",
  pinHelp: "Keep this run's curves, trajectories and numbers for comparison with the next run",
  help: (most: string) =>
    `Pin a run, change a setting and train again: pale lines show the pinned run in every chart. Up to ${most} runs; adding another removes the oldest.`,
  quick: "quick settings",
  published: "published settings",
  name: (number: string) => `Name of pinned run ${number}`,
  shown: "Show in plots",
  unpin: "Unpin",
  unpinned: "Run unpinned.",
  table: (name: string) => `Results of ${name}`,
  /** Of the run that is not pinned. */
  present: "This run",
  since: (change: string) => `now ${change}`,
  steps: (steps: string) => `${steps} steps`,
  otherStart: "Recorded with a different start, duration or integrator.",
  left: (name: string) => `Unpinned “${name}”, the oldest run.`,
  elsewhere: (count: string) =>
    `Pinned with other systems: ${count}. They reappear when you select that system.`,
};

/** Replies of a frame to messages that it cannot process. */
export const frameText = {
  unknownType: (given: string, known: string) =>
    `Unknown message type "${given}". Known types: ${known}.`,
  badLink: (given: string, most: number) =>
    `link must be a string of at most ${most} characters, as in the page address; got ${given}.`,
};

/** The tabs of the page, and the sentence above each view (that of the lab depends on the results: app/lead.ts). */
export const viewNameText: Record<
  "lab" | "orbits" | "chaos" | "reversal",
  Text & { lead: string }
> = {
  lab: {
    label: "Lab",
    help: "Train networks and compare motion, phase portrait, energy and loss.",
    lead: "",
  },
  orbits: {
    label: "Orbits",
    help: "Large plots of the orbits, with kinetic, potential and total energy.",
    lead: "Orbits from the same initial state, side by side. Kinetic and potential energy are exchanged; see whose total energy stays constant.",
  },
  chaos: {
    label: "Chaos",
    help: "Poincaré sections and Lyapunov exponents: does the network reproduce both regular and chaotic motion?",
    lead: "Poincaré section: the points where orbits cross a plane. Regular orbits draw curves, chaotic orbits scatter. Does a network that was never trained on the section reproduce it?",
  },
  reversal: {
    label: "Reversibility",
    help: "Integrate forwards, then backwards: which flow preserves phase-space volume?",
    lead: "Every smooth flow can be integrated backwards. What distinguishes a Hamiltonian flow is that it preserves phase-space volume, det DΦ = 1. Compare the volume change of truth, HNN and plain network.",
  },
};

/** Headings in the system menu. */
export const systemGroupText = {
  plane: "One degree of freedom",
  more: "Orbits and chaos",
} as const;

/**
 * Words for a system: `label` in menus and titles, `short` where there is little room, `noun` within a sentence and `plural` as the
 * subject of a sentence.
 */
export const systemText: Record<string, Text & { short: string; noun: string; plural: string }> = {
  spring: {
    label: "Mass on a spring",
    short: "spring",
    noun: "spring",
    plural: "masses on springs",
    help: "A mass on a linear spring: a harmonic oscillator.",
  },
  pendulum: {
    label: "Pendulum",
    short: "pendulum",
    noun: "pendulum",
    plural: "pendulums",
    help: "A bob on a rigid rod, with amplitudes large enough to be nonlinear.",
  },
  "two-body": {
    label: "Two bodies",
    short: "two bodies",
    noun: "pair of bodies",
    plural: "pairs of bodies",
    help: "Two masses that attract each other and orbit their centre of mass.",
  },
  "three-body": {
    label: "Three bodies",
    short: "three bodies",
    noun: "trio of bodies",
    plural: "trios of bodies",
    help: "Three masses that attract each other; small differences grow rapidly.",
  },
  kepler: {
    label: "Kepler's planet",
    short: "planet",
    noun: "planet",
    plural: "planets",
    help: "A planet on an elliptical orbit around a fixed sun.",
  },
  "henon-heiles": {
    label: "Hénon–Heiles",
    short: "star",
    noun: "star in a galaxy",
    plural: "stars in a galaxy",
    help: "A star in the plane of a galaxy: regular orbits at low energy, chaos as the energy approaches 1/6.",
  },
  "double-pendulum": {
    label: "Double pendulum",
    short: "double pendulum",
    noun: "double pendulum",
    plural: "double pendulums",
    help: "A pendulum hanging from another; chaotic at large amplitudes.",
  },
  "damped-pendulum": {
    label: "Pendulum with friction",
    short: "damped pendulum",
    noun: "pendulum with friction",
    plural: "pendulums with friction",
    help: "A pendulum that loses energy. An energy-conserving network cannot reproduce the decay.",
  },
  "damped-spring": {
    label: "Spring with friction",
    short: "damped spring",
    noun: "spring with friction",
    plural: "masses on springs with friction",
    help: "A mass on a spring that comes to rest after one or two oscillations.",
  },
  "relativistic-particle": {
    label: "Relativistic particle",
    short: "fast particle",
    noun: "relativistic particle",
    plural: "relativistic particles",
    help: "A constantly accelerated particle approaching the speed of light. In velocities (q, q̇) it has no canonical Hamiltonian form.",
  },
  "spherical-pendulum": {
    label: "Spherical pendulum",
    short: "spherical pendulum",
    noun: "spherical pendulum",
    plural: "spherical pendulums",
    help: "A pendulum that swings in all directions; its ellipse precesses slowly.",
  },
  "cart-pole": {
    label: "Pole on a cart",
    short: "cart and pole",
    noun: "pole on a cart",
    plural: "poles on carts",
    help: "A pole hanging from a freely rolling cart; each moves the other.",
  },
  duffing: {
    label: "Duffing's double well",
    short: "double well",
    noun: "mass in a double well",
    plural: "masses in a double well",
    help: "A mass in a potential with two wells and a barrier between them.",
  },
  // Takes the place of a system: state/measured.ts.
  measured: {
    label: "Your own data",
    short: "recording",
    noun: "recording",
    plural: "recordings",
    help: "Your own measurements instead of a simulated motion.",
  },
};

/** Names of the parameters of systems. */
export const parameterText: Record<string, string> = {
  springConstant: "Spring constant",
  stiffness: "Spring constant",
  mass: "Mass",
  mass1: "Mass 1",
  mass2: "Mass 2",
  length: "Rod length",
  gravity: "Gravity",
  gravitationalConstant: "Gravitational constant",
  mass3: "Mass 3",
  length1: "Length of rod 1",
  length2: "Length of rod 2",
  friction: "Friction",
  cartMass: "Cart mass",
  poleMass: "Pole mass",
  attraction: "Attraction of the sun",
  alpha: "Barrier height",
  beta: "Wall steepness",
};

export interface ModelText {
  label: string;
  short: string;
}

export const modelText: Record<string, ModelText> & Record<Contestant, ModelText> = {
  hnn: { label: "Hamiltonian network", short: "HNN" },
  baseline: { label: "Plain network", short: "plain" },
  "second-order": { label: "Second-order network", short: "2nd order" },
  "dissipative-hnn": { label: "Dissipative HNN", short: "D-HNN" },
  lnn: { label: "Lagrangian network", short: "LNN" },
  "sampled-hnn": { label: "Solved Hamiltonian network", short: "solved HNN" },
  "sampled-baseline": { label: "Solved plain network", short: "solved plain" },
};

/** Optional networks as the sentence above the plots calls them. */
export const guestText: Record<string, string> = {
  "second-order": "a second-order network (q̇ = p/m given)",
  "dissipative-hnn": "a dissipative HNN, which learns friction separately",
  lnn: "a Lagrangian network (LNN), which needs no momenta",
};

export const truthText: ModelText = { label: "Truth", short: "truth" };

export const integratorText: Record<string, string> = {
  euler: "Euler (order 1)",
  rk4: "RK4 (order 4)",
  leapfrog: "Leapfrog (order 2, symplectic)",
  "implicit-midpoint": "Implicit midpoint (order 2, symplectic)",
  yoshida4: "Yoshida (order 4, symplectic)",
  "dormand-prince": "Dormand–Prince (adaptive)",
};

/** Of a motion. With an integrator the true equations have its name, as in "Leapfrog (order 2, symplectic)". */
export function whoText(who: Who): ModelText {
  const [name] = integratorText[who]?.split(" (") ?? [];
  if (name) return { label: name, short: name };
  return who === "truth" ? truthText : (modelText[who] ?? { label: who, short: who });
}

/** Names of the values of choice settings, by setting and value; a value without an entry is shown unchanged. */
export const choiceText: Record<string, Record<string, string>> = {
  integratorMotion: { auto: "shown, unless RK4", on: "shown", off: "hidden" },
  field: {
    solenoidal: "solenoidal (conserves energy)",
    conservative: "gradient (changes energy)",
    both: "sum of both",
  },
  activation: {
    tanh: "tanh",
    softplus: "softplus",
    sigmoid: "sigmoid",
    swish: "swish",
    relu: "ReLU",
    elu: "ELU",
    selu: "SELU",
  },
  initialisation: { orthogonal: "orthogonal", xavier: "Xavier", lnn: "as in the LNN paper" },
  angles: { auto: "auto", plain: "plain", wrapped: "wrapped", "cos-sin": "cos, sin" },
  coordinates: { canonical: "momenta (q, p)", velocities: "velocities (q, q̇)" },
  samples: { trajectories: "trajectories", grid: "grid" },
  lossNorm: { l2: "squared error (L2)", l1: "absolute error (L1)", huber: "Huber" },
  derivative: { forward: "forward", central: "central", smooth: "smooth" },
  scaling: { none: "none", data: "to order one" },
  schedule: { constant: "constant", "one-cycle": "one cycle", cosine: "cosine" },
  loss: { derivative: "time derivative", "one-step": "one Runge–Kutta step" },
  sampling: {
    "u-swim": "data pairs, uniform (U-SWIM)",
    swim: "data pairs, weighted by true slope (SWIM)",
    "a-swim": "data pairs, weighted by estimated slope (A-SWIM)",
    elm: "independent of data (ELM)",
  },
  view: { lab: "Lab", orbits: "Orbits", chaos: "Chaos", reversal: "Reversibility" },
  part: {
    whole: "whole field",
    conservative: "energy-conserving part",
    dissipative: "dissipative part",
  },
  energyKind: { total: "total", kinetic: "kinetic", potential: "potential", learned: "learned" },
  language: { auto: "Auto", en: "English", de: "Deutsch" },
  theme: { auto: "Auto", light: "Light", dark: "Dark", projector: "Projector" },
  speed: { "0.25": "¼ ×", "0.5": "½ ×", "1": "1 ×", "2": "2 ×", "4": "4 ×", "8": "8 ×" },
};

export const groupText = {
  system: "System",
  data: "Data",
  model: "Network",
  training: "Training",
  view: "Trajectory",
} as const;

/** Adds a full stop to a reason that has none. */
export function sentence(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

/** A count and its noun. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Joins the sentences that are not empty. */
/** "a, b and c" */
function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

export function sentences(...given: string[]): string {
  return given.filter((part) => part !== "").join(" ");
}

export const text = {
  /** Locale of the number format (Intl); not shown. */
  locale: "en",
  /** Separator of the numbers in a list. */
  listMark: ", ",
  title: "HNN Lab",
  openShare: "Share",
  lessons: "Lessons",
  lessonsHelp: "Seven short lessons, each with an experiment and a question",
  tagline: "Hamiltonian neural networks, trained in your browser",
  skip: "Skip to the settings",
  /** Before training; `guests` are the networks beside the HNN and the plain network. */
  lead: (plural: string, guests: string[], isConservative: boolean) => {
    const networks = listed(["a Hamiltonian network (HNN)", "a plain network", ...guests]);
    const count = ["Three", "Four", "Five", "Six"][guests.length];
    const goal = isConservative ? "conserves energy" : "stays closest to the truth";
    return `${count} ${plural} start from the same state: the true one, and one each predicted by ${networks}, all trained on the same data. Train the networks and see which one ${goal}.`;
  },
  leadTrained: (plural: string) =>
    `The ${plural} start from the same state. The HNN has learned an energy and conserves it, even if its timing is slightly off. The plain network has no built-in energy, and its energy drifts.`,
  leadUndecided: (plural: string) =>
    `The ${plural} start from the same state. The better a network is trained, the closer it stays to the dashed outline, and its energy to that of the truth. The fit can still improve: try more steps, more data or wider layers.`,
  /** The averages are good, but from the displayed start the HNN moves differently from the truth. */
  leadOtherMotion: (plural: string) =>
    `The ${plural} start from the same state. On average over the test trajectories the HNN conserves energy, but from this start its motion differs from the truth: the start may lie outside the training data or close to a separatrix.`,
  /** The system has friction; `separated` names the network that learns friction separately, if it is trained. */
  leadFriction: (plural: string, separated: string | null) =>
    `The ${plural} lose energy. The HNN conserves the energy it has learned, so more training cannot make it follow the decay; the plain network can follow it, but cannot separate friction from the rest of the motion.${separated === null ? "" : ` The ${separated} learns friction separately.`}`,
  /** In velocities the motion is not Hamiltonian; `able` names the network that needs no momenta, if it is trained. */
  leadVelocities: (plural: string, able: string | null) =>
    `The ${plural} start from the same state. In velocities (q, q̇) their motion has no canonical Hamiltonian form, so more training cannot make the HNN fit it.${able === null ? "" : ` The ${able} conserves an energy without momenta.`}`,

  // training bar
  training: "Training",
  train: "Train",
  trainAll: (count: number) => (count === 2 ? " both networks" : " all networks"),
  /** The menu with buttons to save and load. */
  files: "Files",
  moreTools: "Share, save, load, colours",
  trainOn: "Train more",
  resume: "Resume",
  pause: "Pause",
  step: "Step",
  reset: "Reset",
  newSeed: "New seed",
  cancel: "Cancel",
  trainHelp: "Train all networks for the chosen number of steps",
  pauseHelp: "Pause training; the trained networks are kept",
  stepHelp: "One gradient step of every network",
  resetHelp: "Return to step 0 with the same seed: same data, same initial weights",
  newSeedHelp: "Generate new data and new initial weights",
  cancelHelp: "Stop and discard this run (can be undone)",
  progress: "Training progress",
  progressText: (done: string, total: string) => `${done} of ${total} steps`,
  stepsPerSecond: (rate: string) => `${rate} steps/s`,
  timeLeft: (time: string) => `${time} left`,

  state: {
    loading: "Loading…",
    idle: "Untrained. Press Train.",
    training: "Training…",
    paused: "Paused.",
    finished: "Finished.",
    stopped: "Stopped.",
    fault: "Cannot run here.",
  },

  // pictures
  phasePortrait: "Phase portrait",
  phaseHint:
    "Click to set the initial state, or drag the ring. Keyboard: arrow keys move it, Enter restarts the animation.",
  orbitPortrait: "Orbits",
  projection: (x: string, y: string) => `Projection on (${x}, ${y})`,
  phaseHintProjection:
    "Shows positions only. Click or use the arrow keys to move the initial position of the first body; Enter restarts the animation.",
  phaseHintSlice:
    "Projection on two of the four coordinates. Click or use the arrow keys to move the initial state; Enter restarts the animation.",
  position: (axis: string) => `position ${axis}`,
  phaseAlt: (parts: {
    system: string;
    x: string;
    y: string;
    start: string;
    samples: string;
    overlay: string;
    state: string;
  }) =>
    `Phase portrait of the ${parts.system}, ${parts.x} against ${parts.y}. Background: ${parts.overlay}. ${parts.samples} samples; trajectories start at ${parts.start}. ${parts.state}`,
  phaseTrained: "Trajectories of the truth and of the networks are shown.",
  phaseUntrained: "Only the true trajectory is shown because the networks are untrained.",
  animation: "Motion, side by side",
  animationAlt: (who: string, coordinates: string) => `${who}: ${coordinates}`,
  untrained: "untrained",
  energyNow: (value: string) => `energy ${value}`,
  energyKept: "energy conserved",
  energyKeptTo: (share: string) => `energy conserved to ${share}`,
  /** If the truth itself loses energy, the networks are compared with it. */
  energyAsTruth: "energy same as truth",
  energyAgainstTruth: (value: string) => `energy ${value} vs. truth`,
  ghost: "Dashed outline: the true motion.",
  time: "Time",
  timeOf: (t: string, total: string) => `t = ${t} of ${total}`,
  play: "Play",
  stop: "Pause",
  playMotion: "Play the animation",
  stopMotion: "Pause the animation",
  lossChart: "Loss (log scale)",
  lossAlt: (text: string) => `Loss against training step. ${text}`,
  lossAltEmpty: "No training yet.",
  lossAltValues: (who: string, train: string, test: string) =>
    `${who}: training ${train}, test ${test}.`,
  lossIdle: "The loss curves appear here during training.",
  lossUnknown:
    "These networks were loaded without a loss curve. It starts here when you continue training.",
  lossTrain: "training",
  lossTest: "test",
  trainingStep: "training step",
  energyChart: "Energy over time",
  energyAlt: (kind: string, text: string) =>
    `${kind} energy along the displayed trajectories. ${text}`,
  energyAltValue: (who: string, from: string, low: string, high: string) =>
    `${who}: starts at ${from}, stays between ${low} and ${high}.`,
  energyAxis: "energy",
  timeAxis: (unit: string) => (unit ? `time t (${unit})` : "time t"),
  dataTable: "Data table",
  legend: "Legend",
  data: "data",
  learnedEnergy: "learned energy",
  trueEnergy: "true energy",
  launch: "start",
  errorScale: (low: string, high: string) =>
    `Shading: error of the vector field relative to the true field, from ${low} to ${high} or more.`,
  /** Short name of an error map. */
  errorOf: (who: string) => `${who} error`,
  vectorFieldOf: (who: string) => `vector field, ${who}`,
  fieldErrorOf: (who: string) => `error of the vector field, ${who}`,

  // numbers
  numbers: "Numbers",
  quantity: "Quantity",
  testLoss: "Test loss",
  driftHere: "Energy drift, displayed trajectory",
  energyMse: "Energy error, test trajectories",
  energyDrift: "Energy drift, test trajectories",
  coordinateMse: "Coordinate error, test trajectories",
  fieldError: "Vector field error near the data",
  seconds: "Training time (s)",
  rank: "Rank (units used)",
  cutoff: "Cut-off used",
  secondsAxis: "seconds",
  numbersHelp:
    "Evaluated on 15 test trajectories of the published duration when training pauses. Errors are mean squares; drift is the largest change of the energy H relative to its initial value H₀.",
  guarded: (who: string, states: string) =>
    `${who}: the learned mass matrix was nearly singular at ${states} of the states on its trajectories; the accelerations there are regularised.`,
  measuring: "evaluating…",
  fingerprint: "Fingerprint",
  fingerprintHelp:
    "Hash of the weights. The same seed and settings give the same fingerprint in every browser.",
  copy: "Copy",
  copied: "Copied.",
  copyFingerprint: (who: string) => `Copy the fingerprint of the ${who}`,
  none: "–",

  // settings
  settings: "Settings",
  preset: {
    label: "Preset",
    quick: (time: string) => `Quick settings (≈\u202f${time})`,
    published: (time: string) => `Paper’s settings (≈\u202f${time})`,
    reference: (time: string) => `Reference settings (≈\u202f${time})`,
    quickHelp: "Small network, short training: as accurate as the long training.",
    publishedHelp: (source: string) => `As in ${source}.`,
    referenceHelp: "Large network, long training; no paper gives settings for this system.",
  },
  helpFor: (label: string) => `Help: ${label}`,
  unit: (unit: string) => (unit === "1" || unit === "" ? "" : unit),
  guestProblem: {
    mass: "Not available for this system because its masses depend on the positions.",
    velocities: "Requires velocities: choose them under Data, Coordinates.",
  },
  injection: "Energy injection",
  injectionHelp:
    "During the injection the trajectory follows the gradient ∇H, which changes the energy. Afterwards it follows the symplectic gradient J∇H again, at the new energy.",
  noEnergyHere: "Not applied to this network because it has no energy function.",
  launchNow: "Launch",

  // header
  copyFailed: (value: string) => `Copying was blocked by the browser. Copy this text: ${value}`,
  save: (who: string) => `Save ${who}`,
  views: "Views",
  viewLoads: (system: string) =>
    `Switches to ${system}; the current system is not available in this view.`,
  viewRetells: "Switches to momenta (q, p), which this view requires.",
  load: "Load model…",
  loadHelp: "Load a model file and continue training; you can also drop it on the page",
  dropHere: "Drop a data table or a model file to load it",
  theme: "Colours",
  language: "Language",
  file: "Model files",

  // the visitor's own data
  own: {
    choose: "Choose data…",
    chooseHelp:
      "A CSV or whitespace-separated text file, or an HNN Lab data file; you can also drop it on the page",
    change: "Change columns…",
    back: "Use simulated data",
    backHelp: "Return to simulated data (can be undone)",
    invitation:
      "The networks can also learn from your own measurements: a table with one row per sample and columns for time, positions, and velocities or momenta. Choose the file or drop it on the page. The file is not uploaded.",
    /** `rule`: by which derivatives are estimated, for languages other than the core's. */
    account: (name: string, of: MeasuredReport, _rule: string): string =>
      sentences(
        `${name}: ${counted(of.train, "training sample", "training samples")}, ${of.test} held out.`,
        `Median time step ${Number(of.timeStep.toPrecision(4))}, ${counted(of.gaps, "gap", "gaps")}.`,
        of.skipped === 0
          ? "No samples were skipped."
          : `${counted(of.skipped, "sample was", "samples were")} skipped: ${sentence(of.why)}`,
      ),
    taken: "Now training on your data, from step 0.",
    givenUp: (label: string) => `Back to simulated data: ${label}.`,
    notJudged:
      "No Hamiltonian selected, so energy is not shown. Select a system under “Change columns…”.",
    numbers: {
      energyMse: "Energy error, held-out part",
      energyDrift: "Energy drift, held-out part",
      coordinateMse: "Coordinate error, held-out part",
      fieldError: "Field error, held-out samples",
      numbersHelp:
        "Starting at the first held-out sample, the networks are integrated to the end of each recording when training pauses. Errors are mean squares over the times of the recording; drift is the largest change of the energy H relative to its initial value H₀.",
    },
    lead: "The truth is now the held-out part of your recording, which is not used for training. The networks are trained on the part before it and integrated from its first sample. See which one stays closest to it.",
    shared:
      "Link copied. It contains all settings but does not include your data; recipients need the file as well.",
    link: "This link was made with measured data, which links do not contain: drop the file here to use it. Simulated data are shown until then.",
  },

  // notices
  notices: "Messages",
  undo: "Undo",
  undoHelp: "Undo the last change",
  redo: "Redo",
  redoHelp: "Redo the change that was undone",
  dismiss: "Dismiss",
  reload: "Try again",
  restarted: (what: string) =>
    `Training restarted from step 0 because this setting changed: ${what}. Press Train.`,
  restartedSystem: (label: string) => `${label}: its settings have been loaded.`,
  broughtSystem: (view: string, label: string) =>
    `Switched to ${label} because the previous system is not available under ${view}.`,
  broughtMomenta: (view: string) => `Switched to momenta (q, p) because ${view} requires them.`,
  cancelled: (step: string) => `Cancelled at step ${step}; the networks were reset.`,
  resetSolved: "The solved networks were reset.",
  resetDone: (step: string) => `Back to step 0 (was at step ${step}).`,
  newSeedDone: (seed: string) => `New seed ${seed}: new data, new initial weights.`,
  trainedBefore: "Restored the networks trained with these settings.",
  undone: "Undone: previous settings and networks restored.",
  undoneSettings: "Undone: previous settings restored; training starts from step 0.",
  refused: (reason: string) => `These settings cannot be used: ${reason}`,
  stoppedNote: (who: string, reason: string) => `${who}: ${reason}`,
  loaded: (who: string, step: string) =>
    `Loaded ${who} at step ${step}, with the settings of the file.`,
  loadedOther: "The other networks were reset to these settings.",
  fatalTitle: "HNN Lab cannot run here",
  fatalHelp:
    "Requires a browser with WebAssembly SIMD and exceptions (Chrome or Edge 99, Firefox 100, Safari 16.4, or newer), and all files of the site on one host.",
  fatalNote: (reason: string) => `Reason: ${reason}`,

  // the link
  takeHelp: { png: "Save as image", csv: "Save values" },
  cannotKeep:
    "Autosave is unavailable (private window or storage full). Save a network file to keep your work.",
  viewComing: "Loading…",
  viewMissing: (reason: string) =>
    `This part of the page could not be loaded (${reason}). Try again, or reload the page.`,
  viewOffline: "This part of the page needs a connection to load. You are offline.",
  tryAgain: "Try again",
  docs: "Docs",
  newVersion:
    "A new version of this page is available. Reload the page to use it; your work is kept.",
  reloadPage: "Reload",
  linkNotices: "Parts of the link could not be used:",
  linkMore: (count: number) => `…and ${count} more.`,
  link: {
    unknown: (key: string) => `“${key}” is not a setting; ignored.`,
    clamped: (key: string, given: string, used: string) =>
      `${key}: ${given} is out of range; ${used} is used.`,
    invalid: (key: string, given: string, used: string) =>
      `${key}: “${given}” cannot be read; ${used} is used.`,
    needsMomenta: (key: string, given: string, used: string) =>
      `${key}: “${given}” requires momenta, but this link has velocities; ${used} is used. Add coordinates=canonical to open it.`,
    noView: (view: string, system: string, used: string, systems: string) =>
      `The view “${view}” is not available for ${system}; ${used} is shown instead. Systems with this view: ${systems}.`,
    duplicate: (key: string) => `${key} is given more than once; the first value is used.`,
    malformed: (given: string) => `“${given}” has invalid percent encoding; ignored.`,
    version: (given: string) =>
      `The link has version “${given}”, but this page supports versions 1 and 2; it was read as far as possible.`,
    tooLong: (limit: number) => `The link is longer than ${limit} characters; the rest is ignored.`,
  },

  // fields
  fieldProblem: {
    number: (label: string, min: string, max: string) =>
      `${label} must be a number from ${min} to ${max}.`,
    integer: (label: string, min: string, max: string) =>
      `${label} must be a whole number from ${min} to ${max}.`,
    /** The number without its thousands separators. */
    grouped: (label: string, digits: string) =>
      `${label}: thousands separators are not accepted. Enter ${digits}.`,
    range: (label: string, min: string, max: string) => `${label} must be from ${min} to ${max}.`,
    count: (label: string, fewest: string, most: string, min: string, max: string) =>
      `${label} must be ${fewest} to ${most} numbers from ${min} to ${max}, separated by commas.`,
    choice: (label: string, choices: string) => `${label} must be one of ${choices}.`,
    boolean: (label: string) => `${label} must be true or false.`,
    kept: (value: string) => `Keeping ${value}.`,
  },
} as const;

/** The session: undo and redo, networks that cannot run, autosave. */
export const sessionText = {
  redone: "Redone: settings and networks are as they were before Undo.",
  defect: (reason: string) =>
    `Internal error: ${sentence(reason)} Your networks are kept. If the page no longer responds, reload it.`,
  cannotRun: (who: string, reason: string) =>
    `The ${who} cannot run. ${sentence(reason)} The other networks are not affected.`,
  retry: "Try again",
  systemReturned: (label: string) => `Back to ${label}, which this view replaced.`,
  storageFull:
    "Autosave failed because the browser's storage is full. Save a network file to keep your work.",
} as const;

/** Networks whose last layer is fitted by a linear solve (the solved networks). */
export const solveText = {
  title: "Solved networks",
  solve: "Solve",
  help: "Fit the last layer of an HNN and of a plain network by one linear solve, on the same data and without gradient steps. Training pauses while solving",
  why: "The hidden units are constructed from pairs of data points and need no training. Only the last layer remains to be found. That is a linear least-squares problem, which is solved directly instead of step by step.",
  takePart: "Include them",
  solving: (share: string) => `Solving… ${share}`,
  solved: "Solved.",
  shownAfter: (milliseconds: string) => `Solved in ${milliseconds} ms.`,
  cancelled: "Cancelled; the solved networks were reset.",
  lead: (plural: string) =>
    `The ${plural} start from the same state. The solved HNN has learned an energy without gradient steps and conserves it. Train the other networks to compare the time they need.`,
} as const;

/** Names of coordinates in common notation: q_x1 is x₁, p_y2 is py₂, q_x is x, θ_1 is θ₁; others stay as they are. */
export function symbolText(symbol: string): string {
  const [, name = symbol, axis = "", index = ""] = symbol.match(/^(.+)_([a-zθφ]?)(\d?)$/) ?? [];
  const [letter, dot = ""] = name;
  const isPosition = letter === "q" && axis !== "";
  return `${isPosition ? "" : name}${axis}${isPosition ? dot : ""}${index && "₀₁₂₃₄₅₆₇₈₉"[Number(index)]}`;
}

/** A message of the core with the label of every setting that it names: “Learning rate” (learningRate). */
export function withLabels(message: string): string {
  let labelled = message;
  for (const [key, label] of Object.entries({ ...settingText, ...viewText })) {
    // A key that is an ordinary word (steps, noise) names a setting only at the start of the message.
    const isWord = key === key.toLowerCase();
    labelled = labelled.replace(
      new RegExp(isWord ? `^${key}(?= must be )` : `\\b${key}\\b(?!\\))`),
      `“${label}” (${key})`,
    );
  }
  return labelled;
}

export function settingLabel(key: string): string {
  return settingText[key] ?? viewText[key] ?? key;
}

/** What is drawn behind the trajectories: the field of `who`, or its error. */
function overlayOf(value: string): { entry: ModelText; isError: boolean } {
  const who = value.replace(/Error$/, "");
  const entry = who === "truth" ? truthText : (modelText[who] ?? { label: who, short: who });
  return { entry, isError: who !== value };
}

/** A background of the phase portrait, for the menu. */
function overlayLabel(value: string): string {
  const { entry, isError } = overlayOf(value);
  const label = isError ? text.errorOf(entry.short) : entry.short;
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** A background of the phase portrait, for its text alternative. */
export function overlayDescription(value: string): string {
  const { entry, isError } = overlayOf(value);
  return isError ? text.fieldErrorOf(entry.label) : text.vectorFieldOf(entry.label);
}

export function choiceLabel(key: string, value: string): string {
  if (key === "contestants")
    return value
      .split(",")
      .map((who) => modelText[who]?.short ?? who)
      .join(text.listMark);
  if (key === "system") return systemText[value]?.label ?? value;
  if (key === "integrator") return integratorText[value] ?? value;
  if (key === "model") return modelText[value]?.label ?? value;
  if (key === "overlay") return overlayLabel(value);
  return choiceText[key]?.[value] ?? value;
}
