// An element in pages with content security policies of their own: with the documented policy it trains, and where a directive
// is missing the message names it (docs/embedding.md).
import assert from "node:assert/strict";
import { serve } from "../../web/scripts/serve.mjs";
import { journey, shareBrowser } from "./journey.mjs";

shareBrowser();

/** What a page needs for an element whose site is at `site`. */
const documented = (site) => ({
  "default-src": "'none'",
  "script-src": `${site} 'wasm-unsafe-eval'`,
  "worker-src": "blob:",
  "connect-src": site,
  "img-src": "data:",
});
const trusted = (names) => ({
  "require-trusted-types-for": "'script'",
  "trusted-types": names,
});
const joined = (policy) =>
  Object.entries(policy)
    .filter(([, sources]) => sources !== null)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");

/** Opens an element of the site in a page of another origin, asks it to train, and gives its end and what it complained of. */
async function trainUnder(page, url, change) {
  const site = new URL(url).origin;
  const host = await serve({
    headers: { "Content-Security-Policy": joined({ ...documented(site), ...change(site) }) },
    intercept: (request, response) => {
      if (request.url !== "/host.html") return false;
      response.setHeader("Content-Type", "text/html");
      response.end(`<!doctype html><meta charset="utf-8"><title>Host</title>
<script type="module" src="${url}hnn-lab.js"></script>
<hnn-lab hidden-layers="8" steps="20" trajectories="4" points="6"></hnn-lab>`);
      return true;
    },
  });
  try {
    await page.goto(`${host.url}host.html`);
    await page.waitForFunction(() => customElements.get("hnn-lab"));
    const end = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const lab = document.querySelector("hnn-lab");
          lab.addEventListener("hnn-done", () => resolve("done"));
          lab.addEventListener("hnn-error", ({ detail: { message, fatal } }) => {
            if (fatal) resolve(message);
          });
          lab.train();
        }),
    );
    return {
      end,
      words: end === "done" ? "" : await page.locator("hnn-lab #fault").textContent(),
    };
  } finally {
    await host.close();
  }
}

const server = { headers: { "Access-Control-Allow-Origin": "*" } };

for (const [name, change] of [
  ["the documented policy", () => ({})],
  ["the documented policy with Trusted Types", () => trusted("hnn-lab lit-html")],
  ["Trusted Types of any name", () => ({ "require-trusted-types-for": "'script'" })],
])
  journey(
    `an element trains in a page with ${name}`,
    async ({ page, url }) => {
      assert.deepEqual(await trainUnder(page, url, change), { end: "done", words: "" });
    },
    { query: null, server },
  );

// The browser was blamed for all of these, or the visitor was told to copy hnn_lab.wasm to where it already was.
for (const [what, change, named] of [
  ["blob: for workers", (site) => ({ "worker-src": site }), /add blob: to its worker-src/],
  ["connections to the site", () => ({ "connect-src": null }), /add http\S+ to its connect-src/],
  ["WebAssembly", (site) => ({ "script-src": site }), /add 'wasm-unsafe-eval' to its script-src/],
  [
    "the Trusted Types policy hnn-lab",
    () => trusted("lit-html"),
    /add hnn-lab to its trusted-types/,
  ],
])
  journey(
    `an element in a page whose policy lacks ${what} names the directive`,
    async ({ page, url }) => {
      const { end, words } = await trainUnder(page, url, change);
      assert.match(end, named);
      assert.match(words, named);
      assert.doesNotMatch(words, /Requires a browser|Copy hnn_\w+\.wasm/);
    },
    { query: null, server },
  );
