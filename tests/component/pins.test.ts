// Pinned runs: they stay in every picture while everything else changes, wait aside while another system is shown, and can be
// named, hidden, given up and taken back.
import { clear, createStore } from "idb-keyval";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { violations, widthOfDocument } from "./look.js";
import { mount, type Page } from "./mount.js";

const query =
  "?v=1&system=henon-heiles&hidden=8,8&trajectories=6&points=10&steps=40&rolloutDuration=20";

const names = (page: Page) =>
  page.all(".pinned input[type=text]").map((field) => (field as HTMLInputElement).value);

/** Those of these figures whose legend does not name the pin. */
const withoutLegend = (page: Page, ids: string[], name: string) =>
  ids.filter((id) => {
    const figure = page.find(`#${id}`).closest(".figure");
    return ![...(figure?.querySelectorAll(".pin-name") ?? [])].some(
      (one) => one.textContent === name,
    );
  });

const hasLegends = (page: Page) =>
  page.root.querySelector(".view:not([hidden]) .pin-legend") !== null;

test("a pinned run is in every picture and table of the lab and of orbits, beside the next one", async () => {
  const page = await mount(query);
  expect(page.find<HTMLButtonElement>("#pin").disabled).toBe(true);
  await page.train();
  await page.press("#pin");
  const [name = ""] = names(page);
  const print = page.text("#fingerprint-hnn");
  await page.press("#new-seed");
  await page.train();
  expect(name).toMatch(/^published settings, /i); // a link of version 1: what differs from the paper
  expect(page.text("#fingerprint-hnn")).not.toBe(print);
  expect(withoutLegend(page, ["phase-portrait", "energy-chart", "loss-chart"], name)).toEqual([]);
  expect(page.text(".pin-table")).toContain(print.slice(0, 8));
  expect(page.text(".pin-table")).toMatch(/now [+−]\d/);
  // Tables behind the pictures have a column for it, and words for those who do not see them.
  page.find<HTMLDetailsElement>(".figure-energy-chart details").open = true;
  await page.ink("#loss-chart");
  await page.until(
    () => /HNN × .*plain × /s.test(page.text(".figure-energy-chart thead")),
    () => page.text(".figure-energy-chart thead"),
  );
  expect(page.find("#loss-chart").getAttribute("aria-label")).toMatch(/ × /);
  expect(await violations()).toEqual([]);
  await page.openView("orbits");
  expect(withoutLegend(page, ["orbit-energy-kinetic"], name)).toEqual([]);
});

for (const [view, ids] of Object.entries({
  reversal: ["loop-hnn", "reversal-gap", "reversal-symplecticError"],
  chaos: ["section-hnn", "section-baseline", "chaos-exponent", "chaos-sali", "chaos-energy"],
}))
  test(`what ${view} found of a run, before it was pinned or after, stays in its pictures and tables`, async () => {
    const page = await mount(query);
    await page.train();
    const study = async () => {
      await page.openView(view);
      expect(page.text(`#${view}-status`)).toMatch(/^Done/);
    };
    // Chaos is studied before the run is pinned, reversibility afterwards.
    if (view === "chaos") await study();
    await page.openView("lab");
    await page.press("#pin");
    const [name = ""] = names(page);
    if (view === "reversal") await study();
    await page.openView("lab");
    await page.press("#new-seed");
    await page.train();
    await study();
    expect(withoutLegend(page, ids, name)).toEqual([]);
    expect(page.text(`#${view}-table thead`)).toMatch(/HNN × /);
    expect(await violations()).toEqual([]);
    if (view !== "chaos") return;
    // Another question was never asked of it.
    await page.press("#chaos-controls-title ~ .presets button:not([aria-pressed=true])");
    expect(page.text("#chaos-table thead")).not.toMatch(/×/);
  });

test("with another system a pin waits and says so; it is named, hidden, given up and taken back", async () => {
  const page = await mount(query);
  await page.train();
  await page.press("#pin");
  const [name = ""] = names(page);
  await page.fill("#system", "pendulum");
  expect(names(page)).toEqual([]);
  expect(page.text(".figure-pins")).toMatch(/other systems: 1/);
  expect(hasLegends(page)).toBe(false);
  await page.fill("#system", "henon-heiles");
  expect(withoutLegend(page, ["energy-chart"], name)).toEqual([]);

  await page.fill("#pin-0-name", "  few orbits ");
  expect(withoutLegend(page, ["energy-chart", "phase-portrait"], "few orbits")).toEqual([]);
  await page.press("#pin-0-shown");
  expect(hasLegends(page)).toBe(false);
  await page.press("#pin-0-shown");
  expect(withoutLegend(page, ["energy-chart"], "few orbits")).toEqual([]);
  await page.press("#pin-0-away");
  expect(names(page)).toEqual([]);
  expect(hasLegends(page)).toBe(false);
  await page.press("#notice-pins-action");
  expect(withoutLegend(page, ["energy-chart", "loss-chart"], "few orbits")).toEqual([]);
});

test("three runs are pinned by keyboard, each with a marker of its own; the oldest leaves, and may come back", async () => {
  const page = await mount("?v=1&hidden=8,8&trajectories=6&points=8&steps=40");
  await page.train();
  page.find("#pin").focus();
  for (const count of [1, 2, 3]) {
    await userEvent.keyboard("{Enter}");
    await page.settle();
    expect(names(page)).toHaveLength(count);
  }
  const all = names(page);
  expect(new Set(all).size).toBe(3);
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expect(names(page)).not.toContain(all[0]);
  expect(document.activeElement?.id).toBe("pin");
  await page.press("#notice-pins-action");
  expect(names(page)).toEqual(all);

  // A run that is hidden leaves the markers of the others as they are.
  const markers = () =>
    page.all(".figure-energy-chart .pin-legend li").map(({ textContent }) => textContent);
  const before = markers();
  expect(before).toHaveLength(3);
  await page.press("#pin-0-shown");
  expect(markers()).toEqual(before.slice(1));

  for (const width of [1280, 320]) {
    await page.resize(width, 800);
    expect(widthOfDocument()).toBeLessThanOrEqual(width);
    expect(await violations()).toEqual([]);
  }
});

test("pins outlast a reload", async () => {
  await clear(createStore("hnn-lab", "work"));
  sessionStorage.clear();
  const slow = { keepsWork: true, stepTime: 400 };
  const first = await mount("?v=1&hidden=8,8&trajectories=6&points=8&steps=40", slow);
  await first.train();
  await first.press("#pin");
  await first.fill("#pin-0-name", "mine");
  const { link } = first.host;
  first.dispose();
  const page = await mount(link, slow);
  expect(names(page)).toEqual(["mine"]);
});

// lit-html 3.3.1 to 3.3.3 leave a comment behind for each entry that `repeat` removes (github.com/lit/lit/issues/5298), so that a
// page in long use grew without limit; package.json names 3.3.0 until that is mended.
test("leaves no node behind when pins and notices go", async () => {
  const page = await mount(query);
  await page.train();
  const nodes = () => {
    const lists = [page.find(".pin-list"), page.find("#notice")];
    return lists.map((list) => list.childNodes.length);
  };
  const giveUp = async () => {
    await page.press("#pin");
    for (const away of page.all(".pinned button, .notice-actions .quiet")) away.click();
    await page.settle();
    for (const away of page.all(".notice-actions .quiet")) away.click();
    await page.settle();
  };
  await giveUp();
  const before = nodes();
  for (let i = 0; i < 3; i++) await giveUp();
  expect(nodes()).toEqual(before);
});
