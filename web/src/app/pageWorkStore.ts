// The saved work of the page that asks: its path, its tab, the browser's locks.

import { WorkStore } from "./session/workStore.js";

export function pageWorkStore(): WorkStore {
  let tab: Storage | null = null;
  try {
    tab = window.sessionStorage;
  } catch {
    // Refused, for example in a sandboxed frame.
  }
  return new WorkStore({
    base: new URL("./", window.location.href).pathname,
    tab,
    locks: navigator.locks ?? null,
    now: () => Date.now(),
    newId: () => crypto.getRandomValues(new Uint32Array(2)).join("-"),
  });
}
