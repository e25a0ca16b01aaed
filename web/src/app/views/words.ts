// Trajectories and losses as text and tables: captions, text alternatives, the numbers behind a plot. Pure.

import { endOfPath, stateAt, valueAt } from "../../canvas/path.js";
import { describeStart } from "../../canvas/phasePortrait.js";
import type { SystemInfo } from "../../catalogue/settings.js";
import { choiceLabel, symbolText, text } from "../../catalogue/strings.js";
import { energyAlong } from "../../charts/energyAlong.js";
import type { Column } from "../../lab/csv.js";
import type { Table } from "../../panels/figure.js";
import { tracedLabel } from "../../panels/pinLegend.js";
import {
  type Contestant,
  isNetwork,
  type LossCurve,
  type Rollout,
  type Who,
} from "../../protocol/snapshot.js";
import { type EnergyKind, injectionSpan } from "../../state/experiment.js";
import { formatCount, formatNumber, formatPercent } from "../../state/format.js";
import { type PinMark, type Pinned, pinned } from "../../state/pins.js";
import type { ViewScene } from "../view.js";

const tableRows = 15;

/** Truth, integrator and contestants, in the order of plots and tables. */
export function everyoneIn(scene: ViewScene): Who[] {
  return ["truth", ...(scene.stepped ? [scene.stepped] : []), ...scene.contestants];
}

/** Contestants trained step by step. */
export function trainedIn(scene: ViewScene): Contestant[] {
  return scene.contestants.filter((who) => !scene.runs[who].solvedAtOnce);
}

/** Trajectories of pinned runs. */
export function pinnedPaths(scene: ViewScene): Pinned<Rollout>[] {
  return pinned(scene.pins, scene.contestants, ({ path }) => path);
}

/** Loss curves of pinned runs trained step by step. */
export function pinnedCurves(scene: ViewScene): Pinned<LossCurve>[] {
  return pinned(scene.pins, scene.contestants, ({ solvedAtOnce, curve }) =>
    solvedAtOnce ? null : curve,
  );
}

/** A trajectory of the present truth or network, or a pinned one. */
export interface Trace {
  who: Who;
  pin?: PinMark;
  value: Rollout;
}

/** The present trajectories, then the pinned ones. */
export function tracesIn(scene: ViewScene): Trace[] {
  const present = everyoneIn(scene).flatMap((who) => {
    const value = scene.paths[who];
    return value ? [{ who, value }] : [];
  });
  return [...present, ...pinnedPaths(scene)];
}

/** When energy is added or removed, and whose motion that changes: it has no effect on a model without an energy. */
export function injectionIn(scene: ViewScene) {
  const span = injectionSpan(scene.experiment);
  const able = scene.contestants.filter((who) => scene.runs[who].hasEnergy);
  const isRecorded = scene.experiment.measured !== undefined; // a recording does not change
  return (
    span && {
      ...span,
      whose: [
        ...(isRecorded ? [] : everyoneIn(scene).filter((who) => !isNetwork(who))),
        ...able,
      ] as Who[],
    }
  );
}

/** Systems with units use seconds; dimensionless ones do not. */
export function timeUnit(system: SystemInfo): string {
  return system.coordinates.every(({ unit }) => unit === "1") ? "" : "s";
}

export function symbolsOf(system: SystemInfo): string[] {
  return system.coordinates.map((coordinate) => symbolText(coordinate.symbol));
}

/** The names of the components as axes show them, with their units. */
export function labelsOf(system: SystemInfo): string[] {
  return system.coordinates.map(({ symbol, unit }) =>
    text.unit(unit) ? `${symbolText(symbol)} (${unit})` : symbolText(symbol),
  );
}

/** Components of a state as text: "q₂ = 0.1, p₂ = 0". */
export function describeState(state: number[], system: SystemInfo, components: number[]): string {
  const symbols = symbolsOf(system);
  return describeStart(
    components.map((i) => Number(state[i])),
    components.map((i) => symbols[i] ?? ""),
  );
}

/** |H − H₀| / |H₀| along a path, H the true one. */
export function energyErrorOf(path: Rollout): Float64Array {
  const first = path.energy[0] as number;
  return path.energy.map((energy) => Math.abs(energy - first) / Math.abs(first || 1));
}

export function driftAt(path: Rollout, t: number): number {
  const first = path.energy[0] as number;
  return (valueAt(path, path.energy, t) - first) / Math.abs(first || 1);
}

/** Energies that differ by less than this fraction are called the same. */
const sameShare = 0.005;
/** An energy that changes by less than this fraction is conserved; its digits are those of the truth. */
export const keptShare = 1e-8;

/**
 * The energy change up to time `t`, as text. `truth` is given if the truth itself loses energy: then a network that
 * conserves its energy is wrong, and is compared with the truth's loss up to then. `ended` says why a path is over.
 */
export function energyCaption(
  path: Rollout,
  t: number,
  ended: (path: Rollout) => string,
  truth?: Rollout,
): string {
  const end = endOfPath(path);
  if (end !== null && t > end) return ended(path);
  const change = driftAt(path, t) - (truth ? driftAt(truth, t) : 0);
  if (!Number.isFinite(change)) return text.none;
  if (Math.abs(change) < sameShare) {
    if (truth) return text.energyAsTruth;
    const largest = driftOf(path, t);
    return largest < keptShare ? text.energyKept : text.energyKeptTo(formatNumber(largest, 1));
  }
  const percent = formatPercent(change);
  const signed = /^\d/.test(percent) ? `+${percent}` : percent;
  return truth ? text.energyAgainstTruth(signed) : text.energyNow(signed);
}

/** The reference of captions; none if the truth conserves its energy. A recording may lose some. */
export function losingTruth({ system, experiment, paths }: ViewScene): Rollout | undefined {
  return system.conservative && !experiment.measured ? undefined : paths.truth;
}

/** Largest |H − H₀| / |H₀| along a path, up to time `end`. */
export function driftOf(path: Rollout | undefined, end = Number.POSITIVE_INFINITY): number {
  if (!path || path.energy.length === 0) return Number.NaN;
  const first = path.energy[0] as number;
  let largest = 0;
  path.energy.forEach((energy, i) => {
    if ((path.t[i] as number) <= end) largest = Math.max(largest, Math.abs(energy - first));
  });
  return largest / Math.abs(first || 1);
}

/** The range of each kind of energy along a path, as a fraction of the largest. */
export function changesAlong(path: Rollout): { kinetic: number; potential: number; total: number } {
  const reach = (kind: EnergyKind) => {
    const values = [...energyAlong(path, kind, "truth")].filter(Number.isFinite);
    return Math.max(...values) - Math.min(...values);
  };
  const [kinetic, potential, total] = [reach("kinetic"), reach("potential"), reach("total")];
  const most = Math.max(kinetic, potential, total) || 1;
  return { kinetic: kinetic / most, potential: potential / most, total: total / most };
}

export function energyWords(scene: ViewScene, kind: EnergyKind): string {
  const parts = tracesIn(scene).flatMap(({ who, pin, value }) => {
    const values = [...energyAlong(value, kind, who)].filter(Number.isFinite);
    if (values.length === 0) return [];
    const [first = 0] = values;
    return text.energyAltValue(
      tracedLabel(who, pin, false),
      formatNumber(first),
      formatNumber(Math.min(...values)),
      formatNumber(Math.max(...values)),
    );
  });
  return text.energyAlt(choiceLabel("energyKind", kind), parts.join(" "));
}

/** The present loss curves, then the pinned ones. */
function curvesIn(scene: ViewScene): { who: Contestant; pin?: PinMark; value: LossCurve }[] {
  const present = trainedIn(scene).flatMap((who) => {
    const value = scene.curves[who];
    return value ? [{ who, value }] : [];
  });
  return [...present, ...pinnedCurves(scene)].filter(({ value }) => value.step.length > 0);
}

export function lossWords(scene: ViewScene): string {
  const parts = curvesIn(scene).flatMap(({ who, pin, value: curve }) => {
    const last = curve.step.length - 1;
    return text.lossAltValues(
      tracedLabel(who, pin, false),
      formatNumber(curve.train[last] as number),
      formatNumber(curve.test[last] as number),
    );
  });
  return text.lossAlt(parts.join(" ") || text.lossAltEmpty);
}

/** The message of the loss chart while it has no line; null: it has one, of a present or a pinned run. */
export function lossHint(scene: ViewScene): string | null {
  if (curvesIn(scene).length > 0) return null;
  return trainedIn(scene).some((who) => scene.runs[who].step > 0)
    ? text.lossUnknown
    : text.lossIdle;
}

/** For several degrees of freedom a plane shows only a projection, in which paths may cross themselves. */
export function portraitTitle(system: SystemInfo): string {
  if (system.view.drawing === "orbits") return text.orbitPortrait;
  if (system.degreesOfFreedom === 1) return text.phasePortrait;
  const symbols = symbolsOf(system);
  return text.projection(symbols[system.view.xAxis] ?? "", symbols[system.view.yAxis] ?? "");
}

/** The components of all states at equally spaced times. */
export function pathTable(scene: ViewScene, components: number[]): Table {
  const shown = tracesIn(scene);
  const names = components.map((i) => symbolsOf(scene.system)[i] ?? "");
  return {
    head: [
      "t",
      ...shown.flatMap(({ who, pin }) => names.map((name) => `${name} (${tracedLabel(who, pin)})`)),
    ],
    rows: times(scene).map((t) => [
      formatNumber(t),
      ...shown.flatMap(({ value }) => {
        const state = stateAt(value, t) ?? [];
        return components.map((i) => formatNumber(state[i] ?? Number.NaN));
      }),
    ]),
  };
}

export function energyTable(scene: ViewScene, kind: EnergyKind): Table {
  const shown = tracesIn(scene);
  return {
    head: ["t", ...shown.map(({ who, pin }) => tracedLabel(who, pin))],
    rows: times(scene).map((t) => [
      formatNumber(t),
      ...shown.map(({ who, value }) =>
        formatNumber(valueAt(value, energyAlong(value, kind, who), t), 4),
      ),
    ]),
  };
}

export function lossTable(scene: ViewScene): Table {
  const shown = curvesIn(scene);
  const longest = shown.map(({ value }) => value).sort((a, b) => b.step.length - a.step.length)[0];
  const count = longest?.step.length ?? 0;
  const spread = Array.from({ length: tableRows }, (_, i) =>
    Math.round((i / (tableRows - 1)) * (count - 1)),
  );
  const picks = count === 0 ? [] : [...new Set(spread)];
  const cells = (curve: LossCurve, step: number) => {
    const at = curve.step.findIndex((s) => s >= step);
    if (at < 0) return [text.none, text.none];
    return [formatNumber(curve.train[at] as number), formatNumber(curve.test[at] as number)];
  };
  return {
    head: [
      text.trainingStep,
      ...shown.flatMap(({ who, pin }) =>
        [text.lossTrain, text.lossTest].map((kind) => `${tracedLabel(who, pin)}, ${kind}`),
      ),
    ],
    rows: picks.map((i) => {
      const step = longest?.step[i] ?? 0;
      return [formatCount(step), ...shown.flatMap(({ value }) => cells(value, step))];
    }),
  };
}

/** All components of all states; each path has its own times. */
export function pathColumns(scene: ViewScene): Column[] {
  const names = labelsOf(scene.system);
  const size = names.length;
  return tracesIn(scene).flatMap(({ who, pin, value: path }) => {
    const of = (name: string) => `${name}, ${tracedLabel(who, pin)}`;
    return [
      { name: of(timeName(scene)), values: path.t },
      ...names.map((name, i) => ({
        name: of(name),
        values: Array.from(path.t, (_, k) => Number(path.x[k * size + i])),
      })),
    ];
  });
}

export function energyColumns(scene: ViewScene, kind: EnergyKind): Column[] {
  return tracesIn(scene).flatMap(({ who, pin, value: path }) => {
    const of = (name: string) => `${name}, ${tracedLabel(who, pin)}`;
    return [
      { name: of(timeName(scene)), values: path.t },
      { name: of(choiceLabel("energyKind", kind)), values: energyAlong(path, kind, who) },
    ];
  });
}

export function lossColumns(scene: ViewScene): Column[] {
  return curvesIn(scene).flatMap(({ who, pin, value: curve }) => {
    const of = (name: string) => `${name}, ${tracedLabel(who, pin)}`;
    return [
      { name: of(text.trainingStep), values: curve.step },
      { name: of(text.lossTrain), values: curve.train },
      { name: of(text.lossTest), values: curve.test },
    ];
  });
}

function timeName(scene: ViewScene): string {
  const unit = timeUnit(scene.system);
  return unit ? `t (${unit})` : "t";
}

function times(scene: ViewScene): number[] {
  const duration = scene.experiment.view.rolloutDuration;
  return Array.from({ length: tableRows }, (_, i) =>
    Number(((i / (tableRows - 1)) * duration).toPrecision(3)),
  );
}
