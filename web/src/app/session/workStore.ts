// Stores saved work in IndexedDB, one slot per tab, so that two tabs never overwrite each other. A tab keeps its slot over
// reloads; a tab without one gets the newest work of the site, which may be that of a tab that is still open. The key
// contains the site's path, because several copies of the site may share an origin.

import { createStore, del, get, getMany, keys, set, type UseStore } from "idb-keyval";
import { contestants } from "../../protocol/snapshot.js";
import type { Work } from "./work.js";

const version = 2;
/** Of version 1, in the default store of idb-keyval: one entry for all tabs (oldWork.ts). */
const oldKey = "hnn-lab/work";
const oldSlot = "version-1";
/** Slots of closed tabs that are kept. */
const mostSlots = 4;
const slotKey = "hnn-lab/slot"; // in the tab's session storage
const linkKey = "hnn-lab/link"; // likewise

interface Stored extends Work {
  version: number;
  /** ms since 1970. */
  savedAt: number;
}

export interface FoundWork {
  work: Work;
  /** From another tab that is still open and continues to save its own. */
  ofOtherTab: boolean;
}

/** What of `sessionStorage` is used. */
export interface TabStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface WorkStorePlace {
  /** The site's path. */
  base: string;
  /** Exists as long as the tab; null if the browser has none. */
  tab: TabStorage | null;
  /** Used to find the slots of open tabs; null if the browser has none. */
  locks: Pick<LockManager, "request" | "query"> | null;
  /** ms since 1970. */
  now(): number;
  newId(): string;
}

export class WorkStore {
  private slot: Promise<string> | null = null;
  private readonly store: UseStore;
  private readonly over = new AbortController();

  constructor(private readonly place: WorkStorePlace) {
    this.store = createStore("hnn-lab", "work");
  }

  private get prefix(): string {
    return `${this.place.base}#`;
  }

  /** Rejects if the browser refuses: private windows, a full disk. */
  async save(work: Work): Promise<void> {
    const stored: Stored = { version, savedAt: this.place.now(), ...work };
    await set(this.prefix + (await this.own()), stored, this.store);
    await this.prune();
  }

  /** The tab's own work, otherwise the newest of the site; null if there is none that this version can read. */
  async find(): Promise<FoundWork | null> {
    try {
      const slot = await this.own();
      const own = readWork(await get(this.prefix + slot, this.store));
      if (own) return { work: own, ofOtherTab: false };
      const left = await this.moveOldWork();
      const newest = (await this.all()).find((one) => one.slot !== slot);
      if (!newest) return left && { work: left, ofOtherTab: false };
      return { work: newest.work, ofOtherTab: (await this.open()).has(newest.slot) };
    } catch {
      return null; // a private window has none
    }
  }

  /** Gives the work of version 1 a slot, as of a closed tab; the work where there is no room for that, and then it stays. */
  private async moveOldWork(): Promise<Work | null> {
    const entry = await get<unknown>(oldKey);
    if (entry === undefined) return null;
    const { workOfOld } = await import("./oldWork.js");
    const work = workOfOld(entry);
    if (!work) return null; // left alone: an older page may read it
    const stored: Stored = { version, savedAt: 0, ...work };
    try {
      await set(this.prefix + oldSlot, stored, this.store);
      await del(oldKey);
      return null;
    } catch {
      return work;
    }
  }

  /** Notes the link of what the tab shows. */
  noteLink(link: string) {
    try {
      this.place.tab?.setItem(linkKey, this.prefix + link);
    } catch {
      // Then a reload with other settings than the saved ones is taken for a link.
    }
  }

  /** The link noted before the tab was loaded again; null if there is none. */
  notedLink(): string | null {
    const noted = this.read(linkKey);
    return noted?.startsWith(this.prefix) ? noted.slice(this.prefix.length) : null;
  }

  /** Forgets the tab's work, and the work of closed tabs that it was restored from. */
  async forget(): Promise<void> {
    try {
      const own = await this.own();
      const open = await this.open();
      for (const { slot } of await this.all())
        if (slot === own || !open.has(slot)) await del(this.prefix + slot, this.store);
    } catch {
      // Nothing can be stored here, so there is nothing to delete.
    }
  }

  /** The tab no longer needs its slot. */
  close() {
    this.over.abort();
  }

  /** The tab's slot: that of its last load, unless a copy of the tab (duplicated, with its storage) already uses it. */
  private own(): Promise<string> {
    this.slot ??= this.claim();
    return this.slot;
  }

  private async claim(): Promise<string> {
    const known = this.read(slotKey);
    if (known !== null && (await this.lock(known))) return known;
    const fresh = this.place.newId();
    await this.lock(fresh);
    try {
      this.place.tab?.setItem(slotKey, fresh);
    } catch {
      // Then a reload of this tab finds its work as the newest.
    }
    return fresh;
  }

  private read(key: string): string | null {
    try {
      return this.place.tab?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  private lockOf(slot: string): string {
    return `hnn-lab/work/${this.prefix}${slot}`;
  }

  /** Holds the slot's lock as long as the tab lives; false: another tab holds it. */
  private lock(slot: string): Promise<boolean> {
    const { locks } = this.place;
    if (!locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null);
        if (!lock) return;
        return new Promise<void>((end) => {
          if (this.over.signal.aborted) end();
          this.over.signal.addEventListener("abort", () => end());
        });
      };
      locks.request(this.lockOf(slot), { ifAvailable: true }, hold).catch(() => resolve(true));
    });
  }

  /** The slots of open tabs. */
  private async open(): Promise<Set<string>> {
    const held = (await this.place.locks?.query().catch(() => null))?.held ?? [];
    const start = this.lockOf("");
    const names = held.flatMap(({ name }) => (name?.startsWith(start) ? [name] : []));
    return new Set(names.map((name) => name.slice(start.length)));
  }

  /** All work of this site, the newest first. */
  private async all(): Promise<{ slot: string; savedAt: number; work: Work }[]> {
    const slots = await this.slots();
    const found = await getMany<unknown>(
      slots.map((slot) => this.prefix + slot),
      this.store,
    );
    return found
      .flatMap((stored, i) => {
        const work = readWork(stored);
        if (!work) return [];
        const { savedAt } = stored as Stored;
        return [{ slot: slots[i] as string, savedAt, work }];
      })
      .sort((a, b) => b.savedAt - a.savedAt);
  }

  /** Every slot of this site that holds something. Weights are not read for it. */
  private async slots(): Promise<string[]> {
    const found = (await keys<string>(this.store)).map(String);
    const own = found.filter((key) => key.startsWith(this.prefix));
    return own.map((key) => key.slice(this.prefix.length));
  }

  /** Of closed tabs only the latest work is kept. */
  private async prune(): Promise<void> {
    const open = await this.open();
    const own = await this.own();
    const isClosed = (slot: string) => slot !== own && !open.has(slot);
    if ((await this.slots()).filter(isClosed).length <= mostSlots) return;
    const closed = (await this.all()).filter(({ slot }) => isClosed(slot));
    for (const { slot } of closed.slice(mostSlots)) await del(this.prefix + slot, this.store);
  }
}

/** Stored work, if it is valid. */
function readWork(given: unknown): Work | null {
  const stored = given as Partial<Stored> | undefined;
  const isWhole =
    stored?.version === version &&
    typeof stored.link === "string" &&
    typeof stored.total === "number" &&
    typeof stored.savedAt === "number" &&
    typeof stored.networks === "object" &&
    stored.networks !== null &&
    Object.entries(stored.networks).every(
      ([who, network]) =>
        contestants.some((known) => known === who) &&
        Array.isArray(network?.weights) &&
        typeof network.optimizer === "object" &&
        typeof network.curve === "object",
    );
  return isWhole ? (stored as Stored) : null;
}
