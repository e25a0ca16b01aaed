// The contents of the panels with numbers, of the present and of pinned runs. Pure.
import type { NumbersData } from "../../../panels/numbers.js";
import type { PinsState } from "../../../panels/pinsPanel.js";
import type { Contestant } from "../../../protocol/snapshot.js";
import { type PinnedRun, pathKeyOf } from "../../../state/pins.js";
import type { ViewScene } from "../../view.js";
import { driftOf } from "../words.js";

type Numbers = Partial<Record<Contestant, NumbersData>>;

export function numbersIn(scene: ViewScene): Numbers {
  return Object.fromEntries(scene.contestants.map((who) => [who, numbersOf(scene, who)]));
}

function numbersOf(scene: ViewScene, who: Contestant): NumbersData {
  const { step, testLoss, metrics, fingerprint, seconds, solution } = scene.runs[who];
  const isTrained = step > 0;
  const path = scene.paths[who];
  // A loaded run has no losses before it is trained further.
  const known = Number.isNaN(testLoss) ? (metrics?.testLoss ?? Number.NaN) : testLoss;
  return {
    testLoss: isTrained ? known : Number.NaN,
    drift: isTrained ? driftOf(path) : Number.NaN,
    metrics: isTrained ? metrics : null,
    measuring: scene.measuring || scene.training,
    fingerprint,
    guarded: isTrained ? Math.max(path?.guarded ?? 0, metrics?.guarded ?? 0) : 0,
    seconds: isTrained ? seconds : Number.NaN,
    solution,
  };
}

export function pinsIn(scene: ViewScene, now: Numbers): PinsState {
  const pathKey = pathKeyOf(scene.experiment.view);
  const pinnedNumbers = ({ testLoss, metrics, path }: PinnedRun) => ({
    ...{ testLoss, metrics },
    drift: driftOf(path ?? undefined),
  });
  return {
    entries: scene.pins.map((pin) => ({
      pin,
      numbers: Object.fromEntries(
        Object.entries(pin.runs).map(([who, run]) => [who, pinnedNumbers(run)]),
      ),
      isOtherStart: pin.pathKey !== pathKey,
    })),
    elsewhere: scene.pinsElsewhere,
    canPin: scene.trained && !scene.training,
    contestants: scene.contestants,
    now,
  };
}
