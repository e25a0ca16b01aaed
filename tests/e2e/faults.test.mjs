// Bad input and broken surroundings in the real page: each gives a message with cause and remedy, the page stays,
// settings and the last good model survive.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import {
  limit,
  press,
  ready,
  settledFingerprint,
  summary,
  textOf,
  trained,
  withPage,
} from "./support.mjs";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=100000";
/** Does not finish while a test looks: minutes of training. */
const long = "?v=1&hidden=64,64&trajectories=6&points=8&steps=1000000";

/** The text of all notices, once it matches. */
async function notice(browser, pattern) {
  await browser.waitFor(
    (source) => new RegExp(source, "i").test(document.querySelector("#notice")?.textContent ?? ""),
    [pattern.source],
  );
  return textOf(browser, "#notice");
}

/** The full-page explanation that stands where the page would be of no use. */
async function explanation(browser, pattern) {
  await browser.waitFor(
    (source) => new RegExp(source, "i").test(document.querySelector("#fault")?.textContent ?? ""),
    [pattern.source],
  );
  return textOf(browser, "#fault");
}

test("a link with unknown and absurd values is mended and says so", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      const said = await notice(browser, /learning/);
      for (const culprit of [/noise|σ/i, /colour|color|unknown|bogus/i])
        assert.match(said, culprit);
      assert.equal((await summary(browser)).state, "idle");
    },
    {
      query:
        "?v=1&learningRate=1e99&noise=NaN&bogus=1&hidden=1e9,foo&steps=-5&system=lorenz%E0%A4%A",
    },
  ),
);

test("a value out of range is refused beside its field and the old one stays in force", limit, () =>
  withPage(
    "chromium",
    async ({ browser, url }) => {
      await ready(browser);
      await browser.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      for (const [setting, bad] of [
        ["noise", "7"],
        ["learningRate", "-1"],
        ["steps", "abc"],
        ["hidden", "8,,x"],
        ["seed", "1.5"],
      ]) {
        await browser.type(`[data-setting="${setting}"]`, bad);
        await browser.waitFor(
          (name) =>
            document.querySelector(`[data-setting="${name}"]`).getAttribute("aria-invalid") ===
            "true",
          [setting],
        );
        const message = await browser.evaluate((name) => {
          const input = document.querySelector(`[data-setting="${name}"]`);
          const ids = `${input.getAttribute("aria-errormessage") ?? ""} ${input.getAttribute("aria-describedby") ?? ""}`;
          return ids
            .split(/\s+/)
            .map((id) => (id && document.getElementById(id)?.textContent) || "")
            .join(" ");
        }, setting);
        assert.match(message, /\d/, `${setting}: the message names the range`);
      }
      assert.ok(!(await browser.evaluate(() => location.href)).includes("noise=7"), url);
      await press(browser, "#train");
      await trained(browser, 5);
    },
    { query: small },
  ),
);

test("without the wasm file the page explains itself", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) =>
      assert.match(await explanation(browser, /hnn_lab\.wasm/), /404|found|missing/i),
    {
      server: {
        intercept: (request, response) => {
          if (!request.url.endsWith(".wasm")) return false;
          response.writeHead(404);
          response.end();
          return true;
        },
      },
    },
  ),
);

test("wasm served as HTML is recognised", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => assert.match(await explanation(browser, /hnn_lab\.wasm/), /HTML/),
    {
      server: {
        intercept: (request, response) => {
          if (!request.url.endsWith(".wasm")) return false;
          response.writeHead(200, { "Content-Type": "text/html" });
          response.end("<!doctype html><title>fallback</title>");
          return true;
        },
      },
    },
  ),
);

test("a browser without SIMD gets a readable refusal", limit, () =>
  withPage("chromium", async ({ browser, url }) => {
    await browser.page.evaluateOnNewDocument(() => {
      WebAssembly.validate = () => false;
    });
    await browser.goto(url);
    assert.match(await explanation(browser, /SIMD/), /browser/i);
  }),
);

test("broken model files are refused and the trained model stays", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-files-"));
      try {
        await ready(browser);
        await press(browser, "#train");
        await trained(browser, 30);
        await press(browser, "#pause");
        await browser.waitFor(() => document.documentElement.dataset.state === "paused");
        const print = await settledFingerprint(browser);
        const files = {
          "text.json": "hello",
          "cut.json": '{ "format": "hnn-lab/1", "model": "hnn", "wei',
          "version.json": '{ "format": "hnn-lab/9" }',
          "shape.json":
            '{ "format": "hnn-lab/1", "model": "hnn", "activation": "tanh", "hidden": [2], "outputBias": false, "weights": { "W1": [[1]], "b1": [0], "W2": [[1, 1]] } }',
        };
        for (const [name, content] of Object.entries(files)) {
          const file = path.join(folder, name);
          writeFileSync(file, content);
          const input = await browser.page.$("#load-file");
          await input.uploadFile(file);
          await notice(browser, new RegExp(name.replace(".", "\\.")));
          assert.equal(await textOf(browser, "#fingerprint-hnn"), print, name);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    { query: long },
  ),
);
