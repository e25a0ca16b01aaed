// The visitor's own data, in the settings: how to load some, and how loaded ones are used.

import { button, make, setText } from "../base/dom.js";
import { text } from "../catalogue/strings.js";
import type { Measured, MeasuredReport } from "../protocol/measured.js";
import type { Settings } from "../protocol/settings.js";

export interface DataEvents {
  choose(files: Iterable<File>): void;
  changeColumns(): void;
  /** Back to the system's simulated data. */
  giveUp(): void;
}

/** What of an experiment is told: its own data, if it has some, and the rule that estimates their derivatives. */
export interface DataShown {
  measured?: Measured | undefined;
  settings: Pick<Settings, "derivative">;
}

export class DataAccount {
  readonly element: HTMLElement;
  private readonly said = make("p", { id: "own-data", class: "small" });
  private readonly change: HTMLButtonElement;
  private readonly back: HTMLButtonElement;

  constructor(events: DataEvents) {
    const file = make("input", {
      type: "file",
      id: "data-file",
      accept: ".csv,.txt,.tsv,.dat,.json,.safetensors,text/*",
      class: "visually-hidden",
      tabindex: -1,
      "aria-label": text.own.choose,
    });
    file.addEventListener("change", () => {
      events.choose([...(file.files ?? [])]);
      file.value = "";
    });
    this.change = button("change-data", text.own.change, "none", "", events.changeColumns);
    this.back = button("drop-data", text.own.back, "none", text.own.backHelp, events.giveUp);
    const choose = () => file.click();
    this.element = make(
      "div",
      { class: "own-data" },
      this.said,
      make(
        "div",
        { class: "tools" },
        button("choose-data", text.own.choose, "none", text.own.chooseHelp, choose),
        file,
        this.change,
        this.back,
      ),
    );
  }

  /** `canChange`: the table is still available. */
  show({ measured, settings }: DataShown, report: MeasuredReport | null, canChange: boolean) {
    this.change.hidden = !measured || !canChange;
    this.back.hidden = !measured;
    if (!measured) setText(this.said, text.own.invitation);
    else
      setText(
        this.said,
        report ? text.own.account(measured.name, report, settings.derivative) : measured.name,
      );
  }
}
