// Shown instead of the page if it cannot run in this browser.

import { button, make } from "../base/dom.js";
import { text } from "../catalogue/strings.js";

export function faultScreen(reason: string): HTMLElement {
  return make(
    "section",
    { id: "fault", class: "fault", role: "alert" },
    make("h2", {}, text.fatalTitle),
    make("p", {}, text.fatalNote(reason)),
    // The host page of an element sets its policy, not the visitor's browser.
    /content security policy/.test(reason) ? null : make("p", {}, text.fatalHelp),
    button("reload", text.reload, "none", "", () => window.location.reload()),
  );
}
