// The soak: the page and elements are used for an hour (or --minutes=N) in Chromium: trained, reset, switched, solved, saved and
// loaded, embedded, hidden and shown. Memory must stay flat and the console empty.
//
//   npm run soak [-- --minutes=3] [--json]

import { serve } from "../../web/scripts/serve.mjs";
import { launch } from "../browsers/browsers.mjs";
import { eventually, openView, pause, press, ready } from "../browsers/page.mjs";

const query = "?v=1&hidden=16,16&trajectories=10&points=20&steps=150";
/** What may remain after the warm-up, of bytes in the page's heap and of nodes and listeners: caches of the browser. */
const allowed = { heap: 4e6, nodes: 400, listeners: 60 };

/** One of each thing that a visitor does. Every round leaves the page as it found it. */
async function round(browser, i) {
  const state = (wanted) =>
    browser.waitFor((is) => document.documentElement.dataset.state === is, [wanted]);
  /** As a step back in the history would: another experiment, small enough to be trained in a moment. */
  const follow = (link) =>
    browser.evaluate((query) => {
      history.replaceState(null, "", query);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }, link);
  const choose = (id, value) =>
    browser.evaluate(
      ([where, what]) => {
        const select = document.querySelector(where);
        select.value = what;
        select.dispatchEvent(new Event("change"));
      },
      [id, value],
    );
  const stepsAtZero = () =>
    browser.waitFor(
      () =>
        document.documentElement.dataset.stepHnn === "0" &&
        document.documentElement.dataset.state === "idle" &&
        !document.querySelector("#train").disabled,
      [],
    );
  const isIn = (...states) =>
    browser.waitFor((some) => some.includes(document.documentElement.dataset.state), [states]);
  await press(browser, "#train");
  await state("finished");
  await press(browser, "#pin");
  await press(browser, "#share");
  await browser.waitFor(() => document.querySelector(".share-dialog")?.open);
  await press(browser, "#share-close");
  for (const view of ["orbits", "chaos", "reversal", "lab"]) {
    // Chaos brings another system along; the others stay with it.
    await openView(browser, view);
    await pause(400);
  }
  await follow(`${query}&system=spring`);
  await browser.waitFor(() => document.querySelector("#system").value === "spring");
  await isIn("idle", "finished"); // from the second round on the spring's networks are known
  await press(browser, "#train");
  // On a busy machine training begins late, or is over before it is paused: then the buttons are not there to be pressed.
  await isIn("training", "finished");
  await pause(300);
  await browser.evaluate(() => document.querySelector("#pause")?.click());
  await isIn("paused", "finished");
  await press(browser, "#reset");
  await stepsAtZero();
  await choose("#theme", ["dark", "projector", "light"][i % 3]);
  await press(browser, "#lessons");
  await browser.waitFor(() => document.querySelector("#lesson-close"));
  await press(browser, "#lesson-close");
  await browser.waitFor(() => !document.querySelector("#lesson"));
  // An element comes, trains, goes.
  await browser.evaluate(async () => {
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
  await browser.waitFor(
    () => document.querySelector("#soaked").getState().state === "finished",
    [],
  );
  await browser.evaluate(() => document.querySelector("#soaked").remove());
  // The networks that were trained with these settings come back with them.
  await follow(query);
  await isIn("finished");
  await press(browser, "#reset");
  await stepsAtZero();
  await browser.evaluate(() => {
    for (const away of document.querySelectorAll(".pinned button")) away.click();
    for (const notice of document.querySelectorAll(".notice-actions .quiet")) notice.click();
  });
}

/** After the garbage is collected, with the round's element in it: that takes some seconds after it is gone. */
async function measure(browser, cdp) {
  const collect = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    await pause(200);
  };
  await eventually(
    async () => {
      await collect();
      return browser.evaluate(() => globalThis.soaked.deref() === undefined);
    },
    () => "an element that has been removed is kept",
  );
  for (let i = 0; i < 3; i++) await collect();
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return {
    heap: usedSize,
    nodes,
    listeners: jsEventListeners,
    workers: browser.page.workers().length,
  };
}

/** Resolves to { rounds, samples, errors, growth, ok }. */
export async function soak({ minutes, say = () => {} }) {
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
    // At least a warm-up and four rounds that count, however slow the machine.
    while (Date.now() < end || rounds < 6) {
      await round(browser, rounds++);
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
