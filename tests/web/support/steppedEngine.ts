// The real engine on this thread, with networks that do only as many steps as a test allows: a run of a million steps stays
// where it is, and what happens in its middle is the same each time. No wall clock takes part.

import { EngineClient } from "../../../web/src/engine/engineClient.js";
import { createLab } from "../../../web/src/lab/index.js";
import type { Lab } from "../../../web/src/lab/lab.js";
import type { PhaseSpaceRun } from "../../../web/src/lab/phaseSpaceRun.js";
import type { Reply, Request } from "../../../web/src/protocol/messages.js";
import type { Settings } from "../../../web/src/protocol/settings.js";
import type { Contestant } from "../../../web/src/protocol/snapshot.js";
import { ContestantHost } from "../../../web/src/worker/host.js";

const lab = await createLab();
const mostStepsOfSlice = 4;
const sliceTime = 50; // ms, so that each slice is due for a snapshot

export class SteppedEngine extends EngineClient {
  /** Counts messages and slices: as long as it stands still, nothing happens. */
  activity: number;
  private readonly hosts: Set<SteppedHost>;

  constructor() {
    const hosts = new Set<SteppedHost>();
    const noted = () => {
      this.activity++;
    };
    super((contestant, listener) => {
      const host = new SteppedHost(contestant, noted, (reply) => listener.reply(reply));
      hosts.add(host);
      host.post({ type: "start", contestant, module: null, lock: null });
      return {
        post: (request) => host.post(request),
        terminate() {
          hosts.delete(host);
          host.end();
        },
      };
    });
    this.activity = 0;
    this.hosts = hosts;
  }

  /** Every network may do up to so many steps from now on. */
  allow(steps: number) {
    for (const host of this.hosts) host.allow(steps);
  }
}

class SteppedHost {
  private allowed = 0;
  private time = 0;
  private isMessageWaiting = false;
  private goOn: (() => void) | null = null;
  private isOver = false;
  private readonly host: ContestantHost;

  constructor(
    readonly contestant: Contestant,
    private readonly noted: () => void,
    reply: (reply: Reply) => void,
  ) {
    const late = (given: Reply) => {
      const copy = structuredClone(given);
      this.noted();
      queueMicrotask(() => this.isOver || reply(copy));
    };
    const timing = { now: () => this.time, yieldToEventLoop: () => this.turn() };
    this.host = new ContestantHost(late, async () => this.lab(), timing);
  }

  post(request: Request) {
    const copy = structuredClone(request);
    this.noted();
    queueMicrotask(() => {
      this.isMessageWaiting = true;
      this.host.receive(copy);
      this.wake();
    });
  }

  allow(steps: number) {
    this.allowed = steps;
    if (steps > 0) this.wake();
  }

  end() {
    this.isOver = true;
    this.host.close();
  }

  private wake() {
    const { goOn } = this;
    this.goOn = null;
    if (!goOn) return;
    this.noted();
    setImmediate(goOn);
  }

  /** Between two slices: goes on for a message, or where steps are allowed. */
  private turn(): Promise<void> {
    return new Promise((resolve) => {
      this.goOn = resolve;
      if (!this.isMessageWaiting && this.allowed === 0) return;
      this.isMessageWaiting = false;
      this.wake();
    });
  }

  /** One lab for all, whose runs keep to the allowed steps. */
  private lab(): Lab {
    const kept = {
      get catalogue() {
        return lab.catalogue;
      },
      session: (...given: Parameters<Lab["session"]>) => this.bound(lab.session(...given)),
      load: (...given: Parameters<Lab["load"]>) => this.bound(lab.load(...given)),
      restore: (...given: Parameters<Lab["restore"]>) => this.bound(lab.restore(...given)),
    };
    return kept as unknown as Lab;
  }

  private bound(run: PhaseSpaceRun): PhaseSpaceRun {
    const advance = run.advance.bind(run);
    let last: ReturnType<PhaseSpaceRun["advance"]> | null = null;
    run.stepsWithin = (_, limit) => Math.min(limit, mostStepsOfSlice, this.allowed);
    run.advance = (steps, measure) => {
      const none = { trainLoss: Number.NaN, testLoss: Number.NaN, stopped: "" };
      if (steps === 0) return { ...(last ?? none), step: run.step };
      this.allowed -= steps;
      this.time += sliceTime;
      this.noted();
      last = advance(steps, measure);
      return last;
    };
    return run;
  }
}

const references = new Map<string, { run: PhaseSpaceRun; prints: Map<number, string> }>();

/** The fingerprint that a network of these settings has after so many steps, trained without any session. */
export function referencePrint(settings: Settings, step: number): string {
  // Where a run ends does not matter on the way, with a constant rate.
  const key = JSON.stringify({
    ...settings,
    steps: settings.schedule === "constant" ? 0 : settings.steps,
  });
  let known = references.get(key);
  if (!known) {
    const run = lab.session({ ...settings });
    known = { run, prints: new Map([[0, run.fingerprint]]) };
    references.set(key, known);
  }
  const { run, prints } = known;
  if (!prints.has(step)) {
    if (run.step > step) run.reset();
    if (run.step < step) run.advance(step - run.step, false);
    prints.set(step, run.fingerprint);
  }
  return prints.get(step)!;
}
