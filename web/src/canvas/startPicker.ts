// Sets the start of trajectories by pointer, touch and keys on the phase portrait: the ring is dragged, a press elsewhere
// moves it there, arrow keys move it, Enter or Space restarts the animation.

import { type Scale, toPixel, toValue } from "../drawing/scale.js";
import type { Stage } from "../drawing/stage.js";

export interface PickerPlace {
  x: Scale;
  y: Scale;
  /** The ring, in units of the axes. */
  start: [number, number];
  /** Width and height, of which arrow keys move a share, in the same units. */
  span: [number, number];
}

export interface PickerEvents {
  /** `done` is false while the ring is still being dragged. */
  move(x: number, y: number, done: boolean): void;
  launch(): void;
}

const grabRadius = 16; // px
const fingerRadius = 26;
const frameRoom = 4; // px around the axes where a press still counts
const stride = 0.02; // share of the span
const longStride = 0.1;

export class StartPicker {
  private isDragging = false;

  constructor(
    private readonly stage: Stage,
    /** null: nothing is shown yet. */
    private readonly place: () => PickerPlace | null,
    private readonly events: PickerEvents,
  ) {
    const { canvas } = stage;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("pointercancel", () => {
      this.isDragging = false;
    });
    canvas.addEventListener("touchstart", (event) => this.hold(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  private press(event: PointerEvent) {
    const place = this.place();
    if (!place || event.button !== 0) return;
    const { x, y } = place;
    const { px, py } = this.stage.pointAt(event);
    const isOutside =
      px < x.from - frameRoom ||
      px > x.to + frameRoom ||
      py > y.from + frameRoom ||
      py < y.to - frameRoom;
    if (isOutside) return;
    const isFinger = event.pointerType === "touch";
    const isOnRing = this.distance(place, px, py) <= (isFinger ? fingerRadius : grabRadius);
    // A finger on the picture scrolls the page, unless it starts on the ring; a mouse may press anywhere.
    if (isFinger && !isOnRing) return;
    this.isDragging = true;
    this.stage.canvas.setPointerCapture(event.pointerId);
    if (!isOnRing) this.moveTo(px, py, false);
  }

  /** A finger that starts on the ring drags it instead of scrolling the page. */
  private hold(event: TouchEvent) {
    const place = this.place();
    const touch = event.touches[0];
    if (!place || !touch || event.touches.length > 1) return;
    const { px, py } = this.stage.pointAt(touch);
    if (this.distance(place, px, py) <= fingerRadius) event.preventDefault();
  }

  private drag(event: PointerEvent) {
    if (!this.isDragging) return;
    const { px, py } = this.stage.pointAt(event);
    this.moveTo(px, py, false);
  }

  private release(event: PointerEvent) {
    if (!this.place() || (!this.isDragging && event.pointerType !== "touch")) return;
    this.isDragging = false;
    const { px, py } = this.stage.pointAt(event);
    this.moveTo(px, py, true);
    this.events.launch();
  }

  private key(event: KeyboardEvent) {
    const place = this.place();
    if (!place) return;
    if (event.key === "Enter" || event.key === " ") {
      this.events.launch();
      event.preventDefault();
      return;
    }
    const share = event.shiftKey ? longStride : stride;
    const [dx, dy] = [place.span[0] * share, place.span[1] * share];
    const strides: Record<string, [number, number]> = {
      ArrowLeft: [-dx, 0],
      ArrowRight: [dx, 0],
      ArrowUp: [0, dy],
      ArrowDown: [0, -dy],
    };
    const by = strides[event.key];
    if (!by) return;
    const [x, y] = place.start;
    this.moveTo(toPixel(place.x, x + by[0]), toPixel(place.y, y + by[1]), true);
    event.preventDefault();
  }

  /** Pixels between a place and the ring. */
  private distance({ x, y, start }: PickerPlace, px: number, py: number): number {
    return Math.hypot(px - toPixel(x, start[0]), py - toPixel(y, start[1]));
  }

  private moveTo(px: number, py: number, done: boolean) {
    const place = this.place();
    if (!place) return;
    const { x, y } = place;
    this.events.move(valueOn(x, px), valueOn(y, py), done);
  }
}

/** Within the axis range, rounded to a thousandth of it. */
export function valueOn(scale: Scale, pixel: number): number {
  const value = Math.min(scale.max, Math.max(scale.min, toValue(scale, pixel)));
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(scale.max - scale.min)));
  return Number(value.toFixed(decimals)) + 0; // no negative zero
}
