// What the style sheet promises, whatever its layout looks like.
import assert from "node:assert/strict";
import { test } from "node:test";
import { everyone, isIntegrator } from "../../web/src/protocol/snapshot.js";
import { pageStyles, themeColour } from "./pageStyles.js";

const css = pageStyles();

// clamp(15px, …, 22px) ignored the size that visitors had set in their browser (WCAG 1.4.4 was met by zooming only).
test("scales text with the browser's font size", () => {
  const sizes = [...css.matchAll(/:root[^{}]*\{[^}]*?font-size: ([^;]+);/g)].map(
    ([, size]) => size ?? "",
  );
  assert.ok(sizes.length >= 2);
  for (const size of sizes) assert.doesNotMatch(size, /\dpx/, size);
});

test("every rule belongs to a layer, and every colour has a light and a dark value", () => {
  const outside = css.replace(/\/\*[\s\S]*?\*\//g, "").match(/^[^@\s}][^{]*\{/gm);
  assert.equal(outside, null);
  for (const name of [
    "paper",
    "page",
    "ink",
    "ink-soft",
    "hairline",
    "line",
    "data",
    "accent",
    ...everyone.map((who) => (isIntegrator(who) ? "integrator" : who)),
  ])
    for (const theme of ["light", "dark"] as const)
      assert.match(themeColour(css, theme, name), /^#[0-9a-f]{6}$/, `--${name} ${theme}`);
});
