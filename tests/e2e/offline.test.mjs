// The service worker in Chromium: hosts with clean addresses, two copies on one origin, an update under two open tabs.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildServiceWorker } from "../../web/scripts/precache.mjs";
import { serve, siteFolder } from "../../web/scripts/serve.mjs";
import { launch } from "../browsers/browsers.mjs";
import { limit, ready } from "./support.mjs";

const web = fileURLToPath(new URL("../../web", import.meta.url));
const query = "?v=1&hidden=16,16&steps=30";

/** Waits until the present version is kept and answers the page's requests at its next visit. */
const kept = (browser) =>
  browser.waitFor(() =>
    navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === "activated"),
  );

const isControlled = () => navigator.serviceWorker.controller !== null;

test(
  "a host with clean addresses: every later visit works, with a network and without",
  limit,
  async () => {
    // As Cloudflare Pages, Netlify, Firebase and npm's `serve` do: /embed.html is at /embed, /index.html at /.
    const server = await serve({
      intercept: (request, response) => {
        const { pathname, search } = new URL(request.url, "http://host");
        if (pathname.endsWith(".html")) {
          const clean = pathname.replace(/(index)?\.html$/, "");
          response.writeHead(308, { Location: clean + search }).end();
          return true;
        }
        if (pathname === "/embed") request.url = `/embed.html${search}`;
        return false;
      },
    });
    const browser = await launch("chromium");
    let isCut = false;
    try {
      await browser.goto(server.url + query);
      await ready(browser);
      await kept(browser);
      const visit = async () => {
        for (const page of ["", "index.html"]) {
          await browser.goto(server.url + page + query);
          await ready(browser);
          assert.ok(await browser.evaluate(isControlled));
        }
        for (const page of ["embed", "embed.html"]) {
          await browser.goto(server.url + page);
          await browser.waitFor(() => document.querySelector("hnn-lab")?.shadowRoot?.textContent);
        }
      };
      await visit();
      await server.close();
      isCut = true;
      await visit();
    } finally {
      await browser.close();
      if (!isCut) await server.close();
    }
  },
);

test("two copies on one origin: each is kept whole beside the other", limit, async () => {
  const server = await serve({
    intercept: (request) => {
      request.url = request.url.replace(/^\/lab-202[56]\//, "/");
      return false;
    },
  });
  const browser = await launch("chromium");
  let isCut = false;
  try {
    for (const copy of ["lab-2025/", "lab-2026/"]) {
      await browser.goto(server.url + copy + query);
      await ready(browser);
      await kept(browser);
    }
    await server.close();
    isCut = true;
    for (const copy of ["lab-2025/", "lab-2026/"]) {
      await browser.goto(server.url + copy + query);
      await ready(browser);
    }
    const names = await browser.evaluate(() => caches.keys());
    assert.deepEqual(names.map((name) => name.split(":")[1]).sort(), ["/lab-2025/", "/lab-2026/"]);
  } finally {
    await browser.close();
    if (!isCut) await server.close();
  }
});

/** The site with other names for all of its scripts and style sheets, as after a change that reaches each of them. */
async function nextVersion(folder) {
  cpSync(siteFolder, folder, { recursive: true });
  const assets = path.join(folder, "assets");
  const changed = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  const renamed = (name) =>
    name.replace(/.(\.\w+)$/, (_, end) => `${name.at(-4) === "x" ? "y" : "x"}${end}`);
  const rename = (text) => changed.reduce((all, name) => all.replaceAll(name, renamed(name)), text);
  const pages = ["index.html", "embed.html", "deck/index.html", "hnn-lab.js"];
  for (const name of pages) {
    const file = path.join(folder, name);
    writeFileSync(file, rename(readFileSync(file, "utf8")));
  }
  for (const name of changed) {
    const file = path.join(assets, name);
    const text = rename(readFileSync(file, "utf8"));
    rmSync(file);
    writeFileSync(path.join(assets, renamed(name)), text);
  }
  await buildServiceWorker({ web, folder });
}

/** Waits in a tab, by a timer, because a tab behind another one paints no frames. */
const waitIn = (tab, look, ...given) =>
  tab.waitForFunction(look, { polling: 200, timeout: 60_000 }, ...given);

const scriptOf = () => document.querySelector('script[type="module"]').src;

test(
  "an update under two open tabs: the old version works until both have reloaded",
  limit,
  async () => {
    const next = mkdtempSync(path.join(os.tmpdir(), "hnn-next-"));
    await nextVersion(next);
    const servers = { old: await serve(), next: await serve({ folder: next }) };
    let present = servers.old;
    const asked = [];
    // One address for both: what it answers changes with the deploy.
    const front = await serve({
      folder: next,
      intercept: (request, response) => {
        asked.push(request.url);
        fetch(new URL(request.url, present.url)).then(
          async (answer) => {
            const type = answer.headers.get("content-type") ?? "text/plain";
            response.writeHead(answer.status, { "Content-Type": type });
            response.end(Buffer.from(await answer.arrayBuffer()));
          },
          (error) => response.writeHead(502).end(String(error)),
        );
        return true;
      },
    });
    const browser = await launch("chromium");
    try {
      const first = browser.page;
      await browser.goto(front.url + query);
      await ready(browser);
      await kept(browser);
      const second = await first.browserContext().newPage();
      await second.goto(front.url + query);
      await waitIn(second, () => document.documentElement.dataset.state === "idle");
      const before = await second.evaluate(scriptOf);

      present = servers.next;
      asked.length = 0;
      await first.evaluate(() =>
        navigator.serviceWorker.getRegistration().then((one) => one.update()),
      );
      const notice = () => document.querySelector("#notice-version-action");
      for (const tab of [first, second]) await waitIn(tab, notice);
      const fetched = asked.map((url) => url.split("?")[0]);
      assert.ok(fetched.includes("/index.html"), `${fetched}`);
      assert.deepEqual(
        fetched.filter((file) => /\.(woff2|wasm|webp)$/.test(file)),
        [],
        "what has not changed is not fetched",
      );

      // The old version's files are gone from the server, and its tabs still load what they need later.
      await second.bringToFront();
      await second.evaluate(() => document.querySelector("#tab-chaos").click());
      await waitIn(second, () => document.querySelector("#view-chaos:not([hidden]) h2"));

      await first.bringToFront();
      await first.evaluate(`(${notice})().click()`);
      for (const tab of [first, second]) {
        await tab.bringToFront();
        await waitIn(
          tab,
          (old) =>
            document.documentElement.dataset.state === "idle" &&
            document.querySelector('script[type="module"]').src !== old,
          {},
          before,
        );
      }
      await waitIn(first, () => caches.keys().then((names) => names.length <= 2));
      await first.reload();
      await waitIn(first, () => caches.keys().then((names) => names.length === 1));
    } finally {
      await browser.close();
      await front.close();
      for (const server of Object.values(servers)) await server.close();
      rmSync(next, { recursive: true, force: true });
    }
  },
);
