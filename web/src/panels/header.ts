// The header: choice of system, sharing, language, colours.

import { button, make } from "../base/dom.js";
import { languageChoices } from "../catalogue/language.js";
import type { Catalogue, SystemInfo } from "../catalogue/settings.js";
import { choiceLabel, settingLabel, systemGroupText, text } from "../catalogue/strings.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";
import { type Theme, themes, type ViewName } from "../state/experiment.js";
import { measuredId } from "../state/measured.js";
import { whoLabel } from "./figure.js";
import { ViewTabs } from "./viewTabs.js";

export interface HeaderEvents {
  openView(view: ViewName): void;
  chooseSystem(id: string): void;
  /** Opens the guided tour. */
  lessons(): void;
  share(): void;
  save(contestant: Contestant): void;
  load(files: Iterable<File>): void;
  theme(theme: Theme): void;
  language(language: string): void;
}

export interface HeaderState {
  system: string;
  theme: Theme;
  language: string;
  canSave: boolean;
  contestants: readonly Contestant[];
  view: ViewName;
  /** The system to which a view would switch; null if the present one is supported. */
  loads(view: ViewName): string | null;
}

export class Header {
  readonly element: HTMLElement;
  private readonly system = make("select", { id: "system", "data-setting": "system" });
  /** Hidden choice: shown disabled while there is no alternative. */
  private readonly own = make("option", { value: measuredId, hidden: true, disabled: true });
  private readonly theme = make("select", { id: "theme", "data-setting": "theme" });
  private readonly language = make("select", { id: "language", "data-setting": "language" });
  private readonly more: HTMLDetailsElement;
  private readonly savers = new Map<Contestant, HTMLButtonElement>();
  private readonly tabs: ViewTabs;

  constructor(
    catalogue: Catalogue,
    views: readonly ViewName[],
    events: HeaderEvents,
    { docs, signal }: { docs: string | null; signal: AbortSignal },
  ) {
    this.tabs = new ViewTabs(views, events.openView);
    this.own.textContent = choiceLabel("system", measuredId);
    this.system.append(this.own, ...systemGroups(catalogue.systems));
    this.system.addEventListener("change", () => events.chooseSystem(this.system.value));
    for (const theme of themes)
      this.theme.append(make("option", { value: theme }, choiceLabel("theme", theme)));
    this.theme.addEventListener("change", () => events.theme(this.theme.value as Theme));
    for (const one of languageChoices)
      this.language.append(make("option", { value: one }, choiceLabel("language", one)));
    this.language.addEventListener("change", () => events.language(this.language.value));
    const file = make("input", {
      type: "file",
      id: "load-file",
      accept: ".json,.safetensors,application/json,.csv,.txt,.tsv,.dat,text/*",
      class: "visually-hidden",
      tabindex: -1,
      multiple: true,
      "aria-label": text.load,
    });
    file.addEventListener("change", () => {
      events.load([...(file.files ?? [])]);
      file.value = "";
    });
    for (const who of contestants) {
      const save = () => events.save(who);
      this.savers.set(who, button(`save-${who}`, text.save(whoLabel(who, true)), "none", "", save));
    }
    this.more = make(
      "details",
      { class: "more-tools" },
      make("summary", {}, text.moreTools),
      make(
        "div",
        { class: "tools" },
        button("lessons", text.lessons, "none", text.lessonsHelp, events.lessons),
        button("share", text.openShare, "none", "", events.share),
        menu(
          "files",
          text.files,
          [
            ...this.savers.values(),
            button("load", text.load, "none", text.loadHelp, () => file.click()),
            file,
          ],
          signal,
        ),
        docs === null ? null : make("a", { href: docs, id: "docs" }, text.docs),
        make("div", { class: "pick" }, make("label", { for: "theme" }, text.theme), this.theme),
        make(
          "div",
          { class: "pick" },
          make("label", { for: "language" }, text.language),
          this.language,
        ),
      ),
    );
    this.element = make(
      "header",
      { class: "page-head" },
      this.skipLink(),
      make(
        "div",
        { class: "title-row" },
        make("div", { class: "brand" }, make("h1", {}, text.title), make("p", {}, text.tagline)),
        make(
          "div",
          { class: "pick" },
          make("label", { for: "system" }, settingLabel("system")),
          this.system,
        ),
      ),
      make("div", { class: "tab-row" }, this.tabs.element, this.more),
    );
    this.foldWhereNarrow(signal);
  }

  /** A fragment link would change the address of the page around an element, and cannot point into a shadow root. */
  private skipLink(): HTMLElement {
    const link = make("a", { class: "skip", href: "#settings" }, text.skip);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const root = link.getRootNode() as Document | ShadowRoot;
      root.querySelector<HTMLElement>("#settings")?.focus();
    });
    return link;
  }

  /**
   * In a narrow page or element the tools are collapsed, so that the plots come first. The style sheet decides what is narrow:
   * it shows the summary then.
   */
  private foldWhereNarrow(signal: AbortSignal) {
    const summary = this.more.querySelector("summary") as HTMLElement;
    let isRoomy = true;
    this.more.open = isRoomy;
    // The summary has a size only where it is shown. The header is not observed: it would be resized by its own observer.
    const size = new ResizeObserver(() => {
      if (!summary.isConnected) return;
      const now = getComputedStyle(summary).display === "none";
      if (now !== isRoomy) this.more.open = now;
      isRoomy = now;
    });
    size.observe(summary);
    signal.addEventListener("abort", () => size.disconnect());
  }

  /** The tour was closed. */
  focusLessons() {
    this.element.querySelector<HTMLElement>("#lessons")?.focus({ preventScroll: true });
  }

  /** If nothing can run, there is nothing to choose. */
  leaveOnlyTheName() {
    for (const part of this.element.querySelectorAll(".skip, .pick, .more-tools, .tabs"))
      part.remove();
  }

  show(state: HeaderState) {
    this.own.hidden = state.system !== measuredId;
    this.system.value = state.system;
    this.theme.value = state.theme;
    this.language.value = state.language;
    for (const [who, saver] of this.savers) {
      saver.disabled = !state.canSave;
      saver.hidden = !state.contestants.includes(who);
    }
    this.tabs.show(state.view, state.loads);
  }
}

/** Rarely used buttons, behind one. It closes after a choice, on Escape, and on actions elsewhere. */
function menu(id: string, label: string, items: HTMLElement[], signal: AbortSignal): HTMLElement {
  const summary = make("summary", {}, label);
  const element = make(
    "details",
    { class: "menu", id },
    summary,
    make("div", { class: "menu-items" }, ...items),
  );
  const close = () => {
    element.open = false;
  };
  element.addEventListener("click", (event) => {
    if ((event.target as Element).closest("button")) close();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    event.preventDefault();
    close();
    summary.focus();
  });
  const outside = (event: Event) => {
    if (!event.composedPath().includes(element)) close();
  };
  for (const type of ["pointerdown", "focusin"])
    document.addEventListener(type, outside, { signal });
  return element;
}

/** The menu's entries, those with a phase plane first. */
function systemGroups(systems: readonly SystemInfo[]): HTMLElement[] {
  const groups = [
    { label: systemGroupText.plane, members: systems.filter((one) => one.degreesOfFreedom === 1) },
    { label: systemGroupText.more, members: systems.filter((one) => one.degreesOfFreedom > 1) },
  ];
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ label, members }) =>
      make(
        "optgroup",
        { label },
        ...members.map(({ id }) => make("option", { value: id }, choiceLabel("system", id))),
      ),
    );
}
