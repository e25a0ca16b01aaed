// The head of the page: which system, taking the experiment away and bringing one back, colours.

import type { Learner } from "../canvas/ink.js";
import type { Catalogue } from "../catalogue/settings.js";
import { choiceLabel, settingLabel, text } from "../catalogue/strings.js";
import type { Theme } from "../state/experiment.js";
import { button, make } from "./dom.js";

export interface HeaderEvents {
  chooseSystem(id: string): void;
  share(): void;
  save(contestant: Learner): void;
  load(files: Iterable<File>): void;
  theme(theme: Theme): void;
}

/** As in main.css. */
const roomyScreen = "(min-width: 46rem)";
const themes: Theme[] = ["auto", "light", "dark"];

export class Header {
  readonly element: HTMLElement;
  private readonly system = make("select", { id: "system", "data-setting": "system" });
  private readonly theme = make("select", { id: "theme", "data-setting": "theme" });
  private readonly more: HTMLDetailsElement;
  private readonly savers: HTMLButtonElement[];

  constructor(catalogue: Catalogue, events: HeaderEvents) {
    for (const { id } of catalogue.systems)
      this.system.append(make("option", { value: id }, choiceLabel("system", id)));
    this.system.addEventListener("change", () => events.chooseSystem(this.system.value));
    for (const theme of themes)
      this.theme.append(make("option", { value: theme }, choiceLabel("theme", theme)));
    this.theme.addEventListener("change", () => events.theme(this.theme.value as Theme));
    const file = make("input", {
      type: "file",
      id: "load-file",
      accept: ".json,application/json",
      class: "visually-hidden",
      tabindex: -1,
      multiple: true,
      "aria-label": text.load,
    });
    file.addEventListener("change", () => {
      events.load([...(file.files ?? [])]);
      file.value = "";
    });
    this.savers = [
      button("save-hnn", text.saveHnn, "none", "", () => events.save("hnn")),
      button("save-baseline", text.savePlain, "none", "", () => events.save("baseline")),
    ];
    this.more = make(
      "details",
      { class: "more-tools" },
      make("summary", {}, text.moreTools),
      make(
        "div",
        { class: "tools" },
        button("share", text.share, "none", "", events.share),
        ...this.savers,
        button("load", text.load, "none", text.loadHelp, () => file.click()),
        file,
        make("div", { class: "pick" }, make("label", { for: "theme" }, text.theme), this.theme),
      ),
    );
    // On a narrow screen the tools fold away, so that the pictures come first.
    const roomy = window.matchMedia(roomyScreen);
    const fold = () => {
      this.more.open = roomy.matches;
    };
    roomy.addEventListener("change", fold);
    fold();
    this.element = make(
      "header",
      { class: "page-head" },
      make("a", { class: "skip", href: "#settings" }, text.skip),
      make("div", { class: "brand" }, make("h1", {}, text.title), make("p", {}, text.tagline)),
      make(
        "div",
        { class: "pick" },
        make("label", { for: "system" }, settingLabel("system")),
        this.system,
      ),
      this.more,
    );
  }

  /** Where nothing runs there is nothing to choose. */
  leaveOnlyTheName() {
    for (const part of this.element.querySelectorAll(".skip, .pick, .more-tools")) part.remove();
  }

  show(system: string, theme: Theme, canSave: boolean) {
    this.system.value = system;
    this.theme.value = theme;
    for (const saver of this.savers) saver.disabled = !canSave;
  }
}
