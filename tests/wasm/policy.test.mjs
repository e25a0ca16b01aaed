// The policy of the built pages, for hosts that send none.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contentSecurityPolicy, policyFor } from "../../web/scripts/policy.mjs";
import { siteFolder } from "../../web/scripts/serve.mjs";

test("every page of the site carries its policy", () => {
  for (const page of ["index.html", "embed.html", "deck/index.html"]) {
    const html = readFileSync(`${siteFolder}/${page}`, "utf8");
    assert.ok(html.includes(`content="${policyFor(page)}"`), page);
    assert.doesNotMatch(html, /<script(?![^>]*src=)|\sstyle="|onclick=/, page);
  }
});

test("the policy allows nothing from elsewhere, no inline code and no untrusted script", () => {
  assert.match(contentSecurityPolicy, /^default-src 'none';/);
  assert.match(contentSecurityPolicy, /script-src 'self' 'wasm-unsafe-eval'/);
  for (const policy of [contentSecurityPolicy, policyFor("deck/")]) {
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types hnn-lab lit-html/);
  }
  assert.doesNotMatch(contentSecurityPolicy, /default$/);
});
