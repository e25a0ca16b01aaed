// Bundles dist/site (a static page that works from any sub-path) and dist/package (what `import "hnn-lab"`
// gives, in Node, a browser or a worker).
//
//   node web/scripts/build.mjs [site] [package]     both when none is named

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import esbuild from "esbuild";
import { buildDeck } from "./deck.mjs";
import { buildDocs } from "./docs.mjs";
import { contentSecurityPolicy } from "./serve.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const web = path.join(root, "web");
const wasmDist = path.join(root, "wasm_build/dist");
const siteFolder = path.join(root, "dist/site");
const packageFolder = path.join(root, "dist/package");

/**
 * In the sources `new URL("../worker/worker.ts", import.meta.url)` and
 * `new URL("../../../wasm_build/dist/hnn_lab.wasm", import.meta.url)` name files where they are; in a bundle
 * both lie beside the script that asks for them.
 */
const filesBesideTheBundle = {
  name: "files-beside-the-bundle",
  setup(build) {
    const reference = /new URL\(\s*(["'])[^"']*?([\w-]+)\.(ts|wasm)\1,\s*import\.meta\.url,?\s*\)/g;
    build.onLoad({ filter: /[\\/]web[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      const contents = source.replace(reference, (_, _quote, name, extension) => {
        return `new URL("./${name}.${extension === "ts" ? "js" : extension}", import.meta.url)`;
      });
      return { contents, loader: "ts" };
    });
  },
};

/** The catalogue is a file of its own, since page and worker both need all of it. */
const sharedCatalogue = {
  name: "shared-catalogue",
  setup(build) {
    const place = path.join(web, "src/catalogue/catalogue.ts");
    const declared = /import json from "[^"]*catalogue\.json" with \{ type: "json" \};/;
    build.onLoad({ filter: /[\\/]catalogue\.ts$/ }, async ({ path: file }) => {
      if (file !== place) return undefined;
      const source = await readFile(file, "utf8");
      if (!declared.test(source)) throw new Error(`${file} has another import of the catalogue`);
      return {
        contents: source.replace(declared, 'import json from "./catalogue.js";'),
        loader: "ts",
      };
    });
    build.onResolve({ filter: /^\.\/catalogue\.js$/ }, ({ importer }) =>
      importer === place ? { path: "./catalogue.js", external: true } : undefined,
    );
  },
};

/** A style sheet that a script imports is a text, as small as the one beside the page. */
const stylesAsText = (minify) => ({
  name: "styles-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const options = { entryPoints: [file], bundle: true, write: false, minify };
      const { outputFiles } = await esbuild.build(options);
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
});

/**
 * Chart.js without what no chart here has: scales of time and radius, which bundlers keep for their static fields, and
 * the arithmetic of colours, which only animations and hovering use.
 */
const leanCharts = {
  name: "lean-charts",
  setup(build) {
    const unused = /^class (TimeScale|TimeSeriesScale|RadialLinearScale) extends [\s\S]*?^}$/gm;
    build.onLoad({ filter: /[\\/]chart\.js[\\/]dist[\\/]chart\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      if (source.match(unused)?.length !== 3)
        throw new Error(
          "Chart.js has other scales than it had: see leanCharts in web/scripts/build.mjs",
        );
      return { contents: source.replace(unused, "class $1 {}"), loader: "js" };
    });
    const colour = path.join(web, "src/charts/plainColour.ts");
    build.onResolve({ filter: /^@kurkle\/color$/ }, () => ({ path: colour }));
  },
};

const common = {
  bundle: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  plugins: [filesBesideTheBundle, leanCharts],
};

function requireWasm() {
  if (!existsSync(path.join(wasmDist, "hnn_lab.wasm"))) {
    throw new Error("wasm_build/dist/hnn_lab.wasm is missing: `npm run build:wasm` makes it");
  }
}

/** dist/site: index.html, main.js, worker.js, *.css, hnn_lab.wasm, and web/public as it is. */
export async function buildSite({ folder = siteFolder, minify = true } = {}) {
  requireWasm();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const app = path.join(web, "src/app");
  const scripts = { entryNames: "[name]", outdir: folder, minify, sourcemap: true };
  // The worker is one file beside the catalogue, whatever brings it along.
  await esbuild.build({
    ...common,
    ...scripts,
    entryPoints: [path.join(web, "src/worker/worker.ts")],
    plugins: [sharedCatalogue, filesBesideTheBundle],
  });
  // Page, element and frame share what they have in common, and load what is not needed at first sight later.
  const { metafile } = await esbuild.build({
    ...common,
    ...scripts,
    entryPoints: {
      main: path.join(app, "main.ts"),
      "hnn-lab": path.join(web, "src/widget/element.ts"),
      embed: path.join(web, "src/embed/embed.ts"),
    },
    splitting: true,
    metafile: true,
    chunkNames: "chunk-[name]-[hash]",
    plugins: [sharedCatalogue, filesBesideTheBundle, leanCharts, stylesAsText(minify)],
  });
  await esbuild.build({
    ...common,
    entryPoints: [path.join(app, "main.css"), path.join(web, "src/embed/embed.css")],
    entryNames: "[name]",
    outdir: folder,
    minify,
  });
  cpSync(path.join(wasmDist, "hnn_lab.wasm"), path.join(folder, "hnn_lab.wasm"));
  const catalogue = JSON.parse(readFileSync(path.join(wasmDist, "catalogue.json"), "utf8"));
  writeFileSync(path.join(folder, "catalogue.js"), `export default ${JSON.stringify(catalogue)};`);
  const words = await firstWords();
  for (const [page, script] of [
    ["index.html", "main.js"],
    ["embed.html", "embed.js"],
  ]) {
    const source = readFileSync(path.join(web, page), "utf8").replace("{{lead}}", () => words);
    const html = withPreload(source, importsOf(metafile, path.join(folder, script)));
    writeFileSync(path.join(folder, page), withPolicy(html));
  }
  const assets = path.join(web, "public");
  if (existsSync(assets)) cpSync(assets, folder, { recursive: true });
  await buildDeck({ site: folder, minify, withPolicy });
  await buildSingle({ folder, minify, words });
  await buildDocs({ site: folder, withPolicy });
  await buildServiceWorker({ folder, minify });
}

/** The scripts that a built script imports, and theirs, by name. */
function importsOf(metafile, script) {
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([file, output]) => [path.resolve(file), output]),
  );
  const found = new Set();
  const visit = (file) => {
    for (const { path: other, kind } of outputs.get(file)?.imports ?? []) {
      if (kind !== "import-statement" || found.has(path.resolve(other))) continue;
      found.add(path.resolve(other));
      visit(path.resolve(other));
    }
  };
  visit(path.resolve(script));
  return [...found].map((file) => path.basename(file));
}

/** All at once, not each when the one before has been read: three journeys less on a slow line. */
function withPreload(html, scripts) {
  const links = scripts.map((name) => `<link rel="modulepreload" href="./${name}" />`);
  return html.replace("</head>", () => `  ${links.join("\n    ")}\n  </head>`);
}

/** What the page says first, so that there is something to read before its script has come. */
async function firstWords() {
  const { outputFiles } = await esbuild.build({
    ...common,
    entryPoints: [path.join(web, "src/catalogue/strings.ts")],
    write: false,
  });
  const source = Buffer.from(outputFiles[0].text).toString("base64");
  const { systemText, text } = await import(`data:text/javascript;base64,${source}`);
  return text.lead(systemText.pendulum.plural, [], true);
}

/** A page with the policy of web/scripts/serve.mjs in it, for hosts that send none. */
function withPolicy(html, policy = contentSecurityPolicy) {
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error("a page must begin with its charset");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  return html.replace(charset, `${charset}\n    ${meta}`);
}

/** The whole page in one file that runs from a disk (web/src/app/single.ts). */
async function buildSingle({ folder, minify, words }) {
  const bundle = async (entry) => {
    const { outputFiles } = await esbuild.build({
      ...common,
      entryPoints: [path.join(web, "src", entry)],
      format: "iife",
      minify,
      write: false,
      logOverride: { "empty-import-meta": "silent" }, // nothing here is found beside the script
    });
    return outputFiles[0].text;
  };
  const script = (await bundle("app/single.ts")).replaceAll("</script", "<\\/script");
  const style = readFileSync(path.join(folder, "main.css"), "utf8");
  const icon = readFileSync(path.join(web, "public/icon.svg")).toString("base64");
  const base64 = (file) => readFileSync(file).toString("base64");
  const worker = Buffer.from(await bundle("worker/worker.ts")).toString("base64");
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data: blob:",
    "worker-src blob:",
    "connect-src blob: data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const data = (id, text) => `<script type="text/plain" id="${id}">${text}</script>`;
  const parts = [
    data("hnn-lab-wasm", base64(path.join(folder, "hnn_lab.wasm"))),
    data("hnn-lab-worker", worker),
    `<script>${script}</script>`,
  ];
  const page = withPolicy(readFileSync(path.join(web, "index.html"), "utf8"), policy)
    .replace("{{lead}}", () => words)
    .replace(
      /<link rel="icon"[^>]*>/,
      () => `<link rel="icon" href="data:image/svg+xml;base64,${icon}" />`,
    )
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace("</body>", () => `${parts.join("\n")}\n</body>`);
  writeFileSync(path.join(folder, "hnn-lab.html"), page);
}

/** What a visit may need without a network. The single file is for taking along, maps are for developers. */
const keptOffline = (name) => !/\.map$|^hnn-lab\.html$|^sw\.js$|^docs\//.test(name);

async function buildServiceWorker({ folder, minify }) {
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
    ...common,
    entryPoints: [path.join(web, "src/offline/sw.js")],
    format: "iife",
    outdir: folder,
    banner: { js: `globalThis.hnnLabFiles=${list};` },
    minify,
  });
}

/** dist/package: index.js (the glue bundled in), hnn_lab.wasm and the declarations. */
export async function buildPackage({ folder = packageFolder } = {}) {
  requireWasm();
  rmSync(folder, { recursive: true, force: true });
  await esbuild.build({
    ...common,
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
