// Loads the read-out of a chart when its canvas is first pointed at or focused.

const offering = new WeakSet<HTMLCanvasElement>();

/** Shows the values at the pointer and at the position of the arrow keys, from the first use on. */
export function offerValues(canvas: HTMLCanvasElement) {
  if (offering.has(canvas)) return; // a chart is recreated for each theme
  offering.add(canvas);
  canvas.tabIndex = 0;
  // A click on a slide must leave the keys to the slide.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  const begin = (event: Event) =>
    void import("./readOut.js").then(
      ({ readOutOf }) => readOutOf(canvas, event),
      () => {},
    );
  for (const name of ["pointermove", "focus"]) canvas.addEventListener(name, begin, { once: true });
}
