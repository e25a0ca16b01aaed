// The site as it is delivered: from any sub-path, without a network after the first visit, and as one file from a disk.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { contentSecurityPolicy, policyFor } from "../../web/scripts/policy.mjs";
import { serve, siteFolder } from "../../web/scripts/serve.mjs";
import { launch } from "../browsers/browsers.mjs";
import { eventually, limit, pause, press, ready, settledFingerprint, trained } from "./support.mjs";

const query = "?v=1&hidden=16,16&steps=30";

/** The site's files below assets/, without their hashes: "worker.js". */
const plainName = (name) => name.replace(/^assets\/(.*)-[\w-]{8}(\.\w+)$/, "$1$2");

test("every page of the site carries its policy, for hosts that send none", () => {
  for (const page of ["index.html", "embed.html", "deck/index.html"]) {
    const html = readFileSync(`${siteFolder}/${page}`, "utf8");
    assert.ok(html.includes(`content="${policyFor(page)}"`), page);
    assert.doesNotMatch(html, /<script(?![^>]*src=)|\sstyle="|onclick=/, page);
  }
  assert.match(contentSecurityPolicy, /^default-src 'none';/);
  assert.match(contentSecurityPolicy, /script-src 'self' 'wasm-unsafe-eval'/);
  for (const policy of [contentSecurityPolicy, policyFor("deck/")]) {
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types hnn-lab lit-html/);
  }
  assert.doesNotMatch(contentSecurityPolicy, /default$/);
});

/** The site with its policy in the header, which alone can ask for reports. */
async function reporting() {
  const reports = [];
  const server = await serve({
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
  });
  return { server, reports };
}

for (const name of ["chromium"])
  test(`${name}: no page of the site does what its policy forbids`, limit, async () => {
    const { server, reports } = await reporting();
    const browser = await launch(name);
    try {
      await browser.goto(`${server.url}deck/`);
      await browser.waitFor(() => document.querySelectorAll(".katex").length > 8);
      await browser.waitFor(() => document.fonts.ready.then(() => true));
      for (const page of ["docs/index.html", "embed.html"]) {
        await browser.goto(server.url + page);
        await browser.waitFor(() => document.readyState === "complete");
      }
      await browser.goto(server.url + query);
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 30);
      await press(browser, "#share");
      await browser.waitFor(() => document.querySelector(".share-dialog")?.open);
      await pause(1000);
      assert.deepEqual(reports, []);
      // Reports do come: what goes elsewhere is forbidden.
      await browser.evaluate(() => fetch("http://127.0.0.1:9/").catch(() => {}));
      await eventually(
        () => reports.length > 0,
        () => "a forbidden fetch was not reported",
      );
      assert.match(reports.join(), /^connect-src/);
    } finally {
      await browser.close();
      await server.close();
    }
  });

test("a page asks for at most twelve files before it is usable", limit, async () => {
  const asked = [];
  const server = await serve({
    intercept: (request) => {
      asked.push(request.url.split("?")[0]);
      return false;
    },
  });
  try {
    for (const words of ["", "&language=de"]) {
      asked.length = 0;
      const browser = await launch("chromium");
      try {
        await browser.goto(server.url + query + words);
        await ready(browser);
        const first = asked.slice();
        assert.ok(first.length <= 12, `${first.length}: ${first.join(" ")}`);
        assert.ok(first.some((file) => /hnn_lab-[\w-]+\.wasm$/.test(file)));
        assert.deepEqual(
          first.filter((file) => !/^\/(assets\/.*-[\w-]{8}\.\w+)?$/.test(file)),
          [],
          "every file but the page is named by its content",
        );
      } finally {
        await browser.close();
      }
    }
  } finally {
    await server.close();
  }
});

test("under a deep sub-path, and again with the network cut", limit, async () => {
  const prefix = "/some/deep/path/";
  // Without the header: the page's own policy is what holds.
  const headers = { "Content-Security-Policy": undefined };
  const server = await serve({ prefix, headers });
  const browser = await launch("chromium");
  let isCut = false;
  try {
    await browser.goto(server.url + query);
    await ready(browser);
    await press(browser, "#train");
    await trained(browser, 30);
    const online = await settledFingerprint(browser);
    // The first visit has kept everything.
    const kept = await browser.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const names = await caches.keys();
      const cache = await caches.open(names[0]);
      return {
        scope: registration.scope,
        names,
        files: (await cache.keys()).map(({ url }) => new URL(url).pathname),
      };
    });
    assert.equal(new URL(kept.scope).pathname, prefix);
    assert.equal(kept.names.length, 1);
    const plain = kept.files.map((file) => plainName(file.slice(prefix.length)));
    for (const file of ["index.html", "hnn_lab.wasm", "worker.js", "deck/index.html", "embed.html"])
      assert.ok(plain.includes(file), file);
    for (const file of kept.files.filter((name) => !name.endsWith("/kept.json")))
      assert.ok(existsSync(siteFolder + file.slice(prefix.length - 1)));

    await server.close();
    isCut = true;
    await browser.goto(server.url + query); // the work of the first visit comes back
    await browser.waitFor(
      (was) => document.querySelector("#fingerprint-hnn")?.textContent === was,
      [online],
    );
    await browser.goto(`${server.url}deck/`);
    await browser.waitFor(() =>
      document.querySelector("section.present .words, section.present h1"),
    );
    await browser.waitFor(() => document.querySelectorAll(".katex").length > 8);
  } finally {
    await browser.close();
    if (!isCut) await server.close();
  }
});

test("a host that answers every address with its start page fills no cache", limit, async () => {
  const server = await serve({
    intercept: (request, response) => {
      if (!request.url.endsWith(".woff2")) return false;
      response.setHeader("Content-Type", "text/html");
      response.end("<!doctype html><title>Start</title>");
      return true;
    },
  });
  const browser = await launch("chromium");
  try {
    await browser.goto(server.url + query);
    await ready(browser);
    await browser.waitFor(() =>
      navigator.serviceWorker
        .getRegistration()
        .then((found) => !found?.active && !found?.installing),
    );
    const kept = await browser.page.evaluate(async () => {
      const sizes = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys())
          if (/woff2$/.test(request.url)) sizes.push(request.url);
      }
      return sizes;
    });
    assert.deepEqual(kept, []);
  } finally {
    await browser.close();
    await server.close();
  }
});
