// The deck's formulas, typeset at build time: the site's policy forbids style attributes, so what KaTeX expresses with them
// must be in classes, each with its rule.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { withFormulas } from "../../web/scripts/slides.mjs";

const deck = readFileSync(new URL("../../web/deck/index.html", import.meta.url), "utf8");

test("every formula of the deck is typeset, without a style attribute, and every class has its rule", () => {
  const places = deck.match(/class="(formula|tex)"/g) ?? [];
  const { html, css } = withFormulas(deck);
  assert.equal(html.match(/class="katex"/g)?.length, places.length);
  assert.doesNotMatch(html, /\sstyle="/);
  const used = new Set([...html.matchAll(/class="(t\d+)[ "]/g)].map(([, name]) => name));
  const ruled = new Set([...css.matchAll(/^\.katex \.(t\d+)\./gm)].map(([, name]) => name));
  assert.ok(used.size > 20);
  assert.deepEqual([...used].sort(), [...ruled].sort());
});

test("reads formulas from HTML and uses KaTeX's own rules", () => {
  const { html, css } = withFormulas('<p class="formula">a &lt; b^2</p><p>a^2</p>');
  assert.match(html, /<annotation encoding="application\/x-tex">a &lt; b\^2<\/annotation>/);
  assert.ok(html.endsWith("<p>a^2</p>"));
  assert.match(css, /\{height:[\d.]+em;(vertical-align:[-\d.]+em;)?\}/);
});
