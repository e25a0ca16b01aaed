// Messages to the visitor: what happened, and one thing to do about it. The list is a polite live region; a
// message that repeats replaces its predecessor of the same kind.

import { button, make } from "../base/dom.js";
import type { Cancel, Scheduler } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";

export interface Notice {
  /** Messages of one kind replace each other. */
  kind: string;
  message: string;
  details?: string[];
  tone?: "news" | "warning";
  action?: { label: string; act(): void };
  /** Disappears by itself after so many seconds. */
  seconds?: number;
}

export class Notices {
  readonly element = make("div", {
    id: "notice",
    class: "notices",
    role: "status",
    "aria-live": "polite",
    "aria-label": text.notices,
  });
  private readonly shown = new Map<string, HTMLElement>();
  private readonly timers = new Map<string, Cancel>();

  constructor(private readonly scheduler: Scheduler) {}

  say(notice: Notice) {
    this.clear(notice.kind);
    const body = make("div", { class: "notice-text" }, make("p", {}, notice.message));
    if (notice.details?.length) {
      body.append(make("ul", {}, ...notice.details.map((detail) => make("li", {}, detail))));
    }
    const actions = make("div", { class: "notice-actions" });
    const { action } = notice;
    if (action) {
      const act = button("", action.label, "none", "", () => {
        this.clear(notice.kind);
        action.act();
      });
      act.id = `notice-${notice.kind}-action`;
      actions.append(act);
    }
    const dismiss = button("", "", "cancel", text.dismiss, () => this.clear(notice.kind));
    dismiss.removeAttribute("id");
    dismiss.setAttribute("aria-label", text.dismiss);
    dismiss.classList.add("quiet");
    actions.append(dismiss);
    const element = make(
      "div",
      { class: `notice ${notice.tone ?? "news"}`, "data-kind": notice.kind },
      body,
      actions,
    );
    this.shown.set(notice.kind, element);
    this.element.append(element);
    if (notice.seconds) {
      this.timers.set(
        notice.kind,
        this.scheduler.after(notice.seconds * 1000, () => this.clear(notice.kind), "background"),
      );
    }
  }

  clear(kind: string) {
    this.timers.get(kind)?.();
    this.timers.delete(kind);
    this.shown.get(kind)?.remove();
    this.shown.delete(kind);
  }
}
