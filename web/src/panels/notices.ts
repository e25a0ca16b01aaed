// Messages to the visitor: what happened, and one possible action, in strips above the training bar, where they cover
// neither plots nor the focus. The list is a polite live region; a message replaces an earlier one of the same kind.

import { html, nothing, render, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { make } from "../base/dom.js";
import { iconTemplate } from "../base/icons.js";
import type { Cancel, Scheduler } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";

export interface Notice {
  /** Messages of one kind replace each other. */
  kind: string;
  message: string;
  details?: string[];
  tone?: "news" | "warning";
  action?: { label: string; act(): void };
  /** Disappears after this many seconds, unless the pointer or the focus is on it. */
  seconds?: number;
}

interface Shown extends Notice {
  /** Distinguishes a repeated message from the previous one, so that it is read aloud again. */
  number: number;
  stop: Cancel;
}

export class Notices {
  readonly element = make("div", {
    id: "notice",
    class: "notices",
    role: "status",
    "aria-live": "polite",
    "aria-label": text.notices,
  });
  private shown: Shown[] = [];
  private count = 0;
  /** The element that had the focus before a notice. */
  private cameFrom: HTMLElement | null = null;

  constructor(private readonly scheduler: Scheduler) {
    this.element.addEventListener("focusin", (event) => {
      const before = (event as FocusEvent).relatedTarget;
      if (before instanceof HTMLElement && !this.element.contains(before)) this.cameFrom = before;
    });
  }

  say(notice: Notice) {
    this.count += 1;
    const shown: Shown = { ...notice, number: this.count, stop: () => {} };
    this.change([...this.without(notice.kind), shown]);
    this.expire(shown);
  }

  clear(kind: string) {
    if (this.shown.some((one) => one.kind === kind)) this.change(this.without(kind));
  }

  private without(kind: string): Shown[] {
    for (const one of this.shown) if (one.kind === kind) one.stop();
    return this.shown.filter((one) => one.kind !== kind);
  }

  private expire(notice: Shown) {
    if (!notice.seconds) return;
    const look = () => {
      if (this.isInUse(notice)) this.expire(notice);
      else this.clear(notice.kind);
    };
    notice.stop = this.scheduler.after(notice.seconds * 1000, look, "background");
  }

  private isInUse({ kind }: Shown): boolean {
    const strip = this.element.querySelector(`[data-kind="${kind}"]`);
    return strip !== null && (strip.matches(":hover") || strip.contains(this.focused));
  }

  private get focused(): Element | null {
    return (this.element.getRootNode() as Document | ShadowRoot).activeElement ?? null;
  }

  /** Removes and adds strips; the focus never moves to the document's body. */
  private change(shown: Shown[]) {
    const hadFocus = this.element.contains(this.focused);
    this.shown = shown;
    render(
      repeat(
        shown,
        ({ number }) => number,
        (one) => this.strip(one),
      ),
      this.element,
    );
    if (!hadFocus || this.element.contains(this.focused)) return;
    const next =
      this.element.querySelector<HTMLElement>("button") ??
      (this.cameFrom?.isConnected ? this.cameFrom : null) ??
      this.element.parentElement?.querySelector<HTMLElement>("button:not(:disabled)");
    next?.focus({ preventScroll: true });
  }

  private strip({ kind, message, details = [], tone = "news", action }: Shown): TemplateResult {
    const act = () => {
      this.clear(kind);
      action?.act();
    };
    return html`<div class="notice ${tone}" data-kind=${kind}>
      <div class="notice-text">
        <p>${message}</p>
        ${details.length > 0 ? html`<ul>${details.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}
      </div>
      <div class="notice-actions">
        ${
          action
            ? html`<button type="button" id="notice-${kind}-action" @click=${act}>${action.label}</button>`
            : nothing
        }
        <button
          type="button"
          class="quiet"
          aria-label=${text.dismiss}
          title=${text.dismiss}
          @click=${() => this.clear(kind)}
        >
          ${iconTemplate("cancel")}
        </button>
      </div>
    </div>`;
  }

  /** Also ends their remaining time. */
  clearAll() {
    for (const { kind } of this.shown) this.clear(kind);
  }
}
