// Which language the page speaks. English is the table of strings.ts itself; another language is a table of the same shape,
// fetched when it is wanted, and written over it in place before anything is drawn, so that whoever reads a string at the
// time it is used reads the right one.
import * as strings from "./strings.js";
import type * as laterStrings from "./strings.later.js";
import type { Tables } from "./tables.js";

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];
/** As the visitor chooses: a language, or that of the browser. */
export const languageChoices = ["auto", ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

let spoken: Language = "en";

export function spokenLanguage(): Language {
  return spoken;
}

/** What a choice comes to in a browser that prefers these languages, best first. */
export function languageFor(choice: string, preferred: readonly string[]): Language {
  const named = languages.find((one) => one === choice);
  if (named) return named;
  for (const one of preferred) {
    const known = languages.find((language) => one.toLowerCase().split("-")[0] === language);
    if (known) return known;
  }
  return "en";
}

/** Before anything is drawn. A language once spoken stays until the page is loaded again. */
export async function speak(language: Language): Promise<void> {
  if (language === spoken) return;
  switch (language) {
    case "en":
      return; // another was spoken already; its words cannot be taken back
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
