// Loads the read-out of a chart when someone first points at its canvas or focuses it.

const offering = new WeakSet<HTMLCanvasElement>();

/** Values at the pointer and at the keys' place, as soon as somebody wants them. */
export function offerValues(canvas: HTMLCanvasElement) {
  if (offering.has(canvas)) return; // a chart is made anew with each theme
  offering.add(canvas);
  canvas.tabIndex = 0;
  // Who clicks on a slide goes on with the slide's keys.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  const begin = (event: Event) =>
    void import("./readOut.js").then(
      ({ readOutOf }) => readOutOf(canvas, event),
      () => {},
    );
  for (const name of ["pointermove", "focus"]) canvas.addEventListener(name, begin, { once: true });
}
