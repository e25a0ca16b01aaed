// `<hnn-lab>` on a page, and the frame: attributes, parts, events, sharing, rest, keys, scale, print, messages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { serve } from "../../web/scripts/serve.mjs";
import { launch } from "../browsers/browsers.mjs";
import { holdOpens, letOpen, limit, opensAreHeld, passes } from "./support.mjs";

const fixture = (name) => readFileSync(new URL(`../journeys/fixtures/${name}`, import.meta.url));
/** The built site with a page of our own in it. */
const withLabs = async (name, use, page = "labs.html") => {
  const files = {
    "/labs.html": "text/html",
    "/labs.css": "text/css",
    "/framed.html": "text/html",
    "/framed.js": "text/javascript",
  };
  const server = await serve({
    intercept: (request, response) => {
      const type = files[request.url];
      if (!type) return false;
      response.setHeader("Content-Type", type);
      response.end(fixture(request.url.slice(1)));
      return true;
    },
  });
  let browser;
  try {
    browser = await launch(name);
    await browser.goto(server.url + page);
    return await use(browser, server);
  } finally {
    await browser?.close();
    await server.close();
  }
};

const shadowText = (browser, id) =>
  browser.evaluate((of) => document.getElementById(of).shadowRoot.textContent, id);
const stateOf = (browser, id) =>
  browser.evaluate((of) => document.getElementById(of).getState(), id);
const whenDone = (browser, id) =>
  browser.waitFor((of) => document.getElementById(of).getState().state === "finished", [id]);
const settle = (browser) => passes(browser, 600);

test("labs on one page: posters, parts, events, one module, one that trains", limit, () =>
  withLabs("chromium", async (browser, server) => {
    const { page } = browser;
    await browser.resize(1000, 900);
    const wasm = [];
    page.on("request", (request) => {
      if (request.url().endsWith(".wasm")) wasm.push(request.url());
    });
    await browser.waitFor(() => customElements.get("hnn-lab") !== undefined);
    // Nothing of the engine before somebody asks for it; what is far away does not begin, autoplay or not.
    assert.equal(wasm.length, 0);
    for (const id of ["first", "second", "third"])
      assert.equal((await stateOf(browser, id)).state, "poster", id);
    await browser.evaluate(() => {
      globalThis.heard = [];
      for (const name of ["hnn-ready", "hnn-progress", "hnn-done", "hnn-error", "hnn-state"])
        document.addEventListener(name, ({ target, detail }) =>
          globalThis.heard.push({ id: target.id, name, detail }),
        );
    });

    // A click on the poster starts and trains.
    await page.evaluate(() =>
      document.querySelector("#first").shadowRoot.querySelector(".poster").click(),
    );
    await whenDone(browser, "first");
    const heard = await browser.evaluate(() => globalThis.heard.filter(({ id }) => id === "first"));
    const names = heard.map(({ name }) => name);
    assert.equal(names[0], "hnn-ready");
    assert.ok(names.includes("hnn-progress") && names.includes("hnn-done"), names.join());
    const done = heard.find(({ name }) => name === "hnn-done").detail;
    assert.deepEqual(done.steps, { hnn: 60, baseline: 60 });
    assert.match(done.fingerprints.hnn, /^[0-9a-f]{16}$/);

    // Only what is named: one picture, which fills its place, and the bar.
    const boxes = await browser.evaluate(() => {
      const root = document.querySelector("#first").shadowRoot;
      const shown = (selector) => {
        const box = root.querySelector(selector).getBoundingClientRect();
        return box.width * box.height;
      };
      return {
        portrait: shown(".figure-phase-portrait"),
        energy: shown(".figure-energy-chart"),
        settings: shown(".settings"),
        head: shown(".page-head"),
        bar: shown(".training-bar"),
        ids: document.querySelectorAll("#train").length,
      };
    });
    assert.ok(boxes.portrait > 600 * 150 && boxes.bar > 0);
    assert.deepEqual([boxes.energy, boxes.settings, boxes.head, boxes.ids], [0, 0, 0, 0]);

    // Sharp, and in the right place, under any scale.
    for (const scale of [0.6, 1, 2]) {
      await browser.evaluate((factor) => {
        document.querySelector(".scaled").style.transform = `scale(${factor})`;
        window.dispatchEvent(new Event("resize"));
      }, scale);
      await settle(browser);
      const seen = await browser.evaluate(() => {
        const canvas = document.querySelector("#first").shadowRoot.querySelector("#phase-portrait");
        const box = canvas.getBoundingClientRect();
        return {
          pixels: canvas.width / (box.width * devicePixelRatio),
          x: box.x + box.width * 0.7,
          y: box.y + box.height * 0.4,
        };
      });
      assert.ok(seen.pixels > 0.97 || scale < 1, `${seen.pixels} pixels for each of the screen's`);
      assert.ok(seen.pixels < 1.7);
      await page.mouse.click(seen.x, seen.y);
      await settle(browser);
      const { link } = await stateOf(browser, "first");
      const start = new URLSearchParams(link).get("x0").split(",").map(Number);
      globalThis.starts = [...(globalThis.starts ?? []), start];
    }
    // The same place of the picture is the same state, whatever the scale.
    const [small, plain, large] = globalThis.starts;
    for (const other of [small, large])
      for (const i of [0, 1]) assert.ok(Math.abs(other[i] - plain[i]) < 0.06, `${other} ${plain}`);
    await browser.evaluate(() => document.querySelector(".scaled").removeAttribute("style"));

    // Attributes and properties act at once; a wrong value is said and changes nothing else.
    await browser.evaluate(() => {
      document.querySelector("#first").rolloutDuration = 11;
      document.querySelector("#first").setAttribute("integrator", "magic");
    });
    await browser.waitFor(() =>
      /integrator=|rolloutDuration=11/.test(document.querySelector("#first").getState().link),
    );
    const wrong = await browser.evaluate(() =>
      globalThis.heard
        .filter(({ name }) => name === "hnn-error")
        .map(({ detail }) => detail.message),
    );
    assert.ok(
      wrong.some((message) => /magic/.test(message) && /rk4/i.test(message)),
      wrong.join(),
    );
    assert.match((await stateOf(browser, "first")).link, /rolloutDuration=11/);

    // Another lab: the same module serves it; while it trains, the first gives way.
    await browser.evaluate(() => {
      document.querySelector("#first").steps = 50_000; // the run goes on, its end moves
      void document.querySelector("#first").train();
    });
    await browser.waitFor(() => document.querySelector("#first").getState().state === "training");
    await browser.evaluate(() => document.querySelector("#second").train());
    await browser.waitFor(
      () =>
        document.querySelector("#second").getState().state === "training" ||
        document.querySelector("#second").getState().state === "finished",
    );
    await whenDone(browser, "second");
    await browser.waitFor(() => document.querySelector("#first").getState().state === "paused");
    assert.equal(new Set(wasm).size, 1);
    assert.equal(wasm.length, 1, "the module was fetched more than once");
    assert.match((await stateOf(browser, "second")).link, /noise=0.2/);

    // Out of sight it rests, in sight it goes on.
    await browser.evaluate(() => document.querySelector("#first").train());
    await browser.waitFor(() => document.querySelector("#first").getState().state === "training");
    await browser.evaluate(() => document.querySelector("#third").scrollIntoView());
    await browser.waitFor(() => document.querySelector("#first").getState().state !== "training");
    // Autoplay begins when it is seen.
    await whenDone(browser, "third");
    assert.equal(wasm.length, 1);
    await browser.evaluate(() => document.querySelector("#first").scrollIntoView());
    await browser.waitFor(() =>
      ["training", "finished"].includes(document.querySelector("#first").getState().state),
    );

    // Keys that the lab has no use for are the page's; so is the wheel.
    await browser.evaluate(() => {
      globalThis.keys = [];
      document.addEventListener("keydown", (event) =>
        globalThis.keys.push([event.key, event.defaultPrevented]),
      );
      document.querySelector("#first").shadowRoot.querySelector("#reset").focus();
    });
    for (const key of ["Escape", "ArrowRight", "PageDown", "b"]) await page.keyboard.press(key);
    assert.deepEqual(await browser.evaluate(() => globalThis.keys), [
      ["Escape", false],
      ["ArrowRight", false],
      ["PageDown", false],
      ["b", false],
    ]);
    const before = await browser.evaluate(() => window.scrollY);
    const box = await browser.evaluate(() => {
      const { x, y } = document.querySelector("#second").getBoundingClientRect();
      return { x, y };
    });
    await page.mouse.move(box.x + 200, box.y + 100);
    await page.mouse.wheel({ deltaY: 300 });
    await browser.waitFor((was) => window.scrollY > was, [before]);

    // Print: the picture stays, the controls do not.
    await page.emulateMediaType("print");
    const printed = await browser.evaluate(() => {
      const root = document.querySelector("#second").shadowRoot;
      const height = (selector) => root.querySelector(selector).getBoundingClientRect().height;
      return { chart: height("#energy-chart"), bar: height(".training-bar") };
    });
    assert.ok(printed.chart > 50 && printed.bar === 0);
    await page.emulateMediaType("screen");

    // Gone means gone: its workers end.
    const workers = page.workers().length;
    await browser.evaluate(() => document.querySelector("#second").remove());
    for (let i = 0; i < 50 && page.workers().length >= workers; i++) await settle(browser);
    assert.ok(page.workers().length < workers);
    assert.match(await shadowText(browser, "first"), /Phase portrait/);
    assert.ok(server.url);
  }),
);

test(
  "who goes out of sight or is told to wait before it is ready trains when it may run again",
  limit,
  () =>
    withLabs("chromium", async (browser) => {
      await browser.resize(1000, 900);
      await browser.waitFor(() => customElements.get("hnn-lab") !== undefined);
      const isReady = () => browser.waitFor(() => document.querySelector("#late").isReady);
      /** An element in sight, once its workers are asked for their data. */
      const appears = async (act) => {
        await holdOpens(browser);
        await browser.evaluate((isAutoplay) => {
          document.querySelector("#late")?.remove();
          const lab = document.createElement("hnn-lab");
          lab.id = "late";
          lab.setAttribute("hidden-layers", "8");
          lab.setAttribute("steps", "30");
          lab.toggleAttribute("autoplay", isAutoplay);
          lab.addEventListener("hnn-ready", () => {
            lab.isReady = true;
          });
          document.querySelector("main").prepend(lab);
        }, act === "autoplay");
        if (act === "train")
          await browser.evaluate(() => void document.querySelector("#late").train());
        await opensAreHeld(browser);
      };
      const isUntrained = async (why) => {
        await isReady();
        await settle(browser);
        const { state, progress } = await stateOf(browser, "late");
        assert.deepEqual([state, progress.steps], ["idle", { hnn: 0, baseline: 0 }], why);
        const time = () =>
          browser.evaluate(
            () => document.querySelector("#late").shadowRoot.querySelector("#time").value,
          );
        const before = await time();
        await settle(browser);
        assert.equal(await time(), before, `${why}: something moves`);
      };

      // Slides that are left before their lab is up.
      await appears("train");
      await browser.evaluate(() => document.querySelector("#late").pause());
      await letOpen(browser);
      await isUntrained("told to wait");
      await browser.evaluate(() => document.querySelector("#late").play());
      await whenDone(browser, "late");

      await appears("autoplay");
      await browser.evaluate(() => {
        document.querySelector("#late").style.display = "none";
      });
      await settle(browser);
      await letOpen(browser);
      await isUntrained("out of sight");
      await browser.evaluate(() => {
        document.querySelector("#late").style.display = "";
      });
      await whenDone(browser, "late");
    }),
);
