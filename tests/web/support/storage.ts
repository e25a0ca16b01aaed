// Where saved work lies, for tests in node: an IndexedDB in memory, and tabs of one site that know of each other's slots.
// Import it before anything that opens a database.

import "fake-indexeddb/auto";
import { clear, createStore } from "idb-keyval";
import { WorkStore } from "../../../web/src/app/session/workStore.js";

/** The locks of one browser: all tabs share them. */
export class Locks {
  private readonly names = new Set<string>();

  request = (async (
    name: string,
    _: LockOptions,
    hold: (lock: Lock | null) => Promise<void> | undefined,
  ) => {
    if (this.names.has(name)) return hold(null);
    this.names.add(name);
    try {
      return await hold({ name, mode: "exclusive" });
    } finally {
      this.names.delete(name);
    }
  }) as LockManager["request"];

  query = async (): Promise<LockManagerSnapshot> => ({
    held: [...this.names].map((name) => ({ name, mode: "exclusive" as const, clientId: "" })),
    pending: [],
  });
}

/** The storage of a tab, which a reload keeps. */
export class TabStorage {
  private readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => {
    this.values.set(key, value);
  };
  /** As of a tab that was duplicated. */
  copy(): TabStorage {
    const other = new TabStorage();
    for (const [key, value] of this.values) other.setItem(key, value);
    return other;
  }
}

let time = 0;
let ids = 0;
let sites = 0;

/** A path that no other test uses. */
export const newSite = () => `/site-${++sites}/`;

/** One load of the page in a tab. */
export function storeOf(tab: TabStorage | null, locks: Locks | null, base = newSite()): WorkStore {
  return new WorkStore({ base, tab, locks, now: () => ++time, newId: () => `slot-${++ids}` });
}

/** As in a browser that has never been here. */
export async function clearStorage() {
  await clear(createStore("hnn-lab", "work"));
  await clear(); // where version 1 of saved work lay
}
