// Where the dashboard lives: the page itself, an `<hnn-lab>` element among others, or a frame. It says where the link
// is read and written, which element carries theme and state, and hears what happens.
import { type Ink, readInk } from "../drawing/ink.js";
import type { LabEvent } from "./session/events.js";

export type { LabEvent, Progress } from "./session/events.js";

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
  /** "push": a step of its own in the browser's history. */
  writeLink(query: string, how?: "replace" | "push"): void;
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

  writeLink(query: string, how: "replace" | "push" = "replace") {
    const { pathname, hash } = window.location;
    const address = `${pathname}${query}${hash}`;
    if (how === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
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
