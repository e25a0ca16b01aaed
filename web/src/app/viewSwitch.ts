// The views behind the tabs. A view is made when it is first opened, so that its charts find a size; the others
// are out of sight and told nothing.

import { make, setAttribute } from "../base/dom.js";
import { text } from "../catalogue/strings.js";
import type { Ink } from "../drawing/ink.js";
import type { ViewName } from "../state/experiment.js";
import type { Facts } from "../state/facts.js";
import type { PageView, ViewContext, ViewMaker, ViewScene } from "./view.js";
import { views } from "./views/index.js";

export class ViewSwitch {
  readonly element = make("div", { class: "views" });
  private readonly made = new Map<ViewName, PageView>();
  private open: PageView | null = null;

  constructor(
    private readonly context: ViewContext,
    private readonly player: HTMLElement,
    private readonly events: {
      ink(): Ink /** A view has come that had to be fetched. */;
      loaded(): void;
    },
  ) {}

  /** The views that the page knows, in the order of their tabs. */
  static get names(): ViewName[] {
    return views.map(({ id }) => id);
  }

  /** What the open view needs of the engine. */
  get needs(): { paths: boolean; grids: boolean } {
    return this.open?.needs ?? { paths: false, grids: false };
  }

  /** Opens a view; true if it was another one that was open. */
  choose(name: ViewName): boolean {
    const entry = views.find(({ id }) => id === name) ?? views[0];
    if (!entry || this.open?.id === entry.id) return false;
    this.open?.hide();
    let view = this.made.get(entry.id);
    if (!view) {
      const maker = entry.load();
      if (maker instanceof Promise) {
        view = waitingView(entry.id);
        this.fetch(entry.id, view, maker);
      } else view = maker(this.context);
      this.seat(view);
    }
    for (const other of this.made.values()) other.element.hidden = other !== view;
    view.playerPlace?.append(this.player);
    this.open = view;
    return true;
  }

  private seat(view: PageView) {
    this.made.set(view.id, view);
    const { element } = view;
    element.id = `view-${view.id}`;
    element.classList.add("view");
    setAttribute(element, "role", "tabpanel");
    setAttribute(element, "aria-labelledby", `tab-${view.id}`);
    this.element.append(element);
    view.repaint(this.events.ink()); // where the colours are not the page's own
  }

  /** Puts the view in the place of the one that waits for it. */
  private fetch(id: ViewName, waiting: PageView, maker: Promise<ViewMaker>) {
    maker
      .then((create) => {
        waiting.element.remove();
        this.seat(create(this.context));
        if (this.open !== waiting) (this.made.get(id) as PageView).element.hidden = true;
        else {
          this.open = null;
          this.choose(id);
          this.events.loaded();
        }
      })
      .catch((error: Error) => {
        this.made.delete(id);
        waiting.element.textContent = text.viewMissing(error.message);
      });
  }

  /** What the open view has measured. */
  get facts(): Partial<Facts> {
    return this.open?.facts?.() ?? {};
  }

  show(scene: ViewScene) {
    this.open?.show(scene);
  }

  setTime(time: number) {
    this.open?.setTime?.(time);
  }

  /** The hidden ones, too: they are shown again with the colours of now. */
  repaint() {
    for (const view of this.made.values()) view.repaint(this.events.ink());
  }
}

/** Stands in the place of a view while its script is on the way. */
function waitingView(id: ViewName): PageView {
  const element = make("div", { class: "small" }, text.viewComing);
  return { id, element, show() {}, hide() {}, repaint() {} };
}
