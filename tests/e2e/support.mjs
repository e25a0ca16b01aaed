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
  await browser.evaluate(new Function(axe)); // as a debugger does: no policy of the page forbids it
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

/**
 * Shares of inked pixels of a screenshot of an element, in fields of 20 × 20 CSS pixels, as digits 0 … 9: what is where,
 * without the last bit of a letter's edge.
 */
export async function pictureOf(browser, selector) {
  const element = await browser.page.$(selector);
  const shot = await element.screenshot({ encoding: "base64" });
  return browser.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const g = canvas.getContext("2d");
    g.drawImage(image, 0, 0);
    const { data } = g.getImageData(0, 0, image.width, image.height);
    const paper = [...data.subarray(0, 3)]; // the corner, of whatever theme
    const side = 20;
    const columns = Math.floor(image.width / side);
    const ink = Array.from({ length: Math.floor(image.height / side) }, () =>
      new Array(columns).fill(0),
    );
    for (let y = 0; y < ink.length * side; y++) {
      for (let x = 0; x < columns * side; x++) {
        const i = 4 * (y * image.width + x);
        // What differs from the paper by more than a hairline does is ink.
        if ([0, 1, 2].some((k) => Math.abs(data[i + k] - paper[k]) > 65))
          ink[Math.floor(y / side)][Math.floor(x / side)]++;
      }
    }
    return ink.map((row) =>
      row.map((count) => Math.min(9, Math.ceil((count / side ** 2) * 9))).join(""),
    );
  }, shot);
}

/** A click by script: at once, wherever the element is. For what a person reaches by scrolling. */
export const press = (browser, selector) =>
  browser.evaluate((where) => document.querySelector(where).click(), selector);

/** Drops files ({ name, content }) on the page, as from a file manager. */
export const dropFiles = (browser, files) =>
  browser.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const { name, content } of given) dataTransfer.items.add(new File([content], name));
    for (const type of ["dragover", "drop"]) {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
      document.querySelector("main").dispatchEvent(event);
    }
  }, files);
