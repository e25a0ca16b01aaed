// The language of the page before it is drawn: as the link says, else as the browser prefers.
import { catalogue } from "../catalogue/catalogue.js";
import { languageFor, speak, spokenLanguage } from "../catalogue/language.js";
import { parseLink } from "../state/url.js";

/** Resolves when the words are there; a language that cannot be fetched leaves English. */
export async function speakAsWanted(link: string): Promise<void> {
  const { language } = parseLink(catalogue, link).experiment.view;
  await speak(languageFor(language, navigator.languages)).catch(() => {});
}

/** The page itself says which language it speaks. */
export function sayLanguage(element: Element) {
  element.setAttribute("lang", spokenLanguage());
}
