// The words of lessons and of the views behind other tabs than the first: as strings.ts, loaded with what says them.
import { sentence } from "./strings.js";

export interface LessonText {
  title: string;
  paragraphs: string[];
  question: string;
  answers: Record<string, string>;
  /** What the measurement says, by the answer that it calls right. */
  replies: Record<string, string>;
  further: string;
  /** What has to be done first, where training alone is not enough. */
  measure?: string;
}

export const lessonText: Record<
  "drift" | "energy" | "orbits" | "chaos" | "reversal" | "friction" | "velocities",
  LessonText
> = {
  drift: {
    title: "Why energy drifts",
    paragraphs: [
      "The plain network learns the arrows: for every position q and momentum p, where the motion goes next. It learns them well, but each is a little off.",
      "Following the motion adds up thousands of these small errors. Nothing makes them cancel, so that the energy wanders, swing by swing.",
    ],
    question: "Train. Whose energy has wandered further at most, over the time shown?",
    answers: {
      baseline: "the plain network's",
      hnn: "the HNN's",
      alike: "both about alike",
    },
    replies: {
      baseline:
        "The plain network's energy has wandered furthest: its errors have a direction and add up.",
      hnn: "This HNN wandered further: it has not learned enough. Try more steps.",
      alike: "Both wandered about equally far. More steps tell them apart.",
    },
    further:
      "Try next: a longer time shown, or another start. Drag the ring in the phase portrait.",
  },
  energy: {
    title: "Learning H instead of the field",
    paragraphs: [
      "The HNN gives one number, H(q, p). Its gradient, turned by a right angle, is the motion: dq/dt = ∂H/∂p, dp/dt = −∂H/∂q.",
      "Along such a motion H cannot change, whatever the network has learned. What it keeps is its own energy; the better it has learned, the nearer that is to the true one.",
    ],
    question:
      "Train, and look at the numbers. Which one tells the two networks apart more clearly?",
    answers: { loss: "the test loss", drift: "the energy drift of the shown path" },
    replies: {
      drift: "The losses are near each other, on the floor that the noise sets; the drift is not.",
      loss: "In this run the losses differ more: the networks have not come down to the noise yet.",
    },
    further: "Try next: noise 0. Which number tells them apart then?",
  },
  orbits: {
    title: "Orbits",
    paragraphs: [
      "Two bodies attract each other. On the way in they gain speed, on the way out they lose it: energy of motion and energy of position trade places.",
      "A network that has learned the sum as one scalar cannot lose it; one that has learned the field alone may let the bodies fly apart.",
    ],
    question: "Which of the truth's three energies changes least along the orbit?",
    answers: { kinetic: "the kinetic", potential: "the potential", total: "the total" },
    replies: {
      total: "The total stays: what the kinetic energy gains, the potential energy loses.",
      kinetic: "Here it is the kinetic energy.",
      potential: "Here it is the potential energy.",
    },
    further: "Try next: three bodies. How long do the networks keep up?",
  },
  chaos: {
    title: "Order and chaos",
    paragraphs: [
      "Where orbits of Hénon and Heiles' star cross a plane, regular ones leave curves, chaotic ones clouds. Nobody tells the networks which is which.",
      "The Lyapunov exponent and SALI decide for each orbit. Press Compute when training has ended, and compare the table's columns.",
    ],
    question: "For how many orbits does the HNN agree with the truth on order or chaos?",
    answers: { most: "for most (70 % or more)", some: "for some", few: "for few (30 % or less)" },
    replies: {
      most: "It agrees for most of them: with the energy it has learned where order ends.",
      some: "It agrees for some of them. A longer training brings more.",
      few: "It agrees for few of them: it has not learned enough yet.",
    },
    further: "Try next: a higher energy. Where do the last curves dissolve?",
  },
  reversal: {
    title: "Reversibility",
    paragraphs: [
      "Turn time round, and a Hamiltonian motion finds its way back. A motion that loses or gains energy does not: run backwards, it does the opposite.",
      "Every path is followed out and back again. What remains between start and end is the gap; for exact motions it is the integrator's error alone.",
    ],
    question: "Train, wait for the gaps. Whose is the largest?",
    answers: { truth: "the truth's", hnn: "the HNN's", baseline: "the plain network's" },
    replies: {
      baseline: "The plain network's gap is the largest.",
      hnn: "The HNN's gap is the largest here: the integrator's error grows where its field is rough.",
      truth:
        "The truth's gap is the largest here: all three follow smooth fields, and what remains is the integrator's error.",
    },
    further: "Try next: leapfrog, which is reversible by itself, and a larger time step.",
  },
  friction: {
    title: "What if there were no friction?",
    paragraphs: [
      "This mass comes to rest after a swing or two. The HNN cannot follow it: whatever it has learned, its energy stays. The plain network follows, but friction and spring are one to it.",
      "The dissipative HNN learns two numbers, H and D. The gradient of H, turned by a right angle, goes round; the gradient of D goes down. Their sum fits the data, and each means something alone.",
      "So it can be asked what no datum has shown: set the friction slider to 0, and D is gone, from the network and from the truth.",
    ],
    question:
      "Train, then set the friction to 0. The truth swings on now. Whose energy still leaves its value furthest?",
    answers: {
      baseline: "the plain network's",
      "dissipative-hnn": "the dissipative HNN's",
      hnn: "the HNN's",
    },
    replies: {
      baseline:
        "The plain network's: it has learned friction and swing as one, and cannot leave one of them away. The dissipative HNN can, and swings on with the truth; the HNN never had any friction, not even where it was wanted.",
      "dissipative-hnn":
        "The dissipative HNN's: it has not told friction from the rest yet. Longer training helps.",
      hnn: "The HNN's: it had to explain by an energy that stays a motion that loses it, and has learned a wrong one. The plain network comes to rest as if nothing had changed. Only the dissipative HNN swings on with the truth.",
    },
    further:
      "Try next: friction 2, and the two parts of the field below the phase portrait. Does ∇D point where the brake pulls?",
    measure: "Set the friction slider to 0 first.",
  },
  velocities: {
    title: "Without momenta",
    paragraphs: [
      "A camera sees positions and velocities. Hamilton's equations want momenta, and near the speed of light p is no multiple of q̇. For (q, q̇) there is no Hamiltonian whose gradient gives the motion: the HNN has a law, and the wrong one.",
      "The Lagrangian network learns L(q, q̇) instead. The Euler–Lagrange equation makes an acceleration of it, in any coordinates, and q̇ ∂L/∂q̇ − L is an energy that it keeps.",
    ],
    question: "Train, and look at the test loss. Who has learned the motion worst?",
    answers: {
      hnn: "the HNN",
      baseline: "the plain network",
      lnn: "the Lagrangian network",
    },
    replies: {
      hnn: "The HNN: its law asks for momenta, and more training does not help it.",
      baseline: "Here it is the plain network: it has not learned enough yet.",
      lnn: "Here it is the Lagrangian network: it needs more steps than the others.",
    },
    further:
      "Try next: under Data, Coordinates, choose momenta, and train again. Who is worst now?",
  },
};

/** Friction that can be changed after training, and the field in its two parts. */
export const frictionText = {
  title: "Friction, changed afterwards",
  help: "The truth and the dissipative HNN change at once, without new training; the others have learned friction and motion as one.",
  factor: "Friction",
  times: (factor: string) => `× ${factor}`,
  words: (factor: string) => `${factor} times the friction of the data`,
  asLearned: "as in the data",
  without: "none",
  partsTitle: "The field in two parts",
  partsHelp:
    "Helmholtz: a field is what goes round on the levels of H and keeps the energy (J∇H), and what goes down and takes it (∇D). Arrows in each picture have their own scale.",
  partOf: { conservative: "keeps the energy: J∇H", dissipative: "takes it: ∇D" },
  partAlt: (of: { who: string; part: string; share: string }) =>
    `${of.who}, the part that ${of.part}. Its arrows are on average ${of.share} of the whole field's.`,
  partEmpty: (who: string) => `${who}: not trained yet.`,
  untrained: "untrained",
} as const;

/** What the views on chaos and on reversibility have in common. */
export const studyText = {
  compute: "Compute",
  computeHelp: "Compute for the truth and every trained network",
  stop: "Stop",
  stopHelp: "Stop at once; what was found stays",
  progress: "Progress",
  computing: (who: string) => `Computing: ${who} …`,
  done: (who: string) => `Done: ${who}.`,
  stopped: "Stopped; what was found so far is shown.",
  failed: (who: string, reason: string) => `${who}: ${sentence(reason)}`,
  untrained: "untrained: press Train below",
  unsolved: "not solved: press Solve below",
  waiting: "not computed yet: press Compute",
  asOf: (step: string) => `at step ${step}`,
  outdatedSolution: "of an earlier solution",
  outdated: (step: string, now: string) => `of step ${step}, the network is now at ${now}`,
  timeAxis: (unit: string) => (unit ? `time t (${unit}, log scale)` : "time t (log scale)"),
  lastValue: (who: string, value: string) => `${who}: ${value} at the end.`,
  noValues: "Nothing computed yet.",
} as const;

export const chaosText = {
  intro:
    "Each colour is one orbit, marked wherever it crosses the section. A regular orbit draws a curve; a chaotic one scatters over an area. All orbits start at the same energy and at the same points in every panel.",
  controls: "Orbits",
  energy: "Energy E of the orbits",
  energyHelp:
    "Energy, by the true H, at which every orbit starts. The higher, the more orbits are chaotic.",
  presets: "Energies to try",
  orbits: "Number of orbits",
  orbitsHelp: "Spread over the section; the same for the truth and the networks.",
  duration: "Time to follow each",
  durationHelp: "Longer times give more crossings, and tell regular from chaotic more surely.",
  sectionTitle: (who: string) => who,
  sectionHint: (condition: string) =>
    `Section ${condition}, crossed upwards. The thin line is the border of what the energy allows. Point at an orbit, click it, or choose its number.`,
  sectionAlt: (who: string, crossings: string, orbits: string, energy: string, verdicts: string) =>
    `Poincaré section, ${who}: ${crossings} crossings of ${orbits} orbits at energy ${energy}. ${verdicts}`,
  crossings: (count: string) => (count === "1" ? "1 crossing" : `${count} crossings`),
  outside: (count: string) => `${count} outside the picture`,
  energyOff: (share: string) => `energy error up to ${share}`,
  energyFar: (times: string) => `energy error up to ${times} times its value`,
  lost: (count: string) => `${count} left every bound`,
  choose: "Orbit",
  orbit: (number: string) => `Orbit ${number}`,
  startsAt: (start: string) => `starts at ${start}`,
  table: "Regular or chaotic?",
  tableHelp:
    "λ is the largest Lyapunov exponent: neighbours part as exp(λt). SALI, the smaller alignment index of two deviations, falls to 0 on a chaotic orbit and stays near 1 on a regular one. “Drawn in” means that phase-space volume shrinks towards an attractor, which no Hamiltonian system has.",
  start: "Start",
  verdict: {
    regular: "regular",
    chaotic: "chaotic",
    undecided: "undecided",
    "drawn-in": "drawn in",
    escaped: "escaped",
  },
  agrees: "✓ as the truth",
  differs: "✗ unlike the truth",
  values: (exponent: string, sali: string) => `λ ${exponent}, SALI ${sali}`,
  verdictCount: (count: string, verdict: string) => `${count} ${verdict}`,
  exponentChart: "Lyapunov exponent λ(t), chosen orbit",
  exponentAlt: (orbit: string, parts: string) =>
    `Finite-time Lyapunov exponent of orbit ${orbit} against time, both axes logarithmic. ${parts}`,
  saliChart: "SALI(t), chosen orbit",
  saliAlt: (orbit: string, parts: string) =>
    `Smaller alignment index of orbit ${orbit} against time, both axes logarithmic. ${parts}`,
  path: "One orbit and its energy",
  pathHelp:
    "The trajectory of the experiment, by truth and networks. A network that knows no energy drifts off the energy surface; then its orbit is no orbit of that energy any more.",
  follow: (orbit: string) => `Follow orbit ${orbit}`,
  followAt: (energy: string) => `Orbit at E = ${energy}`,
  pathOf: (who: string) => who,
  pathAlt: (who: string, x: string, y: string, drift: string) =>
    `Path of the ${who}, ${x} against ${y}; its energy departs by up to ${drift}.`,
  energyError: "Energy error |H − H₀| / |H₀| (log scale)",
  energyErrorAlt: (parts: string) => `Relative energy error against time, log scale. ${parts}`,
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
  timeUnknown: "How long training takes is told here once it runs.",
  scheduleNames: { constant: "", "one-cycle": " (one cycle)" } as Record<string, string>,
  allOf: "all",
} as const;

export const reversalText = {
  intro:
    "Out for a time T, and back again by the same equations. The ring is the start, the cross where the way back ends: where they meet, the motion is reversible.",
  controls: "Out and back",
  duration: "Time T out, and back",
  loopAlt: (who: string, gap: string) =>
    `The way out (solid) and back (dashed), ${who}. Distance between start and end: ${gap}.`,
  loopAltEmpty: (who: string) => `The way out and back, ${who}: not computed yet.`,
  out: "out",
  back: "back",
  gapCaption: (gap: string) => `gap ${gap}`,
  gap: "Gap ‖x₀ − Φ₋T(Φ_T(x₀))‖",
  volume: "Volume |det DΦ_T − 1|",
  symplectic: "Symplecticity ‖DΦᵀJDΦ − J‖",
  gapAlt: (parts: string) =>
    `Distance between the start and the end of the way back, against T, log scale. ${parts}`,
  volumeAlt: (parts: string) =>
    `How far the flow is from keeping phase-space volume, against T, log scale. ${parts}`,
  symplecticAlt: (parts: string) =>
    `How far the flow is from keeping the symplectic form, against T, log scale. ${parts}`,
  logScale: (title: string) => `${title}, log scale`,
  atT: (time: string) => `At T = ${time}`,
  againstT: "T",
  numbers: "At the longest T",
  longestT: "T",
  meaning: "What the gap means",
  /** By integrator. */
  integratorNote: {
    splitting:
      "It is time-symmetric: a step back undoes a step forth. Where H separates into kinetic and potential energy it is explicit; for every other field, so for the networks, it is the implicit Störmer–Verlet scheme, solved in each step as far as the field's precision allows. What remains of the gap is that tolerance and round-off, amplified by about exp(λT).",
    implicit:
      "It is time-symmetric: a step back undoes a step forth, as far as its equation is solved in each step. What remains of the gap is that tolerance and round-off, amplified by about exp(λT).",
    fixed:
      "It is not time-symmetric: a step back does not quite undo a step forth. The gap holds the integrator's own error on both ways, also for the truth; a smaller time step shrinks it, and leapfrog, implicit midpoint and Yoshida do without it.",
    adaptive:
      "It chooses its steps by their error, and others on the way back, so it is not time-symmetric. The gap holds what its tolerance lets through on both ways, also for the truth.",
  },
  precision:
    "Networks that train compute in single precision (about 7 digits), the truth and solved networks in double (about 16): that alone makes the gap of the former larger.",
  why: [
    "Any smooth flow can be run backwards: Φ₋T undoes Φ_T, up to integrator error and round-off, which grow by about exp(λT) (λ: the Lyapunov exponent) on the way.",
    "A Hamiltonian flow keeps phase-space volume and the symplectic form exactly: det DΦ_T = 1. The HNN has a Hamiltonian, so its flow does so whatever it has learned; only its integrator can break it.",
    "A plain network has no such law. Where its field contracts, det DΦ_T = exp(∫ div f dt) < 1: many starts end close together, the way back amplifies every error by 1/det, and what rounding has cut off is lost. Where it expands, the same happens on the way out.",
    "So the gap alone does not tell a Hamiltonian field from another: for a while every smooth field comes back. Volume and symplecticity tell them apart.",
    "Time-symmetric integrators: leapfrog (Störmer–Verlet), implicit midpoint, Yoshida. Not symmetric: Euler, Runge–Kutta, Dormand–Prince.",
  ],
} as const;
