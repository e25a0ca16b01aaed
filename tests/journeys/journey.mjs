// Journeys: a visitor's way through the built site, in Debian's Chromium by playwright-core. One browser, one context per
// test, no service worker unless a test is about it. After each command a test waits for the page's own signal and nothing
// else: `settled(page)`.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../web/scripts/serve.mjs";
import { chromiumPath, chromiumSwitches } from "../browsers/chromium.mjs";
import { withJitter } from "../browsers/jitter.mjs";

const patience = process.env.JITTER ? 6 : 1;
export const waitLimit = 10_000 * patience; // ms; of one wait
const testLimit = 30_000 * patience; // ms

/** A small experiment: trains in a fraction of a second. */
export const small = "?v=1&hidden=16,16&trajectories=6&points=8&steps=60";

const reports = fileURLToPath(new URL("../../build/reports/journeys", import.meta.url));

// Waits ask the page with every frame (`waitForFunction`); a locator's own `waitFor` asks at last every half second.

/** Until everything that was asked for is shown. */
export const settled = (page) =>
  page.waitForFunction(() => document.documentElement.dataset.busy === "0");

/** Until the page is in this state ("training" does not last; the others do), and says so everywhere. */
export const until = (page, state) =>
  page.waitForFunction((wanted) => {
    const { state, busy } = document.documentElement.dataset;
    return state === wanted && (wanted === "training" || busy === "0");
  }, state);

/** Until a visible element has these words: a text that it contains, or a pattern. */
export const shows = (page, selector, words = "") =>
  page.waitForFunction(
    ([where, text, pattern]) =>
      [...document.querySelectorAll(where)].some(
        (one) =>
          one.checkVisibility({ visibilityProperty: true }) &&
          one.getClientRects().length > 0 &&
          one.textContent.includes(text) &&
          (!pattern || new RegExp(pattern).test(one.textContent.trim())),
      ),
    typeof words === "string" ? [selector, words, ""] : [selector, "", words.source],
  );

/** Until the view is open, with its headings. */
export const opened = (page, view) => shows(page, `#view-${view}:not([hidden]) h2`);

export const stepIs = (page, step) =>
  page.waitForFunction(
    (wanted) => document.documentElement.dataset.stepHnn === String(wanted),
    step,
  );

export const stepOf = async (page, who = "Hnn") =>
  Number(await page.evaluate((name) => document.documentElement.dataset[name], `step${who}`));

/** Closes what lies over the page, presses Train, and waits until the networks have done their steps. */
export async function train(page) {
  await page.locator("#train").click();
  await until(page, "finished");
}

export const fingerprint = (page, who = "hnn") => page.locator(`#fingerprint-${who}`).textContent();

/** Until `look` resolves to something true in the page. (`waitForFunction` takes a promise itself for true.) */
export async function becomes(page, look, given) {
  for (const end = Date.now() + waitLimit; Date.now() < end; ) {
    if (await page.evaluate(look, given)) return;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  throw new Error(`not true within ${waitLimit} ms: ${look}`);
}

let browser;

/** Call once in each file: the browser that its journeys share. */
export function shareBrowser() {
  before(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: chromiumSwitches,
    });
  });
  after(async () => {
    await browser?.close();
  });
}

/**
 * A journey: `use` gets { page, url, context, server }. Errors of the page fail it, but those of `allowed`. A failed one leaves
 * a picture and a trace (npx playwright show-trace) in build/reports/journeys; with TRACE=1 the trace has the page at each step,
 * which costs a tenth of the time.
 */
export function journey(name, use, options = {}) {
  const { query = small, server: serverOptions = {}, workers = "block", allowed = null } = options;
  test(name, { timeout: testLimit }, async () => {
    const server = await serve(serverOptions);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      serviceWorkers: workers,
      acceptDownloads: true,
      ...options.context,
    });
    context.setDefaultTimeout(waitLimit);
    await context.tracing.start({ screenshots: false, snapshots: process.env.TRACE === "1" });
    const errors = [];
    context.on("weberror", (event) => errors.push(event.error().message));
    const page = await context.newPage();
    await withJitter({ evaluateOnNewDocument: (act, most) => page.addInitScript(act, most) });
    const file = path.join(reports, name.replace(/[^a-z0-9]+/gi, "-"));
    try {
      if (query !== null) {
        await page.goto(server.url + query);
        await until(page, "idle");
      }
      await use({ page, url: server.url, context, server });
      const unexpected = errors.filter((error) => !allowed?.test(error));
      if (unexpected.length > 0) throw new Error(`the page reports:\n${unexpected.join("\n")}`);
      await context.tracing.stop();
    } catch (error) {
      mkdirSync(reports, { recursive: true });
      await page.screenshot({ path: `${file}.png` }).catch(() => {});
      await context.tracing.stop({ path: `${file}.zip` }).catch(() => {});
      throw error;
    } finally {
      await context.close();
      await server.close().catch(() => {}); // a journey may have cut it
    }
  });
}
