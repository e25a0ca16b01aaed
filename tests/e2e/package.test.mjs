// The built package in a browser, without any bundler: a plain module script, under the page's strict policy.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../web/scripts/serve.mjs";
import { launch } from "./browsers.mjs";

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

for (const name of ["chromium", "firefox", "webkitgtk"]) {
  test(`a plain module script imports and trains in ${name}`, {
    skip,
    timeout: 120_000,
  }, async () => {
    const answers = { "/page.html": ["text/html", page], "/use.js": ["text/javascript", script] };
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
      const said = await browser.evaluate(() => document.querySelector("#out").textContent);
      assert.equal(said, "done true");
    } finally {
      await browser?.close();
      await server.close();
    }
  });
}
