// The only use of wall time in the page: every frame, delay, throttle and debounce goes through a Scheduler. It
// counts pending work, so that the page can report when it is settled, and tests advance its time themselves.

/** Cancels the task; has no effect if it has already run. */
export type Cancel = () => void;

/**
 * "work": the result is not shown yet; it counts as pending. "last": the same, but it waits until no other work is
 * pending. "background": animations, notices that expire, measurements of the device; they may continue while the page
 * is settled.
 */
export type Kind = "work" | "last" | "background";

export interface Scheduler {
  /** ms since a fixed moment; monotonic. */
  now(): number;
  /** Runs `act` before the next paint; in a hidden tab, which is not painted, after a short delay. */
  frame(act: (now: number) => void, kind?: Kind): Cancel;
  /** Runs `act` after `ms` milliseconds. */
  after(ms: number, act: () => void, kind?: Kind): Cancel;
  /** Runs `act` when the browser is idle, after two seconds at the latest. */
  idle(act: () => void, kind?: Kind): Cancel;
  /** Counts a promise as work until it settles; returns it. */
  waitFor<T>(promise: Promise<T>): Promise<T>;
  /** Number of pending pieces of work. */
  readonly pending: number;
  /** No work is pending but "last" work. */
  readonly isQuiet: boolean;
  /** Calls `act` whenever `pending` has become zero or is no longer zero. */
  onPendingChange(act: () => void): Cancel;
}

/** Counts work, for both kinds of schedulers. */
export class Counter {
  pending = 0;
  private last = 0;
  private readonly listeners = new Set<() => void>();

  /** Adds one piece of work; the returned function removes it (later calls have no effect). */
  add(kind: Kind): () => void {
    if (kind === "background") return () => {};
    this.change(1, kind);
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      this.change(-1, kind);
    };
  }

  get isQuiet(): boolean {
    return this.pending === this.last;
  }

  waitFor<T>(promise: Promise<T>): Promise<T> {
    const done = this.add("work");
    promise.then(done, done);
    return promise;
  }

  listen(act: () => void): Cancel {
    this.listeners.add(act);
    return () => this.listeners.delete(act);
  }

  private change(by: 1 | -1, kind: Kind) {
    const before = this.pending;
    this.pending += by;
    if (kind === "last") this.last += by;
    if (before === 0 || this.pending === 0) for (const act of [...this.listeners]) act();
  }
}

const frameLength = 16; // ms

export interface ManualScheduler extends Scheduler {
  /** Lets `ms` pass: runs due tasks, including those they schedule, in order of time. */
  advance(ms: number): void;
  /** Lets time pass until no scheduled work is left; background tasks run when they are due. */
  flush(): void;
  /**
   * Lets time pass until the next task is due and runs what is due then: without `end` only while work is scheduled, with
   * `end` no further than that. The caller lets promises settle between two calls, so that what a task has resolved goes on
   * at its time and not after all that is scheduled.
   */
  tick(end?: number): void;
  /** The same, but also lets promises settle in between, until nothing is pending. */
  settle(): Promise<void>;
}

const mostRounds = 10_000; // of flush and settle; more indicates work that never ends

/** Time that passes only when a test advances it. */
export function manualScheduler(): ManualScheduler {
  const counter = new Counter();
  let time = 0;
  let order = 0;
  const tasks = new Map<number, { at: number; kind: Kind; run: () => void }>();
  const add = (ms: number, act: () => void, kind: Kind): Cancel => {
    const done = counter.add(kind);
    const id = order++;
    const run = () => {
      tasks.delete(id);
      try {
        act();
      } finally {
        done();
      }
    };
    tasks.set(id, { at: time + Math.max(0, ms), kind, run });
    return () => {
      tasks.delete(id);
      done();
    };
  };
  /** The next due task; of tasks due at the same time, the one scheduled first. */
  const next = () =>
    [...tasks.entries()].sort(([i, a], [j, b]) => a.at - b.at || i - j).map(([, task]) => task)[0];
  const hasWork = () =>
    [...tasks.values()].some(({ kind }) => kind === "work" || (kind === "last" && counter.isQuiet));
  const advance = (ms: number) => {
    const end = time + ms;
    for (let task = next(); task && task.at <= end; task = next()) {
      time = Math.max(time, task.at);
      task.run();
    }
    time = end;
  };
  const flush = () => {
    for (let round = 0; hasWork(); round++) {
      if (round > mostRounds) throw new Error("manualScheduler: the work never ends");
      const task = next();
      if (task) advance(Math.max(0, task.at - time));
    }
  };
  const tick = (end = Number.POSITIVE_INFINITY) => {
    if (end === Number.POSITIVE_INFINITY && !hasWork()) return;
    advance(Math.max(0, Math.min(next()?.at ?? end, end) - time));
  };
  return {
    now: () => time,
    frame: (act, kind = "work") => add(frameLength, () => act(time), kind),
    after: (ms, act, kind = "work") => add(ms, act, kind),
    idle: (act, kind = "work") => add(0, act, kind),
    waitFor: (promise) => counter.waitFor(promise),
    get pending() {
      return counter.pending;
    },
    get isQuiet() {
      return counter.isQuiet;
    },
    onPendingChange: (act) => counter.listen(act),
    advance,
    flush,
    tick,
    async settle() {
      // After a macrotask all callbacks of settled promises have run, and messages of a local engine have arrived.
      const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));
      for (let round = 0; ; round++) {
        flush();
        await breathe();
        if (counter.pending === 0) return;
        if (round > mostRounds) throw new Error("manualScheduler: the page never settles");
      }
    },
  };
}

/** A scheduler, or a function that returns it: for class fields that are initialised before the constructor runs. */
type Given = Scheduler | (() => Scheduler);

const from = (given: Given): Scheduler => (typeof given === "function" ? given() : given);

/** Runs `act` once, `wait` ms after the last call. */
export function debounce<Arguments extends unknown[]>(
  given: Given,
  wait: number,
  act: (...given: Arguments) => void,
  kind: Kind = "work",
) {
  let stop: Cancel | null = null;
  const call = (...latest: Arguments) => {
    // Add the new task before removing the old one, so that `pending` does not become zero in between.
    const before = stop;
    stop = from(given).after(
      wait,
      () => {
        stop = null;
        act(...latest);
      },
      kind,
    );
    before?.();
  };
  call.cancel = () => {
    stop?.();
    stop = null;
  };
  return Object.defineProperty(call, "isWaiting", { get: () => stop !== null }) as typeof call & {
    readonly isWaiting: boolean;
  };
}

/** Runs `act` at most every `wait` ms, always with the latest call. */
export function throttle<Arguments extends unknown[]>(
  given: Given,
  wait: number,
  act: (...given: Arguments) => void,
  kind: Kind = "work",
) {
  let stop: Cancel | null = null;
  let latest: Arguments;
  let last = Number.NEGATIVE_INFINITY;
  const call = (...now: Arguments) => {
    const scheduler = from(given);
    latest = now;
    stop ??= scheduler.after(
      Math.max(0, last + wait - scheduler.now()),
      () => {
        stop = null;
        last = scheduler.now();
        act(...latest);
      },
      kind,
    );
  };
  call.cancel = () => {
    stop?.();
    stop = null;
  };
  return call;
}

/**
 * Runs `act` with the latest call, `quiet` ms after it and when no other work is pending, but every `most` ms while that
 * does not happen (networks train): what is read aloud does not change under a listener, and is there when the page rests.
 */
export function paced<Arguments extends unknown[]>(
  given: Given,
  { quiet, most }: { quiet: number; most: number },
  act: (...given: Arguments) => void,
) {
  let stop: Cancel | null = null;
  let first = 0;
  return (...latest: Arguments) => {
    const scheduler = from(given);
    if (!stop) first = scheduler.now();
    const look = () => {
      if (!scheduler.isQuiet && scheduler.now() < first + most) return wait();
      stop = null;
      act(...latest);
    };
    const wait = () => {
      const ms = Math.max(0, Math.min(quiet, first + most - scheduler.now()));
      stop = scheduler.after(ms, look, "last");
    };
    const before = stop;
    wait();
    before?.();
  };
}

/** Resolves after the next paint. */
export function painted(scheduler: Scheduler): Promise<void> {
  return new Promise((resolve) => {
    scheduler.frame(() => scheduler.after(0, resolve));
  });
}
