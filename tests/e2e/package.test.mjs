// The built package in a browser, without any bundler: a plain module script, under the page's strict policy.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../web/scripts/serve.mjs";
import { browserNames, launch } from "../browsers/browsers.mjs";
import { limit } from "./support.mjs";

const folder = fileURLToPath(new URL("../../dist/package", import.meta.url));
const skip = existsSync(path.join(folder, "index.js"))
  ? false
  : "dist/package is not built: npm run build";

const page = `<!doctype html><html lang="en"><title>hnn-lab</title>
<script type="module" src="./use.js"></script><p id="out"></p></html>`;
const script = `
import { createLab } from "./index.js";
const out = document.querySelector("#out");
try {
  const lab = await createLab();
  const run = lab.session({ hidden: [8], trajectories: 4 });
  for await (const { step } of run.train({ steps: 20 })) out.dataset.step = step;
  out.textContent = "done " + (lab.load(run.save()).fingerprint === run.fingerprint);
  run.dispose();
} catch (error) {
  out.textContent = "failed " + error.message;
}`;

// What the core refuses it refuses by an exception, out of calls of every kind; the run goes on as if nothing had been.
const refusals = `
import { createLab } from "./index.js";
const out = document.querySelector("#out");
const nameOf = (ask) => {
  try {
    ask();
    return "not refused";
  } catch (error) {
    return error.name + ": " + error.message;
  }
};
try {
  const lab = await createLab();
  const settings = { system: "double-pendulum", coordinates: "velocities", hidden: [8], trajectories: 4, points: 8 };
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
  out.dataset.same = run.fingerprint === undisturbed.fingerprint;
  out.textContent = JSON.stringify(said);
} catch (error) {
  out.textContent = "failed " + error.message;
}`;

/** Runs a script beside the package in a browser; what it says in the end, and whether it found the same. */
async function saidBy(name, use) {
  const answers = { "/page.html": ["text/html", page], "/use.js": ["text/javascript", use] };
  const server = await serve({
    folder,
    intercept: (request, response) => {
      const answer = answers[request.url];
      if (!answer) return false;
      response.writeHead(200, { "Content-Type": answer[0] });
      response.end(answer[1]);
      return true;
    },
  });
  let browser;
  try {
    browser = await launch(name);
    await browser.goto(`${server.url}page.html`);
    await browser.waitFor(() => document.querySelector("#out").textContent !== "");
    return await browser.evaluate(() => {
      const { textContent, dataset } = document.querySelector("#out");
      return { said: textContent, same: dataset.same };
    });
  } finally {
    await browser?.close();
    await server.close();
  }
}

for (const name of browserNames) {
  test(`a plain module script imports and trains in ${name}`, { skip, ...limit }, async () => {
    assert.equal((await saidBy(name, script)).said, "done true");
  });

  test(`what the core refuses leaves it whole in ${name}`, { skip, ...limit }, async () => {
    const { said, same } = await saidBy(name, refusals);
    for (const [what, refusal] of Object.entries(JSON.parse(said)))
      assert.match(refusal, /^RangeError: .*(must|needs)/, what);
    assert.equal(same, "true");
  });
}
