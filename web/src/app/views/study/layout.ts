// The parts of a page about studies: sections with a title, and rows whose children change places without being remade.
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

/** The children in this order, touching nothing that is in its place already. */
export function place(parent: HTMLElement, children: HTMLElement[]) {
  const isSame =
    parent.childElementCount === children.length &&
    children.every((child, i) => parent.children[i] === child);
  if (!isSame) parent.replaceChildren(...children);
}
