// What scripts do with the built page in a browser of browsers.mjs, beside the tests of the page itself: soak, measurements.

import { serve } from "../../web/scripts/serve.mjs";
import { launch, waitLimit } from "./browsers.mjs";

/** Opens the page in a browser; `use` gets { browser, url }. Everything is closed whatever happens. */
export async function withPage(name, use, { query = "", motion = false } = {}) {
  const server = await serve();
  let browser;
  try {
    browser = await launch(name, { motion });
    await browser.goto(server.url + query);
    return await use({ browser, url: server.url });
  } finally {
    await browser?.close();
    await server.close();
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks again until there is something to see, or complains with what there is. For what a page's `waitFor` cannot ask. */
export async function eventually(look, complaint) {
  for (const end = Date.now() + waitLimit; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await pause(100);
  }
  throw new Error(await complaint());
}

/** Waits until the page is ready to train. */
export const ready = (browser) =>
  browser.waitFor(
    () =>
      document.documentElement.dataset.state === "idle" &&
      document.querySelector("#train")?.getAttribute("aria-disabled") !== "true" &&
      !document.querySelector("#train")?.disabled,
  );

let presses = 0;

/** One click by script as soon as the element (with `words` in it) can be clicked, wherever it is. */
export const press = (browser, selector, words = "") =>
  browser.waitFor(
    (where, wanted, number) => {
      if (window.lastPress === number) return true; // asked again, because the page answered late
      const element = [...document.querySelectorAll(where)].find(({ textContent }) =>
        textContent.includes(wanted),
      );
      if (!element || element.disabled || element.ariaDisabled === "true") return false;
      window.lastPress = number;
      element.click();
      return true;
    },
    [selector, words, ++presses],
  );

/** Opens a view by its tab; it has its headings afterwards (views are loaded when they are opened). */
export async function openView(browser, view) {
  await press(browser, `#tab-${view}`);
  await browser.waitFor(
    (id) => document.querySelector(`#view-${id}:not([hidden]) h2`) !== null,
    [view],
  );
}
