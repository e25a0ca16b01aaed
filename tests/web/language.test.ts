// Languages: the selection for a browser, and the completeness of the second one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { settingRow } from "../../web/src/catalogue/catalogue.js";
import { languageFor, useTables } from "../../web/src/catalogue/language.js";
import { german } from "../../web/src/catalogue/strings.de.js";
import * as strings from "../../web/src/catalogue/strings.js";
import * as later from "../../web/src/catalogue/strings.later.js";

/** The texts of a table by their path; functions are called with marked arguments. */
function texts(table: unknown, path: string): [string, string][] {
  if (typeof table === "string") return [[path, table]];
  if (typeof table === "function") {
    const given = Array.from({ length: table.length }, (_, i) => `<${i}>`);
    try {
      return [[path, String(table(...given))]];
    } catch {
      return []; // it requires an object
    }
  }
  if (typeof table !== "object" || table === null) return [];
  return Object.entries(table).flatMap(([key, one]) => texts(one, `${path}.${key}`));
}

test("uses the browser's languages unless the link names one", () => {
  assert.equal(languageFor("auto", ["de-CH", "en"]), "de");
  assert.equal(languageFor("auto", ["fr", "de"]), "de");
  assert.equal(languageFor("auto", ["fr"]), "en");
  assert.equal(languageFor("auto", []), "en");
  assert.equal(languageFor("en", ["de"]), "en");
  assert.equal(languageFor("de", ["en"]), "de");
  assert.equal(languageFor("xx", ["de"]), "de");
});

test("has a German string for every English one, with the same arguments", () => {
  const english = new Map(texts(structuredCloneOfTables(), ""));
  const other = new Map(texts(german, ""));
  assert.deepEqual(
    [...english.keys()].filter((key) => !other.has(key)),
    [],
  );
  assert.deepEqual(
    [...other.keys()].filter((key) => !english.has(key)),
    [],
  );
  const same: string[] = [];
  for (const [key, said] of english) {
    const words = other.get(key) as string;
    for (const mark of said.match(/<\d>/g) ?? [])
      assert.ok(words.includes(mark), `${key} loses ${mark}: ${words}`);
    if (said === words && /[a-z]{3} [a-z]{3}/i.test(said)) same.push(key);
  }
  assert.deepEqual(same, [".text.title"], "not translated");
});

test("says in German why samples were skipped, by every rule of the core", () => {
  const rules = settingRow("derivative").choices;
  assert.ok(rules.length > 1);
  const report = { train: 5, test: 2, timeStep: 0.1, gaps: 1, skipped: 3, why: "in English" };
  for (const rule of rules) {
    const said = german.text.own.account("a.csv", report, rule);
    assert.match(said, /3 Punkte wurden ausgelassen: [A-Z][^.]+\.$/);
    assert.doesNotMatch(said, /in English/);
  }
});

test("reads strings from the table that overwrote the English one", () => {
  const { train } = strings.text;
  useTables(german, later);
  assert.notEqual(strings.text.train, train);
  assert.equal(strings.text.train, german.text.train);
  assert.equal(strings.settingLabel("noise"), german.settingText.noise);
  assert.equal(strings.choiceLabel("view", "orbits"), "Bahnen");
});

/** The tables alone, without the functions that read them. */
function structuredCloneOfTables(): Record<string, unknown> {
  const all = Object.entries({ ...strings, ...later });
  return Object.fromEntries(all.filter(([, one]) => typeof one === "object"));
}
