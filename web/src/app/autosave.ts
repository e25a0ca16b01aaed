// The present work across reloads: experiment, trained networks and data of one's own, in the browser's own store (IndexedDB).
// What trained for a few seconds only is made again sooner than it is asked about, and is not kept. Nothing here may
// disturb the page: where the browser stores nothing, it is told once.
import { del, get, set } from "idb-keyval";
import type { Measured } from "../protocol/measured.js";
import type { Contestant } from "../protocol/snapshot.js";

const key = "hnn-lab/work";
const version = 1;
/** s of training that are worth keeping. */
export const worthKeeping = 5;

export interface Work {
  /** The query of the experiment. */
  link: string;
  measured: Measured | null;
  /** Model files. */
  files: Partial<Record<Contestant, string>>;
  total: number;
  /** Pinned runs; earlier versions of the page kept none. */
  pins?: unknown;
}

interface Stored extends Work {
  version: number;
}

/** Rejects where the browser refuses: private windows, a full disk. */
export async function keepWork(work: Work): Promise<void> {
  const stored: Stored = { version, ...work };
  await set(key, stored);
}

/** Null where there is none, or none that this version understands. */
export async function keptWork(): Promise<Work | null> {
  try {
    const stored = await get<Partial<Stored>>(key);
    const isWhole =
      stored?.version === version &&
      typeof stored.link === "string" &&
      typeof stored.files === "object" &&
      typeof stored.total === "number";
    return isWhole ? (stored as Stored) : null;
  } catch {
    return null;
  }
}

export async function forgetWork(): Promise<void> {
  await del(key).catch(() => {});
}
