// The controls around the plots: panels, training bar, header. Each sends commands to the session, and shows the
// experiment of the session.

import type { Scheduler } from "../base/scheduler.js";
import { throttle } from "../base/scheduler.js";
import type { Catalogue } from "../catalogue/settings.js";
import { systemText, text } from "../catalogue/strings.js";
import { Header } from "../panels/header.js";
import { SettingsPanel } from "../panels/settingsPanel.js";
import { SolvePanel } from "../panels/solvePanel.js";
import { TrainingBar } from "../panels/trainingBar.js";
import { Player, TrajectoryPanel } from "../panels/viewControls.js";
import {
  contestantsOf,
  hasView,
  type Intent,
  optionalModelProblem,
  optionalModels,
  solversOf,
  systemIn,
  targetOf,
  type ViewName,
} from "../state/experiment.js";
import { measuredId } from "../state/measured.js";
import type { RunState } from "../state/runState.js";
import type { Clock } from "./clock.js";
import type { Files } from "./files.js";
import type { Later } from "./later.js";
import type { Command } from "./session/machine.js";
import { sameAxes } from "./session/networks.js";
import type { Session } from "./session/session.js";
import { timeUnit } from "./views/words.js";

const largestSeed = 2 ** 32;
const timePause = 100; // ms

export interface ControlsParts {
  catalogue: Catalogue;
  session: Session;
  scheduler: Scheduler;
  files: Later<Files>;
  clock(): Clock;
  views: readonly ViewName[];
  /** Address of the documentation; null if it is not available. */
  docs: string | null;
  signal: AbortSignal;
  openView(view: ViewName): void;
  /** Reports an error outside a job of the session. */
  report(error: unknown): void;
}

export class Controls {
  readonly header: Header;
  readonly settingsPanel: SettingsPanel;
  readonly bar: TrainingBar;
  readonly player: Player;
  private readonly solvePanel: SolvePanel;
  private readonly trajectory: TrajectoryPanel;

  constructor(private readonly parts: ControlsParts) {
    const { catalogue, session, files, docs, signal } = parts;
    const loadAll = (chosen: Iterable<File>) => {
      const list = [...chosen]; // a file field clears its own
      files.use((all) => all.load(list));
    };
    const send = (command: Command) => void session.do(command);
    const change = (intent: Intent) => send({ type: "change", intent });
    this.header = new Header(
      catalogue,
      parts.views,
      {
        openView: parts.openView,
        chooseSystem: (system) => change({ type: "choose-system", system }),
        lessons: () => change({ type: "change-view", key: "lesson", value: 1 }),
        share: () => files.use((all) => void all.share().catch((error) => parts.report(error))),
        save: (contestant) => files.use((all) => all.save(contestant)),
        load: (chosen) => loadAll(chosen),
        theme: (value) => change({ type: "change-view", key: "theme", value }),
        language: (value) => change({ type: "change-view", key: "language", value }),
      },
      { docs, signal },
    );
    this.settingsPanel = new SettingsPanel(catalogue, {
      change: (key, value) => change({ type: "change-setting", key, value }),
      changeParameter: (index, value) => change({ type: "change-parameter", index, value }),
      usePreset: (preset) => change({ type: "use-preset", preset }),
      takePart: (who, on) => send({ type: "take-part", contestants: [who], on }),
      data: {
        choose: (chosen) => loadAll(chosen),
        changeColumns: () => files.use((all) => all.reopenData()),
        giveUp: () => change({ type: "choose-system", system: session.inForce.settings.system }),
      },
    });
    this.solvePanel = new SolvePanel(catalogue, {
      change: (key, value) => change({ type: "change-setting", key, value }),
      changeWidth: (value) => change({ type: "change-view", key: "solvedWidth", value }),
      takePart: (on) => send({ type: "take-part", contestants: solversOf(catalogue), on }),
    });
    this.trajectory = new TrajectoryPanel(catalogue, {
      change: (key, value) => change({ type: "change-view", key, value }),
      moveStart: (index, value) => change({ type: "move-start", index, value }),
      launch: () => this.launch(),
    });
    this.bar = new TrainingBar({
      train: () => send({ type: "train" }),
      solve: () => send({ type: "solve" }),
      pause: () => send({ type: "pause" }),
      step: () => send({ type: "step" }),
      reset: () => send({ type: "reset", as: "reset" }),
      newSeed: () => {
        const value = Math.floor(Math.random() * largestSeed);
        change({ type: "change-setting", key: "seed", value });
      },
      cancel: () => send({ type: "cancel" }),
      undo: () => send({ type: "undo" }),
      redo: () => send({ type: "redo" }),
    });
    this.player = new Player({
      toggle: () => this.playMotion(!parts.clock().isPlaying),
      seek: (share) => parts.clock().seek(share * parts.clock().duration),
      speed: (value) => change({ type: "change-view", key: "speed", value }),
    });
    this.settingsPanel.element.append(this.solvePanel.element, this.trajectory.element);
  }

  /** Plays the shown trajectories from their start. */
  launch() {
    this.parts.clock().seek(0);
    this.playMotion(true);
  }

  playMotion(on: boolean) {
    if (on && this.parts.signal.aborted) return;
    this.parts.clock().play(on);
    this.player.showPlaying(on);
  }

  readonly showTime = throttle(
    () => this.parts.scheduler,
    timePause,
    () => {
      const { catalogue, session } = this.parts;
      const clock = this.parts.clock();
      const system = systemIn(catalogue, session.experiment);
      this.player.showTime(clock.time, clock.duration, timeUnit(system));
    },
    "background",
  );

  /** The state of the networks as one word. */
  get runState(): RunState {
    const { session } = this.parts;
    const isOther = !sameAxes(session.inForce, session.experiment);
    // Results of another system do not apply to the one shown.
    return session.state === "reopening" && isOther ? "loading" : session.runs.state;
  }

  /** Shows the experiment. */
  showExperiment() {
    const { catalogue, session } = this.parts;
    const { experiment } = session;
    const { view } = experiment;
    const clock = this.parts.clock();
    const system = systemIn(catalogue, experiment);
    this.showHeader();
    this.settingsPanel.show(experiment, system);
    for (const who of optionalModels(catalogue)) {
      const takesPart = contestantsOf(view).includes(who);
      this.settingsPanel.showGuest(who, takesPart, optionalModelProblem(catalogue, system, who));
    }
    this.solvePanel.show(experiment);
    this.trajectory.show(view, system);
    this.player.showSpeed(view.speed);
    clock.speed = view.speed;
    clock.duration = view.rolloutDuration;
    if (clock.time > view.rolloutDuration) clock.seek(0);
    this.showTime();
  }

  showHeader() {
    const { catalogue, session } = this.parts;
    const { experiment, runs } = session;
    const { settings, view, measured } = experiment;
    const system = systemIn(catalogue, experiment);
    this.header.show({
      system: measured ? measuredId : settings.system,
      theme: view.theme,
      language: view.language,
      canSave: runs.ready && !runs.fatal,
      contestants: runs.enabled,
      view: view.view,
      loads: (name) => {
        if (hasView(system, name)) return null;
        const { id } = targetOf(catalogue, experiment, name) ?? {};
        if (id === settings.system && !measured) return text.viewRetells;
        return id ? text.viewLoads(systemText[id]?.label ?? id) : null;
      },
    });
  }

  /** The progress of training. */
  showRuns() {
    const { session } = this.parts;
    const { runs, solve, history } = session;
    this.bar.show({
      state: this.runState,
      runs: runs.trained.map((who) => ({
        who,
        step: runs.step(who),
        stepsPerSecond: runs.latest[who]?.stepsPerSecond ?? 0,
      })),
      total: runs.total,
      solves: runs.solved.map((who) => ({ who, step: runs.step(who), end: runs.end(who) })),
      solving: solve.busy,
      shownAfter: solve.shownAfter,
      canUndo: history.canUndo,
      canRedo: history.canRedo,
    });
  }

  /** If nothing can run, there is nothing to control. */
  leaveOnlyTheName() {
    this.header.leaveOnlyTheName();
    this.bar.element.hidden = true;
  }
}
