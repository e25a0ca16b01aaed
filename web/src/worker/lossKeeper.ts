// The loss curve of a run, bounded: one point every `stride` steps; the stride doubles when there are too many
// points. The choice of steps does not depend on the clock, so the same run has the same curve everywhere, except
// for the seconds.
import type { LossCurve } from "../protocol/snapshot.js";

/** Maximum number of points besides the last: more than a chart has pixels to resolve. */
export const curveCapacity = 400;

interface Point {
  step: number;
  train: number;
  test: number;
  seconds: number;
}

export class LossKeeper {
  #stride: number;
  #points: Point[] = [];
  #last: Point | null = null;

  /** `totalSteps` determines the first stride, unless a curve goes on that has one; a run may continue beyond it. */
  constructor(totalSteps: number, curve?: LossCurve) {
    const usual = Math.max(1, Math.ceil(totalSteps / curveCapacity));
    this.#stride = curve ? strideOf(curve, usual) : usual;
    for (let i = 0; i < (curve?.step.length ?? 0); i++) {
      const { step, train, test, seconds } = curve!;
      this.add(step[i]!, train[i]!, test[i]!, seconds[i]!);
    }
  }

  #isMark(step: number): boolean {
    return step === 1 || step % this.#stride === 0;
  }

  /** The next step whose losses are recorded. */
  nextMark(step: number): number {
    return step < 1 ? 1 : step - (step % this.#stride) + this.#stride;
  }

  /** Records the losses after `step` and the training time so far. */
  add(step: number, train: number, test: number, seconds = Number.NaN): void {
    this.#last = { step, train, test, seconds };
    if (!this.#isMark(step)) return;
    this.#points.push(this.#last);
    while (this.#points.length > curveCapacity) {
      this.#stride *= 2;
      this.#points = this.#points.filter((point) => this.#isMark(point.step));
    }
  }

  /** First, marks and last. */
  read(): LossCurve {
    const points =
      this.#last && this.#points.at(-1) !== this.#last
        ? [...this.#points, this.#last]
        : this.#points;
    return {
      step: Float64Array.from(points, (point) => point.step),
      train: Float64Array.from(points, (point) => point.train),
      test: Float64Array.from(points, (point) => point.test),
      seconds: Float64Array.from(points, (point) => point.seconds),
    };
  }
}

/** Of a curve that was recorded so far, perhaps with another end of its run in view. */
function strideOf({ step }: LossCurve, usual: number): number {
  const marks = step.subarray(1, -1); // between the first and the last point, which are kept in any case
  const found = marks.reduce(greatestDivisor, 0);
  const isClear = marks.length > 1 || (marks.length === 1 && found % usual !== 0);
  return isClear ? found : usual;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
