// Strings of the lessons and of the views behind the other tabs; loaded with them. See strings.ts.
import { counted, sentence, sentences } from "./strings.js";

export { stopText } from "./stops.js";

export interface LessonText {
  title: string;
  paragraphs: string[];
  question: string;
  answers: Record<string, string>;
  /** Explanation of the result, by correct answer. */
  replies: Record<string, string>;
  further: string;
  /** What is required besides training before the question can be answered. */
  measure?: string;
}

export const lessonText: Record<
  "drift" | "energy" | "orbits" | "chaos" | "reversal" | "friction" | "velocities",
  LessonText
> = {
  drift: {
    title: "Why energy drifts",
    paragraphs: [
      "The plain network learns the vector field: the velocity of the state at every position q and momentum p. It learns the field well, but with a small error everywhere.",
      "Along a trajectory these errors accumulate. Nothing makes them cancel, so the energy drifts with every oscillation.",
    ],
    question: "Train. Whose energy deviates most over the displayed time?",
    answers: {
      baseline: "the plain network's",
      hnn: "the HNN's",
      alike: "about the same",
    },
    replies: {
      baseline:
        "The plain network's energy deviates most: its errors are systematic and accumulate.",
      hnn: "This HNN deviates more: it is not trained well enough. Try more steps.",
      alike: "Both deviate about equally. The difference appears with more steps.",
    },
    further:
      "Try next: a longer displayed time, or another start. Drag the ring in the phase portrait.",
  },
  energy: {
    title: "Learning H instead of the field",
    paragraphs: [
      "The output of the HNN is one number, H(q, p). Its gradient, rotated by 90°, is the vector field: dq/dt = ∂H/∂p, dp/dt = −∂H/∂q.",
      "H is constant along such a motion, whatever the network has learned. What it conserves is its own energy; the better the fit, the closer this is to the true energy.",
    ],
    question:
      "Train and look at the numbers. Which one distinguishes the two networks more clearly?",
    answers: { loss: "the test loss", drift: "the energy drift of the displayed trajectory" },
    replies: {
      drift:
        "The losses are similar because both are limited by the noise; the drift differs clearly.",
      loss: "In this run the losses differ more: the networks have not reached the noise level yet.",
    },
    further: "Try next: noise 0. Which number distinguishes them then?",
  },
  orbits: {
    title: "Orbits",
    paragraphs: [
      "Two bodies attract each other. They speed up as they approach and slow down as they separate: kinetic and potential energy are exchanged.",
      "A network that has learned the total energy as one function conserves it; a network that has learned only the vector field may let the bodies fly apart.",
    ],
    question: "Which of the truth's three energies changes least along the orbit?",
    answers: { kinetic: "the kinetic", potential: "the potential", total: "the total" },
    replies: {
      total:
        "The total energy is constant: what the kinetic energy gains, the potential energy loses.",
      kinetic: "Here it is the kinetic energy.",
      potential: "Here it is the potential energy.",
    },
    further: "Try next: three bodies. How long do the networks follow the truth?",
  },
  chaos: {
    title: "Order and chaos",
    paragraphs: [
      "In a Poincaré section of the Hénon–Heiles system, regular orbits draw curves and chaotic orbits scatter. The training data do not say which is which.",
      "The Lyapunov exponent and SALI classify each orbit. When training has finished, press Compute and compare the columns of the table.",
    ],
    question: "For how many orbits does the HNN agree with the truth on regular or chaotic?",
    answers: { most: "for most (70 % or more)", some: "for some", few: "for few (30 % or less)" },
    replies: {
      most: "It agrees for most of them: with the energy it has also learned where regular motion ends.",
      some: "It agrees for some of them. Longer training improves this.",
      few: "It agrees for few of them: it is not trained well enough yet.",
    },
    further: "Try next: a higher energy. At which energy do the last regular orbits disappear?",
  },
  reversal: {
    title: "Reversibility",
    paragraphs: [
      "Every smooth flow can be integrated backwards, so returning to the start is not special. What distinguishes a Hamiltonian flow is that it preserves phase-space volume: det DΦ = 1. Where a plain network's field contracts or expands, det DΦ differs from 1.",
      "Each trajectory is integrated forwards and backwards. The gap between start and end contains only integration and rounding errors. The volume chart shows what distinguishes the networks.",
    ],
    question: "Train and wait for the gaps. Whose gap is largest?",
    answers: { truth: "the truth's", hnn: "the HNN's", baseline: "the plain network's" },
    replies: {
      baseline:
        "The plain network's gap is the largest here. Where its field contracts or expands, errors are amplified; its volume change shows this directly.",
      hnn: "The HNN's gap is the largest here: integration and rounding errors grow where its field is less smooth. Its volume change is still close to 0.",
      truth:
        "The truth's gap is the largest here: all three fields are smooth, and the gap contains only integration errors. The volume change, not the gap, distinguishes the networks.",
    },
    further: "Try next: leapfrog, a time-symmetric integrator, with a larger time step.",
  },
  friction: {
    title: "What if there were no friction?",
    paragraphs: [
      "This mass comes to rest after one or two oscillations. The HNN cannot reproduce this because it conserves the energy it has learned. The plain network can, but cannot separate friction from the spring force.",
      "The dissipative HNN learns two functions, H and D. The symplectic gradient of H conserves energy; the gradient of D dissipates it. Their sum fits the data, and each part has a meaning of its own.",
      "This answers a question the data never showed: set the friction slider to 0 to remove D from the network, and the friction from the truth.",
    ],
    question:
      "Train, then set the friction to 0. The truth now keeps oscillating. Whose energy still deviates most from its initial value?",
    answers: {
      baseline: "the plain network's",
      "dissipative-hnn": "the dissipative HNN's",
      hnn: "the HNN's",
    },
    replies: {
      baseline:
        "The plain network's: it has learned friction and oscillation as one field and cannot leave out either one. The dissipative HNN can, and keeps oscillating with the truth. The HNN has no friction, not even where the data have it.",
      "dissipative-hnn":
        "The dissipative HNN's: it has not separated friction from the rest yet. Longer training helps.",
      hnn: "The HNN's: it had to fit a decaying motion with a conserved energy and has learned a wrong one. The plain network still comes to rest. Only the dissipative HNN keeps oscillating with the truth.",
    },
    further:
      "Try next: friction 2, and the two parts of the field below the phase portrait. Does ∇D point in the direction of the friction force?",
    measure: "Set the friction slider to 0 first.",
  },
  velocities: {
    title: "Without momenta",
    paragraphs: [
      "A camera measures positions and velocities. Hamilton's equations require momenta, and near the speed of light p is not proportional to q̇. In (q, q̇) no Hamiltonian generates this motion, so the structure of the HNN does not fit.",
      "The Lagrangian network learns L(q, q̇) instead. The Euler–Lagrange equation gives the acceleration, in any coordinates, and the energy q̇ ∂L/∂q̇ − L is conserved.",
    ],
    question: "Train and look at the test loss. Which network has the largest?",
    answers: {
      hnn: "the HNN",
      baseline: "the plain network",
      lnn: "the Lagrangian network",
    },
    replies: {
      hnn: "The HNN: its structure requires momenta, and more training does not help.",
      baseline: "Here it is the plain network: it is not trained well enough yet.",
      lnn: "Here it is the Lagrangian network: it needs more steps than the others.",
    },
    further:
      "Try next: under Data, Coordinates, choose momenta and train again. Which loss is largest now?",
  },
};

/** The friction slider, and the two parts of the field. */
export const frictionText = {
  title: "Friction after training",
  help: "Changes the truth and the dissipative HNN without retraining. The other networks cannot separate friction from the rest of the motion.",
  factor: "Friction",
  times: (factor: string) => `× ${factor}`,
  words: (factor: string) => `${factor} times the friction of the data`,
  asLearned: "as in the data",
  without: "none",
  partsTitle: "The two parts of the field",
  partsHelp:
    "Helmholtz decomposition: J∇H is tangent to the level sets of H and conserves energy; ∇D dissipates it. The arrows of each plot have their own scale.",
  partOf: {
    conservative: "conserves energy: J∇H",
    dissipative: "dissipates it: ∇D",
  },
  partAlt: (of: { who: string; part: string; share: string }) =>
    `${of.who}, the part that ${of.part}. Its arrows have on average ${of.share} of the length of the whole field.`,
  partEmpty: (who: string) => `${who}: not trained yet.`,
  untrained: "untrained",
} as const;

/** The chart of losses over training time. */
export const errorChartText = {
  chart: "Test loss over training time (log scales)",
  alt: (parts: string) =>
    `Test loss over training time in seconds, both on log scales; markers show the solved networks. ${parts}`,
  value: (who: string, loss: string, seconds: string) =>
    `${who}: ${loss} after ${seconds} seconds.`,
  network: "network",
} as const;

/** Shared by the chaos and reversibility views. */
export const studyText = {
  compute: "Compute",
  computeHelp: "Compute for the truth and every trained network",
  stop: "Stop",
  stopHelp: "Stop; the results so far are kept",
  progress: "Progress",
  computing: (who: string) => `Computing: ${who}…`,
  done: (who: string) => `Done: ${who}.`,
  stopped: "Stopped; the results so far are shown.",
  failed: (who: string, reason: string) => `${who}: ${sentence(reason)}`,
  untrained: "untrained: press Train below",
  unsolved: "not solved: press Solve below",
  waiting: "not computed yet: press Compute",
  preparing: "preparing…",
  asOf: (step: string) => `at step ${step}`,
  outdatedSolution: "from an earlier solution",
  outdated: (step: string, now: string) => `from step ${step}; the network is now at ${now}`,
  timeAxis: (unit: string) => (unit ? `time t (${unit}, log scale)` : "time t (log scale)"),
  lastValue: (who: string, value: string) => `${who}: ${value} at the end.`,
  noValues: "Nothing computed yet.",
} as const;

export const chaosText = {
  intro:
    "Poincaré sections. Each colour is one orbit, marked where it crosses the section. A regular orbit draws a curve; a chaotic one scatters over an area. All panels use the same initial states, all at the same energy.",
  controls: "Orbits",
  energy: "Energy E of the orbits",
  energyHelp:
    "Initial energy of every orbit, according to the true H. The higher it is, the more orbits are chaotic.",
  presets: "Suggested energies",
  orbits: "Number of orbits",
  orbitsHelp:
    "Number of initial states, spread over the section; the same for the truth and the networks.",
  duration: "Time per orbit",
  durationHelp: "Longer times give more crossings and a more reliable classification.",
  sectionTitle: (who: string) => who,
  sections: "Poincaré sections",
  sectionHint: (condition: string) =>
    `Section ${condition}, crossed in the positive direction. The thin line is the boundary of the energetically allowed region. Click an orbit or choose its number to select it.`,
  sectionAlt: (who: string, crossings: string, orbits: string, energy: string, verdicts: string) =>
    `Poincaré section, ${who}: ${crossings} crossings of ${orbits} orbits at energy ${energy}. ${verdicts}`,
  crossings: (count: string) => (count === "1" ? "1 crossing" : `${count} crossings`),
  outside: (count: string) => `${count} outside the plot`,
  energyOff: (share: string) => `energy error up to ${share}`,
  energyFar: (times: string) => `energy error up to ${times} times its value`,
  lost: (count: string) => `${count} escaped`,
  choose: "Orbit",
  orbit: (number: string) => `Orbit ${number}`,
  startsAt: (start: string) => `starts at ${start}`,
  table: "Regular or chaotic?",
  tableHelp:
    "λ is the largest Lyapunov exponent: neighbouring orbits separate as exp(λt). SALI, the smaller alignment index of two deviation vectors, falls to 0 on a chaotic orbit and stays away from 0 on a regular one. “Attracted”: phase-space volume contracts onto an attractor, which is impossible in a Hamiltonian system.",
  start: "Start",
  verdict: {
    regular: "regular",
    chaotic: "chaotic",
    undecided: "undecided",
    "drawn-in": "attracted",
    escaped: "escaped",
  },
  agrees: "✓ agrees",
  differs: "✗ differs",
  values: (exponent: string, sali: string) => `λ ${exponent}, SALI ${sali}`,
  verdictCount: (count: string, verdict: string) => `${count} ${verdict}`,
  exponentChart: "Lyapunov exponent λ(t), selected orbit",
  exponentAlt: (orbit: string, parts: string) =>
    `Finite-time Lyapunov exponent of orbit ${orbit} over time, both axes logarithmic. ${parts}`,
  saliChart: "SALI(t), selected orbit",
  saliAlt: (orbit: string, parts: string) =>
    `Smaller alignment index of orbit ${orbit} over time, both axes logarithmic. ${parts}`,
  path: "One orbit and its energy",
  pathHelp:
    "The displayed trajectory of truth and networks. A network without built-in energy drifts off the energy surface, and its orbit then no longer has the given energy.",
  follow: (orbit: string) => `Follow orbit ${orbit}`,
  followAt: (energy: string) => `Orbit at E = ${energy}`,
  pathOf: (who: string) => who,
  pathAlt: (who: string, x: string, y: string, drift: string) =>
    `Trajectory of the ${who}, ${x} against ${y}; its energy changes by up to ${drift}.`,
  energyError: "Energy error |H − H₀| / |H₀| (log scale)",
  energyErrorAlt: (parts: string) => `Relative energy error over time, log scale. ${parts}`,
  dataNote: (parts: {
    trajectories: string;
    points: string;
    samples: string;
    rate: string;
    schedule: string;
    batch: string;
    steps: string;
  }) =>
    `Training data: ${parts.trajectories} orbits × ${parts.points} samples = ${parts.samples} samples; learning rate ${parts.rate}${parts.schedule}, batch ${parts.batch}, ${parts.steps} steps.`,
  paperNote: (paper: string, ratio: string) =>
    `Choudhary et al. 2020 used about ${paper} samples, ${ratio} times as many.`,
  timeNote: (rate: string, minutes: string) =>
    `At the ${rate} steps/s measured here, training takes about ${minutes} (min:s).`,
  timeUnknown: "The estimated training time appears once training has started.",
  scheduleNames: { constant: "", "one-cycle": " (one cycle)" } as Record<string, string>,
  allOf: "all",
} as const;

export const reversalText = {
  intro:
    "The equations are integrated forwards for a time T and then backwards. The ring marks the start, the cross the end of the way back. The gap between them contains integration and rounding errors; the volume chart shows whether the flow is Hamiltonian.",
  controls: "Forwards and backwards",
  duration: "Time T each way",
  loopAlt: (who: string, gap: string) =>
    `Forward (solid) and backward (dashed) trajectory, ${who}. Distance between start and end: ${gap}.`,
  loopAltEmpty: (who: string) => `Forward and backward trajectory, ${who}: not computed yet.`,
  out: "forwards",
  back: "backwards",
  gapCaption: (gap: string) => `gap ${gap}`,
  gap: "Gap ‖Φ⁻¹(Φ(x₀)) − x₀‖",
  volume: "Volume change |det DΦ − 1|",
  symplectic: "Symplecticity error ‖DΦᵀJDΦ − J‖",
  gapAlt: (parts: string) =>
    `Distance between the start and the end of the backward trajectory over T, log scale. ${parts}`,
  volumeAlt: (parts: string) =>
    `Deviation of the flow from volume preservation over T, log scale. ${parts}`,
  symplecticAlt: (parts: string) =>
    `Deviation of the flow from symplecticity over T, log scale. ${parts}`,
  logScale: (title: string) => `${title}, log scale`,
  atT: (time: string) => `At T = ${time}`,
  againstT: "T",
  numbers: "At the longest T",
  longestT: "T",
  meaning: "What the gap means",
  /** By integrator. */
  integratorNote: {
    splitting:
      "It is time-symmetric: a backward step exactly undoes a forward step. If H separates into kinetic and potential energy, it is explicit; for all other fields, including the networks, it is the implicit Störmer–Verlet scheme, solved in each step to the precision of the field. The gap contains only this tolerance and rounding errors, amplified by about exp(λT).",
    implicit:
      "It is time-symmetric: a backward step undoes a forward step, to the tolerance of the implicit equation. The gap contains only this tolerance and rounding errors, amplified by about exp(λT).",
    fixed:
      "It is not time-symmetric: a backward step does not exactly undo a forward step. The gap contains the integration error of both directions. A smaller time step reduces it; leapfrog, implicit midpoint and Yoshida avoid it.",
    adaptive:
      "It adapts its step to the estimated error and uses different steps on the way back, so it is not time-symmetric. The gap contains the error allowed by its tolerance in both directions.",
  },
  precision:
    "The trained networks compute in single precision (about 7 digits), the truth and the solved networks in double precision (about 16). This alone makes the gap of the trained networks larger.",
  why: [
    "Any smooth flow can be integrated backwards. The backward flow undoes the flow Φ over the time T, up to integration and rounding errors, which grow by about exp(λT) (λ: the Lyapunov exponent).",
    "A Hamiltonian flow preserves phase-space volume and the symplectic form exactly: det DΦ = 1. The HNN has a Hamiltonian, so its exact flow does so whatever the network has learned; only the integrator can violate it.",
    "A plain network has no such structure. Where its field contracts, det DΦ = exp(∫ div f dt) < 1: many initial states end close together, and the way back amplifies every error by up to 1/det. Where it expands, errors are amplified on the way forward.",
    "The gap alone therefore does not distinguish a Hamiltonian field from others. Volume and symplecticity do.",
    "Time-symmetric integrators: leapfrog (Störmer–Verlet), implicit midpoint, Yoshida. Not symmetric: Euler, Runge–Kutta, Dormand–Prince.",
  ],
} as const;

/** The dialog for the visitor's own data. */
export const dataText = {
  title: (name: string) => `Your data: ${name}`,
  read: (rows: string, columns: string, separator: string) =>
    `Read ${rows} rows of ${columns} columns, separated by ${separator}.`,
  readSet: (samples: string, trajectories: string, system: string) =>
    sentences(
      `HNN Lab data file: ${samples} samples, trajectories: ${trajectories}.`,
      system && `System: ${system}.`,
    ),
  row: "Row",
  rolesHelp:
    "Column meanings were guessed from names and values. Correct them if needed. A velocity is treated as a momentum p (mass 1).",
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
  separator: "Column separator",
  separators: { ",": "Commas", ";": "Semicolons", "\t": "Tabs", " ": "Spaces" },
  judge: "Compute energy with the Hamiltonian of",
  noJudge: "none (compare coordinates only)",
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
        ? "Derivatives are read from the table."
        : `Derivatives are estimated (${of.derivative}), never across a gap.`,
      `The first ${of.share} of each recording are used for training, the rest for testing.`,
    ),
  problem: (reason: string) => `These data cannot be used yet: ${sentence(reason)}`,
  use: "Use data",
  cancel: "Cancel",
  tooLarge: (megabytes: string, most: string) =>
    `it has ${megabytes} MB; the limit is ${most} MB. Keep every tenth sample, or fewer columns`,
};

/** The dialog that shares the experiment. */
export const shareText = {
  title: "Share this experiment",
  copyLink: "Copy link",
  linkCopied: "Link copied, with all settings.",
  link: "Link to these settings and this view",
  embed: "Embed in a page or slide",
  as: "Format",
  kind: { element: "element <hnn-lab>", frame: "frame <iframe>" },
  width: "Width",
  height: "Height",
  code: "Embedding code",
  copyCode: "Copy code",
  codeCopied: "Code copied.",
  pin: "Pin this version",
  pinHelp:
    "Loads the files of this version only, and only if their hashes match. Updates do not arrive, and the code stops working when the site removes these files.",
  pinFailed: (reason: string) =>
    `The hashes of this version could not be loaded (${reason}). The code follows the current version.`,
  sizeChanged: (label: string, typed: number, value: number, min: number, max: number) =>
    `${label} must be ${min} to ${max} pixels, got ${typed}; changed to ${value}.`,
  sizeKept: (label: string, value: number) =>
    `${label} must be a number of pixels; ${value} is still in use.`,
  tensors: "Networks (for PyTorch)",
  tensorsHelp:
    "Same content as the saved model files, readable by PyTorch (the docs show how); can also be loaded here.",
  saveTensors: (who: string) => `Save ${who} as safetensors`,
  noNetworks: "No network is trained yet.",
  data: "Training data",
  dataHelp:
    "Time, states, derivatives, trajectory numbers and the held-out samples. All three formats can be loaded here as your own data.",
  saveData: (format: string) => `Save data as ${format}`,
  qr: "QR code for your audience",
  qrAlt: (address: string) => `QR code of ${address}`,
  saveQr: "Save QR code",
  close: "Close",
};

/** The guided tour. */
export const tourText = {
  count: (number: string, all: string) => `Lesson ${number} of ${all}`,
  done: "answered",
  close: "Close",
  closeHelp: "Back to your own experiment",
  begin: "Set up experiment",
  beginHelp:
    "Loads the settings of this lesson; your own experiment is restored when you close the tour",
  previous: "Previous",
  next: "Next",
  tryFirst:
    "No result yet. Set up the experiment, press Train and wait until training has finished.",
  right: "Correct.",
  wrong: "Not in this run.",
  back: "Tour closed; your own experiment has been restored.",
};

/** The orbits view. */
export const orbitsText = {
  title: "Orbits, side by side",
  fit: "All plots use the same scale.",
  energy: { kinetic: "Kinetic energy", potential: "Potential energy", total: "Total energy" },
  conserved: "Conserved quantities",
  conservedHelp:
    "Values at the current time of the animation. The true motion conserves each of them.",
  conservedName: {
    energy: "Energy H",
    angularMomentum: "Angular momentum L",
    momentumX: "Momentum along x",
    momentumY: "Momentum along y",
  },
};

/** Model files that are loaded or saved; the messages continue “… could not be loaded:”. */
export const fileText = {
  readingData: (name: string) => `Reading “${name}”…`,
  dataRefused: (name: string, reason: string) =>
    `“${name}” could not be read: ${sentence(reason)} Nothing has been changed.`,
  loadFailed: (name: string, reason: string) =>
    `“${name}” could not be loaded: ${sentence(reason)} The current networks are kept.`,
  loadTooLarge: (megabytes: string) =>
    `it is larger than ${megabytes} MB. Choose a model file saved by this page.`,
  notModelFile:
    "it is not an HNN Lab model file (“format”: “hnn-lab/1” is missing). Choose a file saved by this page.",
  emptyFile: "it is empty. Choose a file saved by this page.",
  notJson: (reason: string) =>
    `it is not valid JSON (${reason}), so it is not an HNN Lab model file. Choose a file saved by this page.`,
  unknownModel: (model: string, known: string) =>
    `its model “${model}” is not one of ${known}. Choose a file saved by this version of the page.`,
  saveFailed: (reason: string) => `Saving failed: ${reason}`,
};

/** Explanations: of every setting, of the options of the view, of the optional networks and of the solved ones. */
export const fieldHelp: Record<string, string> = {
  system: "The physical system. Selecting one loads its settings.",
  systemParameters: "Physical constants of the system.",
  model: "Network type. The page trains all of them side by side.",
  field:
    "How the vector field follows from the network's gradient. Solenoidal (J∇H) conserves the learned energy; gradient (∇H) changes it; the sum of both is a Helmholtz decomposition.",
  activation:
    "Nonlinear function applied by each hidden unit. Without it the network could only represent linear functions.",
  hidden:
    "Number of units in each hidden layer, separated by commas: 200, 200 means two layers of 200 units.",
  initialisation:
    "Distribution of the random weights before training. Xavier scales the weights to the layer width; orthogonal makes each layer norm-preserving.",
  outputBias: "Adds a bias to the output layer. The networks of the papers have none.",
  angles:
    "Angles that differ by 2π are the same position. Plain: unchanged; wrapped: to −π to π (discontinuous); cos, sin: as a pair (continuous). Auto: cos, sin for the Lagrangian network, plain for all others.",
  kineticPrior:
    "Adds this multiple of |q̇|²/2 to the learned Lagrangian, so that the mass matrix starts near the identity instead of near zero.",
  massRegularisation:
    "Regularises the solve with the learned mass matrix: each pivot m is inverted as m/(m² + ε²). 0 turns this off.",
  seed: "Determines the random data and initial weights. The same seed gives the same run in every browser, bit for bit.",
  coordinates:
    "Second half of the state: the canonical momentum p, as Hamilton's equations require, or the velocity, as a camera would measure it. The Lagrangian network requires velocities; the structure of the other networks does not hold for velocities in general.",
  samples: "Simulated trajectories, or a regular grid of states covering the phase portrait.",
  trajectories: "Number of trajectories in the data set.",
  points: "Equally spaced in time. For a grid: states per side.",
  duration: "Time span of each trajectory in the data; in seconds if the system has units.",
  noise: "Standard deviation of the Gaussian noise added to each coordinate of the data.",
  trainFraction:
    "Fraction of trajectories used for training; the others are held out for testing. For measured data: the first part of each recording.",
  derivative:
    "How time derivatives are estimated if the measured data contain none. Forward: difference to the next sample, as in the paper. Central: parabola through three samples. Smooth: least-squares parabola through five samples, for noisy data.",
  scaling:
    "In which units the network works. To order one: positions and momenta are divided by their spread in the data, positions after subtracting their mean, and time by the scale of the motion, so that training does not depend on the units of the recording; losses and the field error are in these units, everything else is in yours. None: numbers as recorded, as in the paper.",
  loss: "Quantity compared with the data: the time derivative, or the next sample after one Runge–Kutta step.",
  lossNorm:
    "Squared error (L2, as in the papers), absolute error (L1), or Huber: squared for small and absolute for large errors, which limits the influence of outliers.",
  learningRate:
    "Step size of the Adam optimiser; the maximum if a schedule is used. The papers use 0.001.",
  schedule:
    "How the learning rate changes during a run. One cycle: rises for 30 % of the steps, then falls almost to zero. Cosine: falls from the start. With either schedule, changing the number of steps restarts training.",
  clipNorm:
    "A gradient whose norm is larger is shortened to this norm before the step, so that single batches cannot throw the weights far. 0: no clipping.",
  weightDecay: "Shrinks the weights towards zero in each step.",
  decoupledWeightDecay:
    "On: applied to the weights directly (AdamW). Off: added to the gradient, as in the papers.",
  batchSize: "Number of samples per gradient step; 0 uses the whole training set.",
  steps:
    "Number of gradient steps in a run. Changing it keeps the run unless a learning rate schedule is used.",
  sampling:
    "How the hidden units of the solved networks are sampled: from pairs of data points, optionally more often where the energy changes fast, or independently of the data.",
  cutoff:
    "For the solved networks: directions (pivots) below this fraction of the largest are dropped, to avoid fitting noise. 0 chooses the value on held-out training data.",
  x0: "Initial state of the displayed trajectories.",
  rolloutDuration: "Time span of the displayed trajectories.",
  integrator:
    "Numerical method that moves the networks. The truth does not depend on it: it is always computed to ten digits.",
  stepSize: "Step size of the fixed-step integrators.",
  integratorMotion:
    "Shows the true equations with the chosen integrator and time step beside the truth: the difference between the two is the integrator’s own error.",
  injection: "Adds or removes energy during part of the displayed trajectories.",
  injectionStart: "Time at which the injection starts.",
  injectionDuration: "Duration of the injection.",
  injectionRate:
    "Positive values add energy, negative values remove it: dH/dt is this rate times |∇H|².",
  friction:
    "Factor on the true friction and on the friction learned by the dissipative network. 1: as in the data; 0: no friction. The other networks cannot separate friction from the rest of the motion.",
  part: "Part of the vector field that is drawn for the truth and the dissipative network: the whole field, the energy-conserving part or the dissipative part.",
  overlay: "Vector field, or error of a network's vector field, drawn behind the trajectories.",
  energyKind:
    "Total, kinetic or potential energy according to the true Hamiltonian, or the energy learned by each network, shifted to start at the true value.",
  speed: "Animation speed; 1 is real time in the system's time unit.",
  theme:
    "Colour theme: light, dark, the device's preference, or projector (large and with high contrast).",
  contestants: "Networks to train. The HNN and the plain network are always included.",
  solvedWidth:
    "Width of the single hidden layer of the solved networks. The solution time grows with its square, or with its cube if there are few data.",
  view: "View of the page: lab, orbits, chaos or reversibility.",
  lesson: "Lesson number; 0 if the tour is closed.",
  language: "Page language. Trained networks are kept. All labs on a page use the same language.",
  solved:
    "Adds an HNN and a plain network with one hidden layer each, fitted by a linear solve instead of gradient steps.",
  "second-order":
    "A network between the two: it assumes q̇ = p/m and learns only the force. It has no built-in energy.",
  "dissipative-hnn":
    "Learns two functions: H, whose symplectic gradient J∇H conserves energy, and D, whose gradient ∇D dissipates it (Helmholtz decomposition). Friction is learned separately and can be changed after training.",
  lnn: "Learns a Lagrangian L(q, q̇) and obtains the accelerations from the Euler–Lagrange equation; it conserves an energy without momenta. Requires a smooth activation: ReLU, ELU and SELU are replaced by swish.",
};

/** Work that is restored. */
export const returningText = {
  restored: "Your last session has been restored.",
  restoredCopy:
    "Restored a copy of the work from another open tab. From now on each tab is saved separately.",
  startAfresh: "Start over",
  keptWork: "Your last session could not be restored now; it is still saved.",
  otherWork: "An earlier session with another experiment is still saved.",
  bringBack: "Restore it",
};
