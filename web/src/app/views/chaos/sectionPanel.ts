// One participant's Poincaré section: the plot, its placeholder, its caption, and its crossings as numbers.

import { make, setAttribute, setText } from "../../../base/dom.js";
import type { Scheduler } from "../../../base/scheduler.js";
import { type SectionEvents, type SectionFrame, SectionView } from "../../../canvas/sectionView.js";
import { text } from "../../../catalogue/strings.js";
import { chaosText, studyText } from "../../../catalogue/strings.later.js";
import type { Ink } from "../../../drawing/ink.js";
import type { Column } from "../../../lab/csv.js";
import { createFigure, type Figure, type Table, whoLabel } from "../../../panels/figure.js";
import { PinLegend } from "../../../panels/pinLegend.js";
import type { Who } from "../../../protocol/snapshot.js";
import type { ChaosStudy, SectionResult, SectionStudy } from "../../../protocol/study.js";
import { crossingsOf, type Outcome, orbitsOf, type Verdict } from "../../../state/chaos.js";
import { formatCount, formatNumber, formatPercent } from "../../../state/format.js";
import type { Pinned } from "../../../state/pins.js";
import { Study } from "../../studies.js";
import type { ViewScene } from "../../view.js";
import { orbitStoppedWords } from "../stopped.js";
import { ageWords, isOutdated, veilWords } from "../study/due.js";

export interface SectionLook {
  frame: SectionFrame;
  /** The border of the allowed region; empty: unknown. */
  border: number[];
  /** The highlighted orbit. */
  selected: number;
  isPointing: boolean;
}

export interface SectionPanelOptions {
  ink: Ink;
  scheduler: Scheduler;
  /** A study has new results. */
  changed(): void;
  orbits: SectionEvents;
  /** Names of the components of a state, with units, and without. */
  labels(): string[];
  symbols(): string[];
  /** The chosen orbit. */
  selected(): number;
}

export class SectionPanel {
  readonly figure: Figure;
  readonly section: Study<SectionStudy>;
  readonly chaos: Study<ChaosStudy>;
  readonly studies: readonly [Study<SectionStudy>, Study<ChaosStudy>];
  private readonly view: SectionView;
  private readonly caption: HTMLElement;
  private readonly veil = make("p", { class: "canvas-hint", hidden: true });
  private readonly pinLegend: PinLegend;

  constructor(
    readonly who: Who,
    private readonly options: SectionPanelOptions,
  ) {
    const { scheduler, ink, changed } = options;
    this.section = new Study(changed);
    this.chaos = new Study(changed);
    this.studies = [this.section, this.chaos];
    this.figure = createFigure({
      scheduler,
      id: `section-${who}`,
      title: chaosText.sectionTitle(whoLabel(who)),
      table: () => this.crossingTable(),
      columns: () => this.crossingColumns(),
    });
    const { box, foot, canvas, head } = this.figure;
    box.classList.add("section-box");
    box.append(this.veil);
    this.caption = make("p", { class: "small", id: `section-caption-${who}` });
    foot.append(this.caption);
    this.view = new SectionView(canvas, ink, scheduler, options.orbits);
    this.pinLegend = new PinLegend(head);
  }

  setInk(ink: Ink) {
    this.view.setInk(ink);
  }

  show(scene: ViewScene, look: SectionLook, pins: readonly Pinned<SectionResult>[]) {
    this.pinLegend.show(pins.map(({ pin }) => pin));
    this.view.update({ ...look, pins, result: this.section.result });
    const words = veilWords(scene, this.who, this.section);
    this.veil.hidden = words === null;
    setText(this.veil, words ?? "");
  }

  showWords(scene: ViewScene, frame: SectionFrame, energy: number, outcomes: readonly Outcome[]) {
    const { who, caption, figure, section } = this;
    const { result } = section;
    caption.classList.toggle("stale", result !== null && isOutdated(scene, who, section));
    const ends = result?.stops.map((stop) => orbitStoppedWords(stop, scene.system)).join("\n");
    setAttribute(caption, "title", ends || undefined);
    if (!result) {
      setText(caption, text.none);
      figure.describe(`${whoLabel(who)}: ${studyText.noValues}`);
      return;
    }
    const outside = countOutside(result, frame);
    const lost = result.alive.filter((alive) => alive === 0).length;
    const words = [
      chaosText.crossings(formatCount(result.t.length)),
      outside > 0 ? chaosText.outside(formatCount(outside)) : "",
      lost > 0 ? chaosText.lost(formatCount(lost)) : "",
      energyWords(Math.max(0, ...result.energyError.filter(Number.isFinite))),
      ageWords(scene, who, section),
    ];
    setText(caption, words.filter(Boolean).join(" · "));
    figure.describe(
      chaosText.sectionAlt(
        whoLabel(who),
        formatCount(result.t.length),
        String(orbitsOf(result)),
        formatNumber(energy),
        [countVerdicts(outcomes), ends].filter(Boolean).join(". "),
      ),
    );
    figure.refreshTable();
  }

  /** The crossings of the chosen orbit. */
  private crossingTable(): Table {
    const symbols = this.options.symbols();
    const selected = this.options.selected();
    const { result } = this.section;
    const size = symbols.length;
    return {
      head: [`${chaosText.orbit(String(selected + 1))}: t`, ...symbols],
      rows: result
        ? crossingsOf(result, selected).map((i) => [
            formatNumber(result.t[i] as number),
            ...[...result.x.subarray(i * size, (i + 1) * size)].map((value) => formatNumber(value)),
          ])
        : [],
    };
  }

  /** All crossings of all orbits. */
  private crossingColumns(): Column[] {
    const { result } = this.section;
    if (!result) return [];
    const labels = this.options.labels();
    const size = labels.length;
    return [
      { name: chaosText.choose, values: result.orbit.map((orbit) => orbit + 1) },
      { name: "t", values: result.t },
      ...labels.map((name, k) => ({
        name,
        values: Array.from(result.t, (_, i) => Number(result.x[i * size + k])),
      })),
    ];
  }
}

function countOutside(result: SectionResult, frame: SectionFrame): number {
  const { xAxis, yAxis, xMin, xMax, yMin, yMax } = frame;
  const size = result.x.length / Math.max(1, result.t.length);
  let count = 0;
  for (let i = 0; i < result.t.length; i++) {
    const a = result.x[i * size + xAxis] as number;
    const b = result.x[i * size + yAxis] as number;
    if (!(a >= xMin && a <= xMax && b >= yMin && b <= yMax)) count++;
  }
  return count;
}

/** The largest |H − H₀| / |H₀| so far. */
function energyWords(worst: number): string {
  if (worst >= 10) return chaosText.energyFar(formatNumber(worst, 2));
  return chaosText.energyOff(worst < 1e-3 ? formatNumber(worst, 2) : formatPercent(worst));
}

function countVerdicts(outcomes: readonly Outcome[]): string {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of outcomes) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts]
    .map(([verdict, count]) => chaosText.verdictCount(String(count), chaosText.verdict[verdict]))
    .join(", ");
}
