// A chart that is created when it becomes visible: Chart.js is a sixth of everything the page loads, and on a phone the
// charts are far below the first screen. Its script is fetched when the page is idle, so that it is available offline and
// for printing; the chart is created when its canvas approaches the window or is printed.

import { retryNote, whyMissing } from "../base/retry.js";
import type { Scheduler } from "../base/scheduler.js";
import type { Ink } from "../drawing/ink.js";
import { yieldToEventLoop } from "../lab/pause.js";
import { missingWords } from "../state/missingPart.js";
import { offerValues } from "./offerValues.js";

/** Distance from the window at which a canvas counts as near. */
const near = "200px";

export interface Inked {
  setInk(ink: Ink): void;
}

export class LateChart<One extends Inked> {
  private chart: One | null = null;
  private make: ((ink: Ink) => One) | null = null;
  private loading: Promise<void> | null = null;
  private failure: HTMLElement | null = null;
  /** The latest call of each kind; passed to the chart when it has been created. */
  private readonly told = new Map<string, (chart: One) => void>();

  /** `load` resolves to the function that creates the chart; `box` contains the canvas. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly box: HTMLElement,
    private ink: Ink,
    private readonly scheduler: Scheduler,
    private readonly load: () => Promise<(ink: Ink) => One>,
  ) {
    offerValues(canvas);
    const sight = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        sight.disconnect();
        // One chart at a time, yielding to the browser in between.
        void this.scheduler.waitFor(
          this.fetch()
            .then(yieldToEventLoop)
            .then(() => this.come()),
        );
      },
      { rootMargin: near },
    );
    sight.observe(canvas);
    scheduler.idle(() => {
      // The script of a hidden chart is fetched when it is shown.
      if (canvas.getClientRects().length > 0) void scheduler.waitFor(this.fetch());
    });
  }

  /** What the chart shows; a later call of the same kind replaces it. */
  tell(kind: string, act: (chart: One) => void) {
    if (this.chart) act(this.chart);
    else this.told.set(kind, act);
  }

  /** Printing requires the chart even if it was never scrolled into view. */
  setInk(ink: Ink) {
    this.ink = ink;
    if (this.chart) this.chart.setInk(ink);
    else this.come();
  }

  /** Loads once; after a failure it can be tried again, with the button of the message or at the next use. */
  private fetch(): Promise<void> {
    this.loading ??= this.load().then(
      (make) => {
        this.failure?.remove();
        this.failure = null;
        this.make = make;
      },
      (error: Error) => {
        this.loading = null;
        return this.fail(error);
      },
    );
    return this.loading;
  }

  private async fail(error: Error) {
    const words = missingWords(await whyMissing(), error.message);
    const again = () => void this.scheduler.waitFor(this.fetch().then(() => this.come()));
    const note = retryNote(words, words.reloads ? () => location.reload() : again);
    note.classList.add("canvas-hint");
    if (this.failure) this.failure.replaceWith(note);
    else this.box.append(note);
    this.failure = note;
  }

  private come() {
    // Without the script no chart can be created; a disconnected canvas belongs to a disposed lab.
    if (this.chart || !this.make || !this.canvas.isConnected) return;
    const chart = this.make(this.ink);
    this.chart = chart;
    for (const act of this.told.values()) act(chart);
    this.told.clear();
  }
}
