// The ring of the phase portrait by keys and pointer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mount, press } from "./dom.js";

const { StartPicker, valueOn } = await import("../../web/src/canvas/startPicker.js");
type Stage = import("../../web/src/drawing/stage.js").Stage;

/** A picture of 400 × 200 px: 0 … 4 to the right, −1 … 1 upwards. */
function pickerAt(start: [number, number]) {
  const canvas = document.createElement("canvas");
  canvas.setPointerCapture = () => {};
  mount(canvas);
  const stage = {
    canvas,
    pointAt: ({ clientX, clientY }: { clientX: number; clientY: number }) => ({
      px: clientX,
      py: clientY,
    }),
  } as unknown as Stage;
  const moves: [number, number, boolean][] = [];
  let launches = 0;
  const now = { start };
  new StartPicker(
    stage,
    () => ({
      x: { min: 0, max: 4, from: 0, to: 400 },
      y: { min: -1, max: 1, from: 200, to: 0 },
      start: now.start,
      span: [4, 2],
    }),
    {
      move: (x, y, done) => {
        moves.push([x, y, done]);
        now.start = [x, y];
      },
      launch: () => launches++,
    },
  );
  const point = (type: string, clientX: number, clientY: number, pointerType = "mouse") => {
    const event = new MouseEvent(type, { clientX, clientY, button: 0, bubbles: true });
    Object.assign(event, { pointerType, pointerId: 1 });
    canvas.dispatchEvent(event);
  };
  return { canvas, moves, point, launchCount: () => launches };
}

test("moves the start by arrow keys, further with Shift, and never out of the picture", () => {
  const { canvas, moves } = pickerAt([3.95, 0]);
  press(canvas, "ArrowUp");
  press(canvas, "ArrowUp"); // goes on from the first, before the page has answered
  press(canvas, "ArrowRight");
  assert.deepEqual(moves, [
    [3.95, 0.04, true],
    [3.95, 0.08, true],
    [4, 0.08, true],
  ]);
  assert.equal(press(canvas, "Tab"), true); // other keys belong to the page
  assert.equal(moves.length, 3);
});

test("restarts the animation with Enter and Space", () => {
  const { canvas, launchCount } = pickerAt([1, 0]);
  press(canvas, "Enter");
  press(canvas, " ");
  assert.equal(launchCount(), 2);
});

test("drags the ring, or moves it to where the mouse presses, and restarts the animation on release", () => {
  const { moves, point, launchCount } = pickerAt([1, 0]);
  point("pointermove", 300, 50); // nothing is held yet
  assert.deepEqual(moves, []);
  point("pointerdown", 300, 50);
  point("pointermove", 310, 60);
  point("pointerup", 320, 70);
  assert.deepEqual(moves, [
    [3, 0.5, false],
    [3.1, 0.4, false],
    [3.2, 0.3, true],
  ]);
  assert.equal(launchCount(), 1);
});

test("scrolls the page when a finger misses the ring", () => {
  const { moves, point } = pickerAt([1, 0]);
  point("pointerdown", 300, 50, "touch");
  point("pointermove", 300, 20, "touch");
  assert.deepEqual(moves, []);
  point("pointerdown", 110, 110, "touch"); // on the ring at (100, 100)
  point("pointermove", 200, 100, "touch");
  assert.deepEqual(moves, [[2, 0, false]]);
});

test("reads values with the decimals that the axis needs, and no negative zero", () => {
  assert.equal(valueOn({ min: -1.5, max: 1.5, from: 0, to: 300 }, 150), 0);
  assert.ok(Object.is(valueOn({ min: -1, max: 1, from: 200, to: 0 }, 100), 0));
  assert.equal(valueOn({ min: 0, max: 4000, from: 0, to: 300 }, 100), 1333);
});
