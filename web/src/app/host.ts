// The place of a dashboard: the page itself, an `<hnn-lab>` element, or a frame. It defines where the link
// is read and written, which element carries theme and state, and receives events.
import { type Ink, readInk } from "../drawing/ink.js";
import type { LabEvent } from "./session/events.js";

export type { LabEvent, Progress } from "./session/events.js";

export interface Host {
  /** The element in which the dashboard is drawn. */
  readonly root: HTMLElement;
  /** Address of the documentation; null if it is not available. */
  readonly docs: string | null;
  /** Whether work is restored after a reload. */
  readonly keepsWork: boolean;
  /** Carries `data-theme`, `data-state` and the colours. */
  readonly face: HTMLElement;
  /** The query of the initial experiment. */
  readLink(): string;
  /** "push": a separate entry in the browser's history. */
  writeLink(query: string, how?: "replace" | "push"): void;
  /** The address for sharing an experiment. */
  addressOf(query: string): string;
  /** Calls back when the link changes by navigation in the browser's history. */
  followLink(changed: () => void, signal: AbortSignal): void;
  onEvent(event: LabEvent): void;
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

  onEvent() {}
}
