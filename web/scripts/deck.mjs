// The slide deck of the built site (dist/site/deck): slides, reveal.js, KaTeX with its fonts.
//
//   node web/scripts/deck.mjs [--port N]      builds the site and serves the deck

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import esbuild from "esbuild";

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
    entryPoints: [path.join(deck, "deck.ts"), path.join(deck, "deck.css")],
    entryNames: "[name]",
    assetNames: "fonts/[name]",
    loader: { ".woff2": "file" },
    plugins: [onlyWoff2],
    outdir: folder,
    minify,
  });
  const page = readFileSync(path.join(sources, "index.html"), "utf8");
  writeFileSync(path.join(folder, "index.html"), withPolicy(withCode(page)));
  const posters = path.join(sources, "posters");
  if (existsSync(posters)) cpSync(posters, path.join(folder, "posters"), { recursive: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { buildSite } = await import("./build.mjs");
  const { serveForPeople, siteFolder } = await import("./serve.mjs");
  await buildSite();
  await serveForPeople(siteFolder, { name: "The slide deck", page: "deck/" });
}
