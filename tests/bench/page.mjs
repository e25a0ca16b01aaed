// Builds the page in which Chromium's contestants work: build/bench/page.

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const pageFolder = path.join(root, "build/bench/page");

const tfjsFolder = path.join(
  root,
  "tests/bench/peers/node_modules/@tensorflow/tfjs-backend-wasm/dist",
);

/** Peers that are not installed are left out; the page then cannot start them. */
export async function buildPage() {
  rmSync(pageFolder, { recursive: true, force: true });
  mkdirSync(path.join(pageFolder, "tfjs"), { recursive: true });
  const hasPeers = existsSync(tfjsFolder);
  await esbuild.build({
    entryPoints: [path.join(root, "tests/bench/contestants/page.mjs")],
    outdir: pageFolder,
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022"],
    logLevel: "error",
    external: [...(hasPeers ? [] : ["@tensorflow/*", "@jax-js/jax"])],
  });
  const html = '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>';
  writeFileSync(path.join(pageFolder, "index.html"), `${html}\n`);
  cpSync(path.join(root, "wasm_build/dist/hnn_lab.wasm"), path.join(pageFolder, "hnn_lab.wasm"));
  cpSync(path.join(root, "tests/golden/golden_hnn.json"), path.join(pageFolder, "golden_hnn.json"));
  if (!hasPeers) return;
  for (const name of readdirSync(tfjsFolder).filter((file) => file.endsWith(".wasm"))) {
    cpSync(path.join(tfjsFolder, name), path.join(pageFolder, "tfjs", name));
  }
}
