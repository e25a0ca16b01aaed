// Where things stand: the document never scrolls beyond the page, at any size, no button moves under the pointer, and every label
// can be read.
import { expect, test } from "vitest";
import { frameProblems, widthOfDocument, windows } from "./look.js";
import { mount } from "./mount.js";

const small = "hidden=8,8&trajectories=5&points=8&steps=40";

// Inputs of the segmented controls and of files were positioned beyond the scroller that holds them and lengthened the document:
// the first wheel at the end of a column cut the header off and left a blank band below the bar.
for (const query of [
  "theme=light",
  "theme=dark&lesson=3",
  "view=orbits&system=two-body&theme=projector",
  "view=chaos&system=henon-heiles",
  "view=reversal&contestants=hnn,baseline,sampled-hnn,sampled-baseline",
])
  test(`the document is as large as the window, or on a phone as the page: ${query}`, async () => {
    const page = await mount(`?v=1&${small}&${query}`);
    for (const [width, height] of windows) {
      await page.resize(width, height);
      expect(frameProblems(width, height), `${width} × ${height}`).toEqual([]);
    }
  });

// Labels changed ("Train both networks", "Train", "Train on") and with them the places of all buttons behind them.
test("no button of the bar moves when training begins, pauses and is reset, nor when a notice appears", async () => {
  const page = await mount("?v=1&hidden=8,8&trajectories=5&points=10&steps=100000");
  const places = () =>
    page.all(".training-bar button").flatMap((button) => {
      const { left, right, top, bottom } = button.getBoundingClientRect();
      return [left, right, top, bottom];
    });
  for (const [width, height] of [
    [1280, 720],
    [820, 1180],
    [360, 740],
  ] as const) {
    await page.resize(width, height);
    const before = places();
    // Half a pixel: edges that lie between two pixels are not always the same to the last digit.
    const stay = (when: string) => {
      const now = places();
      expect(now.length).toBe(before.length);
      const moved = now.map((edge, i) => Math.abs(edge - (before[i] as number)));
      expect(Math.max(...moved), `${when}, ${width} px`).toBeLessThan(0.5);
    };
    page.find("#train").click();
    await page.pass(100);
    expect(page.state).toBe("training");
    stay("training");
    page.find("#pause").click();
    await page.settle();
    expect(page.state).toBe("paused");
    stay("paused");
    await page.press("#reset");
    expect(page.state).toBe("idle");
    expect(page.root.querySelector("#notice-run-action")).not.toBe(null);
    stay("reset");
    if (width > 800) {
      const notice = page.find(".notice").getBoundingClientRect();
      const layout = page.find(".layout").getBoundingClientRect();
      expect(notice.top, "a notice lies over the pictures").toBeGreaterThanOrEqual(
        layout.bottom - 1,
      );
    }
  }
});

test("two bodies: every label is readable, and the smallest window holds the page", async () => {
  const page = await mount(`?v=1&system=two-body&${small}`);
  const words = page.root.textContent ?? "";
  expect(words).not.toMatch(/[qp]_[xy]\d/);
  expect(words).toMatch(/x₁ start/);
  for (const [width, height] of [
    [320, 256],
    [480, 320],
    [740, 360],
  ] as const) {
    await page.resize(width, height);
    expect(widthOfDocument(), `${width} × ${height}`).toBeLessThanOrEqual(width);
  }
});
