// The values of a chart at the pointer and at the place of the arrow keys, whatever the theme, and under a scale.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  eventually,
  limit,
  passes,
  press,
  ready,
  trained,
  violations,
  withPage,
} from "./support.mjs";

/** What the box of a chart says: null where it is not shown. */
const readOut = (browser, name) =>
  browser.evaluate((id) => {
    const box = document.querySelector(`#${id}`).parentElement.querySelector(".read-out");
    if (!box || box.hidden) return null;
    const { left, right } = box.getBoundingClientRect();
    const around = box.parentElement.getBoundingClientRect();
    return {
      words: [...box.querySelectorAll("p")].map((row) => row.textContent),
      isInside: left >= around.left - 1 && right <= around.right + 1,
      colours: [getComputedStyle(box).color, getComputedStyle(box).backgroundColor],
    };
  }, name);

const timeOf = ({ words }) => Number(words[0].split(": ").at(-1));

async function pointAt(browser, name, share) {
  const box = await browser.evaluate((id) => {
    const canvas = document.querySelector(`#${id}`);
    canvas.scrollIntoView({ block: "center" });
    const { x, y, width, height } = canvas.getBoundingClientRect();
    return { x, y, width, height };
  }, name);
  for (const shift of [0, 1]) // the first move fetches what shows the values
    await browser.page.mouse.move(box.x + share * box.width + shift, box.y + box.height / 2);
}

/** Points until the box is shown (a page that takes a new size leaves the pointer behind) and `isGood`; what it says then. */
async function readAt(browser, name, share, isGood = () => true) {
  let read = null;
  return eventually(
    async () => {
      await pointAt(browser, name, share);
      read = await readOut(browser, name);
      return read && isGood(read) && read;
    },
    () => `${name} at ${share}: ${JSON.stringify(read)}`,
  );
}

test("values under the pointer and by the arrow keys", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const { page } = browser;
      await browser.resize(1200, 900);
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 40);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      await passes(browser, 1000);

      for (const theme of ["light", "dark", "projector"]) {
        await browser.evaluate((value) => {
          const select = document.querySelector("#theme");
          select.value = value;
          select.dispatchEvent(new Event("change"));
        }, theme);
        for (const name of ["energy-chart", "loss-chart"]) {
          for (const share of [0.4, 0.8]) {
            const { words, isInside, colours } = await readAt(browser, name, share);
            assert.ok(words.length >= 3 && isInside, `${theme} ${name}: ${words}`);
            for (const row of words) assert.match(row, /\d/, words.join());
            assert.notEqual(colours[0], colours[1]);
          }
          if (process.env.LOOK)
            await page.screenshot({ path: `${process.env.LOOK}/read-${theme}-${name}.png` });
        }
      }

      // The same place of a page that is scaled or zoomed has the same values.
      const size = () =>
        browser.evaluate(() => {
          const { width, height } = document.querySelector("#energy-chart");
          return `${width} × ${height}`;
        });
      const before = await size();
      const whole = timeOf(await readAt(browser, "energy-chart", 0.5));
      for (const [property, value] of [
        ["transform", "scale(0.5)"],
        ["zoom", "0.6"],
        ["zoom", "1.5"],
      ]) {
        await browser.evaluate(
          ([name, wanted]) => {
            document.body.style.setProperty(name, wanted);
            document.body.style.setProperty("transform-origin", "0 0");
          },
          [property, value],
        );
        // Charts take their new size by and by.
        const isSame = (read) => Math.abs(timeOf(read) - whole) < 0.7;
        await readAt(browser, "energy-chart", 0.5, isSame).catch((error) => {
          throw new Error(`${property} ${value}: wanted ${whole}`, { cause: error });
        });
        await browser.evaluate((name) => document.body.style.removeProperty(name), property);
      }

      await eventually(
        async () => (await size()) === before,
        () => `the chart does not come back to ${before}`,
      );

      // A click takes no keys; focus does, and only those that move.
      await page.mouse.down();
      await page.mouse.up();
      assert.notEqual(await browser.evaluate(() => document.activeElement.id), "energy-chart");
      await page.mouse.move(2, 2);
      await browser.waitFor(
        () => document.querySelector(".energy-chart-box .read-out").hidden === true,
      );
      await browser.evaluate(() => document.querySelector("#energy-chart").focus());
      await page.keyboard.press("ArrowRight");
      const first = await eventually(
        () => readOut(browser, "energy-chart"),
        () => "an arrow key shows no values",
      );
      for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
      assert.ok(timeOf(await readOut(browser, "energy-chart")) > timeOf(first));

      // In a narrower chart the cursor stays at its time.
      const there = timeOf(await readOut(browser, "energy-chart"));
      await browser.resize(900, 900);
      await eventually(
        async () => (await size()) !== before,
        () => "the chart does not follow the window",
      );
      await browser.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      const later = timeOf(await readOut(browser, "energy-chart"));
      assert.ok(Math.abs(later - there) < 0.7, `${there} became ${later}`);
      await page.keyboard.press("Home");
      assert.equal(timeOf(await readOut(browser, "energy-chart")), 0);
      assert.deepEqual(await violations(browser), []);
      await page.keyboard.press("Escape");
      assert.equal(await readOut(browser, "energy-chart"), null);
      assert.deepEqual(browser.errors, []);
    },
    { query: "?v=1&hidden=16,16&steps=40&trajectories=10&points=20" },
  ),
);
