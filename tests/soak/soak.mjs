// The soak: the page and elements are used for an hour (or --minutes=N) in Chromium: trained, reset, switched, solved, saved and
// loaded, embedded, hidden and shown. Memory must stay flat and the console empty.
//
//   npm run soak [-- --minutes=3]

import { serve } from "../../web/scripts/serve.mjs";
import { launch, waitLimit } from "../browsers/browsers.mjs";
import { ready } from "../browsers/page.mjs";

const query = "?v=1&hidden=16,16&trajectories=10&points=20&steps=150";
/** What may remain after the warm-up, of bytes in the page's heap and of nodes and listeners: caches of the browser. */
const allowed = { heap: 4e6, nodes: 400, listeners: 60 };

const interval = 20; // ms between two looks at the page

/** A page, and what a visitor does with it. */
function visitor(browser) {
  const waitFor = (fn, args = []) => browser.waitFor(fn, args, { interval });
  /** Clicks by script as soon as the element can be clicked. */
  const press = (selector) =>
    waitFor(
      (where) => {
        const element = document.querySelector(where);
        if (!element || element.disabled || element.ariaDisabled === "true") return false;
        element.click();
        return true;
      },
      [selector],
    );
  /**
   * Until the page's data attributes have one of the given values each. The page itself looks when they change, because many
   * questions from outside would slow its training down.
   */
  const shows = (wanted) =>
    browser.evaluate(
      (values, limit) =>
        new Promise((resolve, reject) => {
          const { dataset } = document.documentElement;
          const look = () => {
            if (Object.entries(values).every(([key, some]) => some.includes(dataset[key])))
              end(resolve);
          };
          const observer = new MutationObserver(look);
          const late = () =>
            end(() => reject(new Error(`${JSON.stringify([values, dataset])} after ${limit} ms`)));
          const timer = setTimeout(late, limit);
          const end = (act) => {
            clearTimeout(timer);
            observer.disconnect();
            act();
          };
          observer.observe(document.documentElement, { attributes: true });
          look();
        }),
      wanted,
      waitLimit,
    );
  return {
    evaluate: browser.evaluate,
    waitFor,
    press,
    shows,
    async openView(view) {
      await press(`#tab-${view}`);
      await waitFor(
        (id) => document.querySelector(`#view-${id}:not([hidden]) h2`) !== null,
        [view],
      );
    },
  };
}

/** One of each thing that a visitor does. Every round leaves the page as it found it. */
async function round(page, i) {
  const { press, shows } = page;
  const isIn = (...states) => shows({ state: states });
  /** As a step back in the history would: another experiment, small enough to be trained in a moment. */
  const follow = (link) =>
    page.evaluate((query) => {
      history.replaceState(null, "", query);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }, link);
  const choose = (id, value) =>
    page.evaluate(
      ([where, what]) => {
        const select = document.querySelector(where);
        select.value = what;
        select.dispatchEvent(new Event("change"));
      },
      [id, value],
    );
  const isNew = () => shows({ state: ["idle"], stepHnn: ["0"], stepBaseline: ["0"] });
  await press("#train");
  await isIn("finished");
  await press("#pin");
  await press("#share");
  await page.waitFor(() => document.querySelector(".share-dialog")?.open);
  await press("#share-close");
  for (const view of ["orbits", "chaos", "reversal", "lab"]) {
    // Chaos brings another system along; the others stay with it.
    await page.openView(view);
    // Left with its study done, or in the middle of it.
    if (i % 2 === 0) await shows({ busy: ["0"] });
  }
  await follow(`${query}&system=spring`);
  await page.waitFor(() => document.querySelector("#system").value === "spring");
  // From the second round on the spring's networks are known, as they were left.
  // The system is named before they are shown: until then the steps are those of the networks before.
  await isIn("idle", "paused", "finished");
  await shows({ busy: ["0"] });
  const before = await page.evaluate(() => document.documentElement.dataset.stepHnn);
  await press("#train");
  // On a busy machine training begins late, or is over before it is paused: then the buttons are not there to be pressed.
  await isIn("training", "finished");
  await page.waitFor((step) => document.documentElement.dataset.stepHnn !== step, [before]);
  await page.evaluate(() => document.querySelector("#pause")?.click());
  await isIn("paused", "finished");
  await press("#reset");
  await isNew();
  await choose("#theme", ["dark", "projector", "light"][i % 3]);
  await press("#lessons");
  await page.waitFor(() => document.querySelector("#lesson-close"));
  await press("#lesson-close");
  await page.waitFor(() => !document.querySelector("#lesson"));
  // An element comes, trains, goes.
  await page.evaluate(async () => {
    await import(new URL("./hnn-lab.js", location.href).href);
    const lab = document.createElement("hnn-lab");
    lab.id = "soaked";
    globalThis.soaked = new WeakRef(lab);
    lab.setAttribute("hidden-layers", "8");
    lab.setAttribute("trajectories", "4");
    lab.setAttribute("steps", "20");
    document.body.append(lab);
    lab.scrollIntoView();
    void lab.train();
  });
  await page.waitFor(() => document.querySelector("#soaked").getState().state === "finished", []);
  await page.evaluate(() => document.querySelector("#soaked").remove());
  // The networks that were trained with these settings come back with them.
  await follow(query);
  await isIn("finished");
  await press("#reset");
  await isNew();
  await page.evaluate(() => {
    for (const away of document.querySelectorAll(".pinned button")) away.click();
    for (const notice of document.querySelectorAll(".notice-actions .quiet")) notice.click();
  });
}

/**
 * After the garbage is collected, with the round's element in it: a timer of the page may still refer to it for a while. What is
 * collected lets other things go, so this goes on until a collection changes nothing.
 */
async function measure(browser, cdp) {
  const collect = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    await browser.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    const isGone = await browser.evaluate(() => globalThis.soaked.deref() === undefined);
    const { nodes, jsEventListeners: listeners } = await cdp.send("Memory.getDOMCounters");
    return { isGone, nodes, listeners };
  };
  const end = Date.now() + waitLimit;
  let now = await collect();
  for (let same = 0; !now.isGone || same < 1; ) {
    const before = now;
    now = await collect();
    same = now.nodes === before.nodes && now.listeners === before.listeners ? same + 1 : 0;
    if (Date.now() < end) continue;
    if (!now.isGone) throw new Error("an element that has been removed is kept");
    break; // something of the page comes and goes
  }
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, listeners } = now;
  return { heap: usedSize, nodes, listeners, workers: browser.page.workers().length };
}

/**
 * For so many minutes or rounds, and at least six rounds: a warm-up and four that count. Resolves to
 * { rounds, samples, errors, growth, ok }.
 */
export async function soak({ minutes = 0, rounds: wanted = 6, say = () => {} }) {
  const server = await serve();
  const browser = await launch("chromium");
  try {
    await browser.resize(1280, 800);
    await browser.goto(server.url + query);
    await ready(browser);
    const cdp = await browser.page.createCDPSession();
    await cdp.send("HeapProfiler.enable");
    const end = Date.now() + minutes * 60_000;
    const samples = [];
    let rounds = 0;
    const page = visitor(browser);
    while (Date.now() < end || rounds < Math.max(6, wanted)) {
      await round(page, rounds++);
      const sample = { round: rounds, ...(await measure(browser, cdp)) };
      samples.push(sample);
      say(sample);
    }
    // The first rounds fill caches; two rounds make one turn of systems, three one of themes.
    const warm = samples.slice(2);
    const middle = Math.floor(warm.length / 2);
    const usual = (list, key) =>
      list.map((sample) => sample[key]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
    const growth = Object.fromEntries(
      ["heap", "nodes", "listeners", "workers"].map((key) => [
        key,
        usual(warm.slice(middle), key) - usual(warm.slice(0, middle), key),
      ]),
    );
    const { errors } = browser;
    const isFlat =
      Object.entries(allowed).every(([key, most]) => growth[key] <= most) && growth.workers <= 0;
    return { rounds, samples, errors, growth, ok: isFlat && errors.length === 0 };
  } finally {
    await browser.close();
    await server.close();
  }
}

if (process.argv[1]?.endsWith("soak.mjs")) {
  const asked = process.argv.find((argument) => argument.startsWith("--minutes="));
  const minutes = Number(asked?.split("=")[1] ?? 60);
  if (!(minutes > 0)) throw new Error(`--minutes must be a positive number, got ${asked}`);
  const { buildSite } = await import("../../web/scripts/build.mjs");
  await buildSite();
  const found = await soak({
    minutes,
    say: ({ round: at, heap, nodes, listeners, workers }) =>
      console.log(
        `round ${at}: heap ${(heap / 1e6).toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners, ${workers} workers`,
      ),
  });
  console.log(JSON.stringify({ growth: found.growth, errors: found.errors, ok: found.ok }));
  if (!found.ok) process.exitCode = 1;
}
