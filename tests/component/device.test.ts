// What the visitor's device asks for: less motion, colours of its own; and the phase portrait by keyboard.
import { expect, test } from "vitest";
import { commands, userEvent } from "vitest/browser";
import { mount } from "./mount.js";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";

test("with reduced motion nothing moves until playback is started, and time and captions are shown", async () => {
  const page = await mount(small);
  const time = () => page.find<HTMLInputElement>("#time").value;
  expect(page.text("#time-text")).toMatch(/t = 0\.0 of/);
  await page.train();
  await page.pass(1000);
  expect(page.text("#time-text")).toMatch(/t = 0\.0 of/);
  expect(time()).toBe("0");
  expect(page.text("#motion-energy-hnn")).toMatch(/energy/);
  await page.press("#play");
  await page.pass(500);
  expect(Number(time())).toBeGreaterThan(0);
});

test("without a wish for less motion the page moves from the beginning, and stops when the wish comes", async () => {
  await commands.emulate({ reducedMotion: "no-preference" });
  const page = await mount(small);
  const time = () => Number(page.find<HTMLInputElement>("#time").value);
  await page.pass(500);
  expect(time()).toBeGreaterThan(0);
  await commands.emulate({ reducedMotion: "reduce" });
  await page.painted();
  await page.pass(500); // the time is written at intervals
  const stopped = time();
  await page.pass(500);
  expect(time()).toBe(stopped);
});

for (const colorScheme of ["dark", "light"] as const)
  test(`forced colours reach the pictures, ${colorScheme}, and the chosen segment is seen`, async () => {
    await commands.emulate({ forcedColors: "active", colorScheme });
    const page = await mount(small);
    const ink = getComputedStyle(document.documentElement).getPropertyValue("--hnn").trim();
    expect(ink).toBe("LinkText");
    const [chosen, other] = ["total", "kinetic"].map(
      (kind) => getComputedStyle(page.find(`#energyKind-${kind} + span`)).backgroundColor,
    );
    expect(chosen).not.toBe(other);
    expect(await page.ink("#phase-portrait")).toBeGreaterThan(3000);
  });

test("the start of the phase portrait is moved by the arrow keys; Enter plays", async () => {
  const page = await mount(small);
  const start = () =>
    [0, 1].map((i) => Number(page.find<HTMLInputElement>(`[data-setting="x0.${i}"]`).value));
  const [q, p] = start() as [number, number];
  page.find("#phase-portrait").focus();
  await userEvent.keyboard("{ArrowLeft}{ArrowUp}");
  await page.settle();
  const [q1, p1] = start() as [number, number];
  expect(q1).toBeLessThan(q);
  expect(p1).toBeGreaterThan(p);
  await userEvent.keyboard("{Shift>}{ArrowRight}{/Shift}");
  await page.settle();
  expect(start()[0]).toBeGreaterThan(q); // a larger step
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expect(page.find("#play").getAttribute("aria-label")).toMatch(/Pause/);
  expect(document.activeElement?.id).toBe("phase-portrait");
  expect(page.host.link).toMatch(/x0=/);
});
