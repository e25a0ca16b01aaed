// The language of the page. English is the table of strings.ts itself; another language is a table of the same shape,
// fetched if the page uses it, which overwrites the English table before anything is drawn. Strings must therefore be read
// when they are used, not copied when a module is loaded.
import * as strings from "./strings.js";
import type * as laterStrings from "./strings.later.js";
import type { Tables } from "./tables.js";

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];
/** The visitor's choice: a language, or that of the browser. */
export const languageChoices = ["auto", ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

let spoken: Language = "en";

export function spokenLanguage(): Language {
  return spoken;
}

/** The language that follows from a choice and the browser's preferred languages, best first. */
export function languageFor(choice: string, preferred: readonly string[]): Language {
  const named = languages.find((one) => one === choice);
  if (named) return named;
  for (const one of preferred) {
    const known = languages.find((language) => one.toLowerCase().split("-")[0] === language);
    if (known) return known;
  }
  return "en";
}

/** Must be called before anything is drawn. The first language other than English stays until the page is reloaded. */
export async function speak(language: Language): Promise<void> {
  if (language === spoken) return;
  switch (language) {
    case "en":
      return; // another table has already overwritten the English one
    case "de": {
      const { german, ...later } = await import("./german.js");
      useTables(german, later);
      break;
    }
    default:
      language satisfies never;
  }
  spoken = language;
}

/** Writes tables over the English ones. */
export function useTables(tables: Tables, later: typeof laterStrings) {
  const all: Record<string, unknown> = { ...strings, ...later };
  for (const [name, table] of Object.entries(tables)) overwrite(all[name] as object, table);
}

function overwrite(target: object, source: object) {
  for (const [key, value] of Object.entries(source)) {
    const old = (target as Record<string, unknown>)[key];
    if (
      typeof value === "object" &&
      value !== null &&
      typeof old === "object" &&
      old !== null &&
      !Array.isArray(value)
    )
      overwrite(old, value);
    else (target as Record<string, unknown>)[key] = value;
  }
}
