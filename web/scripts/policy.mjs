// The content security policy of every page: the strictest one under which the site works. No inline script or style,
// nothing from other origins, no eval; only WebAssembly may be compiled, and only a named Trusted Types policy may
// say what is a script.

import { createHash } from "node:crypto";

/** Who may make scripts of texts: `lit-html` of that library, `hnn-lab` of ours (web/src/base/trusted.ts). */
export const trustedTypes = {
  "require-trusted-types-for": "'script'",
  "trusted-types": "hnn-lab lit-html",
};

const directives = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "worker-src": "'self' blob:",
  "connect-src": "'self'",
  "font-src": "'self'",
  "frame-src": "'self'", // embed.html in a page beside it
  "base-uri": "'none'",
  "form-action": "'none'",
  ...trustedTypes,
};

export const policyOf = (entries) =>
  Object.entries(entries)
    .map(([directive, value]) => `${directive} ${value}`)
    .join("; ");

export const contentSecurityPolicy = policyOf(directives);

/** The style sheets that reveal.js writes for printing, in the deck's size (1280×720, and its margin of 3 % on paper). */
const printStyles = [
  "@page{size:1318px 741px; margin: 0px;}",
  ".reveal section>img, .reveal section>video, .reveal section>iframe{max-width: 1280px; max-height:720px}",
];
const hashes = printStyles.map(
  (style) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`,
);

/** The slide deck needs a default policy, because reveal.js names none (web/src/deck/markup.ts). */
export const deckPolicy = policyOf({
  ...directives,
  "style-src": `'self' ${hashes.join(" ")}`,
  "trusted-types": "hnn-lab lit-html default",
});

/** Of the page at a path of the site ("/deck/index.html"); undefined for the single file, whose own one names its texts. */
export function policyFor(page) {
  if (/(^|\/)hnn-lab(\.html)?$/.test(page)) return undefined;
  return /(^|\/)deck\/(index(\.html)?)?$/.test(page) ? deckPolicy : contentSecurityPolicy;
}

/** A page with its policy in it, for hosts that send none. */
export function withPolicy(html, policy = contentSecurityPolicy) {
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error("a page must begin with its charset");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  return html.replace(charset, `${charset}\n    ${meta}`);
}
