// The scheduler of a page: the only place of it that reads wall time.

import { type Cancel, Counter, type Kind, type Scheduler } from "./scheduler.js";

const hiddenFrame = 100; // ms; requestAnimationFrame does not fire in a hidden tab
const longestIdle = 2000; // ms
const insteadOfIdle = 200; // ms; WebKit has no requestIdleCallback, and charts that wait for it came two seconds late there

/** Real time: requestAnimationFrame, setTimeout, requestIdleCallback. */
export function browserScheduler(): Scheduler {
  const counter = new Counter();
  /** Counts until `act` has run or has been cancelled. */
  const counted = (kind: Kind, start: (run: () => void) => Cancel, act: () => void): Cancel => {
    const done = counter.add(kind);
    const stop = start(() => {
      try {
        act();
      } finally {
        done();
      }
    });
    return () => {
      stop();
      done();
    };
  };
  const timer = (ms: number) => (run: () => void) => {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  };
  const paint = (run: () => void): Cancel => {
    // A tab may be hidden while it waits for a frame, so a timer replaces the frame.
    let stopTimer: Cancel = () => {};
    const id = requestAnimationFrame(() => {
      stopTimer();
      document.removeEventListener("visibilitychange", changed);
      run();
    });
    const stop = () => {
      cancelAnimationFrame(id);
      stopTimer();
      document.removeEventListener("visibilitychange", changed);
    };
    const changed = () => {
      stopTimer();
      if (document.hidden)
        stopTimer = timer(hiddenFrame)(() => {
          stop();
          run();
        });
    };
    document.addEventListener("visibilitychange", changed);
    changed();
    return stop;
  };
  const quiet = (run: () => void): Cancel => {
    if (!("requestIdleCallback" in window)) return timer(insteadOfIdle)(run);
    const id = window.requestIdleCallback(run, { timeout: longestIdle });
    return () => window.cancelIdleCallback(id);
  };
  const now = () => performance.now();
  return {
    now,
    frame: (act, kind = "work") => counted(kind, paint, () => act(now())),
    after: (ms, act, kind = "work") => counted(kind, timer(ms), act),
    idle: (act, kind = "work") => counted(kind, quiet, act),
    waitFor: (promise) => counter.waitFor(promise),
    get pending() {
      return counter.pending;
    },
    get isQuiet() {
      return counter.isQuiet;
    },
    onPendingChange: (act) => counter.listen(act),
  };
}
