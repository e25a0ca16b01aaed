// The service worker of the built site, with the list of the files that it keeps.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import { hashOf } from "./plugins.mjs";

/** What a visit may need without a network. The single file is for taking along, maps are for developers. */
const keptOffline = (name) =>
  !/\.map$|^hnn-lab\.html$|^sw\.js$|^docs\/|^integrity\.json$/.test(name);

/** Names of the files of a folder, sorted, with hashes of their contents. */
function revisions(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join("/"))
    .filter(keptOffline)
    .sort();
  const short = (name) =>
    hashOf(readFileSync(path.join(folder, name)), "sha256", "hex").slice(0, 12);
  return Object.fromEntries(names.map((name) => [name, short(name)]));
}

export async function buildServiceWorker({ web, folder }) {
  const files = revisions(folder);
  const script = path.join(web, "src/offline/sw.js");
  // The worker's own code is part of a version, too.
  const code = readFileSync(script) + readFileSync(path.join(web, "src/offline/precache.ts"));
  const version = hashOf(JSON.stringify(files) + code, "sha256", "hex").slice(0, 16);
  await esbuild.build({
    bundle: true,
    target: ["es2022"],
    logLevel: "warning",
    entryPoints: [script],
    format: "iife",
    outdir: folder,
    banner: { js: `globalThis.hnnLabBuild=${JSON.stringify({ version, files })};` },
    minify: true,
  });
}
