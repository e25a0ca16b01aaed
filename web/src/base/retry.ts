// Parts of the page whose scripts are loaded on demand: why one could not be loaded, and the message shown instead.
import { make } from "./dom.js";
import type { Missing, RetryWords } from "./missing.js";

interface Place {
  isOnline: boolean;
  /** URLs of the page's own scripts, as they are in its HTML. */
  scripts: readonly string[];
  /** The page as its server delivers it now. */
  fetchPage(): Promise<string>;
}

/** Never rejects; returns "unknown" if the cause cannot be determined. */
export async function whyMissing({ isOnline, scripts, fetchPage } = here()): Promise<Missing> {
  if (!isOnline) return "offline";
  try {
    const page = await fetchPage();
    const isReplaced = scripts.length > 0 && !scripts.every((script) => page.includes(script));
    return isReplaced ? "replaced" : "unknown";
  } catch {
    return "unknown";
  }
}

function here(): Place {
  const scripts = document.querySelectorAll('script[type="module"][src]');
  return {
    isOnline: navigator.onLine !== false,
    scripts: [...scripts].map((script) => script.getAttribute("src") ?? ""),
    fetchPage: async () => {
      const response = await fetch(location.href, { cache: "no-store" });
      if (!response.ok) throw new Error(response.statusText);
      return response.text();
    },
  };
}

/** Shows what is missing, with a button that retries or reloads. */
export function retryNote({ message, action }: RetryWords, act: () => void): HTMLElement {
  const again = make("button", { type: "button", class: "retry" }, action);
  again.addEventListener("click", act);
  return make("div", { class: "retry-note", role: "alert" }, make("p", {}, message), again);
}
