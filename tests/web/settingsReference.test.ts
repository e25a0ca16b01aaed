// docs/settings.md is written from the table, and must say what the table says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

test("the page of settings follows from the table", async () => {
  const script = new URL("../../web/scripts/settings.mjs", import.meta.url).href;
  const { file, reference } = (await import(script)) as { file: string; reference(): string };
  const remedy = "run `node --import tsx web/scripts/settings.mjs` and commit docs/settings.md";
  assert.equal(readFileSync(file, "utf8"), reference(), remedy);
});
