// The tabs of the page's views, after the ARIA pattern with manual activation: arrow keys, Home and End move the
// focus, Enter, Space or a click opens, because opening a view may load another system.

import { make, setAttribute } from "../base/dom.js";
import { text, viewNameText } from "../catalogue/strings.js";
import type { ViewName } from "../state/experiment.js";

export class ViewTabs {
  readonly element = make("div", { class: "tabs", role: "tablist", "aria-label": text.views });
  private readonly tabs = new Map<ViewName, HTMLButtonElement>();

  constructor(names: readonly ViewName[], open: (name: ViewName) => void) {
    for (const name of names) {
      const tab = make(
        "button",
        { type: "button", role: "tab", id: `tab-${name}`, class: "tab" },
        viewNameText[name].label,
      );
      tab.addEventListener("click", () => open(name));
      this.tabs.set(name, tab);
      this.element.append(tab);
    }
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  /** `loads` names the system to which a view would switch. */
  show(chosen: ViewName, loads: (name: ViewName) => string | null) {
    for (const [name, tab] of this.tabs) {
      const isChosen = name === chosen;
      setAttribute(tab, "aria-selected", String(isChosen));
      setAttribute(tab, "aria-controls", isChosen ? `view-${name}` : undefined);
      tab.tabIndex = isChosen ? 0 : -1;
      const other = loads(name);
      const { help } = viewNameText[name];
      setAttribute(tab, "title", other ? `${help} ${other}` : help);
    }
  }

  private key(event: KeyboardEvent) {
    const list = [...this.tabs.values()];
    const at = list.findIndex((tab) => tab.matches(":focus"));
    const to: Record<string, number> = {
      ArrowRight: (at + 1) % list.length,
      ArrowLeft: (at + list.length - 1) % list.length,
      Home: 0,
      End: list.length - 1,
    };
    const next = to[event.key];
    if (at < 0 || next === undefined) return;
    list[next]?.focus();
    event.preventDefault();
  }
}
