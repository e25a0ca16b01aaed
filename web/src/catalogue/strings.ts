// Every word the visitor reads, in one table: labels and help for settings, systems, models, integrators,
// and all messages. English first; a translation replaces this file. What only lessons and the views behind other tabs say
// stands in strings.later.ts, and is loaded with them.

import type { MeasuredReport } from "../protocol/measured.js";

export interface Text {
  label: string;
  help: string;
}

/** One entry for each key of the settings table. */
export const settingText: Record<string, Text> = {
  system: { label: "System", help: "What moves. Choosing one loads its published experiment." },
  systemParameters: { label: "Parameters", help: "Constants of the system's energy." },
  model: { label: "Model", help: "Which network. This page trains them side by side." },
  field: {
    label: "Field of the HNN",
    help: "How the vector field comes from the network's gradient: solenoidal conserves the learned energy, conservative follows the gradient, both adds the two (Helmholtz decomposition).",
  },
  activation: {
    label: "Activation",
    help: "The bent function that each hidden neuron applies to its sum; without it the network could only learn straight lines.",
  },
  hidden: {
    label: "Hidden layers",
    help: "Width of each hidden layer, separated by commas: 200, 200 means two layers of 200.",
  },
  initialisation: {
    label: "Initial weights",
    help: "How the weights are drawn at random before training. Xavier fits their spread to the width of the layers; orthogonal makes each layer turn its input without stretching it.",
  },
  outputBias: { label: "Bias in the last layer", help: "The paper's networks have none." },
  angles: {
    label: "Angles enter as",
    help: "Angles that differ by a whole turn are one position. Plain: as they are; wrapped: within −π … π, with a jump; cos, sin: two numbers without one. Auto: cos, sin for the Lagrangian network, plain for all others.",
  },
  kineticPrior: {
    label: "Kinetic prior (LNN)",
    help: "The Lagrangian network learns what this many times |q̇|²/2 lacks: then the mass matrix begins near the identity and not near zero.",
  },
  massRegularisation: {
    label: "Regularisation ε of the masses (LNN)",
    help: "Accelerations come from dividing by the learned mass matrix. Each pivot m is divided by as m/(m² + ε²), so that none below ε makes them infinite; 0 divides by m itself.",
  },
  seed: {
    label: "Seed",
    help: "Fixes data and initial weights. The same seed gives the same run in every browser, to the last bit.",
  },
  coordinates: {
    label: "Coordinates",
    help: "What a state holds beside the position: the canonical momentum p, as Hamilton's equations need it, or the velocity, as a camera sees it. The Lagrangian network needs velocities; with them, no other network has a law to rely on.",
  },
  samples: {
    label: "Samples from",
    help: "Recorded motions, or a square grid of states all over the portrait.",
  },
  trajectories: { label: "Trajectories", help: "How many recorded motions the data holds." },
  points: {
    label: "Samples per trajectory",
    help: "Equally spaced in time. Of a grid: states along each side.",
  },
  duration: {
    label: "Length of a trajectory",
    help: "Time span of each recorded motion, in seconds where the system has units.",
  },
  noise: {
    label: "Noise σ",
    help: "Standard deviation of the measurement noise added to positions and momenta.",
  },
  trainFraction: {
    label: "Share for training",
    help: "Whole trajectories are set apart; the rest tests what was learned. Of measured data, the first part of each recording in time.",
  },
  derivative: {
    label: "Derivatives of measured data",
    help: "How rates of change are estimated where the data hold none. Forward: difference to the next sample, as in the paper. Central: parabola through three samples. Smooth: best parabola through five, for noisy data.",
  },
  loss: {
    label: "Loss",
    help: "Compare time derivatives, or one Runge–Kutta step with the next sample.",
  },
  lossNorm: {
    label: "Norm of the loss",
    help: "How errors count: by their squares (as in the papers; L2), by their size (L1), or as squares when small and by their size when large (Huber), so that a few large ones do not rule.",
  },
  learningRate: {
    label: "Learning rate",
    help: "Step size of Adam; the largest one where a schedule changes it. The papers use 0.001.",
  },
  schedule: {
    label: "Schedule of the rate",
    help: "How the learning rate changes over the steps of a run. One cycle rises for 30 % of them and then falls almost to zero; cosine falls from the start. With either, changing the steps begins a new run.",
  },
  weightDecay: { label: "Weight decay", help: "Pulls the weights towards zero." },
  decoupledWeightDecay: {
    label: "Decoupled decay (AdamW)",
    help: "Off: added to the gradient, as in the papers. On: applied to the weights directly.",
  },
  batchSize: {
    label: "Batch size",
    help: "Samples per step; 0 takes the whole training set in every step.",
  },
  steps: {
    label: "Steps",
    help: "Gradient steps until the run is finished. Changing it keeps the run, unless the learning rate follows a schedule.",
  },
  sampling: {
    label: "Sampling",
    help: "How the hidden units of a network that is solved at once are drawn: between pairs of data points, more where the energy changes fast, or freely.",
  },
  cutoff: {
    label: "Cut-off",
    help: "Leaves out what adds less than this share to the solution of a network that is solved at once, so that noise is not fitted. 0 chooses it on held-out training data.",
  },
};

/** Options of the view; they never touch the training. */
export const viewText: Record<string, Text> = {
  x0: { label: "Start", help: "Where the shown trajectories begin." },
  rolloutDuration: { label: "Time shown", help: "Time span of the shown trajectories." },
  integrator: {
    label: "Integrator",
    help: "Solves the equations of motion of truth and networks alike.",
  },
  stepSize: { label: "Time step", help: "Of the integrators with a fixed step." },
  injection: { label: "Add or remove energy", help: "For a while, along the shown trajectories." },
  injectionStart: { label: "From t", help: "When it begins." },
  injectionDuration: { label: "For", help: "How long it lasts." },
  injectionRate: {
    label: "Rate",
    help: "Positive adds energy, negative removes it: it changes at this rate times the squared length of ∇H.",
  },
  friction: {
    label: "Friction",
    help: "A factor on the true friction and on the one that a dissipative network has learned: 1 as it is, 0 without. The other networks cannot tell it from the rest of the motion.",
  },
  part: {
    label: "Part of the field",
    help: "Of the truth and of a dissipative network: the whole field, what keeps the energy, or what friction does.",
  },
  overlay: {
    label: "Picture behind the trajectories",
    help: "Whose field is drawn in the phase portrait.",
  },
  energyKind: {
    label: "Energy shown",
    help: "Total, kinetic or potential energy by the true law, or the energy that each network has learned, moved to begin at the true value.",
  },
  speed: { label: "Speed", help: "Of the animation; 1 is real time in the system's unit." },
  theme: {
    label: "Colours",
    help: "Light, dark, as the device prefers, or for a projector: large and with strong contrast.",
  },
  contestants: {
    label: "Networks",
    help: "Which networks take part: the HNN and the plain network always do.",
  },
  solvedWidth: {
    label: "Hidden units, solved",
    help: "Width of the one hidden layer of the networks that are solved at once. The time grows with its square, and with its cube where data are few.",
  },
  view: { label: "View", help: "What the page shows: lab, orbits, chaos or reversibility." },
  lesson: { label: "Lesson", help: "Of the guided tour; 0: none is open." },
  language: {
    label: "Language",
    help: "Of the page. What was learned stays; embedded labs speak the language of the first.",
  },
};

/** The networks that join where they are wanted; `lead` tells them apart in the sentence at the top. */
export const guestText: Record<string, Text & { lead: string }> = {
  "second-order": {
    label: "Second-order network",
    help: "One more network, between the two: it is told that positions change by momentum over mass, and learns the force alone. It knows Newton's law, and nothing of energy.",
    lead: "one by a network that knows Newton's law",
  },
  "dissipative-hnn": {
    label: "Dissipative HNN",
    help: "Two networks at once: H, whose gradient turned by a right angle keeps the energy, and D, whose gradient takes it (Helmholtz decomposition). So friction is learned apart, and can be changed afterwards.",
    lead: "one by a dissipative HNN, which learns friction apart from the energy",
  },
  lnn: {
    label: "Lagrangian network",
    help: "Learns L(q, q̇) and finds the accelerations by the Euler–Lagrange equation: an energy is kept without momenta. It needs smooth activations; where the others have ReLU, ELU or SELU, it has swish.",
    lead: "one by a Lagrangian network (LNN), which needs no momenta",
  },
};

/** The element `<hnn-lab>` and its frame. */
export const widgetText = {
  start: (system: string) => `Start HNN Lab: ${system}`,
  startShort: (system: string) => system,
  unknownParts: (attribute: string, given: string, known: string) =>
    `${attribute} names no part "${given}". The parts are: ${known}.`,
};

/** The dialog that gives an experiment to others. */
export const shareText = {
  open: "Share",
  title: "Share this experiment",
  link: "Link to what is set and shown",
  embed: "Embed it in a page or slide",
  as: "As",
  kind: { element: "element <hnn-lab>", frame: "frame <iframe>" },
  width: "Width",
  height: "Height",
  code: "Code to paste into a page",
  copyCode: "Copy the code",
  codeCopied: "The code is copied.",
  tensors: "The networks, for PyTorch",
  tensorsHelp:
    "Safetensors hold the same as the files of the Save buttons, and load here again. The docs have some lines that read them in PyTorch.",
  saveTensors: (who: string) => `Save ${who} as safetensors`,
  noNetworks: "No network has learned anything yet.",
  data: "The data that they learn from",
  dataHelp:
    "Time, states, derivatives, trajectories, and which samples are held out. All three load here again, as data of your own.",
  saveData: (format: string) => `Save the data as ${format}`,
  qr: "For an audience",
  qrAlt: (address: string) => `QR code of ${address}`,
  saveQr: "Save the QR code",
  close: "Close",
};

/** The guided tour's own words. */
export const tourText = {
  open: "Lessons",
  openHelp: "Seven short lessons, each with an experiment and a question",
  count: (number: string, all: string) => `Lesson ${number} of ${all}`,
  done: "answered",
  close: "Close",
  closeHelp: "Back to your own experiment",
  begin: "Set up the experiment",
  beginHelp:
    "Loads the settings of this lesson; your own experiment comes back when the tour is closed",
  previous: "Previous",
  next: "Next",
  tryFirst: "Nothing is measured yet: set up the experiment, press Train, and wait for the end.",
  right: "Yes.",
  wrong: "Not in this run.",
  back: "The tour is closed; your own experiment is back.",
};

/** Runs that are kept to compare the next one with. */
export const pinText = {
  title: "Pinned runs",
  pin: "Pin this run",
  pinHelp: "Keeps this run's curves, paths and numbers beside those of the next one",
  help: (most: string) =>
    `Pin a run, change something, train again: pale lines show the pinned one in every chart. Up to ${most}; the oldest leaves.`,
  published: "published settings",
  name: (number: string) => `Name of pinned run ${number}`,
  shown: "in the pictures",
  unpin: "Unpin",
  unpinned: "The run is unpinned.",
  network: "Network",
  table: (name: string) => `Numbers of ${name}`,
  compared: (old: string, now: string, change: string) =>
    change === "" ? `${old} (now ${now})` : `${old} (now ${now}, ${change})`,
  steps: (steps: string) => `${steps} steps`,
  otherStart: "Its trajectories have another start, length or integrator than the present ones.",
  left: (name: string) => `To make room, “${name}” is no longer pinned.`,
  elsewhere: (count: string) =>
    `Pinned with other systems: ${count}. They come back with their system.`,
};

/** Answers of a frame to messages that it cannot follow. */
export const frameText = {
  unknownType: (given: string, known: string) =>
    `"${given}" is no message of HNN Lab. There are: ${known}.`,
  badLink: (given: string, most: number) =>
    `link must be a text of at most ${most} characters, as in the address of the page; got ${given}.`,
};

/** The tabs of the page, and the sentence above each view (the lab's own changes with what was learned). */
export const viewNameText: Record<
  "lab" | "orbits" | "chaos" | "reversal",
  Text & { lead: string }
> = {
  lab: {
    label: "Lab",
    help: "Train, and compare motion, phase portrait, energy and loss.",
    lead: "",
  },
  orbits: {
    label: "Orbits",
    help: "Large pictures of the orbits, with kinetic, potential and total energy.",
    lead: "The same start, followed side by side: watch the orbits, and how kinetic and potential energy trade places while their sum stays, or does not.",
  },
  chaos: {
    label: "Chaos",
    help: "Poincaré sections and Lyapunov exponents: has the network learned order and chaos alike?",
    lead: "Where orbits cross a plane, order leaves curves and chaos leaves clouds. Does a network that never saw the section draw the same picture?",
  },
  reversal: {
    label: "Reversibility",
    help: "Forward and back again: who finds the way to the start?",
    lead: "Hamilton's equations run backwards as well as forwards. Follow the motion out and back again, and see who returns to the start.",
  },
};

/** Headings in the menu of systems. */
export const systemGroupText = {
  plane: "One degree of freedom",
  more: "Orbits and chaos",
} as const;

export const systemText: Record<string, Text & { short: string; noun: string; plural: string }> = {
  spring: {
    label: "Mass on a spring",
    short: "spring",
    noun: "spring",
    plural: "masses on springs",
    help: "A mass pulled back by a linear spring.",
  },
  pendulum: {
    label: "Pendulum",
    short: "pendulum",
    noun: "pendulum",
    plural: "pendulums",
    help: "A bob on a rigid rod, swinging far enough to feel the sine.",
  },
  "two-body": {
    label: "Two bodies",
    short: "two bodies",
    noun: "pair of bodies",
    plural: "pairs of bodies",
    help: "Two masses attract each other and circle their common centre.",
  },
  "three-body": {
    label: "Three bodies",
    short: "three bodies",
    noun: "trio of bodies",
    plural: "trios of bodies",
    help: "Three masses attract each other; small differences grow fast.",
  },
  kepler: {
    label: "Kepler's planet",
    short: "planet",
    noun: "planet",
    plural: "planets",
    help: "A planet on its ellipse around a fixed sun.",
  },
  "henon-heiles": {
    label: "Hénon–Heiles",
    short: "star",
    noun: "star in a galaxy",
    plural: "stars in a galaxy",
    help: "A star in the plane of a galaxy: regular orbits at low energy, chaos as the energy nears 1/6.",
  },
  "double-pendulum": {
    label: "Double pendulum",
    short: "double pendulum",
    noun: "double pendulum",
    plural: "double pendulums",
    help: "A pendulum that hangs from another; swung far, it is chaotic.",
  },
  "damped-pendulum": {
    label: "Pendulum with friction",
    short: "damped pendulum",
    noun: "pendulum with friction",
    plural: "pendulums with friction",
    help: "A pendulum that loses energy. A network whose energy cannot change will not follow it to rest.",
  },
  "damped-spring": {
    label: "Spring with friction",
    short: "damped spring",
    noun: "spring with friction",
    plural: "masses on springs with friction",
    help: "A mass on a spring that friction brings to rest after a swing or two.",
  },
  "relativistic-particle": {
    label: "Relativistic particle",
    short: "fast particle",
    noun: "relativistic particle",
    plural: "relativistic particles",
    help: "A particle that falls for ever and nears the speed of light. Told by velocities, it has no Hamiltonian.",
  },
  "spherical-pendulum": {
    label: "Spherical pendulum",
    short: "spherical pendulum",
    noun: "spherical pendulum",
    plural: "spherical pendulums",
    help: "A pendulum that swings in every direction: its ellipse turns slowly.",
  },
  "cart-pole": {
    label: "Pole on a cart",
    short: "cart and pole",
    noun: "pole on a cart",
    plural: "poles on carts",
    help: "A pole hangs from a cart that rolls freely: each moves the other.",
  },
  duffing: {
    label: "Duffing's double well",
    short: "double well",
    noun: "mass in a double well",
    plural: "masses in a double well",
    help: "A mass between two valleys, with a ridge in the middle.",
  },
  // In the place of a system: state/measured.ts.
  measured: {
    label: "Your own data",
    short: "recording",
    noun: "recording",
    plural: "recordings",
    help: "What you have measured, instead of a computed motion.",
  },
};

/** Names of the parameters of systems. */
export const parameterText: Record<string, string> = {
  springConstant: "Spring constant",
  stiffness: "Spring constant",
  mass: "Mass",
  mass1: "Mass 1",
  mass2: "Mass 2",
  length: "Length of the rod",
  gravity: "Gravity",
  gravitationalConstant: "Gravitational constant",
  mass3: "Mass 3",
  length1: "Length of the first rod",
  length2: "Length of the second rod",
  friction: "Friction",
  cartMass: "Mass of the cart",
  poleMass: "Mass of the pole",
  attraction: "Attraction of the sun",
  alpha: "Height of the ridge",
  beta: "Steepness of the walls",
};

export const modelText: Record<string, Text & { short: string }> = {
  hnn: {
    label: "Hamiltonian network",
    short: "HNN",
    help: "Learns an energy; the motion follows from its gradient.",
  },
  baseline: {
    label: "Plain network",
    short: "plain",
    help: "Learns the motion directly, and knows nothing of energy.",
  },
  "second-order": {
    label: "Second-order network",
    short: "2nd order",
    help: "Is told that dq/dt = p/m and learns the force; knows nothing of energy.",
  },
  "dissipative-hnn": {
    label: "Dissipative Hamiltonian network",
    short: "D-HNN",
    help: "Learns an energy and, apart from it, what friction does.",
  },
  lnn: {
    label: "Lagrangian network",
    short: "LNN",
    help: "Learns a Lagrangian L(q, q̇); the accelerations follow from it, and an energy is kept.",
  },
  "sampled-hnn": {
    label: "Solved Hamiltonian network",
    short: "solved HNN",
    help: "Draws its hidden units at random and solves one linear problem for the energy: no gradient steps.",
  },
  "sampled-baseline": {
    label: "Solved plain network",
    short: "solved plain",
    help: "Draws its hidden units at random and solves one linear problem for the motion; knows nothing of energy.",
  },
};
export const truthText: Text & { short: string } = {
  label: "Truth",
  short: "truth",
  help: "The exact equations of motion.",
};

export const integratorText: Record<string, string> = {
  euler: "Euler (order 1)",
  rk4: "RK4 (order 4)",
  leapfrog: "Leapfrog (order 2, symplectic)",
  "implicit-midpoint": "Implicit midpoint (order 2, symplectic)",
  yoshida4: "Yoshida (order 4, symplectic)",
  "dormand-prince": "Dormand–Prince (adaptive)",
};

/** Names of the values of choice settings, by setting and value; a value without an entry shows as it is. */
export const choiceText: Record<string, Record<string, string>> = {
  field: { solenoidal: "solenoidal (keeps energy)", conservative: "conservative", both: "both" },
  activation: {
    tanh: "tanh",
    softplus: "softplus",
    sigmoid: "sigmoid",
    swish: "swish",
    relu: "ReLU",
    elu: "ELU",
    selu: "SELU",
  },
  initialisation: { orthogonal: "orthogonal", xavier: "Xavier", lnn: "as for Lagrangian networks" },
  angles: { auto: "auto", plain: "plain", wrapped: "wrapped", "cos-sin": "cos, sin" },
  coordinates: { canonical: "momenta (q, p)", velocities: "velocities (q, q̇)" },
  samples: { trajectories: "trajectories", grid: "a grid" },
  lossNorm: { l2: "squares (L2)", l1: "sizes (L1)", huber: "Huber" },
  derivative: { forward: "forward", central: "central", smooth: "smooth" },
  schedule: { constant: "constant", "one-cycle": "one cycle", cosine: "cosine" },
  loss: { derivative: "time derivative", "one-step": "one Runge–Kutta step" },
  sampling: {
    "u-swim": "between points (U-SWIM)",
    swim: "between points, by the truth (SWIM)",
    "a-swim": "between points, by a first fit (A-SWIM)",
    elm: "freely (ELM)",
  },
  overlay: {
    truth: "Truth",
    hnn: "HNN",
    baseline: "Plain",
    "second-order": "2nd order",
    hnnError: "HNN error",
    baselineError: "Plain error",
    "second-orderError": "2nd order error",
    "dissipative-hnn": "D-HNN",
    "dissipative-hnnError": "D-HNN error",
    lnn: "LNN",
    lnnError: "LNN error",
    "sampled-hnn": "Solved HNN",
    "sampled-baseline": "Solved plain",
    "sampled-hnnError": "Solved HNN error",
    "sampled-baselineError": "Solved plain error",
  },
  view: { lab: "Lab", orbits: "Orbits", chaos: "Chaos", reversal: "Reversibility" },
  part: { whole: "whole", conservative: "conservative", dissipative: "dissipative" },
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

/** Reasons come from many places, with and without their full stop. */
export function sentence(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

/** A count and its noun. */
function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** One after the other, without those that are empty. */
function sentences(...given: string[]): string {
  return given.filter((part) => part !== "").join(" ");
}

export const text = {
  /** How numbers are written (Intl); never shown. */
  locale: "en",
  /** Between numbers that stand side by side. */
  listMark: ", ",
  title: "HNN Lab",
  tagline: "Hamiltonian neural networks, trained in your browser",
  skip: "Skip to the settings",
  lead: (plural: string, guests: string[]) =>
    guests.length > 0
      ? `${["Four", "Five", "Six"][guests.length - 1]} ${plural} start together: the truth, one learned by a Hamiltonian network (HNN), one by a plain network, and ${guests.join(", ")}, from the same data. Train them all, and watch which one keeps to the truth.`
      : `Three ${plural} start together: the truth, one learned by a Hamiltonian network (HNN), one by a plain network, from the same data. Train both, and watch which one keeps its energy.`,
  leadTrained: (plural: string) =>
    `The ${plural} start together. The HNN has learned an energy and keeps it, even where its timing is a little off; the plain network has only learned to imitate the motion, and its energy leaves the line.`,
  leadUndecided: (plural: string) =>
    `The ${plural} start together. The better a network has learned, the closer it stays to the dashed outline, and its energy to the line of the truth. There is still something to learn here: more steps, more data or wider layers may help.`,

  // training bar
  training: "Training",
  train: "Train",
  trainAll: (count: number) => (count === 2 ? " both networks" : " all networks"),
  moreTools: "Share, save, load, colours",
  trainOn: "Train on",
  resume: "Resume",
  pause: "Pause",
  step: "Step",
  reset: "Reset",
  newSeed: "New seed",
  cancel: "Cancel",
  trainHelp: "Train all networks until the set number of steps",
  pauseHelp: "Pause; everything learned is kept",
  stepHelp: "A single gradient step of every network",
  resetHelp: "Back to step 0 with the same seed: same data, same initial weights",
  newSeedHelp: "Draw new data and new initial weights",
  cancelHelp: "Stop at once and drop what this run has learned (can be undone)",
  progress: "Training progress",
  progressText: (done: string, total: string) => `${done} of ${total} steps`,
  stepsPerSecond: (rate: string) => `${rate} steps/s`,
  timeLeft: (time: string) => `${time} left`,

  state: {
    loading: "Getting ready …",
    idle: "Untrained. Press Train.",
    training: "Training …",
    paused: "Paused.",
    finished: "Finished.",
    stopped: "Stopped.",
    fault: "Cannot run here.",
  },

  // pictures
  phasePortrait: "Phase portrait",
  phaseHint:
    "Click to start there; drag the ring to move the start. With the keyboard: arrow keys move the start, Enter launches.",
  orbitPortrait: "The orbits",
  orbitsTitle: "The orbits, side by side",
  orbitsFit: "All pictures have one scale, fitted to the motion.",
  orbitEnergy: { kinetic: "Kinetic energy", potential: "Potential energy", total: "Total energy" },
  conserved: "What the truth conserves",
  conservedHelp:
    "At the moment of the animation; the truth keeps each of these at its first value.",
  conservedName: {
    energy: "Energy H",
    angularMomentum: "Angular momentum L",
    momentumX: "Momentum along x",
    momentumY: "Momentum along y",
  },
  phaseHintProjection:
    "Positions only, without the momenta. Click or use the arrow keys to move the start of the first body; Enter launches.",
  phaseHintSlice:
    "Two of the four coordinates. Click or use the arrow keys to move the start; Enter launches.",
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
    `Phase portrait of the ${parts.system}, ${parts.x} against ${parts.y}. Behind: ${parts.overlay}. ${parts.samples} samples; trajectories start at ${parts.start}. ${parts.state}`,
  phaseTrained: "Trajectories of the truth and of the networks are shown.",
  phaseUntrained: "Only the true trajectory is shown: the networks are untrained.",
  animation: "The motion, side by side",
  animationAlt: (who: string, coordinates: string) => `${who}: ${coordinates}`,
  untrained: "untrained",
  energyNow: (value: string) => `energy ${value}`,
  energyKept: "energy kept",
  leftBounds: (when: string) => `left the picture ${when}`,
  ghost: "The dashed outline is the truth.",
  ghostOther: "truth",
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
  lossIdle: "The loss of the networks appears here as they train.",
  lossTrain: "training",
  lossTest: "test",
  trainingStep: "training step",
  energyChart: "Energy against time",
  energyAlt: (kind: string, text: string) => `${kind} energy along the shown trajectories. ${text}`,
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
    `Shade: error of the field, relative to the true field, from ${low} to ${high} and above.`,
  fieldOf: {
    truth: "the true field",
    hnn: "the HNN's field",
    baseline: "the plain network's field",
    hnnError: "the HNN's field error",
    baselineError: "the plain network's field error",
    "second-order": "the second-order network's field",
    "second-orderError": "the second-order network's field error",
    "dissipative-hnn": "the dissipative HNN's field",
    "dissipative-hnnError": "the dissipative HNN's field error",
    lnn: "the Lagrangian network's field",
    lnnError: "the Lagrangian network's field error",
    "sampled-hnn": "the solved HNN's field",
    "sampled-hnnError": "the solved HNN's field error",
    "sampled-baseline": "the solved plain network's field",
    "sampled-baselineError": "the solved plain network's field error",
  } as Record<string, string>,

  // numbers
  numbers: "Numbers",
  quantity: "Quantity",
  testLoss: "Test loss",
  driftHere: "Energy drift, shown path",
  energyMse: "Energy error, 15 starts",
  energyDrift: "Energy drift, 15 starts",
  coordinateMse: "Coordinate error, 15 starts",
  fieldError: "Field error, near the data",
  seconds: "Seconds of training",
  rank: "Rank (units in use)",
  cutoff: "Cut-off, set or chosen",
  secondsAxis: "seconds",
  numbersHelp:
    "Compared with the truth over 15 motions of the published length: errors are mean squares, drift is the largest change of the energy H as a share of its first value H₀. Measured when training pauses.",
  guarded: (who: string, states: string) =>
    `${who}: the learned mass matrix was nearly singular at ${states} of the states on its paths; there its accelerations are regularised.`,
  measuring: "measuring …",
  fingerprint: "Fingerprint",
  fingerprintHelp:
    "Hash of the weights: the same seed and settings give the same one in every browser.",
  copy: "Copy",
  copied: "Copied.",
  copyFingerprint: (who: string) => `Copy the fingerprint of the ${who}`,
  none: "–",

  // settings
  settings: "Settings",
  published: "Published settings",
  publishedHelp: (source: string) => `As in ${source}`,
  helpFor: (label: string) => `Help: ${label}`,
  unit: (unit: string) => (unit === "1" || unit === "" ? "" : unit),
  guestProblem: {
    mass: "Not for this system: its masses depend on the positions.",
    velocities: "It needs velocities: choose them under Data, Coordinates.",
  },
  injection: "Energy injection",
  injectionHelp:
    "For a while the path climbs the gradient ∇H (the Riemann gradient) instead of circling it, and then follows the symplectic gradient again, on another level of the energy.",
  noEnergyHere: "It has no energy to change: it goes on without.",
  launchNow: "Launch",
  reseed: "draw",

  // header
  share: "Copy link",
  shared: "The link to this page, with all settings, is on the clipboard.",
  copyFailed: (value: string) => `The browser does not allow copying. Here it is: ${value}`,
  save: (who: string) => `Save ${who}`,
  views: "Views",
  viewLoads: (system: string) =>
    `Loads ${system}, since the present system has nothing to show there.`,
  viewRetells: "Tells the system by its momenta (q, p), since (q, q̇) has nothing to show there.",
  load: "Load model …",
  loadHelp: "Continue from a model file; dropping it on the page does the same",
  dropHere: "Drop a table of data, or a model file, to load it",
  theme: "Colours",
  language: "Language",
  file: "Model files",

  // data of the visitor's own
  own: {
    choose: "Choose data …",
    chooseHelp:
      "A CSV file or columns set apart by spaces, or a data file of HNN Lab; dropping it on the page does the same",
    change: "Change columns …",
    back: "Back to computed data",
    backHelp: "The data of the published experiment again (can be undone)",
    invitation:
      "Instead of computed motions the networks can learn from a recording of your own: a table with a row for each sample, and columns for time, positions and velocities or momenta. Drop it on the page, or choose it. It stays on this device.",
    title: (name: string) => `Your data: ${name}`,
    read: (rows: string, columns: string, separator: string) =>
      `${rows} rows of ${columns} columns were read, separated by ${separator}.`,
    readSet: (samples: string, trajectories: string, system: string) =>
      sentences(
        `A data file of HNN Lab: ${samples} samples, trajectories: ${trajectories}.`,
        system && `System: ${system}.`,
      ),
    row: "Row",
    rolesHelp:
      "What each column means was proposed from its name and numbers. Change it where it is wrong; a velocity counts as a momentum p (of mass 1).",
    roleOf: (column: string) => `Meaning of column ${column}`,
    role(role: string): string {
      const [, kind = role, index = ""] = role.match(/^(d?[qp])(\d+)$/) ?? [];
      const names: Record<string, string> = {
        ignored: "not used",
        recording: "recording no.",
        t: "time t",
        q: `position q${index}`,
        p: `momentum p${index}`,
        dq: `derivative of q${index}`,
        dp: `derivative of p${index}`,
      };
      return names[kind] ?? role;
    },
    separator: "Columns are separated by",
    separators: { ",": "Commas", ";": "Semicolons", "\t": "Tabs", " ": "Spaces" },
    judge: "Energies are judged by the H of",
    noJudge: "no system: compare coordinates only",
    verdict: (of: {
      samples: string;
      recordings: number;
      used: string;
      unused: string;
      isGiven: boolean;
      derivative: string;
      share: string;
    }) =>
      sentences(
        `${of.samples} samples in ${counted(of.recordings, "recording", "recordings")}, from ${of.used}.`,
        of.unused && `Not used: ${of.unused}.`,
        of.isGiven
          ? "Derivatives are those of the table."
          : `Derivatives are estimated (rule: ${of.derivative}), never across a gap.`,
        `The first ${of.share} of each recording trains, the rest tests.`,
      ),
    problem: (reason: string) => `These data cannot be used yet: ${sentence(reason)}`,
    use: "Use these data",
    cancel: "Cancel",
    reading: (name: string) => `Reading “${name}” …`,
    tooLarge: (megabytes: string, most: string) =>
      `it has ${megabytes} MB, and at most ${most} MB are read: keep every tenth sample, or fewer columns`,
    refused: (name: string, reason: string) =>
      `“${name}” was not read: ${sentence(reason)} Nothing else has changed.`,
    account: (name: string, of: MeasuredReport) =>
      sentences(
        `${name}: ${counted(of.train, "sample trains", "samples train")}, ${counted(of.test, "is", "are")} held out.`,
        `The time step is ${Number(of.timeStep.toPrecision(4))} (median), with ${counted(of.gaps, "gap", "gaps")}.`,
        of.skipped === 0
          ? "None was skipped."
          : `${counted(of.skipped, "sample was", "samples were")} skipped: ${sentence(of.why)}`,
      ),
    taken: "The networks learn from your data now, and start anew.",
    givenUp: (label: string) => `Computed data again: ${label}.`,
    notJudged:
      "No system judges the energy of these data. Choose one under “Change columns …” to see it.",
    numbers: {
      energyMse: "Energy error, held-out part",
      energyDrift: "Energy drift, held-out part",
      coordinateMse: "Coordinate error, held-out part",
      fieldError: "Field error, held-out samples",
      numbersHelp:
        "From the first held-out sample of each recording the networks go on by themselves to its end: errors are mean squares over the times of the recording, drift is the largest change of the energy H as a share of its first value H₀. Measured when training pauses.",
    },
    lead: "The truth is your recording now: its held-out part, which no network has seen. The networks learn from the part before it, start where it starts, and must go on by themselves. Watch which one stays with it.",
    shared:
      "The link is on the clipboard. It has all settings, but not your data: whoever opens it has to bring the file, too.",
    link: "This link was made with measured data, which a link cannot carry: drop the file on the page again. Until then the data are computed.",
  },

  // notices
  notices: "Messages",
  undo: "Undo",
  dismiss: "Dismiss",
  reload: "Try again",
  restarted: (what: string) => `Back to step 0, because this changed: ${what}. Press Train.`,
  restartedSystem: (label: string) => `${label}: settings of its published experiment.`,
  broughtSystem: (view: string, label: string) =>
    `${view} needs another system: here is ${label}, with the settings of its published experiment.`,
  broughtMomenta: (view: string) =>
    `${view} needs momenta: here is the same system by (q, p) instead of (q, q̇).`,
  cancelled: (step: string) => `Cancelled at step ${step}; the networks are untrained again.`,
  resetSolved: "The solved networks are empty again.",
  resetDone: (step: string) => `Back to step 0 (was at step ${step}).`,
  newSeedDone: (seed: string) => `New seed ${seed}: new data, new initial weights.`,
  trainedBefore: "These settings were trained before: their networks are back.",
  undone: "Undone: settings and networks are as before.",
  undoneSettings: "Undone: the settings are as before; training starts anew.",
  refused: (reason: string) => `The engine refused these settings: ${reason}`,
  stoppedNote: (who: string, reason: string) => `${who}: ${reason}`,
  loaded: (who: string, step: string) =>
    `Loaded the ${who} at step ${step}; it continues with the file's settings.`,
  loadedOther: "The other networks begin anew with them.",
  loadFailed: (name: string, reason: string) =>
    `“${name}” was not loaded: ${sentence(reason)} The present networks stay.`,
  loadTooLarge: (megabytes: string) =>
    `it is larger than ${megabytes} MB. Choose a model file saved by this page.`,
  notModelFile:
    "it is no JSON model file with “format”: “hnn-lab/1”. Choose a file saved by this page.",
  saveFailed: (reason: string) => `Saving failed: ${reason}`,
  fatalTitle: "HNN Lab cannot run here",
  fatalHelp:
    "The page needs a browser with WebAssembly SIMD and exceptions (Chrome or Edge 99, Firefox 100, Safari 16.4, or newer) and all files of the site on one host.",
  fatalNote: (reason: string) => `Reason: ${reason}`,

  // the link
  takeHelp: { png: "Save the picture", csv: "Save the numbers" },
  restored: "Your last work is back, trained networks and all.",
  startAfresh: "Start afresh",
  otherWork: "This link shows another experiment. Your last work is still kept.",
  bringBack: "Bring it back",
  cannotKeep:
    "This browser keeps nothing for the page (a private window, or no room), so that a reload begins anew. Save a network to keep it.",
  viewComing: "One moment …",
  viewMissing: (reason: string) =>
    `This view could not be loaded (${reason}). Reload the page, or try again when the network is back.`,
  docs: "Docs",
  newVersion:
    "There is a new version of this page. Reloading brings it; save a trained network first, if it should be kept.",
  linkNotices: "Parts of the link could not be used:",
  linkMore: (count: number) => `… and ${count} more.`,
  link: {
    unknown: (key: string) => `“${key}” is not a setting; ignored.`,
    clamped: (key: string, given: string, used: string) =>
      `${key}: ${given} is out of range; ${used} is used.`,
    invalid: (key: string, given: string, used: string) =>
      `${key}: “${given}” cannot be read; ${used} is used.`,
    needsMomenta: (key: string, given: string, used: string) =>
      `${key}: “${given}” needs momenta, and this link has velocities; ${used} is used. With coordinates=canonical it opens.`,
    duplicate: (key: string) => `${key} is given more than once; the first counts.`,
    malformed: (given: string) => `“${given}” is broken (percent encoding); ignored.`,
    version: (given: string) =>
      `The link says version “${given}”, this page knows version 1; it was read as far as possible.`,
    tooLong: (limit: number) => `The link is longer than ${limit} characters; the rest is ignored.`,
  },

  // fields
  fieldProblem: {
    number: (label: string, min: string, max: string) =>
      `${label} must be a number from ${min} to ${max}.`,
    integer: (label: string, min: string, max: string) =>
      `${label} must be a whole number from ${min} to ${max}.`,
    /** Without the separators of thousands. */
    grouped: (label: string, digits: string) =>
      `${label}: separators between thousands are not accepted. Enter ${digits}.`,
    range: (label: string, min: string, max: string) => `${label} must be from ${min} to ${max}.`,
    count: (label: string, fewest: string, most: string, min: string, max: string) =>
      `${label} must be ${fewest} to ${most} numbers from ${min} to ${max}, separated by commas.`,
    choice: (label: string, choices: string) => `${label} must be one of ${choices}.`,
    boolean: (label: string) => `${label} must be true or false.`,
    kept: (value: string) => `${value} stays in use.`,
  },
} as const;

/** Networks that are solved at once. */
export const solveText = {
  title: "Solve at once",
  solve: "Solve",
  atOnce: " at once",
  help: "Find the last layer of an HNN and of a plain network directly, on the same data: no gradient steps. Training rests meanwhile",
  why: "The hidden units are placed on pairs of data points, each bending between its two, so they need no training. What remains, the last layer, is a linear problem, and linear least squares has one best answer, found directly instead of step by step.",
  takePart: {
    label: "Solved networks",
    help: "An HNN and a plain network with one hidden layer each that are solved at once, beside those that train.",
  },
  solving: (share: string) => `Solving … ${share}`,
  solved: "Solved.",
  shownAfter: (milliseconds: string) => `Solved; picture ${milliseconds} ms after the click.`,
  cancelled: "Cancelled: the solved networks are empty again.",
  lead: (plural: string) =>
    `The ${plural} start together. The solved HNN has learned an energy without a gradient step, and keeps it. Train the others, and see how long they take.`,
  chart: "Test loss against seconds (log scales)",
  chartAlt: (parts: string) =>
    `Test loss against seconds of training, both on log scales; a marker for networks that are solved at once. ${parts}`,
  chartValue: (who: string, loss: string, seconds: string) =>
    `${who}: ${loss} after ${seconds} seconds.`,
  network: "network",
} as const;

/** Names of coordinates as people write them: q_x1 is x₁, p_y2 is py₂, q_x is x, θ_1 is θ₁; others stay as they are. */
export function symbolText(symbol: string): string {
  const [, name = symbol, axis = "", index = ""] = symbol.match(/^(.+)_([a-zθφ]?)(\d?)$/) ?? [];
  const [letter, dot = ""] = name;
  const isPosition = letter === "q" && axis !== "";
  return `${isPosition ? "" : name}${axis}${isPosition ? dot : ""}${index && "₀₁₂₃₄₅₆₇₈₉"[Number(index)]}`;
}

/** A message of the core with the label of every setting that it names: “Learning rate” (learningRate). */
export function withLabels(message: string): string {
  let labelled = message;
  for (const [key, { label }] of Object.entries({ ...settingText, ...viewText })) {
    // Keys that are ordinary words (steps, noise) name a setting only where the message begins with them.
    const isWord = key === key.toLowerCase();
    labelled = labelled.replace(
      new RegExp(isWord ? `^${key}(?= must be )` : `\\b${key}\\b(?!\\))`),
      `“${label}” (${key})`,
    );
  }
  return labelled;
}

export function settingLabel(key: string): string {
  return settingText[key]?.label ?? viewText[key]?.label ?? key;
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
  return choiceText[key]?.[value] ?? value;
}
