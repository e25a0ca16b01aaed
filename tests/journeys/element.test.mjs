// `<hnn-lab>` on a page, and the frame: attributes, methods, events, removal and return, messages, silence for strangers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { journey, shareBrowser } from "./journey.mjs";

shareBrowser();

const types = {
  "/labs.html": "text/html",
  "/labs.css": "text/css",
  "/framed.html": "text/html",
  "/framed.js": "text/javascript",
};
const server = {
  intercept: (request, response) => {
    const type = types[request.url];
    if (!type) return false;
    response.setHeader("Content-Type", type);
    response.end(readFileSync(new URL(`./fixtures${request.url}`, import.meta.url)));
    return true;
  },
};

const stateOf = (page, id) => page.evaluate((of) => document.getElementById(of).getState(), id);
const isIn = (page, id, state) =>
  page.waitForFunction(
    ([of, wanted]) => document.getElementById(of).getState().state === wanted,
    [id, state],
  );

journey(
  "an element trains by its method, tells its host, and goes on when it is appended again",
  async ({ page, url }) => {
    await page.goto(`${url}labs.html`);
    await page.waitForFunction(() => customElements.get("hnn-lab") !== undefined);
    await page.evaluate(() => {
      globalThis.heard = [];
      for (const name of ["hnn-ready", "hnn-progress", "hnn-done", "hnn-error", "hnn-state"])
        document.addEventListener(name, ({ target, detail }) =>
          globalThis.heard.push({ id: target.id, name, detail }),
        );
    });
    assert.equal((await stateOf(page, "first")).state, "poster");
    await page.locator("#first .poster").click();
    await isIn(page, "first", "finished");
    const heard = await page.evaluate(() => globalThis.heard.filter(({ id }) => id === "first"));
    const names = heard.map(({ name }) => name);
    assert.equal(names[0], "hnn-ready");
    assert.ok(names.includes("hnn-progress") && names.includes("hnn-done"), names.join());
    const done = heard.find(({ name }) => name === "hnn-done").detail;
    assert.deepEqual(done.steps, { hnn: 60, baseline: 60 });
    assert.match(done.fingerprints.hnn, /^[0-9a-f]{16}$/);

    // Only what is named: one picture and the bar.
    for (const [selector, isSeen] of [
      ["#phase-portrait", true],
      [".training-bar", true],
      ["#energy-chart", false],
      [".settings", false],
      [".page-head", false],
    ])
      assert.equal(await page.locator(`#first ${selector}`).first().isVisible(), isSeen, selector);

    const workers = page.workers().length;
    await page.evaluate(() => {
      globalThis.gone = document.querySelector("#first");
      globalThis.place = globalThis.gone.parentElement;
      globalThis.gone.remove();
    });
    await page.waitForFunction(() => document.querySelector("#first") === null);
    for (const end = Date.now() + 10_000; page.workers().length >= workers; )
      if (Date.now() > end) assert.fail("the workers of a removed element go on");
      else await page.evaluate(() => new Promise(requestAnimationFrame));
    await page.evaluate(() => globalThis.place.append(globalThis.gone));
    await page.evaluate(() => document.querySelector("#first").train());
    await isIn(page, "first", "finished");
  },
  { query: null, server },
);

journey(
  "a frame answers its host's messages, refuses what it does not know, and is silent to strangers",
  async ({ page, url }) => {
    await page.goto(`${url}framed.html`);
    const hears = (test, value) =>
      page.waitForFunction(
        ([key, wanted]) => globalThis.heard?.some((message) => message[key] === wanted),
        [test, value],
      );
    const ask = (message) => page.evaluate((given) => globalThis.ask(given), message);
    const answer = (id) =>
      page.evaluate((wanted) => globalThis.heard.find((message) => message.id === wanted), id);
    await hears("type", "hnn-lab:ready");
    await hears("type", "hnn-lab:resize");
    await ask({
      type: "hnn-lab:set-state",
      id: 1,
      link: "?v=1&system=spring&hidden=16,16&trajectories=6&points=8&steps=40&noise=7",
    });
    await hears("id", 1);
    const state = await answer(1);
    assert.match(state.detail.link, /system=spring/);
    assert.match(state.notices.join(), /7/);
    await ask({ type: "hnn-lab:train", id: 2 });
    await hears("type", "hnn-lab:done");
    await ask({ type: "hnn-lab:dance", id: 3 });
    await hears("id", 3);
    const refused = await answer(3);
    assert.equal(refused.type, "hnn-lab:error");
    assert.match(refused.detail.message, /set-state/);
    // A frame that names another origin does not listen to this page.
    await page.evaluate(() => {
      globalThis.heard.length = 0;
      globalThis.stranger({ type: "hnn-lab:get-state", id: 9 });
      globalThis.ask({ type: "hnn-lab:get-state", id: 10 });
    });
    await hears("id", 10);
    assert.equal(await answer(9), undefined);
  },
  { query: null, server },
);
