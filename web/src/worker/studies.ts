// The studies of one host: computed in pieces between the slices of training, one after the other, and reported at
// most ten times a second. It has no clock: the host calls `piece` while `busy`.
import type { Reply } from "../protocol/messages.js";
import type { StudyResult } from "../protocol/study.js";

const tellInterval = 100; // ms

export interface Study<Owner> {
  /** Of the request that asked for it. */
  id: number;
  /** The run it works on; it must live as long as the study. */
  run: Owner;
  /** Whether it uses the run's model, and therefore ends when the model is replaced. */
  ofModel: boolean;
  /** Each holds everything found so far. */
  results: Generator<StudyResult, void>;
}

interface UnderWay<Owner> extends Study<Owner> {
  untold: StudyResult | null;
  tellAt: number;
}

export class Studies<Owner> {
  #underWay: UnderWay<Owner>[] = [];

  constructor(
    private readonly post: (reply: Reply) => void,
    private readonly now: () => number,
    /** Called once for each study that has ended, for any reason. */
    private readonly ended: (run: Owner) => void,
  ) {}

  get busy(): boolean {
    return this.#underWay.length > 0;
  }

  uses(run: Owner): boolean {
    return this.#underWay.some((study) => study.run === run);
  }

  begin(study: Study<Owner>): void {
    this.#underWay.push({ ...study, untold: null, tellAt: this.now() });
  }

  /** The next piece of the oldest study. Throws what the study throws; the study has then ended, and `refused` returns its id. */
  piece(refused: (id: number, error: unknown) => void): void {
    const study = this.#underWay[0];
    if (!study) return;
    try {
      const { done, value } = study.results.next();
      if (value) study.untold = value;
      if (done || this.now() >= study.tellAt) this.#tell(study);
      if (!done) return;
      this.#end(study);
      this.post({ type: "done", id: study.id });
    } catch (error) {
      this.#end(study);
      refused(study.id, error);
    }
  }

  cancel(id: number): void {
    this.#overtake((study) => study.id === id);
  }

  /** Called when the run has another model. */
  modelReplaced(run: Owner): void {
    this.#overtake((study) => study.ofModel && study.run === run);
  }

  /** Cancels all studies without replying. */
  close(): void {
    for (const study of this.#underWay) this.#end(study);
  }

  #overtake(which: (study: UnderWay<Owner>) => boolean): void {
    for (const study of this.#underWay.filter(which)) {
      this.#end(study);
      this.post({ type: "overtaken", id: study.id });
    }
  }

  #tell(study: UnderWay<Owner>): void {
    if (!study.untold) return;
    this.post({ type: "study", id: study.id, result: study.untold });
    study.untold = null;
    study.tellAt = this.now() + tellInterval;
  }

  #end(study: UnderWay<Owner>): void {
    this.#underWay = this.#underWay.filter((other) => other !== study);
    study.results.return();
    this.ended(study.run);
  }
}
