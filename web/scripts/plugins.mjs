// What the site needs beyond Vite's own: the catalogue as one file for page and worker, the page's style sheet for shadow
// roots, first words and policies in the pages, code and formulas on the slides.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { policyFor, withPolicy } from "./policy.mjs";
import { scoped } from "./scoped.mjs";
import { withCode, withFormulas } from "./slides.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const web = path.join(root, "web");
const dist = path.join(root, "wasm_build/dist");

export const hashOf = (content, algorithm = "sha256", form = "base64") =>
  createHash(algorithm).update(content).digest(form);

const wasmHash = (name) => JSON.stringify(hashOf(readFileSync(path.join(dist, name))));

/** The hashes that the page expects of its modules (web/src/lab/wasm.ts, engine/firstFile.ts). */
export const wasmHashes = () => ({
  HNN_LAB_WASM_HASH: wasmHash("hnn_lab.wasm"),
  HNN_FIRST_WASM_HASH: wasmHash("hnn_first.wasm"),
});

/**
 * The catalogue is a file of its own in `folder`, because page and worker are built apart and both need all of it. The
 * build of the pages writes it (`emit`), that of the worker only refers to it.
 */
export function sharedCatalogue({ folder, emit }) {
  const json = JSON.parse(readFileSync(path.join(dist, "catalogue.json"), "utf8"));
  const source = `export default ${JSON.stringify(json)};`;
  const name = `catalogue-${hashOf(source, "sha256", "hex").slice(0, 8)}.js`;
  return {
    name: "hnn-lab:catalogue",
    apply: "build",
    enforce: "pre",
    resolveId(id, importer) {
      if (id !== "./data.js" || !/[\\/]catalogue[\\/]catalogue\.ts$/.test(importer)) return null;
      return { id: `./${name}`, external: true };
    },
    generateBundle() {
      if (emit) this.emitFile({ type: "asset", fileName: `${folder}/${name}`, source });
    },
    transformIndexHtml: {
      order: "post",
      handler(_, { path: page }) {
        const up = page.split("/").length > 2 ? "../" : "./";
        const attrs = { rel: "modulepreload", crossorigin: true, href: `${up}${folder}/${name}` };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}

/**
 * The element's module can be imported on a server, which has no document. lit-html's browser build asks for one when it is
 * loaded; its build for Node asks only when it is used, and is the same otherwise.
 */
export function litWithoutDocument() {
  const folder = path.join(root, "node_modules/lit-html/node");
  return {
    name: "hnn-lab:lit-without-document",
    apply: "build",
    enforce: "pre",
    resolveId(id) {
      const [, part] = id.match(/^lit-html(?:\/(directives\/[\w-]+\.js))?$/) ?? [];
      if (!id.startsWith("lit-html")) return null;
      return path.join(folder, part ?? "lit-html.js");
    },
  };
}

/** In the worker's build the reader of safetensors is left out (web/src/worker/jsonOnly.ts). */
export function workerReadsJson() {
  return {
    name: "hnn-lab:worker-reads-json",
    apply: "build",
    enforce: "pre",
    resolveId(id, importer) {
      const isReader = id === "./safetensors.js" && /[\\/]lab[\\/]\w+\.ts$/.test(importer);
      return isReader ? path.join(web, "src/worker/jsonOnly.ts") : null;
    },
  };
}

/** Markup in scripts is indented like the code around it; HTML gives those spaces no meaning, and a visitor need not load them. */
export function templatesWithoutIndentation() {
  return {
    name: "hnn-lab:templates-without-indentation",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!/[\\/]web[\\/]src[\\/].*\.ts$/.test(id) || !/\b(html|svg)`/.test(code)) return null;
      return { code: code.replace(/\n[ \t]+/g, "\n"), map: null };
    },
  };
}

/** In the single file, which contains the whole module, the worker needs nothing of the first one. */
export function workerOfOneModule() {
  return {
    name: "hnn-lab:worker-of-one-module",
    enforce: "pre",
    resolveId: (id) => (id.endsWith("/hnn_first.mjs") ? path.join(dist, "hnn_lab.mjs") : null),
  };
}

/** `import css from "….css?inline&scoped"`: the style sheet made fit for a shadow root. */
export function scopedStyles() {
  return {
    name: "hnn-lab:scoped-styles",
    enforce: "post", // when Vite has made a script of it
    transform(code, id) {
      if (!/\.css\?.*\bscoped\b/.test(id)) return null;
      const css = scoped(JSON.parse(code.match(/export default (".*")/s)[1]));
      const left = css.match(/:root|#app|@media \((max|min)-width|@import/);
      if (left) this.error(`${id}: "${left[0]}" has no meaning in a shadow root`);
      return { code: `export default ${JSON.stringify(css)}`, map: null };
    },
  };
}

/** What the page says before its script has come, so that there is something to read. */
export async function firstWords() {
  const { module } = await runnerImport(path.join(web, "src/catalogue/strings.ts"), {
    configFile: false,
    logLevel: "error",
  });
  return module.text.lead(module.systemText.pendulum.plural, [], true);
}

/** Words of the catalogue, code of the tree and typeset formulas, in the pages that ask for them. */
export function pageContents() {
  const formulaStyles = path.join(web, "src/deck/formulas.css");
  const icon = () => readFileSync(path.join(web, "public/icon.svg")).toString("base64");
  const deck = () =>
    withFormulas(withCode(readFileSync(path.join(web, "deck/index.html"), "utf8")));
  return {
    name: "hnn-lab:page-contents",
    enforce: "pre",
    transformIndexHtml: {
      order: "pre",
      async handler(html) {
        let page = html.replace(
          /<link rel="icon"[^>]*>/,
          () => `<link rel="icon" href="data:image/svg+xml;base64,${icon()}" />`, // one request less
        );
        if (page.includes("{{lead}}")) page = page.replace("{{lead}}", await firstWords());
        return page.includes('class="reveal"') ? withFormulas(withCode(page)).html : page;
      },
    },
    /** KaTeX's own sheet, and the sizes of the parts of each formula. */
    transform(code, id) {
      return id.split("?")[0] === formulaStyles
        ? { code: `${code}\n${deck().css}`, map: null }
        : null;
    },
  };
}

/** The policy in every page that is built; the development server needs what it forbids. */
export function policies() {
  return {
    name: "hnn-lab:policies",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { path: page }) => withPolicy(html, policyFor(page)),
    },
  };
}

/** KaTeX names each font in three formats; every browser that can train reads the first, WOFF2. */
export const onlyWoff2 = {
  postcssPlugin: "only-woff2",
  AtRule: {
    "font-face": (rule) =>
      rule.walkDecls("src", (declaration) => {
        const sources = declaration.value.split(",").filter((one) => one.includes(".woff2"));
        if (sources.length > 0) declaration.value = sources.join(",");
      }),
  },
};

/**
 * Entries with names that stay, for pages of others: one line that loads the file with the present hash. Hosts keep such a
 * file for minutes, the hashed ones indefinitely.
 */
export function stableEntries(names) {
  return {
    name: "hnn-lab:stable-entries",
    apply: "build",
    generateBundle(_, bundle) {
      for (const name of names) {
        const entry = Object.values(bundle).find((one) => one.isEntry && one.name === name);
        if (!entry) this.error(`there is no entry ${name}`);
        const source = `export * from "./${entry.fileName}";\n`;
        this.emitFile({ type: "asset", fileName: `${name}.js`, source });
      }
    },
  };
}

/**
 * integrity.json: the entry of the element and every script that it may load, with the hashes of the written files, for pages
 * that pin a version (web/src/state/embedCode.ts). Workers start from an address and are no part of it.
 */
export function integrityList(name) {
  const form = (content) => `sha384-${hashOf(content, "sha384")}`;
  return {
    name: "hnn-lab:integrity",
    apply: "build",
    writeBundle({ dir }, bundle) {
      const entry = Object.values(bundle).find((one) => one.isEntry && one.name === name);
      const found = new Set();
      const visit = (file) => {
        if (found.has(file)) return;
        found.add(file);
        const { imports = [], dynamicImports = [] } = bundle[file] ?? {};
        for (const one of [...imports, ...dynamicImports])
          visit(bundle[one] ? one : path.posix.join(path.posix.dirname(file), one)); // the catalogue
      };
      visit(entry.fileName);
      const files = Object.fromEntries(
        [...found].sort().map((file) => [file, form(readFileSync(path.join(dir, file)))]),
      );
      const list = { entry: entry.fileName, files };
      writeFileSync(path.join(dir, "integrity.json"), `${JSON.stringify(list, null, 1)}\n`);
    },
  };
}
