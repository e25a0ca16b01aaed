// The pinned runs: names, numbers beside those of the present run, and whether each lies in the pictures.

import { button, make, scrollBox, setText } from "../base/dom.js";
import { pinText, text } from "../catalogue/strings.js";
import type { Contestant } from "../protocol/snapshot.js";
import { formatNumber, formatPercent } from "../state/format.js";
import { change, longestName, mostPins, type Pin, type Slot } from "../state/pins.js";
import { whoLabel } from "./figure.js";
import type { NumbersData } from "./numbers.js";
import { pinKey } from "./pinLegend.js";

export interface PinEvents {
  pin(): void;
  unpin(slot: Slot): void;
  rename(slot: Slot, name: string): void;
  show(slot: Slot, on: boolean): void;
}

type Numbers = Pick<NumbersData, "testLoss" | "drift" | "metrics">;

/** A pin, and what the table tells of its networks. */
export interface PinEntry {
  pin: Pin;
  numbers: Partial<Record<Contestant, Numbers>>;
  /** Its trajectories begin elsewhere, or were followed in another way. */
  isOtherStart: boolean;
}

export interface PinsState {
  /** Of what is shown. */
  entries: readonly PinEntry[];
  /** How many wait for their own system. */
  elsewhere: number;
  canPin: boolean;
  contestants: readonly Contestant[];
  now: Partial<Record<Contestant, Numbers>>;
}

const metric = (key: "energyMse" | "coordinateMse" | "fieldError") => (data: Numbers) =>
  data.metrics?.[key] ?? Number.NaN;
const short = (value: number) => formatNumber(value, 2);

/** As in the table of the present run (numbers.ts). */
const columns = [
  { name: "testLoss", of: (data: Numbers) => data.testLoss, format: short },
  { name: "driftHere", of: (data: Numbers) => data.drift, format: formatPercent },
  { name: "energyMse", of: metric("energyMse"), format: short },
  { name: "coordinateMse", of: metric("coordinateMse"), format: short },
  { name: "fieldError", of: metric("fieldError"), format: formatPercent },
] as const;

export class PinsPanel {
  readonly element: HTMLElement;
  private readonly pin: HTMLButtonElement;
  private readonly list = make("div", { class: "pin-list" });
  private readonly aside = make("p", { class: "small" });
  private drawn = "";

  constructor(private readonly events: PinEvents) {
    this.pin = button("pin", pinText.pin, "none", pinText.pinHelp, () => events.pin());
    this.element = make(
      "section",
      { class: "figure figure-pins", "aria-labelledby": "pins-title" },
      make(
        "div",
        { class: "figure-head" },
        make("h2", { id: "pins-title" }, pinText.title),
        this.pin,
      ),
      make("p", { class: "small" }, pinText.help(String(mostPins))),
      this.list,
      this.aside,
    );
  }

  show(state: PinsState) {
    this.pin.disabled = !state.canPin;
    const { entries, elsewhere, contestants, now } = state;
    setText(this.aside, elsewhere > 0 ? pinText.elsewhere(String(elsewhere)) : "");
    const told = entries.map(({ pin, numbers, isOtherStart }) => [
      ...[pin.slot, pin.name, pin.hidden, isOtherStart],
      contestants.map((who) => columns.map(({ of }) => numbers[who] && of(numbers[who]))),
    ]);
    const key = JSON.stringify([
      told,
      contestants.map((who) => columns.map(({ of }) => now[who] && of(now[who]))),
    ]);
    // A field that is being written in is not pulled away.
    if (
      key === this.drawn ||
      this.list.contains(this.element.querySelector("input[type=text]:focus"))
    )
      return;
    this.drawn = key;
    this.list.replaceChildren(...entries.map((entry) => this.entry(entry, state)));
  }

  private entry({ pin, numbers, isOtherStart }: PinEntry, state: PinsState): HTMLElement {
    const { slot } = pin;
    const shown = make("input", { type: "checkbox", id: `pin-${slot}-shown` });
    shown.checked = !pin.hidden;
    shown.addEventListener("change", () => this.events.show(slot, shown.checked));
    const name = make("input", {
      type: "text",
      id: `pin-${slot}-name`,
      maxlength: longestName,
      "aria-label": pinText.name(String(slot + 1)),
    });
    name.value = pin.name;
    name.addEventListener("change", () => {
      if (name.value.trim() === "") name.value = pin.name;
      else this.events.rename(slot, name.value);
    });
    const away = button(`pin-${slot}-away`, pinText.unpin, "cancel", "", () =>
      this.events.unpin(slot),
    );
    away.setAttribute("aria-label", `${pinText.unpin}: ${pin.name}`);
    const rows = state.contestants.flatMap((who) => {
      const old = numbers[who];
      if (!old) return [];
      const cells = columns.map(({ of, format }) => {
        const present = state.now[who];
        return make("td", {}, compared(of(old), present ? of(present) : Number.NaN, format));
      });
      const print = pin.runs[who]?.fingerprint.slice(0, 8) || text.none;
      return make(
        "tr",
        {},
        make("th", { scope: "row" }, whoLabel(who, true)),
        ...cells,
        make("td", {}, make("code", {}, print)),
      );
    });
    const heads = [
      pinText.network,
      ...columns.map((column) => text[column.name]),
      text.fingerprint,
    ];
    return make(
      "div",
      { class: "pinned" },
      make(
        "div",
        { class: "pin-head" },
        make(
          "label",
          { class: "pin-shown", for: `pin-${slot}-shown` },
          shown,
          pinKey(slot),
          make("span", { class: "visually-hidden" }, pinText.shown),
        ),
        name,
        away,
      ),
      isOtherStart ? make("p", { class: "small" }, pinText.otherStart) : null,
      scrollBox(
        "table-box",
        pinText.table(pin.name),
        make(
          "table",
          {},
          make(
            "thead",
            {},
            make("tr", {}, ...heads.map((one) => make("th", { scope: "col" }, one))),
          ),
          make("tbody", {}, ...rows),
        ),
      ),
    );
  }
}

/** "0.031 (now 0.029, −6.5 %)" */
function compared(old: number, now: number, format: (value: number) => string): string {
  const was = Number.isFinite(old) ? format(old) : text.none;
  if (!Number.isFinite(now)) return was;
  const share = change(now, old);
  const words = Number.isFinite(share) ? formatPercent(share) : "";
  return pinText.compared(was, format(now), share > 0 && /^\d/.test(words) ? `+${words}` : words);
}
