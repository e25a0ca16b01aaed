// What the tests of the page share: the built page on a server, a browser on it, and its state in words.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { serve } from "../../web/scripts/serve.mjs";
import { launch } from "./browsers.mjs";

/** Opens the page in a browser; `use` gets { browser, url }. Everything is closed whatever happens. */
export async function withPage(name, use, { query = "", server: options = {} } = {}) {
  const server = await serve(options);
  let browser;
  try {
    browser = await launch(name);
    await browser.goto(server.url + query);
    return await use({ browser, url: server.url });
  } finally {
    await browser?.close();
    await server.close();
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations of WCAG 2.2 A and AA and of axe's best practices, as readable lines. */
export async function violations(browser) {
  await browser.page.evaluate(axe);
  return browser.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run(document);
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  });
}

/** What the page saves goes into a folder. */
export async function downloads(browser, folder) {
  const cdp = await browser.page.createCDPSession();
  await cdp.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
}

/** The JSON files in a folder, as soon as there are so many. */
export async function savedFiles(folder, count) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = readdirSync(folder).filter((name) => name.endsWith(".json"));
    if (found.length >= count) return found.sort().map((name) => path.join(folder, name));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${count} files were to be saved, found ${readdirSync(folder)}`);
}

/** The page's own summary: { state, hnn, baseline } with the steps done. */
export const summary = (browser) =>
  browser.evaluate(() => {
    const { state, stepHnn, stepBaseline } = document.documentElement.dataset;
    return { state, hnn: Number(stepHnn), baseline: Number(stepBaseline) };
  });

export const textOf = (browser, selector) =>
  browser.evaluate((where) => document.querySelector(where)?.textContent ?? "", selector);

/** Waits until the page is ready to train. */
export const ready = (browser) =>
  browser.waitFor(
    () =>
      document.documentElement.dataset.state === "idle" &&
      document.querySelector("#train")?.getAttribute("aria-disabled") !== "true" &&
      !document.querySelector("#train")?.disabled,
  );

/** Waits until both models have done `steps`. */
export const trained = (browser, steps, timeout = 400_000) =>
  browser.waitFor(
    (wanted) => {
      const { stepHnn, stepBaseline } = document.documentElement.dataset;
      return Number(stepHnn) >= wanted && Number(stepBaseline) >= wanted;
    },
    [steps],
    { timeout, interval: 200 },
  );

/** The HNN's fingerprint once the page shows it of the present step: the numbers are rewritten a few times a second. */
export async function settledFingerprint(browser) {
  for (;;) {
    const before = await textOf(browser, "#fingerprint-hnn");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    if ((await textOf(browser, "#fingerprint-hnn")) === before) return before;
  }
}

/** How many pixels of a canvas (the first below `selector`) are not like its corner: 0 means an empty picture. */
export const inkOf = (browser, selector) =>
  browser.evaluate((where) => {
    const found = document.querySelector(where);
    const canvas = found instanceof HTMLCanvasElement ? found : found?.querySelector("canvas");
    if (!canvas?.width) return 0;
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let ink = 0;
    for (let i = 0; i < data.length; i += 4) {
      if ([0, 1, 2, 3].some((k) => Math.abs(data[i + k] - data[k]) > 24)) ink++;
    }
    return ink;
  }, selector);

/** A click by script: at once, wherever the element is. For what a person reaches by scrolling. */
export const press = (browser, selector) =>
  browser.evaluate((where) => document.querySelector(where).click(), selector);
