// A language that nobody speaks: every string of the English table with accents, some 40 % longer, and in brackets. What stands
// on the page without brackets did not come from the table; what sticks out has no room for other languages.
import { useTables } from "../../web/src/catalogue/language.js";
import * as first from "../../web/src/catalogue/strings.js";
import * as later from "../../web/src/catalogue/strings.later.js";
import type { Tables } from "../../web/src/catalogue/tables.js";

const accents: Record<string, string> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  A: "Á",
  E: "É",
  O: "Ó",
  U: "Ú",
};
/** Words that are read and not only shown, or a sign: they stay as they are. */
const untouched = /^[^A-Za-z]*[A-Za-z]?[^A-Za-z]*$/;

function said(words: string): string {
  if (untouched.test(words)) return words;
  const accented = words.replace(/[aeiouAEOU]/g, (letter) => accents[letter] ?? letter);
  const longer = "~".repeat(Math.ceil(words.length * 0.4)).replace(/~{6}/g, "~~~~~ "); // breaks as words do
  return `⟦${accented} ${longer.trim()}⟧`;
}

function pseudo(table: unknown): unknown {
  if (typeof table === "string") return said(table);
  if (typeof table === "function") return (...given: unknown[]) => said(String(table(...given)));
  if (Array.isArray(table)) return table.map(pseudo);
  if (typeof table !== "object" || table === null) return table;
  const entries = Object.entries(table);
  return Object.fromEntries(
    entries.map(([key, one]) => [key, key === "locale" ? one : pseudo(one)]),
  );
}

function copy(table: unknown): unknown {
  if (typeof table !== "object" || table === null || Array.isArray(table)) return table;
  return Object.fromEntries(Object.entries(table).map(([key, one]) => [key, copy(one)]));
}

/** The page says nothing else, until the returned function brings English back. */
export function speakPseudo(): () => void {
  const tables = Object.entries({ ...first, ...later }).filter(
    ([, one]) => typeof one === "object",
  );
  const inWords = (say: (table: unknown) => unknown) =>
    Object.fromEntries(tables.map(([name, table]) => [name, say(table)])) as unknown as Tables;
  const english = inWords(copy);
  useTables(inWords(pseudo), later);
  return () => useTables(english, later);
}
