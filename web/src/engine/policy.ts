// Names the directive of the page's content security policy that stopped a worker or the fetch of the module. Browsers tell the
// script that fails nothing of the cause, but the document.
import { siteAddress } from "../base/site.js";
import { giveWay } from "../lab/pause.js";

interface Violation {
  directive: string;
  /** An address, its origin, or the word "blob". */
  blocked: string;
}

const violations: Violation[] = [];

globalThis.document?.addEventListener("securitypolicyviolation", (event) => {
  const { disposition, effectiveDirective, blockedURI } = event;
  if (disposition === "enforce")
    violations.push({ directive: effectiveDirective, blocked: blockedURI });
});

const isForeign = (origin: string) => origin !== self.origin;

/** Why a worker's script was not loaded, as far as can be found out. */
export async function whyNoWorker(): Promise<string> {
  await giveWay(); // a violation is reported in a task of its own
  const { origin } = new URL(siteAddress());
  const sources = isForeign(origin) ? `blob: and ${origin}` : "'self'";
  if (violations.some(({ directive }) => directive === "worker-src"))
    return `this page's content security policy forbids it; add ${sources} to its worker-src.`;
  // What the worker's own start imports is reported in the worker, where nothing can listen yet.
  return isForeign(origin)
    ? `its script cannot be loaded; if this page has a content security policy, its worker-src must allow ${sources}.`
    : "its script cannot be loaded.";
}

/** The error of a fetch, or one that names the directive that forbids it. */
export async function explainedFetch(error: Error): Promise<Error> {
  await giveWay();
  const blocked = violations.find(
    ({ directive, blocked: address }) =>
      directive === "connect-src" && /\.wasm$/.test(address) && error.message.includes(address),
  );
  if (!blocked) return error;
  const { origin } = new URL(blocked.blocked);
  const source = isForeign(origin) ? origin : "'self'";
  return new Error(
    `This page's content security policy forbids fetching ${blocked.blocked}: add ${source} to its connect-src.`,
    { cause: error },
  );
}
