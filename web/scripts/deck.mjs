// The slide deck of the built site (dist/site/deck): slides, reveal.js, KaTeX with its fonts.
//
//   node web/scripts/deck.mjs [--port N]      builds the site and serves the deck

import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import esbuild from "esbuild";
import katex from "katex";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const sources = path.join(root, "web/deck");

/** KaTeX names each font in three formats; every browser that can train reads the first, WOFF2. */
const onlyWoff2 = {
  name: "only-woff2",
  setup(build) {
    build.onLoad({ filter: /katex[\\/]dist[\\/]katex\.css$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replace(
        /,\s*url\([^)]*\.(woff|ttf)\) format\("\w+"\)/g,
        "",
      ),
      loader: "css",
    }));
  },
};

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Lines of a file: from the first that holds `from` to the next that holds `to` (or to its end). */
function excerpt(file, from, to, end) {
  const lines = readFileSync(path.join(root, file), "utf8").trimEnd().split("\n");
  const find = (words, after) => {
    const at = lines.findIndex((line, i) => i >= after && line.includes(words));
    if (at < 0)
      throw new Error(`web/deck/index.html: ${file} has no line with ${JSON.stringify(words)}`);
    return at;
  };
  const first = from ? find(from, 0) : 0;
  const last = to ? find(to, first) : lines.length - 1;
  return [...lines.slice(first, last + 1), ...(end ? [end] : [])].join("\n");
}

/** Code on the slides is the code of the tree: `<code data-include="file" data-from="…" data-to="…">`. */
export function withCode(html) {
  return html.replace(/<code (data-include=[^>]*)><\/code>/g, (_, attributes) => {
    const value = (name) => attributes.match(new RegExp(`data-${name}="([^"]*)"`))?.[1];
    return `<code>${escaped(excerpt(value("include"), value("from"), value("to"), value("end")))}</code>`;
  });
}

const plain = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/**
 * Formulas (`class="formula"`, `class="tex"`) typeset by KaTeX. The policy of the site knows no style attributes, so each
 * becomes a class; `css` has the rules.
 */
export function withFormulas(html) {
  const classes = new Map();
  const classOf = (style) => {
    if (!classes.has(style)) classes.set(style, `t${classes.size}`);
    return classes.get(style);
  };
  const asClass = (tag) => {
    const style = tag.match(/ style="([^"]*)"/)?.[1];
    if (style === undefined) return tag;
    const rest = tag.replace(/ style="[^"]*"/, "");
    return / class="/.test(rest)
      ? rest.replace(/ class="/, ` class="${classOf(style)} `)
      : rest.replace(/^<\w+/, (name) => `${name} class="${classOf(style)}"`);
  };
  const typeset = html.replace(
    /<(\w+) class="(formula|tex)">([^<]*)<\/\1>/g,
    (_, element, kind, source) => {
      const displayMode = kind === "formula";
      const options = { displayMode, throwOnError: true, output: "htmlAndMathml" };
      const nodes = katex.renderToString(plain(source), options).replace(/<\w+[^>]*>/g, asClass);
      return `<${element} class="${kind}">${nodes}</${element}>`;
    },
  );
  // Thrice, as an attribute of style would go before any other rule.
  const css = [...classes].map(([style, name]) => `.katex .${name}.${name}.${name}{${style}}`);
  return { html: typeset, css: css.join("\n") };
}

export async function buildDeck({ site, minify = true, withPolicy = (html) => html }) {
  const folder = path.join(site, "deck");
  mkdirSync(folder, { recursive: true });
  const deck = path.join(root, "web/src/deck");
  await esbuild.build({
    bundle: true,
    format: "esm",
    target: ["es2022"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    entryPoints: ["deck.ts", "deck.css", "formulas.css"].map((name) => path.join(deck, name)),
    entryNames: "[name]",
    assetNames: "fonts/[name]",
    loader: { ".woff2": "file" },
    plugins: [onlyWoff2],
    outdir: folder,
    minify,
  });
  const source = readFileSync(path.join(sources, "index.html"), "utf8");
  const { html, css } = withFormulas(withCode(source));
  writeFileSync(path.join(folder, "index.html"), withPolicy(html));
  appendFileSync(path.join(folder, "formulas.css"), css);
  const posters = path.join(sources, "posters");
  if (existsSync(posters)) cpSync(posters, path.join(folder, "posters"), { recursive: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { buildSite } = await import("./build.mjs");
  const { serveForPeople, siteFolder } = await import("./serve.mjs");
  await buildSite();
  await serveForPeople(siteFolder, { name: "The slide deck", page: "deck/" });
}
