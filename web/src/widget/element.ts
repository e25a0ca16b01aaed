// `<hnn-lab>`: the dashboard in an element, for pages and slides. Nothing of dashboard or engine is loaded before the element
// is started, or about to be (a click on its poster, `train()`, or `autoplay` once it is in sight); out of sight, or in a hidden tab, it
// rests. All elements of a page share one compiled module, and one of them trains at a time, so that never more than
// its own workers are at work.
import type { Dashboard } from "../app/dashboard.js";
import type { Host, LabEvent, Progress } from "../app/host.js";
import { sayLanguage, speakAsWanted } from "../app/speech.js";
import { make } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { siteAddress } from "../base/site.js";
import { catalogue } from "../catalogue/catalogue.js";
import { systemText, text, widgetText } from "../catalogue/strings.js";
import {
  attributeTable,
  changedLink,
  linkOfAttributes,
  ownAttributes,
  propertyOf,
} from "../state/attributes.js";
import { hiddenByDefault, partNames, partRules, readPartList, singlePart } from "../state/parts.js";
import { parseLink } from "../state/url.js";
import { scenery } from "./scenery.js";
import { sharedSheet } from "./styles.js";

const table = attributeTable(catalogue);
/** The elements whose dashboards are up: who trains sends the others to rest. */
const awake = new Set<HnnLabElement>();

/** All that is not the poster. */
const loadDashboard = () => import("./late.js");

export interface LabState {
  /** The query of the experiment, as in the page's address. */
  link: string;
  state: string;
  progress: Progress | null;
}

export class HnnLabElement extends HTMLElement implements Host {
  static get observedAttributes(): string[] {
    return [...table.keys(), ...ownAttributes];
  }

  readonly root = make("div", { class: "widget" });
  readonly face: HTMLElement = this;
  readonly docs = null;
  readonly keepsWork = false; // the page around it may have many
  private readonly partSheet = new CSSStyleSheet();
  private readonly shadow = this.attachShadow({ mode: "open" });
  private dashboard: Dashboard | null = null;
  /** The experiment; attributes begin it, the visitor's choices and `setState` go on with it. */
  private link = "";
  private life = new AbortController();
  private inSight = false;
  /** Told to wait by `pause()` or by slides, until `play()`. */
  private held = false;
  /** It has been started once, by whatever: it comes back as it was. */
  private started = false;
  /** Who wants it to train and has not been heard yet: a page or visitor, or `autoplay`, which is for who can see it. */
  private asked: "train" | "autoplay" | null = null;

  // ---- life --------------------------------------------------------------------------------------------------

  connectedCallback() {
    if (this.shadow.adoptedStyleSheets.length > 0) return; // moved within the page
    this.shadow.adoptedStyleSheets = [sharedSheet(), this.partSheet];
    this.shadow.append(this.root);
    this.link = this.attributeLink();
    this.life = new AbortController();
    const { signal } = this.life;
    this.showParts();
    this.showPoster();
    const sight = new IntersectionObserver((entries) => {
      this.inSight = entries.at(-1)?.isIntersecting ?? false;
      this.watch();
    });
    sight.observe(this);
    signal.addEventListener("abort", () => sight.disconnect());
    document.addEventListener("visibilitychange", () => this.watch(), { signal });
  }

  disconnectedCallback() {
    // Slides move their parts about; who is back at once was never gone.
    setTimeout(() => {
      if (this.isConnected) return;
      this.life.abort();
      awake.delete(this);
      this.dashboard?.dispose();
      this.dashboard = null;
      this.shadow.adoptedStyleSheets = [];
      this.root.replaceChildren();
    });
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null) {
    if (old === value || this.shadow.adoptedStyleSheets.length === 0) return;
    const key = table.get(name);
    if (key) {
      const before = this.dashboard?.link ?? this.link;
      this.setLink(changedLink(before, key, value));
    } else if (name === "autoplay") this.watch();
    else if (name === "poster" && !this.dashboard) this.showPoster();
    else this.showParts();
  }

  private get isSeen(): boolean {
    return this.inSight && !document.hidden;
  }

  /** Runs while someone can see it, and nobody has told it to wait. */
  private watch() {
    const mayRun = this.isSeen && !this.held;
    if (mayRun && !this.dashboard && (this.started || this.hasAttribute("autoplay"))) {
      if (!this.started) this.asked ??= "autoplay";
      void this.start();
    }
    this.dashboard?.rest(!mayRun);
    this.trainIfAsked();
  }

  private async start() {
    if (this.dashboard || !this.isConnected) return;
    this.started = true;
    let parts: Awaited<ReturnType<typeof loadDashboard>>;
    try {
      [parts] = await Promise.all([loadDashboard(), speakAsWanted(this.link)]);
    } catch (error) {
      // The poster stays, for another try.
      this.tell("hnn-error", { message: text.viewMissing((error as Error).message), fatal: false });
      return;
    }
    if (this.dashboard || !this.isConnected) return;
    sayLanguage(this.root);
    this.root.replaceChildren();
    const createEngine = () => parts.createWorkerEngine({ makeWorker: parts.makeWorker });
    this.dashboard = new parts.Dashboard(this, { catalogue, createEngine });
    if (this.held) this.dashboard.rest(true); // told so on the way
    awake.add(this);
    await this.dashboard.start();
  }

  // ---- what pages call -----------------------------------------------------------------------------------------

  /** Starts the lab if need be, and trains. Resolves when training has begun. */
  async train(): Promise<void> {
    this.held = false;
    this.asked = "train";
    if (!this.dashboard) await this.start();
    else this.watch();
  }

  /** Training and motion wait; `play()` goes on. */
  pause() {
    this.held = true;
    this.dashboard?.rest(true);
  }

  /** Goes on after `pause()`; begins where `autoplay` says so. Never starts a lab that nobody has started. */
  play() {
    this.held = false;
    this.watch();
  }

  /** Back to step 0: same data, same weights. */
  reset() {
    this.dashboard?.reset();
  }

  getState(): LabState {
    return {
      link: this.dashboard?.link ?? this.link,
      state: this.dashboard?.state ?? "poster",
      progress: this.dashboard?.progress ?? null,
    };
  }

  /** Goes to the experiment of a link. Returns what of it could not be used, in words; that keeps its default. */
  setState({ link }: Pick<LabState, "link">): string[] {
    return this.setLink(link);
  }

  /** What the whole of the dashboard would take, in CSS pixels. */
  get contentHeight(): number {
    const layout = this.root.querySelector(".layout");
    const hidden = layout ? layout.scrollHeight - layout.clientHeight : 0;
    return Math.ceil(this.root.scrollHeight + hidden);
  }

  private setLink(link: string): string[] {
    if (this.dashboard) return this.dashboard.follow(link);
    const { notices } = parseLink(catalogue, link);
    this.link = link;
    if (notices.length > 0) this.complain(notices.join(" "));
    return notices;
  }

  // ---- the dashboard's host ------------------------------------------------------------------------------------

  readLink() {
    return this.link;
  }

  writeLink(query: string) {
    this.link = query;
  }

  addressOf(query: string) {
    return new URL(`./index.html${query}`, siteAddress()).href;
  }

  followLink() {} // the address bar is the page's

  hear(event: LabEvent) {
    switch (event.type) {
      case "ready":
        this.tell("hnn-ready", this.getState());
        this.trainIfAsked();
        break;
      case "begin":
        for (const other of awake) if (other !== this) other.giveWay();
        break;
      case "progress":
        this.tell("hnn-progress", event.progress);
        break;
      case "done":
        this.tell("hnn-done", event.progress);
        break;
      case "error":
        this.tell("hnn-error", { message: event.message, fatal: event.fatal });
        break;
      case "state":
        this.tell("hnn-state", this.getState());
        break;
      default:
        event satisfies never;
    }
  }

  /** Once it is ready; who was told to wait, or went out of sight on the way, does so when it may run again. */
  private trainIfAsked() {
    const { dashboard, asked } = this;
    if (!dashboard || !asked || dashboard.state === "loading" || this.held) return;
    if (asked === "autoplay" && !this.isSeen) return;
    this.asked = null;
    dashboard.train();
  }

  /** Another element trains now. */
  private giveWay() {
    if (this.dashboard?.state === "training") this.dashboard.pause();
  }

  private tell(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private complain(message: string) {
    this.tell("hnn-error", { message, fatal: false });
  }

  // ---- looks -----------------------------------------------------------------------------------------------------

  private attributeLink(): string {
    return linkOfAttributes(table, this.attributes);
  }

  private showParts() {
    const [only, hide] = (["only", "hide"] as const).map((name) => {
      const given = this.getAttribute(name);
      if (given === null) return null;
      const { known, unknown } = readPartList(given);
      if (unknown.length > 0)
        this.complain(widgetText.unknownParts(name, unknown.join(", "), partNames.join(", ")));
      return known;
    });
    const chosen = { only: only ?? null, hide: hide ?? (only ? [] : hiddenByDefault) };
    this.partSheet.replaceSync(partRules(chosen));
    const single = singlePart(chosen);
    if (single) this.root.dataset.single = single;
    else delete this.root.dataset.single;
  }

  /** A still picture and the button that begins. */
  private showPoster() {
    const { experiment, notices } = parseLink(catalogue, this.link);
    const { system } = experiment.settings;
    const name = systemText[system]?.label ?? system;
    const source = this.getAttribute("poster");
    const picture = source ? make("img", { src: source, alt: "" }) : scenery();
    const start = make("button", {
      type: "button",
      class: "poster",
      "aria-label": widgetText.start(name),
    });
    const words = make("span", {}, widgetText.startShort(name));
    start.append(
      picture,
      make("span", { class: "start", "aria-hidden": "true" }, icon("play"), words),
    );
    // Who comes near it is about to press it.
    const prepare = () => void loadDashboard().catch(() => {});
    for (const name of ["pointerenter", "focus"])
      start.addEventListener(name, prepare, { once: true });
    start.addEventListener("click", () => {
      void this.train().then(() =>
        this.shadow.querySelector<HTMLElement>("#pause, #train")?.focus(),
      );
    });
    this.root.replaceChildren(start);
    if (notices.length > 0) this.complain(notices.join(" "));
  }
}

/** Every setting is a property, too: `lab.noise = 0.2` writes the attribute, which says what is set. */
for (const attribute of table.keys()) {
  Object.defineProperty(HnnLabElement.prototype, propertyOf(attribute), {
    get(this: HnnLabElement) {
      return this.getAttribute(attribute);
    },
    set(this: HnnLabElement, value: unknown) {
      this.setAttribute(attribute, String(value));
    },
  });
}

if (!customElements.get("hnn-lab")) customElements.define("hnn-lab", HnnLabElement);
