// What Lighthouse says of the built site: performance, accessibility, best practices, SEO, on a telephone and at a desk.
//
//   npm run lighthouse      prints the scores and writes docs/lighthouse.json; an idle machine gives the performance

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSite } from "../../web/scripts/build.mjs";
import { serve, siteFolder } from "../../web/scripts/serve.mjs";
import { installFolder } from "../bench/installPeers.mjs";

const least = 95;
const runs = Number(process.env.LIGHTHOUSE_RUNS ?? 3); // the median counts: performance is a measurement
const pages = { page: "", documentation: "docs/index.html", deck: "deck/" };

installFolder(fileURLToPath(new URL("./", import.meta.url)), () =>
  console.log("Installing Lighthouse …"),
);
const { default: lighthouse, desktopConfig } = await import("lighthouse");
const { launch } = await import("chrome-launcher");

await buildSite();

/** Compressed, as static hosts do; once each. */
const types = {
  ...{ html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css" },
  ...{ svg: "image/svg+xml", wasm: "application/wasm", json: "application/json" },
};
const packed = new Map();
function compressed(request, response) {
  const name = new URL(request.url, "http://host").pathname.replace(/\/$/, "/index.html");
  const file = path.join(siteFolder, name);
  const type = types[path.extname(file).slice(1)];
  if (!type || !existsSync(file)) return false;
  if (!packed.has(file)) packed.set(file, gzipSync(readFileSync(file), { level: 9 }));
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Encoding", "gzip");
  response.end(packed.get(file));
  return true;
}
const server = await serve({ folder: siteFolder, intercept: compressed });
const chrome = await launch({
  chromePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const scores = {};
let worst = 100;
try {
  for (const [form, config] of [
    ["phone", undefined],
    ["desk", desktopConfig],
  ]) {
    for (const [name, path] of Object.entries(pages)) {
      const found = {};
      for (let i = 0; i < runs; i++) {
        const { lhr } = await lighthouse(
          server.url + path,
          { port: chrome.port, logLevel: "error" },
          config,
        );
        for (const { id, score } of Object.values(lhr.categories)) {
          found[id] = [...(found[id] ?? []), Math.round(100 * score)];
        }
        for (const audit of Object.values(lhr.audits))
          if (
            i === 0 &&
            audit.score !== null &&
            audit.score < 0.9 &&
            audit.scoreDisplayMode === "binary"
          )
            console.log(`${form}, ${name}: ${audit.id} (${audit.title})`);
      }
      const medians = Object.fromEntries(
        Object.entries(found).map(([id, list]) => [id, median(list)]),
      );
      scores[`${name}, ${form}`] = medians;
      worst = Math.min(worst, ...Object.values(medians));
      console.log(`${form}, ${name}: ${JSON.stringify(medians)}`);
    }
  }
} finally {
  chrome.kill();
  await server.close();
}
const file = fileURLToPath(new URL("../../docs/lighthouse.json", import.meta.url));
writeFileSync(file, `${JSON.stringify(scores, null, 2)}\n`);
if (worst < least) {
  console.log(`The lowest score is ${worst}; at least ${least} is wanted.`);
  process.exitCode = 1;
}
