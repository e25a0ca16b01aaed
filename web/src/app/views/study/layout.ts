// Layout of the study views: sections with a title, and rows whose children are reordered without being recreated.
import { make } from "../../../base/dom.js";

/** `id` ends in "-title"; what is before it names the figure. */
export function section(id: string, title: string, ...parts: Node[]): HTMLElement {
  return make(
    "section",
    { class: `figure figure-${id.replace(/-title$/, "")}`, "aria-labelledby": id },
    make("h2", { id }, title),
    ...parts,
  );
}

/** Puts the children in this order without moving those already in place. */
export function place(parent: HTMLElement, children: HTMLElement[]) {
  const isSame =
    parent.childElementCount === children.length &&
    children.every((child, i) => parent.children[i] === child);
  if (!isSame) parent.replaceChildren(...children);
}
