// One style sheet for all elements of a page: the page's own, and the element's.
import pageStyles from "../app/main.css";
import { scoped } from "./scoped.js";
import widgetStyles from "./widget.css";

let shared: CSSStyleSheet | null = null;

export function sharedSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(`${scoped(pageStyles)}\n${widgetStyles}`);
  }
  return shared;
}
