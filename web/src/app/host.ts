// Where the dashboard lives: the page itself, an `<hnn-lab>` element among others, or a frame. It says where the link
// is read and written, which element carries theme and state, and hears what happens.
import { type Ink, readInk } from "../drawing/ink.js";
import type { Contestant } from "../protocol/snapshot.js";

/** What a page around the dashboard may want to know. */
export type LabEvent =
  | { type: "ready" }
  /** Training begins, or goes on. */
  | { type: "begin" }
  | { type: "progress"; progress: Progress }
  | { type: "done"; progress: Progress }
  /** A refused value, a stopped run, a worker that died, or an engine that cannot run here. */
  | { type: "error"; message: string; fatal: boolean }
  /** The experiment has changed; `link` is the query that leads to it. */
  | { type: "state"; link: string };

export interface Progress {
  steps: Partial<Record<Contestant, number>>;
  total: number;
  /** Of the weights, where they are known. */
  fingerprints: Partial<Record<Contestant, string>>;
}

export interface Host {
  /** The dashboard draws in it. */
  readonly root: HTMLElement;
  /** Where the documentation is; null where it is not at hand. */
  readonly docs: string | null;
  /** What was trained comes back after a reload. */
  readonly keepsWork: boolean;
  /** Carries `data-theme`, `data-state` and the colours. */
  readonly face: HTMLElement;
  /** The query that the experiment begins with. */
  readLink(): string;
  writeLink(query: string): void;
  /** The address that shows an experiment to others. */
  addressOf(query: string): string;
  /** Calls back when the link is another one: a step back in the browser's history. */
  followLink(changed: () => void, signal: AbortSignal): void;
  hear(event: LabEvent): void;
}

export function inkOf(host: Host): Ink {
  return readInk(host.face);
}

/** The page: one dashboard that owns the address bar. */
export class PageHost implements Host {
  readonly face = document.documentElement;
  readonly keepsWork = true;

  constructor(
    readonly root: HTMLElement,
    readonly docs: string | null = "./docs/index.html",
  ) {}

  readLink() {
    return window.location.search;
  }

  writeLink(query: string) {
    const { pathname, hash } = window.location;
    window.history.replaceState(null, "", `${pathname}${query}${hash}`);
  }

  addressOf(query: string) {
    const address = new URL(window.location.href);
    address.search = query;
    return address.href;
  }

  followLink(changed: () => void, signal: AbortSignal) {
    window.addEventListener("popstate", changed, { signal });
  }

  hear() {}
}
