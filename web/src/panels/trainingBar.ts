// The training bar: one button that trains and pauses, step, reset, cancel, solve, new seed, undo and redo, and the progress.
// No button moves or changes its width when a label changes, so that a second click hits the same button.

import { button, make, setAttribute, setText } from "../base/dom.js";
import { type Icon, icon } from "../base/icons.js";
import { solveText, text } from "../catalogue/strings.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";
import { formatClock, formatCount, formatNumber, formatPercent } from "../state/format.js";
import type { RunState } from "../state/runState.js";
import { whoLabel } from "./figure.js";

export interface Progress {
  state: RunState;
  /** Of the networks trained step by step. */
  runs: { who: Contestant; step: number; stepsPerSecond: number }[];
  total: number;
  /** Of the solved networks; `end` is 0 before it is known. */
  solves: { who: Contestant; step: number; end: number }[];
  solving: boolean;
  /** ms from the click to the plot; null before it is shown. */
  shownAfter: number | null;
  canUndo?: boolean;
  canRedo?: boolean;
}

export interface TrainingEvents {
  train(): void;
  solve(): void;
  pause(): void;
  step(): void;
  reset(): void;
  newSeed(): void;
  cancel(): void;
  /** Without them the bar has no such buttons. */
  undo?(): void;
  redo?(): void;
}

export class TrainingBar {
  readonly element: HTMLElement;
  /** Trains or pauses; its id is "train" or "pause". */
  private readonly run: HTMLButtonElement;
  private readonly solve: HTMLButtonElement;
  private readonly step: HTMLButtonElement;
  private readonly reset: HTMLButtonElement;
  private readonly newSeed: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly undo: HTMLButtonElement | null;
  private readonly redo: HTMLButtonElement | null;
  private readonly bars = new Map<Contestant, HTMLElement>();
  private readonly progress: HTMLElement;
  private readonly both = make("span", { class: "more" });
  /** As wide as the widest possible label of the button. */
  private readonly widest = make("span", { class: "more reserve", "aria-hidden": "true" });
  private readonly runIcon = make("span", { class: "icon-box", "aria-hidden": "true" });
  private isTraining: boolean | null = null;
  private readonly words = make("span", { id: "progress-text" });
  private readonly rate = make("span", { id: "progress-rate" });
  private readonly solved = make("span", { id: "solve-status", role: "status" });

  constructor(events: TrainingEvents) {
    const act = (id: string, label: string, picture: Icon, help: string, then: () => void) => {
      const element: HTMLButtonElement = button(id, label, picture, help, () => {
        if (isOn(element)) then();
      });
      return element;
    };
    this.run = button("train", text.train, "none", text.trainHelp, () => {});
    this.run.addEventListener("click", (event) => {
      // Ignores the second click of a double click, which would revert the first one.
      if (event.detail > 1 || !isOn(this.run)) return;
      if (this.isTraining) events.pause();
      else events.train();
    });
    this.run.classList.add("run");
    const others = [text.pause, text.resume, text.trainOn].map((label) => reserve(label));
    const labels = make("span", { class: "labels" });
    labels.append(
      make("span", {}, this.run.querySelector(".label"), this.both),
      this.widest,
      ...others,
    );
    this.run.append(this.runIcon, labels);
    this.solve = act("solve", solveText.solve, "solve", solveText.help, events.solve);
    this.step = act("step", text.step, "step", text.stepHelp, events.step);
    this.reset = act("reset", text.reset, "reset", text.resetHelp, events.reset);
    this.newSeed = act("new-seed", text.newSeed, "dice", text.newSeedHelp, events.newSeed);
    this.cancel = act("cancel", text.cancel, "cancel", text.cancelHelp, events.cancel);
    const { undo, redo } = events;
    this.undo = undo ? act("undo", text.undo, "undo", text.undoHelp, undo) : null;
    this.redo = redo ? act("redo", text.redo, "redo", text.redoHelp, redo) : null;
    for (const one of [this.undo, this.redo]) one?.classList.add("icon-only");
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
        make("div", { class: "button-group" }, this.run, this.step, this.reset, this.cancel),
        make("div", { class: "button-group" }, this.solve, this.newSeed, this.undo, this.redo),
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
    this.run.disabled = !ready; // nothing to act on yet
    enable(this.run, working || state !== "stopped");
    enable(this.solve, ready && !solving && !isSolved);
    enable(this.step, ready && !working && state !== "stopped");
    enable(this.reset, ready && (begun || state === "stopped"));
    enable(this.newSeed, ready);
    enable(this.cancel, working || solving || (state === "paused" && done > 0));
    if (this.undo) enable(this.undo, ready && progress.canUndo === true);
    if (this.redo) enable(this.redo, ready && progress.canRedo === true);
    this.showRun(working);
    const isNew = state !== "finished" && state !== "paused" && !working;
    const label = working
      ? text.pause
      : state === "finished"
        ? text.trainOn
        : state === "paused"
          ? text.resume
          : text.train;
    setText(this.run.querySelector(".label") as Element, label);
    setText(this.both, isNew ? text.trainAll(runs.length) : "");
    setAttribute(this.widest, "data-text", text.train + text.trainAll(runs.length));
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

  /** The button's present action. Its element stays, and with it the focus. */
  private showRun(training: boolean) {
    if (training === this.isTraining) return;
    this.isTraining = training;
    this.run.id = training ? "pause" : "train";
    this.run.title = training ? text.pauseHelp : text.trainHelp;
    this.run.classList.toggle("primary", !training);
    this.runIcon.replaceChildren(icon(training ? "pause" : "play"));
  }
}

/** A button that cannot act keeps the focus, so `disabled` is not used. */
function enable(element: HTMLElement, on: boolean) {
  setAttribute(element, "aria-disabled", on ? undefined : "true");
}

function isOn(element: HTMLElement): boolean {
  return element.getAttribute("aria-disabled") !== "true";
}

/** Reserves the width of a label invisibly. */
function reserve(label: string): HTMLElement {
  return make("span", { class: "reserve", "aria-hidden": "true", "data-text": label });
}

function solveWords({ solves, solving, shownAfter }: Progress, isSolved: boolean): string {
  if (solving) {
    const share = Math.min(...solves.map(({ step, end }) => step / (end || 1)));
    return solveText.solving(formatPercent(Math.max(0, Math.min(1, share))));
  }
  if (!isSolved) return "";
  return shownAfter === null ? solveText.solved : solveText.shownAfter(formatCount(shownAfter));
}
