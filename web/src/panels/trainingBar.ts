// The bar that runs the show: train, pause, step, reset, new seed, cancel, and how far it is.

import { button, make, setAttribute, setText } from "../base/dom.js";
import { solveText, text } from "../catalogue/strings.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";
import { formatClock, formatCount, formatNumber, formatPercent } from "../state/format.js";
import { whoLabel } from "./figure.js";

export type RunState =
  | "loading"
  | "idle"
  | "training"
  | "paused"
  | "finished"
  | "stopped"
  | "fault";

export interface Progress {
  state: RunState;
  /** Of the networks that learn step by step. */
  runs: { who: Contestant; step: number; stepsPerSecond: number }[];
  total: number;
  /** Of those that are solved at once; `end` is 0 before it is known. */
  solves: { who: Contestant; step: number; end: number }[];
  solving: boolean;
  /** ms from the click to the picture; null before it is shown. */
  shownAfter: number | null;
}

export interface TrainingEvents {
  train(): void;
  solve(): void;
  pause(): void;
  step(): void;
  reset(): void;
  newSeed(): void;
  cancel(): void;
}

export class TrainingBar {
  readonly element: HTMLElement;
  private readonly train: HTMLButtonElement;
  private readonly solve: HTMLButtonElement;
  private readonly pause: HTMLButtonElement;
  private readonly step: HTMLButtonElement;
  private readonly reset: HTMLButtonElement;
  private readonly newSeed: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly bars = new Map<Contestant, HTMLElement>();
  private readonly progress: HTMLElement;
  private readonly both = make("span", { class: "more" });
  private readonly words = make("span", { id: "progress-text" });
  private readonly rate = make("span", { id: "progress-rate" });
  private readonly solved = make("span", { id: "solve-status", role: "status" });

  constructor(events: TrainingEvents) {
    this.train = button("train", text.train, "play", text.trainHelp, events.train);
    this.solve = button("solve", solveText.solve, "solve", solveText.help, events.solve);
    this.pause = button("pause", text.pause, "pause", text.pauseHelp, events.pause);
    this.step = button("step", text.step, "step", text.stepHelp, events.step);
    this.reset = button("reset", text.reset, "reset", text.resetHelp, events.reset);
    this.newSeed = button("new-seed", text.newSeed, "dice", text.newSeedHelp, events.newSeed);
    this.cancel = button("cancel", text.cancel, "cancel", text.cancelHelp, events.cancel);
    this.train.classList.add("primary");
    this.train.append(this.both);
    for (const who of contestants) this.bars.set(who, make("span", { class: `bar ${who}` }));
    this.progress = make(
      "div",
      { id: "progress", role: "progressbar", "aria-label": text.progress, "aria-valuemin": 0 },
      ...this.bars.values(),
    );
    this.element = make(
      "section",
      { class: "training-bar", "aria-label": text.training },
      make(
        "div",
        { class: "buttons" },
        this.train,
        this.solve,
        this.pause,
        this.step,
        this.reset,
        this.newSeed,
        this.cancel,
      ),
      make(
        "div",
        { class: "progress" },
        this.progress,
        make("p", { class: "progress-words" }, this.words, this.rate, this.solved),
      ),
    );
  }

  show(progress: Progress) {
    const { state, runs, total, solves, solving } = progress;
    const working = state === "training";
    const ready = state !== "loading" && state !== "fault";
    const steps = runs.map(({ step }) => step);
    const done = Math.max(0, ...steps);
    const isSolved = solves.length > 0 && solves.every(({ step, end }) => step > 0 && step >= end);
    const begun = done > 0 || solves.some(({ step }) => step > 0);
    this.enable(this.train, ready && !working && state !== "stopped");
    this.enable(this.solve, ready && !solving && !isSolved);
    this.enable(this.pause, working);
    this.enable(this.step, ready && !working && state !== "stopped");
    this.enable(this.reset, ready && (begun || state === "stopped"));
    this.enable(this.newSeed, ready);
    this.enable(this.cancel, working || solving || (state === "paused" && done > 0));
    const trainLabel =
      state === "finished" ? text.trainOn : state === "paused" ? text.resume : text.train;
    setText(this.train.querySelector(".label") as Element, trainLabel);
    setText(this.both, text.trainAll(runs.length));
    this.both.hidden = trainLabel !== text.train || working;
    for (const [who, bar] of this.bars) {
      const run = runs.find((one) => one.who === who);
      const solve = solves.find((one) => one.who === who);
      bar.hidden = !run && !solve?.step;
      const share = run ? run.step / Math.max(1, total) : (solve?.step ?? 0) / (solve?.end || 1);
      bar.style.width = `${Math.min(100, 100 * share)}%`;
    }
    setText(this.solved, solveWords(progress, isSolved));
    setAttribute(this.progress, "aria-valuemax", total);
    setAttribute(this.progress, "aria-valuenow", Math.min(total, ...steps));
    const words = text.progressText(
      runs.map(({ who, step }) => `${whoLabel(who, true)} ${formatCount(step)}`).join(" · "),
      formatCount(total),
    );
    setAttribute(this.progress, "aria-valuetext", words);
    setText(this.words, done > 0 || working ? words : text.state[state]);
    setText(this.rate, working ? this.rateText(runs, total) : done > 0 ? text.state[state] : "");
  }

  private rateText(runs: Progress["runs"], total: number): string {
    const working = runs.filter(({ step }) => step < total);
    const left = Math.max(
      0,
      ...working.map(({ step, stepsPerSecond }) => (total - step) / stepsPerSecond),
    );
    const slowest = Math.min(...working.map(({ stepsPerSecond }) => stepsPerSecond));
    if (!(slowest > 0) || !Number.isFinite(slowest)) return text.state.training;
    const speed = text.stepsPerSecond(
      slowest >= 10 ? formatCount(slowest) : formatNumber(slowest, 2),
    );
    return Number.isFinite(left)
      ? `${speed} · ${text.timeLeft(formatClock(Math.ceil(left)))}`
      : speed;
  }

  /** A button whose time has passed hands the focus on: Train to Pause and back. */
  private enable(element: HTMLButtonElement, on: boolean) {
    if (element.disabled === !on) return;
    const hadFocus = element.matches(":focus");
    element.disabled = !on;
    if (!on && hadFocus) {
      const next = [this.pause, this.train, this.newSeed].find(
        (other) => other !== element && !other.disabled,
      );
      next?.focus({ preventScroll: true });
    }
  }
}

function solveWords({ solves, solving, shownAfter }: Progress, isSolved: boolean): string {
  if (solving) {
    const share = Math.min(...solves.map(({ step, end }) => step / (end || 1)));
    return solveText.solving(formatPercent(Math.max(0, Math.min(1, share))));
  }
  if (!isSolved) return "";
  return shownAfter === null ? solveText.solved : solveText.shownAfter(formatCount(shownAfter));
}
