// Printing uses light colours and a higher resolution than the screen: plots are redrawn accordingly, in any theme.
import { sharpen } from "../charts/sharpen.js";
import type { Host } from "./host.js";

/** Device pixels per CSS pixel: about 300 dpi. */
const printed = 3;

export function followPrinting(host: Host, repaint: () => void, signal: AbortSignal) {
  const { face, root } = host;
  let theme: string | undefined;
  let isPrinting = false;
  const draw = (ratio: number) => {
    repaint();
    sharpen(root.querySelectorAll("canvas"), ratio);
  };
  window.addEventListener(
    "beforeprint",
    () => {
      if (isPrinting) return;
      isPrinting = true;
      theme = face.dataset.theme;
      face.dataset.theme = "light";
      draw(printed);
    },
    { signal },
  );
  window.addEventListener(
    "afterprint",
    () => {
      isPrinting = false;
      if (theme === undefined) delete face.dataset.theme;
      else face.dataset.theme = theme;
      draw(1);
    },
    { signal },
  );
}
