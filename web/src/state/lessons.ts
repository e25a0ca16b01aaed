// The guided tour: one entry is one lesson. Its texts are in the table of strings, under its id; an entry contains the
// experiment it begins with, and computes the correct answer from the visitor's own measurements. Pure.
import { type Facts, largest } from "./facts.js";

export type LessonId =
  | "drift"
  | "energy"
  | "orbits"
  | "chaos"
  | "reversal"
  | "friction"
  | "velocities";

export interface Lesson {
  id: LessonId;
  /** The experiment, as a link; small enough to be trained in well under a minute. */
  link: string;
  /** The correct answer according to the measurements; null before there are any. */
  right(facts: Facts): string | null;
}

const both = ["hnn", "baseline"] as const;
/** A value counts as clearly smaller if the other is this many times as large. */
const clearly = 1.5;
/** A network that classifies this many orbits correctly can distinguish regular from chaotic motion. */
const mostOrbits = 0.7;

export const lessons: readonly Lesson[] = [
  {
    id: "drift",
    link: "?v=1&hidden=64,64&steps=600&overlay=truth",
    right: ({ drift }) => {
      const worst = largest(drift, both);
      if (!worst) return null;
      const ratio = (drift.baseline as number) / (drift.hnn as number);
      return ratio > clearly ? "baseline" : ratio < 1 / clearly ? "hnn" : "alike";
    },
  },
  {
    id: "energy",
    link: "?v=1&hidden=64,64&steps=600&seed=1",
    right: ({ drift, testLoss }) => {
      if (!largest(drift, both) || !largest(testLoss, both)) return null;
      const ratio = (of: Facts["drift"]) =>
        Math.abs(Math.log((of.baseline as number) / (of.hnn as number)));
      return ratio(drift) > ratio(testLoss) ? "drift" : "loss";
    },
  },
  {
    id: "orbits",
    link: "?v=1&system=two-body&view=orbits&hidden=64,64&trajectories=100&steps=800",
    right: ({ change }) => {
      if (!change) return null;
      const kinds = ["kinetic", "potential", "total"] as const;
      return [...kinds].sort((a, b) => change[a] - change[b])[0] ?? null;
    },
  },
  {
    id: "chaos",
    link: "?v=1&system=henon-heiles&view=chaos&hidden=64,64&trajectories=60&points=100&steps=600",
    right: ({ agreeing, orbits }) => {
      const { hnn } = agreeing;
      if (hnn === undefined || orbits === 0) return null;
      return hnn / orbits >= mostOrbits ? "most" : hnn / orbits >= 1 - mostOrbits ? "some" : "few";
    },
  },
  {
    id: "reversal",
    link: "?v=1&view=reversal&hidden=64,64&steps=600",
    right: ({ gap }) => largest(gap, ["truth", ...both]),
  },
  {
    id: "friction",
    link: "?v=1&system=damped-spring&hidden=64,64&steps=1000&overlay=dissipative-hnn",
    right: ({ drift, friction }) =>
      friction === 0 ? largest(drift, [...both, "dissipative-hnn"]) : null,
  },
  {
    id: "velocities",
    link: "?v=1&system=relativistic-particle&hidden=64,64&steps=800&overlay=lnn",
    right: ({ testLoss }) => largest(testLoss, [...both, "lnn"]),
  },
];
