// The views behind the tabs. A view is created when it is first opened, so that its charts have a size; the others are
// hidden and not updated. If a view's script could not be loaded, a message replaces it, and its button or its
// tab loads it again.

import { make, setAttribute } from "../base/dom.js";
import { retryNote, whyMissing } from "../base/retry.js";
import { text } from "../catalogue/strings.js";
import type { Ink } from "../drawing/ink.js";
import type { ViewName } from "../state/experiment.js";
import type { Facts } from "../state/facts.js";
import { missingWords } from "../state/missingPart.js";
import type { PageView, ViewContext, ViewEntry, ViewMaker, ViewScene } from "./view.js";
import { views } from "./views/index.js";

export interface ViewSwitchEvents {
  ink(): Ink;
  /** A fetched view has been loaded. */
  loaded(): void;
  /** Stores the work and loads the page again, in its new version. */
  reload(): void;
}

export class ViewSwitch {
  readonly element = make("div", { class: "views" });
  private readonly made = new Map<ViewName, PageView>();
  private open: PageView | null = null;

  constructor(
    private readonly context: ViewContext,
    private readonly player: HTMLElement,
    private readonly events: ViewSwitchEvents,
    private readonly entries: readonly ViewEntry[] = views,
  ) {}

  /** The available views, in the order of their tabs. */
  static get names(): ViewName[] {
    return views.map(({ id }) => id);
  }

  /** What the open view requires of the engine. */
  get needs(): { paths: boolean; grids: boolean } {
    return this.open?.needs ?? { paths: false, grids: false };
  }

  /** Opens a view; true if it was another one that was open. */
  choose(name: ViewName): boolean {
    const entry = this.entries.find(({ id }) => id === name) ?? this.entries[0];
    if (!entry || this.open?.id === entry.id) return false;
    this.open?.hide();
    let view: PageView | undefined = this.made.get(entry.id);
    if (!view) view = this.make(entry);
    else if (view instanceof WaitingView) this.load(view);
    for (const other of this.made.values()) other.element.hidden = other !== view;
    this.open = view;
    this.open.playerPlace?.append(this.player);
    return true;
  }

  /** The open view is requested again: loads it if that has failed before. */
  retry() {
    if (this.open instanceof WaitingView) this.load(this.open);
  }

  private make(entry: ViewEntry): PageView {
    const maker = entry.load();
    if (!(maker instanceof Promise)) {
      const view = maker(this.context);
      this.attach(view);
      return view;
    }
    const waiting: WaitingView = new WaitingView(
      entry,
      () => this.load(waiting),
      () => this.events.reload(),
    );
    this.attach(waiting);
    this.load(waiting, maker);
    return waiting;
  }

  private attach(view: PageView) {
    this.made.set(view.id, view);
    const { element } = view;
    element.id = `view-${view.id}`;
    element.classList.add("view");
    setAttribute(element, "role", "tabpanel");
    setAttribute(element, "aria-labelledby", `tab-${view.id}`);
    this.element.append(element);
    view.repaint(this.events.ink()); // its colours may differ from the page's
  }

  /** Replaces the placeholder by its view. */
  private load(waiting: WaitingView, maker?: ReturnType<ViewEntry["load"]>) {
    if (waiting.isLoading) return;
    waiting.begin();
    const { scheduler } = this.context;
    const coming = Promise.resolve(maker ?? waiting.entry.load()).then(
      (create) => this.replace(waiting, create),
      (error: Error) => waiting.fail(error),
    );
    void scheduler.waitFor(coming);
  }

  private replace(waiting: WaitingView, create: ViewMaker) {
    waiting.element.remove();
    const view = create(this.context);
    this.attach(view);
    if (this.open !== waiting) {
      view.element.hidden = true;
      return;
    }
    this.open = null;
    this.choose(view.id);
    this.events.loaded();
  }

  /** The measurements of the open view. */
  get facts(): Partial<Facts> {
    return this.open?.facts?.() ?? {};
  }

  show(scene: ViewScene) {
    this.open?.show(scene);
  }

  setTime(time: number) {
    this.open?.setTime?.(time);
  }

  /** Also the hidden ones: they are shown again with the present colours. */
  repaint() {
    for (const view of this.made.values()) view.repaint(this.events.ink());
  }
}

/** Shown in place of a view while its script is being loaded, and after a failure. */
class WaitingView implements PageView {
  readonly id: ViewName;
  readonly element = make("div", { class: "small" });
  isLoading = false;

  constructor(
    readonly entry: ViewEntry,
    private readonly again: () => void,
    private readonly reload: () => void,
  ) {
    this.id = entry.id;
  }

  begin() {
    this.isLoading = true;
    this.element.textContent = text.viewComing;
  }

  async fail(error: Error) {
    const words = missingWords(await whyMissing(), error.message);
    this.isLoading = false;
    this.element.replaceChildren(retryNote(words, words.reloads ? this.reload : this.again));
  }

  show() {}
  hide() {}
  repaint() {}
}
