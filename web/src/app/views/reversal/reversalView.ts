// Reversibility: forward for a time T and back again, by truth and networks. Loops that close or do not, and against T the gap,
// the change of phase-space volume and of the symplectic form, with their meaning.

import { make, setText } from "../../../base/dom.js";
import { throttle } from "../../../base/scheduler.js";
import type { PortraitFrame } from "../../../canvas/portraitBackdrop.js";
import type { SystemInfo } from "../../../catalogue/settings.js";
import { choiceLabel } from "../../../catalogue/strings.js";
import { reversalText } from "../../../catalogue/strings.later.js";
import type { Ink } from "../../../drawing/ink.js";
import type { Who } from "../../../protocol/snapshot.js";
import type { ReversalStudy } from "../../../protocol/study.js";
import { lastValues, pointsFor, symmetryOf } from "../../../state/reversal.js";
import type { ViewContext, ViewScene } from "../../view.js";
import { frameOf } from "../frame.js";
import { place, section } from "../study/layout.js";
import { type Run, StudyView } from "../study/studyView.js";
import { everyoneIn, labelsOf } from "../words.js";
import { type LoopFrame, LoopPanel } from "./loopPanel.js";
import { Measures } from "./measures.js";
import { ReversalControls } from "./reversalControls.js";

const wordsPause = 300; // ms between changes of text and tables

export class ReversalView extends StudyView<LoopPanel, ReversalStudy> {
  readonly element: HTMLElement;
  readonly playerPlace = make("div", { class: "figure figure-player" });
  private readonly controls: ReversalControls;
  private readonly row = make("div", { class: "study-row" });
  private readonly measures: Measures;
  private readonly integratorNote = make("p", { id: "reversal-integrator" });
  private frame: PortraitFrame | null = null;
  private time = 0;

  constructor(context: ViewContext) {
    super("reversal", context);
    const { catalogue, scheduler } = context;
    const dispatch = context.dispatch.bind(context);
    this.controls = new ReversalControls(catalogue, dispatch, this.bar.element);
    this.measures = new Measures(this.ink, scheduler);
    const meaning = section(
      "reversal-meaning-title",
      reversalText.meaning,
      this.integratorNote,
      make("p", {}, reversalText.precision),
      ...reversalText.why.map((words) => make("p", {}, words)),
    );
    meaning.classList.add("prose");
    this.element = make(
      "div",
      { class: "study-view" },
      make("p", {}, reversalText.intro),
      this.controls.element,
      this.row,
      this.playerPlace,
      make("div", { class: "study-row" }, ...this.measures.charts),
      section("reversal-numbers-title", reversalText.numbers, this.measures.table),
      meaning,
    );
  }

  // ---- scenes and studies ----------------------------------------------------------------------------------

  protected enter(system: SystemInfo) {
    this.frame = frameOf(system);
    this.controls.enter(system);
  }

  protected showControls(scene: ViewScene) {
    this.controls.show(scene.experiment.view);
  }

  protected createPanel(who: Who): LoopPanel {
    return new LoopPanel(who, {
      ...{ ink: this.ink, scheduler: this.context.scheduler },
      changed: () => this.requestRender(),
      labels: () => labelsOf(this.system as SystemInfo),
    });
  }

  protected arrange(panels: LoopPanel[]) {
    place(
      this.row,
      panels.map(({ element }) => element),
    );
  }

  protected question({ experiment: { view } }: ViewScene): ReversalStudy {
    const { x0, rolloutDuration, integrator, stepSize } = view;
    return {
      ...{ type: "reversal", x0: [...x0], integrator, stepSize },
      duration: rolloutDuration,
      points: pointsFor(rolloutDuration),
    };
  }

  protected async ask({ study }: LoopPanel, question: ReversalStudy, run: Run) {
    await run(study, question);
  }

  facts() {
    const gap: Partial<Record<Who, number>> = {};
    for (const [who, { study }] of this.panels)
      if (study.result && study.state !== "running") gap[who] = lastValues(study.result).gap;
    return { gap };
  }

  // ---- rendering -------------------------------------------------------------------------------------------

  /** The first half of the shown time is the forward path, the second the return. */
  setTime(time: number) {
    this.time = time;
    for (const panel of this.panels.values()) panel.setPlace(this.place());
  }

  private place(): number {
    return (2 * this.time) / (this.scene?.experiment.view.rolloutDuration ?? 1);
  }

  repaint(ink: Ink) {
    this.ink = ink;
    for (const panel of this.panels.values()) panel.setInk(ink);
    this.measures.setInk(ink);
  }

  protected render(scene: ViewScene, whos: Who[]) {
    const { frame, system } = this;
    if (!frame || !system) return;
    const loops: LoopFrame = {
      ...{ ...this.ranges(frame), xLabel: frame.xLabel, yLabel: frame.yLabel },
      pairs: [[frame.xAxis, frame.yAxis], ...frame.others],
      isProjection: !frame.plane,
      isAngle: frame.angle,
      size: 2 * system.degreesOfFreedom,
    };
    const pins = this.pins("reversal");
    for (const who of whos) {
      const panel = this.panel(who);
      panel.show(
        scene,
        loops,
        pins.filter((pin) => pin.who === who),
      );
      panel.setPlace(this.place());
    }
    this.showWords();
  }

  /** The range of the system's picture, widened for the true motion; the same for all, for comparison. */
  private ranges({ xAxis, yAxis, xMin, xMax, yMin, yMax, others, angle }: PortraitFrame) {
    const x = { min: xMin, max: xMax };
    const y = { min: yMin, max: yMax };
    const way = this.panels.get("truth")?.study.result?.forward ?? new Float64Array();
    const size = 2 * (this.system as SystemInfo).degreesOfFreedom;
    for (let i = 0; i + size <= way.length; i += size) {
      for (const [a, b] of [[xAxis, yAxis] as const, ...others]) {
        if (!angle) widen(x, way[i + a] as number); // an angle stays within one turn
        widen(y, way[i + b] as number);
      }
    }
    return { x, y };
  }

  private readonly showWords = throttle(
    () => this.context.scheduler,
    wordsPause,
    () => {
      const { scene } = this;
      if (!scene || !this.isOpen) return;
      const whos = everyoneIn(scene);
      for (const who of whos) this.panel(who).showWords(scene);
      this.measures.show([
        ...whos.map((who) => ({ who, value: this.panel(who).study.result })),
        ...this.pins("reversal"),
      ]);
      const { integrator } = scene.experiment.view;
      const note = reversalText.integratorNote[symmetryOf(integrator)];
      setText(this.integratorNote, `${choiceLabel("integrator", integrator)}: ${note}`);
    },
  );
}

const margin = 1.05;

function widen(range: { min: number; max: number }, value: number) {
  if (!Number.isFinite(value)) return;
  range.min = Math.min(range.min, value * margin);
  range.max = Math.max(range.max, value * margin);
}
