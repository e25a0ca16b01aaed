// What the visitor's device asks for: colours, contrast, less motion; files dropped on the page; files given away.
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

/** What has the focus keeps clear of the bar at the window's lower edge, however high it is. */
export function keepClearOf(bar: HTMLElement, signal: AbortSignal) {
  const observer = new ResizeObserver(() => {
    const height = bar.offsetHeight;
    document.documentElement.style.scrollPaddingBottom = `${height + 8}px`;
    const focused = document.activeElement;
    if (!focused || focused === document.body || bar.contains(focused)) return;
    const { top, bottom } = focused.getBoundingClientRect();
    const edge = window.innerHeight - height;
    // What the visitor has scrolled away stays away.
    if (top < window.innerHeight && bottom > edge && bottom - top < edge)
      focused.scrollIntoView({ block: "nearest" });
  });
  observer.observe(bar);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** While files hover over the page it says `invitation`. */
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
