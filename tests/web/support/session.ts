// A session in node: the real engine on this thread, tiny networks, and a clock that only moves when a test says so.

import type { SessionNotice } from "../../../web/src/app/session/announce.js";
import { Autosave } from "../../../web/src/app/session/autosave.js";
import type { LabEvent, SessionEvent } from "../../../web/src/app/session/events.js";
import type { Command, SessionState } from "../../../web/src/app/session/machine.js";
import type { AutosaveNotice } from "../../../web/src/app/session/returning.js";
import { Session } from "../../../web/src/app/session/session.js";
import type { WorkStore } from "../../../web/src/app/session/workStore.js";
import { type ManualScheduler, manualScheduler } from "../../../web/src/base/scheduler.js";
import { catalogue } from "../../../web/src/catalogue/catalogue.js";
import type { EngineClient } from "../../../web/src/engine/engineClient.js";
import { createLocalEngine } from "../../../web/src/engine/localEngine.js";
import type { Contestant } from "../../../web/src/protocol/snapshot.js";
import type { Experiment, Intent } from "../../../web/src/state/experiment.js";
import type { Pin } from "../../../web/src/state/pins.js";
import { parseLink, printLink } from "../../../web/src/state/url.js";

export const tiny = "?v=1&hidden=4&trajectories=3&points=5&steps=12&solvedWidth=6&duration=1";

export interface TestOptions {
  makeEngine?: () => EngineClient;
  store?: WorkStore | null;
  /** A lesson's networks are on show. */
  isAway?: () => boolean;
}

export class TestSession {
  readonly scheduler: ManualScheduler = manualScheduler();
  readonly events: SessionEvent[] = [];
  readonly heard: LabEvent[] = [];
  readonly defects: unknown[] = [];
  readonly notices = new Map<string, SessionNotice>();
  /** Every state that an event found. */
  readonly states: SessionState[] = [];
  readonly session: Session;
  /** Saves as the page does: after every change. */
  readonly autosave: Autosave;
  readonly pins: { pins: readonly Pin[]; set(pins: readonly Pin[]): void } = {
    pins: [],
    set: (pins) => {
      this.pins.pins = pins;
      this.saveSoon();
    },
  };
  /** What autosave says at present. */
  savedNotice: AutosaveNotice | null = null;
  engine: EngineClient | null = null;
  private readonly store: WorkStore | null;

  constructor(
    private readonly address = tiny,
    options: TestOptions = {},
  ) {
    const { makeEngine = createLocalEngine, store = null } = options;
    this.store = store;
    this.session = new Session({
      catalogue,
      scheduler: this.scheduler,
      experiment: parseLink(catalogue, address).experiment,
      createEngine: () => {
        this.engine = makeEngine();
        return this.engine;
      },
      onEvent: (event) => this.receive(event),
      needs: () => ({ paths: false, grids: false }),
      wantsMetrics: () => false,
    });
    this.autosave = new Autosave({
      ...{ catalogue, session: this.session, scheduler: this.scheduler, store, pins: this.pins },
      isAway: () => options.isAway?.() ?? false,
      readLink: () => this.address,
      say: (notice) => {
        this.savedNotice = notice;
      },
      hush: () => {
        this.savedNotice = null;
      },
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
        this.saveSoon();
        break;
      case "experiment":
      case "failed":
        break;
      default:
        event satisfies never;
    }
  }

  private saveSoon() {
    if (!this.autosave) return;
    const { runs } = this.session;
    if (runs.state === "training") this.autosave.sometimes();
    else if (runs.ready) this.autosave.soon();
  }

  /** As the page does when it is opened. */
  async start() {
    void this.session.do({ type: "start" });
    await this.settle();
    await this.autosave.restore();
    await this.settle();
  }

  /** What the address bar says. */
  get link(): string {
    return printLink(catalogue, this.session.experiment);
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
    this.autosave.cancel();
    void this.session.do({ type: "dispose" });
    this.store?.close();
  }
}

/** A session whose first networks are open. */
export async function opened(link = tiny, options: TestOptions = {}) {
  const test = new TestSession(link, options);
  void test.session.do({ type: "start" });
  await test.settle();
  return test;
}
