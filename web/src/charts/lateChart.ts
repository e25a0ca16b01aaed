// A chart that comes when it is seen: Chart.js is a sixth of all that the page loads, takes its time, and on a phone the
// charts lie far below the first sight. Its script is fetched when the page has nothing else to do, so that a lost network
// and paper find it there; the chart is made when its canvas comes near the window, or is printed.

import { isOffline, retryNote } from "../base/retry.js";
import type { Scheduler } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";
import type { Ink } from "../drawing/ink.js";
import { giveWay } from "../lab/pause.js";
import { offerValues } from "./offerValues.js";

/** How far outside the window a canvas is near. */
const near = "200px";

export interface Inked {
  setInk(ink: Ink): void;
}

export class LateChart<One extends Inked> {
  private chart: One | null = null;
  private make: ((ink: Ink) => One) | null = null;
  private loading: Promise<void> | null = null;
  private failure: HTMLElement | null = null;
  /** Of each kind the latest; the chart hears it all when it is there. */
  private readonly told = new Map<string, (chart: One) => void>();

  /** `load` resolves to what makes the chart; `box` holds the canvas. */
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
        // One chart at a time, with the browser's own work in between.
        void this.scheduler.waitFor(
          this.fetch()
            .then(giveWay)
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

  /** What the chart shows; another of the same kind takes its place. */
  tell(kind: string, act: (chart: One) => void) {
    if (this.chart) act(this.chart);
    else this.told.set(kind, act);
  }

  /** Paper asks for its colours, too, and gets a chart that nobody has seen yet. */
  setInk(ink: Ink) {
    this.ink = ink;
    if (this.chart) this.chart.setInk(ink);
    else this.come();
  }

  /** Loads once; after a failure it can be asked again, by the button that says so or by the next time. */
  private fetch(): Promise<void> {
    this.loading ??= this.load().then(
      (make) => {
        this.failure?.remove();
        this.failure = null;
        this.make = make;
      },
      (error: Error) => {
        this.loading = null;
        this.fail(error);
      },
    );
    return this.loading;
  }

  private fail(error: Error) {
    const message = isOffline() ? text.viewOffline : text.viewMissing(error.message);
    const again = () => void this.scheduler.waitFor(this.fetch().then(() => this.come()));
    const note = retryNote({ message, action: text.tryAgain }, again);
    note.classList.add("canvas-hint");
    if (this.failure) this.failure.replaceWith(note);
    else this.box.append(note);
    this.failure = note;
  }

  private come() {
    // Without a script there is nothing to make; without a page the lab around it has been disposed of.
    if (this.chart || !this.make || !this.canvas.isConnected) return;
    const chart = this.make(this.ink);
    this.chart = chart;
    for (const act of this.told.values()) act(chart);
    this.told.clear();
  }
}
