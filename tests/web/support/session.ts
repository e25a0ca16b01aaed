// A session in node: the real engine on this thread, tiny networks, and a clock that only moves when a test says so.

import type { SessionNotice } from "../../../web/src/app/session/announce.js";
import type { LabEvent, SessionEvent } from "../../../web/src/app/session/events.js";
import type { Command, SessionState } from "../../../web/src/app/session/machine.js";
import { Session } from "../../../web/src/app/session/session.js";
import { type ManualScheduler, manualScheduler } from "../../../web/src/base/scheduler.js";
import { catalogue } from "../../../web/src/catalogue/catalogue.js";
import type { EngineClient } from "../../../web/src/engine/engineClient.js";
import { createLocalEngine } from "../../../web/src/engine/localEngine.js";
import type { Contestant } from "../../../web/src/protocol/snapshot.js";
import type { Experiment, Intent } from "../../../web/src/state/experiment.js";
import { parseLink } from "../../../web/src/state/url.js";

export const tiny = "?v=1&hidden=4&trajectories=3&points=5&steps=12&solvedWidth=6&duration=1";

export class TestSession {
  readonly scheduler: ManualScheduler = manualScheduler();
  readonly events: SessionEvent[] = [];
  readonly heard: LabEvent[] = [];
  readonly defects: unknown[] = [];
  readonly notices = new Map<string, SessionNotice>();
  /** Every state that an event found. */
  readonly states: SessionState[] = [];
  readonly session: Session;
  engine: EngineClient | null = null;

  constructor(link = tiny, options: { makeEngine?: () => EngineClient } = {}) {
    const { makeEngine = createLocalEngine } = options;
    this.session = new Session({
      catalogue,
      scheduler: this.scheduler,
      experiment: parseLink(catalogue, link).experiment,
      createEngine: () => {
        this.engine = makeEngine();
        return this.engine;
      },
      onEvent: (event) => this.receive(event),
      needs: () => ({ paths: false, grids: false }),
      wantsMetrics: () => false,
    });
    this.states.push(this.session.state);
  }

  private receive(event: SessionEvent) {
    this.events.push(event);
    // The constructor of a session may tell something before it returns.
    const state = this.session?.state;
    if (state && state !== this.states.at(-1)) this.states.push(state);
    switch (event.type) {
      case "notice":
        this.notices.set(event.notice.kind, event.notice);
        break;
      case "notice-over":
        this.notices.delete(event.kind);
        break;
      case "host":
        this.heard.push(event.event);
        break;
      case "defect":
        this.defects.push(event.error);
        break;
      case "changed":
      case "experiment":
      case "failed":
        break;
      default:
        event satisfies never;
    }
  }

  /** Carries commands out one after the other, each settled before the next. */
  async do(...commands: Command[]) {
    for (const command of commands) {
      void this.session.do(command);
      await this.settle();
    }
  }

  change(intent: Intent): Command {
    return { type: "change", intent };
  }

  set(key: "noise" | "seed" | "steps" | "system", value: number | string): Command {
    return key === "system"
      ? this.change({ type: "choose-system", system: String(value) })
      : this.change({ type: "change-setting", key, value });
  }

  async settle() {
    await this.scheduler.settle();
  }

  step(who: Contestant = "hnn"): number {
    return this.session.runs.step(who);
  }

  /** What of the networks undo must bring back. */
  get networks() {
    const { runs } = this.session;
    return Object.fromEntries(
      runs.enabled.map((who) => {
        const latest = runs.latest[who];
        return [
          who,
          {
            step: latest?.step,
            fingerprint: latest?.fingerprint,
            curve: latest && [...latest.curve.step, ...latest.curve.train, ...latest.curve.test],
          },
        ];
      }),
    );
  }

  get settings(): Experiment["settings"] {
    return this.session.experiment.settings;
  }

  said(kind = "run"): string {
    return this.notices.get(kind)?.message ?? "";
  }

  end() {
    void this.session.do({ type: "dispose" });
  }
}

/** A session whose first networks are open. */
export async function opened(
  link = tiny,
  options: ConstructorParameters<typeof TestSession>[1] = {},
) {
  const test = new TestSession(link, options);
  void test.session.do({ type: "start" });
  await test.settle();
  return test;
}
