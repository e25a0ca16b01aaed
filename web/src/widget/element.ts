// `<hnn-lab>`: the dashboard in an element, for pages and slides. Dashboard and engine are not loaded before the element
// is started, or about to be (a click on its poster, `train()`, or `autoplay` once it is visible). Training and animation are
// suspended while it is off-screen, in a hidden tab or paused by its page; after a while its workers are ended, and
// started again when needed. All elements of a page share one compiled module, and one of them
// trains at a time, so that no more workers are busy than those of one lab.
import type { Dashboard, LeftWork } from "../app/dashboard.js";
import { applyTheme } from "../app/device.js";
import type { Host, LabEvent, Progress } from "../app/host.js";
import { sayLanguage, speakAsWanted } from "../app/speech.js";
import { browserScheduler } from "../base/browserScheduler.js";
import { make } from "../base/dom.js";
import { icon } from "../base/icons.js";
import type { Cancel, Scheduler } from "../base/scheduler.js";
import { siteAddress } from "../base/site.js";
import { catalogue } from "../catalogue/catalogue.js";
import { systemText, text, widgetText } from "../catalogue/strings.js";
import type { EngineClient } from "../engine/engineClient.js";
import {
  attributeTable,
  changedLink,
  inLookOf,
  linkOfAttributes,
  ownAttributes,
  propertyOf,
} from "../state/attributes.js";
import { beginsAnew, type Experiment } from "../state/experiment.js";
import { hiddenByDefault, partNames, partRules, readPartList, singlePart } from "../state/parts.js";
import { parseLink } from "../state/url.js";
import { scenery } from "./scenery.js";
import { newSheet, sharedSheet } from "./styles.js";

const table = attributeTable(catalogue);
/** The running elements: the one that begins to train pauses the others. */
const runningElements = new Set<HnnLabElement>();

/** Everything except the poster. */
const loadDashboard = () => import("./late.js");

/** For tests, which control the time. */
export const timing: { scheduler: Scheduler; unseen: number; detached: number; again: number } = {
  scheduler: browserScheduler(),
  /** ms off-screen, or paused by the page, after which the workers are ended. */
  unseen: 60_000,
  /** ms outside any document after which the dashboard ends; frameworks insert moved nodes sooner. */
  detached: 1000,
  /** ms until the next attempt if something was still under way. */
  again: 1000,
};

export interface LabState {
  /** The query of the experiment, as in the page's address. */
  link: string;
  state: string;
  progress: Progress | null;
}

/** On a server, without elements, the module can be imported and defines nothing. */
const ElementBase = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** The work of a lab outside its document, for another experiment; null if its networks cannot continue with it. */
function followed(left: LeftWork, experiment: Experiment): LeftWork | null {
  const next = { ...left.experiment, ...experiment };
  if (beginsAnew(left.experiment, next)) return null;
  const { steps } = experiment.settings;
  const total = steps === left.experiment.settings.steps ? left.total : steps;
  return { ...left, experiment: next, total };
}

export class HnnLabElement extends ElementBase implements Host {
  static get observedAttributes(): string[] {
    return [...table.keys(), ...ownAttributes];
  }

  readonly root = make("div", { class: "widget" });
  readonly face: HTMLElement = this;
  readonly docs = null;
  readonly keepsWork = false; // a page may contain many elements
  readonly #shadow = this.attachShadow({ mode: "open" });
  #partSheet: CSSStyleSheet | null = null;
  /** The document whose style sheets it uses. */
  #document: Document | null = null;
  #dashboard: Dashboard | null = null;
  #engine: EngineClient | null = null;
  /** The state of a dashboard that ended when the element was removed from its document. */
  #left: LeftWork | null = null;
  /** The experiment; initially from attributes, then from the visitor's choices and `setState`. */
  #link = "";
  /** Listeners in the present document; null outside any. */
  #presence: AbortController | null = null;
  #inSight = false;
  /** Paused by `pause()` or by slides, until `play()`. */
  #held = false;
  /** It has been started once: it starts again when visible. */
  #started = false;
  /** Requested training that has not begun: by page or visitor, or by `autoplay`, which waits until it is visible. */
  #asked: "train" | "autoplay" | null = null;
  #wasConnected = false;
  #stopSleep: Cancel | null = null;
  #stopEnd: Cancel | null = null;

  constructor() {
    super();
    // Values that a page set before the script was loaded are own properties of the element and hide those of the class.
    for (const name of propertyNames) {
      if (!Object.hasOwn(this, name)) continue;
      const given = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, given);
    }
  }

  // ---- life --------------------------------------------------------------------------------------------------

  connectedCallback() {
    const document = this.ownerDocument;
    const isElsewhere = this.#document !== document;
    if (!this.#dress(document)) return; // no window shows this document
    if (this.#presence && !isElsewhere) return; // moved within the page
    if (!this.#wasConnected) {
      this.#wasConnected = true;
      this.#link = this.#attributeLink();
      this.#sayUnread();
    }
    if (!this.#dashboard) this.#showPoster();
    this.#arrive(document);
    if (this.#asked === "train") void this.#start();
  }

  disconnectedCallback() {
    // Frameworks move nodes; wait one task so that a move is not treated as a removal.
    timing.scheduler.after(0, () => this.#depart(), "background");
  }

  /** Observes visibility in the present document. */
  #arrive(document: Document) {
    this.#presence?.abort();
    const presence = new AbortController();
    this.#presence = presence;
    this.#stopEnd?.();
    this.#stopEnd = null;
    const { IntersectionObserver } = document.defaultView as Window & typeof globalThis;
    const sight = new IntersectionObserver((entries) => {
      this.#inSight = entries.at(-1)?.isIntersecting ?? false;
      this.#watch();
    });
    sight.observe(this);
    const { signal } = presence;
    signal.addEventListener("abort", () => sight.disconnect());
    document.addEventListener("visibilitychange", () => this.#watch(), { signal });
  }

  /** Outside any document: suspended, and ended some time later. The element keeps its state. */
  #depart() {
    if (this.isConnected || !this.#presence) return;
    this.#presence.abort();
    this.#presence = null;
    this.#inSight = false;
    this.#watch();
    this.#endLater(timing.detached);
  }

  #endLater(ms: number) {
    this.#stopEnd = timing.scheduler.after(ms, () => this.#end(), "background");
  }

  /** Ends the dashboard, which windows and documents reference, and the workers; the trained networks are kept. */
  #end() {
    if (this.isConnected) return;
    this.#stopSleep?.();
    this.#stopSleep = null;
    runningElements.delete(this);
    if (this.#dashboard) {
      this.#link = this.#dashboard.link;
      this.#left = this.#dashboard.leave();
      this.#dashboard = null;
      this.root.replaceChildren();
    }
    if (!this.#left) this.#endEngine();
    // The last checkpoint after a pause may be on its way.
    else if (!this.#engine?.sleep()) this.#endLater(timing.again);
  }

  #endEngine() {
    this.#engine?.dispose();
    this.#engine = null;
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null) {
    if (old === value || !this.#wasConnected) return;
    const key = table.get(name);
    if (key) this.#setLink(changedLink(this.#dashboard?.link ?? this.#link, key, value));
    else if (name === "autoplay") this.#watch();
    else if (name !== "poster") this.#showParts();
    else if (!this.#dashboard) this.#showPoster();
  }

  get #isSeen(): boolean {
    return this.#inSight && !this.ownerDocument.hidden;
  }

  /** Runs while visible and not paused by the page. */
  #watch() {
    const mayRun = this.#isSeen && !this.#held;
    if (mayRun && !this.#dashboard && (this.#started || this.hasAttribute("autoplay"))) {
      if (!this.#started) this.#asked ??= "autoplay";
      void this.#start();
    }
    this.#dashboard?.suspend(!mayRun);
    if (mayRun) {
      this.#stopSleep?.();
      this.#stopSleep = null;
    } else if (this.#dashboard) this.#stopSleep ??= this.#sleepLater(timing.unseen);
    this.#trainIfAsked();
  }

  /** Workers need tens of megabytes each. They start again when the dashboard sends a request. */
  #sleepLater(ms: number): Cancel {
    return timing.scheduler.after(
      ms,
      () => {
        const isAsleep = this.#engine?.sleep() ?? true;
        this.#stopSleep = isAsleep ? null : this.#sleepLater(timing.again);
      },
      "background",
    );
  }

  async #start() {
    if (this.#dashboard || !this.isConnected) return;
    this.#started = true;
    let parts: Awaited<ReturnType<typeof loadDashboard>>;
    try {
      [parts] = await Promise.all([loadDashboard(), speakAsWanted(this.#link)]);
    } catch (error) {
      // The poster stays, for another attempt.
      const message = text.viewMissing((error as Error).message);
      this.#tell("hnn-error", { message, fatal: false });
      this.root.querySelector(".poster-problem")?.remove();
      this.root.append(make("p", { class: "poster-problem", role: "alert" }, message));
      return;
    }
    if (this.#dashboard || !this.isConnected) return;
    sayLanguage(this.root);
    this.root.replaceChildren();
    const left = this.#left;
    this.#left = null;
    if (!left) this.#endEngine();
    const engine = this.#engine ?? parts.createWorkerEngine({ makeWorker: parts.makeWorker });
    this.#engine = engine;
    this.#dashboard = new parts.Dashboard(this, {
      catalogue,
      createEngine: () => engine,
      resume: left && { work: left, wake: () => engine.wake() },
    });
    runningElements.add(this);
    this.#watch(); // it may have been paused by the page or hidden during start-up
    await this.#dashboard.start();
  }

  // ---- public methods ------------------------------------------------------------------------------------------

  /** Starts the lab if necessary, and trains. Resolves when training has begun. */
  async train(): Promise<void> {
    this.#held = false;
    this.#asked = "train";
    if (!this.#dashboard) await this.#start();
    else this.#watch();
  }

  /** Suspends training and animation until `play()`. */
  pause() {
    this.#held = true;
    this.#watch();
  }

  /** Continues after `pause()`; starts if `autoplay` is set. Does not start a lab that was never started. */
  play() {
    this.#held = false;
    this.#watch();
  }

  /** Back to step 0: same data, same weights. */
  reset() {
    this.#dashboard?.reset();
  }

  getState(): LabState {
    const shown = this.#dashboard ?? this.#left;
    return {
      link: this.#dashboard?.link ?? this.#link,
      state: shown?.state ?? "poster",
      progress: shown?.progress ?? null,
    };
  }

  /**
   * Loads the experiment of a link; theme and language stay if the link names none. Returns messages about parts that could
   * not be used, which keep their defaults.
   */
  setState({ link }: Pick<LabState, "link">): string[] {
    return this.#setLink(inLookOf(link, this.#dashboard?.link ?? this.#link));
  }

  /** The height of the whole dashboard, in CSS pixels. */
  get contentHeight(): number {
    const layout = this.root.querySelector(".layout");
    const hidden = layout ? layout.scrollHeight - layout.clientHeight : 0;
    return Math.ceil(this.root.scrollHeight + hidden);
  }

  #setLink(link: string): string[] {
    if (this.#dashboard) return this.#dashboard.follow(link);
    const { experiment, notices } = parseLink(catalogue, link);
    this.#link = link;
    if (this.#left) this.#left = followed(this.#left, experiment);
    if (this.#presence) this.#showPoster();
    if (notices.length > 0) this.#complain(notices.join(" "));
    return notices;
  }

  // ---- the dashboard's host ------------------------------------------------------------------------------------

  readLink() {
    return this.#link;
  }

  writeLink(query: string) {
    this.#link = query;
  }

  addressOf(query: string) {
    return new URL(`./index.html${query}`, siteAddress()).href;
  }

  followLink() {} // the address bar belongs to the page

  onEvent(event: LabEvent) {
    switch (event.type) {
      case "ready":
        this.#tell("hnn-ready", this.getState());
        this.#trainIfAsked();
        break;
      case "begin":
        for (const other of runningElements) if (other !== this) other.#yieldTraining();
        break;
      case "progress":
        this.#tell("hnn-progress", event.progress);
        break;
      case "done":
        this.#tell("hnn-done", event.progress);
        break;
      case "error":
        this.#tell("hnn-error", { message: event.message, fatal: event.fatal });
        break;
      case "state":
        this.#tell("hnn-state", this.getState());
        break;
      case "settled":
        this.#tell("hnn-settled", this.getState());
        break;
      default:
        event satisfies never;
    }
  }

  /** If it was paused or hidden while it started, training begins when it may run again. */
  #trainIfAsked() {
    const dashboard = this.#dashboard;
    if (!dashboard || !this.#asked || dashboard.state === "loading" || this.#held) return;
    if (this.#asked === "autoplay" && !this.#isSeen) return;
    this.#asked = null;
    dashboard.train();
  }

  /** Another element is training now. One that is suspended yields already, and continues when it is visible again. */
  #yieldTraining() {
    const isSuspended = !this.#isSeen || this.#held;
    if (!isSuspended && this.#dashboard?.state === "training") this.#dashboard.pause();
  }

  #tell(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #complain(message: string) {
    this.#tell("hnn-error", { message, fatal: false });
  }

  // ---- appearance ------------------------------------------------------------------------------------------------

  /** Adopts the style sheets of its document, which are removed if it came from another one. */
  #dress(document: Document): boolean {
    if (this.#document === document && this.#shadow.adoptedStyleSheets.length > 0) return true;
    const shared = sharedSheet(document);
    const parts = newSheet(document);
    if (!shared || !parts) return false;
    this.#document = document;
    this.#partSheet = parts;
    this.#shadow.adoptedStyleSheets = [shared, parts];
    this.#shadow.append(this.root);
    this.#showParts();
    return true;
  }

  #attributeLink(): string {
    return linkOfAttributes(table, this.attributes);
  }

  /** Reports unusable attributes. */
  #sayUnread() {
    const { notices } = parseLink(catalogue, this.#link);
    if (notices.length > 0) this.#complain(notices.join(" "));
  }

  #showParts() {
    const [only, hide] = (["only", "hide"] as const).map((name) => {
      const given = this.getAttribute(name);
      if (given === null) return null;
      const { known, unknown } = readPartList(given);
      if (unknown.length > 0)
        this.#complain(widgetText.unknownParts(name, unknown.join(", "), partNames.join(", ")));
      return known;
    });
    const chosen = { only: only ?? null, hide: hide ?? (only ? [] : hiddenByDefault) };
    this.#partSheet?.replaceSync(partRules(chosen));
    const single = singlePart(chosen);
    if (single) this.root.dataset.single = single;
    else delete this.root.dataset.single;
  }

  /** A still image and the button that starts the lab. */
  #showPoster() {
    const { settings, view } = parseLink(catalogue, this.#link).experiment;
    const { system } = settings;
    applyTheme(this, view.theme);
    const source = this.getAttribute("poster");
    const picture = source ? make("img", { src: source, alt: "" }) : scenery(system);
    const words = make("span");
    const start = make(
      "button",
      { type: "button", class: "poster" },
      picture,
      make("span", { class: "start", "aria-hidden": "true" }, icon("play"), words),
    );
    const speak = () => {
      const name = systemText[system]?.label ?? system;
      words.textContent = widgetText.startShort(name);
      start.setAttribute("aria-label", widgetText.start(name));
      sayLanguage(this.root);
    };
    speak();
    void speakAsWanted(this.#link).then(speak);
    // After pointer or focus a press is likely.
    const prepare = () => void loadDashboard().catch(() => {});
    for (const name of ["pointerenter", "focus"])
      start.addEventListener(name, prepare, { once: true });
    start.addEventListener("click", () => {
      void this.train().then(() =>
        this.#shadow.querySelector<HTMLElement>("#pause, #train")?.focus(),
      );
    });
    this.root.replaceChildren(start);
  }
}

const attributeNames = [...table.keys(), "only", "hide", "poster"];
const propertyNames = [...attributeNames.map(propertyOf), "autoplay"];

/** Every setting is also a property: `lab.noise = 0.2` writes the attribute, and null or undefined removes it. */
for (const attribute of attributeNames) {
  Object.defineProperty(HnnLabElement.prototype, propertyOf(attribute), {
    configurable: true,
    enumerable: true,
    get(this: HnnLabElement) {
      return this.getAttribute(attribute);
    },
    set(this: HnnLabElement, value: unknown) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
  });
}
Object.defineProperty(HnnLabElement.prototype, "autoplay", {
  configurable: true,
  enumerable: true,
  get(this: HnnLabElement) {
    return this.hasAttribute("autoplay");
  },
  set(this: HnnLabElement, value: unknown) {
    this.toggleAttribute("autoplay", Boolean(value));
  },
});

if (globalThis.customElements && !customElements.get("hnn-lab"))
  customElements.define("hnn-lab", HnnLabElement);
