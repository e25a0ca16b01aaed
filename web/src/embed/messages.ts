// The messages between a page and the frame it embeds (embed.html). Messages are checked here before they
// are handled. Pure: no DOM.
import { frameText } from "../catalogue/strings.js";

/** The requests of a page to the frame. */
export type FrameRequest =
  | { type: "hnn-lab:get-state"; id: string | number | null }
  | { type: "hnn-lab:set-state"; id: string | number | null; link: string }
  | { type: "hnn-lab:train"; id: string | number | null }
  | { type: "hnn-lab:pause"; id: string | number | null }
  | { type: "hnn-lab:play"; id: string | number | null }
  | { type: "hnn-lab:reset"; id: string | number | null };

export const requestTypes = ["get-state", "set-state", "train", "pause", "play", "reset"] as const;
/** Sent by reveal.js when a frame's slide is shown and hidden. */
export const slideMessages = ["slide:start", "slide:stop"] as const;
const longestLink = 8000;
const longestId = 200;

export type Reading =
  | { kind: "request"; request: FrameRequest }
  | { kind: "slide"; start: boolean }
  /** Not addressed to HNN Lab. */
  | { kind: "foreign" }
  /** Addressed to HNN Lab but invalid; `message` is the reason. */
  | { kind: "refused"; id: string | number | null; message: string };

/** Reads a message. Never throws. */
export function readMessage(data: unknown): Reading {
  if (data === "slide:start") return { kind: "slide", start: true };
  if (data === "slide:stop") return { kind: "slide", start: false };
  if (typeof data !== "object" || data === null) return { kind: "foreign" };
  let type: unknown;
  let id: string | number | null;
  let link: unknown;
  try {
    ({ type, link } = data as { type?: unknown; link?: unknown });
    id = readId((data as { id?: unknown }).id);
  } catch {
    return { kind: "foreign" }; // a getter that throws; no message that a browser delivers has one
  }
  if (typeof type !== "string" || !type.startsWith("hnn-lab:")) return { kind: "foreign" };
  const name = requestTypes.find((known) => type === `hnn-lab:${known}`);
  if (!name) {
    const known = requestTypes.map((one) => `hnn-lab:${one}`).join(", ");
    return { kind: "refused", id, message: frameText.unknownType(type.slice(0, 80), known) };
  }
  if (name !== "set-state") return { kind: "request", request: { type: `hnn-lab:${name}`, id } };
  if (typeof link !== "string" || link.length > longestLink)
    return { kind: "refused", id, message: frameText.badLink(describe(link), longestLink) };
  return { kind: "request", request: { type: "hnn-lab:set-state", id, link } };
}

function readId(id: unknown): string | number | null {
  if (typeof id === "number" && Number.isFinite(id)) return id;
  return typeof id === "string" ? id.slice(0, longestId) : null;
}

function describe(link: unknown): string {
  if (typeof link === "string") return String(link.length);
  return link === null ? "null" : typeof link;
}

/** The origin of pages on a disk (file:) and of sandboxed frames. */
const opaque = "null";

/** The origin as it appears in messages; null if the text is not an origin. */
function originOf(given: string): string | null {
  // Browsers name the origin of a page on a disk "file://" in one place and "null" in another.
  if (given === opaque || given.startsWith("file:")) return opaque;
  try {
    return new URL(given).origin;
  } catch {
    return null;
  }
}

export interface Surroundings {
  /** The frame's own origin. */
  own: string;
  /** `document.referrer`: empty if the page's policy is `no-referrer`. */
  referrer: string;
  /** `location.ancestorOrigins`, the parent first; empty in browsers that lack it. */
  ancestors: readonly string[];
  /** The values of `origin=` in the frame's address. */
  named: readonly string[];
}

/**
 * The origins whose messages a frame accepts: those of `origin=` (several are possible), otherwise its own and its page's. Pages without
 * an origin must be named (`origin=null`), because they cannot be distinguished.
 */
export function allowedOrigins({ own, referrer, ancestors, named }: Surroundings): string[] {
  const isOrigin = (one: string | null): one is string => one !== null;
  if (named.length > 0) return [...new Set(named.map(originOf).filter(isOrigin))];
  const around = [referrer, ancestors[0] ?? ""].map(originOf);
  return [...new Set([own, ...around])].filter(isOrigin).filter((one) => one !== opaque);
}

/** The targets of messages: the parent's origin if it is known, otherwise any of the allowed ones. */
export function targetsOf(allowed: readonly string[], parent: string | null): string[] {
  const known = parent === null ? null : originOf(parent);
  const targets = known === null ? allowed : allowed.filter((one) => one === known);
  // A page without an origin cannot be addressed by name; `origin=null` has allowed it.
  return targets.map((one) => (one === opaque ? "*" : one));
}
