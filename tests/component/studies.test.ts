// Chaos and reversibility: sections and loops of truth and networks, orbits by keyboard, stopping, integrators.

import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { numberIn, pixelsOf } from "./look.js";
import { mount, type Page } from "./mount.js";
import known from "./sectionTruth.json" with { type: "json" };

const chaos =
  "?v=1&system=henon-heiles&hidden=8,8&trajectories=6&points=8&steps=40&integrator=rk4&view=chaos";
const reversal =
  "?v=1&hidden=16,16&trajectories=10&points=20&steps=80&rolloutDuration=10&view=reversal";

const isDone = (page: Page, view: string) => /^Done/.test(page.text(`#${view}-status`));

test("the truth's section is computed when the view opens; the networks' follow when they are trained", async () => {
  const page = await mount(chaos);
  expect(isDone(page, "chaos")).toBe(true);
  expect(await page.ink("#section-truth")).toBeGreaterThan(100);
  const empty = await page.ink("#section-hnn");
  await page.train();
  expect(isDone(page, "chaos")).toBe(true);
  for (const who of ["hnn", "baseline"]) {
    expect(page.text(`#section-caption-${who}`), who).toMatch(/40/);
    expect(await page.ink(`#section-${who}`), who).toBeGreaterThan(empty);
  }
  const rows = page.all("#chaos-table tbody tr");
  expect(rows.length).toBe(10);
  for (const row of rows) expect(row.querySelectorAll("td strong").length).toBe(3);
  for (const id of ["#chaos-exponent", "#chaos-sali", "#chaos-energy"])
    expect(await page.ink(id), id).toBeGreaterThan(300);
  // The new model's section is computed without a command once it rests.
  await page.press("#step");
  expect(page.text("#section-caption-hnn")).toMatch(/41/);
});

test("an orbit is chosen by the arrow keys, and followed as the trajectory of the experiment", async () => {
  const page = await mount(chaos);
  page.find("#chaos-orbit-0").focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await page.settle();
  expect(page.text("#chaos-table tr.chosen th")).toBe("3");
  expect(page.text("#chaos-orbit")).toMatch(/3.*q₂ = .*p₂ = /);
  page.find("#chaos-follow").focus();
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expect(page.host.link).toMatch(/x0=/);
});

test("a long study that is stopped keeps what was found, and nothing more comes", async () => {
  // The first study is whole.
  const page = await mount(`${chaos}&chaosDuration=100`, { longestStudy: 10_000 });
  const field = page.find<HTMLInputElement>('[data-setting="chaosDuration"]');
  field.value = "10000";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  // Into the middle of it: something was found, and more is to come.
  const isUnderWay = () =>
    /^Computing/.test(page.text("#chaos-status")) &&
    /^\d/.test(page.text("#section-caption-truth"));
  for (let i = 0; i < 200 && !isUnderWay(); i++) await page.pass(20);
  expect(isUnderWay()).toBe(true);
  page.find("#chaos-stop").focus();
  await userEvent.keyboard("{Enter}");
  await page.settle();
  const found = page.text("#section-caption-truth");
  expect(found).toMatch(/\d/);
  expect(page.text("#chaos-status")).toMatch(/^Stopped/);
  await page.pass(500);
  expect(page.text("#section-caption-truth")).toBe(found);
  expect(document.activeElement?.id).toBe("chaos-stop");
});

test("symmetric integrators close the loop, others do not", async () => {
  const page = await mount(reversal);
  const gapWith = async (integrator: string) => {
    await page.fill('[data-setting="reversal-integrator"]', integrator);
    await page.pass(500);
    expect(isDone(page, "reversal")).toBe(true);
    // The truth does not depend on it.
    expect(numberIn(page.text("#loop-caption-truth").replace(/^.*gap/, ""))).toBeLessThan(1e-8);
    return numberIn(page.text(`#loop-caption-${integrator}`).replace(/^.*gap/, ""));
  };
  await page.fill('[data-setting="reversal-integratorMotion"]', "on");
  // Order 1, order 4, and round-off.
  expect(await gapWith("euler")).toBeGreaterThan(0.1);
  expect(await gapWith("rk4")).toBeLessThan(1e-3);
  expect(await gapWith("leapfrog")).toBeLessThan(1e-10);
  for (const kind of ["gap", "volumeError", "symplecticError"])
    expect(await page.ink(`#reversal-${kind}`), kind).toBeGreaterThan(300);
  expect(await page.ink("#loop-truth")).toBeGreaterThan(2000);
  // The way out is a whole line in every picture. The pattern of some participants is a gradient, which a border does not replace.
  for (const key of document.querySelectorAll(".loop .key.solid")) {
    const { backgroundImage, borderTopStyle } = getComputedStyle(key);
    expect([key.className, backgroundImage, borderTopStyle]).toEqual([
      key.className,
      "none",
      "solid",
    ]);
  }
});

test("a reversal is stopped and computed again by keyboard; the focus stays on the button, and nothing plays without being asked", async () => {
  const page = await mount(reversal, { longestStudy: 1000 });
  expect(page.find<HTMLInputElement>("#time").value).toBe("0");
  expect(page.root.querySelector("#view-reversal #play")).not.toBe(null);
  const write = (key: string, value: string) => {
    const field = page.find<HTMLInputElement>(`[data-setting="reversal-${key}"]`);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  write("stepSize", "0.001");
  write("rolloutDuration", "500");
  const status = () => page.text("#reversal-status");
  for (let i = 0; i < 200 && !/^Computing/.test(status()); i++) await page.pass(20);
  expect(status()).toMatch(/^Computing/);
  page.find("#reversal-stop").focus();
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expect(status()).toMatch(/^Stopped/);
  expect(document.activeElement?.id).toBe("reversal-stop");
  page.find("#reversal-compute").focus();
  await userEvent.keyboard("{Enter}");
  await page.pass(20);
  expect(status()).toMatch(/^Computing/);
});

// Each frame of the moving point requested a painting that counted as work, so the page was busy as long as it moved.
test("a reversal that plays counts as settled", async () => {
  const page = await mount(reversal);
  await page.ink("#loop-truth");
  await page.press("#view-reversal #play");
  await page.pass(200);
  expect(Number(page.find<HTMLInputElement>("#time").value)).toBeGreaterThan(0);
  expect(page.scheduler.pending).toBe(0);
});

test("trained networks follow, and only the plain one does not keep phase-space volume", async () => {
  const page = await mount(`${reversal}&integrator=leapfrog`);
  await page.train();
  expect(isDone(page, "reversal")).toBe(true);
  const rows = page
    .all("#reversal-table tbody tr")
    .map((row) => [...row.children].map((cell) => cell.textContent ?? ""));
  expect(rows.map((row) => row.length)).toEqual([5, 5, 5, 5]); // truth, leapfrog and two networks
  const heads = page.all("#reversal-table thead th").map((cell) => cell.textContent ?? "");
  const volume = rows[2] as string[];
  const hnn = volume[heads.findIndex((head) => /HNN/.test(head))] ?? "";
  const plain = volume[heads.findIndex((head) => /plain/i.test(head))] ?? "";
  expect(numberIn(hnn)).toBeLessThan(0.05 * numberIn(plain));
  for (const who of ["hnn", "baseline"])
    expect(await page.ink(`#loop-${who}`), who).toBeGreaterThan(1500);
});

/** Shares of inked pixels in 32 × 32 fields of a section's plot area, as digits 0 … 9. */
function fieldsOf(canvas: HTMLCanvasElement): string[] {
  const ratio = canvas.width / canvas.clientWidth;
  // The frame of canvas/axes.ts, without its line.
  const [left, top] = [Math.round(48 * ratio), Math.round(12 * ratio)];
  const width = canvas.width - left - Math.round(12 * ratio);
  const height = canvas.height - top - Math.round(40 * ratio);
  const data = pixelsOf(canvas, [left, top, width, height]);
  const side = 32;
  const ink = new Array<number>(side * side).fill(0);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const field = Math.floor((y / height) * side) * side + Math.floor((x / width) * side);
      if ((data[4 * (y * width + x) + 3] as number) > 100) ink[field] = (ink[field] as number) + 1;
    }
  const whole = (width * height) / (side * side);
  return Array.from({ length: side }, (_, row) =>
    ink
      .slice(row * side, (row + 1) * side)
      .map((count) => Math.min(9, Math.ceil((count / whole) * 10)))
      .join(""),
  );
}

/** The share of fields whose ink differs by more than a tenth. */
function difference(a: string[], b: string[]) {
  const [first, second] = [a, b].map((rows) => [...rows.join("")].map(Number)) as [
    number[],
    number[],
  ];
  return (
    first.filter((value, i) => Math.abs(value - (second[i] as number)) > 1).length / first.length
  );
}

test("the truth's section at E = 0.1 lies in its panel and is the picture that is known", async () => {
  const page = await mount(chaos, { width: 1440, longestStudy: 1000 });
  const picture = () => fieldsOf(page.find<HTMLCanvasElement>("#section-truth"));
  await page.ink("#section-truth");
  const caption = page.text("#section-caption-truth");
  expect(caption).not.toMatch(/outside|left/);
  expect(Number(caption.match(/^[\d\u202f]+/)?.[0].replace(/\D/g, ""))).toBeGreaterThan(1000);
  expect(difference(picture(), known.rows), picture().join("\n")).toBeLessThan(0.03);

  // Another energy is another picture: the comparison can tell.
  await page.press('[data-energy="0.15"]');
  expect(page.text("#chaos-status")).toBe("Done: truth.");
  expect(page.text("#chaos-table")).toMatch(/chaotic/);
  await page.ink("#section-truth");
  expect(difference(picture(), known.rows)).toBeGreaterThan(0.1);
});
