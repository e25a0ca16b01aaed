// Names the directive of the page's content security policy that stopped a worker or the fetch of the module. Loaded when
// something failed.
import { siteAddress } from "../base/site.js";
import { yieldToEventLoop } from "../lab/pause.js";
import { notLoaded, violations } from "./violations.js";

const isForeign = (origin: string) => origin !== self.origin;

/** Why a worker came to an end, as far as can be found out. `message` is that of its error event. */
export async function whyEnded(message: string): Promise<string> {
  await yieldToEventLoop(); // a violation is reported in a task of its own
  const { origin } = new URL(siteAddress());
  const isElsewhere = isForeign(origin);
  if (message === "" && violations.some(({ directive }) => directive === "worker-src"))
    return `this page's content security policy forbids it; add ${isElsewhere ? "blob:" : "'self'"} to its worker-src.`;
  if (message !== "" && !message.includes(notLoaded)) return message;
  const said = message.slice(Math.max(0, message.indexOf(notLoaded))) || notLoaded;
  // What the worker itself may not load is reported in the worker.
  return isElsewhere
    ? `${said}. If this page has a content security policy, its worker-src must allow blob: and its script-src ${origin}.`
    : `${said}.`;
}

/** The error of a fetch, or one that names the directive that forbids it. */
export async function explainedFetch(error: Error): Promise<Error> {
  await yieldToEventLoop();
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
