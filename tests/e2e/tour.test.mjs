// The guided tour: every lesson's experiment by its visible controls, right and wrong answers, and one's own work back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lessons } from "../../web/src/state/lessons.ts";
import {
  limit,
  press,
  ready,
  settledFingerprint,
  textOf,
  trained,
  violations,
  withPage,
} from "./support.mjs";

const reply = (browser) => textOf(browser, "#lesson-reply");
const answers = (browser) =>
  browser.evaluate(() =>
    [...document.querySelectorAll(".question input")].map(({ id }) => `#${id}`),
  );

test("the tour: seven lessons, judged by what was measured, and back to one's own run", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 30);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      const own = await settledFingerprint(browser);
      await press(browser, "#lessons");
      await browser.waitFor(() => document.querySelector("#lesson-title"));
      assert.equal(await browser.evaluate(() => document.activeElement.id), "lesson");
      await browser.waitFor(() => /lesson=1/.test(location.search));
      assert.deepEqual(await violations(browser), []);

      for (const [i] of lessons.entries()) {
        await browser.waitFor(
          (wanted) => document.querySelector(".lesson-head")?.textContent.includes(wanted),
          [`Lesson ${i + 1} of`],
        );
        await press(browser, "#lesson-begin");
        await browser.waitFor(
          () =>
            document.documentElement.dataset.state === "idle" &&
            Number(document.documentElement.dataset.stepHnn) === 0 &&
            !document.querySelector("#train").disabled,
        );
        const choices = await answers(browser);
        if (i !== 2) {
          // The truth's orbit needs no training; all else does.
          await press(browser, choices[0]);
          assert.match(await reply(browser), /No result yet/);
        }
        await press(browser, "#train");
        await browser.waitFor(
          () =>
            document.documentElement.dataset.state === "finished" &&
            [
              ...document.querySelectorAll(
                ".view:not([hidden]) :is(#chaos-status, #reversal-status)",
              ),
            ].every(({ textContent }) => /^Done/.test(textContent)),
          [],
          { interval: 300 },
        );
        if (lessons[i].id === "friction") {
          await press(browser, choices[0]);
          assert.match(await reply(browser), /Set the friction slider to 0/);
          await browser.evaluate(() => {
            const slider = document.querySelector("#friction");
            slider.value = "0";
            slider.dispatchEvent(new Event("input", { bubbles: true }));
          });
        }
        // One answer is right, the others are not, and the reply says what was found.
        const verdicts = [];
        await browser.waitFor(
          (first) => {
            document.querySelector(first).click();
            return !/No result yet/.test(document.querySelector("#lesson-reply").textContent);
          },
          [choices[0]],
          { interval: 500 },
        );
        for (const choice of choices) {
          await browser.evaluate((one) => {
            const input = document.querySelector(one);
            input.checked = false;
            input.click();
          }, choice);
          verdicts.push(await reply(browser));
        }
        const right = verdicts.filter((words) => words.startsWith("Correct."));
        const wrong = verdicts.filter((words) => words.startsWith("Not in this run."));
        assert.deepEqual(
          [right.length, wrong.length],
          [1, choices.length - 1],
          verdicts.join("\n"),
        );
        assert.ok(verdicts.every((words) => words.length > 30));
        if (i + 1 < lessons.length) await press(browser, "#lesson-next");
      }
      await browser.page.keyboard.press("Escape");
      await browser.evaluate(() => document.querySelector("#lesson")?.focus());
      await browser.page.keyboard.press("Escape");
      await browser.waitFor(() => !document.querySelector("#lesson"));
      await browser.waitFor(() => !/lesson|system/.test(location.search));
      // One's own network is back, to the bit.
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn").textContent === was,
        [own],
      );
      assert.deepEqual(browser.errors, []);
    },
    { query: "?v=1&hidden=16,16&steps=30" },
  ),
);
