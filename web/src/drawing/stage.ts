// A canvas that stays sharp (device pixels), follows the size of its box, detects whether it is on screen, and
// is painted at most once per frame, only on request.
import type { Cancel, Kind, Scheduler } from "../base/scheduler.js";

/** How large an element is on the screen, as a multiple of its own CSS pixels. */
export function scaleOf(element: HTMLElement): number {
  const own = element.offsetWidth;
  const scale = own > 0 ? element.getBoundingClientRect().width / own : 1;
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}

/** How much larger than usual lines and letters of pictures are: on a projector. */
export function pictureZoom(canvas: HTMLCanvasElement): number {
  return Number(getComputedStyle(canvas).getPropertyValue("--picture-zoom")) || 1;
}

/** Distance from the window within which a plot is painted, so that it is ready when scrolled into view. */
const near = "100px";

let least = 1;

/** Device pixels per CSS pixel for a sharp plot on the screen or in an exported image. */
export function sharpness(scale: number): number {
  return Math.min(4, Math.max(least, (window.devicePixelRatio || 1) * scale));
}

/** Sets the minimum of device pixels per CSS pixel for plots drawn from now on: for printing and files. */
export function demandSharpness(ratio: number) {
  least = ratio;
}

/**
 * Calls `act` when the window has come to a screen of other pixels, or was zoomed, until `signal` is aborted. A media query for
 * the resolution reports one change only, so each change installs the next query.
 */
export function followPixelRatio(act: () => void, signal: AbortSignal) {
  const ask = () => {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`);
    const changed = () => {
      ask();
      act();
    };
    query.addEventListener("change", changed, { once: true, signal });
  };
  ask();
}

const stages = new WeakMap<HTMLCanvasElement, Stage>();

export function stageOf(canvas: HTMLCanvasElement): Stage | undefined {
  return stages.get(canvas);
}

export class Stage {
  readonly canvas: HTMLCanvasElement;
  /** In CSS pixels, or in larger ones where pictures are. */
  width = 0;
  height = 0;
  /** Of the canvas on the screen to its own CSS pixels: a transform or zoom of what it lies in, as slides have. */
  private scale = 1;
  private zoom = 1;
  /** True in or near the window; false before the first observation. */
  private visible = false;
  private dirty = false;
  private frame: { kind: Kind; cancel: Cancel } | null = null;
  private readonly observers: { disconnect(): void }[] = [];

  constructor(
    canvas: HTMLCanvasElement,
    private readonly scheduler: Scheduler,
    private readonly paint: (g: CanvasRenderingContext2D, width: number, height: number) => void,
    private readonly resized: () => void = () => {},
  ) {
    this.canvas = canvas;
    stages.set(canvas, this);
    const size = new ResizeObserver(() => this.fit());
    size.observe(canvas);
    const sight = new IntersectionObserver(
      (entries) => {
        this.visible = entries.at(-1)?.isIntersecting ?? false;
        if (this.visible && this.dirty) this.request();
      },
      { rootMargin: near },
    );
    sight.observe(canvas);
    this.observers.push(size, sight);
  }

  get ratio(): number {
    return sharpness(this.scale * this.zoom);
  }

  /** A place on the screen in the canvas's own CSS pixels, right under transforms and zoom, too. */
  pointAt({ clientX, clientY }: { clientX: number; clientY: number }): { px: number; py: number } {
    const box = this.canvas.getBoundingClientRect();
    return {
      px: ((clientX - box.left) / box.width) * this.width,
      py: ((clientY - box.top) / box.height) * this.height,
    };
  }

  /** Paints in the next frame, or as soon as the canvas comes into sight; "background" for a frame of an animation. */
  request(kind: Kind = "work") {
    this.dirty = true;
    if (!this.visible || this.frame?.kind === "work" || this.frame?.kind === kind) return;
    this.frame?.cancel();
    this.frame = { kind, cancel: this.scheduler.frame(() => this.now(), kind) };
  }

  /** Paints immediately, at the current resolution. */
  repaint() {
    if (this.width === 0) return;
    this.fit();
    this.dirty = true;
    this.now();
  }

  dispose() {
    this.frame?.cancel();
    for (const observer of this.observers) observer.disconnect();
  }

  private fit() {
    this.zoom = pictureZoom(this.canvas);
    const width = Math.round(this.canvas.clientWidth / this.zoom);
    const height = Math.round(this.canvas.clientHeight / this.zoom);
    this.scale = scaleOf(this.canvas);
    const ratio = this.ratio;
    if (width === 0 || height === 0) return;
    if (
      width === this.width &&
      height === this.height &&
      this.canvas.width === Math.round(width * ratio)
    )
      return;
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.resized();
    this.dirty = true;
    if (this.visible) this.now(); // immediately, because setting the size has cleared the canvas
  }

  private now() {
    this.frame?.cancel();
    this.frame = null;
    if (!this.dirty || this.width === 0) return;
    // A ResizeObserver does not report transforms or changes of device pixels.
    const isScaled = Math.abs(scaleOf(this.canvas) - this.scale) > 0.01 * this.scale;
    const isFiner = this.canvas.width !== Math.round(this.width * this.ratio);
    if (isScaled || isFiner || pictureZoom(this.canvas) !== this.zoom) this.fit();
    const g = this.canvas.getContext("2d");
    if (!g) return;
    this.dirty = false;
    g.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    g.clearRect(0, 0, this.width, this.height);
    this.paint(g, this.width, this.height);
  }
}

/**
 * A picture kept for later frames. Repainted only after `spoil`, and no more often than
 * its pause allows while data arrive: dashed lines by the thousand take the processor tens of milliseconds where no graphics card helps.
 */
export class Layer {
  private readonly canvas = document.createElement("canvas");
  private stale: "no" | "soon" | "now" = "now";
  private paintedAt = Number.NEGATIVE_INFINITY;
  private timer: Cancel | null = null;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly pause: number, // ms
    private readonly request: () => void,
  ) {}

  spoil(urgency: "soon" | "now") {
    if (this.stale !== "now") this.stale = urgency;
  }

  draw(
    g: CanvasRenderingContext2D,
    width: number,
    height: number,
    ratio: number,
    paint: (g: CanvasRenderingContext2D) => void,
  ) {
    const columns = Math.round(width * ratio);
    const rows = Math.round(height * ratio);
    if (this.canvas.width !== columns || this.canvas.height !== rows) this.stale = "now";
    if (this.isDue()) {
      this.canvas.width = columns;
      this.canvas.height = rows;
      const own = this.canvas.getContext("2d");
      if (!own) return;
      own.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(own);
      this.stale = "no";
      this.paintedAt = this.scheduler.now();
    }
    g.drawImage(this.canvas, 0, 0, width, height);
  }

  private isDue(): boolean {
    if (this.stale !== "soon") return this.stale === "now";
    const wait = this.paintedAt + this.pause - this.scheduler.now();
    if (wait <= 0) return true;
    this.timer ??= this.scheduler.after(wait, () => {
      this.timer = null;
      this.request();
    });
    return false;
  }
}
