// The audits of Lighthouse that measure no time: accessibility, best practices and search, in full on every page. (The others are
// a measurement: `npm run lighthouse`.)
import assert from "node:assert/strict";
import { test } from "node:test";
import { look, pages } from "./look.mjs";

test("Lighthouse finds nothing to mend", { timeout: 300_000 }, async () => {
  const missed = [];
  const seen = new Set();
  await look(
    { forms: ["phone"], categories: ["accessibility", "best-practices", "seo"] },
    (form, name, lhr) => {
      assert.equal(lhr.runtimeError, undefined);
      for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
        seen.add(`${name} ${id}`);
        const failed = auditRefs
          .map((ref) => lhr.audits[ref.id])
          .filter((audit) => audit.score !== null && audit.score < 1)
          .map((audit) => `${audit.id} (${audit.title})`);
        if (score < 1) missed.push(`${name}, ${form}: ${id} ${score}: ${failed.join(", ")}`);
      }
    },
  );
  assert.equal(seen.size, 3 * Object.keys(pages).length);
  assert.deepEqual(missed, []);
});
