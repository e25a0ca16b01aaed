// The device's preferences (colours, contrast, reduced motion), and files: dropped on the page or downloaded.
import { make } from "../base/dom.js";
import { followPixelRatio } from "../drawing/stage.js";
import type { Theme } from "../state/experiment.js";

const lessMotion = "(prefers-reduced-motion: reduce)";
const looks = [
  "(prefers-color-scheme: dark)",
  "(forced-colors: active)",
  "(prefers-contrast: more)",
];

export function wantsLessMotion(): boolean {
  return window.matchMedia(lessMotion).matches;
}

export function applyTheme(face: HTMLElement, theme: Theme) {
  if (theme === "auto") delete face.dataset.theme;
  else face.dataset.theme = theme;
}

export function followDevice(events: { repaint(): void; stopMotion(): void }, signal: AbortSignal) {
  for (const query of looks)
    window.matchMedia(query).addEventListener("change", () => events.repaint(), { signal });
  followPixelRatio(() => events.repaint(), signal);
  const motion = window.matchMedia(lessMotion);
  const stop = () => {
    if (motion.matches) events.stopMotion();
  };
  motion.addEventListener("change", stop, { signal });
}

/** Keeps the focused element clear of the bar at the window's lower edge, at any height of the bar. */
export function keepClearOf(bar: HTMLElement, signal: AbortSignal) {
  const observer = new ResizeObserver(() => {
    const height = bar.offsetHeight;
    document.documentElement.style.scrollPaddingBottom = `${height + 8}px`;
    const focused = document.activeElement;
    if (!focused || focused === document.body || bar.contains(focused)) return;
    const { top, bottom } = focused.getBoundingClientRect();
    const edge = window.innerHeight - height;
    // Does not scroll back what the visitor has scrolled away.
    if (top < window.innerHeight && bottom > edge && bottom - top < edge)
      focused.scrollIntoView({ block: "nearest" });
  });
  observer.observe(bar);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** While files are dragged over the page it shows `invitation`. */
export function acceptDrops(
  root: HTMLElement,
  invitation: string,
  take: (files: FileList) => void,
  signal: AbortSignal,
) {
  const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  const invite = (event: DragEvent) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    root.dataset.drop = invitation;
  };
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) delete root.dataset.drop;
  };
  const drop = (event: DragEvent) => {
    delete root.dataset.drop;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  root.addEventListener("dragover", invite, { signal });
  root.addEventListener("dragleave", leave, { signal });
  root.addEventListener("drop", drop, { signal });
}

export function download(name: string, content: string | Blob, type: string) {
  const link = make("a", {
    href: URL.createObjectURL(new Blob([content], { type })),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
