// What stands in the place of a part of the page whose script could not be loaded: why, and a button that tries again.
import { make } from "./dom.js";

export interface RetryWords {
  message: string;
  action: string;
}

export function retryNote({ message, action }: RetryWords, act: () => void): HTMLElement {
  const again = make("button", { type: "button", class: "retry" }, action);
  again.addEventListener("click", act);
  return make("div", { class: "retry-note", role: "alert" }, make("p", {}, message), again);
}

/** The browser knows that it has no network; otherwise the reason lies elsewhere. */
export function isOffline(): boolean {
  return navigator.onLine === false;
}
