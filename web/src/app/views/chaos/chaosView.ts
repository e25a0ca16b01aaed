// Order and chaos (Choudhary et al. 2020): Poincaré sections of truth and networks side by side, the classification of each orbit by
// its Lyapunov exponent and SALI, and one orbit with its energy.

import { make, setText } from "../../../base/dom.js";
import { throttle } from "../../../base/scheduler.js";
import type { SectionFrame } from "../../../canvas/sectionView.js";
import type { SystemInfo } from "../../../catalogue/settings.js";
import { symbolText, text } from "../../../catalogue/strings.js";
import { chaosText, studyText } from "../../../catalogue/strings.later.js";
import type { Ink } from "../../../drawing/ink.js";
import { whoLabel } from "../../../panels/figure.js";
import { tracedLabel } from "../../../panels/pinLegend.js";
import type { Who } from "../../../protocol/snapshot.js";
import type { ChaosResult, SectionStudy } from "../../../protocol/study.js";
import { type Outcome, orbitsOf, outcomesOf, seriesOf, stateOf } from "../../../state/chaos.js";
import { formatNumber } from "../../../state/format.js";
import type { Pinned } from "../../../state/pins.js";
import type { ViewContext, ViewScene } from "../../view.js";
import { place } from "../study/layout.js";
import { SeriesFigure } from "../study/seriesFigure.js";
import { type Run, StudyView } from "../study/studyView.js";
import { describeState, everyoneIn, labelsOf, symbolsOf } from "../words.js";
import { borderOf } from "./border.js";
import { FollowOrbit } from "./followOrbit.js";
import { OrbitChooser } from "./orbitChooser.js";
import { SectionControls } from "./sectionControls.js";
import { SectionPanel } from "./sectionPanel.js";
import { TrainingNote } from "./trainingNote.js";
import { VerdictTable } from "./verdictTable.js";

type Question = Omit<SectionStudy, "type">;

const chaosPoints = 200;
const wordsPause = 400; // ms between changes of text and tables
const noBorder: number[] = [];

export class ChaosView extends StudyView<SectionPanel, Question> {
  readonly needs = { paths: true, grids: false };
  readonly element: HTMLElement;
  private readonly controls: SectionControls;
  private readonly hint = make("p", { class: "small" });
  private readonly row = make("div", { class: "study-row" });
  private readonly orbits = new OrbitChooser(() => this.requestRender());
  private readonly exponents: SeriesFigure;
  private readonly salis: SeriesFigure;
  private readonly table = new VerdictTable();
  private readonly followed: FollowOrbit;
  private readonly note = new TrainingNote();
  private frame: SectionFrame | null = null;
  private border: { of: string; curve: number[] } = { of: "", curve: noBorder };

  constructor(context: ViewContext) {
    super("chaos", context);
    const { scheduler, catalogue } = context;
    const dispatch = context.dispatch.bind(context);
    this.controls = new SectionControls(
      catalogue,
      { dispatch, changed: () => this.scene && this.show(this.scene) },
      this.bar.element,
    );
    const axes = { xTitle: studyText.timeAxis(""), xLogarithmic: true, yLogarithmic: true };
    const orbit = () => String(this.orbits.selected + 1);
    this.exponents = new SeriesFigure(
      "chaos-exponent",
      chaosText.exponentChart,
      axes,
      (parts) => chaosText.exponentAlt(orbit(), parts),
      this.ink,
      scheduler,
    );
    this.salis = new SeriesFigure(
      "chaos-sali",
      chaosText.saliChart,
      axes,
      (parts) => chaosText.saliAlt(orbit(), parts),
      this.ink,
      scheduler,
    );
    this.followed = new FollowOrbit(context, () => ({
      orbit: this.orbits.selected,
      start: this.startOf(this.orbits.selected),
    }));
    this.element = make(
      "div",
      { class: "study-view" },
      make("p", {}, chaosText.intro),
      this.controls.element,
      make(
        "div",
        { class: "figure figure-section-heading" },
        make("h2", {}, chaosText.sections),
        this.hint,
      ),
      this.row,
      this.orbits.element,
      make(
        "div",
        { class: "study-pair" },
        this.exponents.figure.element,
        this.salis.figure.element,
      ),
      make(
        "section",
        { class: "figure figure-chaos-table", "aria-labelledby": "chaos-table-title" },
        make("h2", { id: "chaos-table-title" }, chaosText.table),
        this.table.element,
        make("p", { class: "small" }, chaosText.tableHelp),
      ),
      this.followed.element,
      this.note.element,
    );
  }

  // ---- scenes and studies ----------------------------------------------------------------------------------

  override show(scene: ViewScene) {
    if (scene.system.section.coordinate < 0) return; // another system is about to be loaded
    this.note.measure(scene, this.context.scheduler.now());
    super.show(scene);
  }

  protected enter(system: SystemInfo) {
    const { section } = system;
    const labels = labelsOf(system);
    this.frame = {
      ...section,
      xLabel: labels[section.xAxis] ?? "",
      yLabel: labels[section.yAxis] ?? "",
    };
    this.controls.enter(system);
    this.followed.enter(system);
    const symbol = symbolText(system.coordinates[section.coordinate]?.symbol ?? "");
    setText(this.hint, chaosText.sectionHint(`${symbol} = ${formatNumber(section.value)}`));
  }

  protected showControls(scene: ViewScene) {
    this.controls.show(scene.experiment.view);
    this.orbits.setCount(this.controls.choice.orbits);
  }

  protected createPanel(who: Who): SectionPanel {
    const { ink, orbits } = this;
    const panel = new SectionPanel(who, {
      ...{ ink, scheduler: this.context.scheduler },
      changed: () => this.requestRender(),
      orbits: {
        point: (orbit) => orbits.point(orbit),
        choose: (orbit) => orbits.select(orbit),
      },
      labels: () => labelsOf(this.system as SystemInfo),
      symbols: () => symbolsOf(this.system as SystemInfo),
      selected: () => orbits.selected,
    });
    return panel;
  }

  protected arrange(panels: SectionPanel[]) {
    place(
      this.row,
      panels.map(({ figure }) => figure.element),
    );
  }

  protected question({ experiment: { view } }: ViewScene): Question {
    const { integrator, stepSize } = view;
    return { ...this.controls.choice, integrator, stepSize };
  }

  protected override asked(scene: ViewScene) {
    void this.context.scheduler.waitFor(this.findBorder(scene, this.key));
  }

  /** The section first, because it is the main plot; then the classification of its orbits. */
  protected async ask({ section, chaos }: SectionPanel, question: Question, run: Run) {
    chaos.clear();
    if (await run(section, { type: "section", ...question }))
      await run(chaos, { type: "chaos", ...question, points: chaosPoints });
  }

  private async findBorder(scene: ViewScene, key: string) {
    const { engine } = this.context;
    const { energy } = this.controls.choice;
    try {
      const curve = await borderOf(engine, scene.settingsInForce, scene.system, energy);
      if (key !== this.key) return;
      this.border = { of: key, curve };
      this.requestRender();
    } catch {
      // The plot is shown without its border; the engine reports its failure elsewhere.
    }
  }

  /** The start of an orbit, if the truth's section has returned it. */
  private startOf(orbit: number): number[] | null {
    const result = this.panels.get("truth")?.section.result;
    return result && orbit < orbitsOf(result)
      ? stateOf(result.starts, orbitsOf(result), orbit)
      : null;
  }

  private startWords(orbit: number): string | null {
    const start = this.startOf(orbit);
    const { system } = this;
    if (!start || !system) return null;
    return describeState(start, system, [system.section.xAxis, system.section.yAxis]);
  }

  facts() {
    const verdicts = (who: Who) => {
      const study = this.panels.get(who)?.chaos;
      return study?.result && study.state !== "running" ? outcomesOf(study.result) : null;
    };
    const truth = verdicts("truth");
    const agreeing: Partial<Record<Who, number>> = {};
    for (const who of this.panels.keys()) {
      const own = truth && verdicts(who);
      if (own) agreeing[who] = own.filter(({ verdict }, i) => verdict === truth[i]?.verdict).length;
    }
    return { agreeing, orbits: truth?.length ?? 0 };
  }

  // ---- rendering -------------------------------------------------------------------------------------------

  repaint(ink: Ink) {
    this.ink = ink;
    for (const panel of this.panels.values()) panel.setInk(ink);
    for (const chart of [this.exponents, this.salis]) chart.setInk(ink);
    this.followed.repaint(ink);
    this.requestRender();
  }

  protected render(scene: ViewScene, whos: Who[]) {
    const { frame, orbits } = this;
    if (!frame) return;
    const look = {
      frame,
      selected: orbits.shown,
      isPointing: orbits.isPointing,
      border: this.border.of === this.key ? this.border.curve : noBorder,
    };
    const pins = this.pins("section");
    for (const who of whos)
      this.panel(who).show(
        scene,
        look,
        pins.filter((pin) => pin.who === who),
      );
    this.followed.show(scene);
    this.showWords();
  }

  private readonly showWords = throttle(
    () => this.context.scheduler,
    wordsPause,
    () => {
      const { scene, frame, orbits } = this;
      if (!scene || !frame || !this.isOpen) return;
      const whos = everyoneIn(scene);
      const outcomes = new Map<Who, Outcome[]>();
      for (const who of whos) {
        const { result } = this.panel(who).chaos;
        if (result) outcomes.set(who, outcomesOf(result));
      }
      const { energy } = this.controls.choice;
      for (const who of whos)
        this.panel(who).showWords(scene, frame, energy, outcomes.get(who) ?? []);
      orbits.showWords(
        this.startWords(orbits.shown),
        whos.flatMap((who) => {
          const outcome = outcomes.get(who)?.[orbits.shown];
          return outcome ? [{ who, outcome }] : [];
        }),
      );
      const pins = this.pins("chaos");
      this.showTable(whos, outcomes, pins);
      this.showSeries(whos, pins);
      this.note.show(scene);
    },
  );

  private showTable(
    whos: Who[],
    outcomes: Map<Who, Outcome[]>,
    pins: readonly Pinned<ChaosResult>[],
  ) {
    this.table.show({
      columns: [
        ...whos.map((who) => ({ who, label: whoLabel(who, true), outcomes: outcomes.get(who) })),
        ...pins.map(({ who, pin, value }) => ({
          ...{ who, label: tracedLabel(who, pin) },
          outcomes: outcomesOf(value),
        })),
      ],
      orbits: this.controls.choice.orbits,
      selected: this.orbits.selected,
      start: (orbit) => this.startWords(orbit) ?? text.none,
    });
  }

  private showSeries(whos: Who[], pins: readonly Pinned<ChaosResult>[]) {
    const { shown } = this.orbits;
    const present = whos.flatMap((who) => {
      const { result } = this.panel(who).chaos;
      return result ? [{ who, value: result }] : [];
    });
    const series = (key: "exponent" | "sali") =>
      [...present, ...pins].flatMap(({ value, ...whose }) => {
        if (shown >= orbitsOf(value)) return [];
        return [{ ...whose, t: value.t, values: seriesOf(value[key], orbitsOf(value), shown) }];
      });
    this.exponents.update(series("exponent"));
    this.salis.update(series("sali"));
  }
}
