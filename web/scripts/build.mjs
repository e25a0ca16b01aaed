// Builds dist/site (a static site that works from any sub-path) and dist/package (what `import "hnn-lab"` gives, in Node,
// a browser or a worker).
//
//   node web/scripts/build.mjs [site] [package]     both when none is named

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import esbuild from "esbuild";
import { build } from "vite";
import { buildDocs } from "./docs.mjs";
import { wasmHashes } from "./plugins.mjs";
import { withPolicy } from "./policy.mjs";
import { buildServiceWorker } from "./precache.mjs";
import { buildSingle } from "./single.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const web = path.join(root, "web");
const wasmDist = path.join(root, "wasm_build/dist");
const siteFolder = path.join(root, "dist/site");
const packageFolder = path.join(root, "dist/package");

function requireWasm() {
  if (!existsSync(path.join(wasmDist, "hnn_lab.wasm"))) {
    throw new Error("wasm_build/dist/hnn_lab.wasm is missing: `npm run build:wasm` makes it");
  }
}

/** dist/site: the pages and the element (web/vite.config.mjs), the single file, the documentation, the service worker. */
export async function buildSite({ folder = siteFolder, minify = true } = {}) {
  requireWasm();
  await build({
    configFile: path.join(web, "vite.config.mjs"),
    configLoader: "native",
    logLevel: "warn",
    build: { outDir: folder, minify },
  });
  await buildSingle({ web, folder });
  await buildDocs({ site: folder, withPolicy });
  await buildServiceWorker({ web, folder });
}

/** In the package the module lies beside the script; in the sources it lies where the core's build has put it. */
const moduleBesideTheScript = {
  name: "module-beside-the-script",
  setup(build) {
    const reference = /new URL\("[^"]*\/hnn_lab\.wasm", import\.meta\.url\)/;
    build.onLoad({ filter: /[\\/]lab[\\/]wasm\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      if (!reference.test(source)) throw new Error(`${file} names hnn_lab.wasm in another way`);
      const contents = source.replace(reference, 'new URL("./hnn_lab.wasm", import.meta.url)');
      return { contents, loader: "ts" };
    });
  },
};

/** dist/package: index.js (the glue bundled in), hnn_lab.wasm and the declarations. */
export async function buildPackage({ folder = packageFolder } = {}) {
  requireWasm();
  rmSync(folder, { recursive: true, force: true });
  await esbuild.build({
    bundle: true,
    format: "esm",
    target: ["es2022"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [moduleBesideTheScript],
    define: wasmHashes(),
    entryPoints: [path.join(web, "src/lab/index.ts")],
    outdir: folder,
    platform: "neutral",
    external: ["node:*"], // reached by `await import("node:fs/promises")` under Node only
    sourcemap: true,
    sourcesContent: false,
  });
  cpSync(path.join(wasmDist, "hnn_lab.wasm"), path.join(folder, "hnn_lab.wasm"));
  // Declarations keep the tree's own shape, so that relative imports of generated types hold.
  const types = path.join(folder, "types");
  const tsc = spawnSync(
    process.execPath,
    [
      path.join(root, "node_modules/typescript/bin/tsc"),
      ...["--project", path.join(web, "src/lab/tsconfig.json")],
      ...["--noEmit", "false", "--declaration", "--emitDeclarationOnly"],
      ...["--rootDir", root, "--outDir", types],
    ],
    { cwd: root, stdio: "inherit" },
  );
  if (tsc.status !== 0) throw new Error("tsc found errors in web/src/lab");
  const generated = path.join(types, "wasm_build/dist");
  mkdirSync(generated, { recursive: true });
  cpSync(path.join(wasmDist, "hnn_lab.d.mts"), path.join(generated, "hnn_lab.d.mts"));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const named = process.argv.slice(2);
  try {
    if (named.length === 0 || named.includes("site")) {
      await buildSite();
      console.log("dist/site is ready: any static host will do, from any sub-path.");
    }
    if (named.length === 0 || named.includes("package")) {
      await buildPackage();
      console.log('dist/package is ready: import { createLab } from "hnn-lab".');
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
