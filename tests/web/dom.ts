// A document for tests of panels in node. Import it before modules that create elements: lit-html requires a document when it
// is loaded. happy-dom has no layout; what depends on sizes is tested in a browser.
import { Window } from "happy-dom";

const window = new Window({ url: "http://localhost/" });
const names = [
  ...[
    "window",
    "document",
    "Node",
    "Element",
    "HTMLElement",
    "Event",
    "KeyboardEvent",
    "MouseEvent",
  ],
  ...["CustomEvent", "DocumentFragment", "MutationObserver", "ResizeObserver"],
] as const;
const from = window as unknown as Record<string, unknown>;
for (const name of names)
  Object.defineProperty(globalThis, name, {
    value: name === "window" ? window : from[name],
    configurable: true,
    writable: true,
  });

/** Puts an element into the emptied document. */
export function mount(element: Element) {
  document.body.replaceChildren(element);
}

/** Types text into a field like a person: the field does not report a change yet. */
export function typeInto(input: HTMLInputElement, text: string) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export function press(target: Element, key: string): boolean {
  return target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
}

/** Leaves a field whose text has changed. */
export function leave(input: HTMLInputElement) {
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.blur();
}
