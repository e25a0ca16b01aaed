// Friction and velocities: the networks that are made for them train beside the others, friction is changed afterwards, fields
// are separated, and what needs momenta says so.
import { expect, test } from "vitest";
import { violations, widthOfDocument } from "./look.js";
import { mount, type Page } from "./mount.js";

const small = "hidden=8,8&steps=40&trajectories=6&points=10";

const isVeiled = (page: Page, selector: string) =>
  page.find(selector).closest("figure")?.querySelector<HTMLElement>(".veil")?.hidden === false;

/** [first, lowest] energy of the truth in the chart, from its words. */
function trueEnergies(page: Page) {
  const words = page.find("#energy-chart").getAttribute("aria-label") ?? "";
  const [, first, lowest] = words.match(/Truth: starts at ([\d.]+), stays between ([\d.−]+)/) ?? [];
  return [Number(first), Number(lowest?.replace("−", "-"))] as const;
}

test("friction is learned separately, changed afterwards, and both parts are seen", async () => {
  const page = await mount(`?v=1&system=damped-pendulum&${small}&rolloutDuration=40`);
  expect(page.find<HTMLInputElement>("#dissipative-hnn").checked).toBe(true);
  await page.train();
  expect(page.step("DissipativeHnn")).toBe("40");
  await page.ink("#energy-chart");
  const [start, low] = trueEnergies(page);
  expect(low).toBeLessThan(0.9 * start);
  for (const who of ["truth", "dissipative-hnn"])
    for (const part of ["conservative", "dissipative"])
      expect(await page.ink(`#field-${who}-${part}`), `${who} ${part}`).toBeGreaterThan(150);

  // Without friction the truth keeps its energy, and the link says why.
  const slider = page.find<HTMLInputElement>("#friction");
  slider.value = "0";
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await page.settle();
  expect(page.host.link).toMatch(/friction=0/);
  expect(page.text("#friction-text")).toMatch(/× 0 \(none\)/);
  await page.ink("#energy-chart");
  const [first, lowest] = trueEnergies(page);
  expect(lowest).toBeGreaterThan(0.99 * first);

  // A part of the field in the portrait, of those networks that have parts.
  const part = page.find<HTMLInputElement>("#part-conservative");
  await page.press("#overlay-dissipative-hnn");
  expect(part.disabled).toBe(false);
  await page.press("#part-conservative");
  expect(page.host.link).toMatch(/part=conservative/);
  await page.press("#overlay-hnn");
  expect(part.disabled).toBe(true);

  // It leaves by its switch.
  await page.press("#dissipative-hnn");
  expect(page.isShown("#motion-dissipative-hnn")).toBe(false);
  expect(page.host.link).toMatch(/contestants=hnn,baseline(&|$)/);
  expect(await violations()).toEqual([]);
});

// The family's capabilities were declared as those of its usual field, so this network showed no parts.
test("an HNN whose field is the sum of both parts shows them, with the usual field it does not", async () => {
  const link = `?v=1&system=damped-spring&${small}&contestants=hnn,baseline`;
  const page = await mount(`${link}&field=both`);
  await page.train();
  for (const part of ["conservative", "dissipative"])
    expect(await page.ink(`#field-hnn-${part}`), part).toBeGreaterThan(150);
  expect(page.isShown("#field-baseline-dissipative")).toBe(false);
  await page.fill("[data-setting=field]", "solenoidal");
  await page.train();
  expect(page.isShown("#field-hnn-dissipative")).toBe(false);
  expect(await page.ink("#field-truth-dissipative")).toBeGreaterThan(150);
});

test("a Lagrangian network trains where states have velocities, and what needs momenta brings them along", async () => {
  const page = await mount(`?v=1&system=double-pendulum&${small}`);
  expect(page.find<HTMLInputElement>("#lnn").disabled).toBe(true);
  expect(page.text("#lnn-problem")).toMatch(/velocities/);
  await page.fill("[data-setting=coordinates]", "velocities");
  expect(page.find<HTMLInputElement>("#lnn").checked).toBe(true);
  await page.train();
  for (const row of ["testLoss", "energyDrift"])
    expect(page.text(`#${row}-lnn`), row).toMatch(/\d/);
  expect(await page.ink("#motion-lnn")).toBeGreaterThan(100);
  expect(page.find("#motion-lnn").getAttribute("aria-label")).toMatch(/θ\u0307₁ =/);
  await page.openView("reversal");
  expect(page.text(".notices")).toMatch(/requires them/);
  expect(page.isShown("#view-reversal h2")).toBe(true);
  expect(page.host.link).not.toMatch(/coordinates/);
});

for (const [system, who] of [
  ["relativistic-particle", "lnn"],
  ["damped-spring", "dissipative-hnn"],
  ["spherical-pendulum", "baseline"],
  ["cart-pole", "baseline"],
] as const)
  test(`${system} is drawn, for truth and ${who}`, async () => {
    const page = await mount(`?v=1&system=${system}&${small}`);
    await page.train();
    expect(isVeiled(page, `#motion-${who}`)).toBe(false);
    for (const one of ["truth", who])
      expect(await page.ink(`#motion-${one}`), one).toBeGreaterThan(100);
    expect(await violations()).toEqual([]);
  });

test("samples on a grid have no number of trajectories, and a network with friction no kinetic prior", async () => {
  const page = await mount("?v=1&system=damped-spring&hidden=8,8&steps=30");
  const isHidden = (key: string) =>
    page.find(`[data-setting=${key}]`).closest<HTMLElement>(".field")?.hidden;
  expect(["trajectories", "points", "kineticPrior"].map(isHidden)).toEqual([true, false, true]);
});

test("friction and both parts have room at 320 px", async () => {
  const page = await mount(`?v=1&system=damped-pendulum&${small}`, { width: 320, height: 700 });
  await page.train();
  await page.painted();
  expect(widthOfDocument()).toBeLessThanOrEqual(320);
  expect(page.find("#friction").getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
  expect(await violations()).toEqual([]);
});
