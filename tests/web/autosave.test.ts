// The work across reloads, on a session in node: what is saved, when, and what comes back. Each test names a fault that the
// page had, or could have.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Pin } from "../../web/src/state/pins.js";
import { TestSession, tiny } from "./support/session.js";
import { clearStorage, Locks, newSite, storeOf, TabStorage } from "./support/storage.js"; // before anything with a database

beforeEach(clearStorage);

/** The page in one tab, over its reloads. */
class Visits {
  private readonly site = newSite();
  private readonly locks = new Locks();
  private readonly tab = new TabStorage();
  isAway = false;

  async open(link: string): Promise<TestSession> {
    const page = this.make(link);
    await page.start();
    return page;
  }

  make(link: string): TestSession {
    const store = storeOf(this.tab, this.locks, this.site);
    return new TestSession(link, { store, isAway: () => this.isAway });
  }

  /** As when the tab is closed, or loaded again. */
  async leave(page: TestSession) {
    page.end();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async reload(page: TestSession, link = page.link): Promise<TestSession> {
    await this.leave(page);
    return this.open(link);
  }
}

const print = ({ session }: TestSession) =>
  (["hnn", "baseline"] as const).map((who) => session.runs.latest[who]?.fingerprint);

test("goes on saving after a restore, an undo and a run that was trained on", async () => {
  // A restored run had no seconds of training (NaN), and the comparison with them never said yes again.
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  const second = await visits.reload(first);
  assert.equal(second.step(), 12);
  await second.do({ type: "train" });
  assert.equal(second.step(), 24);
  const third = await visits.reload(second);
  assert.equal(third.step(), 24);
  await third.do(third.set("noise", 0.25), { type: "undo" }, { type: "train" });
  assert.equal(third.step(), 36);
  const prints = print(third);
  const fourth = await visits.reload(third);
  assert.deepEqual([fourth.step(), print(fourth)], [36, prints]);
  const { curve } = fourth.session.runs.latest.hnn!;
  assert.deepEqual([curve.step[0], curve.step.at(-1)], [1, 36]);
  fourth.end();
});

test("brings the work back after the view, the energy or the start were changed", async () => {
  // Links were compared as text, and the saved one left the look out.
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  const prints = print(first);
  await first.do(
    first.change({ type: "change-view", key: "energyKind", value: "kinetic" }),
    first.change({ type: "move-start", index: 0, value: 1 }),
    first.change({ type: "open-view", view: "reversal" }),
  );
  const second = await visits.reload(first);
  assert.deepEqual(print(second), prints);
  const { view } = second.session.experiment;
  assert.deepEqual([view.energyKind, view.x0[0], view.view], ["kinetic", 1, "reversal"]);
  second.end();
});

test("brings the work back when its link names another theme or overlay", async () => {
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  const prints = print(first);
  const second = await visits.reload(first, `${first.link}&theme=dark&overlay=truth`);
  assert.deepEqual(print(second), prints);
  assert.equal(second.session.experiment.view.theme, "dark");
  second.end();
});

test("does not restore saved work over a training that begins while it is being looked for", async () => {
  // The database answers after the networks are ready; who has pressed Train by then lost what was trained.
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" }, { type: "train" });
  assert.equal(first.step(), 24);
  const prints = print(first);
  await visits.leave(first);
  const second = visits.make(first.link);
  void second.session.do({ type: "start" });
  await second.settle();
  const looking = second.autosave.restore();
  void second.session.do({ type: "train" });
  await looking;
  await second.settle();
  assert.equal(second.step(), 12);
  const { action } = second.savedNotice ?? {};
  assert.ok(action, "the saved work is not offered");
  action.act();
  await second.settle();
  assert.deepEqual([second.step(), print(second)], [24, prints]);
  second.end();
});

test("does not save over old work before it has been looked for", async () => {
  // Pressing Train right after a reload saved the new run in the place of the one that was about to be offered.
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" }, { type: "train" });
  await visits.leave(first);
  const second = visits.make(`${tiny}&noise=0.3`);
  void second.session.do({ type: "start" });
  await second.settle();
  await second.do({ type: "train" });
  await second.autosave.save();
  await second.autosave.restore();
  second.savedNotice?.action?.act();
  await second.settle();
  assert.equal(second.step(), 24);
  second.end();
});

test("a save in the middle of a change stores networks with the settings they were trained with", async () => {
  // It ran beside the jobs, between the new settings and the new networks: old weights lay under the new link.
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  const prints = print(first);
  void first.session.do(first.set("seed", 3));
  void first.autosave.save();
  await first.settle();
  await visits.leave(first);
  const second = await visits.open("");
  assert.deepEqual([second.settings.seed, print(second)], [0, prints]);
  second.end();
});

test("says in words that the disk is full, once, keeps what was saved, and takes it back when there is room", async () => {
  const visits = new Visits();
  const page = await visits.open(tiny);
  await page.do({ type: "train" });
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  try {
    await page.do({ type: "train" });
    const said = page.savedNotice;
    assert.match(said?.message ?? "", /full/i);
    await page.do(page.change({ type: "change-view", key: "energyKind", value: "kinetic" }));
    assert.equal(page.savedNotice, said); // not once more
    assert.equal(page.step(), 24); // the page itself goes on, and is settled: it does not try again and again
    await visits.leave(page);
    const copy = await visits.open(tiny);
    assert.equal(copy.step(), 12);
    await copy.do({ type: "train" });
    assert.match(copy.savedNotice?.message ?? "", /full/i);
    IDBObjectStore.prototype.put = put;
    await copy.do({ type: "train" });
    assert.equal(copy.savedNotice, null);
    copy.end();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
});

test("a short run, a run that was only solved, and their pins come back", async () => {
  // Only what had trained for five seconds was kept, and nothing of networks that are solved.
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "solve" });
  const [solver] = first.session.runs.solved;
  assert.ok(solver);
  const solved = first.session.runs.latest[solver]?.fingerprint;
  const { curve, fingerprint, step, testLoss } = first.session.runs.latest[solver]!;
  const run = { step, testLoss, fingerprint, curve, generation: 1, seconds: 0, solvedAtOnce: true };
  const pin: Pin = {
    ...{ slot: 0, name: "solved", hidden: false, place: "pendulum", pathKey: "" },
    settings: first.settings,
    runs: { [solver]: { ...run, metrics: null, path: null, studies: {} } },
  };
  first.pins.set([pin]);
  await first.settle();
  const second = await visits.reload(first);
  assert.equal(second.session.runs.latest[solver]?.fingerprint, solved);
  assert.deepEqual(
    second.pins.pins.map(({ name }) => name),
    ["solved"],
  );
  second.end();
});

test("saves nothing of a lesson in the place of the visitor's own work", async () => {
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  visits.isAway = true;
  await first.do(first.set("noise", 0.25), { type: "train" });
  visits.isAway = false;
  const second = await visits.reload(first, "");
  assert.deepEqual([second.settings.noise, second.step()], [0.1, 12]);
  second.end();
});

test("starting over forgets the saved work, and one undo leads back to it", async () => {
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  const prints = print(first);
  const second = await visits.reload(first);
  second.savedNotice?.action?.act();
  await second.settle();
  assert.equal(second.step(), 0);
  await second.do({ type: "undo" });
  assert.deepEqual(print(second), prints);
  second.end();
});

test("brings pins and networks back behind an undo when settings were changed before a reload", async () => {
  // The tab's own change was taken for a link to another experiment: pins, networks and undo were gone after the reload.
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  const prints = print(first);
  const { noise } = first.settings;
  const { curve, fingerprint, step, testLoss } = first.session.runs.latest.hnn!;
  const run = {
    step,
    testLoss,
    fingerprint,
    curve,
    generation: 1,
    seconds: 0,
    solvedAtOnce: false,
  };
  const pin: Pin = {
    ...{ slot: 0, name: "pinned", hidden: false, place: "pendulum", pathKey: "" },
    settings: first.settings,
    runs: { hnn: { ...run, metrics: null, path: null, studies: {} } },
  };
  first.pins.set([pin]);
  await first.settle();
  await first.do(first.set("noise", 0.25));
  const second = await visits.reload(first);
  assert.deepEqual([second.settings.noise, second.step()], [0.25, 0]);
  assert.equal(second.pins.pins[0]?.name, "pinned");
  await second.do({ type: "undo" });
  assert.deepEqual([second.settings.noise, print(second)], [noise, prints]);
  second.end();
});

test("keeps an interrupted session beside what is trained after a link to another experiment", async () => {
  // Training on the link's experiment wrote over the work that was offered as "still saved".
  const visits = new Visits();
  const first = await visits.open(tiny);
  await first.do({ type: "train" });
  const prints = print(first);
  const other = tiny.replace("hidden=4", "hidden=5");
  const second = await visits.reload(first, other);
  assert.match(second.savedNotice?.message ?? "", /earlier session/);
  await second.do({ type: "train" });
  const trained = print(second);
  const third = await visits.reload(second);
  assert.deepEqual(print(third), trained);
  assert.match(third.savedNotice?.message ?? "", /earlier session/);
  third.savedNotice?.action?.act();
  await third.settle();
  assert.deepEqual(print(third), prints);
  await third.do({ type: "undo" });
  assert.deepEqual(print(third), trained, "what was trained in between is not lost either");
  third.end();
});
