// What the tests of the page share: the built page on a server, a browser on it, and its state in words.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { serve } from "../../web/scripts/serve.mjs";
import { launch, waitLimit } from "../browsers/browsers.mjs";

/** Of a test. Far more than a busy machine takes, so that only what hangs is ended; likewise the waits in it. */
export const limit = { timeout: 240_000 };

/**
 * Opens the page in a browser; `use` gets { browser, url }. Everything is closed whatever happens. Nothing moves by itself
 * unless a test is about that: painted without a graphics card, motion alone takes up to both cores.
 */
export async function withPage(
  name,
  use,
  { query = "", server: options = {}, motion = false } = {},
) {
  const server = await serve(options);
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

/** Looks again until there is something to see, or complains with what there is. For what a page's `waitFor` cannot ask. */
export async function eventually(look, complaint) {
  for (const end = Date.now() + waitLimit; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await pause(100);
  }
  throw new Error(await complaint());
}

/** Long enough for what must not happen to happen. What must happen is waited for. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** So much time passes by the page's clock: a busy page has first done what was due. For what is seen at the end of it. */
export const passes = (browser, ms) =>
  browser.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);

/** The files in a folder whose names match, in order, as soon as there are so many. */
export const savedFiles = (folder, pattern, count) =>
  eventually(
    () => {
      const found = readdirSync(folder)
        .filter((name) => pattern.test(name))
        .map((name) => path.join(folder, name))
        .filter((file) => statSync(file).size > 0); // the browser makes an empty file first
      return found.length >= count && found.sort();
    },
    () => `${count} files like ${pattern} were to be saved, found ${readdirSync(folder)}`,
  );

export const savedFile = async (folder, pattern) => (await savedFiles(folder, pattern, 1))[0];

/** Scrolls to a picture (most are painted only when they come into sight) until there is enough to be seen in it. */
export async function painted(browser, selector, least = 150) {
  await browser.evaluate((where) => document.querySelector(where).scrollIntoView(), selector);
  return eventually(
    async () => {
      const ink = await inkOf(browser, selector);
      return ink > least && ink;
    },
    async () => `${selector}: ${await inkOf(browser, selector)} pixels of more than ${least}`,
  );
}

/** The page's own summary: { state, hnn, baseline } with the steps done. */
export const summary = (browser) =>
  browser.evaluate(() => {
    const { state, stepHnn, stepBaseline } = document.documentElement.dataset;
    return { state, hnn: Number(stepHnn), baseline: Number(stepBaseline) };
  });

export const textOf = (browser, selector) =>
  browser.evaluate((where) => document.querySelector(where)?.textContent ?? "", selector);

/** Waits until an element's text is `words`, or matches them if they are a pattern: the page speaks when it has painted. */
export const says = (browser, selector, words) =>
  eventually(
    async () => {
      const text = await textOf(browser, selector);
      return words instanceof RegExp ? words.test(text) : text === words;
    },
    async () => `${selector} says “${await textOf(browser, selector)}”, not ${words}`,
  );

/** Waits until the page is ready to train. */
export const ready = (browser) =>
  browser.waitFor(
    () =>
      document.documentElement.dataset.state === "idle" &&
      document.querySelector("#train")?.getAttribute("aria-disabled") !== "true" &&
      !document.querySelector("#train")?.disabled,
  );

/** Waits until both models have done `steps`. */
export const trained = (browser, steps) =>
  browser.waitFor(
    (wanted) => {
      const { stepHnn, stepBaseline } = document.documentElement.dataset;
      return Number(stepHnn) >= wanted && Number(stepBaseline) >= wanted;
    },
    [steps],
    { interval: 200, timeout: 2 * waitLimit },
  );

/** Waits until the study of the open view (reversal, chaos), if it has one, says that it is done: of those named, or of any. */
export const studied = (browser, whom = "") =>
  browser.waitFor(
    (named) => {
      const status = document.querySelector(
        ".view:not([hidden]) :is(#chaos-status, #reversal-status)",
      );
      return !status || status.textContent.startsWith(`Done: ${named}`);
    },
    [whom],
  );

/** The fingerprint of a network that rests, once the page shows it of the present step: numbers are rewritten now and then. */
export async function settledFingerprint(browser, who = "hnn") {
  const shown = () => textOf(browser, `#fingerprint-${who}`);
  for (;;) {
    const before = await shown();
    await passes(browser, 1500);
    if ((await shown()) === before) return before;
  }
}

/** Nothing sticks out of the window, as soon as charts have followed a change of its size. */
export const fits = (browser, where) =>
  browser
    .waitFor(() => document.documentElement.scrollWidth <= innerWidth, [], { timeout: 60_000 })
    .catch(async (error) => {
      const width = await browser.evaluate(() => document.documentElement.scrollWidth);
      throw new Error(`${where}: the page is ${width} px wide`, { cause: error });
    });

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
 * Scrolls so that what lies `from` CSS pixels below an element's top comes first in sight. Returns where its part
 * in sight stands (`box`; what lies over it, head and dock, is not in it) and how much is `left` of the element. It waits
 * some frames, since pictures are painted when they come into sight.
 */
const scrollInto = (browser, selector, from) =>
  browser.evaluate(
    async (where, offset) => {
      const element = document.querySelector(where);
      let scroller = element.parentElement;
      while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
        scroller = scroller.parentElement;
      scroller ??= document.scrollingElement;
      const box = () => element.getBoundingClientRect();
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const middle = box().left + box().width / 2;
      const isSeen = (y) => element.contains(document.elementFromPoint(middle, y));
      const isRoot = scroller === document.scrollingElement;
      const top = box().top + offset - (isRoot ? 0 : scroller.getBoundingClientRect().top);
      scroller.scrollBy({ top, behavior: "instant" });
      for (let i = 0; i < 5; i++) await frame();
      const { left, width, height } = box();
      const y = box().top + offset;
      let bottom = Math.min(box().bottom, window.innerHeight);
      while (bottom > y && !isSeen(bottom - 1)) bottom--;
      return {
        // In the page, as screenshots want it.
        box: { x: left + scrollX, y: y + scrollY, width, height: bottom - y },
        left: height - offset,
      };
    },
    selector,
    from,
  );

/** Shares of inked pixels of a picture, in fields of 20 × 20, as rows of digits 0 … 9. */
const inkFields = (browser, picture) =>
  browser.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const g = canvas.getContext("2d");
    g.drawImage(image, 0, 0);
    const { data } = g.getImageData(0, 0, image.width, image.height);
    // Of whatever theme.
    const paper = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
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
  }, picture);

/**
 * Shares of inked pixels of an element, in fields of 20 × 20 CSS pixels, as digits 0 … 9: what is where, without the last
 * bit of a letter's edge. All of it, window by window, as who scrolls sees it; the pictures go to `keep`, too.
 */
export async function pictureOf(browser, selector, keep = () => {}) {
  const rows = [];
  for (let from = 0, window = 0; ; window++) {
    const { box, left } = await scrollInto(browser, selector, from);
    const isLast = left - box.height < 1;
    // Whole fields, so that none is cut by a window's end.
    const height = isLast ? box.height : Math.floor(box.height / 20) * 20;
    if (height < 20 && !isLast) throw new Error(`${selector}: ${JSON.stringify(box)} is in sight`);
    const clip = { ...box, height };
    const encoding = "base64";
    const shot = await browser.page.screenshot({ clip, captureBeyondViewport: false, encoding });
    keep(Buffer.from(shot, "base64"), window);
    rows.push(...(await inkFields(browser, shot)));
    if (isLast) return rows;
    from += height;
  }
}

let presses = 0;

/**
 * One click by script as soon as the element (with `words` in it) can be clicked, wherever it is. For what a person reaches
 * by scrolling.
 */
export const press = (browser, selector, words = "") =>
  browser.waitFor(
    (where, wanted, number) => {
      if (window.lastPress === number) return true; // asked again, since the page answered late
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

/** Opens a view by its tab; it has its headings afterwards (views come when they are opened). */
export async function openView(browser, view) {
  await press(browser, `#tab-${view}`);
  await browser.waitFor(
    (id) => document.querySelector(`#view-${id}:not([hidden]) h2`) !== null,
    [view],
  );
}

/** From now on requests to open a run wait in the page until `letOpen`, as they do for a worker that makes much data. */
export const holdOpens = (browser) =>
  browser.evaluate(() => {
    const { prototype } = Worker;
    const { postMessage } = prototype;
    const held = [];
    prototype.postMessage = function (message, ...rest) {
      if (message.type !== "open") postMessage.call(this, message, ...rest);
      else held.push(() => postMessage.call(this, message, ...rest));
    };
    window.heldOpens = held;
    window.letOpen = () => {
      prototype.postMessage = postMessage;
      for (const open of held.splice(0)) open();
    };
  });

export const opensAreHeld = (browser) => browser.waitFor(() => window.heldOpens.length > 0);

export const letOpen = (browser) => browser.evaluate(() => window.letOpen());

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
