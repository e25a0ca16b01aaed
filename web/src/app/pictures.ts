// All pictures of the dashboard and what they need to know, gathered so that the dashboard can say "this
// changed" and each picture repaints only what is its own.

import { everyone, type Ink, readInk, type Who } from "../canvas/ink.js";
import { MotionView } from "../canvas/motionView.js";
import { endOfPath, stateAt, valueAt } from "../canvas/path.js";
import {
  describeStart,
  fullError,
  PhasePortrait,
  type PortraitEvents,
  type PortraitFrame,
} from "../canvas/phasePortrait.js";
import type { Catalogue, SystemInfo } from "../catalogue/settings.js";
import { choiceLabel, settingLabel, symbolText, systemText, text } from "../catalogue/strings.js";
import { EnergyChart, energyAlong } from "../charts/energyChart.js";
import { LossChart } from "../charts/lossChart.js";
import { make, setAttribute, setText, throttle } from "../panels/dom.js";
import {
  createFigure,
  type Figure,
  legendOf,
  type Table,
  whoLabel,
  wholeLegend,
} from "../panels/figure.js";
import { segmented } from "../panels/viewControls.js";
import type {
  Contestant,
  Grid,
  LossCurve,
  Rollout,
  DataView as Samples,
} from "../protocol/snapshot.js";
import { type Experiment, type ViewOptions, viewTable } from "../state/experiment.js";
import type { Field, FieldValue } from "../state/fields.js";
import { formatCount, formatNumber, formatPercent } from "../state/format.js";

/** Everything there is to see at the moment; models are left out until they have learned something. */
export interface Scene {
  experiment: Experiment;
  system: SystemInfo;
  data: Samples | null;
  paths: Partial<Record<Who, Rollout>>;
  grids: Partial<Record<Who, Grid>>;
  curves: Partial<Record<Contestant, LossCurve>>;
  total: number;
  trained: boolean;
}

const tableRows = 15;
/** From this energy drift on, a motion counts as off its energy. */
const offShare = 0.05;
const lossPause = 300; // ms between repaints of a chart
const energyPause = 200;

export class Pictures {
  readonly motions: HTMLElement;
  readonly portraitFigure: Figure;
  readonly energyFigure: Figure;
  readonly lossFigure: Figure;
  private ink: Ink = readInk();
  private readonly portrait: PhasePortrait;
  private readonly views: Record<
    Who,
    { view: MotionView; canvas: HTMLCanvasElement; caption: HTMLElement; veil: HTMLElement }
  >;
  private readonly energy: EnergyChart;
  private readonly loss: LossChart;
  private readonly overlay: ReturnType<typeof segmented>;
  private readonly energyKind: ReturnType<typeof segmented>;
  private readonly lossHint = make("p", { class: "canvas-hint" }, text.lossIdle);
  private readonly phaseHint = make("p", { class: "small", id: "phase-hint" });
  private scene: Scene | null = null;
  private frame: PortraitFrame | null = null;
  private frameOf: SystemInfo | null = null;
  private time = 0;

  constructor(
    catalogue: Catalogue,
    events: PortraitEvents & { change(key: keyof ViewOptions, value: FieldValue): void },
  ) {
    const firstSystem = catalogue.systems[0] as SystemInfo;
    const row = (key: string) =>
      viewTable(catalogue, firstSystem).find((field) => field.key === key) as Field;
    this.overlay = segmented(
      row("overlay"),
      (value) => events.change("overlay", value),
      settingLabel("overlay"),
    );
    this.energyKind = segmented(
      row("energyKind"),
      (value) => events.change("energyKind", value),
      settingLabel("energyKind"),
    );

    this.portraitFigure = createFigure({
      id: "phase-portrait",
      title: text.phasePortrait,
      role: "application",
      focusable: true,
      legend: [
        ...wholeLegend,
        { who: "data" },
        { who: "truth", label: text.trueEnergy, style: "thin" },
        { who: "hnn", label: text.learnedEnergy, style: "thin" },
      ],
      table: () => this.pathTable(),
    });
    setAttribute(this.portraitFigure.canvas, "aria-describedby", "phase-hint");
    this.portraitFigure.foot.append(this.overlay.element, this.phaseHint);
    this.portrait = new PhasePortrait(this.portraitFigure.canvas, this.ink, events);

    this.energyFigure = createFigure({
      id: "energy-chart",
      title: text.energyChart,
      legend: wholeLegend,
      table: () => this.energyTable(),
    });
    const cursor = make("div", { class: "cursor", "aria-hidden": "true" });
    this.energyFigure.box.append(cursor);
    this.energyFigure.foot.append(this.energyKind.element);
    this.energy = new EnergyChart(this.energyFigure.canvas, cursor, this.ink);

    this.lossFigure = createFigure({
      id: "loss-chart",
      title: text.lossChart,
      legend: [
        { who: "hnn", label: `${whoLabel("hnn", true)}, ${text.lossTest}` },
        { who: "hnn", label: text.lossTrain, style: "thin" },
        { who: "baseline", label: `${whoLabel("baseline", true)}, ${text.lossTest}` },
        { who: "baseline", label: text.lossTrain, style: "thin" },
      ],
      table: () => this.lossTable(),
    });
    this.lossFigure.box.append(this.lossHint);
    this.loss = new LossChart(this.lossFigure.canvas, this.ink);

    const views = {} as typeof this.views;
    const row3 = make("div", { class: "motions" });
    for (const who of everyone) {
      const canvas = make("canvas", {
        id: `motion-${who}`,
        role: "img",
        "aria-label": whoLabel(who),
      });
      const caption = make("p", { class: "motion-energy", id: `motion-energy-${who}` });
      const veil = make("p", { class: "veil", hidden: who === "truth" }, text.untrained);
      row3.append(
        make(
          "figure",
          { class: `motion ${who}` },
          make(
            "figcaption",
            {},
            legendOf([{ who, label: choiceLabel("overlay", who), style: "marker" }]),
          ),
          make("div", { class: "motion-box" }, canvas, veil),
          caption,
        ),
      );
      views[who] = { view: new MotionView(canvas, this.ink), canvas, caption, veil };
    }
    this.views = views;
    this.motions = make(
      "section",
      { class: "figure figure-motion", "aria-labelledby": "motion-title" },
      make(
        "div",
        { class: "figure-head" },
        make("h2", { id: "motion-title" }, text.animation),
        make("p", { class: "small" }, text.ghost),
      ),
      row3,
    );
  }

  /** Colours may have changed: theme, contrast, forced colours. */
  repaint() {
    this.ink = readInk();
    this.portrait.setInk(this.ink);
    this.energy.setInk(this.ink);
    this.loss.setInk(this.ink);
    for (const who of everyone) this.views[who].view.setInk(this.ink);
  }

  show(scene: Scene) {
    const old = this.scene;
    this.scene = scene;
    const { experiment, system, paths, grids } = scene;
    if (this.frameOf !== system) {
      this.frameOf = system;
      this.frame = frameOf(system);
      this.portraitFigure.element.classList.toggle("projection", !this.frame.plane);
      this.overlay.element.hidden = !this.frame.plane;
      const title = this.portraitFigure.head.querySelector("h2") as Element;
      setText(title, this.frame.plane ? text.phasePortrait : text.orbitPortrait);
    }
    this.overlay.show(experiment.view.overlay);
    for (const choice of ["hnn", "baseline", "hnnError", "baselineError"])
      this.overlay.enable(choice, scene.trained);
    const isError = scene.trained && experiment.view.overlay.endsWith("Error");
    const hint = this.frame?.plane ? text.phaseHint : text.phaseHintProjection;
    const scale = text.errorScale(formatPercent(0), formatPercent(fullError));
    setText(this.phaseHint, isError && this.frame?.plane ? `${scale} ${hint}` : hint);
    this.energyKind.show(experiment.view.energyKind);
    this.portrait.update({
      frame: this.frame as PortraitFrame,
      data: scene.data,
      grids,
      paths,
      overlay: scene.trained ? experiment.view.overlay : "truth",
      start: experiment.view.x0,
    });
    const reach = reachOf(system, paths.truth);
    for (const who of everyone) {
      const { view, veil } = this.views[who];
      const path = paths[who] ?? null;
      if (
        !old ||
        old.paths[who] !== paths[who] ||
        old.paths.truth !== paths.truth ||
        old.system !== system
      ) {
        view.update({ drawing: system.view.drawing, who, path, truth: paths.truth ?? null, reach });
      }
      veil.hidden = who === "truth" || path !== null;
    }
    const energyChanged =
      !old ||
      old.experiment.view.energyKind !== experiment.view.energyKind ||
      everyone.some((who) => old.paths[who] !== paths[who]);
    if (energyChanged) this.paintEnergy();
    const lossChanged =
      !old ||
      old.total !== scene.total ||
      old.curves.hnn !== scene.curves.hnn ||
      old.curves.baseline !== scene.curves.baseline;
    if (lossChanged) this.paintLoss();
    this.lossHint.hidden = scene.trained;
    this.captions();
    this.describe();
  }

  /** The moment of the animation, in the system's unit. */
  setTime(time: number) {
    this.time = time;
    this.portrait.setTime(time);
    this.energy.setTime(time);
    for (const who of everyone) this.views[who].view.setTime(time);
    this.captions();
  }

  private readonly paintEnergy = throttle(energyPause, () => {
    if (!this.scene) return;
    const { paths, experiment } = this.scene;
    const { energyKind, rolloutDuration } = experiment.view;
    this.energy.update(paths, energyKind, rolloutDuration, timeUnit(this.scene.system));
  });

  private readonly paintLoss = throttle(lossPause, () => {
    if (this.scene) this.loss.update(this.scene.curves, this.scene.total);
  });

  private readonly captions = throttle(150, () => {
    for (const who of everyone) {
      const path = this.scene?.paths[who];
      const { caption, canvas } = this.views[who];
      setText(caption, path ? energyCaption(path, this.time) : text.none);
      caption.classList.toggle(
        "off",
        path !== undefined && Math.abs(driftAt(path, this.time)) > offShare,
      );
      this.altOfMotion(who, canvas, path);
    }
  });

  private readonly altTimes = new Map<Who, number>();
  private altOfMotion(who: Who, canvas: HTMLCanvasElement, path: Rollout | undefined) {
    if (performance.now() - (this.altTimes.get(who) ?? -1e9) < 3000) return;
    this.altTimes.set(who, performance.now());
    const state = path ? stateAt(path, this.time) : null;
    const symbols = this.scene ? symbolsOf(this.scene.system) : [];
    const words = state ? describeStart(state, symbols) : text.untrained;
    setAttribute(canvas, "aria-label", text.animationAlt(whoLabel(who), words));
  }

  private describe() {
    const { scene } = this;
    if (!scene) return;
    const { system, experiment, data } = scene;
    const symbols = symbolsOf(system);
    this.portraitFigure.describe(
      text.phaseAlt({
        system: systemText[system.id]?.noun ?? system.id,
        x: symbols[system.view.xAxis] ?? "",
        y: symbols[system.view.yAxis] ?? "",
        start: describeStart(experiment.view.x0, symbols),
        samples: formatCount(data?.test.length ?? 0),
        overlay: text.fieldOf[scene.trained ? experiment.view.overlay : "truth"] ?? "",
        state: scene.trained ? text.phaseTrained : text.phaseUntrained,
      }),
    );
    this.energyFigure.describe(this.energyWords());
    this.lossFigure.describe(this.lossWords());
    for (const figure of [this.portraitFigure, this.energyFigure, this.lossFigure])
      figure.refreshTable();
  }

  private energyWords(): string {
    const { paths, experiment } = this.scene as Scene;
    const parts = everyone.flatMap((who) => {
      const path = paths[who];
      if (!path) return [];
      const values = [...energyAlong(path, experiment.view.energyKind)].filter(Number.isFinite);
      if (values.length === 0) return [];
      const [first = 0] = values;
      return text.energyAltValue(
        whoLabel(who),
        formatNumber(first),
        formatNumber(Math.min(...values)),
        formatNumber(Math.max(...values)),
      );
    });
    return text.energyAlt(choiceLabel("energyKind", experiment.view.energyKind), parts.join(" "));
  }

  private lossWords(): string {
    const { curves, trained } = this.scene as Scene;
    if (!trained) return text.lossAlt(text.lossAltEmpty);
    const parts = (["hnn", "baseline"] as const).flatMap((who) => {
      const curve = curves[who];
      if (!curve || curve.step.length === 0) return [];
      const last = curve.step.length - 1;
      return text.lossAltValues(
        whoLabel(who),
        formatNumber(curve.train[last] as number),
        formatNumber(curve.test[last] as number),
      );
    });
    return text.lossAlt(parts.join(" "));
  }

  private pathTable(): Table {
    const { paths, system } = this.scene as Scene;
    const shown = everyone.filter((who) => paths[who]);
    const { xAxis, yAxis } = system.view;
    const names = [xAxis, yAxis].map((i) => symbolsOf(system)[i] ?? "");
    return {
      head: [
        "t",
        ...shown.flatMap((who) => names.map((name) => `${name} (${whoLabel(who, true)})`)),
      ],
      rows: this.times().map((t) => [
        formatNumber(t),
        ...shown.flatMap((who) => {
          const state = stateAt(paths[who] as Rollout, t) ?? [];
          return [
            formatNumber(state[xAxis] ?? Number.NaN),
            formatNumber(state[yAxis] ?? Number.NaN),
          ];
        }),
      ]),
    };
  }

  private energyTable(): Table {
    const { paths, experiment } = this.scene as Scene;
    const shown = everyone.filter((who) => paths[who]);
    return {
      head: ["t", ...shown.map((who) => whoLabel(who, true))],
      rows: this.times().map((t) => [
        formatNumber(t),
        ...shown.map((who) => {
          const path = paths[who] as Rollout;
          return formatNumber(valueAt(path, energyAlong(path, experiment.view.energyKind), t), 4);
        }),
      ]),
    };
  }

  private lossTable(): Table {
    const { curves } = this.scene as Scene;
    const shown = (["hnn", "baseline"] as const).filter((who) => curves[who]?.step.length);
    const longest = shown
      .map((who) => curves[who] as LossCurve)
      .sort((a, b) => b.step.length - a.step.length)[0];
    const count = longest?.step.length ?? 0;
    const picks = [
      ...new Set(
        Array.from({ length: tableRows }, (_, i) =>
          Math.round((i / (tableRows - 1)) * (count - 1)),
        ),
      ),
    ];
    return {
      head: [
        text.trainingStep,
        ...shown.flatMap((who) =>
          [text.lossTrain, text.lossTest].map((kind) => `${whoLabel(who, true)}, ${kind}`),
        ),
      ],
      rows:
        count === 0
          ? []
          : picks.map((i) => {
              const step = longest?.step[i] ?? 0;
              return [
                formatCount(step),
                ...shown.flatMap((who) => {
                  const curve = curves[who] as LossCurve;
                  const at = curve.step.findIndex((s) => s >= step);
                  return at < 0
                    ? [text.none, text.none]
                    : [
                        formatNumber(curve.train[at] as number),
                        formatNumber(curve.test[at] as number),
                      ];
                }),
              ];
            }),
    };
  }

  private times(): number[] {
    const duration = this.scene?.experiment.view.rolloutDuration ?? 1;
    return Array.from({ length: tableRows }, (_, i) =>
      Number(((i / (tableRows - 1)) * duration).toPrecision(3)),
    );
  }
}

/** Systems with units of their own count in seconds; dimensionless ones do not. */
export function timeUnit(system: SystemInfo): string {
  return system.coordinates.every(({ unit }) => unit === "1") ? "" : "s";
}

function driftAt(path: Rollout, t: number): number {
  const first = path.energy[0] as number;
  return (valueAt(path, path.energy, t) - first) / Math.abs(first || 1);
}

function energyCaption(path: Rollout, t: number): string {
  const end = endOfPath(path);
  if (end !== null && t > end) return text.leftBounds(`t = ${formatNumber(end)}`);
  const drift = driftAt(path, t);
  if (!Number.isFinite(drift)) return text.none;
  if (Math.abs(drift) < 0.005) return text.energyKept;
  return text.energyNow(`${drift > 0 ? "+" : ""}${formatPercent(drift)}`);
}

/** Largest |H − H₀| / |H₀| along a path. */
export function driftOf(path: Rollout | undefined): number {
  if (!path || path.energy.length === 0) return Number.NaN;
  const first = path.energy[0] as number;
  let largest = 0;
  for (const energy of path.energy) largest = Math.max(largest, Math.abs(energy - first));
  return largest / Math.abs(first || 1);
}

function symbolsOf(system: SystemInfo): string[] {
  return system.coordinates.map((coordinate) => symbolText(coordinate.symbol));
}

function frameOf(system: SystemInfo): PortraitFrame {
  const { xAxis, yAxis, xMin, xMax, yMin, yMax } = system.view;
  const label = (i: number) => {
    const { symbol = "", unit = "" } = system.coordinates[i] ?? {};
    return text.unit(unit) ? `${symbol} (${unit})` : symbol;
  };
  // A projection on positions shows every body: component i of the x axis belongs to component i of the y axis.
  const bodies = system.degreesOfFreedom / 2;
  const isProjection = system.degreesOfFreedom > 1;
  const others: [number, number][] = isProjection
    ? Array.from({ length: Math.max(0, bodies - 1) }, (_, i) => [xAxis + i + 1, yAxis + i + 1])
    : [];
  return {
    xAxis,
    yAxis,
    xMin,
    xMax,
    yMin,
    yMax,
    // Every body is drawn in a projection, so its axes belong to none of them.
    xLabel: isProjection ? text.position("x") : label(xAxis),
    yLabel: isProjection ? text.position("y") : label(yAxis),
    plane: !isProjection,
    others,
  };
}

/** Room for the truth's whole motion, at least what the system's picture asks for. */
function reachOf(system: SystemInfo, truth: Rollout | undefined): number {
  const asked = Math.max(Math.abs(system.view.xMin), Math.abs(system.view.xMax));
  if (!truth || truth.t.length === 0) return asked;
  const size = truth.x.length / truth.t.length;
  let far = 0;
  for (let i = 0; i < truth.t.length; i++) {
    for (let k = 0; k < system.degreesOfFreedom; k++)
      far = Math.max(far, Math.abs(truth.x[i * size + k] as number));
  }
  return Number.isFinite(far) && far > 0 ? Math.min(asked * 2, far * 1.25) : asked;
}
