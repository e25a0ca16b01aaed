// The guided tour: every lesson's experiment by its visible controls, right and wrong answers, and one's own work back.
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { tourText } from "../../web/src/catalogue/strings.later.js";
import { lessons } from "../../web/src/state/lessons.js";
import { violations } from "./look.js";
import { mount, type Page } from "./mount.js";

const own = "?v=1&hidden=8,8&trajectories=6&points=8&steps=30";

const reply = (page: Page) => page.text("#lesson-reply");
const choices = (page: Page) => page.all(".question input") as HTMLInputElement[];

async function choose(page: Page, input: HTMLInputElement) {
  input.checked = false;
  input.click();
  await page.settle();
}

/** The lesson's experiment, smaller than it is: what is right follows from what was measured, however little was learned. */
async function setUp(page: Page) {
  await page.press("#lesson-begin");
  expect(page.step()).toBe("0");
  page.openDetails();
  page.write('[data-setting="hidden"]', "8, 8");
  await page.fill('[data-setting="steps"]', "40");
}

for (const [i, lesson] of lessons.entries())
  test(`lesson ${i + 1}, ${lesson.id}: one answer is right by what was measured, and the reply says what that is`, async () => {
    const page = await mount(`${own}&lesson=${i + 1}`);
    expect(page.text(".lesson-head")).toContain(
      tourText.count(String(i + 1), String(lessons.length)),
    );
    expect(await violations()).toEqual([]);
    await setUp(page);
    // The truth's orbit needs no training; all else does.
    if (lesson.id !== "orbits") {
      await choose(page, choices(page)[0] as HTMLInputElement);
      expect(reply(page)).toContain(tourText.tryFirst);
    }
    await page.train();
    if (lesson.id === "friction") {
      await choose(page, choices(page)[0] as HTMLInputElement);
      expect(reply(page)).toMatch(/Set the friction slider to 0/);
      const slider = page.find<HTMLInputElement>("#friction");
      slider.value = "0";
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await page.settle();
    }
    const verdicts: string[] = [];
    for (const input of choices(page)) {
      await choose(page, input);
      verdicts.push(reply(page));
    }
    expect(verdicts.filter((words) => words.startsWith(tourText.right))).toHaveLength(1);
    expect(verdicts.filter((words) => words.startsWith(tourText.wrong))).toHaveLength(
      verdicts.length - 1,
    );
    for (const words of verdicts) expect(words.length).toBeGreaterThan(30);
  });

test("the tour opens with the focus in it, leads from lesson to lesson, and Escape brings one's own work back", async () => {
  const page = await mount(own);
  await page.train();
  const print = page.text("#fingerprint-hnn");
  await page.press("#lessons");
  expect(document.activeElement?.id).toBe("lesson");
  expect(page.host.link).toMatch(/lesson=1/);
  await setUp(page);
  await page.press("#lesson-next");
  expect(page.text(".lesson-head")).toContain(tourText.count("2", String(lessons.length)));
  await setUp(page);
  page.find("#lesson").focus();
  await userEvent.keyboard("{Escape}");
  await page.settle();
  expect(page.root.querySelector("#lesson")).toBe(null);
  expect(page.host.link).not.toMatch(/lesson|system/);
  expect(page.text("#fingerprint-hnn")).toBe(print);
});
