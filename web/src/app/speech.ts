// Selects the language of the page before it is drawn: that of the link, otherwise the browser's.
import { catalogue } from "../catalogue/catalogue.js";
import { languageFor, speak, spokenLanguage } from "../catalogue/language.js";
import { parseLink } from "../state/url.js";

/** Resolves when the strings are loaded; if a language cannot be fetched, English is kept. */
export async function speakAsWanted(link: string): Promise<void> {
  const { language } = parseLink(catalogue, link).experiment.view;
  await speak(languageFor(language, navigator.languages)).catch(() => {});
}

/** Marks the language in the document. */
export function sayLanguage(element: Element) {
  element.setAttribute("lang", spokenLanguage());
}
