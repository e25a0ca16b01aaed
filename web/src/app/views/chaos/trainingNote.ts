// The extent of the training: numbers of samples and steps, those of the paper, and the time on this device.

import { make, setText } from "../../../base/dom.js";
import { chaosText } from "../../../catalogue/strings.later.js";
import type { Contestant } from "../../../protocol/snapshot.js";
import { formatClock, formatCount, formatNumber } from "../../../state/format.js";
import type { ViewScene } from "../../view.js";

/** Samples of the published training (Choudhary et al. 2020, section III). */
const publishedSamples = 5e6;
const publishedSystem = "henon-heiles";
const shortest = 1000; // ms between two readings of the steps

export class TrainingNote {
  readonly element = make("p", { id: "chaos-note", class: "small" });
  /** Steps per second of each network, from the scenes during training. */
  private readonly rates = new Map<Contestant, { step: number; at: number; perSecond: number }>();

  /** `now` in ms. */
  measure(scene: ViewScene, now: number) {
    for (const who of scene.contestants) {
      const { step, training, solvedAtOnce } = scene.runs[who];
      if (solvedAtOnce) continue;
      const old = this.rates.get(who);
      if (!training || !old || step < old.step) {
        this.rates.set(who, { step, at: now, perSecond: old?.perSecond ?? 0 });
      } else if (now - old.at > shortest) {
        const perSecond = ((step - old.step) / (now - old.at)) * 1000;
        this.rates.set(who, { step, at: now, perSecond });
      }
    }
  }

  show(scene: ViewScene) {
    setText(this.element, this.words(scene));
  }

  private words({ experiment: { settings }, system }: ViewScene): string {
    const samples = settings.trajectories * settings.points;
    const parts = [
      chaosText.dataNote({
        trajectories: formatCount(settings.trajectories),
        points: formatCount(settings.points),
        samples: formatCount(samples),
        rate: formatNumber(settings.learningRate),
        schedule: chaosText.scheduleNames[settings.schedule] ?? "",
        batch: settings.batchSize === 0 ? chaosText.allOf : formatCount(settings.batchSize),
        steps: formatCount(settings.steps),
      }),
    ];
    if (system.id === publishedSystem) {
      const ratio = formatNumber(publishedSamples / samples, 2);
      parts.push(chaosText.paperNote(formatCount(publishedSamples), ratio));
    }
    const rates = [...this.rates.values()].map(({ perSecond }) => perSecond).filter((r) => r > 0);
    const slowest = Math.min(...rates);
    parts.push(
      rates.length > 0
        ? chaosText.timeNote(formatNumber(slowest), formatClock(settings.steps / slowest))
        : chaosText.timeUnknown,
    );
    return parts.join(" ");
  }
}
