// Order and chaos (Choudhary et al. 2020): Poincaré sections of truth and networks side by side, the kind of each
// orbit by its Lyapunov exponent and SALI, and one orbit with its energy. The truth is computed as soon as the
// view opens; networks when they have learned something and rest, or when asked.

import { make, setAttribute, setText } from "../../base/dom.js";
import { type Cancel, debounce, throttle } from "../../base/scheduler.js";
import { contourSegments } from "../../canvas/contours.js";
import { LoopView } from "../../canvas/loopView.js";
import { orbitColours, type SectionFrame, SectionView } from "../../canvas/sectionView.js";
import type { SystemInfo } from "../../catalogue/settings.js";
import { symbolText, text } from "../../catalogue/strings.js";
import { chaosText, studyText } from "../../catalogue/strings.later.js";
import { type Ink, readInk } from "../../drawing/ink.js";
import type { Column } from "../../lab/csv.js";
import { messageOf } from "../../lab/errors.js";
import { type Control, createControl } from "../../panels/fieldControl.js";
import {
  createFigure,
  type Figure,
  type Table,
  takeButtons,
  whoLabel,
} from "../../panels/figure.js";
import { PinLegend, tracedLabel } from "../../panels/pinLegend.js";
import { StudyBar } from "../../panels/studyBar.js";
import type { GridRequest, Who } from "../../protocol/snapshot.js";
import type { ChaosResult, ChaosStudy, SectionResult, SectionStudy } from "../../protocol/study.js";
import {
  agrees,
  crossingsOf,
  energyPresets,
  energyRange,
  type Outcome,
  orbitsOf,
  outcomesOf,
  seriesOf,
  stateOf,
  type Verdict,
} from "../../state/chaos.js";
import { viewTable } from "../../state/experiment.js";
import type { Field, FieldValue } from "../../state/fields.js";
import {
  formatClock,
  formatCount,
  formatNumber,
  formatPercent,
  printed,
} from "../../state/format.js";
import { type Pinned, pinned, studied } from "../../state/pins.js";
import { Study } from "../studies.js";
import type { PageView, ViewContext, ViewScene } from "../view.js";
import {
  ageWords,
  isDue,
  isOutdated,
  isUntrained,
  markOf,
  networks,
  participants,
  statusWords,
  untrainedWords,
} from "./participants.js";
import { SeriesFigure } from "./seriesFigure.js";
import {
  describeState,
  driftOf,
  energyErrorOf,
  labelsOf,
  pathColumns,
  pinnedPaths,
} from "./words.js";

interface Panel {
  figure: Figure;
  view: SectionView;
  caption: HTMLElement;
  veil: HTMLElement;
  section: Study<SectionStudy>;
  chaos: Study<ChaosStudy>;
  path: { element: HTMLElement; view: LoopView; canvas: HTMLCanvasElement };
  pinLegend: PinLegend;
}

const firstOrbits = 10;
const firstDuration = 1000;
const chaosPoints = 200;
const followDuration = 200;
const borderGrid = 121;
const settle = 500; // ms after the last change of a control
const wordsPause = 400;
const pathsPause = 120;
/** Samples of the published training (Choudhary et al. 2020, section III). */
const publishedSamples = 5e6;
const publishedSystem = "henon-heiles";

const row = (key: string, type: "integer" | "number", min: number, max: number): Field => ({
  ...{ key, type, min, max, minLength: 0, maxLength: 0, choices: [] },
  logarithmic: key === "chaosDuration",
});
const orbitsField = row("chaosOrbits", "integer", 1, orbitColours.light.length);
const durationField = row("chaosDuration", "number", 10, 10_000);

export class ChaosView implements PageView {
  readonly id = "chaos";
  readonly needs = { paths: true, grids: false };
  readonly element: HTMLElement;
  private ink: Ink = readInk();
  private readonly panels = new Map<Who, Panel>();
  private readonly row = make("div", { class: "study-row" });
  private readonly paths = make("div", { class: "study-row small-pictures" });
  private readonly energyPlace = make("div", { class: "contents" });
  private energyControl: Control | null = null;
  private readonly sharedPlace = make("div", { class: "contents" });
  private readonly shared = new Map<"integrator" | "stepSize", Control>();
  private readonly presets = make("div", {
    class: "buttons presets",
    role: "group",
    "aria-label": chaosText.presets,
  });
  private readonly orbitsControl = createControl(
    orbitsField,
    (value) => this.choose({ orbits: value as number }),
    { label: chaosText.orbits, help: chaosText.orbitsHelp, slider: true },
  );
  private readonly durationControl = createControl(
    durationField,
    (value) => this.choose({ duration: value as number }),
    { label: chaosText.duration, help: chaosText.durationHelp, slider: true },
  );
  private readonly bar = new StudyBar("chaos", {
    compute: () => this.compute(participants(this.scene as ViewScene)),
    stop: () => this.stop(),
  });
  private readonly chips = make("div", {
    class: "segmented orbit-chips",
    role: "radiogroup",
    "aria-label": chaosText.choose,
  });
  private readonly orbitWords = make("p", {
    id: "chaos-orbit",
    class: "small",
    "aria-live": "polite",
  });
  private readonly hint = make("p", { class: "small" });
  private readonly table = make("div", {
    class: "table-box",
    tabindex: 0,
    role: "region",
    "aria-label": `${text.dataTable}: ${chaosText.table}`,
  });
  private readonly exponents: SeriesFigure;
  private readonly salis: SeriesFigure;
  private readonly energies: SeriesFigure;
  private readonly follow = make(
    "button",
    { type: "button", id: "chaos-follow", disabled: true },
    chaosText.follow("1"),
  );
  /** Stands among the buttons as soon as a system gives it its energy, and so its name. */
  private readonly followPublished = make("button", { type: "button", id: "chaos-follow-energy" });
  private readonly followButtons = make("div", { class: "buttons" }, this.follow);
  private readonly note = make("p", { id: "chaos-note", class: "small" });

  private scene: ViewScene | null = null;
  private system: SystemInfo | null = null;
  private frame: SectionFrame | null = null;
  private choice = { energy: 0, orbits: firstOrbits, duration: firstDuration };
  private selected = 0;
  private pointed: number | null = null;
  /** What the studies are about; others are dropped. */
  private key = "";
  private border: number[] = [];
  private borderKey = "";
  private isOpen = false;
  private renderFrame: Cancel | null = null;
  private readonly rate = new Map<Who, { step: number; at: number; perSecond: number }>();

  constructor(private readonly context: ViewContext) {
    const axes = { xTitle: studyText.timeAxis(""), xLogarithmic: true, yLogarithmic: true };
    const orbit = () => String(this.selected + 1);
    this.exponents = new SeriesFigure(
      "chaos-exponent",
      chaosText.exponentChart,
      axes,
      (parts) => chaosText.exponentAlt(orbit(), parts),
      this.ink,
      context.scheduler,
    );
    this.salis = new SeriesFigure(
      "chaos-sali",
      chaosText.saliChart,
      axes,
      (parts) => chaosText.saliAlt(orbit(), parts),
      this.ink,
      context.scheduler,
    );
    this.energies = new SeriesFigure(
      "chaos-energy",
      chaosText.energyError,
      { xTitle: text.timeAxis(""), xLogarithmic: false, yLogarithmic: true },
      chaosText.energyErrorAlt,
      this.ink,
      context.scheduler,
    );
    this.follow.addEventListener("click", () => this.followOrbit(this.selected));
    this.followPublished.addEventListener("click", () => void this.followEnergy());
    this.orbitsControl.show(this.choice.orbits);
    this.durationControl.show(this.choice.duration);
    this.element = this.layout();
  }

  private layout(): HTMLElement {
    const section = (className: string, id: string, title: string, ...parts: Node[]) =>
      make(
        "section",
        {
          class: `figure figure-${id.replace(/-title$/, "")} ${className}`.trim(),
          "aria-labelledby": id,
        },
        make("h2", { id }, title),
        ...parts,
      );
    return make(
      "div",
      { class: "study-view" },
      make("p", {}, chaosText.intro),
      section(
        "study-controls",
        "chaos-controls-title",
        chaosText.controls,
        make(
          "div",
          { class: "fields" },
          this.energyPlace,
          this.orbitsControl.element,
          this.durationControl.element,
          this.sharedPlace,
        ),
        this.presets,
        this.bar.element,
      ),
      this.row,
      make("div", { class: "figure figure-chaos-orbits" }, this.chips, this.orbitWords, this.hint),
      make(
        "div",
        { class: "study-pair" },
        this.exponents.figure.element,
        this.salis.figure.element,
      ),
      section(
        "",
        "chaos-table-title",
        chaosText.table,
        this.table,
        make("p", { class: "small" }, chaosText.tableHelp),
      ),
      section(
        "",
        "chaos-path-title",
        chaosText.path,
        make("p", { class: "small" }, chaosText.pathHelp),
        this.followButtons,
        this.paths,
        takeButtons({
          id: "chaos-path",
          title: () => chaosText.path,
          pictures: () =>
            participants(this.scene as ViewScene).map((who) => ({
              canvas: (this.panels.get(who) as Panel).path.canvas,
              label: whoLabel(who),
            })),
          legend: () => [],
          columns: () => pathColumns(this.scene as ViewScene),
        }),
      ),
      this.energies.figure.element,
      this.note,
    );
  }

  // ---- scenes ----------------------------------------------------------------------------------------------

  show(scene: ViewScene) {
    this.scene = scene;
    this.isOpen = true;
    if (scene.system.section.coordinate < 0) return; // the page shows this view only where there is a section
    if (this.system !== scene.system) this.enter(scene.system);
    for (const [key, control] of this.shared) control.show(scene.experiment.view[key]);
    this.measureRates();
    this.seatPanels();
    for (const who of participants(scene)) {
      const panel = this.panels.get(who) as Panel;
      if (isUntrained(scene, who) && panel.section.state !== "none") this.forget(panel);
    }
    if (scene.ready) {
      const key = this.keyOf(scene);
      const isFirst = this.key === "";
      if (key !== this.key) {
        this.key = key;
        for (const panel of this.panels.values()) this.forget(panel);
        void this.findBorder();
        if (!isFirst) this.later();
      }
      if (isFirst || !this.later.isWaiting) this.computeDue();
    }
    this.requestRender();
  }

  hide() {
    this.isOpen = false;
    this.later.cancel();
    for (const panel of this.panels.values()) {
      // What was under way begins again when the view is opened again.
      for (const study of [panel.section, panel.chaos])
        if (study.state === "running") study.clear();
    }
  }

  repaint(ink: Ink) {
    this.ink = ink;
    for (const { view, path } of this.panels.values()) {
      view.setInk(this.ink);
      path.view.setInk(this.ink);
    }
    for (const chart of [this.exponents, this.salis, this.energies]) chart.setInk(this.ink);
    this.paintChips();
    this.requestRender();
  }

  private enter(system: SystemInfo) {
    this.system = system;
    this.key = "";
    const { section } = system;
    const labels = labelsOf(system);
    this.frame = {
      ...section,
      xLabel: labels[section.xAxis] ?? "",
      yLabel: labels[section.yAxis] ?? "",
    };
    this.choice.energy = section.energy;
    const { min, max } = energyRange(section);
    this.energyControl = createControl(
      row("chaosEnergy", "number", min, max),
      (value) => this.choose({ energy: value as number }),
      { label: chaosText.energy, help: chaosText.energyHelp, slider: true },
    );
    this.energyControl.show(this.choice.energy);
    this.energyPlace.replaceChildren(this.energyControl.element);
    this.presets.replaceChildren(
      ...energyPresets(system).map(({ energy, label }) => {
        const preset = make("button", { type: "button", "data-energy": energy }, printed(label));
        preset.addEventListener("click", () => {
          this.energyControl?.show(energy);
          this.choose({ energy });
        });
        return preset;
      }),
    );
    this.shared.clear();
    const table = viewTable(this.context.catalogue, system);
    for (const key of ["integrator", "stepSize"] as const) {
      const field = table.find((known) => known.key === key) as Field;
      const change = (value: FieldValue) =>
        this.context.dispatch({ type: "change-view", key, value });
      this.shared.set(key, createControl(field, change, { slider: true, name: `chaos-${key}` }));
    }
    this.sharedPlace.replaceChildren(...[...this.shared.values()].map(({ element }) => element));
    setText(this.followPublished, chaosText.followAt(printed(this.highEnergy().label)));
    this.followButtons.append(this.followPublished);
    const symbol = symbolText(system.coordinates[section.coordinate]?.symbol ?? "");
    setText(this.hint, chaosText.sectionHint(`${symbol} = ${formatNumber(section.value)}`));
    this.makeChips();
  }

  /** A panel for everyone who takes part, in the order of the papers. */
  private seatPanels() {
    const scene = this.scene as ViewScene;
    const whos = participants(scene);
    for (const who of whos) if (!this.panels.has(who)) this.panels.set(who, this.createPanel(who));
    for (const [who, panel] of this.panels) {
      if (!whos.includes(who) && panel.section.state !== "none") this.forget(panel);
    }
    const seats = (pick: (panel: Panel) => HTMLElement) =>
      whos.map((who) => pick(this.panels.get(who) as Panel));
    place(
      this.row,
      seats(({ figure }) => figure.element),
    );
    place(
      this.paths,
      seats(({ path }) => path.element),
    );
  }

  private createPanel(who: Who): Panel {
    const figure = createFigure({
      scheduler: this.context.scheduler,
      id: `section-${who}`,
      title: chaosText.sectionTitle(whoLabel(who)),
      table: () => this.crossingTable(who),
      columns: () => this.crossingColumns(who),
    });
    figure.box.classList.add("section-box");
    const veil = make("p", { class: "canvas-hint", hidden: true });
    figure.box.append(veil);
    const caption = make("p", { class: "small", id: `section-caption-${who}` });
    figure.foot.append(caption);
    const view = new SectionView(figure.canvas, this.ink, this.context.scheduler, {
      point: (orbit) => {
        if (orbit === this.pointed) return;
        this.pointed = orbit;
        this.requestRender();
      },
      choose: (orbit) => this.select(orbit),
    });
    const canvas = make("canvas", {
      ...{ id: `chaos-path-${who}`, role: "img" },
      "aria-label": `${whoLabel(who)}: ${text.untrained}`,
    });
    const element = make(
      "figure",
      { class: "loop" },
      make("figcaption", {}, chaosText.pathOf(whoLabel(who))),
      make("div", { class: "canvas-box loop-box" }, canvas),
    );
    return {
      ...{ figure, view, caption, veil },
      section: new Study<SectionStudy>(() => this.requestRender()),
      chaos: new Study<ChaosStudy>(() => this.requestRender()),
      path: { element, view: new LoopView(canvas, this.ink, this.context.scheduler), canvas },
      pinLegend: new PinLegend(figure.head),
    };
  }

  // ---- studies ---------------------------------------------------------------------------------------------

  private request(): Omit<SectionStudy, "type"> {
    const { integrator, stepSize } = (this.scene as ViewScene).experiment.view;
    return { ...this.choice, integrator, stepSize };
  }

  private keyOf({ settingsInForce }: ViewScene): string {
    return JSON.stringify([
      settingsInForce.system,
      settingsInForce.systemParameters,
      this.request(),
    ]);
  }

  private choose(part: Partial<typeof this.choice>) {
    this.choice = { ...this.choice, ...part };
    if (this.choice.orbits !== this.chips.childElementCount) this.makeChips();
    if (this.scene) this.show(this.scene);
  }

  private readonly later = debounce(
    () => this.context.scheduler,
    settle,
    () => this.computeDue(),
  );

  private computeDue() {
    const { scene } = this;
    if (!scene?.ready || !this.isOpen) return;
    this.compute(
      participants(scene).filter((who) => {
        const { section, chaos } = this.panels.get(who) as Panel;
        return isDue(scene, who, section) || (section.state === "done" && isDue(scene, who, chaos));
      }),
    );
  }

  private compute(whos: Who[]) {
    const { scene } = this;
    if (!scene?.ready) return;
    for (const who of whos) if (!isUntrained(scene, who)) void this.computeOne(scene, who);
  }

  /** The section first, since that is what is looked at; then the kinds of its orbits. */
  private async computeOne(scene: ViewScene, who: Who) {
    const { section, chaos } = this.panels.get(who) as Panel;
    const { engine } = this.context;
    const settings = scene.settingsInForce;
    const request = this.request();
    const mark = markOf(scene, who);
    chaos.clear();
    const key = JSON.stringify(request);
    const keep = (result: SectionResult | ChaosResult | null) => {
      if (who !== "truth" && mark && result) this.context.keep(who, mark, key, result);
    };
    if (!(await section.run(engine, who, settings, { type: "section", ...request }, mark))) return;
    keep(section.result);
    const chaosRequest: ChaosStudy = { type: "chaos", ...request, points: chaosPoints };
    if (await chaos.run(engine, who, settings, chaosRequest, mark)) keep(chaos.result);
  }

  /** Of pinned runs what answers the present question. */
  private pins<Type extends "section" | "chaos">(type: Type) {
    const scene = this.scene as ViewScene;
    const key = JSON.stringify(this.request());
    return pinned(scene.pins, networks(scene), (run) => studied(run, type, key));
  }

  private stop() {
    for (const { section, chaos } of this.panels.values()) {
      section.stop();
      chaos.stop();
    }
    this.requestRender();
  }

  private forget({ section, chaos }: Panel) {
    section.clear();
    chaos.clear();
  }

  /** The curve H = E on the section, where the momentum across it is 0. */
  private async findBorder() {
    const { scene } = this;
    if (!scene) return;
    const { section } = scene.system;
    const key = this.key;
    const at = new Array<number>(2 * scene.system.degreesOfFreedom).fill(0);
    at[section.coordinate] = section.value;
    const { xAxis, yAxis, xMin, xMax, yMin, yMax } = section;
    const request: GridRequest = {
      ...{ xAxis, yAxis, xMin, xMax, yMin, yMax, at },
      columns: borderGrid,
      rows: borderGrid,
    };
    try {
      const { grid } = await this.context.engine.truth(scene.settingsInForce, null, request);
      if (!grid || key !== this.key) return;
      const cells = borderGrid - 1;
      this.border = contourSegments(grid.energy, borderGrid, borderGrid, this.choice.energy).map(
        (value, i) =>
          i % 2 === 0
            ? xMin + (value / cells) * (xMax - xMin)
            : yMin + (value / cells) * (yMax - yMin),
      );
      this.borderKey = key;
      this.requestRender();
    } catch {
      // The picture goes without its border; that the engine is in trouble is told elsewhere.
    }
  }

  // ---- which orbit -----------------------------------------------------------------------------------------

  private select(orbit: number) {
    this.selected = orbit;
    const chip = this.chips.querySelector<HTMLInputElement>(`#chaos-orbit-${orbit}`);
    if (chip) chip.checked = true;
    this.requestRender();
  }

  private makeChips() {
    const { orbits } = this.choice;
    this.selected = Math.min(this.selected, orbits - 1);
    this.chips.replaceChildren(
      ...Array.from({ length: orbits }, (_, orbit) => {
        const input = make("input", {
          type: "radio",
          name: "chaos-orbit",
          id: `chaos-orbit-${orbit}`,
          value: orbit,
          "aria-label": chaosText.orbit(String(orbit + 1)),
        });
        input.checked = orbit === this.selected;
        input.addEventListener("change", () => this.select(orbit));
        const face = make(
          "span",
          { class: "chip" },
          make("i", { class: "swatch", "aria-hidden": "true" }),
          String(orbit + 1),
        );
        const label = make("label", { for: input.id }, input, face);
        label.addEventListener("pointerenter", () => {
          this.pointed = orbit;
          this.requestRender();
        });
        label.addEventListener("pointerleave", () => {
          this.pointed = null;
          this.requestRender();
        });
        return label;
      }),
    );
    this.paintChips();
  }

  private paintChips() {
    this.chips.querySelectorAll<HTMLElement>(".swatch").forEach((swatch, orbit) => {
      swatch.style.setProperty("--light", orbitColours.light[orbit] ?? "");
      swatch.style.setProperty("--dark", orbitColours.dark[orbit] ?? "");
    });
  }

  private followOrbit(orbit: number) {
    const starts = this.panels.get("truth")?.section.result?.starts;
    if (!starts) return;
    this.followFrom(stateOf(starts, this.choice.orbits, orbit));
  }

  private followFrom(x0: number[]) {
    this.context.dispatch({ type: "change-view", key: "x0", value: x0 });
    this.context.dispatch({ type: "change-view", key: "rolloutDuration", value: followDuration });
  }

  /** The highest but one to try: 0.15 for Hénon–Heiles, where the papers show an orbit's energy. */
  private highEnergy() {
    const [highest, energy = highest] = energyPresets(this.system as SystemInfo).reverse();
    return energy as { energy: number; label: string };
  }

  /** The section at another energy is begun only for its first start, and given up at once. */
  private async followEnergy() {
    const { scene } = this;
    if (!scene?.ready) return;
    const controller = new AbortController();
    const { integrator, stepSize } = scene.experiment.view;
    try {
      await this.context.engine.study(
        "truth",
        scene.settingsInForce,
        {
          ...{
            type: "section",
            energy: this.highEnergy().energy,
            orbits: firstOrbits,
            integrator,
            stepSize,
          },
          duration: durationField.min,
        },
        {
          signal: controller.signal,
          onResult: ({ starts }) => {
            if (controller.signal.aborted || starts.length === 0) return;
            controller.abort();
            this.followFrom(stateOf(starts, firstOrbits, this.selected % firstOrbits));
          },
        },
      );
    } catch (error) {
      if (controller.signal.aborted) return;
      this.context.notices.say({
        kind: "study",
        tone: "warning",
        message: studyText.failed(whoLabel("truth"), messageOf(error)),
      });
    }
  }

  // ---- rendering -------------------------------------------------------------------------------------------

  private requestRender() {
    if (this.renderFrame || !this.isOpen) return;
    this.renderFrame = this.context.scheduler.frame(() => {
      this.renderFrame = null;
      if (this.isOpen) this.render();
    });
  }

  private render() {
    const { scene, frame } = this;
    if (!scene || !frame) return;
    const whos = participants(scene);
    const shown = this.pointed ?? this.selected;
    const pins = this.pins("section");
    for (const who of whos) {
      const panel = this.panels.get(who) as Panel;
      const own = pins.filter((pin) => pin.who === who);
      panel.pinLegend.show(own.map(({ pin }) => pin));
      panel.view.update({
        pins: own,
        frame,
        result: panel.section.result,
        border: this.borderKey === this.key ? this.border : noBorder,
        selected: shown,
        isPointing: this.pointed !== null,
      });
      this.showVeil(panel, who, scene);
    }
    for (const preset of this.presets.children) {
      const isChosen = Number((preset as HTMLElement).dataset.energy) === this.choice.energy;
      setAttribute(preset, "aria-pressed", String(isChosen));
    }
    this.showBar(whos, scene);
    this.showPaths();
    this.showWords();
  }

  private showVeil(panel: Panel, who: Who, scene: ViewScene) {
    const { section, veil } = panel;
    veil.hidden = section.result !== null || section.state === "running";
    setText(
      veil,
      section.state === "failed"
        ? studyText.failed(whoLabel(who, true), section.reason)
        : isUntrained(scene, who)
          ? untrainedWords(scene, who)
          : studyText.waiting,
    );
  }

  private showBar(whos: Who[], scene: ViewScene) {
    const studies = whos.flatMap((who) => {
      const { section, chaos } = this.panels.get(who) as Panel;
      return isUntrained(scene, who)
        ? []
        : [
            { who, study: section },
            { who, study: chaos },
          ];
    });
    const isRunning = studies.some(({ study }) => study.state === "running");
    const sum = studies.reduce((total, { study }) => total + study.progress, 0);
    this.bar.show({
      canCompute: scene.ready && !isRunning,
      isRunning,
      progress: sum / Math.max(1, studies.length),
      status: statusWords(studies),
    });
  }

  private readonly showPaths = throttle(
    () => this.context.scheduler,
    pathsPause,
    () => {
      const { scene, system } = this;
      if (!scene || !system) return;
      const { xAxis, yAxis, xMin, xMax, yMin, yMax } = system.view;
      const labels = labelsOf(system);
      const paths = pinnedPaths(scene);
      for (const who of participants(scene)) {
        const { path } = this.panels.get(who) as Panel;
        const rollout = scene.paths[who];
        path.view.update({
          who,
          pairs: [[xAxis, yAxis]],
          x: { min: xMin, max: xMax },
          y: { min: yMin, max: yMax },
          xLabel: labels[xAxis] ?? "",
          yLabel: labels[yAxis] ?? "",
          isProjection: true,
          isAngle: system.coordinates[xAxis]?.unit === "rad",
          size: 2 * system.degreesOfFreedom,
          out: rollout?.x ?? null,
          back: nothing,
          pins: paths
            .filter((pin) => pin.who === who)
            .map((pin) => ({ ...pin, value: { forward: pin.value.x, backward: nothing } })),
        });
        setAttribute(
          path.canvas,
          "aria-label",
          rollout
            ? chaosText.pathAlt(
                whoLabel(who),
                labels[xAxis] ?? "",
                labels[yAxis] ?? "",
                formatPercent(driftOf(rollout)),
              )
            : `${whoLabel(who)}: ${text.untrained}`,
        );
      }
      this.energies.update([
        ...participants(scene).flatMap((who) => {
          const rollout = scene.paths[who];
          return rollout ? [{ who, t: rollout.t, values: energyErrorOf(rollout) }] : [];
        }),
        ...paths.map(({ who, pin, value }) => ({
          ...{ who, pin, t: value.t },
          values: energyErrorOf(value),
        })),
      ]);
    },
  );

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

  private readonly showWords = throttle(
    () => this.context.scheduler,
    wordsPause,
    () => {
      const { scene } = this;
      if (!scene || !this.isOpen) return;
      const whos = participants(scene);
      const outcomes = new Map<Who, Outcome[]>();
      for (const who of whos) {
        const { chaos } = this.panels.get(who) as Panel;
        if (chaos.result) outcomes.set(who, outcomesOf(chaos.result));
      }
      for (const who of whos) this.showCaption(scene, who, outcomes.get(who) ?? []);
      const shown = this.pointed ?? this.selected;
      setText(this.follow, chaosText.follow(String(this.selected + 1)));
      setAttribute(
        this.follow,
        "disabled",
        this.panels.get("truth")?.section.result ? undefined : true,
      );
      this.showOrbitWords(whos, outcomes, shown);
      const pins = this.pins("chaos");
      this.showTable(whos, outcomes, pins);
      this.showSeries(whos, shown, pins);
      setText(this.note, this.noteWords(scene));
    },
  );

  private showCaption(scene: ViewScene, who: Who, outcomes: Outcome[]) {
    const { section, caption, figure } = this.panels.get(who) as Panel;
    const { result } = section;
    if (!result) {
      setText(caption, text.none);
      figure.describe(`${whoLabel(who)}: ${studyText.noValues}`);
      return;
    }
    const outside = this.countOutside(result);
    const lost = result.alive.filter((alive) => alive === 0).length;
    const worst = Math.max(0, ...[...result.energyError].filter(Number.isFinite));
    const words = [
      chaosText.crossings(formatCount(result.t.length)),
      outside > 0 ? chaosText.outside(formatCount(outside)) : "",
      lost > 0 ? chaosText.lost(formatCount(lost)) : "",
      energyWords(worst),
      ageWords(scene, who, section),
    ];
    setText(caption, words.filter(Boolean).join(" · "));
    setAttribute(caption, "title", result.note || undefined);
    caption.classList.toggle("stale", isOutdated(scene, who, section));
    figure.describe(
      chaosText.sectionAlt(
        whoLabel(who),
        formatCount(result.t.length),
        String(orbitsOf(result)),
        formatNumber(this.choice.energy),
        [countVerdicts(outcomes), result.note].filter(Boolean).join(". "),
      ),
    );
    figure.refreshTable();
  }

  private countOutside(result: SectionResult): number {
    const { xAxis, yAxis, xMin, xMax, yMin, yMax } = this.frame as SectionFrame;
    const size = result.x.length / Math.max(1, result.t.length);
    let count = 0;
    for (let i = 0; i < result.t.length; i++) {
      const a = result.x[i * size + xAxis] as number;
      const b = result.x[i * size + yAxis] as number;
      if (!(a >= xMin && a <= xMax && b >= yMin && b <= yMax)) count++;
    }
    return count;
  }

  private showOrbitWords(whos: Who[], outcomes: Map<Who, Outcome[]>, orbit: number) {
    const starts = this.panels.get("truth")?.section.result?.starts;
    const parts = [chaosText.orbit(String(orbit + 1))];
    if (starts) parts.push(chaosText.startsAt(this.startWords(starts, orbit)));
    for (const who of whos) {
      const outcome = outcomes.get(who)?.[orbit];
      if (outcome) parts.push(`${whoLabel(who, true)}: ${outcomeWords(outcome)}`);
    }
    setText(this.orbitWords, parts.join(" · "));
  }

  private startWords(starts: Float64Array, orbit: number): string {
    const system = this.system as SystemInfo;
    const { xAxis, yAxis } = system.section;
    const state = stateOf(starts, this.choice.orbits, orbit);
    return describeState(state, system, [xAxis, yAxis]);
  }

  private showTable(whos: Who[], outcomes: Map<Who, Outcome[]>, pins: Pinned<ChaosResult>[]) {
    const starts = this.panels.get("truth")?.section.result?.starts;
    const columns: { who: Who; label: string; outcomes: Outcome[] | undefined }[] = [
      ...whos.map((who) => ({ who, label: whoLabel(who, true), outcomes: outcomes.get(who) })),
      ...pins.map(({ who, pin, value }) => ({
        ...{ who, label: tracedLabel(who, pin) },
        outcomes: outcomesOf(value),
      })),
    ];
    const head = [chaosText.choose, chaosText.start, ...columns.map(({ label }) => label)];
    const rows = Array.from({ length: this.choice.orbits }, (_, orbit) => {
      const swatch = make("i", { class: "swatch", "aria-hidden": "true" });
      swatch.style.setProperty("--light", orbitColours.light[orbit] ?? "");
      swatch.style.setProperty("--dark", orbitColours.dark[orbit] ?? "");
      const truth = outcomes.get("truth")?.[orbit];
      const cells = columns.map(({ who, outcomes: own }) => {
        const outcome = own?.[orbit];
        return make(
          "td",
          {},
          ...(outcome ? verdictCell(who, outcome, truth?.verdict) : [text.none]),
        );
      });
      return make(
        "tr",
        { class: orbit === this.selected ? "chosen" : undefined },
        make("th", { scope: "row" }, swatch, String(orbit + 1)),
        make("td", {}, starts ? this.startWords(starts, orbit) : text.none),
        ...cells,
      );
    });
    this.table.replaceChildren(
      make(
        "table",
        { class: "verdicts", id: "chaos-table" },
        make(
          "thead",
          {},
          make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name))),
        ),
        make("tbody", {}, ...rows),
      ),
    );
  }

  private showSeries(whos: Who[], orbit: number, pins: Pinned<ChaosResult>[]) {
    const present = whos.flatMap((who) => {
      const { result } = (this.panels.get(who) as Panel).chaos;
      return result ? [{ who, value: result }] : [];
    });
    const series = (key: "exponent" | "sali") =>
      [...present, ...pins].flatMap(({ value, ...whose }) => {
        if (orbit >= orbitsOf(value)) return [];
        return [{ ...whose, t: value.t, values: seriesOf(value[key], orbitsOf(value), orbit) }];
      });
    this.exponents.update(series("exponent"));
    this.salis.update(series("sali"));
  }

  private crossingTable(who: Who): Table {
    const system = this.system as SystemInfo;
    const labels = system.coordinates.map(({ symbol }) => symbolText(symbol));
    const result = this.panels.get(who)?.section.result;
    const size = labels.length;
    return {
      head: [`${chaosText.orbit(String(this.selected + 1))}: t`, ...labels],
      rows: result
        ? crossingsOf(result, this.selected).map((i) => [
            formatNumber(result.t[i] as number),
            ...[...result.x.subarray(i * size, (i + 1) * size)].map((value) => formatNumber(value)),
          ])
        : [],
    };
  }

  /** All crossings of all orbits. */
  private crossingColumns(who: Who): Column[] {
    const labels = labelsOf(this.system as SystemInfo);
    const size = labels.length;
    const result = this.panels.get(who)?.section.result;
    if (!result) return [];
    return [
      { name: chaosText.choose, values: result.orbit.map((orbit) => orbit + 1) },
      { name: "t", values: result.t },
      ...labels.map((name, k) => ({
        name,
        values: Array.from(result.t, (_, i) => Number(result.x[i * size + k])),
      })),
    ];
  }

  // ---- what training means here ----------------------------------------------------------------------------

  /** Steps a second of each network, from the scenes of its training. */
  private measureRates() {
    const scene = this.scene as ViewScene;
    const now = this.context.scheduler.now();
    for (const who of scene.contestants) {
      const { step, training, solvedAtOnce } = scene.runs[who];
      if (solvedAtOnce) continue;
      const old = this.rate.get(who);
      if (!training || !old || step < old.step) {
        this.rate.set(who, { step, at: now, perSecond: old?.perSecond ?? 0 });
      } else if (now - old.at > 1000) {
        this.rate.set(who, {
          step,
          at: now,
          perSecond: ((step - old.step) / (now - old.at)) * 1000,
        });
      }
    }
  }

  private noteWords(scene: ViewScene): string {
    const { settings } = scene.experiment;
    const samples = settings.trajectories * settings.points;
    const { schedule } = scene.system.experiment;
    const parts = [
      chaosText.dataNote({
        trajectories: formatCount(settings.trajectories),
        points: formatCount(settings.points),
        samples: formatCount(samples),
        rate: formatNumber(settings.learningRate),
        schedule: chaosText.scheduleNames[schedule] ?? "",
        batch: settings.batchSize === 0 ? chaosText.allOf : formatCount(settings.batchSize),
        steps: formatCount(settings.steps),
      }),
    ];
    if (scene.system.id === publishedSystem) {
      const ratio = formatNumber(publishedSamples / samples, 2);
      parts.push(chaosText.paperNote(formatCount(publishedSamples), ratio));
    }
    const rates = [...this.rate.values()].map(({ perSecond }) => perSecond).filter((r) => r > 0);
    const slowest = Math.min(...rates);
    parts.push(
      rates.length > 0
        ? chaosText.timeNote(formatNumber(slowest), formatClock(settings.steps / slowest))
        : chaosText.timeUnknown,
    );
    return parts.join(" ");
  }
}

const nothing = new Float64Array();
const noBorder: number[] = [];

/** The largest |H − H₀| / |H₀| so far. */
function energyWords(worst: number): string {
  if (worst >= 10) return chaosText.energyFar(formatNumber(worst, 2));
  return chaosText.energyOff(worst < 1e-3 ? formatNumber(worst, 2) : formatPercent(worst));
}

function outcomeWords({ verdict, exponent, sali }: Outcome): string {
  const values = chaosText.values(formatNumber(exponent, 2), formatNumber(sali, 2));
  return `${chaosText.verdict[verdict]} (${values})`;
}

function verdictCell(who: Who, outcome: Outcome, truth: Verdict | undefined): Node[] {
  const nodes: Node[] = [make("strong", {}, chaosText.verdict[outcome.verdict])];
  const same = who === "truth" ? null : agrees(truth, outcome.verdict);
  if (same !== null) {
    const words = same ? chaosText.agrees : chaosText.differs;
    nodes.push(make("span", { class: same ? "agrees" : "differs" }, ` ${words}`));
  }
  const { exponent, sali } = outcome;
  nodes.push(
    make(
      "span",
      { class: "small values" },
      chaosText.values(formatNumber(exponent, 2), formatNumber(sali, 2)),
    ),
  );
  return nodes;
}

function countVerdicts(outcomes: Outcome[]): string {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of outcomes) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts]
    .map(([verdict, count]) => chaosText.verdictCount(String(count), chaosText.verdict[verdict]))
    .join(", ");
}

/** The children in this order, touching nothing that is in its place already. */
function place(parent: HTMLElement, children: HTMLElement[]) {
  const isSame =
    parent.childElementCount === children.length &&
    children.every((child, i) => parent.children[i] === child);
  if (!isSame) parent.replaceChildren(...children);
}
