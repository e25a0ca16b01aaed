// Starts and stops the studies of a view, and shows their progress.

import { button, make, setAttribute, setText } from "../base/dom.js";
import { studyText } from "../catalogue/strings.later.js";

export interface StudyProgress {
  canCompute: boolean;
  isRunning: boolean;
  /** 0 … 1 */
  progress: number;
  /** Changes rarely: it is read aloud. */
  status: string;
}

export class StudyBar {
  readonly element: HTMLElement;
  private readonly compute: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly progress: HTMLProgressElement;
  private readonly status: HTMLElement;

  constructor(prefix: string, events: { compute(): void; stop(): void }) {
    const act = (element: HTMLButtonElement, then: () => void) => () => {
      if (element.getAttribute("aria-disabled") !== "true") then();
    };
    const { compute, computeHelp, stop, stopHelp } = studyText;
    this.compute = button(`${prefix}-compute`, compute, "play", computeHelp, () =>
      act(this.compute, events.compute)(),
    );
    this.stop = button(`${prefix}-stop`, stop, "cancel", stopHelp, () =>
      act(this.stop, events.stop)(),
    );
    this.progress = make("progress", {
      id: `${prefix}-progress`,
      max: 1,
      value: 0,
      "aria-label": studyText.progress,
    });
    this.status = make("p", { id: `${prefix}-status`, class: "small", role: "status" });
    this.element = make(
      "div",
      { class: "study-bar" },
      make("div", { class: "buttons" }, this.compute, this.stop),
      this.progress,
      this.status,
    );
  }

  /** Buttons that cannot act keep the focus, so `disabled` is not used. */
  show({ canCompute, isRunning, progress, status }: StudyProgress) {
    setAttribute(this.compute, "aria-disabled", canCompute ? undefined : "true");
    setAttribute(this.stop, "aria-disabled", isRunning ? undefined : "true");
    this.progress.value = progress;
    setText(this.status, status);
  }
}
