// The pinned runs: their names, whether each is shown in the plots, and one table for each network, with the runs side by side.
// Rendered in place: focus, selection and scroll position are kept while numbers change.

import { html, nothing, render, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import { make } from "../base/dom.js";
import { iconTemplate } from "../base/icons.js";
import { pinText, text } from "../catalogue/strings.js";
import { pinGlyphs } from "../drawing/pinInk.js";
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

/** A pin, and the table's data about its networks. */
export interface PinEntry {
  pin: Pin;
  numbers: Partial<Record<Contestant, Numbers>>;
  /** Its trajectories have another start, duration or integrator. */
  isOtherStart: boolean;
}

export interface PinsState {
  /** Pins for the present experiment. */
  entries: readonly PinEntry[];
  /** Number of pins of other systems. */
  elsewhere: number;
  canPin: boolean;
  contestants: readonly Contestant[];
  now: Partial<Record<Contestant, Numbers>>;
}

const metric = (key: "energyMse" | "coordinateMse" | "fieldError") => (data: Numbers) =>
  data.metrics?.[key] ?? Number.NaN;
const short = (value: number) => formatNumber(value, 2);

/** As in the table of the present run (numbers.ts). The smallest value is bold if smaller is better; a drift may be physical. */
const quantities = [
  { name: "testLoss", of: (data: Numbers) => data.testLoss, format: short, isError: true },
  { name: "driftHere", of: (data: Numbers) => data.drift, format: formatPercent, isError: false },
  { name: "energyMse", of: metric("energyMse"), format: short, isError: true },
  { name: "coordinateMse", of: metric("coordinateMse"), format: short, isError: true },
  { name: "fieldError", of: metric("fieldError"), format: formatPercent, isError: true },
] as const;
type Quantity = (typeof quantities)[number];

export class PinsPanel {
  readonly element = make("section", {
    class: "figure figure-pins",
    "aria-labelledby": "pins-title",
  });
  /** The dash and marker of each slot, created once. */
  private readonly keys = new Map<Slot, HTMLElement>();

  constructor(private readonly events: PinEvents) {
    this.show({ entries: [], elsewhere: 0, canPin: false, contestants: [], now: {} });
  }

  show(state: PinsState) {
    const { entries, elsewhere, contestants } = state;
    const focused = () =>
      (this.element.getRootNode() as Document | ShadowRoot).activeElement ?? null;
    const hadFocus = this.element.contains(focused());
    render(
      html`<div class="figure-head">
          <h2 id="pins-title">${pinText.title}</h2>
          <button
            type="button"
            id="pin"
            title=${pinText.pinHelp}
            ?disabled=${!state.canPin}
            @click=${() => this.events.pin()}
          >
            ${pinText.pin}
          </button>
        </div>
        <p class="small">${pinText.help(String(mostPins))}</p>
        <div class="pin-list">
          ${repeat(
            entries,
            ({ pin }) => pin.slot,
            (entry) => this.entry(entry),
          )}
          ${repeat(
            contestants.filter((who) => entries.some(({ numbers }) => numbers[who])),
            (who) => who,
            (who) => table(who, state),
          )}
        </div>
        <p class="small">${elsewhere > 0 ? pinText.elsewhere(String(elsewhere)) : nothing}</p>`,
      this.element,
    );
    // The button of an unpinned run disappears with it.
    if (hadFocus && !this.element.contains(focused()))
      this.element.querySelector<HTMLElement>("#pin")?.focus({ preventScroll: true });
  }

  private entry({ pin, isOtherStart }: PinEntry): TemplateResult {
    const { slot, name, hidden } = pin;
    const rename = (event: Event) => {
      const input = event.currentTarget as HTMLInputElement;
      const wanted = input.value;
      input.value = name; // until the new name is accepted
      if (wanted.trim() !== "") this.events.rename(slot, wanted);
    };
    const show = (event: Event) =>
      this.events.show(slot, (event.currentTarget as HTMLInputElement).checked);
    return html`<div class="pinned">
      <div class="pin-head">
        <label class="pin-shown" for="pin-${slot}-shown">
          <input type="checkbox" id="pin-${slot}-shown" .checked=${live(!hidden)} @change=${show} />
          ${this.key(slot)}
          <span class="visually-hidden">${pinText.shown}</span>
        </label>
        <input
          type="text"
          id="pin-${slot}-name"
          maxlength=${longestName}
          aria-label=${pinText.name(String(slot + 1))}
          .value=${name}
          @change=${rename}
        />
        <button
          type="button"
          id="pin-${slot}-away"
          aria-label="${pinText.unpin}: ${name}"
          @click=${() => this.events.unpin(slot)}
        >
          ${iconTemplate("cancel")}${pinText.unpin}
        </button>
      </div>
      ${isOtherStart ? html`<p class="small">${pinText.otherStart}</p>` : nothing}
    </div>`;
  }

  private key(slot: Slot): HTMLElement {
    const key = this.keys.get(slot) ?? pinKey(slot);
    this.keys.set(slot, key);
    return key;
  }
}

/** The runs of one network: a row for each quantity, a column for each run. */
function table(who: Contestant, { entries, now }: PinsState): TemplateResult {
  const pins = entries.filter(({ numbers }) => numbers[who]);
  const runs = [now[who], ...pins.map(({ numbers }) => numbers[who])];
  const label = whoLabel(who, true);
  return html`<div class="table-box" tabindex="0" role="region" aria-label=${pinText.table(label)}>
    <table class="pin-table">
      <thead>
        <tr>
          <th scope="col" class=${who}>${label}</th>
          <th scope="col">${pinText.present}</th>
          ${pins.map(
            ({ pin }) => html`<th scope="col" title=${pin.name}>
              <span class="pin-name">${pinGlyphs[pin.slot]} ${pin.name}</span>
            </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${quantities.map((quantity) => row(quantity, runs))}
        <tr>
          <th scope="row">${text.fingerprint}</th>
          <td></td>
          ${pins.map(
            ({ pin }) =>
              html`<td><code>${pin.runs[who]?.fingerprint.slice(0, 8) || text.none}</code></td>`,
          )}
        </tr>
      </tbody>
    </table>
  </div>`;
}

function row(
  { name, of, format, isError }: Quantity,
  runs: readonly (Numbers | undefined)[],
): TemplateResult {
  const [now = Number.NaN, ...pinned] = runs.map((run) => (run ? of(run) : Number.NaN));
  const known = [now, ...pinned].filter((value) => Number.isFinite(value));
  const least = Math.min(...known);
  const isBest = (value: number) => isError && value === least && least < Math.max(...known);
  const shown = (value: number) => {
    const words = Number.isFinite(value) ? format(value) : text.none;
    return isBest(value) ? html`<b>${words}</b>` : words;
  };
  return html`<tr>
    <th scope="row">${text[name]}</th>
    <td>${shown(now)}</td>
    ${pinned.map((value) => html`<td>${shown(value)} <span class="small">${since(value, now)}</span></td>`)}
  </tr>`;
}

/** "now −6.5 %" */
function since(old: number, now: number): string {
  const share = change(now, old);
  if (!Number.isFinite(share) || share === 0) return "";
  const words = formatPercent(share);
  return pinText.since(share > 0 && /^\d/.test(words) && /[1-9]/.test(words) ? `+${words}` : words);
}
