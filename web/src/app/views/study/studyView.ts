// Shared by the views on chaos and reversibility: a panel for each participant, whose studies
// answer one request. The truth is studied as soon as the view opens, a network when it is trained and paused;
// another request drops all results and starts when the controls have settled.

import { type Cancel, debounce } from "../../../base/scheduler.js";
import type { SystemInfo } from "../../../catalogue/settings.js";
import { type Ink, readInk } from "../../../drawing/ink.js";
import { StudyBar } from "../../../panels/studyBar.js";
import { isNetwork, type Who } from "../../../protocol/snapshot.js";
import type { StudyRequest, StudyResult } from "../../../protocol/study.js";
import type { ViewName } from "../../../state/experiment.js";
import { type Pinned, pinned, studied } from "../../../state/pins.js";
import type { Study, StudyFacts } from "../../studies.js";
import type { PageView, ViewContext, ViewScene } from "../../view.js";
import { everyoneIn } from "../words.js";
import { isDue, isUntrained, markOf, statusWords } from "./due.js";

const settle = 500; // ms after the last change of a control

export interface StudyPanel {
  /** In the order in which they run; each begins when the previous one is complete. */
  readonly studies: readonly (StudyFacts & Pick<Study<StudyRequest>, "stop" | "clear">)[];
}

/** Runs one study of a participant; true: it is complete. */
export type Run = <Request extends StudyRequest>(
  study: Study<Request>,
  request: Request,
) => Promise<boolean>;

export abstract class StudyView<Panel extends StudyPanel, Question extends object>
  implements PageView
{
  abstract readonly element: HTMLElement;
  protected ink: Ink = readInk();
  protected scene: ViewScene | null = null;
  protected system: SystemInfo | null = null;
  protected readonly panels = new Map<Who, Panel>();
  readonly bar: StudyBar;
  /** Identifies the request of the results; "" before there are any. */
  protected key = "";
  protected isOpen = false;
  private nextRender: Cancel | null = null;

  constructor(
    readonly id: ViewName,
    protected readonly context: ViewContext,
  ) {
    this.bar = new StudyBar(id, {
      compute: () => this.compute(this.scene ? everyoneIn(this.scene) : []),
      stop: () => this.stop(),
    });
  }

  // ---- implemented by a view -------------------------------------------------------------------------------

  /** Another system: its controls and axes. */
  protected abstract enter(system: SystemInfo): void;
  protected abstract showControls(scene: ViewScene): void;
  protected abstract createPanel(who: Who): Panel;
  /** Puts the panels of the participants into the page. */
  protected abstract arrange(panels: Panel[]): void;
  /** The request for all participants. */
  protected abstract question(scene: ViewScene): Question;
  /** Runs the studies of one participant. */
  protected abstract ask(panel: Panel, question: Question, run: Run): Promise<void>;
  /** The request has changed. */
  protected asked(_scene: ViewScene): void {}
  protected abstract render(scene: ViewScene, whos: Who[]): void;
  abstract repaint(ink: Ink): void;

  // ---- scenes ----------------------------------------------------------------------------------------------

  show(scene: ViewScene) {
    this.scene = scene;
    this.isOpen = true;
    if (this.system !== scene.system) {
      this.system = scene.system;
      this.key = "";
      for (const panel of this.panels.values()) forget(panel);
      this.enter(scene.system);
    }
    this.showControls(scene);
    this.attachPanels(scene);
    for (const who of everyoneIn(scene)) if (isUntrained(scene, who)) forget(this.panel(who));
    if (scene.ready) this.follow(scene);
    this.requestRender();
  }

  hide() {
    this.isOpen = false;
    this.later.cancel();
    // Interrupted studies start again when the view is opened again.
    for (const { studies } of this.panels.values())
      for (const study of studies) if (study.state === "running") study.clear();
  }

  protected panel(who: Who): Panel {
    return this.panels.get(who) as Panel;
  }

  private attachPanels(scene: ViewScene) {
    const whos = everyoneIn(scene);
    for (const who of whos) if (!this.panels.has(who)) this.panels.set(who, this.createPanel(who));
    for (const [who, panel] of this.panels) if (!whos.includes(who)) forget(panel);
    this.arrange(whos.map((who) => this.panel(who)));
  }

  private follow(scene: ViewScene) {
    const { system, systemParameters } = scene.settingsInForce;
    const key = JSON.stringify([system, systemParameters, this.question(scene)]);
    const isFirst = this.key === "";
    if (key !== this.key) {
      this.key = key;
      for (const panel of this.panels.values()) forget(panel);
      this.asked(scene);
      if (!isFirst) this.later();
    }
    if (isFirst || !this.later.isWaiting) this.computeDue();
  }

  // ---- studies ---------------------------------------------------------------------------------------------

  private readonly later = debounce(
    () => this.context.scheduler,
    settle,
    () => this.computeDue(),
  );

  private computeDue() {
    const { scene } = this;
    if (!scene?.ready || !this.isOpen) return;
    this.compute(everyoneIn(scene).filter((who) => isPanelDue(scene, who, this.panel(who))));
  }

  private compute(whos: Who[]) {
    const { scene } = this;
    if (!scene?.ready) return;
    for (const who of whos)
      if (!isUntrained(scene, who)) void this.context.scheduler.waitFor(this.askOne(scene, who));
  }

  private askOne(scene: ViewScene, who: Who): Promise<void> {
    const { engine, keepStudy: keep } = this.context;
    const question = this.question(scene);
    const key = JSON.stringify(question);
    const mark = markOf(scene, who);
    const run: Run = async (study, request) => {
      const isDone = await study.run(engine, who, scene.settingsInForce, request, mark);
      const result: StudyResult | null = study.result;
      if (isDone && isNetwork(who) && mark && result) keep(who, mark, key, result);
      return isDone;
    };
    return this.ask(this.panel(who), question, run);
  }

  protected stop() {
    for (const { studies } of this.panels.values()) for (const study of studies) study.stop();
    this.requestRender();
  }

  /** Results of pinned runs for the present request. */
  protected pins<Type extends StudyResult["type"]>(
    type: Type,
  ): Pinned<Extract<StudyResult, { type: Type }>>[] {
    const scene = this.scene as ViewScene;
    const key = JSON.stringify(this.question(scene));
    return pinned(scene.pins, scene.contestants, (run) => studied(run, type, key));
  }

  // ---- rendering -------------------------------------------------------------------------------------------

  protected requestRender() {
    if (this.nextRender || !this.isOpen) return;
    this.nextRender = this.context.scheduler.frame(() => {
      this.nextRender = null;
      const { scene } = this;
      if (!scene || !this.isOpen) return;
      const whos = everyoneIn(scene);
      this.showBar(scene, whos);
      this.render(scene, whos);
    });
  }

  private showBar(scene: ViewScene, whos: Who[]) {
    const studies = whos
      .filter((who) => !isUntrained(scene, who))
      .flatMap((who) => this.panel(who).studies.map((study) => ({ who, study })));
    const isRunning = studies.some(({ study }) => study.state === "running");
    const sum = studies.reduce((total, { study }) => total + study.progress, 0);
    this.bar.show({
      canCompute: scene.ready && !isRunning,
      isRunning,
      progress: sum / Math.max(1, studies.length),
      status: statusWords(studies),
    });
  }
}

function forget({ studies }: StudyPanel) {
  for (const study of studies) if (study.state !== "none") study.clear();
}

/** The first incomplete study determines the state. */
export function isPanelDue(scene: ViewScene, who: Who, { studies }: StudyPanel): boolean {
  return studies.some(
    (study, i) =>
      isDue(scene, who, study) && studies.slice(0, i).every(({ state }) => state === "done"),
  );
}
