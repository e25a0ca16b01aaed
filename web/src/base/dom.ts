// Functions that create elements.
import { type Icon, icon } from "./icons.js";

type Child = Node | string | null;
type Attributes = Record<string, string | number | boolean | undefined>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

export function setAttribute(
  element: Element,
  name: string,
  value: string | number | boolean | undefined,
) {
  if (value === undefined || value === false) element.removeAttribute(name);
  else {
    const next = value === true ? "" : String(value);
    if (element.getAttribute(name) !== next) element.setAttribute(name, next);
  }
}

/** Writes only what changed, which avoids needless layout and announcements. */
export function setText(element: Element, value: string) {
  if (element.textContent !== value) element.textContent = value;
}

export function button(
  id: string,
  label: string,
  picture: Icon,
  help: string,
  act: () => void,
): HTMLButtonElement {
  const element = make("button", { type: "button", id, title: help || undefined });
  if (picture !== "none") element.append(icon(picture));
  element.append(make("span", { class: "label" }, label));
  element.addEventListener("click", act);
  return element;
}

/** A scroll box for a wide table. It can be focused, so that keys can scroll it. */
export function scrollBox(className: string, label: string, ...children: Child[]): HTMLElement {
  return make(
    "div",
    { class: className, tabindex: 0, role: "region", "aria-label": label },
    ...children,
  );
}

/** Shows the elements whose [data-for] contains one of the names, and hides the others. */
export function showFor(root: Element, named: readonly string[]) {
  for (const element of root.querySelectorAll<HTMLElement>("[data-for]"))
    element.hidden = !named.includes(element.dataset.for ?? "");
}
