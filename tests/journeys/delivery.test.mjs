// The site as it is delivered: from any sub-path, without a network after the first visit, from hosts with clean addresses, beside
// another copy, across an update, under its policy, and where its module is missing.
import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildServiceWorker } from "../../web/scripts/precache.mjs";
import { serve, siteFolder } from "../../web/scripts/serve.mjs";
import {
  becomes,
  fingerprint,
  journey,
  opened,
  settled,
  shareBrowser,
  shows,
  small,
  train,
  until,
} from "./journey.mjs";

shareBrowser();

const web = fileURLToPath(new URL("../../web", import.meta.url));

/** The site's files below assets/, without their hashes: "worker.js". */
const plainName = (name) => name.replace(/^assets\/(.*)-[\w-]{8}(\.\w+)$/, "$1$2");

/** Waits until the present version is stored and answers the page's requests at its next visit. */
const stored = (page) =>
  becomes(page, () =>
    navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === "activated"),
  );

/** Opens a page of the lab, until it can be used. */
async function open(page, address) {
  await page.goto(address);
  await until(page, "idle");
}

const deep = "/some/deep/path/";

journey(
  "under a deep sub-path, and again with the network cut",
  async ({ page, url, server }) => {
    await train(page);
    const print = await fingerprint(page);
    await stored(page);
    const cached = await page.evaluate(async () => {
      const { scope } = await navigator.serviceWorker.ready;
      const names = await caches.keys();
      const cache = await caches.open(names[0]);
      const files = (await cache.keys()).map((request) => new URL(request.url).pathname);
      return { scope, names, files };
    });
    assert.equal(new URL(cached.scope).pathname, deep);
    assert.equal(cached.names.length, 1);
    const plain = cached.files.map((file) => plainName(file.slice(deep.length)));
    for (const file of ["index.html", "hnn_lab.wasm", "worker.js", "deck/index.html", "embed.html"])
      assert.ok(plain.includes(file), file);
    for (const file of cached.files.filter((name) => !name.endsWith("/kept.json")))
      assert.ok(existsSync(siteFolder + file.slice(deep.length - 1)), file);

    await server.close();
    await page.goto(url + small); // the work of the first visit comes back
    await shows(page, "#fingerprint-hnn", print);
    await page.goto(`${url}deck/`);
    await shows(page, "section.present :is(.words, h1)");
    await page.waitForFunction(() => document.querySelectorAll(".katex").length > 8);
  },
  // Without the header: the page's own policy is what holds.
  { workers: "allow", server: { prefix: deep, headers: { "Content-Security-Policy": undefined } } },
);

journey(
  "a host that answers every address with its start page fills no cache",
  async ({ page }) => {
    await becomes(page, () =>
      navigator.serviceWorker
        .getRegistration()
        .then((found) => !found?.active && !found?.installing),
    );
    const stored = await page.evaluate(async () => {
      const all = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      return all.flat().map((request) => request.url);
    });
    assert.deepEqual(
      stored.filter((address) => address.endsWith("woff2")),
      [],
    );
  },
  {
    workers: "allow",
    server: {
      intercept: (request, response) => {
        if (!request.url.endsWith(".woff2")) return false;
        response.setHeader("Content-Type", "text/html");
        response.end("<!doctype html><title>Start</title>");
        return true;
      },
    },
  },
);

journey(
  "a host with clean addresses: every later visit works, with a network and without",
  async ({ page, url, server }) => {
    await stored(page);
    const visit = async () => {
      for (const name of ["", "index.html"]) {
        await open(page, url + name + small);
        assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null));
      }
      for (const name of ["embed", "embed.html"]) {
        await page.goto(url + name);
        await page.waitForFunction(
          () => document.querySelector("hnn-lab")?.shadowRoot?.textContent,
        );
      }
    };
    await visit();
    await server.close();
    await visit();
  },
  {
    workers: "allow",
    server: {
      // As Cloudflare Pages, Netlify, Firebase and npm's `serve` do: /embed.html is at /embed, /index.html at /.
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
    },
  },
);

journey(
  "two copies on one origin: each is stored whole beside the other",
  async ({ page, url, server }) => {
    const copies = ["lab-2025/", "lab-2026/"];
    for (const copy of copies) {
      await open(page, url + copy + small);
      await stored(page);
    }
    await server.close();
    for (const copy of copies) await open(page, url + copy + small);
    const names = await page.evaluate(() => caches.keys());
    assert.deepEqual(
      names.map((name) => name.split(":")[1]).sort(),
      copies.map((copy) => `/${copy}`),
    );
  },
  {
    query: null,
    workers: "allow",
    server: {
      intercept: (request) => {
        request.url = request.url.replace(/^\/lab-202[56]\//, "/");
        return false;
      },
    },
  },
);

/** The site with other names for all of its scripts and style sheets, as after a change that reaches each of them. */
async function nextVersion(folder) {
  cpSync(siteFolder, folder, { recursive: true });
  const assets = path.join(folder, "assets");
  const changed = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  const renamed = (name) =>
    name.replace(/.(\.\w+)$/, (_, end) => `${name.at(-4) === "x" ? "y" : "x"}${end}`);
  const rename = (text) => changed.reduce((all, name) => all.replaceAll(name, renamed(name)), text);
  for (const name of ["index.html", "embed.html", "deck/index.html", "hnn-lab.js"]) {
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

/** One address for several deploys: what it answers is what `present.url` answers. */
const present = { url: "" };
const asked = [];
const front = {
  intercept: (request, response) => {
    asked.push(request.url.split("?")[0]);
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
};

journey(
  "an update under two open tabs: the old version works until both have reloaded",
  async ({ page: first, url, context }) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-next-"));
    const servers = [await serve()];
    try {
      await nextVersion(folder);
      servers.push(await serve({ folder }));
      present.url = servers[0].url;
      await open(first, url + small);
      await stored(first);
      const second = await context.newPage();
      await open(second, url + small);
      const scriptOf = (tab) => tab.locator('script[type="module"]').first().getAttribute("src");
      const before = await scriptOf(second);

      present.url = servers[1].url;
      asked.length = 0;
      await first.evaluate(() =>
        navigator.serviceWorker.getRegistration().then((one) => one.update()),
      );
      for (const tab of [first, second]) {
        await tab.bringToFront();
        await shows(tab, "#notice-version-action");
      }
      assert.ok(asked.includes("/index.html"), asked.join());
      assert.deepEqual(
        asked.filter((file) => /\.(woff2|wasm|webp)$/.test(file)),
        [],
        "what has not changed is not fetched",
      );

      // The old version's files are gone from the server, and its tabs still load what they need later.
      await second.locator("#tab-chaos").click();
      await opened(second, "chaos");

      await first.bringToFront();
      await first.locator("#notice-version-action").click();
      for (const tab of [first, second]) {
        await tab.bringToFront();
        await tab.waitForFunction(
          (old) => document.querySelector('script[type="module"]')?.getAttribute("src") !== old,
          before,
        );
        await settled(tab);
      }
      const caches = (most) =>
        becomes(first, (count) => caches.keys().then((names) => names.length <= count), most);
      await first.bringToFront();
      await caches(2);
      await first.reload();
      await caches(1);
    } finally {
      for (const server of servers) await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  { query: null, workers: "allow", server: front },
);

for (const language of ["en", "de"]) {
  const files = [];
  journey(
    `a page asks for at most twelve files before it is usable (${language})`,
    async ({ page, url }) => {
      await open(page, `${url}${small}&language=${language}`);
      const first = files.slice();
      assert.ok(first.length <= 12, `${first.length}: ${first.join(" ")}`);
      assert.ok(first.some((file) => /hnn_first-[\w-]+\.wasm$/.test(file)));
      assert.deepEqual(
        first.filter((file) => !/^\/(assets\/.*-[\w-]{8}\.\w+)?$/.test(file)),
        [],
        "every file but the page is named by its content",
      );
    },
    {
      query: null,
      server: {
        intercept: (request) => {
          files.push(request.url.split("?")[0]);
          return false;
        },
      },
    },
  );
}

/** A server that collects what browsers report of forbidden deeds; the header alone, and no page, can ask for that. */
function reporting(reports) {
  return {
    intercept: (request, response) => {
      const policy = response.getHeader("Content-Security-Policy");
      response.setHeader("Content-Security-Policy", `${policy}; report-uri /reports`);
      if (request.url !== "/reports") return false;
      let body = "";
      request.on("data", (piece) => {
        body += piece;
      });
      request.on("end", () => {
        const { "csp-report": report } = JSON.parse(body);
        reports.push(`${report["violated-directive"]} ${report["blocked-uri"]}`);
        response.end();
      });
      return true;
    },
  };
}

/** What goes elsewhere is forbidden: its report comes, after those of what was done before, and there are none of these. */
async function onlyReport(page, reports) {
  const arrived = page.waitForResponse((response) => response.url().endsWith("/reports"));
  await page.evaluate(() => fetch("http://127.0.0.1:9/").catch(() => {}));
  await arrived;
  assert.equal(reports.length, 1, reports.join("\n"));
  assert.match(reports[0], /^connect-src/);
}

const pages = readdirSync(siteFolder, { recursive: true })
  .map((name) => name.split(path.sep).join("/"))
  .filter((name) => name.endsWith(".html") && name !== "hnn-lab.html");

const ofPages = [];
journey(
  "deck, frame and documentation do nothing that their policy forbids",
  async ({ page, url }) => {
    assert.ok(pages.includes("docs/index.html") && pages.includes("embed.html"));
    for (const name of pages) await page.goto(url + name);
    await page.goto(`${url}deck/`);
    await page.waitForFunction(() => document.querySelectorAll(".katex").length > 8);
    await page.evaluate(() => document.fonts.ready.then(() => true));
    await onlyReport(page, ofPages);
  },
  { query: null, server: reporting(ofPages) },
);

const ofLab = [];
/** Opens views one after the other, each until it has computed what it shows. */
async function openViews(page, views) {
  for (const view of views) {
    await page.locator(`#tab-${view}`).click();
    await opened(page, view);
    await settled(page);
  }
}

journey(
  "the lab trains, shows orbits and is shared within its policy",
  async ({ page }) => {
    await train(page); // before the views, some of which bring larger systems
    await openViews(page, ["orbits", "lab"]);
    await page.locator("#share").click();
    await shows(page, ".share-dialog[open]");
    await onlyReport(page, ofLab);
  },
  { server: reporting(ofLab) },
);

const ofStudies = [];
journey(
  "the lab opens its studies within its policy",
  async ({ page }) => {
    await openViews(page, ["chaos", "reversal"]);
    await onlyReport(page, ofStudies);
  },
  { server: reporting(ofStudies) },
);

/** Answers in place of the module, and what the page says then. */
const broken = {
  "without its module": {
    answer: (response) => response.writeHead(404).end(),
    says: [/hnn_first.*\.wasm/, /404|found|missing/i],
  },
  "with a start page in place of its module": {
    answer: (response) => {
      response.writeHead(200, { "Content-Type": "text/html" });
      response.end("<!doctype html><title>fallback</title>");
    },
    says: [/hnn_first.*\.wasm/, /HTML/],
  },
  "in a browser without SIMD": { answer: null, says: [/SIMD/, /browser/i] },
};

for (const [what, { answer, says }] of Object.entries(broken))
  journey(
    `a page ${what} explains itself`,
    async ({ page, url }) => {
      if (!answer)
        await page.addInitScript(() => {
          WebAssembly.validate = () => false;
        });
      await page.goto(url);
      await shows(page, "#fault");
      const words = await page.locator("#fault").textContent();
      for (const pattern of says) assert.match(words, pattern);
    },
    {
      query: null,
      server: {
        intercept: (request, response) => {
          if (!request.url.endsWith(".wasm") || !answer) return false;
          answer(response);
          return true;
        },
      },
    },
  );
