// What depends on the browser's engine, for each of them: the bits, the package as a plain module, refusals that leave the
// core whole, a training on the page, the page as one file from a disk, and the element. One browser for all of it.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "../../web/scripts/serve.mjs";
import { launch } from "../browsers/browsers.mjs";
import { fingerprints } from "./fingerprint.mjs";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
/** ms; of one test. Slowed down by chance (JITTER) it may take longer. */
const limit = { timeout: 30_000 * (process.env.JITTER ? 6 : 1) };
const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";

const pages = {
  "/blank.html": "<!doctype html><title>blank</title>",
  "/site/labs.html": `<!doctype html><html lang="en"><title>Labs</title>
    <script type="module" src="./hnn-lab.js"></script>
    <hnn-lab id="first" hidden-layers="8,8" trajectories="6" points="8" steps="60"></hnn-lab></html>`,
};

/** In the page: what the core refuses, by an exception out of calls of every kind; the run goes on as if nothing had been. */
async function refusals(address) {
  const { createLab } = await import(address);
  const nameOf = (ask) => {
    try {
      ask();
      return "not refused";
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const lab = await createLab();
  const settings = {
    ...{ system: "double-pendulum", coordinates: "velocities", hidden: [8] },
    ...{ trajectories: 4, points: 8 },
  };
  const run = lab.session(settings);
  const undisturbed = lab.session(settings);
  const [x0, duration] = [[1, 0.5, 0, 0], 1];
  const grid = { xMin: -1, xMax: 1, yMin: -1, yMax: 1, columns: 4, rows: 4 };
  const asked = {
    session: () => lab.session({ ...settings, noise: -1 }),
    rollout: () => run.rollout({ x0: [1], duration }),
    injection: () => run.rollout({ x0, duration, injection: { start: 0, duration: 1, rate: 1 } }),
    grid: () => run.grid({ ...grid, xAxis: 0, yAxis: 9 }),
    reversal: () => [...run.study({ type: "reversal", x0, duration })],
    chaos: () => [...run.study({ type: "chaos", starts: x0, duration })],
    section: () => [...run.study({ type: "section", energy: 1, duration })],
  };
  const said = {};
  for (let i = 0; i < 5; i++) {
    for (const [name, ask] of Object.entries(asked)) said[name] = nameOf(ask);
    run.advance(2);
  }
  undisturbed.advance(10);
  const isLoaded = lab.load(run.save()).fingerprint === run.fingerprint;
  return { said, isSame: run.fingerprint === undisturbed.fingerprint, isLoaded };
}

const finished = (browser) =>
  browser.waitFor(() => document.documentElement.dataset.state === "finished");

const trainOnPage = async (browser) => {
  await browser.waitFor(() => document.documentElement.dataset.state === "idle");
  await browser.waitFor(() => {
    const train = document.querySelector("#train");
    return train && !train.disabled && train.getAttribute("aria-disabled") !== "true";
  });
  await browser.evaluate(() => document.querySelector("#train").click());
  await finished(browser);
  const { stepHnn, stepBaseline } = await browser.evaluate(() => ({
    ...document.documentElement.dataset,
  }));
  assert.deepEqual([stepHnn, stepBaseline], ["60", "60"]);
};

export const engineTests = (name) =>
  describe(name, () => {
    let server;
    let browser;

    before(async () => {
      server = await serve({
        folder: dist,
        intercept: (request, response) => {
          const page = pages[request.url];
          if (!page) return false;
          response.writeHead(200, { "Content-Type": "text/html" });
          response.end(page);
          return true;
        },
      });
      browser = await launch(name, { motion: false });
    });

    after(async () => {
      await browser?.close();
      await server?.close();
    });

    test(`${name} finds the fingerprints that Node finds`, limit, async () => {
      await browser.goto(`${server.url}blank.html`);
      const inNode = await fingerprints(pathToFileURL(path.join(dist, "package/index.js")).href);
      assert.equal(await browser.evaluate(fingerprints, "/package/index.js"), inNode);
    });

    test(
      `${name}: what the core refuses leaves it whole, and a saved run is loaded`,
      limit,
      async () => {
        await browser.goto(`${server.url}blank.html`);
        const { said, isSame, isLoaded } = await browser.evaluate(refusals, "/package/index.js");
        for (const [what, refusal] of Object.entries(said))
          assert.match(refusal, /^RangeError: .*(must|needs|requires)/, what);
        assert.ok(isSame && isLoaded);
      },
    );

    test(`${name}: the page trains and draws`, limit, async () => {
      browser.errors.splice(0); // of other pages
      await browser.goto(`${server.url}site/${small}`);
      await trainOnPage(browser);
      for (const id of ["loss-chart", "phase-portrait"]) {
        await browser.evaluate((where) => document.getElementById(where).scrollIntoView(), id);
        await browser.waitFor(
          (where) => {
            const canvas = document.getElementById(where);
            const { data } = canvas
              .getContext("2d")
              .getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value, i) => Math.abs(value - data[i % 4]) > 24);
          },
          [id],
        );
      }
      assert.deepEqual(browser.errors, []);
    });

    test(`${name}: the page pauses on request`, limit, async () => {
      browser.errors.splice(0); // of other pages
      // More than can be done while the test looks: it ends by the button.
      await browser.goto(`${server.url}site/${small.replace("steps=60", "steps=1000000")}`);
      await browser.waitFor(() => {
        const train = document.querySelector("#train");
        if (!train || train.disabled || train.getAttribute("aria-disabled") === "true")
          return false;
        train.click();
        return true;
      });
      // Steps may be those of the first visit, which come back: training has begun when there is something to pause.
      await browser.waitFor(() => {
        const pause = document.querySelector("#pause");
        pause?.click();
        return pause !== null;
      });
      await browser.waitFor(() => document.documentElement.dataset.state === "paused");
      assert.deepEqual(browser.errors, []);
    });

    test(`${name}: one file from a disk trains`, limit, async () => {
      const file = pathToFileURL(path.join(dist, "site/hnn-lab.html")).href;
      await browser.goto(`${file}${small}`);
      await trainOnPage(browser);
      await browser.waitFor(() =>
        /[0-9a-f]{4}/.test(document.querySelector("#fingerprint-hnn")?.textContent),
      );
    });

    test(`${name}: an element trains`, limit, async () => {
      await browser.goto(`${server.url}site/labs.html`);
      await browser.waitFor(() => customElements.get("hnn-lab") !== undefined);
      await browser.evaluate(() => document.querySelector("#first").train());
      await browser.waitFor(() => document.querySelector("#first").getState().state === "finished");
      const { progress } = await browser.evaluate(() =>
        document.querySelector("#first").getState(),
      );
      assert.deepEqual(progress.steps, { hnn: 60, baseline: 60 });
    });
  });
