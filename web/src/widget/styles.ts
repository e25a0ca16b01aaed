// One style sheet for all elements of a page: the page's own, and the element's.
import pageStyles from "../app/main.css?inline&scoped";
import widgetStyles from "./widget.css?inline";

let shared: CSSStyleSheet | null = null;

export function sharedSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(`${pageStyles}\n${widgetStyles}`);
  }
  return shared;
}
