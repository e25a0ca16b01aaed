// Networks that are solved instead of trained: by a click or a key, with other settings, in pieces that can be cancelled, beside
// networks that train, and as a file.
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { solveText, text } from "../../web/src/catalogue/strings.js";
import { numberIn, violations } from "./look.js";
import { mount, type Page } from "./mount.js";

const solver = "sampled-hnn";
const small = "?v=1&hidden=8,8&trajectories=20&points=20&solvedWidth=60";
const large = "?v=1&hidden=8,8&trajectories=200&points=40&solvedWidth=400";

const printOf = (page: Page) => page.text(`#fingerprint-${solver}`);
const isSolved = (page: Page) => /Solved/.test(page.text("#solve-status"));
const stepSolved = (page: Page) => page.step("SampledHnn");

/** In the middle of a solve: part of it is done. */
async function solvePart(page: Page) {
  page.find("#solve").click();
  const share = () => numberIn(page.text("#solve-status"));
  for (let i = 0; i < 200 && !(share() > 0); i++) await page.pass(5);
  expect(share()).toBeGreaterThan(0);
  expect(share()).toBeLessThan(100);
}

/** The published pendulum: the noise alone is worth 0.04 of the loss. */
function expectSolvedPendulum(page: Page) {
  expect(isSolved(page)).toBe(true);
  const of = (row: string) => numberIn(page.text(`#${row}-${solver}`));
  expect(of("testLoss")).toBeGreaterThan(0.03);
  expect(of("testLoss")).toBeLessThan(0.045);
  for (const row of ["driftHere", "energyDrift"]) expect(Math.abs(of(row)), row).toBeLessThan(3); // %
  expect(of("energyMse")).toBeLessThan(5e-3);
  expect(of("rank")).toBeGreaterThanOrEqual(10);
  expect(of("rank")).toBeLessThanOrEqual(200);
  expect(page.text(`#cutoff-${solver}`)).toMatch(/\d/);
  // Of the moment that is shown: kept, or off by as little as the drift above allows.
  expect(page.text(`#motion-energy-${solver}`)).toMatch(/energy (conserved|[+−-][0-2](\.\d+)?\s%)/);
  expect(page.text("#testLoss-hnn")).toBe("–");
}

test("one click solves the pendulum, and every picture shows it", async () => {
  const page = await mount("");
  const before = await page.ink("#phase-portrait");
  await page.press("#solve");
  expectSolvedPendulum(page);
  expect(page.host.link).toMatch(/sampled-hnn/);
  expect(await page.ink("#phase-portrait")).not.toBe(before);
  for (const id of [`#motion-${solver}`, "#motion-sampled-baseline", "#error-chart"])
    expect(await page.ink(id), id).toBeGreaterThan(150);
  expect(page.find("#error-chart").getAttribute("aria-label")).toMatch(
    /Solved Hamiltonian network: 0\.0\d+ after [\d.]+ seconds/,
  );
  expect(page.text(".figure-error-chart")).toContain(solveText.why.slice(-60));
  expect(page.text(".lead")).toMatch(/without gradient steps/);
  expect(await violations()).toEqual([]);
});

test("one key solves it, and the focus stays in the bar", async () => {
  const page = await mount("");
  page.find("#cancel").focus();
  await userEvent.tab();
  expect(document.activeElement?.id).toBe("solve");
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expectSolvedPendulum(page);
  expect(document.activeElement?.closest(".training-bar")).not.toBe(null);
});

test("other settings of the solve are used immediately and leave the trained networks alone", async () => {
  const page = await mount(`${small}&steps=1000000`);
  page.find("#train").click();
  await page.pass(100);
  const before = Number(page.step());
  expect(before).toBeGreaterThan(0);
  // In the middle of training, which goes on afterwards.
  page.find("#solve").click();
  for (let i = 0; i < 500 && !(isSolved(page) && page.state === "training"); i++)
    await page.pass(20);
  expect(isSolved(page)).toBe(true);
  const then = Number(page.step());
  await page.pass(200);
  expect(Number(page.step())).toBeGreaterThan(then);
  page.find("#pause").click();
  await page.settle();
  const paused = page.step();
  const first = printOf(page);
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  await page.fill('[data-setting="sampling"]', "elm");
  expect(printOf(page)).not.toBe(first);
  expect(isSolved(page)).toBe(true);
  expect(page.step()).toBe(paused);
  expect(page.host.link).toMatch(/sampling=elm/);

  // What the core refuses is said, and what was solved stays.
  const print = printOf(page);
  page.openDetails();
  await page.fill('[data-setting="cutoff"]', "1e-20");
  expect(page.text("#notice")).toMatch(/cutoff\) must be .*1e-15/);
  expect(printOf(page)).toBe(print);
  expect(page.host.link).not.toMatch(/cutoff/);

  // Solved networks leave by their switch; the others stay as they are.
  await page.press("#solved");
  expect(page.isShown("#motion-sampled-hnn")).toBe(false);
  expect(page.step()).toBe(paused);
});

test("a long solve shows its progress and is cancelled; reset empties, and undo brings back", async () => {
  const page = await mount(large);
  await solvePart(page);
  page.find("#cancel").click();
  await page.settle();
  expect(page.text("#notice")).toContain(solveText.cancelled);
  expect(stepSolved(page)).toBe("0");
  expect(page.text(`#testLoss-${solver}`)).toBe("–");

  await page.fill('[data-setting="solvedWidth"]', "60");
  await page.press("#solve");
  const print = printOf(page);
  expect(print).toMatch(/^[0-9a-f]{16}$/);
  await page.press("#reset");
  expect(stepSolved(page)).toBe("0");
  await page.press("#notice-run-action");
  expect(printOf(page)).toBe(print);
  expect(page.text(`#testLoss-${solver}`)).toMatch(/\d/);
});

test("a solved network is saved, and comes back in another visit without the trained networks' shape", async () => {
  const first = await mount(small);
  await first.press("#solve");
  const print = printOf(first);
  const { name, blob } = await first.save(`#save-${solver}`, /json$/);
  first.dispose();
  const page = await mount("");
  const hidden = page.find<HTMLInputElement>('[data-setting="hidden"]').value;
  await page.drop(new File([blob], name));
  await page.until(
    () => printOf(page) === print,
    () => page.text("#notice"),
  );
  expect(page.host.link).toMatch(/solvedWidth=60/);
  expect(page.text(`#testLoss-${solver}`)).toMatch(/\d/);
  expect(page.find<HTMLInputElement>('[data-setting="hidden"]').value).toBe(hidden);
});

test("a link that the core refuses opens the published experiment and says why", async () => {
  const page = await mount(
    "?v=1&cutoff=1e-20&contestants=hnn,baseline,sampled-hnn,sampled-baseline",
  );
  expect(page.text("#notice")).toMatch(/must be .*1e-15.*0\.1.*1e-20/);
  expect(page.host.link).not.toMatch(/cutoff/);
  await page.press("#solve");
  expect(isSolved(page)).toBe(true);
  expect(page.text(`#testLoss-${solver}`)).not.toBe(text.none);
});
