// The service worker of the built site, with the list of the files that it keeps.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import esbuild from "esbuild";

/** What a visit may need without a network. The single file is for taking along, maps are for developers. */
const keptOffline = (name) => !/\.map$|^hnn-lab\.html$|^sw\.js$|^docs\//.test(name);

export async function buildServiceWorker({ web, folder }) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join("/"))
    .filter(keptOffline)
    .sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(path.join(folder, file)));
  const list = JSON.stringify({ version: hash.digest("hex").slice(0, 16), files });
  await esbuild.build({
    bundle: true,
    target: ["es2022"],
    logLevel: "warning",
    entryPoints: [path.join(web, "src/offline/sw.js")],
    format: "iife",
    outdir: folder,
    banner: { js: `globalThis.hnnLabFiles=${list};` },
    minify: true,
  });
}
