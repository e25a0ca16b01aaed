// Where saved work lies: tabs, copies of the site, a full disk, interrupted writes, and what earlier versions left behind.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createStore, get, keys, set } from "idb-keyval";
import type { Work } from "../../web/src/app/session/work.js";
import { defaultsFor } from "../../web/src/catalogue/catalogue.js";
import { createLab } from "../../web/src/lab/index.js";
import { TestSession } from "./support/session.js";
import { clearStorage, Locks, newSite, storeOf, TabStorage } from "./support/storage.js";

beforeEach(clearStorage);

const none = new Float64Array(0);
const workWith = (link: string): Work => ({
  ...{ link, measured: null, total: 12, pins: [] },
  networks: {
    hnn: {
      weights: [],
      optimizer: { step: 12, firstMoment: none, secondMoment: none },
      curve: { step: none, train: none, test: none, seconds: none },
      fingerprint: "f",
    },
  },
});
const linkOf = async (store: ReturnType<typeof storeOf>) => (await store.find())?.work.link;

/** Their tabs are closed, and the browser has released their locks. */
async function closed(...stores: ReturnType<typeof storeOf>[]) {
  for (const store of stores) store.close();
  await new Promise((resolve) => setImmediate(resolve));
}

/** Every write fails, as it does when the browser has no room left. */
async function withFullDisk(act: () => Promise<void>) {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  try {
    await act();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
}

test("two open tabs never write over each other's work, and each finds its own after a reload", async () => {
  // All tabs shared one entry, so that the last to save took the others' place.
  const [site, locks] = [newSite(), new Locks()];
  const [first, second] = [new TabStorage(), new TabStorage()];
  const one = storeOf(first, locks, site);
  const two = storeOf(second, locks, site);
  await one.save(workWith("?one"));
  await two.save(workWith("?two"));
  await closed(one, two);
  assert.equal(await linkOf(storeOf(first, locks, site)), "?one");
  assert.equal(await linkOf(storeOf(second, locks, site)), "?two");
});

test("a new tab is given the newest work, and knows whether its tab is still open", async () => {
  const [site, locks] = [newSite(), new Locks()];
  const one = storeOf(new TabStorage(), locks, site);
  await one.save(workWith("?one"));
  const two = storeOf(new TabStorage(), locks, site);
  const copy = await two.find();
  assert.deepEqual([copy?.work.link, copy?.ofOtherTab], ["?one", true]);
  await closed(one);
  const found = await storeOf(new TabStorage(), locks, site).find();
  assert.deepEqual([found?.work.link, found?.ofOtherTab], ["?one", false]);
});

test("a duplicated tab saves in a slot of its own", async () => {
  // It is opened with a copy of the tab's storage, and so with the name of its slot.
  const [site, locks, tab] = [newSite(), new Locks(), new TabStorage()];
  const one = storeOf(tab, locks, site);
  await one.save(workWith("?one"));
  const copied = tab.copy();
  const two = storeOf(copied, locks, site);
  assert.equal((await two.find())?.ofOtherTab, true);
  await two.save(workWith("?two"));
  assert.equal(await linkOf(one), "?one");
});

test("copies of the site under two paths of one origin do not see each other's work", async () => {
  const locks = new Locks();
  const tab = new TabStorage();
  const one = storeOf(tab, locks, "/teaching/");
  await one.save(workWith("?one"));
  const two = storeOf(tab, locks, "/teaching/old/");
  assert.equal(await two.find(), null);
  await two.save(workWith("?two"));
  await two.forget();
  assert.equal(await linkOf(one), "?one");
});

test("a save on a full disk rejects, and the work that was saved before stays", async () => {
  const [site, locks, tab] = [newSite(), new Locks(), new TabStorage()];
  const store = storeOf(tab, locks, site);
  await store.save(workWith("?before"));
  await withFullDisk(() =>
    assert.rejects(store.save(workWith("?after")), { name: "QuotaExceededError" }),
  );
  assert.equal(await linkOf(store), "?before");
  await store.save(workWith("?after"));
  assert.equal(await linkOf(store), "?after");
});

test("a write that is interrupted leaves the work that was saved before", async () => {
  // The tab is closed while the transaction is under way.
  const [site, locks, tab] = [newSite(), new Locks(), new TabStorage()];
  const store = storeOf(tab, locks, site);
  await store.save(workWith("?before"));
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given) {
    const request = put.apply(this, given);
    this.transaction.abort();
    return request;
  };
  await assert.rejects(store.save(workWith("?after")));
  IDBObjectStore.prototype.put = put;
  assert.equal(await linkOf(storeOf(tab, null, site)), "?before");
});

test("an entry that is damaged, or of a later version, is passed over and left alone", async () => {
  const site = newSite();
  const database = createStore("hnn-lab", "work");
  await storeOf(new TabStorage(), null, site).save(workWith("?whole"));
  const later = { ...workWith("?later"), version: 99, savedAt: 1e12 };
  const damaged = { ...workWith("?damaged"), version: 2, savedAt: 1e13, networks: { hnn: {} } };
  await set(`${site}#later`, later, database);
  await set(`${site}#damaged`, damaged, database);
  assert.equal(await linkOf(storeOf(new TabStorage(), null, site)), "?whole");
  assert.equal((await get<Work>(`${site}#later`, database))?.link, "?later");
});

test("of closed tabs the four that were saved last are kept", async () => {
  const [site, locks] = [newSite(), new Locks()];
  for (let i = 0; i < 7; i++) {
    const store = storeOf(new TabStorage(), locks, site);
    await store.save(workWith(`?${i}`));
    await closed(store);
  }
  const kept = (await keys<string>(createStore("hnn-lab", "work"))).filter((key) =>
    key.startsWith(`${site}#`),
  );
  assert.equal(kept.length, 5); // the last one was open when it saved
});

test("a browser that stores nothing finds nothing and rejects a save", async () => {
  // A private window: opening the database is refused.
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = () => {
    throw new DOMException("not here", "SecurityError");
  };
  try {
    const store = storeOf(null, null);
    assert.equal(await store.find(), null);
    await assert.rejects(store.save(workWith("?one")), { name: "SecurityError" });
    await store.forget();
  } finally {
    IDBFactory.prototype.open = open;
  }
});

// ---- version 1 -----------------------------------------------------------------------------------------------------

/** What the page stored before there were slots: model files under one key, for all tabs. */
async function oldEntry(query: string, settings: Record<string, unknown>, steps: number) {
  const lab = await createLab();
  const files: Record<string, string> = {};
  const prints: Record<string, string> = {};
  for (const model of ["hnn", "baseline"]) {
    const run = lab.session({ ...defaultsFor("pendulum"), ...settings, model });
    run.advance(steps);
    files[model] = run.saveText();
    prints[model] = run.fingerprint;
    run.dispose();
  }
  const entry = { version: 1, link: query, measured: null, files, total: steps };
  await set("hnn-lab/work", entry);
  return { entry, prints };
}

const oldLink = "?v=1&hidden=4&trajectories=3&points=5&steps=12";
const oldSettings = { preset: "published", hidden: [4], trajectories: 3, points: 5, steps: 12 };

test("work of version 1 is restored bit for bit and moved to where this version looks", async () => {
  // It was ignored, so that a visitor's networks were gone after the update.
  const lab = await createLab();
  const published = lab.settings({ preset: "published", system: "pendulum" });
  const { prints } = await oldEntry(
    oldLink,
    { ...published, ...oldSettings, preset: undefined },
    12,
  );
  const [site, locks, tab] = [newSite(), new Locks(), new TabStorage()];
  const page = new TestSession("", { store: storeOf(tab, locks, site) });
  await page.start();
  const { runs } = page.session;
  assert.equal(page.step(), 12);
  for (const who of ["hnn", "baseline"] as const)
    assert.equal(runs.latest[who]?.fingerprint, prints[who], who);
  assert.match(page.savedNotice?.message ?? "", /restored/);
  assert.equal(await get("hnn-lab/work"), undefined);
  await page.do({ type: "train" });
  assert.equal(page.step(), 24);
  page.end();
  const next = new TestSession("", { store: storeOf(tab, locks, site) });
  await next.start();
  assert.equal(next.step(), 24);
  next.end();
});

test("an empty link of version 1 means the published settings", async () => {
  const { entry } = await oldEntry(oldLink, { hidden: [4], trajectories: 3, points: 5 }, 2);
  await set("hnn-lab/work", { ...entry, link: "" });
  assert.equal(await linkOf(storeOf(null, null)), "?v=1");
});

test("work of version 1 is restored from where it is when the disk is full, and left alone when it is damaged", async () => {
  const { entry } = await oldEntry(oldLink, { hidden: [4], trajectories: 3, points: 5 }, 2);
  await withFullDisk(async () => {
    assert.equal((await storeOf(null, null).find())?.work.networks.hnn?.optimizer.step, 2);
  });
  assert.deepEqual(await get("hnn-lab/work"), entry);
  const broken = { ...entry, files: { hnn: "{ no model" } };
  await set("hnn-lab/work", broken);
  assert.equal(await storeOf(null, null).find(), null);
  assert.deepEqual(await get("hnn-lab/work"), broken);
});

test("work of version 1 is older than any of this version", async () => {
  const [site, locks] = [newSite(), new Locks()];
  await storeOf(new TabStorage(), locks, site).save(workWith("?new"));
  await oldEntry(oldLink, { hidden: [4], trajectories: 3, points: 5 }, 2);
  assert.equal(await linkOf(storeOf(new TabStorage(), locks, site)), "?new");
});
