// What a visitor feels in Chromium: the page's long tasks and its frames while both networks train, and how long it takes
// from a click on "Solve" to the picture.

import { buildSite } from "../../web/scripts/build.mjs";
import { ready, withPage } from "../browsers/page.mjs";
import { spread } from "./statistics.mjs";

/** In the page: remembers tasks of 50 ms and more, which are those that Chromium reports, and every frame. */
function watch() {
  const seen = { tasks: [], frames: [] };
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** The page as a visitor has it, with all that moves. */
const visit = (use) => withPage("chromium", use, { motion: true });

/** Trains for so many seconds; gives the durations that were seen. */
async function watched(seconds) {
  await buildSite();
  return visit(async ({ browser }) => {
    await ready(browser);
    await browser.evaluate(watch);
    await browser.click("#train");
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return browser.evaluate(() => globalThis.seen);
  });
}

const visits = 5;

/** Milliseconds from the click to the picture of the solved pendulum, as the page says them, of fresh visits. */
async function clickToPicture() {
  const times = [];
  for (let i = 0; i < visits; i++) {
    const words = await visit(async ({ browser }) => {
      await ready(browser);
      await browser.click("#solve");
      await browser.waitFor(() =>
        /\d ms/.test(document.querySelector("#solve-status").textContent),
      );
      return browser.evaluate(() => document.querySelector("#solve-status").textContent);
    });
    times.push(Number(/([\d,]+) ms/.exec(words)[1].replaceAll(",", "")));
  }
  return times;
}

/** Results for tasks, frames and solving; or one that says why there are none. */
export async function pageFeel(seconds, say) {
  say("page …");
  const common = { race: "page", place: "chromium", peer: "hnn-lab", seconds };
  let seen, solving;
  try {
    seen = await watched(seconds);
    solving = await clickToPicture();
  } catch (error) {
    say(`  page: ${error.message}`);
    return [{ ...common, work: "frames", failed: error.message }];
  }
  const { tasks, frames } = seen;
  const none = { median: 0, min: 0, max: 0 };
  return [
    {
      ...common,
      ...{ work: "long tasks", form: "both networks training", n: tasks.length },
      ms: tasks.length > 0 ? spread(tasks, 1) : none,
    },
    {
      ...common,
      ...{ work: "frames", form: "both networks training", n: frames.length },
      ms: spread(frames, 1),
    },
    {
      ...common,
      ...{ work: "click to picture", form: "solving the pendulum at once", n: visits },
      ms: spread(solving, 0),
    },
  ];
}
