// The same seed gives the same weights, bit for bit: 200 steps of the default pendulum run, and the same data solved
// at once, have one fingerprint each in native builds (g++ with and without optimiser and sanitizers), in Node and in three browser engines.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../../web/scripts/serve.mjs";
import { browserNames, launch } from "../browsers/browsers.mjs";
import { limit } from "./support.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const steps = 200;

async function native(preset) {
  const program = path.join(root, "build", preset, "bin/fingerprint");
  const { stdout } = await promisify(execFile)(program);
  return stdout.trim();
}

/** Runs in Node and, as text, in browsers: imports the package from `address` and trains. */
async function train(address, stepCount) {
  const { createLab } = await import(address);
  const lab = await createLab();
  const run = lab.session({ system: "pendulum", seed: 0 });
  for await (const progress of run.train({ steps: stepCount })) void progress;
  const solved = lab.session({ system: "pendulum", model: "sampled-hnn", seed: 0 });
  for await (const progress of solved.train()) void progress;
  return `${run.fingerprint} ${solved.fingerprint}`;
}

async function inBrowser(name, url) {
  const browser = await launch(name);
  try {
    await browser.goto(`${url}blank.html`);
    return await browser.evaluate(train, "/package/index.js", steps);
  } finally {
    await browser.close();
  }
}

test("one fingerprint natively, in Node and in every browser", limit, async () => {
  const server = await serve({
    folder: path.join(root, "dist"),
    intercept: (request, response) => {
      if (request.url !== "/blank.html") return false;
      response.writeHead(200, { "Content-Type": "text/html" });
      response.end("<!doctype html><title>blank</title>");
      return true;
    },
  });
  try {
    const fingerprints = {
      "native release": await native("release"),
      "native dev": await native("dev"),
      node: await train(path.join(root, "dist/package/index.js"), steps),
    };
    for (const name of browserNames) fingerprints[name] = await inBrowser(name, server.url);
    assert.match(fingerprints.node, /^[0-9a-f]{16} [0-9a-f]{16}$/);
    for (const [where, fingerprint] of Object.entries(fingerprints)) {
      assert.equal(fingerprint, fingerprints.node, `${where}: ${JSON.stringify(fingerprints)}`);
    }
  } finally {
    await server.close();
  }
});
