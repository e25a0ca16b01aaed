// A page without a browser, for tests of elements in a document: happy-dom's window as the globals that the code uses,
// workers on this thread, and visibility controlled by the test. Import it before any module of the page.
import { register } from "node:module";
import { Window } from "happy-dom";
import { createLab } from "../../web/src/lab/index.js";
import type { Reply, Request } from "../../web/src/protocol/messages.js";
import { ContestantHost } from "../../web/src/worker/host.js";

// The build's results for some imports: style sheets as text, the address of the worker's script.
const builtImports = `
  export async function load(url, context, next) {
    const isStyle = /\\.css(\\?.*)?$/.test(url);
    if (!isStyle && !url.endsWith("?worker&url")) return next(url, context);
    const source = "export default " + JSON.stringify(isStyle ? ":host { display: block }" : "./worker.js");
    return { format: "module", source, shortCircuit: true };
  }`;
export const styleHooks = `data:text/javascript,${encodeURIComponent(builtImports)}`;
register(styleHooks);

const window = new Window({
  url: "https://lab.example/page.html",
  width: 1000,
  height: 800,
});

/** Workers that have not ended. */
export const workers = new Set<LocalWorker>();

/** A worker's host on this thread: cloned and late, as messages between threads are. */
class LocalWorker {
  onmessage: ((event: { data: Reply }) => void) | null = null;
  onerror: unknown = null;
  onmessageerror: unknown = null;
  private readonly host: ContestantHost;

  constructor() {
    workers.add(this);
    this.host = new ContestantHost(
      (reply) => {
        const data = structuredClone(reply);
        queueMicrotask(() => workers.has(this) && this.onmessage?.({ data }));
      },
      () => createLab(),
    );
  }

  postMessage(request: Request) {
    const copy = structuredClone(request.type === "start" ? { ...request, module: null } : request);
    queueMicrotask(() => workers.has(this) && this.host.receive(copy));
  }

  addEventListener() {}

  terminate() {
    workers.delete(this);
    this.host.close();
  }
}

type SightListener = (entries: { isIntersecting: boolean }[]) => void;
const watchers = new Map<object, { target: object | null; hear: SightListener }>();

/** Everything is invisible until a test calls `see`. */
class Sight {
  constructor(hear: SightListener) {
    watchers.set(this, { target: null, hear });
  }
  observe(target: object) {
    const watcher = watchers.get(this);
    if (watcher) watcher.target = target;
  }
  unobserve() {}
  disconnect() {
    watchers.delete(this);
  }
  takeRecords() {
    return [];
  }
}

/** An element becomes visible or invisible. */
export function see(element: object, isIntersecting = true) {
  for (const { target, hear } of [...watchers.values()])
    if (target === element) hear([{ isIntersecting }]);
}

class NoSize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const frames = new Map<number, ReturnType<typeof setTimeout>>();
let lastFrame = 0;
const frameLength = 4; // ms

/** How many callbacks wait for the next animation frame. */
export const pendingFrames = () => frames.size;

function requestFrame(act: (now: number) => void): number {
  const id = ++lastFrame;
  const paint = () => {
    frames.delete(id);
    act(performance.now());
  };
  frames.set(id, setTimeout(paint, frameLength));
  return id;
}

function cancelFrame(id: number) {
  clearTimeout(frames.get(id));
  frames.delete(id);
}

/** A drawing context without effect. */
const context: object = new Proxy(() => context, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => 0 : context),
  set: () => true,
  apply: () => context,
});

const taken = [
  ...["document", "customElements", "location", "history", "navigator", "getComputedStyle"],
  ...["matchMedia", "Node", "Element", "HTMLElement", "SVGElement", "ShadowRoot", "Document"],
  ...["HTMLDetailsElement", "HTMLInputElement", "HTMLButtonElement", "HTMLSelectElement"],
  ...["HTMLCanvasElement", "CSSStyleSheet", "Event", "CustomEvent", "KeyboardEvent", "MouseEvent"],
];
const globals: Record<string, unknown> = {
  window,
  self: { origin: "null" }, // like that of the modules, which are files here
  Worker: LocalWorker,
  IntersectionObserver: Sight,
  ResizeObserver: NoSize,
  requestAnimationFrame: requestFrame,
  cancelAnimationFrame: cancelFrame,
};
for (const name of taken) globals[name] = (window as unknown as Record<string, unknown>)[name];
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  if (name !== "window" && name !== "self" && !taken.includes(name))
    Object.defineProperty(window, name, { value, configurable: true, writable: true });
}
window.HTMLCanvasElement.prototype.getContext = (() => context) as never;

export function preferLanguages(...languages: string[]) {
  Object.defineProperty(window.navigator, "languages", { value: languages, configurable: true });
}

/** Resolves when `is` returns true; other tasks run in between. */
export async function until(is: () => unknown, complaint: () => string): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (is()) return;
    await new Promise((resolve) => setTimeout(resolve));
  }
  throw new Error(`waited in vain for ${complaint()}`);
}

/** Runs everything that is due. */
export async function turns(count = 50): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve));
}
