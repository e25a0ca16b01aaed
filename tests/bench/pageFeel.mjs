// What the page's main thread feels while both networks train in Chromium: its long tasks and its frames.

import { buildSite } from "../../web/scripts/build.mjs";
import { ready, withPage } from "../e2e/support.mjs";
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

/** Trains for so many seconds; gives the durations that were seen. */
async function watched(seconds) {
  await buildSite();
  return withPage("chromium", async ({ browser }) => {
    await ready(browser);
    await browser.evaluate(watch);
    await browser.click("#train");
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return browser.evaluate(() => globalThis.seen);
  });
}

/** One result for the tasks, one for the frames; or one that says why there are none. */
export async function pageFeel(seconds, say) {
  say("page …");
  const common = { race: "page", place: "chromium", peer: "hnn-lab", seconds };
  let seen;
  try {
    seen = await watched(seconds);
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
  ];
}
