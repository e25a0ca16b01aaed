// Laws of the session, held over random sequences of commands, settled or interleaved, with reloads and a second tab on the
// same storage: real networks on this thread, which do only the allowed number of steps, and a clock that only the test
// advances. So a failure is reproducible; it prints how to repeat it:
//   SESSION_SEED=… SESSION_PATH=… SESSION_REPLAY=… node --import tsx --test tests/web/sessionModel.test.ts
import "./support/storage.js"; // before anything that opens a database
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Command } from "../../web/src/app/session/machine.js";
import { sessionStates, successors } from "../../web/src/app/session/machine.js";
import type { WorkStore } from "../../web/src/app/session/workStore.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import type { Contestant } from "../../web/src/protocol/snapshot.js";
import { solversOf } from "../../web/src/state/experiment.js";
import type { Pin, Slot } from "../../web/src/state/pins.js";
import { settingsFor } from "../../web/src/state/solved.js";
import { parseLink } from "../../web/src/state/url.js";
import { TestSession, tiny } from "./support/session.js";
import { referencePrint, SteppedEngine } from "./support/steppedEngine.js";
import { clearStorage, Locks, newSite, storeOf, TabStorage } from "./support/storage.js";

const { SESSION_RUNS, SESSION_SEED, SESSION_PATH, SESSION_REPLAY } = process.env;
const runs = Number(SESSION_RUNS ?? 12);
const seed = Number(SESSION_SEED ?? 20261130);
const longest = 60; // commands in a sequence
const solveSteps = 1000; // more than any solve takes

/** What the test knows without asking the session. */
interface Model {
  suspended: boolean;
  /** The last word about training was a pause. */
  paused: boolean;
  /** Requested single steps, which a suspended network does nevertheless. */
  single: number;
  crashes: number;
}

const fresh: Model = { suspended: false, paused: true, single: 0, crashes: 0 };

/** The page in one tab, over its reloads. */
class Tab {
  lab!: TestSession;
  /** The work saved by another tab, which was closed. */
  former: Picture | null = null;
  private engine!: SteppedEngine;
  private underWay = 0; // operations of the store, and of the return of saved work

  constructor(
    readonly site: string,
    readonly locks: Locks,
    readonly storage = new TabStorage(),
  ) {}

  /** Opens the page; `whenReady` happens before saved work has been looked for. */
  async load(link: string, whenReady: (lab: TestSession) => void = () => {}) {
    const makeEngine = () => {
      this.engine = new SteppedEngine();
      return this.engine;
    };
    const store = this.counted(storeOf(this.storage, this.locks, this.site));
    this.lab = new TestSession(link, { makeEngine, store });
    void this.lab.session.do({ type: "start" });
    await this.quiet();
    whenReady(this.lab);
    this.underWay++; // its code is loaded where work is found
    void this.lab.autosave.restore().finally(() => {
      this.underWay--;
    });
    await this.quiet();
  }

  private counted(store: WorkStore): WorkStore {
    const counting =
      <Given extends unknown[], Result>(act: (...given: Given) => Promise<Result>) =>
      (...given: Given) => {
        this.underWay++;
        return act.apply(store, given).finally(() => {
          this.underWay--;
        });
      };
    store.save = counting(store.save);
    store.find = counting(store.find);
    store.forget = counting(store.forget);
    return store;
  }

  /** Nothing more happens until networks are allowed another step. */
  async quiet() {
    const { lab } = this;
    const turns = 4; // what is asked for through promises alone comes within two
    for (let still = 0, seen = ""; still < turns; ) {
      lab.scheduler.flush();
      await new Promise((resolve) => setImmediate(resolve));
      const now = `${this.engine?.activity} ${lab.events.length}`;
      still = now === seen && this.underWay === 0 ? still + 1 : 0;
      seen = now;
    }
  }

  /** Sends commands one after the other. */
  async do(...commands: Command[]) {
    for (const command of commands) {
      void this.lab.session.do(command);
      await this.quiet();
    }
  }

  /** Allows every network a number of steps. */
  async allow(steps: number) {
    this.engine.allow(steps);
    await this.quiet();
    this.engine.allow(0);
  }

  steps(of: readonly Contestant[] = this.lab.session.runs.trained): Record<string, number> {
    return Object.fromEntries(of.map((who) => [who, this.lab.step(who)]));
  }

  /** No network trains, and no solve is half done. */
  async rest() {
    for (let i = 0; i < 3 && this.lab.session.state === "solving"; i++)
      await this.allow(solveSteps);
    await this.do({ type: "pause" });
  }

  end() {
    this.lab.end();
  }
}

type Action = fc.AsyncCommand<Model, Tab>;

/** Sends a command without waiting, so that the next one interrupts it. */
class Send implements Action {
  constructor(
    private readonly command: Command,
    private readonly then: (model: Model) => void = () => {},
  ) {}
  check = () => true;
  async run(model: Model, { lab }: Tab) {
    void lab.session.do(this.command);
    this.then(model);
    holds(lab);
  }
  toString = () => JSON.stringify(this.command);
}

/** Lets some time pass, but not all that is required. */
class Pass implements Action {
  constructor(private readonly ms: number) {}
  check = () => true;
  async run(_: Model, { lab }: Tab) {
    lab.scheduler.advance(this.ms);
    await new Promise((resolve) => setImmediate(resolve));
    holds(lab);
  }
  toString = () => `pass ${this.ms} ms`;
}

/** All work is done, except for steps; then the networks are those of the settings. */
class Settle implements Action {
  check = () => true;
  async run(model: Model, tab: Tab) {
    await tab.quiet();
    rests(tab, model);
  }
  toString = () => "settle";
}

/** Networks do some steps; suspended ones do none. */
class Allow implements Action {
  constructor(private readonly steps: number) {}
  check = () => true;
  async run(model: Model, tab: Tab) {
    await tab.quiet();
    const before = { ...tab.steps(), ...tab.steps(tab.lab.session.runs.solved) };
    await tab.allow(this.steps);
    rests(tab, model);
    const after = { ...tab.steps(), ...tab.steps(tab.lab.session.runs.solved) };
    const moved = Object.keys(after).map((who) => after[who]! - (before[who] ?? 0));
    const most = Math.max(0, ...moved);
    if (model.suspended) assert.ok(most <= model.single, `${most} steps while suspended`);
    model.single = Math.max(0, model.single - most);
    if (model.paused && tab.lab.session.state !== "solving")
      assert.deepEqual(tab.steps(), pick(before, tab), "steps while paused");
  }
  toString = () => `allow ${this.steps} steps`;
}

const pick = (steps: Record<string, number>, tab: Tab) =>
  Object.fromEntries(tab.lab.session.runs.trained.map((who) => [who, steps[who]]));

/** Training proceeds as far as it is allowed; a suspension and a pause stop it. */
class Train implements Action {
  constructor(private readonly halt: "suspend" | "pause" | null) {}
  check = () => true;
  async run(model: Model, tab: Tab) {
    await tab.rest();
    const { runs } = tab.lab.session;
    await tab.do({ type: "train" });
    trains(model);
    if (runs.state === "stopped") return;
    const before = tab.steps();
    const total = runs.total;
    await tab.allow(6);
    const due = (more: number) =>
      Object.fromEntries(
        Object.entries(before).map(([who, step]) => [
          who,
          step >= total ? step : Math.min(total, step + more),
        ]),
      );
    assert.deepEqual(tab.steps(), due(6), "trains");
    if (this.halt) {
      await tab.do({ type: this.halt });
      await tab.allow(5);
      assert.deepEqual(tab.steps(), due(6), `trains after ${this.halt}`);
      const wasFinished = runs.state === "finished";
      await tab.do({ type: this.halt === "suspend" ? "resume" : "train" });
      if (wasFinished) return;
      await tab.allow(4);
      assert.deepEqual(tab.steps(), due(10), `goes on after ${this.halt}`);
    }
    rests(tab, model);
  }
  toString = () => `train${this.halt ? `, ${this.halt}, and go on` : ""}`;
}

/** Undo after a change restores the state before it, and redo the state after it. */
class ThereAndBack implements Action {
  constructor(private readonly change: Command) {}
  check = (model: Readonly<Model>) => !model.suspended;
  async run(model: Model, tab: Tab) {
    const { lab } = tab;
    await tab.rest();
    if (lab.session.runs.learned.length === 0) {
      await tab.do({ type: "train" });
      await tab.allow(7);
      await tab.rest();
    }
    model.paused = true;
    const before = picture(tab);
    const entries = lab.session.history.length;
    await tab.do(this.change);
    if (lab.session.history.length === entries) return; // it changed nothing, or was refused
    await tab.allow(solveSteps); // of what is solved again
    await tab.do({ type: "pause" });
    const after = picture(tab);
    await tab.do({ type: "undo" });
    same(picture(tab), before, `undo of ${this}`);
    await tab.do({ type: "redo" });
    same(picture(tab), after, `redo of ${this}`);
    await tab.do({ type: "undo" });
    same(picture(tab), before, `undo of the redone ${this}`);
    rests(tab, model);
  }
  toString = () => `there and back: ${JSON.stringify(this.change)}`;
}

/** All the way back, and forward again through the same experiments. */
class WholeHistory implements Action {
  check = (model: Readonly<Model>) => !model.suspended;
  async run(model: Model, tab: Tab) {
    await tab.rest();
    model.paused = true;
    const seen = [picture(tab)];
    while (tab.lab.session.history.canUndo && seen.length < 4) {
      await tab.do({ type: "undo" });
      seen.push(picture(tab));
    }
    for (const there of seen.slice(0, -1).reverse()) {
      await tab.do({ type: "redo" });
      same(picture(tab), there, "redo of the whole history");
    }
    rests(tab, model);
  }
  toString = () => "the whole history, back and forth";
}

class Crash implements Action {
  constructor(private readonly who: Contestant) {}
  check = ({ crashes }: Readonly<Model>) => crashes < 2; // a third one is not restarted
  async run(model: Model, { lab }: Tab) {
    if (lab.session.state === "opening" || lab.session.runs.failed.has(this.who)) return;
    model.crashes++;
    lab.engine?.simulateCrash(this.who);
    holds(lab);
  }
  toString = () => `crash of ${this.who}`;
}

/** A worker that dies in training is replaced, and its network goes on from the last checkpoint. */
class CrashInTraining implements Action {
  check = ({ crashes }: Readonly<Model>) => crashes < 2;
  async run(model: Model, tab: Tab) {
    await tab.rest();
    const { runs } = tab.lab.session;
    await tab.do({ type: "train" });
    trains(model);
    if (runs.state === "stopped" || !runs.trained.includes("hnn")) return;
    const before = tab.lab.step();
    await tab.allow(3);
    model.crashes++;
    tab.lab.engine?.simulateCrash("hnn");
    await tab.quiet();
    if (runs.failed.has("hnn")) return; // it had just been started
    const isOver = before + 3 >= runs.total; // then its last model was saved
    await tab.allow(8);
    const wanted = isOver ? Math.max(before, runs.total) : Math.min(runs.total, before + 8);
    assert.equal(tab.lab.step(), wanted, "goes on after a crash");
    rests(tab, model);
  }
  toString = () => "train over a crash";
}

class PinRun implements Action {
  check = () => true;
  async run(model: Model, tab: Tab) {
    await tab.rest(); // the run has been saved without it
    model.paused = true;
    const { pins } = tab.lab;
    pins.set([...pins.pins, pinOf(tab.lab)].slice(-2));
  }
  toString = () => "pin";
}

/** The page is loaded again in its tab: with its own link, or with a bare one. */
class Reload implements Action {
  constructor(private readonly bare: boolean) {}
  check = () => true;
  async run(model: Model, tab: Tab) {
    await tab.rest();
    const { runs } = tab.lab.session;
    const isSaved = runs.learned.length > 0;
    const before = picture(tab);
    const { pins } = tab.lab.pins;
    const { link } = tab.lab;
    tab.end();
    await tab.quiet();
    await tab.load(this.bare ? "" : link);
    Object.assign(model, fresh);
    if (isSaved) {
      same(picture(tab), before, "after a reload");
      assert.deepEqual(tab.lab.pins.pins.map(named), pins.map(named), "pins after a reload");
    }
    rests(tab, model);
  }
  toString = () => `reload${this.bare ? " without a link" : ""}`;
}

/** Saved work is offered, and takes the place of nothing, where the visitor has pressed Train before it was found. */
class HurriedReload implements Action {
  check = () => true;
  async run(model: Model, tab: Tab) {
    await tab.rest();
    const { link } = tab.lab;
    const isSaved = tab.lab.session.runs.learned.length > 0;
    tab.end();
    await tab.quiet();
    await tab.load(link, ({ session }) => void session.do({ type: "train" }));
    Object.assign(model, fresh, { paused: false });
    const { runs } = tab.lab.session;
    assert.ok(
      Object.values(tab.steps()).every((step) => step === 0),
      "restored over training",
    );
    if (isSaved) assert.ok(tab.lab.savedNotice?.action, "saved work is not offered");
    await tab.allow(3);
    for (const step of Object.values(tab.steps())) assert.equal(step, Math.min(3, runs.total));
    rests(tab, model);
  }
  toString = () => "reload, and train before saved work was found";
}

/** A second tab gets a copy of the newest work, trains it, saves it in its own slot, and is closed. */
class OtherTab implements Action {
  check = () => true;
  async run(model: Model, tab: Tab) {
    await tab.rest();
    model.paused = true;
    const isSaved = tab.lab.session.runs.learned.length > 0;
    const before = picture(tab);
    const other = new Tab(tab.site, tab.locks);
    await other.load("");
    const found = picture(other);
    const isOfFormer = tab.former !== null && isDeepStrictEqual(found, tab.former);
    if (isSaved && !isOfFormer) same(found, before, "a copy in another tab");
    await other.do({ type: "train" });
    await other.allow(3);
    await other.rest();
    rests(other, fresh);
    tab.former = picture(other);
    other.end();
    same(picture(tab), before, "after another tab was closed");
  }
  toString = () => "another tab";
}

interface Picture {
  settings: object;
  contestants: string;
  solvedWidth: number;
  total: number;
  networks: Record<string, object>;
}

/** The state that undo, redo and a reload must restore. An untrained network is at its beginning. */
function picture({ lab }: Tab): Picture {
  const { experiment, runs } = lab.session;
  const { contestants, solvedWidth } = experiment.view;
  const networks = Object.entries(lab.networks).filter(
    ([who]) => !runs.failed.has(who as Contestant),
  );
  const learned = networks.map(([who, network]) => [
    who,
    runs.hasLearned(who as Contestant) ? network : { step: 0 },
  ]);
  return {
    ...{ settings: experiment.settings, contestants, solvedWidth, total: runs.total },
    networks: Object.fromEntries(learned),
  };
}

/** A network whose worker could not be started in one of them is no one's fault. */
function same(found: Picture, wanted: Picture, what: string) {
  const inBoth = (of: Picture, other: Picture) => ({
    ...of,
    networks: Object.fromEntries(
      Object.entries(of.networks).filter(([who]) => other.networks[who]),
    ),
  });
  assert.deepEqual(inBoth(found, wanted), inBoth(wanted, found), what);
}

function pinOf({ pins, session }: TestSession): Pin {
  const runs: Pin["runs"] = {};
  for (const who of session.runs.learned) {
    const { step, generation, curve, testLoss, fingerprint } = session.runs.latest[who]!;
    runs[who] = {
      ...{ step, generation, curve, testLoss, fingerprint, seconds: 0, solvedAtOnce: false },
      ...{ metrics: null, path: null, studies: {} },
    };
  }
  const slots: Slot[] = [0, 1, 2];
  const slot = slots.find((one) => pins.pins.every((pin) => pin.slot !== one)) ?? 0;
  const { settings } = session.inForce;
  const place = settings.system;
  return { slot, name: `run ${slot}`, hidden: false, place, pathKey: "", settings, runs };
}

const named = ({ slot, name, runs }: Pin) => [
  slot,
  name,
  Object.entries(runs).map(([who, run]) => [who, run.step, run.fingerprint]),
];

/** Laws at every moment. */
function holds(lab: TestSession) {
  const { session, states } = lab;
  assert.ok(sessionStates.includes(session.state));
  states.forEach((state, i) => {
    const next = states[i + 1];
    if (next) assert.ok(successors[state].includes(next), `${state} → ${next}`);
  });
  assert.deepEqual(lab.defects, []);
}

/** Laws when nothing is left to do but steps. */
function rests({ lab }: Tab, model: Model) {
  holds(lab);
  const { session } = lab;
  const { experiment, inForce, runs, state } = session;
  assert.ok(!["reopening", "opening", "failed"].includes(state), state);
  if (model.suspended) assert.equal(state, "suspended");
  if (model.paused) assert.notEqual(state, "training");
  const mayWork = state === "training" || state === "solving";
  if (!mayWork && lab.engine?.busy === false) assert.equal(lab.scheduler.pending, 0);
  if (model.suspended || !mayWork)
    for (const who of runs.enabled) assert.notEqual(runs.latest[who]?.state, "training", who);
  // The networks are open with what the controls show …
  assert.deepEqual(inForce.settings, experiment.settings);
  assert.deepEqual(inForce.view.contestants, experiment.view.contestants);
  assert.equal(inForce.view.solvedWidth, experiment.view.solvedWidth);
  // … and are what these settings come to after so many steps, whatever has happened on the way.
  for (const who of runs.enabled) {
    if (runs.failed.has(who)) continue;
    const { step = -1, fingerprint } = runs.latest[who] ?? {};
    const wanted = referencePrint(settingsFor(catalogue, inForce, who), step);
    assert.equal(fingerprint, wanted, `${who} at step ${step}`);
  }
}

const setting = (key: "noise" | "seed" | "steps", value: number): Command => ({
  type: "change",
  intent: { type: "change-setting", key, value },
});
const optional = (on: boolean): Command => ({
  type: "take-part",
  contestants: ["second-order"],
  on,
});
const solvers = (on: boolean): Command => ({
  type: "take-part",
  contestants: solversOf(catalogue),
  on,
});
const changes: Command[] = [
  setting("noise", 0.2),
  setting("noise", 0.1),
  setting("seed", 3),
  { type: "change", intent: { type: "change-parameter", index: 0, value: 2 } },
  // Not "choose-system", whose settings take longer to train.
  {
    type: "change",
    intent: {
      type: "restore",
      experiment: parseLink(catalogue, `${tiny}&system=spring`).experiment,
    },
  },
  { type: "change", intent: { type: "change-setting", key: "coordinates", value: "velocities" } },
  { type: "change", intent: { type: "change-view", key: "solvedWidth", value: 5 } },
  { type: "change", intent: { type: "change-setting", key: "sampling", value: "elm" } },
  { type: "change", intent: { type: "change-setting", key: "cutoff", value: 1e-20 } }, // refused
  ...[optional(true), optional(false), solvers(true), solvers(false)],
  { type: "reset", as: "reset" },
];
const looks: Command[] = [
  { type: "change", intent: { type: "change-view", key: "energyKind", value: "kinetic" } },
  { type: "change", intent: { type: "move-start", index: 0, value: 1 } },
];

const trains = (model: Model) => {
  model.suspended = false;
  model.paused = false;
};
const steps = (model: Model) => {
  model.paused = false;
  model.single++;
};
const sent = (command: Command, then?: (model: Model) => void) =>
  fc.constant(new Send(command, then));
/** Sent without waiting, so that the next command comes in the middle. */
const sends = fc.oneof(
  sent({ type: "train" }, trains),
  sent({ type: "pause" }, (model) => {
    model.paused = true;
  }),
  sent({ type: "step" }, steps),
  sent({ type: "solve" }, (model) => {
    model.suspended = false;
  }),
  sent({ type: "cancel" }),
  sent({ type: "undo" }),
  sent({ type: "redo" }),
  sent(setting("steps", 20)),
  sent(setting("steps", 1_000_000)),
  sent({ type: "suspend" }, (model) => {
    model.suspended = true;
  }),
  sent({ type: "resume" }, (model) => {
    model.suspended = false;
  }),
  fc.constantFrom(...changes).map((command) => new Send(command)),
  fc.constantFrom(...looks).map((command) => new Send(command)),
  fc.constantFrom(0, 20, 100, 500).map((ms) => new Pass(ms)),
);
const halts = ["suspend", "pause", null] as const;
const actions: fc.Arbitrary<Action>[] = [
  ...[sends, sends, sends, sends, sends],
  fc.constant(new Settle()),
  fc.constantFrom(1, 5, 30).map((steps) => new Allow(steps)),
  fc.constantFrom(...halts).map((halt) => new Train(halt)),
  fc.constantFrom(...halts).map((halt) => new Train(halt)),
  fc.constantFrom(...changes).map((command) => new ThereAndBack(command)),
  fc.constant(new WholeHistory()),
  fc.constantFrom("hnn" as const, "baseline" as const).map((who) => new Crash(who)),
  fc.constant(new CrashInTraining()),
  fc.constant(new PinRun()),
  fc.boolean().map((bare) => new Reload(bare)),
  fc.constant(new HurriedReload()),
  fc.constant(new OtherTab()),
];

test("keeps its laws over random sequences of commands", { timeout: 300_000 }, async () => {
  // Without a bias towards short sequences, in which little has been learned.
  const sequences = fc.noBias(
    fc.commands(actions, {
      maxCommands: longest,
      size: "max",
      ...(SESSION_REPLAY && { replayPath: SESSION_REPLAY }),
    }),
  );
  const ends = fc.constantFrom(30, 1_000_000); // steps of a run: soon over, or never
  await fc.assert(
    fc.asyncProperty(ends, sequences, async (steps, commands) => {
      await clearStorage();
      const tab = new Tab(newSite(), new Locks());
      await tab.load(tiny.replace("steps=12", `steps=${steps}`));
      const model = { ...fresh };
      try {
        await fc.asyncModelRun(() => ({ model, real: tab }), commands);
        await new Settle().run(model, tab);
      } finally {
        tab.end();
      }
      // After the end nothing happens any more.
      const { lab } = tab;
      const { length } = lab.events;
      await tab.quiet();
      assert.equal(lab.events.length, length);
      assert.equal(lab.session.state, "disposed");
    }),
    {
      numRuns: runs,
      seed,
      ...(SESSION_PATH && { path: SESSION_PATH }),
      includeErrorInReport: true,
    },
  );
});
