// The values of a chart at the pointer and at the position of the arrow keys, in every theme, and under a scale.
import { afterEach, expect, test } from "vitest";
import { commands, userEvent } from "vitest/browser";
import { numberIn, violations } from "./look.js";
import { mount, type Page } from "./mount.js";

const query = "?v=1&hidden=8,8&trajectories=6&points=8&steps=40";

const boxOf = (page: Page, name: string) =>
  page.find(`#${name}`).parentElement?.querySelector<HTMLElement>(".read-out") ?? null;
const isShown = (page: Page, name: string) => boxOf(page, name)?.hidden === false;
const words = (page: Page, name: string) =>
  [...(boxOf(page, name)?.querySelectorAll("p") ?? [])].map((row) => row.textContent ?? "");
const timeIn = (page: Page) =>
  numberIn((words(page, "energy-chart")[0] ?? "").split(": ").at(-1) ?? "");

async function pointAt(page: Page, name: string, x: number) {
  await commands.pointer(`#${name}`, { x: x - 0.01 }); // the first move loads what shows the values
  await page.settle();
  await commands.pointer(`#${name}`, { x });
  await page.until(
    () => isShown(page, name),
    () => `${name} shows no values at ${x}`,
  );
}

async function trained() {
  const page = await mount(query, { width: 1200 });
  await page.train();
  await page.ink("#energy-chart");
  return page;
}

afterEach(() => document.body.removeAttribute("style"));

test("values under the pointer are readable in every theme, and stay inside their chart", async () => {
  const page = await trained();
  for (const theme of ["light", "dark", "projector"]) {
    await page.fill("#theme", theme);
    for (const name of ["energy-chart", "loss-chart"]) {
      await page.ink(`#${name}`);
      for (const share of [0.4, 0.8]) {
        await pointAt(page, name, share);
        const said = words(page, name);
        expect(said.length, `${theme} ${name}`).toBeGreaterThanOrEqual(3);
        for (const row of said) expect(row).toMatch(/\d/);
        const box = boxOf(page, name) as HTMLElement;
        const { left, right } = box.getBoundingClientRect();
        const around = (box.parentElement as HTMLElement).getBoundingClientRect();
        expect(left >= around.left - 1 && right <= around.right + 1, `${theme} ${name}`).toBe(true);
        const { color, backgroundColor } = getComputedStyle(box);
        expect(color).not.toBe(backgroundColor);
      }
    }
  }
});

for (const [property, value] of [
  ["transform", "scale(0.5)"],
  ["zoom", "0.6"],
  ["zoom", "1.5"],
] as const)
  test(`the same place has the same values under ${property}: ${value}`, async () => {
    const page = await trained();
    await pointAt(page, "energy-chart", 0.5);
    const whole = timeIn(page);
    document.body.style.setProperty(property, value);
    document.body.style.setProperty("transform-origin", "0 0");
    await page.ink("#energy-chart");
    await pointAt(page, "energy-chart", 0.5);
    expect(Math.abs(timeIn(page) - whole)).toBeLessThan(0.7);
  });

test("a click takes no keys; the arrow keys of a focused chart move along it, and Escape ends it", async () => {
  const page = await trained();
  await commands.pointer("#energy-chart", { act: "click" });
  expect(document.activeElement?.id).not.toBe("energy-chart");
  await commands.pointer(".page-head h1");
  await page.settle();
  expect(isShown(page, "energy-chart")).toBe(false);
  page.find("#energy-chart").focus();
  await userEvent.keyboard("{ArrowRight}");
  await page.until(
    () => isShown(page, "energy-chart"),
    () => "an arrow key shows no values",
  );
  const first = timeIn(page);
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
  const there = timeIn(page);
  expect(there).toBeGreaterThan(first);

  // In a narrower chart the position stays at its time.
  const { width } = page.find<HTMLCanvasElement>("#energy-chart");
  await page.resize(900, 900);
  await page.painted();
  expect(page.find<HTMLCanvasElement>("#energy-chart").width).not.toBe(width);
  expect(Math.abs(timeIn(page) - there)).toBeLessThan(0.7);
  await userEvent.keyboard("{Home}");
  expect(timeIn(page)).toBe(0);
  expect(await violations()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  expect(isShown(page, "energy-chart")).toBe(false);
});
