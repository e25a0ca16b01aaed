/// <reference types="vite/client" />
// Mounts the real dashboard in the test's page: `const page = await mount("?v=1&system=spring")`. Nothing happens there but
// what the test lets happen: `await page.settle()` runs all that was asked for, whatever it takes in scripted time.

import "../../web/src/app/main.css";
import { page as browserPage, commands } from "vitest/browser";
import { Dashboard } from "../../web/src/app/dashboard.js";
import type { Host, LabEvent } from "../../web/src/app/host.js";
import { manualScheduler } from "../../web/src/base/scheduler.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { inkOf } from "./look.js";
import { type Script, scriptedEngine } from "./scriptedEngine.js";

declare module "vitest/browser" {
  interface BrowserCommands {
    emulate(media: {
      colorScheme?: "light" | "dark" | null;
      reducedMotion?: "reduce" | "no-preference" | null;
      forcedColors?: "active" | "none" | null;
      media?: "print" | "screen" | null;
    }): Promise<void>;
    holdFrame(width: number, height: number): Promise<void>;
    picture(selector: string): Promise<string>;
    pointer(
      selector: string,
      options?: { x?: number; y?: number; act?: "move" | "click" },
    ): Promise<void>;
  }
}

// What the page fetches when it is first needed is here from the beginning, so that no test waits for the network.
const modules = import.meta.glob([
  "../../web/src/{panels,charts,canvas,drawing,state}/**/*.ts",
  "../../web/src/app/views/**/*.ts",
]);

/** A host in memory: it keeps its link itself, and all that it hears. */
export class MemoryHost implements Host {
  readonly root: HTMLElement;
  readonly docs = "./docs/index.html";
  readonly keepsWork: boolean;
  readonly face = document.documentElement;
  readonly heard: LabEvent[] = [];
  private changed = () => {};

  constructor(
    public link: string,
    { keepsWork = false } = {},
  ) {
    this.keepsWork = keepsWork;
    this.root = document.createElement("div");
    this.root.id = "app";
    document.body.append(this.root);
  }

  readLink() {
    return this.link;
  }

  writeLink(query: string) {
    this.link = query;
  }

  addressOf(query: string) {
    return `https://lab.example/${query}`;
  }

  followLink(changed: () => void) {
    this.changed = changed;
  }

  /** A step in the browser's history. */
  goTo(query: string) {
    this.link = query;
    this.changed();
  }

  onEvent(event: LabEvent) {
    this.heard.push(event);
  }
}

export interface MountOptions extends Partial<Script> {
  width?: number;
  height?: number;
  keepsWork?: boolean;
  /** False: the test starts the page itself. */
  start?: boolean;
}

/** A file that the page has saved. */
export interface SavedFile {
  name: string;
  blob: Blob;
}

/** What the page saves since the test began, in place of the browser's downloads. */
const saved: SavedFile[] = [];
const { click } = HTMLAnchorElement.prototype;
HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
  if (!this.download) return click.call(this);
  const name = this.download;
  void fetch(this.href).then(async (file) => saved.push({ name, blob: await file.blob() }));
};

const patience = 10_000; // ms; for what the browser does in a time of its own: reading files, making pictures

// One channel for all: `settle` yields thousands of times, and channels are costly to make and to collect.
const { port1: inbox, port2: outbox } = new MessageChannel();
const yielding: (() => void)[] = [];
inbox.onmessage = () => yielding.shift()?.();

/** Resolves after the tasks that are already waiting. */
function yieldToEventLoop() {
  return new Promise<void>((resolve) => {
    yielding.push(resolve);
    outbox.postMessage(null);
  });
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

async function setWindow(width: number, height: number) {
  if (innerWidth === width && innerHeight === height) return;
  await commands.holdFrame(width, height);
  await browserPage.viewport(width, height);
}

const roundsOfQuiet = 3; // macrotasks without work: chains of promises pass from one to the next in between

export async function mount(link = "", options: MountOptions = {}) {
  const { width = 1280, height = 900, keepsWork = false, start = true, ...script } = options;
  await Promise.all(Object.values(modules).map((load) => load()));
  await setWindow(width, height);
  const scheduler = manualScheduler();
  const host = new MemoryHost(link, { keepsWork });
  let engine: ReturnType<typeof scriptedEngine> | null = null;
  const dashboard = new Dashboard(host, {
    catalogue,
    createEngine: () => {
      engine = scriptedEngine(scheduler, script);
      return engine;
    },
    scheduler,
  });
  const { root } = host;

  let isOver = false;

  async function settle() {
    for (let quiet = 0; quiet < roundsOfQuiet; ) {
      if (isOver) throw new Error("the test is over, and this page with it");
      scheduler.tick();
      await yieldToEventLoop();
      quiet = scheduler.pending === 0 ? quiet + 1 : 0;
    }
  }

  /** Lets scripted time pass, from task to task and in steps short enough that promises settle in between. */
  async function pass(ms: number) {
    for (const end = scheduler.now() + ms; scheduler.now() < end; ) {
      scheduler.tick(Math.min(end, scheduler.now() + 20));
      await yieldToEventLoop();
    }
  }

  /**
   * For what the browser does in a time of its own; everything else is done after `settle`. Looks once a frame: a page that
   * is never idle holds up what it waits for, because the browser encodes pictures while a page is idle.
   */
  async function until<T>(look: () => T, complaint: () => string) {
    for (const end = performance.now() + patience; performance.now() < end; ) {
      const found = look();
      if (found) return found as NonNullable<T>;
      await frame();
      await settle();
    }
    throw new Error(`waited in vain: ${complaint()}`);
  }

  /** Until the browser has laid out and observed what has changed, and the page has followed. */
  async function painted() {
    for (let i = 0; i < 3; i++) await frame();
    await settle();
  }

  const find = <Kind extends HTMLElement = HTMLElement>(selector: string): Kind => {
    const found = root.querySelector<Kind>(selector);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  };

  const self = {
    ...{ dashboard, host, root, scheduler, settle, pass, until, painted, find },
    get engine() {
      if (!engine) throw new Error("the engine was not made yet");
      return engine;
    },
    all: (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)],
    text: (selector: string) => root.querySelector(selector)?.textContent ?? "",
    get state() {
      return host.face.dataset.state;
    },
    isShown: (selector: string) =>
      root.querySelector<HTMLElement>(selector)?.checkVisibility() ?? false,
    /** A click as a person's: it must be there, and usable. */
    async press(selector: string) {
      const element = find<HTMLButtonElement>(selector);
      if (element.disabled || element.getAttribute("aria-disabled") === "true")
        throw new Error(`${selector} cannot be pressed`);
      element.click();
      await settle();
    },
    /** Writes into a field and leaves it, or chooses. What follows from several fields is settled with the last. */
    write(selector: string, value: string) {
      const field = find<HTMLInputElement | HTMLSelectElement>(selector);
      field.focus();
      field.value = value;
      if (field instanceof HTMLInputElement)
        field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.blur();
    },
    async fill(selector: string, value: string) {
      self.write(selector, value);
      await settle();
    },
    /** Scrolls to a picture, which is painted when it comes into sight, and counts its ink. */
    async ink(selector: string) {
      find(selector).scrollIntoView({ block: "center" });
      await painted();
      return inkOf(find(selector));
    },
    async resize(width: number, height: number) {
      await setWindow(width, height);
      await painted();
    },
    /** Presses a button that saves a file of this name. */
    async save(selector: string, name: RegExp): Promise<SavedFile> {
      const count = saved.length;
      await self.press(selector);
      const found = () => saved.slice(count).find((file) => name.test(file.name));
      return until(
        found,
        () => `${selector} saves ${name}, found ${saved.map((file) => file.name)}`,
      );
    },
    /** Drops files on the page, as from a file manager; what follows is settled once they have been read. */
    async drop(...files: File[]) {
      const dataTransfer = new DataTransfer();
      for (const file of files) dataTransfer.items.add(file);
      for (const type of ["dragover", "drop"])
        find("main").dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }),
        );
      await settle();
    },
    /** The step of a network, as hosts read it. */
    step: (who = "Hnn") => host.face.dataset[`step${who}`],
    async openView(view: string) {
      await self.press(`#tab-${view}`);
    },
    async train() {
      await self.press("#train");
    },
    openDetails() {
      for (const one of root.querySelectorAll("details")) one.open = true;
    },
    dispose() {
      isOver = true;
      dashboard.dispose();
      root.remove();
    },
  };
  mounted.push(self);
  if (start) {
    const started = dashboard.start();
    let isStarted = false;
    void started.then(() => {
      isStarted = true;
    });
    while (!isStarted) await settle();
    await started;
    await settle();
  }
  return self;
}

export type Page = Awaited<ReturnType<typeof mount>>;

const mounted: { dispose(): void }[] = [];

const usualDevice =
  "screen and (prefers-color-scheme: light) and (prefers-reduced-motion: reduce) and (forced-colors: none)";

export async function prepare() {
  if (matchMedia(usualDevice).matches) return;
  await commands.emulate({
    ...{ colorScheme: "light", reducedMotion: "reduce", forcedColors: "none", media: "screen" },
  });
}

/** Nothing of a test's pages is left to the next test. */
export function cleanUp() {
  for (const page of mounted.splice(0)) page.dispose();
  saved.length = 0;
  const { dataset } = document.documentElement;
  for (const key of Object.keys(dataset)) delete dataset[key];
  document.documentElement.removeAttribute("style");
  window.scrollTo(0, 0);
}
