// Frames without an origin of their own (`sandbox` without `allow-same-origin`): the single file, the frame and the page train
// there, and where the host sends no CORS header the frame says what is missing.
import assert from "node:assert/strict";
import { journey, shareBrowser, shows, small, until } from "./journey.mjs";

shareBrowser();

const cors = { "Access-Control-Allow-Origin": "*" };

/** A host whose page /host.html has one sandboxed frame. */
const framing = (source, headers = cors) => ({
  headers,
  intercept: (request, response) => {
    if (request.url !== "/host.html") return false;
    response.setHeader("Content-Type", "text/html");
    response.setHeader("Content-Security-Policy", "frame-src *");
    response.end(
      `<!doctype html><meta charset="utf-8"><title>Host</title><iframe sandbox="allow-scripts" src="${source}" width="1000" height="800"></iframe>`,
    );
    return true;
  },
});

async function openFrame(page, url) {
  await page.goto(`${url}host.html`);
  return page.frames()[1];
}

for (const [name, source] of [
  // Only one policy holds for the single file: its own, which names its texts.
  ["single file", `/hnn-lab.html${small}`],
  ["page", `/index.html${small}`],
])
  journey(
    `the ${name} trains in a sandboxed frame`,
    async ({ page, url }) => {
      const frame = await openFrame(page, url);
      await until(frame, "idle");
      await frame.locator("#train").click();
      await until(frame, "finished");
    },
    { query: null, server: framing(source) },
  );

// Chromium refuses local modules to workers of such a frame: "The worker cannot be started".
journey(
  "embed.html trains in a sandboxed frame",
  async ({ page, url }) => {
    const frame = await openFrame(page, url);
    await frame.locator("hnn-lab .poster").click();
    await frame.waitForFunction(
      () => document.querySelector("hnn-lab").getState().state === "finished",
    );
  },
  { query: null, server: framing(`/embed.html${small}&only=loss-chart,training`) },
);

journey(
  "embed.html says what a sandboxed frame lacks where its script cannot be read",
  async ({ page, url }) => {
    const frame = await openFrame(page, url);
    await shows(frame, "#first-words", "allow-same-origin");
    const words = await frame.locator("#first-words").textContent();
    assert.match(words, /allow-same-origin.*Access-Control-Allow-Origin/);
    assert.equal(await frame.locator("hnn-lab").count(), 0);
  },
  { query: null, server: framing(`/embed.html${small}`, {}) },
);
