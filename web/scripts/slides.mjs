// The slide deck: code and formulas are set when the site is built.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import katex from "katex";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

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
