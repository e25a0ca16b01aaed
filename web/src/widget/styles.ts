// One style sheet for all elements of a document: the page's own, and the element's.
import pageStyles from "../app/main.css?inline&scoped";
import widgetStyles from "./widget.css?inline";

const shared = new WeakMap<Document, CSSStyleSheet>();

/** A constructed sheet can be used only in the document whose window created it; null if the document has no window. */
export function newSheet(document: Document): CSSStyleSheet | null {
  const { defaultView } = document;
  return defaultView && new defaultView.CSSStyleSheet();
}

export function sharedSheet(document: Document): CSSStyleSheet | null {
  const known = shared.get(document);
  if (known) return known;
  const sheet = newSheet(document);
  if (!sheet) return null;
  sheet.replaceSync(`${pageStyles}\n${widgetStyles}`);
  shared.set(document, sheet);
  return sheet;
}
