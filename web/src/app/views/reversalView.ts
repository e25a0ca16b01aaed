// Reversibility: out for a time T and back again, by truth and networks. Loops that close or do not, and against T
// the gap, the change of phase-space volume and of the symplectic form, with what each of them means.

import { make, setAttribute, setText } from "../../base/dom.js";
import { type Cancel, debounce, throttle } from "../../base/scheduler.js";
import { LoopView } from "../../canvas/loopView.js";
import type { PortraitFrame } from "../../canvas/phasePortrait.js";
import type { SystemInfo } from "../../catalogue/settings.js";
import { choiceLabel, text } from "../../catalogue/strings.js";
import { reversalText, studyText } from "../../catalogue/strings.later.js";
import { type Ink, readInk } from "../../drawing/ink.js";
import type { Column } from "../../lab/csv.js";
import { type Control, createControl } from "../../panels/fieldControl.js";
import { legendOf, shownLegend, takeButtons, whoLabel } from "../../panels/figure.js";
import { PinLegend, tracedLabel } from "../../panels/pinLegend.js";
import { StudyBar } from "../../panels/studyBar.js";
import type { Who } from "../../protocol/snapshot.js";
import type { ReversalResult, ReversalStudy } from "../../protocol/study.js";
import { startField, type ViewOptions, viewTable } from "../../state/experiment.js";
import type { Field, FieldValue } from "../../state/fields.js";
import { formatNumber } from "../../state/format.js";
import { type Pinned, pinned, studied } from "../../state/pins.js";
import { lastValues, pointsFor, symmetryOf } from "../../state/reversal.js";
import { Study } from "../studies.js";
import type { PageView, ViewContext, ViewScene } from "../view.js";
import { frameOf } from "./frame.js";
import {
  ageWords,
  isDue,
  isUntrained,
  markOf,
  networks,
  participants,
  statusWords,
  untrainedWords,
} from "./participants.js";
import { SeriesFigure } from "./seriesFigure.js";
import { labelsOf, symbolsOf } from "./words.js";

interface Panel {
  element: HTMLElement;
  canvas: HTMLCanvasElement;
  view: LoopView;
  caption: HTMLElement;
  veil: HTMLElement;
  study: Study<ReversalStudy>;
  pinLegend: PinLegend;
}

const settle = 500; // ms after the last change of a control
const wordsPause = 300;
const kinds = ["gap", "volumeError", "symplecticError"] as const;
type Kind = (typeof kinds)[number];
/** Read when used: the language is not known when this file is. */
const titles = (): Record<Kind, string> => ({
  gap: reversalText.gap,
  volumeError: reversalText.volume,
  symplecticError: reversalText.symplectic,
});
const alternatives = (): Record<Kind, (parts: string) => string> => ({
  gap: reversalText.gapAlt,
  volumeError: reversalText.volumeAlt,
  symplecticError: reversalText.symplecticAlt,
});
const shared: (keyof ViewOptions)[] = ["rolloutDuration", "integrator", "stepSize"];

export class ReversalView implements PageView {
  readonly id = "reversal";
  readonly element: HTMLElement;
  readonly playerPlace = make("div", { class: "figure figure-player" });
  private ink: Ink = readInk();
  private readonly panels = new Map<Who, Panel>();
  private readonly row = make("div", { class: "study-row" });
  private readonly controls = new Map<keyof ViewOptions, Control>();
  private starts: Control[] = [];
  private readonly fields = make("div", { class: "fields" });
  private readonly startFields = make("div", { class: "parameters starts" });
  private readonly bar = new StudyBar("reversal", {
    compute: () => this.compute(participants(this.scene as ViewScene)),
    stop: () => {
      for (const { study } of this.panels.values()) study.stop();
    },
  });
  private readonly charts: Record<Kind, SeriesFigure>;
  private readonly table = make("div", {
    class: "table-box",
    tabindex: 0,
    role: "region",
    "aria-label": `${text.dataTable}: ${reversalText.numbers}`,
  });
  private readonly integratorNote = make("p", { id: "reversal-integrator" });

  private scene: ViewScene | null = null;
  private system: SystemInfo | null = null;
  private frame: PortraitFrame | null = null;
  private key = "";
  private isOpen = false;
  private renderFrame: Cancel | null = null;
  private time = 0;

  constructor(private readonly context: ViewContext) {
    const chart = (kind: Kind) =>
      new SeriesFigure(
        `reversal-${kind}`,
        reversalText.logScale(titles()[kind]),
        { xTitle: reversalText.againstT, xLogarithmic: false, yLogarithmic: true },
        alternatives()[kind],
        this.ink,
        context.scheduler,
      );
    this.charts = {
      gap: chart("gap"),
      volumeError: chart("volumeError"),
      symplecticError: chart("symplecticError"),
    };
    const section = (id: string, title: string, ...parts: Node[]) =>
      make(
        "section",
        { class: `figure figure-${id.replace(/-title$/, "")}`, "aria-labelledby": id },
        make("h2", { id }, title),
        ...parts,
      );
    this.element = make(
      "div",
      { class: "study-view" },
      make("p", {}, reversalText.intro),
      section(
        "reversal-controls-title",
        reversalText.controls,
        this.startFields,
        this.fields,
        this.bar.element,
      ),
      this.row,
      this.playerPlace,
      make("div", { class: "study-row" }, ...kinds.map((kind) => this.charts[kind].figure.element)),
      section("reversal-numbers-title", reversalText.numbers, this.table),
      section(
        "reversal-meaning-title",
        reversalText.meaning,
        this.integratorNote,
        make("p", {}, reversalText.precision),
        ...reversalText.why.map((words) => make("p", {}, words)),
      ),
    );
    this.element.lastElementChild?.classList.add("prose");
  }

  // ---- scenes ----------------------------------------------------------------------------------------------

  show(scene: ViewScene) {
    this.scene = scene;
    this.isOpen = true;
    if (this.system !== scene.system) this.enter(scene.system);
    const { view } = scene.experiment;
    for (const [key, control] of this.controls) control.show(view[key]);
    this.starts.forEach((control, i) => {
      control.show(view.x0[i] ?? 0);
    });
    this.seatPanels();
    for (const who of participants(scene)) {
      const { study } = this.panels.get(who) as Panel;
      if (isUntrained(scene, who) && study.state !== "none") study.clear();
    }
    if (scene.ready) {
      const key = this.keyOf(scene);
      const isFirst = this.key === "";
      if (key !== this.key) {
        this.key = key;
        for (const { study } of this.panels.values()) study.clear();
        if (!isFirst) this.later();
      }
      if (isFirst || !this.later.isWaiting) this.computeDue();
    }
    this.requestRender();
  }

  hide() {
    this.isOpen = false;
    this.later.cancel();
    for (const { study } of this.panels.values()) if (study.state === "running") study.clear();
  }

  repaint(ink: Ink) {
    this.ink = ink;
    for (const { view } of this.panels.values()) view.setInk(this.ink);
    for (const kind of kinds) this.charts[kind].setInk(this.ink);
  }

  /** The first half of the shown time goes out, the second comes back. */
  setTime(time: number) {
    this.time = time;
    for (const { view, study } of this.panels.values())
      view.setPlace(study.result ? this.place() : null);
  }

  private place(): number {
    const duration = this.scene?.experiment.view.rolloutDuration ?? 1;
    return (2 * this.time) / duration;
  }

  private enter(system: SystemInfo) {
    this.system = system;
    this.frame = frameOf(system);
    this.key = "";
    for (const { study } of this.panels.values()) study.clear();
    const { catalogue } = this.context;
    const table = viewTable(catalogue, system);
    this.controls.clear();
    for (const key of shared) {
      const field = table.find((row) => row.key === key) as Field;
      const change = (value: FieldValue) =>
        this.context.dispatch({ type: "change-view", key, value });
      const label = key === "rolloutDuration" ? { label: reversalText.duration } : {};
      this.controls.set(
        key,
        createControl(field, change, { slider: true, name: `reversal-${key}`, ...label }),
      );
    }
    this.fields.replaceChildren(...[...this.controls.values()].map(({ element }) => element));
    this.starts = system.coordinates.map((coordinate, i) =>
      createControl(
        startField(catalogue, system),
        (value) => this.context.dispatch({ type: "move-start", index: i, value: value as number }),
        {
          label: `${symbolsOf(system)[i]} ${text.launch}`,
          unit: text.unit(coordinate.unit),
          name: `reversal-x0.${i}`,
          help: "",
        },
      ),
    );
    this.startFields.replaceChildren(...this.starts.map(({ element }) => element));
  }

  private seatPanels() {
    const whos = participants(this.scene as ViewScene);
    for (const who of whos) if (!this.panels.has(who)) this.panels.set(who, this.createPanel(who));
    for (const [who, { study }] of this.panels) {
      if (!whos.includes(who) && study.state !== "none") study.clear();
    }
    const wanted = whos.map((who) => (this.panels.get(who) as Panel).element);
    if (wanted.some((element, i) => this.row.children[i] !== element))
      this.row.replaceChildren(...wanted);
    else while (this.row.childElementCount > wanted.length) this.row.lastElementChild?.remove();
  }

  private createPanel(who: Who): Panel {
    const canvas = make("canvas", {
      ...{ id: `loop-${who}`, role: "img" },
      "aria-label": reversalText.loopAltEmpty(whoLabel(who)),
    });
    const veil = make("p", { class: "canvas-hint", hidden: true });
    const caption = make("p", { class: "small", id: `loop-caption-${who}` });
    const element: HTMLElement = make(
      "section",
      { class: "figure figure-reversal-loops loop", "aria-labelledby": `loop-title-${who}` },
      make("h2", { id: `loop-title-${who}` }, whoLabel(who)),
      make("div", { class: "canvas-box loop-box" }, canvas, veil),
      legendOf([
        { who, label: reversalText.out, style: "solid" },
        { who: "data", label: reversalText.back, style: "dashed" },
      ]),
      caption,
      takeButtons({
        id: `loop-${who}`,
        title: () => whoLabel(who),
        pictures: () => [{ canvas, label: "" }],
        legend: () => shownLegend(element),
        columns: () => this.loopColumns(who),
      }),
    );
    const study = new Study<ReversalStudy>(() => this.requestRender());
    const pinLegend = new PinLegend(element);
    return {
      element,
      canvas,
      view: new LoopView(canvas, this.ink, this.context.scheduler),
      caption,
      veil,
      study,
      pinLegend,
    };
  }

  /** States out and back, each with the time it belongs to. */
  private loopColumns(who: Who): Column[] {
    const labels = labelsOf(this.system as SystemInfo);
    const size = labels.length;
    const result = this.panels.get(who)?.study.result;
    if (!result) return [];
    const end = result.t.at(-1) ?? 0;
    const way = (name: string, states: Float64Array, t: Float64Array) => [
      { name: `t, ${name}`, values: t },
      ...labels.map((label, k) => ({
        name: `${label}, ${name}`,
        values: Array.from({ length: states.length / size }, (_, i) =>
          Number(states[i * size + k]),
        ),
      })),
    ];
    const later = Float64Array.from(result.t, (t) => end + t);
    return [
      ...way(reversalText.out, result.forward, result.t),
      ...(result.backward.length > 0 ? way(reversalText.back, result.backward, later) : []),
    ];
  }

  // ---- studies ---------------------------------------------------------------------------------------------

  private request(): ReversalStudy {
    const { x0, rolloutDuration, integrator, stepSize } = (this.scene as ViewScene).experiment.view;
    return {
      ...{ type: "reversal", x0: [...x0], integrator, stepSize },
      duration: rolloutDuration,
      points: pointsFor(rolloutDuration),
    };
  }

  private keyOf({ settingsInForce }: ViewScene): string {
    const { system, systemParameters } = settingsInForce;
    return JSON.stringify([system, systemParameters, this.request()]);
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
      participants(scene).filter((who) => isDue(scene, who, (this.panels.get(who) as Panel).study)),
    );
  }

  private compute(whos: Who[]) {
    const { scene } = this;
    if (!scene?.ready) return;
    for (const who of whos) {
      if (isUntrained(scene, who)) continue;
      const { study } = this.panels.get(who) as Panel;
      void this.computeOne(study, who, scene);
    }
  }

  private async computeOne(study: Panel["study"], who: Who, scene: ViewScene) {
    const { engine, keep } = this.context;
    const request = this.request();
    const key = JSON.stringify(request);
    const mark = markOf(scene, who);
    const isDone = await study.run(engine, who, scene.settingsInForce, request, mark);
    if (isDone && who !== "truth" && mark && study.result) keep(who, mark, key, study.result);
  }

  /** Of pinned runs what answers the present question. */
  private pins(): Pinned<ReversalResult>[] {
    const scene = this.scene as ViewScene;
    const key = JSON.stringify(this.request());
    return pinned(scene.pins, networks(scene), (run) => studied(run, "reversal", key));
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
    const { scene, system, frame } = this;
    if (!scene || !system || !frame) return;
    const whos = participants(scene);
    const ranges = this.ranges(frame);
    const pins = this.pins();
    for (const who of whos) {
      const { view, study, veil, pinLegend } = this.panels.get(who) as Panel;
      const own = pins.filter((pin) => pin.who === who);
      pinLegend.show(own.map(({ pin }) => pin));
      view.update({
        ...{ who, ...ranges, xLabel: frame.xLabel, yLabel: frame.yLabel },
        pairs: [[frame.xAxis, frame.yAxis], ...frame.others],
        isProjection: !frame.plane,
        isAngle: frame.angle,
        size: 2 * system.degreesOfFreedom,
        out: study.result?.forward ?? null,
        back: study.result?.backward ?? nothing,
        pins: own,
      });
      view.setPlace(study.result ? this.place() : null);
      veil.hidden = study.result !== null || study.state === "running";
      setText(
        veil,
        study.state === "failed"
          ? studyText.failed(whoLabel(who, true), study.reason)
          : isUntrained(scene, who)
            ? untrainedWords(scene, who)
            : studyText.waiting,
      );
    }
    const studies = whos
      .filter((who) => !isUntrained(scene, who))
      .map((who) => ({ who, study: (this.panels.get(who) as Panel).study }));
    const isRunning = studies.some(({ study }) => study.state === "running");
    const sum = studies.reduce((total, { study }) => total + study.progress, 0);
    this.bar.show({
      canCompute: scene.ready && !isRunning,
      isRunning,
      progress: sum / Math.max(1, studies.length),
      status: statusWords(studies),
    });
    this.showWords();
  }

  /** The picture of the system, wider where the true motion needs it; the same for all, so that they compare. */
  private ranges({ xAxis, yAxis, xMin, xMax, yMin, yMax, others, angle }: PortraitFrame) {
    const x = { min: xMin, max: xMax };
    const y = { min: yMin, max: yMax };
    const way = this.panels.get("truth")?.study.result?.forward ?? nothing;
    const size = 2 * (this.system as SystemInfo).degreesOfFreedom;
    for (let i = 0; i + size <= way.length; i += size) {
      for (const [a, b] of [[xAxis, yAxis] as const, ...others]) {
        if (!angle) widen(x, way[i + a] as number); // an angle stays within one turn
        widen(y, way[i + b] as number);
      }
    }
    return { x, y };
  }

  facts() {
    const gap: Partial<Record<Who, number>> = {};
    for (const [who, { study }] of this.panels)
      if (study.result && study.state !== "running") gap[who] = lastValues(study.result).gap;
    return { gap };
  }

  private readonly showWords = throttle(
    () => this.context.scheduler,
    wordsPause,
    () => {
      const { scene } = this;
      if (!scene || !this.isOpen) return;
      const whos = participants(scene);
      for (const who of whos) {
        const { study, caption, canvas } = this.panels.get(who) as Panel;
        const { gap, time } = lastValues(study.result);
        const note = study.result?.note ?? "";
        const words = study.result
          ? [
              reversalText.atT(formatNumber(time)),
              reversalText.gapCaption(formatNumber(gap, 2)),
              ageWords(scene, who, study),
              note,
            ]
          : [text.none];
        setText(caption, words.filter(Boolean).join(" · "));
        setAttribute(
          canvas,
          "aria-label",
          study.result
            ? reversalText.loopAlt(whoLabel(who), formatNumber(gap, 2))
            : reversalText.loopAltEmpty(whoLabel(who)),
        );
      }
      const pins = this.pins();
      for (const kind of kinds) {
        const present = whos.flatMap((who) => {
          const { result } = (this.panels.get(who) as Panel).study;
          return result ? [{ who, t: result.t, values: result[kind] }] : [];
        });
        const others = pins.map(({ who, pin, value }) => ({
          ...{ who, pin, t: value.t },
          values: value[kind],
        }));
        this.charts[kind].update([...present, ...others]);
      }
      this.showTable(whos, pins);
      const { integrator } = scene.experiment.view;
      const label = choiceLabel("integrator", integrator);
      setText(
        this.integratorNote,
        `${label}: ${reversalText.integratorNote[symmetryOf(integrator)]}`,
      );
    },
  );

  private showTable(whos: Who[], pins: Pinned<ReversalResult>[]) {
    const values = [
      ...whos.map((who) => (this.panels.get(who) as Panel).study.result),
      ...pins.map(({ value }) => value),
    ].map(lastValues);
    const names = [
      ...whos.map((who) => whoLabel(who, true)),
      ...pins.map(({ who, pin }) => tracedLabel(who, pin)),
    ];
    const line = (title: string, pick: (entry: (typeof values)[number]) => number) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, title),
        ...values.map((entry) => make("td", {}, formatNumber(pick(entry), 2))),
      );
    this.table.replaceChildren(
      make(
        "table",
        { id: "reversal-table" },
        make(
          "thead",
          {},
          make(
            "tr",
            {},
            make("th", { scope: "col" }, text.quantity),
            ...names.map((name) => make("th", { scope: "col" }, name)),
          ),
        ),
        make(
          "tbody",
          {},
          line(reversalText.longestT, ({ time }) => time),
          ...kinds.map((kind) => line(titles()[kind], (entry) => entry[kind])),
        ),
      ),
    );
  }
}

const nothing = new Float64Array();
const margin = 1.05;

function widen(range: { min: number; max: number }, value: number) {
  if (!Number.isFinite(value)) return;
  range.min = Math.min(range.min, value * margin);
  range.max = Math.max(range.max, value * margin);
}
