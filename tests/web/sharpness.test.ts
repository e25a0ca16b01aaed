// Pictures for files, for paper, and for another screen: as sharp as asked for, and back again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mount } from "./dom.js";

const { followPixelRatio, sharpness, Stage } = await import("../../web/src/drawing/stage.js");
const { whileSharp } = await import("../../web/src/charts/sharpen.js");
const { manualScheduler } = await import("../../web/src/base/scheduler.js");

class Observer {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, {
  ResizeObserver: Observer,
  IntersectionObserver: Observer,
  getComputedStyle: () => ({ getPropertyValue: () => "" }),
});

/** A picture of 100 × 50 CSS pixels that notes how finely it is painted. */
function pictureOf(paint: (ratio: number) => void) {
  const canvas = document.createElement("canvas");
  mount(canvas);
  for (const [name, value] of Object.entries({ clientWidth: 100, clientHeight: 50 }))
    Object.defineProperty(canvas, name, { value });
  const context = { setTransform() {}, clearRect() {} };
  canvas.getContext = (() => context) as unknown as typeof canvas.getContext;
  const stage = new Stage(canvas, manualScheduler(), () => paint(canvas.width / 100));
  // As the observers would report it.
  (stage as unknown as { fit(): void }).fit();
  return canvas;
}

test("paints a plot at high resolution for a file, then at the screen's own", () => {
  const ratios: number[] = [];
  const canvas = pictureOf((ratio) => ratios.push(ratio));
  assert.equal(
    whileSharp([canvas], 3, () => canvas.width),
    300,
  );
  assert.equal(canvas.width, 100);
  assert.deepEqual([ratios[0], ratios.at(-1)], [3, 1]);
});

// A picture that could not be painted had left the demand for three pixels per pixel behind, so that every picture of the
// page was painted nine times as large from then on.
test("restores the screen's resolution when a plot cannot be painted", () => {
  let isBroken = true;
  const ratios: number[] = [];
  const broken = pictureOf(() => {
    if (isBroken) throw new Error("no such picture");
  });
  const other = pictureOf((ratio) => ratios.push(ratio));
  assert.throws(() => whileSharp([broken, other], 3, () => assert.fail()), /no such picture/);
  assert.equal(sharpness(1), 1);
  assert.deepEqual([ratios[0], ratios.at(-1)], [3, 1]); // the other one has had its turn
  isBroken = false;
  assert.equal(
    whileSharp([broken], 2, () => broken.width),
    200,
  );
});

// A query about the resolution reports one change; after the first one nothing was heard of further screens.
test("reports every change of the device's pixel ratio until it is stopped", () => {
  const queries: { text: string; change: () => void }[] = [];
  const matchMedia = (text: string) => ({
    addEventListener: (
      _: string,
      act: () => void,
      { once, signal }: { once: boolean; signal: AbortSignal },
    ) => {
      assert.ok(once);
      queries.push({ text, change: () => !signal.aborted && act() });
    },
  });
  Object.assign(window, { matchMedia });
  const setRatio = (devicePixelRatio: number) =>
    Object.defineProperty(window, "devicePixelRatio", { value: devicePixelRatio, writable: true });
  const end = new AbortController();
  let repaints = 0;
  setRatio(1);
  followPixelRatio(() => repaints++, end.signal);
  setRatio(2);
  queries.at(-1)?.change();
  setRatio(1.5);
  queries.at(-1)?.change();
  assert.equal(repaints, 2);
  assert.deepEqual(
    queries.map(({ text }) => text),
    ["(resolution: 1dppx)", "(resolution: 2dppx)", "(resolution: 1.5dppx)"],
  );
  end.abort();
  queries.at(-1)?.change();
  assert.equal(repaints, 2);
});
