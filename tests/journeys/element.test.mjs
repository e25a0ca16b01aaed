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

/** Until everything that was asked of an element is shown. */
const rests = (page, id) =>
  page.waitForFunction((of) => document.getElementById(of).dataset.busy === "0", id);

const linkOf = async (page, id) => (await stateOf(page, id)).link;

const labs = async (page, url) => {
  await page.setViewportSize({ width: 1000, height: 900 });
  await page.goto(`${url}labs.html`);
  await page.waitForFunction(() => customElements.get("hnn-lab") !== undefined);
};

/** Calls train() without waiting for its end. */
const begin = (page, id) => page.evaluate((of) => void document.getElementById(of).train(), id);

journey(
  "labs on one page share one module; one trains at a time, out of sight it rests, and autoplay waits to be seen",
  async ({ page, url }) => {
    const modules = [];
    page.on("request", (request) => {
      if (request.url().endsWith(".wasm")) modules.push(request.url());
    });
    await labs(page, url);
    // Nothing of the engine before it is asked for; what is far away does not begin, autoplay or not.
    for (const id of ["first", "second", "third"])
      assert.equal((await stateOf(page, id)).state, "poster", id);
    assert.deepEqual(modules, []);
    await page.evaluate(() => {
      document.querySelector("#first").steps = 1_000_000;
    });
    await begin(page, "first");
    await isIn(page, "first", "training");
    await begin(page, "second");
    await isIn(page, "second", "finished");
    await isIn(page, "first", "paused");
    assert.match(await linkOf(page, "second"), /noise=0.2/);

    await begin(page, "first");
    await isIn(page, "first", "training");
    await page.evaluate(() => document.querySelector("#third").scrollIntoView());
    await page.waitForFunction(
      () => document.querySelector("#first").getState().state !== "training",
    );
    await isIn(page, "third", "finished");
    await page.evaluate(() => document.querySelector("#first").scrollIntoView());
    await isIn(page, "first", "training");
    assert.equal(modules.length, 1, "the module is fetched more than once");
  },
  { query: null, server },
);

journey(
  "an element is sharp and right under any scale, takes properties, leaves keys and the wheel to its page, and prints its picture",
  async ({ page, url }) => {
    await labs(page, url);
    await page.evaluate(() => {
      globalThis.complaints = [];
      document.addEventListener("hnn-error", ({ detail }) =>
        globalThis.complaints.push(detail.message),
      );
    });
    await begin(page, "first");
    await isIn(page, "first", "finished");
    const { width, height } = await page.locator("#first .figure-phase-portrait").boundingBox();
    assert.ok(width > 500 && width * height > 600 * 150, "one picture fills its place");

    const starts = [];
    for (const scale of [0.6, 1, 2]) {
      await page.evaluate((factor) => {
        document.querySelector(".scaled").style.transform = `scale(${factor})`;
        window.dispatchEvent(new Event("resize"));
      }, scale);
      // Sharp, as soon as the picture has followed.
      await page.waitForFunction((factor) => {
        const canvas = document.querySelector("#first").shadowRoot.querySelector("#phase-portrait");
        const pixels = canvas.width / (canvas.getBoundingClientRect().width * devicePixelRatio);
        return (pixels > 0.97 || factor < 1) && pixels < 1.7;
      }, scale);
      const box = await page.locator("#first #phase-portrait").boundingBox();
      const before = await linkOf(page, "first");
      await page.mouse.click(box.x + 0.7 * box.width, box.y + 0.4 * box.height);
      if (starts.length === 0)
        await page.waitForFunction(
          (old) => document.querySelector("#first").getState().link !== old,
          before,
        );
      await rests(page, "first");
      const start = new URLSearchParams(await linkOf(page, "first")).get("x0");
      starts.push(start.split(",").map(Number));
    }
    // The same place of the picture is the same state, whatever the scale.
    for (const start of starts)
      for (const i of [0, 1])
        assert.ok(Math.abs(start[i] - starts[1][i]) < 0.06, starts.join("; "));
    await page.evaluate(() => document.querySelector(".scaled").removeAttribute("style"));

    // Properties act immediately; a wrong value is said and changes nothing else.
    await page.evaluate(() => {
      document.querySelector("#first").rolloutDuration = 11;
      document.querySelector("#first").setAttribute("integrator", "magic");
    });
    await page.waitForFunction(() =>
      /rolloutDuration=11/.test(document.querySelector("#first").getState().link),
    );
    await rests(page, "first");
    const complaints = await page.evaluate(() => globalThis.complaints);
    assert.ok(
      complaints.some((words) => /magic/.test(words) && /rk4/i.test(words)),
      complaints.join(),
    );
    assert.match(await linkOf(page, "first"), /rolloutDuration=11/);

    // Keys that the lab has no use for are the page's; so is the wheel.
    await page.evaluate(() => {
      globalThis.keys = [];
      document.addEventListener("keydown", (event) =>
        globalThis.keys.push([event.key, event.defaultPrevented]),
      );
      document.querySelector("#first").shadowRoot.querySelector("#reset").focus();
    });
    const keys = ["Escape", "ArrowRight", "PageDown", "b"];
    for (const key of keys) await page.keyboard.press(key);
    assert.deepEqual(
      await page.evaluate(() => globalThis.keys),
      keys.map((key) => [key, false]),
    );
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.mouse.move(300, 400);
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => window.scrollY > 0);

    // On paper the picture stays, and the controls do not.
    await page.emulateMedia({ media: "print" });
    const heightOf = (selector) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
    assert.ok((await heightOf("#first #phase-portrait")) > 50);
    assert.equal(await heightOf("#first .training-bar"), 0);
  },
  { query: null, server },
);

/** From now on requests to open a run wait in the page until `letOpen`, as they do for a worker that makes much data. */
const holdOpens = (page) =>
  page.evaluate(() => {
    const { prototype } = Worker;
    const { postMessage } = prototype;
    const held = [];
    prototype.postMessage = function (message, ...rest) {
      if (message.type !== "open") postMessage.call(this, message, ...rest);
      else held.push(() => postMessage.call(this, message, ...rest));
    };
    globalThis.heldOpens = held;
    globalThis.letOpen = () => {
      prototype.postMessage = postMessage;
      for (const open of held.splice(0)) open();
    };
  });

for (const [what, start, wait, goOn] of [
  [
    "paused before it is ready trains when play() is called",
    (lab) => void lab.train(),
    (lab) => lab.pause(),
    (lab) => lab.play(),
  ],
  [
    "with autoplay that leaves before it is ready trains when it is seen again",
    (lab) => lab.toggleAttribute("autoplay", true),
    (lab) => lab.style.setProperty("display", "none"),
    (lab) => lab.style.removeProperty("display"),
  ],
])
  journey(
    `an element ${what}`,
    async ({ page, url }) => {
      await labs(page, url);
      await holdOpens(page);
      await page.evaluate(() => {
        const lab = document.createElement("hnn-lab");
        lab.id = "late";
        lab.setAttribute("hidden-layers", "8");
        lab.setAttribute("steps", "30");
        lab.addEventListener("hnn-ready", () => {
          lab.isReady = true;
        });
        document.querySelector("main").prepend(lab);
      });
      const late = page.locator("#late");
      await late.evaluate(start);
      await page.waitForFunction(() => globalThis.heldOpens.length > 0);
      await late.evaluate(wait);
      await page.evaluate(() => new Promise(requestAnimationFrame)); // sight is observed with the next frame
      await page.evaluate(() => globalThis.letOpen());
      await page.waitForFunction(() => document.querySelector("#late").isReady);
      await rests(page, "late");
      const { state, progress } = await stateOf(page, "late");
      assert.deepEqual([state, progress.steps], ["idle", { hnn: 0, baseline: 0 }]);
      const time = () => late.evaluate((lab) => lab.shadowRoot.querySelector("#time").value);
      const before = await time();
      for (let i = 0; i < 10; i++) await page.evaluate(() => new Promise(requestAnimationFrame));
      assert.equal(await time(), before, "something moves");
      await late.evaluate(goOn);
      await isIn(page, "late", "finished");
    },
    { query: null, server, context: { reducedMotion: "no-preference" } }, // so that something could move
  );
