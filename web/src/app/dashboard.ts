// The dashboard: lays out and draws the session, and passes requests of visitor and host to it. The session
// (session/session.ts), not the dashboard, decides what may happen to an experiment and its networks.

import { browserScheduler } from "../base/browserScheduler.js";
import { make } from "../base/dom.js";
import { painted, type Scheduler } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";
import { destroyCharts } from "../charts/canvases.js";
import { yieldToEventLoop } from "../lab/pause.js";
import { faultScreen } from "../panels/faultScreen.js";
import { Notices } from "../panels/notices.js";
import type { Experiment, Intent } from "../state/experiment.js";
import type { RunState } from "../state/runState.js";
import { parseLink } from "../state/url.js";
import { Address } from "./address.js";
import { Clock } from "./clock.js";
import { Controls } from "./controls.js";
import { copyText } from "./copyText.js";
import type { DashboardOptions, LeftWork } from "./dashboardOptions.js";
import { applyTheme, keepClearOf, wantsLessMotion } from "./device.js";
import type { Files } from "./files.js";
import { type Host, inkOf, type Progress } from "./host.js";
import type { Later } from "./later.js";
import { listenTo } from "./listeners.js";
import { factsOf } from "./measuredFacts.js";
import { OnDemand } from "./onDemand.js";
import { pageWorkStore } from "./pageWorkStore.js";
import { Pinning } from "./pinning.js";
import { Renderer } from "./renderer.js";
import type { SessionNotice } from "./session/announce.js";
import { Autosave } from "./session/autosave.js";
import type { SessionEvent } from "./session/events.js";
import { Session } from "./session/session.js";
import type { WorkStore } from "./session/workStore.js";
import type { Tour, TourParts } from "./tour.js";
import { ViewSwitch } from "./viewSwitch.js";

export type { LeftWork } from "./dashboardOptions.js";

export class Dashboard {
  private readonly scheduler: Scheduler;
  private readonly session: Session;
  private readonly store: WorkStore | null;
  private readonly autosave: Autosave;
  private readonly onDemand: OnDemand;
  private readonly tour: Later<Tour>;
  private readonly files: Later<Files>;
  private readonly notices: Notices;
  private readonly pinning: Pinning;
  private readonly controls: Controls;
  private readonly views: ViewSwitch;
  private readonly address: Address;
  private readonly renderer: Renderer;
  private readonly clock: Clock;
  private readonly lead = make("p", { class: "lead" });
  private readonly main: HTMLElement;
  /** Aborted with the dashboard: for listeners outside its own elements. */
  private readonly life = new AbortController();
  /** The host has paused it, and whether the animation was playing. */
  private suspended: { moved: boolean } | null = null;

  constructor(
    private readonly host: Host,
    private readonly options: DashboardOptions,
  ) {
    const { catalogue } = options;
    const { signal } = this.life;
    this.scheduler = options.scheduler ?? browserScheduler();
    this.notices = new Notices(this.scheduler);
    const { resume = null } = options;
    const link = resume
      ? { experiment: resume.work.experiment, notices: [] }
      : parseLink(catalogue, host.readLink());
    this.session = new Session({
      catalogue,
      scheduler: this.scheduler,
      experiment: link.experiment,
      resume: resume && { ...resume.work, wake: () => resume.wake() },
      createEngine: options.createEngine,
      onEvent: (event) => this.onEvent(event),
      needs: () => this.views.needs,
      // Only the lab shows these numbers; when it is opened again, missing ones are measured.
      wantsMetrics: () => this.experiment.view.view === "lab",
    });
    const { notices, scheduler, session } = this;
    this.address = new Address({ catalogue, host, scheduler, session, notices });
    const tourParts: TourParts = {
      facts: () =>
        factsOf(this.session.runs, this.experiment, this.session.truth, this.views.facts),
      opened: (panel) => {
        this.lead.after(panel);
        this.main.classList.add("with-lesson");
      },
      closed: () => {
        this.main.classList.remove("with-lesson");
        this.controls.header.focusLessons();
      },
    };
    const services = { address: this.address, catalogue, host, notices, scheduler, session };
    this.onDemand = new OnDemand(services, tourParts, () => this.saveWork());
    this.tour = this.onDemand.tour;
    this.files = this.onDemand.files;
    this.pinning = new Pinning({
      ...{ catalogue, notices: this.notices },
      scene: () => this.renderer.scene,
      changed: () => this.renderer.soon(),
    });
    this.store = options.store ?? (host.keepsWork ? pageWorkStore() : null);
    this.autosave = new Autosave({
      ...{ catalogue, session, scheduler, store: this.store },
      pins: this.pinning,
      isAway: () => this.tour.part?.isAway ?? false,
      readLink: () => host.readLink(),
      say: (notice) => this.notices.say({ kind: "autosave", ...notice }),
      hush: () => this.notices.clear("autosave"),
    });
    this.renderer = new Renderer({
      ...{ catalogue, scheduler, session, face: host.face, lead: this.lead },
      ...{ autosave: this.autosave, pinning: this.pinning, files: this.files },
      controls: () => this.controls,
      views: () => this.views,
    });
    this.controls = new Controls({
      ...{ catalogue, session, scheduler, files: this.files, signal },
      clock: () => this.clock,
      views: ViewSwitch.names,
      docs: host.docs,
      openView: (view) => {
        if (view === this.experiment.view.view) this.views.retry();
        this.change({ type: "open-view", view });
      },
      report: (error) => this.session.report(error),
    });
    this.views = new ViewSwitch(
      {
        get engine() {
          if (!session.engine) throw new Error("the engine has not started yet");
          return session.engine;
        },
        ...{ catalogue, notices, scheduler },
        dispatch: (intent) => this.change(intent),
        launch: () => this.controls.launch(),
        copy: (value) => void copyText(this.notices, value, text.copied),
        pins: this.pinning,
        keepStudy: (...found) => this.pinning.keepStudy(...found),
      },
      this.controls.player.element,
      {
        ink: () => inkOf(host),
        loaded: () => {
          this.enterView();
          this.renderer.soon();
        },
        reload: () => this.onDemand.reload(),
      },
    );
    const tick = (time: number) => {
      this.views.setTime(time);
      this.controls.showTime();
    };
    this.clock = new Clock(this.scheduler, tick, signal);
    this.main = make("main", { class: "layout" }, this.lead, this.views.element);
    applyTheme(host.face, this.experiment.view.theme);
    listenTo(
      {
        ...{ host, scheduler, session, files: this.files },
        repaint: () => this.views.repaint(),
        stopMotion: () => this.controls.playMotion(false),
        save: () => void this.autosave.save(),
      },
      signal,
    );
    this.address.followHistory(signal);
    this.address.say(link.notices);
  }

  // ---- life ----------------------------------------------------------------------------------------------------

  /** Draws the page and starts the engine; resolves when all networks are ready, or when none can run. */
  start(): Promise<void> {
    return this.scheduler.waitFor(this.begin());
  }

  private async begin(): Promise<void> {
    const { signal } = this.life;
    await this.appear();
    if (signal.aborted) return;
    await this.session.do({ type: "start" });
    if (signal.aborted) return; // removed while the networks were opened
    await this.autosave.restore();
    if (signal.aborted) return;
    const left = this.options.resume?.work;
    if (left && this.session.runs.ready) {
      this.pinning.set(left.pins);
      if (left.trains) this.train();
    }
    if (this.experiment.view.lesson > 0) this.tour.use((tour) => tour.follow());
    this.clock.seek(left?.time ?? this.clock.time); // time and captions are shown without an animation, too
    if (this.suspended) this.suspended.moved = !wantsLessMotion();
    else this.controls.playMotion(!wantsLessMotion());
    this.renderer.soon();
  }

  /**
   * Draws the page in steps that yield to the browser: each takes a phone a tenth of a second. Code that
   * reads colours or sizes runs while the page is still small; then the plots are laid out, and the settings after them.
   */
  private async appear(): Promise<void> {
    await yieldToEventLoop();
    if (this.life.signal.aborted) return;
    const { header, bar, settingsPanel } = this.controls;
    this.views.choose(this.experiment.view.view);
    this.renderer.now();
    const dock = make("div", { class: "dock" }, this.notices.element, bar.element);
    this.host.root.replaceChildren(header.element, this.main, dock);
    if (this.host.keepsWork) keepClearOf(dock, this.life.signal);
    await painted(this.scheduler);
    this.controls.showExperiment();
    this.views.element.after(settingsPanel.element);
    await yieldToEventLoop();
  }

  /** Like `dispose`, but keeps the engine. Null if there is nothing to continue. */
  leave(): LeftWork | null {
    const { session, state, progress } = this;
    const { experiment, inForce, runs } = session;
    const isUp = session.engine !== null && runs.ready && !runs.fatal;
    const left: LeftWork = {
      ...{ experiment, inForce, state, progress, total: runs.total, time: this.clock.time },
      pins: this.pinning.pins,
      trains: session.isTrainingWanted,
    };
    if (isUp) session.release();
    this.dispose();
    return isUp ? left : null;
  }

  /** Frees engine, charts and listeners; the dashboard cannot be used afterwards. */
  dispose() {
    this.life.abort();
    this.clock.play(false);
    this.renderer.cancel();
    this.address.cancel();
    this.autosave.cancel();
    void this.session.do({ type: "dispose" });
    this.store?.close();
    this.notices.clearAll();
    destroyCharts(this.host.root);
    this.host.root.replaceChildren();
  }

  // ---- for the host page ------------------------------------------------------------------------------------------

  /** The query of the present experiment. */
  get link(): string {
    return this.address.link;
  }

  /** Loads the experiment of a query; reports and returns what could not be used. */
  follow(link: string): string[] {
    return this.address.follow(link);
  }

  /** Announces a new version of the site; the visitor decides when to reload. */
  announceVersion(reload: () => void) {
    const action = { label: text.reloadPage, act: reload };
    this.notices.say({ kind: "version", message: text.newVersion, action });
  }

  /** Stores the present work, for a reload. */
  saveWork(): Promise<void> {
    return this.autosave.save();
  }

  get state(): RunState {
    return this.controls.runState;
  }

  get progress(): Progress {
    return this.session.progress;
  }

  /** True if no work is pending; animations do not count. */
  get isSettled(): boolean {
    return this.session.isSettled;
  }

  settled(): Promise<void> {
    return this.session.settled();
  }

  train() {
    void this.session.do({ type: "train" });
  }

  pause() {
    void this.session.do({ type: "pause" });
  }

  reset() {
    void this.session.do({ type: "reset", as: "reset" });
  }

  /** Suspends training, solving and motion while `on` is true. */
  suspend(on: boolean) {
    if (on === (this.suspended !== null)) return;
    void this.session.do({ type: on ? "suspend" : "resume" });
    if (on) {
      this.suspended = { moved: this.clock.isPlaying };
      this.clock.play(false);
      return;
    }
    const { moved } = this.suspended as { moved: boolean };
    this.suspended = null;
    if (moved) this.controls.playMotion(true);
  }

  // ---- events of the session --------------------------------------------------------------------------------------

  private get experiment(): Experiment {
    return this.session.experiment;
  }

  private change(intent: Intent) {
    void this.session.do({ type: "change", intent });
  }

  private onEvent(event: SessionEvent) {
    switch (event.type) {
      case "changed":
        this.renderer.soon();
        break;
      case "experiment":
        this.showExperiment(event.before, event.now);
        break;
      case "notice":
        this.say(event.notice);
        break;
      case "notice-over":
        this.notices.clear(event.kind);
        break;
      case "host":
        this.host.onEvent(event.event);
        break;
      case "failed":
        this.fail(event.reason);
        break;
      case "defect":
        reportError(event.error); // reaches the console and window.onerror
        break;
      default:
        event satisfies never;
    }
  }

  private say({ action, ...notice }: SessionNotice) {
    const act = () => void this.session.do(action!.command);
    this.notices.say({ ...notice, ...(action && { action: { label: action.label, act } }) });
  }

  private showExperiment(before: Experiment, { view }: Experiment) {
    this.address.changedFrom(before);
    this.controls.showExperiment();
    if (view.theme !== before.view.theme) {
      applyTheme(this.host.face, view.theme);
      this.views.repaint();
    }
    if (this.views.choose(view.view)) this.enterView();
    if (view.language !== before.view.language) void this.changeLanguage();
    if (view.lesson !== before.view.lesson) this.tour.use((tour) => tour.follow());
  }

  /** The engine sends what the open view shows. */
  private enterView() {
    this.views.setTime(this.clock.time);
    this.session.showView();
  }

  /** Redraws the page in the other language; trained networks are kept. */
  private async changeLanguage() {
    if (!this.host.keepsWork) return; // an element keeps its initial language
    void this.session.do({ type: "pause" });
    await this.autosave.save();
    this.address.writeNow();
    window.location.reload();
  }

  /** No network can run in this browser: the explanation replaces the plots. */
  private fail(reason: string) {
    this.controls.playMotion(false);
    this.controls.leaveOnlyTheName();
    this.main.replaceChildren(faultScreen(reason));
    this.renderer.now();
  }
}
