// The site: three pages and the element, every file named by its content but the pages and the element's entry.
//
//   npm run dev                        the development server, which reloads what changes
//   node web/scripts/build.mjs site    the built site (this, the single file, the documentation, the service worker)

import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { chunkGroups } from "./scripts/chunks.mjs";
import {
  integrityList,
  litWithoutDocument,
  onlyWoff2,
  pageContents,
  policies,
  scopedStyles,
  sharedCatalogue,
  stableEntries,
  templatesWithoutIndentation,
  wasmHashes,
  workerReadsJson,
} from "./scripts/plugins.mjs";

const web = path.dirname(fileURLToPath(import.meta.url));
const assets = "assets";
const inWeb = (name) => path.join(web, name);

/** Those with WebAssembly SIMD and exceptions (web/src/lab/wasm.ts says so, too). */
const browsers = ["chrome95", "firefox100", "safari16.4"];

export default defineConfig(({ command }) => ({
  root: web,
  base: "./", // any folder of any host
  define: {
    ...wasmHashes(),
    ...(command === "build" && { HNN_LAB_SITE: JSON.stringify("../"), HNN_LAB_IN_BROWSER: "true" }),
  },
  plugins: [
    sharedCatalogue({ folder: assets, emit: true }),
    litWithoutDocument(),
    templatesWithoutIndentation(),
    scopedStyles(),
    pageContents(),
    policies(),
    stableEntries(["hnn-lab"]),
    integrityList("hnn-lab"),
  ],
  worker: {
    format: "es",
    plugins: () => [sharedCatalogue({ folder: assets, emit: false }), workerReadsJson()],
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  html: { additionalAssetSources: { "hnn-lab": { srcAttributes: ["poster"] } } },
  css: { postcss: { plugins: [onlyWoff2] } },
  build: {
    outDir: path.resolve(web, "../dist/site"),
    emptyOutDir: true,
    assetsDir: assets,
    assetsInlineLimit: 0, // the policy knows no fonts and styles in data: addresses
    target: "es2022",
    cssTarget: browsers,
    sourcemap: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: inWeb("index.html"),
        embed: inWeb("embed.html"),
        deck: inWeb("deck/index.html"),
        "hnn-lab": inWeb("src/widget/element.ts"),
      },
      // Reading a property has no effect in our code; without this Chart.js keeps scales that no chart uses.
      treeshake: { propertyReadSideEffects: false },
      preserveEntrySignatures: "exports-only",
      checks: { bundlerTimings: false },
      output: {
        entryFileNames: `${assets}/[name]-[hash].js`,
        chunkFileNames: `${assets}/[name]-[hash].js`,
        codeSplitting: { groups: chunkGroups(inWeb("src")) },
        assetFileNames: `${assets}/[name]-[hash][extname]`,
      },
    },
  },
}));
