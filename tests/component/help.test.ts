// Help texts: in a popover beside their button, by pointer, touch and keyboard.
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { text } from "../../web/src/catalogue/strings.js";
import { fieldHelp } from "../../web/src/catalogue/strings.later.js";
import { mount } from "./mount.js";

const query = "?v=1&hidden=8,8&steps=20&trajectories=6&points=8";

/** The help button of a field and its text. */
function helpOf(root: HTMLElement, setting: string) {
  const field = root.querySelector(`[data-setting="${setting}"]`)?.closest(".field");
  const button = field?.querySelector<HTMLButtonElement>(".help");
  const help = field?.querySelector<HTMLElement>(".help-text");
  if (!button || !help) throw new Error(`no help for ${setting}`);
  return { button, help, isOpen: () => help.matches(":popover-open") };
}

test("a help text opens over the page and leaves every field in its place", async () => {
  const page = await mount(query);
  const { button, help, isOpen } = helpOf(page.root, "noise");
  const next = helpOf(page.root, "trajectories");
  button.scrollIntoView({ block: "center" });
  const before = next.button.getBoundingClientRect().top;
  expect(isOpen()).toBe(false);
  expect(help.checkVisibility()).toBe(false);
  await userEvent.click(button);
  expect(isOpen()).toBe(true);
  await page.until(
    () => help.textContent === fieldHelp.noise,
    () => "the explanation of noise",
  );
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(next.button.getBoundingClientRect().top).toBe(before);
  await userEvent.click(button);
  expect(isOpen()).toBe(false);
  expect(button.getAttribute("aria-expanded")).toBe("false");
});

test("the keyboard opens a help text, and Escape closes it and keeps the focus", async () => {
  const page = await mount(query);
  const { button, isOpen } = helpOf(page.root, "noise");
  expect(button.getAttribute("aria-label")).toMatch(text.helpFor("").trim());
  button.focus();
  await userEvent.keyboard("{Enter}");
  expect(isOpen()).toBe(true);
  await userEvent.keyboard("{Escape}");
  expect(isOpen()).toBe(false);
  expect(document.activeElement).toBe(button);
});

test("one help text is open at a time, and scrolling closes it", async () => {
  const page = await mount(query);
  const first = helpOf(page.root, "noise");
  const second = helpOf(page.root, "trajectories");
  first.button.focus();
  await userEvent.keyboard("{Enter}");
  second.button.focus();
  await userEvent.keyboard("{Enter}");
  expect([first.isOpen(), second.isOpen()]).toEqual([false, true]);
  document.dispatchEvent(new Event("scroll"));
  expect(second.isOpen()).toBe(false);
});

test("a help text stays inside a window of 320 pixels", async () => {
  const page = await mount(query, { width: 320, height: 640 });
  for (const setting of ["noise", "trajectories", "steps"]) {
    const { button, help, isOpen } = helpOf(page.root, setting);
    button.closest("details")?.setAttribute("open", "");
    button.scrollIntoView({ block: "center" });
    button.focus();
    await page.until(
      () => help.textContent !== "",
      () => `the explanation of ${setting}`,
    );
    help.showPopover();
    const box = help.getBoundingClientRect();
    expect(isOpen()).toBe(true);
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(320);
    expect(box.top).toBeGreaterThanOrEqual(0);
    expect(box.bottom).toBeLessThanOrEqual(640);
    help.hidePopover();
  }
});
