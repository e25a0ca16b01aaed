// The list of pinned runs: rendered in place while the numbers of the present run change.
import "./dom.js"; // first: lit-html looks for a document when it is loaded

import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { type PinEntry, PinsPanel, type PinsState } from "../../web/src/panels/pinsPanel.js";
import { defaultExperiment } from "../../web/src/state/experiment.js";
import type { Pin, Slot } from "../../web/src/state/pins.js";
import { leave, mount, typeInto } from "./dom.js";

const { settings } = defaultExperiment(catalogue, "pendulum");

function entry(slot: Slot, testLoss: number, change: Partial<Pin> = {}): PinEntry {
  const runs = { hnn: { fingerprint: "0123456789abcdef" } } as unknown as Pin["runs"];
  const pin = {
    ...{ slot, name: `run ${slot}`, hidden: false, place: "pendulum", settings, pathKey: "here" },
    ...{ runs, ...change },
  } as Pin;
  const numbers = { hnn: { testLoss, drift: 0.1, metrics: null } };
  return { pin, numbers, isOtherStart: false };
}

function panel() {
  const done: unknown[][] = [];
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      void done.push([name, ...given]);
  const made = new PinsPanel({
    pin: note("pin"),
    unpin: note("unpin"),
    rename: note("rename"),
    show: note("show"),
  });
  mount(made.element);
  const show = (entries: PinEntry[], testLoss: number, more: Partial<PinsState> = {}) =>
    made.show({
      ...{ entries, elsewhere: 0, canPin: true, contestants: ["hnn"] },
      ...{ now: { hnn: { testLoss, drift: 0.2, metrics: null } }, ...more },
    });
  const find = <E extends HTMLElement>(selector: string) =>
    made.element.querySelector(selector) as E;
  return { done, show, find };
}

// replaceChildren up to four times a second lost focus, selection, scroll position and clicks.
test("keeps focus, typed text and scroll position while numbers change", () => {
  const { show, find } = panel();
  const entries = [entry(0, 0.04), entry(1, 0.03)];
  show(entries, 0.05);
  const kept = ["#pin-0-shown", "#pin-1-away", "#pin-0-name", ".table-box", "tbody td"].map((one) =>
    find(one),
  );
  find("#pin-1-away").focus();
  typeInto(find("#pin-0-name"), "half a na");
  show(entries, 0.02);
  assert.deepEqual(
    ["#pin-0-shown", "#pin-1-away", "#pin-0-name", ".table-box", "tbody td"].map((one) =>
      find(one),
    ),
    kept,
  );
  assert.equal(document.activeElement, find("#pin-0-name"));
  assert.equal(find<HTMLInputElement>("#pin-0-name").value, "half a na");
  assert.equal(find("tbody td").textContent?.trim(), "0.02");
});

test("keeps the elements of other runs when one is unpinned", () => {
  const { show, find } = panel();
  show([entry(0, 0.04), entry(1, 0.03)], 0.05);
  const other = find("#pin-1-name");
  find("#pin-0-away").focus();
  show([entry(1, 0.03)], 0.05);
  assert.equal(document.activeElement, find("#pin")); // not the body
  assert.equal(find("#pin-1-name"), other);
  assert.equal(find("#pin-0-name"), null);
});

test("shows runs side by side, the smallest error in bold and changes beside pinned values", () => {
  const { show, find } = panel();
  show([entry(0, 0.04), entry(1, 0.01)], 0.03);
  const row = find("tbody tr");
  const cells = [...row.querySelectorAll("td")].map((cell) =>
    cell.textContent?.trim().replace(/\s+/g, " "),
  );
  assert.deepEqual(cells, ["0.03", "0.04 now −25 %", "0.01 now +200 %"]);
  assert.equal(row.querySelector("b")?.textContent, "0.01");
  const drift = find("tbody tr:nth-child(2)");
  assert.equal(drift.querySelector("b"), null); // with friction a large drift may be correct
});

test("changes a name when its field is left, and rejects an empty one", () => {
  const { show, find, done } = panel();
  show([entry(0, 0.04)], 0.05);
  const input = find<HTMLInputElement>("#pin-0-name");
  typeInto(input, "  ");
  leave(input);
  assert.equal(input.value, "run 0");
  typeInto(input, "few orbits");
  leave(input);
  assert.deepEqual(done, [["rename", 0, "few orbits"]]);
  show([entry(0, 0.04, { name: "few orbits" })], 0.05);
  assert.equal(input.value, "few orbits");
});

test("the checkbox shows the state, also after a click that changed nothing", () => {
  const { show, find, done } = panel();
  show([entry(0, 0.04)], 0.05);
  const box = find<HTMLInputElement>("#pin-0-shown");
  assert.equal(box.checked, true);
  box.checked = false;
  box.dispatchEvent(new Event("change"));
  assert.deepEqual(done, [["show", 0, false]]);
  show([entry(0, 0.04)], 0.05);
  assert.equal(box.checked, true);
});
