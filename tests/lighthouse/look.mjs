// Lighthouse over the built site.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { serve, siteFolder } from "../../web/scripts/serve.mjs";
import { installFolder } from "../bench/installPeers.mjs";

/** Pages of the built site. */
export const pages = { page: "", documentation: "docs/index.html", deck: "deck/" };

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

/**
 * What Lighthouse says of each page in each form (phone, desk): calls `each(form, page, lhr)` with every report.
 * `categories`: all when left out.
 */
export async function look({ forms = ["phone", "desk"], runs = 1, categories }, each) {
  installFolder(fileURLToPath(new URL("./", import.meta.url)), () =>
    console.log("Installing Lighthouse …"),
  );
  const { default: lighthouse, desktopConfig } = await import("lighthouse");
  const { launch } = await import("chrome-launcher");
  const server = await serve({ folder: siteFolder, intercept: compressed });
  const chrome = await launch({
    chromePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
  try {
    for (const form of forms)
      for (const [name, address] of Object.entries(pages))
        for (let i = 0; i < runs; i++) {
          const flags = { port: chrome.port, logLevel: "error", onlyCategories: categories };
          const config = form === "desk" ? desktopConfig : undefined;
          const { lhr } = await lighthouse(server.url + address, flags, config);
          each(form, name, lhr);
        }
  } finally {
    chrome.kill();
    await server.close();
  }
}
