// What a dashboard listens to beyond its own elements: device, window, keyboard, dropped files. All of it ends with a signal,
// because an element's root outlives its dashboard.

import { debounce, type Scheduler } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";
import { scaleOf } from "../drawing/stage.js";
import { type TakeRequest, takeEvent } from "../panels/figure.js";
import { acceptDrops, followDevice } from "./device.js";
import type { Files } from "./files.js";
import type { Host } from "./host.js";
import type { Later } from "./later.js";
import { followPrinting } from "./printing.js";
import type { Session } from "./session/session.js";
import { followUndoKeys } from "./undoKeys.js";

const scalePause = 200; // ms

export interface ListenerParts {
  host: Host;
  scheduler: Scheduler;
  session: Session;
  files: Later<Files>;
  repaint(): void;
  stopMotion(): void;
  /** The page is hidden, and may be closed. */
  save(): void;
}

export function listenTo(parts: ListenerParts, signal: AbortSignal) {
  const { host, session, files, repaint } = parts;
  const { root } = host;
  followDevice(parts, signal);
  followScale(parts, signal);
  followPrinting(host, repaint, signal);
  const saveWhenLeft = () => {
    if (document.hidden) parts.save();
  };
  document.addEventListener("visibilitychange", saveWhenLeft, { signal });
  const takeAway = (event: Event) => {
    const { detail } = event as CustomEvent<TakeRequest>;
    files.use((part) => void part.takeAway(detail));
  };
  root.addEventListener(takeEvent, takeAway, { signal });
  const load = (dropped: Iterable<File>) => {
    const list = [...dropped];
    files.use((part) => part.load(list));
  };
  acceptDrops(root, text.dropHere, load, signal);
  const keys = {
    undo: () => void session.do({ type: "undo" }),
    redo: () => void session.do({ type: "redo" }),
  };
  followUndoKeys(host.keepsWork ? document : root, keys, signal);
  const showBusy = (busy: boolean) => {
    host.face.dataset.busy = busy ? "1" : "0";
  };
  showBusy(!session.isSettled);
  signal.addEventListener("abort", session.onSettling(showBusy));
}

/** Slides are scaled with their window, and no picture is informed of it. */
function followScale({ host, scheduler, repaint }: ListenerParts, signal: AbortSignal) {
  const { root } = host;
  let scale: number | null = null;
  const look = debounce(scheduler, scalePause, () => {
    const now = scaleOf(root);
    const before = scale ?? now;
    scale = now;
    if (Math.abs(now - before) > 0.01 * before) repaint();
  });
  scheduler.idle(() => {
    scale ??= scaleOf(root);
  });
  window.addEventListener("resize", look, { signal });
}
