// Tables of the views are rendered in place: what a visitor has selected or focused outlasts the values that change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mount } from "./dom.js";

const { VerdictTable } = await import("../../web/src/app/views/chaos/verdictTable.js");
const { OrbitChooser } = await import("../../web/src/app/views/chaos/orbitChooser.js");
type Outcome = import("../../web/src/state/chaos.js").Outcome;

const outcome = (verdict: Outcome["verdict"], exponent: number): Outcome => ({
  ...{ verdict, exponent, sali: 0.5, time: 100 },
});
const rowsOf = (root: Element) =>
  [...root.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td strong")].map(({ textContent }) => textContent),
  );

// The whole table was replaced several times a second while a study ran, and with it every selection.
test("keeps the cells of the verdict table while their values change", () => {
  const table = new VerdictTable();
  mount(table.element);
  const show = (exponent: number, selected: number) =>
    table.show({
      ...{ orbits: 2, selected, start: (orbit) => `q = ${orbit}` },
      columns: [
        { who: "truth", label: "truth", outcomes: [outcome("regular", 0), outcome("chaotic", 1)] },
        { who: "hnn", label: "HNN", outcomes: [outcome("regular", exponent)] },
      ],
    });
  show(0.1, 0);
  assert.deepEqual(rowsOf(table.element), [["regular", "regular"], ["chaotic"]]);
  const cell = table.element.querySelector("tbody tr td:nth-child(4)");
  const verdict = cell?.querySelector("strong");
  assert.match(cell?.textContent ?? "", /✓.*λ 0\.1/);
  assert.equal(table.element.querySelector(".chosen th")?.textContent, "1");

  show(0.2, 1);
  assert.equal(table.element.querySelector("tbody tr td:nth-child(4)"), cell);
  assert.equal(cell?.querySelector("strong"), verdict);
  assert.match(cell?.textContent ?? "", /λ 0\.2/);
  assert.equal(table.element.querySelector(".chosen th")?.textContent, "2");
  assert.equal(table.element.querySelectorAll(".swatch").length, 2);
});

test("keeps the chips of orbits that stay, with the focus, when their number changes", () => {
  let changes = 0;
  const chooser = new OrbitChooser(() => changes++);
  mount(chooser.element);
  chooser.setCount(3);
  const first = chooser.element.querySelector<HTMLInputElement>("#chaos-orbit-0");
  first?.focus();
  chooser.select(2);
  chooser.setCount(5);
  assert.equal(document.activeElement, first);
  assert.equal(chooser.element.querySelectorAll("input").length, 5);
  assert.equal(chooser.selected, 2);
  chooser.setCount(2);
  assert.equal(chooser.selected, 1); // the chosen one is gone: the last that is left
  assert.equal(chooser.element.querySelector<HTMLInputElement>("input:checked")?.value, "1");
  assert.equal(document.activeElement, first);
});
