// The pinned runs: names, numbers beside those of the present run, and whether each lies in the pictures.
import { pinDashes } from "../canvas/ink.js";
import { pinText, text } from "../catalogue/strings.js";
import type { Contestant } from "../protocol/snapshot.js";
import { formatNumber, formatPercent } from "../state/format.js";
import { mostPins, type PinnedNumbers, type PinnedRun } from "../state/pins.js";
import { button, make, scrollBox, setText } from "./dom.js";
import { whoLabel } from "./figure.js";

export interface PinEvents {
  pin(): void;
  unpin(id: number): void;
  rename(id: number, name: string): void;
  show(id: number, on: boolean): void;
}

export interface PinsState {
  pins: readonly PinnedRun[];
  system: string;
  canPin: boolean;
  contestants: readonly Contestant[];
  now: Partial<Record<Contestant, PinnedNumbers>>;
}

export class PinsPanel {
  readonly element: HTMLElement;
  private readonly pin: HTMLButtonElement;
  private readonly list = make("div", { class: "pin-list" });
  private readonly aside = make("p", { class: "small" });
  private drawn = "";

  constructor(private readonly events: PinEvents) {
    this.pin = button("pin", pinText.pin, "none", pinText.pinHelp, events.pin);
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
    const here = state.pins.filter(({ system }) => system === state.system);
    const others = state.pins.length - here.length;
    setText(this.aside, others > 0 ? pinText.elsewhere(String(others)) : "");
    const key = JSON.stringify([
      here.map(({ id, name, shown }) => [id, name, shown]),
      state.contestants,
      state.now,
    ]);
    // A field that is being written in is not pulled away.
    if (
      key === this.drawn ||
      this.list.contains(this.element.querySelector("input[type=text]:focus"))
    )
      return;
    this.drawn = key;
    this.list.replaceChildren(...here.map((pin, i) => this.entry(pin, i, state)));
  }

  private entry(pin: PinnedRun, at: number, { contestants, now }: PinsState): HTMLElement {
    const { id } = pin;
    const shown = make("input", { type: "checkbox", id: `pin-${id}-shown` });
    shown.checked = pin.shown;
    shown.addEventListener("change", () => this.events.show(id, shown.checked));
    const name = make("input", {
      type: "text",
      id: `pin-${id}-name`,
      "aria-label": pinText.name(String(at + 1)),
    });
    name.value = pin.name;
    name.addEventListener("change", () => this.events.rename(id, name.value));
    const away = button(`pin-${id}-away`, pinText.unpin, "cancel", "", () => this.events.unpin(id));
    away.setAttribute("aria-label", `${pinText.unpin}: ${pin.name}`);
    const rows = contestants.flatMap((who) => {
      const old = pin.numbers[who];
      if (!old) return [];
      return make(
        "tr",
        {},
        make("th", { scope: "row" }, whoLabel(who, true)),
        make(
          "td",
          {},
          compared(old.testLoss, now[who]?.testLoss, (value) => formatNumber(value)),
        ),
        make("td", {}, compared(old.drift, now[who]?.drift, formatPercent)),
        make("td", {}, make("code", {}, old.fingerprint.slice(0, 8) || text.none)),
      );
    });
    const heads = [pinText.network, text.testLoss, text.driftHere, text.fingerprint];
    return make(
      "div",
      { class: "pinned" },
      make(
        "div",
        { class: "pin-head" },
        make(
          "label",
          { class: "pin-shown", for: `pin-${id}-shown` },
          shown,
          pinKey(at),
          make("span", { class: "visually-hidden" }, pinText.shown),
        ),
        name,
        away,
      ),
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

/** "0.031 (now 0.029)" */
function compared(old: number, now: number | undefined, format: (value: number) => string): string {
  const was = Number.isFinite(old) ? format(old) : text.none;
  return now !== undefined && Number.isFinite(now) ? pinText.compared(was, format(now)) : was;
}

/** The dash of the pin's lines. */
function pinKey(at: number): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 36 6");
  svg.setAttribute("class", "pin-key");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", "M0 3H36");
  line.setAttribute("stroke", "currentColor");
  line.setAttribute("stroke-width", "2");
  line.setAttribute("stroke-dasharray", (pinDashes[at % pinDashes.length] as number[]).join(" "));
  svg.append(line);
  return svg;
}
