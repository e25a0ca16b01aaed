// One participant's forward and return path: the loop, the gap as text, and the states as numbers.

import { make, setAttribute, setText } from "../../../base/dom.js";
import type { Scheduler } from "../../../base/scheduler.js";
import { type LoopData, LoopView } from "../../../canvas/loopView.js";
import { text } from "../../../catalogue/strings.js";
import { reversalText } from "../../../catalogue/strings.later.js";
import type { Ink } from "../../../drawing/ink.js";
import type { Column } from "../../../lab/csv.js";
import { legendOf, shownLegend, takeButtons, whoLabel } from "../../../panels/figure.js";
import { PinLegend } from "../../../panels/pinLegend.js";
import type { Who } from "../../../protocol/snapshot.js";
import type { ReversalResult, ReversalStudy } from "../../../protocol/study.js";
import { formatNumber } from "../../../state/format.js";
import type { Pinned } from "../../../state/pins.js";
import { lastValues } from "../../../state/reversal.js";
import { Study } from "../../studies.js";
import type { ViewScene } from "../../view.js";
import { stoppedWords } from "../stopped.js";
import { ageWords, veilWords } from "../study/due.js";

/** Shared by all loops of a view. */
export type LoopFrame = Omit<LoopData, "who" | "out" | "back" | "pins">;

const nothing = new Float64Array();

export class LoopPanel {
  readonly element: HTMLElement;
  readonly study: Study<ReversalStudy>;
  readonly studies: readonly [Study<ReversalStudy>];
  private readonly canvas: HTMLCanvasElement;
  private readonly view: LoopView;
  private readonly caption: HTMLElement;
  private readonly veil = make("p", { class: "canvas-hint", hidden: true });
  private readonly pinLegend: PinLegend;

  constructor(
    readonly who: Who,
    options: { ink: Ink; scheduler: Scheduler; changed(): void; labels(): string[] },
  ) {
    this.study = new Study(options.changed);
    this.studies = [this.study];
    this.canvas = make("canvas", {
      ...{ id: `loop-${who}`, role: "img" },
      "aria-label": reversalText.loopAltEmpty(whoLabel(who)),
    });
    this.caption = make("p", { class: "small", id: `loop-caption-${who}` });
    this.element = make(
      "section",
      { class: "figure figure-reversal-loops loop", "aria-labelledby": `loop-title-${who}` },
      make("h2", { id: `loop-title-${who}` }, whoLabel(who)),
      make("div", { class: "canvas-box loop-box" }, this.canvas, this.veil),
      legendOf([
        { who, label: reversalText.out, style: "solid" },
        { who: "data", label: reversalText.back, style: "dashed" },
      ]),
      this.caption,
      takeButtons({
        id: `loop-${who}`,
        title: () => whoLabel(who),
        pictures: () => [{ canvas: this.canvas, label: "" }],
        legend: () => shownLegend(this.element),
        columns: () => this.columns(options.labels()),
      }),
    );
    this.view = new LoopView(this.canvas, options.ink, options.scheduler);
    this.pinLegend = new PinLegend(this.element);
  }

  setInk(ink: Ink) {
    this.view.setInk(ink);
  }

  /** 0 start, 1 turning point, 2 back again. */
  setPlace(place: number) {
    this.view.setPlace(this.study.result ? place : null);
  }

  show(scene: ViewScene, frame: LoopFrame, pins: readonly Pinned<ReversalResult>[]) {
    const { who, study, veil } = this;
    this.pinLegend.show(pins.map(({ pin }) => pin));
    const { forward, backward } = study.result ?? {};
    this.view.update({ ...frame, who, out: forward ?? null, back: backward ?? nothing, pins });
    const words = veilWords(scene, who, study);
    veil.hidden = words === null;
    setText(veil, words ?? "");
  }

  showWords(scene: ViewScene) {
    const { who, study, caption, canvas } = this;
    const { result } = study;
    const { gap, time } = lastValues(result);
    const words = result
      ? [
          reversalText.atT(formatNumber(time)),
          reversalText.gapCaption(formatNumber(gap, 2)),
          ageWords(scene, who, study),
          ...[result.stopOut, result.stopBack].map((stop) =>
            stop ? stoppedWords(stop, scene.system) : "",
          ),
        ]
      : [text.none];
    setText(caption, words.filter(Boolean).join(" · "));
    const alternative = result
      ? reversalText.loopAlt(whoLabel(who), formatNumber(gap, 2))
      : reversalText.loopAltEmpty(whoLabel(who));
    setAttribute(canvas, "aria-label", alternative);
  }

  /** States forward and back, each with its time. */
  private columns(labels: string[]): Column[] {
    const { result } = this.study;
    if (!result) return [];
    const size = labels.length;
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
}
