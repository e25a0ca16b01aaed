// The dashboard: the only one that knows engine, state, views and panels. Intents from the panels change the
// experiment; the experiment drives the engine; snapshots of the engine drive the open view.

import { make, setAttribute, setText } from "../base/dom.js";
import {
  browserScheduler,
  type Cancel,
  debounce,
  painted,
  type Scheduler,
  throttle,
} from "../base/scheduler.js";
import type { Catalogue, SystemInfo } from "../catalogue/settings.js";
import {
  settingLabel,
  solveText,
  systemText,
  text,
  viewNameText,
  withLabels,
} from "../catalogue/strings.js";
import { destroyCharts } from "../charts/canvases.js";
import { scaleOf } from "../drawing/stage.js";
import type { Engine, Fault } from "../engine/engine.js";
import { isAbort, messageOf } from "../lab/errors.js";
import { giveWay } from "../lab/pause.js";
import { faultScreen } from "../panels/faultScreen.js";
import { type TakeRequest, takeEvent, whoLabel } from "../panels/figure.js";
import { Header } from "../panels/header.js";
import { Notices } from "../panels/notices.js";
import { SettingsPanel } from "../panels/settingsPanel.js";
import { SolvePanel } from "../panels/solvePanel.js";
import { type RunState, TrainingBar } from "../panels/trainingBar.js";
import { Player, TrajectoryPanel } from "../panels/viewControls.js";
import { dataKey } from "../protocol/messages.js";
import { type Contestant, contestants, type Snapshot } from "../protocol/snapshot.js";
import {
  beginsAnew,
  changedSettings,
  contestantsOf,
  contestantsWhen,
  defaultExperiment,
  type Experiment,
  errorOverlay,
  guestProblem,
  guestsOf,
  hasView,
  type Intent,
  lookingAs,
  measuredExperiment,
  pathKeys,
  reduce,
  solversOf,
  systemIn,
  targetOf,
  type ViewName,
} from "../state/experiment.js";
import { type Facts, noFacts } from "../state/facts.js";
import { sameValue } from "../state/fields.js";
import { formatCount } from "../state/format.js";
import { measuredId, shownSteps } from "../state/measured.js";
import type { Pin } from "../state/pins.js";
import { experimentOf, settingsFor, solvesAnew, withSolveOf } from "../state/solved.js";
import { parseLink, printLink } from "../state/url.js";
import { Clock } from "./clock.js";
import type { Desk, Keepsake, UndoOptions } from "./desk.js";
import { acceptDrops, applyTheme, followDevice, keepClearOf, wantsLessMotion } from "./device.js";
import { Files, publishedRules } from "./files.js";
import { type Host, inkOf, type Progress } from "./host.js";
import { Keeping } from "./keeping.js";
import { leadWords } from "./lead.js";
import { Measuring } from "./measuring.js";
import { Pinning } from "./pinning.js";
import { followPrinting } from "./printing.js";
import { ableOf, gridRequest, hasEnergy, rolloutRequest, truthAble, unable } from "./requests.js";
import { Runs } from "./runs.js";
import { sceneOf } from "./scene.js";
import { Solving } from "./solving.js";
import { Tour } from "./tour.js";
import { TruthSource } from "./truthSource.js";
import type { ViewScene } from "./view.js";
import { ViewSwitch } from "./viewSwitch.js";
import { changesAlong, driftOf, timeUnit } from "./views/words.js";

export interface DashboardOptions {
  catalogue: Catalogue;
  createEngine(): Engine | Promise<Engine>;
  /** Left out: the browser's time. */
  scheduler?: Scheduler;
  /** Work of an earlier dashboard to go on with; `wake` restores the networks of its engine. */
  resume?: { work: LeftWork; wake(): Promise<void> } | null;
}

/** What a dashboard leaves behind, beside the networks in its engine. */
export interface LeftWork {
  experiment: Experiment;
  /** The settings of the networks. */
  inForce: Experiment;
  total: number;
  pins: readonly Pin[];
  /** Time of the animation. */
  time: number;
  /** It was training, or was to train once it is seen. */
  trains: boolean;
  state: RunState;
  progress: Progress;
}

const reopenPause = 450; // ms after the last change of a setting
const urlPause = 300;
const scalePause = 200;
const progressPause = 100;
const largestSeed = 2 ** 32;
const wholeRecording = 1e300; // longer than any

export class Dashboard {
  private readonly catalogue: Catalogue;
  private readonly runs: Runs;
  private readonly solving: Solving;
  private readonly measuring: Measuring;
  private readonly tour: Tour;
  private readonly files: Files;
  private readonly keeping: Keeping;
  private readonly scheduler: Scheduler;
  private readonly notices: Notices;
  private readonly pinning: Pinning;
  private readonly header: Header;
  private readonly settingsPanel: SettingsPanel;
  private readonly solvePanel: SolvePanel;
  private readonly trajectory: TrajectoryPanel;
  private readonly bar: TrainingBar;
  private readonly player: Player;
  private readonly views: ViewSwitch;
  private readonly truths: TruthSource;
  private readonly clock: Clock;
  private readonly lead = make("p", { class: "lead" });
  private readonly main: HTMLElement;

  private experiment: Experiment;
  /** The settings the engine works with; `experiment` may be ahead of them while the visitor types. */
  private inForce: Experiment;
  private engine: Engine | null = null;
  private frame: Cancel | null = null;
  private deaf: (() => void)[] = []; // each ends one of the engine's listeners
  /** Ends with the dashboard: listeners beyond its own elements. */
  private readonly life = new AbortController();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly options: DashboardOptions,
  ) {
    const { catalogue } = options;
    const { root } = host;
    const { signal } = this.life;
    this.catalogue = catalogue;
    this.scheduler = options.scheduler ?? browserScheduler();
    this.notices = new Notices(this.scheduler);
    this.runs = new Runs(solversOf(catalogue));
    const desk = this.lend();
    this.tour = new Tour(desk, {
      facts: () => this.facts(),
      opened: (panel) => {
        this.lead.after(panel);
        this.main.classList.add("with-lesson");
      },
      closed: () => {
        this.main.classList.remove("with-lesson");
        this.header.focusLessons();
      },
      hurry: () => this.flushReopen(),
    });
    this.files = new Files(desk, {
      adopt: (who, content) => this.adopt(who, content),
      take: (data) => this.take(data),
      fingerprints: () => this.progress.fingerprints,
    });
    this.pinning = new Pinning({
      ...{ catalogue, notices: this.notices },
      scene: () => this.scene(),
      changed: () => {
        this.keeping.soon();
        this.requestRender();
      },
    });
    this.keeping = new Keeping(desk, { pins: this.pinning, isAway: () => this.tour.isAway });
    const networks = {
      scheduler: this.scheduler,
      runs: this.runs,
      engine: () => this.engine,
      changed: () => this.requestRender(),
    };
    this.solving = new Solving(networks);
    // Only the lab shows these numbers; whoever comes back to it gets what is missing.
    const isWanted = () => this.experiment.view.view === "lab";
    this.measuring = new Measuring({ ...networks, isWanted });
    const left = options.resume?.work;
    const link = left
      ? { experiment: left.experiment, notices: [] }
      : parseLink(catalogue, host.readLink());
    this.experiment = link.experiment;
    this.inForce = left?.inForce ?? link.experiment;
    this.runs.total = left?.total ?? link.experiment.settings.steps;
    this.runs.enabled = contestantsOf(link.experiment.view);
    const dispatch = (intent: Intent) => this.dispatch(intent);

    this.header = new Header(
      catalogue,
      ViewSwitch.names,
      {
        openView: (view) => this.openView(view),
        chooseSystem: (system) => this.dispatch({ type: "choose-system", system }),
        lessons: () => dispatch({ type: "change-view", key: "lesson", value: 1 }),
        share: () => void this.files.share().catch((error) => this.report(error)),
        save: (contestant) => this.files.save(contestant),
        load: (files) => this.files.load(files),
        theme: (value) => this.dispatch({ type: "change-view", key: "theme", value }),
        language: (value) => this.dispatch({ type: "change-view", key: "language", value }),
      },
      { docs: host.docs, signal },
    );
    this.settingsPanel = new SettingsPanel(catalogue, {
      change: (key, value) => this.dispatch({ type: "change-setting", key, value }),
      changeParameter: (index, value) => this.dispatch({ type: "change-parameter", index, value }),
      published: () => this.published(),
      takePart: (who, on) => this.letTakePart([who], on),
      data: {
        choose: (files) => this.files.load(files),
        changeColumns: () => this.files.reopenData(),
        giveUp: () =>
          this.dispatch({ type: "choose-system", system: this.inForce.settings.system }),
      },
    });
    this.solvePanel = new SolvePanel(catalogue, {
      change: (key, value) => dispatch({ type: "change-setting", key, value }),
      changeWidth: (value) => dispatch({ type: "change-view", key: "solvedWidth", value }),
      takePart: (on) => this.letTakePart(solversOf(catalogue), on),
    });
    this.trajectory = new TrajectoryPanel(catalogue, {
      change: (key, value) => this.dispatch({ type: "change-view", key, value }),
      moveStart: (index, value) => this.dispatch({ type: "move-start", index, value }),
      launch: () => this.launch(),
    });
    this.bar = new TrainingBar({
      train: () => this.train(),
      solve: () => this.solve(),
      pause: () => this.pause(),
      step: () => this.step(),
      reset: () => this.reset("reset"),
      newSeed: () => this.newSeed(),
      cancel: () => (this.solving.busy ? this.cancelSolve() : this.reset("cancel")),
    });
    this.player = new Player({
      toggle: () => this.playMotion(!this.clock.isPlaying),
      seek: (share) => this.clock.seek(share * this.clock.duration),
      speed: (value) => this.dispatch({ type: "change-view", key: "speed", value }),
    });
    const dashboard = this;
    this.views = new ViewSwitch(
      {
        get engine() {
          if (!dashboard.engine) throw new Error("the engine has not started yet");
          return dashboard.engine;
        },
        catalogue,
        notices: this.notices,
        scheduler: this.scheduler,
        dispatch,
        launch: () => this.launch(),
        copy: (value) => void this.files.copy(value, text.copied),
        pins: this.pinning,
        keep: (...found) => this.pinning.keep(...found),
      },
      this.player.element,
      {
        ink: () => inkOf(host),
        loaded: () => {
          this.enterView();
          this.requestRender();
        },
      },
    );
    this.clock = new Clock(
      this.scheduler,
      (time) => {
        this.views.setTime(time);
        this.showTime();
      },
      signal,
    );
    this.truths = new TruthSource({
      engine: () => (this.runs.fatal ? null : this.engine),
      question: () => {
        const { experiment, system } = this;
        const { paths, grids } = this.views.needs;
        const able = truthAble(experiment);
        return {
          experiment,
          rollout: paths ? rolloutRequest(experiment, able) : null,
          grid: grids ? gridRequest(system, experiment, able) : null,
          parts: grids && !system.conservative,
        };
      },
      changed: () => this.requestRender(),
      failed: (error) => {
        if (this.runs.ready) this.report(error);
      },
    });
    this.settingsPanel.element.append(this.solvePanel.element, this.trajectory.element);
    this.main = make("main", { class: "layout" }, this.lead, this.views.element);
    applyTheme(this.host.face, this.experiment.view.theme);
    followDevice(
      { repaint: () => this.views.repaint(), stopMotion: () => this.playMotion(false) },
      signal,
    );
    this.followScale(signal);
    followPrinting(host, () => this.views.repaint(), signal);
    const keepWhenLeft = () => {
      if (document.hidden) void this.keeping.keep();
    };
    document.addEventListener("visibilitychange", keepWhenLeft, { signal });
    host.followLink(() => {
      const { experiment, hadData } = parseLink(this.catalogue, host.readLink());
      if (hadData && this.experiment.measured) return; // a jump within the page
      this.dispatch({ type: "restore", experiment });
    }, signal);
    const takeAway = (event: Event) => {
      void this.files.takeAway((event as CustomEvent<TakeRequest>).detail);
    };
    root.addEventListener(takeEvent, takeAway, { signal }); // an element's root outlives its dashboard
    acceptDrops(root, text.dropHere, (files) => this.files.load(files), signal);
    if (link.notices.length > 0) this.sayLink(link.notices);
  }

  /**
   * Draws the page in steps, between which the browser does its own work: each takes a phone a tenth of a second. Whatever
   * asks for a colour or a size finds the page still small; then the pictures are laid out, and the settings after them.
   */
  private async appear(): Promise<void> {
    await giveWay();
    if (this.life.signal.aborted) return;
    this.views.choose(this.experiment.view.view);
    this.render();
    const dock = make("div", { class: "dock" }, this.notices.element, this.bar.element);
    this.host.root.replaceChildren(this.header.element, this.main, dock);
    if (this.host.keepsWork) keepClearOf(dock, this.life.signal);
    await painted(this.scheduler);
    this.showExperiment();
    this.views.element.after(this.settingsPanel.element);
    await giveWay();
  }

  private sayLink(details: string[]) {
    this.notices.say({ kind: "link", tone: "warning", message: text.linkNotices, details });
    this.host.hear({ type: "error", message: details.join(" "), fatal: false });
  }

  /** Itself as tour, files and the others see it: always the present values. */
  private lend(): Desk {
    const dashboard = this;
    return {
      ...{ catalogue: this.catalogue, host: this.host, notices: this.notices, runs: this.runs },
      scheduler: this.scheduler,
      get engine() {
        return dashboard.engine;
      },
      get experiment() {
        return dashboard.experiment;
      },
      get inForce() {
        return dashboard.inForce;
      },
      get link() {
        return dashboard.link;
      },
      dispatch: (intent) => this.dispatch(intent),
      enqueue: (job) => this.enqueue(job),
      pause: () => this.pause(),
      keep: () => this.keep(),
      undo: (keepsake, options) => this.undo(keepsake, options),
    };
  }

  /** Slides are scaled with their window, of which no picture hears. */
  private followScale(signal: AbortSignal) {
    const { root } = this.host;
    let scale: number | null = null;
    const look = debounce(this.scheduler, scalePause, () => {
      const now = scaleOf(root);
      const before = scale ?? now;
      scale = now;
      if (Math.abs(now - before) > 0.01 * before) this.views.repaint();
    });
    this.scheduler.idle(() => {
      scale ??= scaleOf(root);
    });
    window.addEventListener("resize", look, { signal });
  }

  // ---- what a page around it may do --------------------------------------------------------------------------

  /** The query that leads to the present experiment. */
  get link(): string {
    return printLink(this.catalogue, this.experiment);
  }

  /** Goes to the experiment of a query; what could not be used is said, and returned. The page's look stays. */
  follow(link: string): string[] {
    const { experiment, notices } = parseLink(this.catalogue, link);
    this.dispatch({ type: "restore", experiment });
    if (notices.length > 0) this.sayLink(notices);
    return notices;
  }

  /** The site has a new version: told, and left to the visitor, who may be in the middle of something. */
  announceVersion(reload: () => void) {
    const action = { label: text.reloadPage, act: reload };
    this.notices.say({ kind: "version", message: text.newVersion, action });
  }

  /** Stores the present work, for a reload. */
  keepWork(): Promise<void> {
    return this.keeping.keep(0);
  }

  get state(): RunState {
    return this.runs.state;
  }

  get progress(): Progress {
    const { runs } = this;
    const of = <Value>(value: (who: Contestant) => Value) =>
      Object.fromEntries(runs.enabled.map((who) => [who, value(who)]));
    return {
      steps: of((who) => runs.step(who)),
      total: runs.total,
      fingerprints: of((who) => runs.latest[who]?.fingerprint ?? ""),
    };
  }

  /** Nobody looks: training and motion wait until `on` is false again. */
  rest(on: boolean) {
    if (on === (this.resting !== null)) return;
    if (on) {
      this.resting = { moved: this.clock.isPlaying, trained: this.runs.state === "training" };
      this.clock.play(false);
      if (this.resting.trained) this.pause();
      return;
    }
    const { moved, trained } = this.resting as { moved: boolean; trained: boolean };
    this.resting = null;
    if (moved) this.playMotion(true);
    if (trained) this.train();
  }
  private resting: { moved: boolean; trained: boolean } | null = null;

  /** Like `dispose`, but the engine is left to its maker. Null where there is nothing to go on with. */
  leave(): LeftWork | null {
    const { runs, experiment, inForce, state, progress } = this;
    const isUp = this.engine !== null && runs.ready && !runs.fatal;
    const left: LeftWork = {
      ...{ experiment, inForce, state, progress, total: runs.total, time: this.clock.time },
      pins: this.pinning.pins,
      trains: this.resting?.trained ?? state === "training",
    };
    for (const end of this.deaf) end();
    if (isUp) this.engine = null;
    this.dispose();
    return isUp ? left : null;
  }

  /** Frees engine, charts and listeners; the dashboard is of no use afterwards. */
  dispose() {
    this.life.abort();
    this.runs.fatal = true;
    this.clock.play(false);
    this.frame?.();
    for (const later of [
      this.writeUrl,
      this.measuring.soon,
      this.laterReopen,
      this.solveSoon,
      this.keeping.soon,
    ])
      later.cancel();
    this.notices.clearAll();
    this.measuring.abort();
    this.engine?.dispose();
    this.engine = null;
    destroyCharts(this.host.root);
    this.host.root.replaceChildren();
  }

  /** Draws the page and brings the engine up; resolves when all networks are ready, or when it is clear that they never will be. */
  async start(): Promise<void> {
    await this.appear();
    if (this.life.signal.aborted) return;
    try {
      const engine = await this.options.createEngine();
      if (this.life.signal.aborted) return engine.dispose();
      this.engine = engine;
    } catch (error) {
      this.fail(messageOf(error));
      return;
    }
    this.deaf = [
      this.engine.on("snapshot", (snapshot) => this.receive(snapshot)),
      this.engine.on("fault", (fault) => this.fault(fault)),
    ];
    this.truths.ask();
    await this.enqueue(async () => {
      if (!(await this.goOn())) await this.open();
      this.runs.ready = !this.runs.fatal;
      if (this.runs.ready) await this.admit();
    });
    if (this.life.signal.aborted) return; // removed while the networks were opened: nothing may move
    if (this.runs.ready) this.host.hear({ type: "ready" });
    await this.keeping.bringBack();
    if (this.life.signal.aborted) return;
    const left = this.options.resume?.work;
    if (left?.trains) this.train();
    if (this.experiment.view.lesson > 0) this.tour.follow();
    this.clock.seek(left?.time ?? this.clock.time); // also where nothing moves by itself, time and captions are shown
    if (this.resting) this.resting.moved = !wantsLessMotion();
    else this.playMotion(!wantsLessMotion());
    this.requestRender();
  }

  /** Takes over the networks that an earlier dashboard has left; false where there are none for these settings. */
  private async goOn(): Promise<boolean> {
    const { resume } = this.options;
    if (!resume || beginsAnew(this.inForce, this.experiment)) return false;
    if (solvesAnew(this.inForce, this.experiment)) return false;
    await resume.wake();
    this.pinning.set(resume.work.pins);
    this.sendViews();
    this.truths.ask();
    this.measuring.soon();
    return true;
  }

  // ---- intents -------------------------------------------------------------------------------------------

  private get system(): SystemInfo {
    return systemIn(this.catalogue, this.experiment);
  }

  private dispatch(intent: Intent) {
    const before = this.experiment;
    const next = reduce(this.catalogue, before, intent);
    if (next === before) return;
    this.experiment = next;
    this.writeUrl();
    this.showExperiment();
    if (beginsAnew(before, next)) this.reopen();
    else if (before.settings.steps !== next.settings.steps) this.moveEnd();
    if (solvesAnew(before, next)) this.solveSoon();
    if (next.settings.system === this.inForce.settings.system)
      this.inForce = withLook(this.inForce, next); // undo leads back to it
    const view = next.view;
    const old = before.view;
    if (view.theme !== old.theme) this.repaint();
    if (view.contestants !== old.contestants) this.changeContestants();
    if (this.views.choose(view.view)) this.enterView();
    if (view.language !== old.language) void this.changeLanguage();
    if (view.lesson !== old.lesson) this.tour.follow();
    if (pathKeys.some((key) => !sameValue(view[key], old[key]))) this.watch();
    this.requestRender();
  }

  private openView(view: ViewName) {
    if (view === this.experiment.view.view) this.views.retry();
    const { system, coordinates } = this.experiment.settings;
    this.dispatch({ type: "open-view", view });
    const { settings } = this.experiment;
    if (settings.system !== system || settings.coordinates !== coordinates) this.broughtBy = view;
  }
  /** The view whose tab has brought the present system along, or its present coordinates. */
  private broughtBy: ViewName | null = null;

  /** What the engine sends is what the open view shows. */
  private enterView() {
    this.views.setTime(this.clock.time);
    if (this.runs.ready) this.sendViews();
    this.truths.ask();
    this.measuring.soon();
  }

  /** A newcomer begins at step 0 with the present settings; one who leaves is paused. */
  private changeContestants() {
    const before = this.runs.enabled;
    this.runs.enabled = contestantsOf(this.experiment.view);
    for (const who of before) if (!this.runs.enabled.includes(who)) this.engine?.pause(who);
    for (const who of this.runs.enabled) if (!before.includes(who)) this.newcomers.add(who);
    // Who joins with other settings, or before the first are in force, is opened with them.
    if (!this.reopenWaiting && this.runs.ready) void this.enqueue(() => this.admit());
  }
  /** Who joined and was not opened yet. */
  private readonly newcomers = new Set<Contestant>();

  private async admit() {
    const { settings, measured } = this.inForce;
    const { view } = this.experiment;
    const some = this.runs.enabled.filter((who) => this.newcomers.has(who));
    this.newcomers.clear();
    if (some.length === 0) return;
    for (const who of some)
      await this.openOne(who, { settings, view, ...(measured && { measured }) });
    this.sendViews();
  }

  private repaint() {
    applyTheme(this.host.face, this.experiment.view.theme);
    this.views.repaint();
  }

  /** Shows the experiment in all controls. */
  private showExperiment() {
    const { view } = this.experiment;
    const { system } = this;
    this.showHeader();
    this.settingsPanel.show(this.experiment, system);
    for (const who of guestsOf(this.catalogue))
      this.settingsPanel.showGuest(
        who,
        contestantsOf(view).includes(who),
        guestProblem(this.catalogue, system, who),
      );
    this.solvePanel.show(this.experiment);
    this.trajectory.show(view, system);
    this.player.showSpeed(view.speed);
    this.clock.speed = view.speed;
    this.clock.duration = view.rolloutDuration;
    if (this.clock.time > view.rolloutDuration) this.clock.seek(0);
    this.showTime();
  }

  private showHeader() {
    const { settings, view, measured } = this.experiment;
    this.header.show({
      system: measured ? measuredId : settings.system,
      theme: view.theme,
      language: view.language,
      canSave: this.runs.ready && !this.runs.fatal,
      contestants: this.runs.enabled,
      view: view.view,
      loads: (name) => {
        if (hasView(this.system, name)) return null;
        const { id } = targetOf(this.catalogue, this.experiment, name) ?? {};
        if (id === settings.system && !measured) return text.viewRetells;
        return id ? text.viewLoads(systemText[id]?.label ?? id) : null;
      },
    });
  }

  private launch() {
    this.clock.seek(0);
    this.playMotion(true);
  }

  private playMotion(on: boolean) {
    if (on && this.life.signal.aborted) return;
    this.clock.play(on);
    this.player.showPlaying(on);
  }

  private readonly showTime = throttle(
    () => this.scheduler,
    100,
    () => {
      this.player.showTime(this.clock.time, this.clock.duration, timeUnit(this.system));
    },
    "background",
  );

  private readonly writeUrl = debounce(
    () => this.scheduler,
    urlPause,
    () => {
      const link = this.link;
      this.host.writeLink(link);
      this.host.hear({ type: "state", link });
    },
  );

  // ---- training ------------------------------------------------------------------------------------------

  /** Since it was asked for, the end of training has not been told. */
  private isTrainingAsked = false;

  train() {
    if (!this.engine || !this.runs.ready) return;
    this.flushReopen();
    this.measuring.abort();
    const { resting } = this;
    void this.enqueue(async () => {
      // Suspended since then, before its turn came: it trains when that ends.
      if (this.resting && this.resting !== resting) {
        this.resting.trained = true;
        return;
      }
      if (this.runs.state === "finished")
        this.runs.total = this.runs.furthest + this.experiment.settings.steps;
      this.isTrainingAsked = true;
      for (const who of this.runs.trained) {
        if (this.runs.step(who) < this.runs.total) this.engine?.train(who, this.runs.total);
      }
    });
  }

  pause() {
    this.solving.abandon();
    for (const who of this.runs.enabled) this.engine?.pause(who);
  }

  private step() {
    this.flushReopen();
    void this.enqueue(async () => {
      if (this.runs.state === "finished") this.runs.total = this.runs.furthest + 1;
      for (const who of this.runs.trained) this.engine?.step(who, 1);
    });
  }

  /** More or fewer steps: the run goes on, its end moves. */
  private moveEnd() {
    const { steps } = this.experiment.settings;
    this.runs.total = steps;
    this.inForce = { ...this.inForce, settings: { ...this.inForce.settings, steps } };
    for (const who of this.runs.trained) {
      if (this.runs.latest[who]?.state !== "training") continue;
      if (this.runs.step(who) < steps) this.engine?.train(who, steps);
      else this.engine?.pause(who);
    }
    this.requestRender();
  }

  /** Reset and cancel both end at step 0 with the same data and weights; cancel is said as what it is. */
  reset(kind: "reset" | "cancel" = "reset") {
    this.pause();
    void this.enqueue(async () => {
      const { furthest } = this.runs;
      const step = formatCount(furthest);
      const keepsake = await this.keep();
      try {
        for (const who of this.runs.enabled) await this.engine?.reset(who);
      } catch (error) {
        this.refused(messageOf(error));
        return;
      }
      for (const who of this.runs.enabled) this.notices.clear(`stopped-${who}`);
      this.runs.total = this.experiment.settings.steps;
      this.sendViews();
      this.notices.say({
        kind: "run",
        message:
          furthest === 0
            ? text.resetSolved
            : kind === "cancel"
              ? text.cancelled(step)
              : text.resetDone(step),
        action: { label: text.undo, act: () => this.undo(keepsake) },
        seconds: 60,
      });
    });
  }

  /** Networks join or leave. */
  private letTakePart(some: readonly Contestant[], on: boolean) {
    const value = contestantsWhen(this.experiment.view, some, on);
    this.dispatch({ type: "change-view", key: "contestants", value });
  }

  // ---- solving at once -------------------------------------------------------------------------------------

  private solve() {
    if (!this.engine || !this.runs.ready) return;
    this.solving.click();
    this.flushReopen();
    this.measuring.abort();
    this.letTakePart(solversOf(this.catalogue), true);
    this.lookAtSolved();
    this.solveSoon.cancel();
    this.solveAnew();
    void this.enqueue(async () => this.solving.begin());
  }

  /** Behind the trajectories lies what there is to see. */
  private lookAtSolved() {
    const { overlay } = this.experiment.view;
    const who = errorOverlay(overlay) ?? overlay;
    const value = this.runs.solved.find((one) => hasEnergy(this.catalogue, one));
    if (who === "truth" || !value || this.runs.hasLearned(who as Contestant)) return;
    this.dispatch({ type: "change-view", key: "overlay", value });
  }

  private readonly solveSoon = debounce(
    () => this.scheduler,
    reopenPause,
    () => this.solveAnew(),
  );

  /** Other settings of the solve leave the networks that train alone; what was solved is solved again. */
  private solveAnew() {
    void this.enqueue(async () => {
      if (!solvesAnew(this.inForce, this.experiment)) return;
      const again = this.solving.busy || this.runs.solved.some((who) => this.runs.hasLearned(who));
      const inForce = withSolveOf(this.inForce, this.experiment);
      try {
        for (const who of this.runs.solved) await this.openOne(who, inForce);
      } catch (error) {
        this.refused(messageOf(error));
        const experiment = withSolveOf(this.experiment, this.inForce);
        this.dispatch({ type: "restore", experiment });
        return;
      }
      this.inForce = inForce;
      this.sendViews();
      if (!again) return;
      this.solving.click();
      this.solving.begin();
    });
  }

  private cancelSolve() {
    void this.enqueue(async () => {
      for (const who of this.runs.solved) await this.engine?.reset(who);
      this.solving.end();
      this.notices.say({ kind: "run", message: solveText.cancelled, seconds: 8 });
    });
  }

  private newSeed() {
    const seed = Math.floor(Math.random() * largestSeed);
    this.dispatch({ type: "change-setting", key: "seed", value: seed });
  }

  private published() {
    const { settings: now, measured, view } = this.experiment;
    const next = measured
      ? measuredExperiment(this.catalogue, measured, { ...now, ...publishedRules })
      : defaultExperiment(this.catalogue, now.system);
    if (measured) Object.assign(next.view, { x0: view.x0, rolloutDuration: view.rolloutDuration });
    this.dispatch({
      type: "restore",
      experiment: { ...next, view: lookingAs(this.catalogue, next, view) },
    });
  }

  private readonly laterReopen = debounce(
    () => this.scheduler,
    reopenPause,
    () => this.doReopen(),
  );
  private reopenWaiting = false;

  private reopen() {
    this.reopenWaiting = true;
    this.laterReopen();
  }

  /** A visitor who presses Train right after a change means the changed settings. */
  private flushReopen() {
    if (!this.reopenWaiting) return;
    this.laterReopen.cancel();
    this.doReopen();
  }

  private doReopen() {
    this.reopenWaiting = false;
    if (!this.engine || this.runs.fatal) return;
    this.pause();
    void this.enqueue(async () => {
      const before = this.inForce;
      if (!beginsAnew(before, this.experiment)) return this.admit(); // changed back in the meantime
      const learned = this.runs.learned.length > 0;
      const isOther = isOtherSystem(before, this.experiment);
      const trained = learned || isOther ? null : this.lastTrained;
      if (trained && !beginsAnew(trained.experiment, this.experiment)) {
        this.bringBack(trained);
        return;
      }
      const keepsake = trained ?? (await this.keep());
      if (!(await this.open())) return;
      this.lastTrained = isOther || !keepsake.files ? null : keepsake;
      const { measured, settings } = this.experiment;
      const isSplitAnew = settings.trainFraction !== before.settings.trainFraction;
      if (measured && isSplitAnew) await this.startWhereHeldOut();
      this.announceRestart(keepsake, learned || trained !== null);
    });
  }

  /** Before the changes since then, none of which was trained: one undo takes them all back. */
  private lastTrained: Keepsake | null = null;

  /** The settings are again those of the networks that were trained last. */
  private bringBack(trained: Keepsake) {
    const { experiment } = this;
    const { steps } = experiment.settings;
    const total = steps === trained.experiment.settings.steps ? trained.total : steps;
    this.undo({ ...trained, experiment, total }, { message: text.trainedBefore });
  }

  private announceRestart(keepsake: Keepsake, learned: boolean) {
    const { settings } = this.experiment;
    const before = keepsake.experiment;
    const changed = changedSettings(before.settings, settings);
    const seedOnly = changed.length === 1 && changed[0] === "seed";
    const newSystem = isOtherSystem(before, this.experiment);
    if (!learned && !newSystem && !seedOnly && !this.broughtBy) return; // nothing was lost
    const labels = changed.map((key) => settingLabel(key)).join(", ");
    const system = systemText[settings.system]?.label ?? settings.system;
    const brought = this.broughtBy;
    this.broughtBy = null;
    const message = newSystem
      ? brought
        ? text.broughtSystem(viewNameText[brought].label, system)
        : text.restartedSystem(system)
      : brought && changed.includes("coordinates")
        ? text.broughtMomenta(viewNameText[brought].label)
        : seedOnly
          ? text.newSeedDone(String(settings.seed))
          : text.restarted(labels);
    this.notices.say({
      kind: "run",
      message,
      action: { label: text.undo, act: () => this.undo(keepsake) },
      seconds: 60,
    });
  }

  /** Opens a network with the present settings and data. */
  private async openOne(who: Contestant, experiment = this.experiment) {
    const settings = settingsFor(this.catalogue, experiment, who);
    await this.engine?.open(who, settings, experiment.measured);
  }

  /** Opens every network with the present settings; false and a message if they are refused. */
  private async open(): Promise<boolean> {
    const wanted = this.experiment;
    this.newcomers.clear();
    try {
      for (const who of this.runs.enabled) await this.openOne(who, wanted);
    } catch (error) {
      if (this.runs.fatal) return false;
      // What a link asks for may be refused; the published experiment never is.
      if (!this.runs.ready)
        this.inForce = defaultExperiment(this.catalogue, wanted.settings.system);
      await this.backToForce(messageOf(error));
      return false;
    }
    for (const who of this.runs.enabled) this.notices.clear(`stopped-${who}`);
    this.inForce = asChangedSince(wanted, this.experiment);
    this.runs.total = this.inForce.settings.steps;
    this.sendViews();
    this.truths.ask();
    return true;
  }

  /** The core has refused: the last settings that worked come back, and the reason is said. */
  private async backToForce(reason: string) {
    this.refused(reason);
    this.dispatch({ type: "restore", experiment: this.inForce });
    this.laterReopen.cancel();
    this.reopenWaiting = false;
    try {
      for (const who of this.runs.enabled) await this.openOne(who);
      this.sendViews();
      this.truths.ask();
    } catch (error) {
      if (this.runs.ready) this.refused(messageOf(error));
      else this.fail(messageOf(error));
    }
  }

  /** Requests that a later one has overtaken, or that died with a fault already told, are no news. */
  private report(error: unknown) {
    if (!isAbort(error) && !this.runs.fatal) this.refused(messageOf(error));
  }

  private refused(reason: string) {
    const message = text.refused(withLabels(reason));
    this.notices.say({ kind: "refused", tone: "warning", message });
    this.host.hear({ type: "error", message, fatal: false });
  }

  private async keep(): Promise<Keepsake> {
    const experiment = this.inForce;
    const { total } = this.runs;
    if (this.runs.learned.length === 0 || !this.engine) return { experiment, files: null, total };
    const { engine } = this;
    try {
      const saved = await Promise.all(
        this.runs.enabled.map(async (who) => [who, await engine.save(who)] as const),
      );
      return { experiment, files: Object.fromEntries(saved), total };
    } catch {
      return { experiment, files: null, total }; // without the weights undo brings the settings back
    }
  }

  private undo({ experiment, files, total }: Keepsake, { look, ...said }: UndoOptions = {}) {
    const { message = files ? text.undone : text.undoneSettings, action } = said;
    if (look) this.experiment = { ...this.experiment, view: { ...this.experiment.view, ...look } };
    this.pause();
    void this.enqueue(async () => {
      this.laterReopen.cancel();
      this.reopenWaiting = false;
      this.lastTrained = null;
      this.dispatchQuietly(experiment);
      if (!(await this.open())) return;
      if (files) {
        try {
          for (const who of this.runs.enabled) {
            const file = files[who];
            if (file !== undefined) await this.engine?.load(who, file);
          }
          if (this.inForce.settings.steps === experiment.settings.steps) this.runs.total = total;
          this.sendViews();
        } catch (error) {
          this.refused(messageOf(error));
          return;
        }
      }
      this.notices.say({
        kind: "run",
        message,
        ...(action && { action }),
        seconds: action ? 60 : 8,
      });
      this.measuring.soon();
    });
  }

  /** Replaces the settings without opening a run: the caller does that itself. The look of the page stays. */
  private dispatchQuietly(experiment: Experiment) {
    const view = lookingAs(this.catalogue, experiment, this.experiment.view);
    this.experiment = { ...experiment, view };
    this.runs.enabled = contestantsOf(view);
    this.writeUrl();
    if (this.views.choose(view.view)) this.enterView();
    this.showExperiment();
    this.requestRender();
  }

  private enqueue(job: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(job).catch((error) => this.report(error));
    return this.queue.then(() => this.requestRender());
  }

  // ---- what is shown -------------------------------------------------------------------------------------

  private sendViews() {
    if (!this.engine) return;
    const { paths, grids } = this.views.needs;
    for (const who of this.runs.enabled) {
      const able = ableOf(this.catalogue, who);
      const grid = grids ? gridRequest(this.system, this.experiment, able) : null;
      this.engine.watch(who, {
        ...(paths && { rollout: rolloutRequest(this.experiment, able) }),
        ...(grid && { grid, parts: able.hasDissipation }),
      });
    }
  }

  private readonly watch = throttle(
    () => this.scheduler,
    30,
    () => {
      if (!this.engine || !this.runs.ready || this.reopenWaiting) return;
      this.sendViews();
      this.truths.ask();
    },
  );

  private receive(snapshot: Snapshot) {
    const before = this.runs.state;
    if (!this.runs.accept(snapshot)) return;
    const who = snapshot.contestant;
    if (!this.runs.enabled.includes(who)) return; // its last words
    this.solving.hear(snapshot);
    if (snapshot.state === "stopped" && snapshot.note) {
      this.notices.say({
        kind: `stopped-${snapshot.contestant}`,
        tone: "warning",
        message: text.stoppedNote(whoLabel(who), withLabels(snapshot.note)),
      });
    }
    const after = this.runs.state;
    if (after === "training" && before !== "training") this.host.hear({ type: "begin" });
    if (after === "training") this.tellProgress();
    else if (after === "finished" && this.isTrainingAsked) {
      // A short run may be over before anybody has seen it train.
      this.isTrainingAsked = false;
      this.host.hear({ type: "done", progress: this.progress });
    }
    if (
      after !== "training" &&
      this.runs.learned.length > 0 &&
      (before === "training" || !this.runs.metrics[who])
    ) {
      this.measuring.soon();
      this.keeping.soon();
    }
    this.requestRender();
  }

  /** Snapshots come from every network, thirty a second; what is told is less. */
  private readonly tellProgress = throttle(
    () => this.scheduler,
    progressPause,
    () => {
      if (this.runs.state === "training")
        this.host.hear({ type: "progress", progress: this.progress });
    },
  );

  private requestRender() {
    if (this.life.signal.aborted) return;
    this.frame ??= this.scheduler.frame(() => {
      this.frame = null;
      this.render();
    });
  }

  private render() {
    const { runs } = this;
    const { state } = runs;
    const root = this.host.face;
    root.dataset.state = state;
    for (const who of contestants)
      setAttribute(root, `data-step-${who}`, runs.enabled.includes(who) && String(runs.step(who)));
    this.bar.show({
      state,
      runs: runs.trained.map((who) => ({
        who,
        step: runs.step(who),
        stepsPerSecond: runs.latest[who]?.stepsPerSecond ?? 0,
      })),
      total: runs.total,
      solves: runs.solved.map((who) => ({ who, step: runs.step(who), end: runs.end(who) })),
      solving: this.solving.busy,
      shownAfter: this.solving.shownAfter,
    });
    const report = this.truths.of(this.experiment)?.report ?? null;
    this.settingsPanel.showData(this.experiment.measured, report, this.files.hasTable);
    this.showHeader();
    const scene = this.scene();
    setText(this.lead, leadWords(this.catalogue, this.experiment, this.runs, scene.paths));
    this.pinning.follow(scene);
    this.views.show(scene);
    this.solving.rendered();
  }

  private scene(): ViewScene {
    const pins = this.pinning.of(this.experiment);
    return sceneOf({
      catalogue: this.catalogue,
      experiment: this.experiment,
      inForce: this.inForce,
      runs: this.runs,
      truth: this.truths.of(this.experiment),
      measuring: this.measuring.busy,
      pins,
      pinsElsewhere: this.pinning.pins.length - pins.length,
    });
  }

  /** What was measured in the present run. */
  private facts(): Facts {
    const { runs } = this;
    const of = (value: (who: Contestant) => number) =>
      Object.fromEntries(
        runs.learned
          .filter(
            (who) => runs.latest[who]?.state !== "training" && runs.step(who) >= runs.end(who),
          )
          .map((who) => [who, value(who)]),
      );
    const truth = this.truths.of(this.experiment)?.rollout;
    return {
      ...noFacts,
      friction: this.experiment.view.friction,
      drift: of((who) => driftOf(runs.latest[who]?.rollout ?? undefined)),
      testLoss: of((who) => runs.latest[who]?.testLoss ?? Number.NaN),
      change: truth ? changesAlong(truth) : null,
      ...this.views.facts,
    };
  }

  /** Opens every network on data of the visitor's own. */
  private take(next: Experiment) {
    this.pause();
    void this.enqueue(async () => {
      const keepsake = await this.keep();
      this.laterReopen.cancel();
      this.reopenWaiting = false;
      this.lastTrained = null;
      this.dispatchQuietly(next);
      if (!(await this.open())) return;
      await this.startWhereHeldOut();
      this.notices.say({
        kind: "run",
        message: text.own.taken,
        action: { label: text.undo, act: () => this.undo(keepsake) },
        seconds: 60,
      });
    });
  }

  /** Truth and networks are shown from the first held-out sample on, to the end of its recording or for some time. */
  private async startWhereHeldOut() {
    const { settings, measured } = this.experiment;
    if (!this.engine || !measured) return;
    const { data } = await this.engine.truth(settings, null, null, measured);
    const size = measured.symbols.length;
    const first = data.test.indexOf(1) * size;
    const x0 = [...data.x.subarray(first, first + size)];
    const all = { ...rolloutRequest(this.experiment, unable), x0, duration: wholeRecording };
    const { rollout, report } = await this.engine.truth(settings, all, null, measured);
    if (!rollout || !report || this.experiment.measured !== measured) return; // others were chosen meanwhile
    const dispatch = (key: "x0" | "rolloutDuration", value: number | number[]) =>
      this.dispatch({ type: "change-view", key, value });
    // Short enough to be read in a field; a little longer than the recording, so that its last sample is shown.
    const whole = rollout.t[rollout.t.length - 1] as number;
    const end = Math.min(whole, shownSteps * report.timeStep) * (1 + 1e-4);
    const rounded = (value: number) => Number(value.toPrecision(5));
    dispatch("x0", Array.from(rollout.x.subarray(0, size), rounded));
    dispatch("rolloutDuration", rounded(end));
  }

  /** Continues a saved run. The other networks begin anew if the file's settings are not the present ones. */
  private async adopt(who: Contestant, content: string) {
    if (!this.engine) return;
    const keepsake = await this.keep();
    const { settings: loaded, measured: found } = await this.engine.load(who, content);
    // Two networks of one run bring the same data.
    const own = this.inForce.measured;
    const isSame = found && own && dataKey(loaded, found) === dataKey(loaded, own);
    const measured = (isSame ? own : found) ?? undefined;
    const next = experimentOf(this.catalogue, this.experiment, who, loaded, measured);
    const isOther = beginsAnew(next, this.inForce);
    const before = this.runs.enabled;
    const otherSolve = solvesAnew(next, this.inForce);
    this.dispatchQuietly(next);
    if (!this.runs.enabled.includes(who)) this.letIn(who);
    const opened = this.experiment;
    this.inForce = opened;
    const others = this.runs.enabled.filter((other) => other !== who);
    const isReplaced = (other: Contestant) =>
      isOther || !before.includes(other) || (otherSolve && this.runs.solved.includes(other));
    const otherLearned = others.some((other) => isReplaced(other) && this.runs.step(other) > 0);
    for (const other of others) if (isReplaced(other)) await this.openOne(other, opened);
    this.runs.total = this.inForce.settings.steps;
    if (measured) await this.startWhereHeldOut();
    this.sendViews();
    this.truths.ask();
    this.measuring.soon();
    const loadedNote = text.loaded(whoLabel(who), formatCount(this.runs.step(who)));
    this.notices.say({
      kind: `file-${who}`,
      message: otherLearned ? `${loadedNote} ${text.loadedOther}` : loadedNote,
      action: { label: text.undo, act: () => this.undo(keepsake) },
      seconds: 60,
    });
  }

  /** The file's network takes part from now on. */
  private letIn(who: Contestant) {
    const solvers = solversOf(this.catalogue);
    const newcomers = solvers.includes(who) ? solvers : [who];
    const now = this.experiment.view;
    const view = { ...now, contestants: contestantsWhen(now, newcomers, true) };
    this.experiment = { ...this.experiment, view };
    this.runs.enabled = contestantsOf(view);
    this.writeUrl();
    this.showExperiment();
  }

  /** The page is drawn anew in the other language; what was learned is kept across that. */
  private async changeLanguage() {
    if (!this.host.keepsWork) return; // an element keeps the language that it was made in
    this.pause();
    await this.keeping.keep(0);
    this.writeUrl.cancel();
    this.host.writeLink(this.link);
    window.location.reload();
  }

  // ---- faults ----------------------------------------------------------------------------------------------

  private fault(fault: Fault) {
    if (this.runs.solved.includes(fault.contestant) && !fault.resumed) this.solving.end();
    if (!fault.recoverable) {
      this.fail(fault.message);
      return;
    }
    const { message } = fault;
    this.notices.say({ kind: `fault-${fault.contestant}`, tone: "warning", message });
    this.host.hear({ type: "error", message, fatal: false });
    this.requestRender();
  }

  /** The engine can never run here: the explanation takes the place of the pictures. */
  private fail(reason: string) {
    if (this.runs.fatal) return;
    this.runs.fatal = true;
    this.host.hear({ type: "error", message: reason, fatal: true });
    this.playMotion(false);
    this.header.leaveOnlyTheName();
    this.bar.element.hidden = true;
    this.main.replaceChildren(faultScreen(reason));
    this.render();
  }
}

/** Its settings then say little about the change. */
function isOtherSystem(before: Experiment, now: Experiment): boolean {
  const isGivenUp = before.measured !== undefined && !now.measured;
  return isGivenUp || before.settings.system !== now.settings.system;
}

/** What `opened` is `now`: a run's end and the page's look may have moved while it was opened. */
function asChangedSince(opened: Experiment, now: Experiment): Experiment {
  const looking = opened.settings.system === now.settings.system ? withLook(opened, now) : opened;
  if (beginsAnew(opened, now)) return looking; // and `now` is opened next
  const { steps } = now.settings;
  return { ...looking, settings: { ...looking.settings, steps } };
}

function withLook(experiment: Experiment, { view: { view, contestants } }: Experiment): Experiment {
  return { ...experiment, view: { ...experiment.view, view, contestants } };
}
