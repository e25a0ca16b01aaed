// The dashboard: the only one that knows engine, state, pictures and panels. Intents from the panels change
// the experiment; the experiment drives the engine; snapshots of the engine drive the pictures.
import type { Learner } from "../canvas/ink.js";
import type { Catalogue, Settings, SystemInfo } from "../catalogue/settings.js";
import { settingLabel, systemText, text, withLabels } from "../catalogue/strings.js";
import type { Engine, Fault, Truth } from "../engine/engine.js";
import { debounce, make, setText, throttle } from "../panels/dom.js";
import { faultScreen } from "../panels/faultScreen.js";
import { whoLabel } from "../panels/figure.js";
import { Header } from "../panels/header.js";
import { Notices } from "../panels/notices.js";
import { NumbersPanel } from "../panels/numbers.js";
import { SettingsPanel } from "../panels/settingsPanel.js";
import { TrainingBar } from "../panels/trainingBar.js";
import { Player, TrajectoryPanel } from "../panels/viewControls.js";
import type { GridRequest, RolloutRequest, Snapshot } from "../protocol/snapshot.js";
import {
  changedSettings,
  defaultExperiment,
  type Experiment,
  type Intent,
  reduce,
  startsAnew,
  systemOf,
} from "../state/experiment.js";
import { sameValue } from "../state/fields.js";
import { formatCount } from "../state/format.js";
import { parseLink, printLink } from "../state/url.js";
import { Clock } from "./clock.js";
import { driftOf, Pictures, timeUnit } from "./pictures.js";
import { contestants, Runs } from "./runs.js";

export interface DashboardOptions {
  catalogue: Catalogue;
  createEngine(): Engine | Promise<Engine>;
}

/** Everything that undo brings back. */
interface Keepsake {
  experiment: Experiment;
  /** Model files; null where there was nothing learned or nothing could be saved. */
  files: Record<Learner, string> | null;
  total: number;
}

const reopenPause = 450; // ms after the last change of a setting
const urlPause = 300;
const numbersPause = 250;
const metricsPause = 600;
const gridSize = 33;
const pointsPerTime = 20;
const mostPoints = 601;
const mostMegabytes = 64;
const largestSeed = 2 ** 32;
/** The HNN counts as ahead when its energy error is this share of the plain network's, and as keeping its energy … */
const clearLead = 0.3;
/** … when it drifts no further than this, relative to the energy itself. */
const keptDrift = 0.2;
const lessMotion = "(prefers-reduced-motion: reduce)";

export class Dashboard {
  private readonly catalogue: Catalogue;
  private readonly runs = new Runs();
  private readonly notices = new Notices();
  private readonly header: Header;
  private readonly settingsPanel: SettingsPanel;
  private readonly trajectory: TrajectoryPanel;
  private readonly bar: TrainingBar;
  private readonly numbers: NumbersPanel;
  private readonly player: Player;
  private readonly pictures: Pictures;
  private readonly clock: Clock;
  private readonly lead = make("p", { class: "lead" });
  private readonly main: HTMLElement;

  private experiment: Experiment;
  /** The settings the engine works with; `experiment` may be ahead of them while the visitor types. */
  private inForce: Experiment;
  private engine: Engine | null = null;
  private truth: Truth | null = null;
  private frame = 0;
  /** Jobs that open, reset, save or load happen one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private truthFailures = 0;
  private truthPending = false;
  private truthWanted = false;
  private measuring: AbortController | null = null;

  constructor(
    root: HTMLElement,
    private readonly options: DashboardOptions,
  ) {
    const { catalogue } = options;
    this.catalogue = catalogue;
    const link = parseLink(catalogue, window.location.search);
    this.experiment = link.experiment;
    this.inForce = link.experiment;
    this.runs.total = link.experiment.settings.steps;

    this.header = new Header(catalogue, {
      chooseSystem: (system) => this.dispatch({ type: "choose-system", system }),
      share: () => this.share(),
      save: (contestant) => this.save(contestant),
      load: (files) => this.loadAll(files),
      theme: (value) => this.dispatch({ type: "change-view", key: "theme", value }),
    });
    this.settingsPanel = new SettingsPanel(catalogue, {
      change: (key, value) => this.dispatch({ type: "change-setting", key, value }),
      changeParameter: (index, value) => this.dispatch({ type: "change-parameter", index, value }),
      published: () => this.published(),
    });
    this.trajectory = new TrajectoryPanel(catalogue, {
      change: (key, value) => this.dispatch({ type: "change-view", key, value }),
      moveStart: (index, value) => this.dispatch({ type: "move-start", index, value }),
      launch: () => this.launch(),
    });
    this.bar = new TrainingBar({
      train: () => this.train(),
      pause: () => this.pause(),
      step: () => this.step(),
      reset: () => this.reset("reset"),
      newSeed: () => this.newSeed(),
      cancel: () => this.reset("cancel"),
    });
    this.numbers = new NumbersPanel((value) => this.copy(value, text.copied));
    this.pictures = new Pictures(catalogue, {
      change: (key, value) => this.dispatch({ type: "change-view", key, value }),
      moveStart: (x, y, _done) => this.moveStart(x, y),
      launch: () => this.launch(),
    });
    this.player = new Player({
      toggle: () => this.playMotion(!this.clock.isPlaying),
      seek: (share) => this.clock.seek(share * this.clock.duration),
      speed: (value) => this.dispatch({ type: "change-view", key: "speed", value }),
    });
    this.clock = new Clock((time) => {
      this.pictures.setTime(time);
      this.showTime();
    });
    this.pictures.motions.append(this.player.element);
    this.settingsPanel.element.append(this.trajectory.element);

    this.main = make(
      "main",
      { class: "layout" },
      this.lead,
      make(
        "div",
        { class: "pictures" },
        this.pictures.motions,
        this.pictures.portraitFigure.element,
      ),
      make(
        "div",
        { class: "charts" },
        this.pictures.energyFigure.element,
        this.pictures.lossFigure.element,
        this.numbers.element,
      ),
      this.settingsPanel.element,
    );
    root.replaceChildren(
      this.header.element,
      this.main,
      make("div", { class: "dock" }, this.notices.element, this.bar.element),
    );

    this.applyTheme();
    this.followDevice();
    this.acceptDrops(root);
    this.showExperiment();
    this.render();
    if (link.notices.length > 0) {
      this.notices.say({
        kind: "link",
        tone: "warning",
        message: text.linkNotices,
        details: link.notices,
      });
    }
  }

  /** Brings the engine up; resolves when both networks are ready, or when it is clear that they never will be. */
  async start(): Promise<void> {
    try {
      this.engine = await this.options.createEngine();
    } catch (error) {
      this.fail(messageOf(error));
      return;
    }
    this.engine.on("snapshot", (snapshot) => this.receive(snapshot));
    this.engine.on("fault", (fault) => this.fault(fault));
    this.askTruth();
    await this.enqueue(async () => {
      await this.open();
      this.runs.ready = !this.runs.fatal;
    });
    this.clock.seek(this.clock.time); // also where nothing moves by itself, time and captions are shown
    this.playMotion(!window.matchMedia(lessMotion).matches);
    this.requestRender();
  }

  // ---- intents -------------------------------------------------------------------------------------------

  private get system(): SystemInfo {
    return systemOf(this.catalogue, this.experiment.settings.system);
  }

  private dispatch(intent: Intent) {
    const before = this.experiment;
    const next = reduce(this.catalogue, before, intent);
    if (next === before) return;
    this.experiment = next;
    this.writeUrl();
    this.showExperiment();
    if (startsAnew(before.settings, next.settings)) this.reopen();
    else if (before.settings.steps !== next.settings.steps) this.moveEnd();
    const view = next.view;
    const old = before.view;
    if (view.theme !== old.theme) this.applyTheme();
    const pathKeys = ["x0", "rolloutDuration", "integrator", "stepSize"] as const;
    if (pathKeys.some((key) => !sameValue(view[key], old[key]))) this.watch();
    this.requestRender();
  }

  /** Shows the experiment in all controls. */
  private showExperiment() {
    const { settings, view } = this.experiment;
    const { system } = this;
    this.header.show(settings.system, view.theme, this.runs.ready && !this.runs.fatal);
    this.settingsPanel.show(settings, system);
    this.trajectory.show(view, system);
    this.player.showSpeed(view.speed);
    this.clock.speed = view.speed;
    this.clock.duration = view.rolloutDuration;
    if (this.clock.time > view.rolloutDuration) this.clock.seek(0);
    this.showTime();
  }

  private moveStart(x: number, y: number) {
    const { xAxis, yAxis } = this.system.view;
    const x0 = [...this.experiment.view.x0];
    x0[xAxis] = x;
    x0[yAxis] = y;
    this.dispatch({ type: "change-view", key: "x0", value: x0 });
  }

  private launch() {
    this.clock.seek(0);
    this.playMotion(true);
  }

  private playMotion(on: boolean) {
    this.clock.play(on);
    this.player.showPlaying(on);
  }

  private readonly showTime = throttle(100, () => {
    this.player.showTime(this.clock.time, this.clock.duration, timeUnit(this.system));
  });

  private readonly writeUrl = debounce(urlPause, () => {
    const { pathname, hash } = window.location;
    window.history.replaceState(
      null,
      "",
      `${pathname}${printLink(this.catalogue, this.experiment)}${hash}`,
    );
  });

  // ---- training ------------------------------------------------------------------------------------------

  private train() {
    if (!this.engine || !this.runs.ready) return;
    this.flushReopen();
    this.measuring?.abort();
    void this.enqueue(async () => {
      if (this.runs.state === "finished")
        this.runs.total = this.runs.furthest + this.experiment.settings.steps;
      for (const who of contestants) {
        if (this.runs.step(who) < this.runs.total) this.engine?.train(who, this.runs.total);
      }
    });
  }

  private pause() {
    for (const who of contestants) this.engine?.pause(who);
  }

  private step() {
    this.flushReopen();
    void this.enqueue(async () => {
      if (this.runs.state === "finished") this.runs.total = this.runs.furthest + 1;
      for (const who of contestants) this.engine?.step(who, 1);
    });
  }

  /** More or fewer steps: the run goes on, its end moves. */
  private moveEnd() {
    const { steps } = this.experiment.settings;
    this.runs.total = steps;
    this.inForce = { ...this.inForce, settings: { ...this.inForce.settings, steps } };
    for (const who of contestants) {
      if (this.runs.latest[who]?.state !== "training") continue;
      if (this.runs.step(who) < steps) this.engine?.train(who, steps);
      else this.engine?.pause(who);
    }
    this.requestRender();
  }

  /** Reset and cancel both end at step 0 with the same data and weights; cancel is said as what it is. */
  private reset(kind: "reset" | "cancel") {
    this.pause();
    void this.enqueue(async () => {
      const step = formatCount(this.runs.furthest);
      const keepsake = await this.keep();
      try {
        for (const who of contestants) await this.engine?.reset(who);
      } catch (error) {
        this.refused(messageOf(error));
        return;
      }
      for (const who of contestants) this.notices.clear(`stopped-${who}`);
      this.runs.total = this.experiment.settings.steps;
      this.sendViews();
      this.notices.say({
        kind: "run",
        message: kind === "cancel" ? text.cancelled(step) : text.resetDone(step),
        action: { label: text.undo, act: () => this.undo(keepsake) },
        seconds: 60,
      });
    });
  }

  private newSeed() {
    const seed = Math.floor(Math.random() * largestSeed);
    this.dispatch({ type: "change-setting", key: "seed", value: seed });
  }

  private published() {
    const { settings, view } = defaultExperiment(this.catalogue, this.experiment.settings.system);
    const { theme, speed, overlay } = this.experiment.view;
    this.dispatch({
      type: "restore",
      experiment: { settings, view: { ...view, theme, speed, overlay } },
    });
  }

  private readonly laterReopen = debounce(reopenPause, () => this.doReopen());
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
      if (!startsAnew(before.settings, this.experiment.settings)) return; // changed back in the meantime
      const learned = this.runs.furthest > 0;
      const keepsake = await this.keep();
      if (!(await this.open())) return;
      this.announceRestart(before, keepsake, learned);
    });
  }

  private announceRestart(before: Experiment, keepsake: Keepsake, learned: boolean) {
    const { settings } = this.experiment;
    const changed = changedSettings(before.settings, settings);
    const seedOnly = changed.length === 1 && changed[0] === "seed";
    const newSystem = changed.includes("system");
    if (!learned && !newSystem && !seedOnly) return; // nothing was lost
    const labels = changed.map((key) => settingLabel(key)).join(", ");
    const message = newSystem
      ? text.restartedSystem(systemText[settings.system]?.label ?? settings.system)
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

  private settingsFor(who: Learner): Settings {
    return { ...this.experiment.settings, model: who };
  }

  /** Opens both networks with the present settings; false and a message if they are refused. */
  private async open(): Promise<boolean> {
    const wanted = this.experiment;
    try {
      for (const who of contestants) await this.engine?.open(who, this.settingsFor(who));
    } catch (error) {
      if (this.runs.fatal) return false;
      if (!this.runs.ready) {
        this.fail(messageOf(error));
        return false;
      }
      await this.backToForce(messageOf(error));
      return false;
    }
    for (const who of contestants) this.notices.clear(`stopped-${who}`);
    this.inForce = wanted;
    this.runs.total = wanted.settings.steps;
    this.sendViews();
    this.askTruth();
    return true;
  }

  /** The core has refused: the last settings that worked come back, and the reason is said. */
  private async backToForce(reason: string) {
    this.refused(reason);
    this.dispatch({ type: "restore", experiment: this.inForce });
    this.laterReopen.cancel();
    this.reopenWaiting = false;
    try {
      for (const who of contestants) await this.engine?.open(who, this.settingsFor(who));
      this.sendViews();
      this.askTruth();
    } catch (error) {
      this.refused(messageOf(error));
    }
  }

  /** Requests that a later one has overtaken, or that died with a fault already told, are no news. */
  private report(error: unknown) {
    const isOvertaken = error instanceof DOMException && error.name === "AbortError";
    if (!isOvertaken && !this.runs.fatal) this.refused(messageOf(error));
  }

  private refused(reason: string) {
    this.notices.say({
      kind: "refused",
      tone: "warning",
      message: text.refused(withLabels(reason)),
    });
  }

  /** Takes everything along that undo needs. */
  private async keep(): Promise<Keepsake> {
    const experiment = this.inForce;
    const { total } = this.runs;
    if (this.runs.furthest === 0 || !this.engine) return { experiment, files: null, total };
    try {
      const [hnn, baseline] = await Promise.all([
        this.engine.save("hnn"),
        this.engine.save("baseline"),
      ]);
      return { experiment, files: { hnn, baseline }, total };
    } catch {
      return { experiment, files: null, total }; // without the weights undo brings the settings back
    }
  }

  private undo({ experiment, files, total }: Keepsake) {
    this.pause();
    void this.enqueue(async () => {
      this.laterReopen.cancel();
      this.reopenWaiting = false;
      this.dispatchQuietly(experiment);
      if (!(await this.open())) return;
      if (files) {
        try {
          for (const who of contestants) await this.engine?.load(who, files[who]);
          this.runs.total = total;
          this.sendViews();
        } catch (error) {
          this.refused(messageOf(error));
          return;
        }
      }
      this.notices.say({
        kind: "run",
        message: files ? text.undone : text.undoneSettings,
        seconds: 8,
      });
      this.measureSoon();
    });
  }

  /** Replaces the settings without opening a run: the caller does that itself. The look of the page stays. */
  private dispatchQuietly(experiment: Experiment) {
    const { theme, overlay, speed, energyKind } = this.experiment.view;
    this.experiment = {
      ...experiment,
      view: { ...experiment.view, theme, overlay, speed, energyKind },
    };
    this.writeUrl();
    this.showExperiment();
    this.requestRender();
  }

  private enqueue(job: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(job).catch((error) => this.report(error));
    return this.queue.then(() => this.requestRender());
  }

  // ---- what is shown -------------------------------------------------------------------------------------

  private rolloutRequest(): RolloutRequest {
    const { x0, rolloutDuration, integrator, stepSize } = this.experiment.view;
    const points = Math.min(
      mostPoints,
      Math.max(101, Math.ceil(rolloutDuration * pointsPerTime) + 1),
    );
    return { x0: [...x0], duration: rolloutDuration, points, integrator, stepSize };
  }

  /** Only a system of one degree of freedom has a phase plane; elsewhere a slice would mislead. */
  private gridRequest(): GridRequest | null {
    const { system } = this;
    if (system.degreesOfFreedom > 1) return null;
    const { xAxis, yAxis, xMin, xMax, yMin, yMax } = system.view;
    return { xAxis, yAxis, xMin, xMax, yMin, yMax, columns: gridSize, rows: gridSize };
  }

  private sendViews() {
    if (!this.engine) return;
    const grid = this.gridRequest();
    for (const who of contestants) {
      this.engine.watch(who, { rollout: this.rolloutRequest(), ...(grid ? { grid } : {}) });
    }
  }

  private readonly watch = throttle(30, () => {
    if (!this.engine || !this.runs.ready || this.reopenWaiting) return;
    this.sendViews();
    this.askTruth();
  });

  /** One question at a time; the latest wins. */
  private askTruth() {
    if (!this.engine || this.runs.fatal) return;
    this.truthWanted = true;
    if (this.truthPending) return;
    this.truthWanted = false;
    this.truthPending = true;
    const { settings } = this.experiment;
    this.engine
      .truth(settings, this.rolloutRequest(), this.gridRequest())
      .then((truth) => this.receiveTruth(truth, settings))
      .then(
        () => {
          this.truthFailures = 0;
        },
        (error) => {
          // A worker that died has a successor: ask once more before saying anything.
          this.truthFailures += 1;
          if (this.truthFailures === 1) this.truthWanted = true;
          else if (this.runs.ready) this.report(error);
        },
      )
      .finally(() => {
        this.truthPending = false;
        if (this.truthWanted) this.askTruth();
      });
  }

  private truthSettings: Settings | null = null;

  private receiveTruth(truth: Truth, settings: Settings) {
    const sameSystem = this.truthSettings !== null && !startsAnew(this.truthSettings, settings);
    // Data and field of the same settings are the same: the backdrop need not be painted again.
    this.truth =
      sameSystem && this.truth ? { ...truth, data: this.truth.data, grid: this.truth.grid } : truth;
    this.truthSettings = settings;
    this.requestRender();
  }

  private receive(snapshot: Snapshot) {
    const before = this.runs.state;
    if (!this.runs.accept(snapshot)) return;
    const who = snapshot.contestant as Learner; // of others none is accepted
    if (snapshot.state === "stopped" && snapshot.note) {
      this.notices.say({
        kind: `stopped-${snapshot.contestant}`,
        tone: "warning",
        message: text.stoppedNote(whoLabel(who), withLabels(snapshot.note)),
      });
    }
    const after = this.runs.state;
    if (
      after !== "training" &&
      this.runs.furthest > 0 &&
      (before === "training" || this.runs.metrics[who] === null)
    ) {
      this.measureSoon();
    }
    this.requestRender();
  }

  private requestRender() {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.render();
    });
  }

  private render() {
    const { runs } = this;
    const { state } = runs;
    const trained = runs.furthest > 0;
    const root = document.documentElement;
    root.dataset.state = state;
    root.dataset.stepHnn = String(runs.step("hnn"));
    root.dataset.stepBaseline = String(runs.step("baseline"));
    this.bar.show({
      state,
      step: { hnn: runs.step("hnn"), baseline: runs.step("baseline") },
      total: runs.total,
      stepsPerSecond: {
        hnn: runs.latest.hnn?.stepsPerSecond ?? 0,
        baseline: runs.latest.baseline?.stepsPerSecond ?? 0,
      },
    });
    const { settings } = this.experiment;
    const plural = systemText[settings.system]?.plural ?? settings.system;
    setText(this.lead, this.leadWords(plural));
    this.header.show(settings.system, this.experiment.view.theme, runs.ready && !runs.fatal);
    // While the settings run ahead of the engine, results of the old ones are not shown under the new.
    const matches = this.inForce.settings.system === settings.system;
    const truthMatches = this.truthSettings?.system === settings.system;
    const pathsOf = (who: Learner) => (matches && runs.step(who) > 0 ? runs.latest[who] : null);
    const hnn = pathsOf("hnn");
    const baseline = pathsOf("baseline");
    const truth = truthMatches ? this.truth : null;
    this.pictures.show({
      experiment: this.experiment,
      system: this.system,
      data: truth?.data ?? null,
      paths: {
        ...(truth?.rollout ? { truth: truth.rollout } : {}),
        ...(hnn?.rollout ? { hnn: hnn.rollout } : {}),
        ...(baseline?.rollout ? { baseline: baseline.rollout } : {}),
      },
      grids: {
        ...(truth?.grid ? { truth: truth.grid } : {}),
        ...(hnn?.grid ? { hnn: hnn.grid } : {}),
        ...(baseline?.grid ? { baseline: baseline.grid } : {}),
      },
      curves: {
        ...(hnn ? { hnn: hnn.curve } : {}),
        ...(baseline ? { baseline: baseline.curve } : {}),
      },
      total: runs.total,
      trained,
    });
    // At rest the numbers belong to the state shown; while training they may lag behind it.
    if (state === "training") this.showNumbersSoon();
    else this.showNumbers();
  }

  /** What the run has shown is said only when it was measured. */
  private leadWords(plural: string): string {
    const { state, metrics } = this.runs;
    if (state !== "finished" || !metrics.hnn || !metrics.baseline) return text.lead(plural);
    const isAhead =
      metrics.hnn.energyMse < clearLead * metrics.baseline.energyMse &&
      metrics.hnn.energyDrift < keptDrift;
    return isAhead ? text.leadTrained(plural) : text.leadUndecided(plural);
  }

  private readonly showNumbersSoon = throttle(numbersPause, () => this.showNumbers());

  private showNumbers() {
    const of = (who: Learner) => {
      const snapshot = this.runs.latest[who];
      const trained = this.runs.step(who) > 0;
      return {
        testLoss: trained && snapshot ? snapshot.testLoss : Number.NaN,
        drift: trained ? driftOf(snapshot?.rollout) : Number.NaN,
        metrics: trained ? this.runs.metrics[who] : null,
        measuring: this.measuring !== null || this.runs.state === "training",
        fingerprint: snapshot?.fingerprint ?? "",
      };
    };
    this.numbers.show({ hnn: of("hnn"), baseline: of("baseline") });
  }

  private readonly measureSoon = debounce(metricsPause, () => this.measure());

  private measure() {
    if (!this.engine || this.runs.state === "training" || this.runs.furthest === 0) return;
    this.measuring?.abort();
    const controller = new AbortController();
    this.measuring = controller;
    const one = async (who: Learner) => {
      const generation = this.runs.latest[who]?.generation;
      const metrics = await (this.engine as Engine).metrics(who, controller.signal);
      if (!controller.signal.aborted && this.runs.latest[who]?.generation === generation)
        this.runs.metrics[who] = metrics;
    };
    Promise.allSettled(contestants.map(one)).then(() => {
      if (this.measuring === controller) this.measuring = null;
      this.requestRender();
    });
    this.requestRender();
  }

  // ---- taking away, bringing back --------------------------------------------------------------------------

  private async copy(value: string, done: string) {
    try {
      await navigator.clipboard.writeText(value);
      this.notices.say({ kind: "copy", message: done, seconds: 6 });
    } catch {
      this.notices.say({ kind: "copy", message: text.copyFailed(value) });
    }
  }

  private share() {
    const link = new URL(window.location.href);
    link.search = printLink(this.catalogue, this.experiment);
    void this.copy(link.href, text.shared);
  }

  private save(contestant: Learner) {
    void this.enqueue(async () => {
      try {
        const file = await (this.engine as Engine).save(contestant);
        const link = make("a", {
          href: URL.createObjectURL(new Blob([file], { type: "application/json" })),
          download: `${contestant}-${this.experiment.settings.system}-${this.runs.step(contestant)}.json`,
        });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      } catch (error) {
        this.notices.say({
          kind: "file",
          tone: "warning",
          message: text.saveFailed(messageOf(error)),
        });
      }
    });
  }

  /** Several files at once: the HNN's and the plain network's of one run, most likely. */
  private loadAll(files: Iterable<File>) {
    this.notices.clear("file"); // the complaint about an earlier one
    for (const file of [...files].slice(0, contestants.length)) this.load(file);
  }

  private load(file: File) {
    const complain = (reason: string) =>
      this.notices.say({
        kind: "file",
        tone: "warning",
        message: text.loadFailed(file.name, reason),
      });
    if (file.size > mostMegabytes * 2 ** 20) {
      complain(text.loadTooLarge(String(mostMegabytes)));
      return;
    }
    this.pause();
    void this.enqueue(async () => {
      try {
        const content = await file.text();
        const [, model] = content.match(/"model"\s*:\s*"(hnn|baseline)"/) ?? [];
        if (!/"format"\s*:\s*"hnn-lab\//.test(content) || !model)
          throw new Error(text.notModelFile);
        await this.adopt(model as Learner, content);
      } catch (error) {
        complain(messageOf(error));
      }
    });
  }

  /** Continues a saved run. The other network begins anew if the file's settings are not the present ones. */
  private async adopt(who: Learner, content: string) {
    if (!this.engine) return;
    const keepsake = await this.keep();
    const { settings: loaded } = await this.engine.load(who, content);
    const known = defaultExperiment(this.catalogue, loaded.system);
    const settings: Settings = {
      ...loaded,
      model: known.settings.model,
      systemParameters:
        loaded.systemParameters.length > 0
          ? loaded.systemParameters
          : known.settings.systemParameters,
    };
    const sameSystem = settings.system === this.experiment.settings.system;
    const isOther = startsAnew(settings, this.inForce.settings);
    this.dispatchQuietly({ settings, view: sameSystem ? this.experiment.view : known.view });
    this.inForce = this.experiment;
    const other: Learner = who === "hnn" ? "baseline" : "hnn";
    const otherLearned = isOther && this.runs.step(other) > 0;
    if (isOther) {
      await this.engine.open(other, this.settingsFor(other));
    }
    this.runs.total = settings.steps;
    this.sendViews();
    this.askTruth();
    this.measureSoon();
    const loadedNote = text.loaded(whoLabel(who), formatCount(this.runs.step(who)));
    this.notices.say({
      kind: `file-${who}`,
      message: otherLearned ? `${loadedNote} ${text.loadedOther}` : loadedNote,
      action: { label: text.undo, act: () => this.undo(keepsake) },
      seconds: 60,
    });
  }

  private acceptDrops(root: HTMLElement) {
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    root.addEventListener("dragover", (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      root.dataset.drop = text.dropHere;
    });
    root.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) delete root.dataset.drop;
    });
    root.addEventListener("drop", (event) => {
      delete root.dataset.drop;
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.loadAll(event.dataTransfer.files);
    });
  }

  // ---- faults and looks ------------------------------------------------------------------------------------

  private fault(fault: Fault) {
    if (!fault.recoverable) {
      this.fail(fault.message);
      return;
    }
    this.notices.say({
      kind: `fault-${fault.contestant}`,
      tone: "warning",
      message: fault.message,
    });
    this.requestRender();
  }

  /** The engine can never run here: the explanation takes the place of the pictures. */
  private fail(reason: string) {
    if (this.runs.fatal) return;
    this.runs.fatal = true;
    this.playMotion(false);
    this.header.leaveOnlyTheName();
    this.bar.element.hidden = true;
    this.main.replaceChildren(faultScreen(reason));
    this.render();
  }

  private applyTheme() {
    const { theme } = this.experiment.view;
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    this.pictures.repaint();
  }

  private followDevice() {
    for (const query of [
      "(prefers-color-scheme: dark)",
      "(forced-colors: active)",
      "(prefers-contrast: more)",
    ]) {
      window.matchMedia(query).addEventListener("change", () => this.pictures.repaint());
    }
    const motion = window.matchMedia(lessMotion);
    motion.addEventListener("change", () => {
      if (motion.matches) this.playMotion(false);
    });
    window.addEventListener("popstate", () => {
      const { experiment } = parseLink(this.catalogue, window.location.search);
      this.dispatch({ type: "restore", experiment });
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
