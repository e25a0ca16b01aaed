// Builds docs/ into the site (dist/site/docs): Markdown by marked, and the API reference of the package from its types by
// TypeDoc. Plain pages: no script, so that the strictest policy holds.
//
//   called by web/scripts/build.mjs

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Marked, Renderer } from "marked";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const docs = path.join(root, "docs");

/** In the order of the navigation; every other page is reached from these. */
const chapters = [
  ["README.md", "Overview"],
  ["docs/embedding.md", "Embedding"],
  ["docs/sharing.md", "Sharing"],
  ["docs/settings.md", "Settings"],
  ["api", "API reference"],
  ["docs/notation.md", "Notation"],
  ["docs/adding-a-system.md", "Adding a system"],
  ["docs/adding-a-model.md", "Adding a model"],
  ["docs/adding-a-kind.md", "Adding a kind of model"],
  ["docs/adding-a-lesson.md", "Adding a lesson"],
  ["docs/reproduction.md", "Reproduction"],
  ["docs/performance.md", "Performance"],
  ["docs/measurements.md", "Measurements"],
  ["docs/robustness.md", "Robustness"],
  ["docs/architecture.md", "Architecture"],
  ["docs/decisions/README.md", "Decisions"],
  ["CHANGELOG.md", "Changes"],
];

const escaped = (text) =>
  String(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Where a file of the repository stands in the site's docs; null for what is not among them. */
function placeOf(file) {
  if (file === "api") return "api.html";
  if (file === "README.md") return "index.html";
  if (file === "CHANGELOG.md") return "changes.html";
  if (!file.startsWith("docs/")) return null;
  return file
    .slice("docs/".length)
    .replace(/README\.md$/, "index.html")
    .replace(/\.md$/, ".html");
}

/** GitHub's anchors, so that links hold in both places. */
function slugger() {
  const seen = new Map();
  return (text) => {
    const plain = text
      .toLowerCase()
      .replace(/<[^>]*>|&[a-z]+;/g, "")
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-");
    const count = seen.get(plain) ?? 0;
    seen.set(plain, count + 1);
    return count === 0 ? plain : `${plain}-${count}`;
  };
}

/** A link or image of `file`, as it must be in the site. What is not in the site stays a name without a link. */
function relocated(href, file) {
  if (/^[a-z]+:|^#/i.test(href)) return href;
  const [target, anchor] = href.split("#");
  const wanted = path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
  const place = placeOf(wanted.replace(/\/$/, "/README.md"));
  if (place === null) return null;
  if (!wanted.endsWith("/") && !existsSync(path.join(root, wanted))) return null;
  const from = path.posix.dirname(placeOf(file));
  return path.posix.relative(from, place) + (anchor ? `#${anchor}` : "");
}

/** The size of a picture, so that the text below it need not move when it comes. */
function sizeOf(file) {
  const bytes = readFileSync(file);
  const readers = {
    ".png": () => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
    ".webp": () =>
      bytes.toString("latin1", 12, 16) === "VP8X"
        ? [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]
        : [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff],
    ".svg": () => /<svg[^>]* width="(\d+)" height="(\d+)"/.exec(bytes.toString())?.slice(1) ?? [],
  };
  const [width, height] = readers[path.extname(file)]?.() ?? [];
  if (!(width > 0 && height > 0)) throw new Error(`${file}: the docs need a picture's size`);
  return `width="${width}" height="${height}"`;
}

function bodyOf(markdown, file) {
  const slug = slugger();
  const renderer = new Renderer();
  renderer.heading = function heading({ tokens, depth }) {
    const text = this.parser.parseInline(tokens);
    return `<h${depth} id="${slug(text)}">${text}</h${depth}>\n`;
  };
  renderer.link = function link({ href, tokens }) {
    const text = this.parser.parseInline(tokens);
    const to = relocated(href, file);
    return to === null ? text : `<a href="${escaped(to)}">${text}</a>`;
  };
  let isFirst = true;
  renderer.image = ({ href, text }) => {
    const to = relocated(href, file);
    if (to === null) return escaped(text);
    const size = sizeOf(path.join(root, path.dirname(file), href));
    const when = isFirst ? 'fetchpriority="high"' : 'loading="lazy"'; // the first may be in sight
    isFirst = false;
    return `<img src="${escaped(to)}" alt="${escaped(text)}" ${size} ${when} />`;
  };
  // Wide tables and code have their own scroll boxes, also for keys.
  renderer.table = function table(token) {
    const inner = Renderer.prototype.table
      .call(this, token)
      .replace(/ align="(\w+)"/g, ' class="$1"');
    return `<div class="wide" tabindex="0" role="region" aria-label="Table">${inner}</div>`;
  };
  renderer.code = ({ text }) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`;
  return new Marked({ renderer }).parse(markdown);
}

function pageOf(file, title, body) {
  const place = placeOf(file);
  const up = path.posix.relative(path.posix.dirname(place), ".") || ".";
  const links = chapters.map(([one, name]) => {
    const here = one === file ? ' aria-current="page"' : "";
    return `<li><a href="${up}/${placeOf(one)}"${here}>${escaped(name)}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="description" content="${escaped(title)}: documentation of HNN Lab, Hamiltonian neural networks in the browser." />
    <meta name="color-scheme" content="light dark" />
    <title>${escaped(title)} · HNN Lab</title>
    <link rel="icon" href="${up}/../icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${up}/docs.css" />
  </head>
  <body>
    <a class="skip" href="#content">Skip to the text</a>
    <nav aria-label="Documentation">
      <p><a href="${up}/../index.html">HNN Lab</a></p>
      <ul>
        ${links.join("\n        ")}
      </ul>
    </nav>
    <main id="content">
${body}
    </main>
  </body>
</html>
`;
}

// ---- the API reference ---------------------------------------------------------------------------

const textOf = (parts = []) => parts.map(({ text }) => text).join("");

function commentOf(reflection) {
  const own =
    reflection.comment ?? reflection.signatures?.[0]?.comment ?? reflection.getSignature?.comment;
  const summary = textOf(own?.summary).trim();
  return summary ? `<p>${escaped(summary)}</p>` : "";
}

/** `name(a: A, b?: B): C` */
function signatureOf({ name, parameters = [], type }) {
  const list = parameters.map(
    (one) => `${one.name}${one.flags.isOptional ? "?" : ""}: ${one.type?.toString() ?? "unknown"}`,
  );
  return `${name}(${list.join(", ")}): ${type?.toString() ?? "void"}`;
}

function linesOf(reflection) {
  if (reflection.signatures) return reflection.signatures.map(signatureOf);
  if (reflection.getSignature)
    return [`${reflection.name}: ${reflection.getSignature.type?.toString()}`];
  const type = reflection.type?.toString() ?? "";
  const mark = reflection.flags?.isOptional ? "?" : "";
  return [type ? `${reflection.name}${mark}: ${type}` : reflection.name];
}

function entryOf(reflection, level) {
  const children = (reflection.children ?? []).filter(
    (child) => !child.flags.isPrivate && !child.flags.isProtected && !child.name.startsWith("#"),
  );
  const isShape = children.length > 0;
  const code = isShape
    ? ""
    : `<pre tabindex="0"><code>${escaped(linesOf(reflection).join("\n"))}</code></pre>`;
  const head =
    level === 2
      ? `<h2 id="${escaped(reflection.name.toLowerCase())}">${escaped(reflection.name)}</h2>`
      : "";
  const inner = children.map((child) => entryOf(child, level + 1)).join("\n");
  return `${head}${code}${commentOf(reflection)}${inner}`;
}

async function apiBody() {
  const { Application } = await import("typedoc");
  const app = await Application.bootstrap({
    entryPoints: [path.join(root, "web/src/lab/index.ts")],
    tsconfig: path.join(root, "web/src/lab/tsconfig.json"),
    excludePrivate: true,
    excludeExternals: true,
    skipErrorChecking: true,
    disableSources: true,
    readme: "none",
    logLevel: "Error",
    sort: ["kind", "alphabetical"],
  });
  const project = await app.convert();
  if (!project) throw new Error("TypeDoc could not read web/src/lab");
  const entries = (project.children ?? []).map((reflection) => entryOf(reflection, 2));
  return `<h1>API reference</h1>
<p>What <code>import … from "hnn-lab"</code> gives, made from the types of the package. Begin with <code>createLab</code>.</p>
${entries.join("\n")}`;
}

// ---- all of it -----------------------------------------------------------------------------------

export async function buildDocs({ site, withPolicy }) {
  const folder = path.join(site, "docs");
  const write = (file, title, body) => {
    const to = path.join(folder, placeOf(file));
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, withPolicy(pageOf(file, title, body)));
  };
  const sources = readdirSync(docs, { recursive: true }).map((name) =>
    name.split(path.sep).join("/"),
  );
  const pages = sources.filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);
  for (const file of ["README.md", "CHANGELOG.md", ...pages]) {
    if (/template\.md$/.test(file)) continue;
    const markdown = readFileSync(path.join(root, file), "utf8");
    const title = markdown.match(/^# (.*)$/m)?.[1] ?? file;
    write(file, title, bodyOf(markdown, file));
  }
  write("api", "API reference", await apiBody());
  for (const name of sources.filter((one) => /\.(svg|png|webp|json|csv|mjs|py)$/.test(one))) {
    const to = path.join(folder, name);
    mkdirSync(path.dirname(to), { recursive: true });
    cpSync(path.join(docs, name), to);
  }
  cpSync(path.join(root, "web/docs.css"), path.join(folder, "docs.css"));
}
