// A canvas that stays sharp (device pixels), follows the size of its box, knows whether it is on screen, and
// is painted at most once a frame, only when something asked for it.

export class Stage {
  readonly canvas: HTMLCanvasElement;
  /** In CSS pixels. */
  width = 0;
  height = 0;
  private visible = true;
  private dirty = false;
  private frame = 0;
  private readonly observers: { disconnect(): void }[] = [];

  constructor(
    canvas: HTMLCanvasElement,
    private readonly paint: (g: CanvasRenderingContext2D, width: number, height: number) => void,
    private readonly resized: () => void = () => {},
  ) {
    this.canvas = canvas;
    const size = new ResizeObserver(() => this.fit());
    size.observe(canvas);
    const sight = new IntersectionObserver((entries) => {
      this.visible = entries.some((entry) => entry.isIntersecting);
      if (this.visible && this.dirty) this.request();
    });
    sight.observe(canvas);
    this.observers.push(size, sight);
  }

  get ratio(): number {
    return Math.min(4, Math.max(1, window.devicePixelRatio || 1));
  }

  /** Paints in the next frame, or as soon as the canvas comes into sight. */
  request() {
    this.dirty = true;
    if (this.frame === 0 && this.visible) this.frame = requestAnimationFrame(() => this.now());
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    for (const observer of this.observers) observer.disconnect();
  }

  private fit() {
    const box = this.canvas.getBoundingClientRect();
    const width = Math.round(box.width);
    const height = Math.round(box.height);
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
    this.now(); // at once: setting the size has cleared the canvas
  }

  private now() {
    this.frame = 0;
    if (!this.dirty || this.width === 0) return;
    const g = this.canvas.getContext("2d");
    if (!g) return;
    this.dirty = false;
    g.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    g.clearRect(0, 0, this.width, this.height);
    this.paint(g, this.width, this.height);
  }
}

/** A picture kept for later frames; painted anew only after `spoil`. */
export class Layer {
  private readonly canvas = document.createElement("canvas");
  private fresh = false;

  spoil() {
    this.fresh = false;
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
    if (!this.fresh || this.canvas.width !== columns || this.canvas.height !== rows) {
      this.canvas.width = columns;
      this.canvas.height = rows;
      const own = this.canvas.getContext("2d");
      if (!own) return;
      own.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(own);
      this.fresh = true;
    }
    g.drawImage(this.canvas, 0, 0, width, height);
  }
}
