// The views behind the tabs: what each shows, which system a tab brings along, the third network, energy injected on the way.

import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { mount, type Page } from "./mount.js";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";
const all = "contestants=hnn,baseline,second-order";

/** The id of the panel that is shown; there is exactly one, and the selected tab controls it. */
function viewShown(page: Page) {
  const panels = page.all('[role="tabpanel"]').filter((panel) => !panel.hidden);
  const selected = page.all('[role="tab"][aria-selected="true"]');
  expect([panels.length, selected.length]).toEqual([1, 1]);
  expect(selected[0]?.getAttribute("aria-controls")).toBe(panels[0]?.id);
  return panels[0]?.id;
}

test("every tab opens its view, brings a fitting system along, and undo leads back", async () => {
  const page = await mount(small);
  expect(viewShown(page)).toBe("view-lab");
  const tabs = page.all('[role="tab"]').map(({ id }) => id);
  expect(tabs).toEqual(["tab-lab", "tab-orbits", "tab-chaos", "tab-reversal"]);
  const system = () => page.find<HTMLSelectElement>("#system").value;

  // The pendulum can be run backwards, but has no section: Hénon and Heiles come along.
  await page.openView("reversal");
  expect(viewShown(page)).toBe("view-reversal");
  expect(page.host.link).toMatch(/view=reversal/);
  expect(system()).toBe("pendulum");
  await page.openView("chaos");
  expect(viewShown(page)).toBe("view-chaos");
  expect(page.text("#notice")).toMatch(/Hénon–Heiles/);
  expect(page.host.link).toMatch(/system=henon-heiles.*view=chaos/);
  await page.press("#notice-run-action");
  expect(system()).toBe("pendulum");
  expect(viewShown(page)).not.toBe("view-chaos");
  await page.openView("lab");
  expect(viewShown(page)).toBe("view-lab");
  expect(await page.ink("#phase-portrait")).toBeGreaterThan(3000);
});

test("orbits draws every picture and chart of three networks, and tells what each keeps", async () => {
  const page = await mount(`${small}&system=two-body&view=orbits&${all}`);
  expect(viewShown(page)).toBe("view-orbits");
  expect(page.root.querySelector("#phase-portrait")).toBe(null);
  await page.train();
  for (const who of ["truth", "hnn", "baseline", "second-order"])
    expect(await page.ink(`#orbit-${who}`), who).toBeGreaterThan(150);
  for (const kind of ["kinetic", "potential", "total"])
    expect(await page.ink(`#orbit-energy-${kind}`), kind).toBeGreaterThan(500);
  // Two bodies keep angular momentum and momentum; the table lists both for truth and networks.
  const rows = page.all(".conserved tbody tr").filter((row) => !row.hidden);
  expect(rows.length).toBe(4);
  for (const row of rows)
    for (const cell of row.querySelectorAll("td:not([hidden])"))
      expect(cell.textContent).toMatch(/\d/);
  // Back in the lab, and the numbers there follow.
  await page.openView("lab");
  expect(await page.ink("#energy-chart")).toBeGreaterThan(500);
  expect(page.text("#testLoss-second-order")).toMatch(/\d/);
});

test("a hidden view is not painted while the open one moves", async () => {
  const page = await mount(`${small}&system=two-body&view=orbits`);
  await page.openView("lab");
  await page.ink("#motion-truth"); // in sight
  await page.press("#play");
  const picture = (id: string) => page.find<HTMLCanvasElement>(id).toDataURL();
  const [orbit, motion] = [picture("#orbit-truth"), picture("#motion-truth")];
  await page.pass(1000);
  expect(picture("#motion-truth")).not.toBe(motion);
  expect(picture("#orbit-truth")).toBe(orbit);
});

test("the player by keyboard: its time is moved, it plays and stops", async () => {
  const page = await mount(`${small}&system=two-body&view=orbits`);
  page.find("#time").focus();
  await userEvent.keyboard("{Home}");
  await page.pass(200);
  expect(page.text("#time-text")).toMatch(/t = 0/);
  const first = page.find<HTMLCanvasElement>("#orbit-truth").toDataURL();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
  await page.pass(200);
  expect(page.text("#time-text")).not.toMatch(/t = 0 /);
  expect(page.find<HTMLCanvasElement>("#orbit-truth").toDataURL()).not.toBe(first);
  page.find("#view-orbits .data-table summary").focus();
  await userEvent.keyboard("{Enter}");
  await page.pass(500);
  expect(page.root.querySelector("#view-orbits .data-table tbody td")).not.toBe(null);
  page.find("#play").focus();
  await userEvent.keyboard(" ");
  const before = page.text("#time-text");
  await page.pass(1000);
  expect(page.text("#time-text")).not.toBe(before);
});

test("the second-order network joins, trains, is drawn, comes back by undo, and leaves", async () => {
  const page = await mount(small);
  await page.train();
  expect(page.isShown("#motion-second-order")).toBe(false);
  await page.press("#second-order");
  expect(page.host.link).toMatch(/contestants=hnn,baseline,second-order/);
  expect(page.state).toBe("paused");
  await page.train(); // resume: only the newcomer has something left to do
  expect(page.host.face.dataset.stepSecondOrder).toBe("60");
  expect(page.state).toBe("finished");
  for (const selector of ["#motion-second-order", "#overlay-second-order"])
    expect(page.root.querySelector(selector), selector).not.toBe(null);
  const print = page.text("#fingerprint-second-order");
  expect(print).toMatch(/^[0-9a-f]{16}$/);
  expect(await page.ink("#motion-second-order")).toBeGreaterThan(300);
  const before = page.find<HTMLCanvasElement>("#phase-portrait").toDataURL();
  await page.press("#overlay-second-order");
  expect(page.find<HTMLCanvasElement>("#phase-portrait").toDataURL()).not.toBe(before);
  await page.press("#reset");
  expect(page.host.face.dataset.stepSecondOrder).toBe("0");
  await page.press("#notice-run-action");
  expect(page.text("#fingerprint-second-order")).toBe(print);
  await page.press("#second-order");
  expect(page.isShown("#motion-second-order")).toBe(false);
  expect(page.state).toBe("finished");
});

test("where masses depend on positions the second-order network is not offered, and why is said", async () => {
  const page = await mount(`${small}&system=double-pendulum`);
  const input = page.find<HTMLInputElement>("#second-order");
  expect([input.disabled, input.checked]).toEqual([true, false]);
  expect(page.text("#second-order-problem").length).toBeGreaterThan(10);
  expect(await page.ink("#motion-truth")).toBeGreaterThan(300);
});

test("injected energy raises the energy of truth and HNN, and the plain network goes on without", async () => {
  const page = await mount(small);
  page.find<HTMLDetailsElement>(".figure-energy-chart .data-table").open = true;
  await page.pass(500);
  const gain = () => {
    const rows = page.all(".figure-energy-chart tbody tr");
    const value = (row: HTMLElement | undefined) =>
      Number(row?.querySelector("td")?.textContent?.replace("−", "-"));
    return value(rows.at(-1)) - value(rows[0]);
  };
  expect(Math.abs(gain())).toBeLessThan(0.01);
  page.openDetails();
  await page.press('[data-setting="injection"]');
  await page.fill('[data-setting="injectionRate"]', "0.05");
  await page.pass(500);
  expect(page.host.link).toMatch(/injection=true/);
  expect(gain()).toBeGreaterThan(0.2);
  await page.train();
  const hasNote = (who: string) =>
    page.find(`#motion-${who}`).closest("figure")?.querySelector<HTMLElement>(".motion-note")
      ?.hidden === false;
  expect(["baseline", "truth", "hnn"].map(hasNote)).toEqual([true, false, false]);
});

// The table of conserved quantities follows the motion: each of its updates counted as work, and the view was never settled
// while it played.
for (const view of ["lab", "orbits"] as const)
  test(`${view} counts as settled while it plays`, async () => {
    const page = await mount(
      `?v=1&system=kepler&view=${view}&hidden=8,8&trajectories=6&points=8&steps=20`,
    );
    await page.press(`#view-${view} #play`);
    for (let i = 0; i < 5; i++) {
      await page.pass(250);
      expect(page.scheduler.pending).toBe(0);
    }
    expect(Number(page.find<HTMLInputElement>("#time").value)).toBeGreaterThan(0);
  });
