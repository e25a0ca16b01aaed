// What the visitor changes: settings, view, and who takes part. Decides whether networks have to be opened again, at once or
// after a pause in typing, and asks for the job that does it (changes.ts).

import { debounce, throttle } from "../../base/scheduler.js";
import type { Contestant } from "../../protocol/snapshot.js";
import {
  beginsAnew,
  contestantsOf,
  contestantsWhen,
  type Experiment,
  hasView,
  type Intent,
  pathKeys,
  reduce,
  systemIn,
} from "../../state/experiment.js";
import { sameValue } from "../../state/fields.js";
import { solvesAnew } from "../../state/solved.js";
import type { Cause, Changes } from "./changes.js";
import type { Core } from "./core.js";
import type { Jobs } from "./jobs.js";
import type { Origin } from "./machine.js";
import { madeWith, sameAxes } from "./networks.js";

const reopenPause = 450; // ms after the last change of a setting
const watchPause = 30; // ms; while a start is dragged

export class Edits {
  /** Of the pending change. */
  private cause: Cause = usualCause();
  /** The experiment that a view's tab has replaced by one that the view supports. */
  private replaced: { former: Experiment; by: Experiment } | null = null;

  constructor(
    private readonly core: Core,
    private readonly jobs: Jobs,
    private readonly changes: Changes,
  ) {}

  /** Networks are to be opened with what has been changed. */
  get isReopening(): boolean {
    return this.jobs.areReplacing || this.reopenSoon.isWaiting;
  }

  cancel() {
    this.reopenSoon.cancel();
    this.solveSoon.cancel();
    this.watch.cancel();
  }

  change(intent: Intent, origin: Origin = "visitor"): Promise<void> {
    const { core } = this;
    const before = this.core.experiment;
    const former = this.returning(intent);
    const next = former ?? reduce(this.core.parts.catalogue, before, intent);
    if (next === before) return this.jobs.done;
    this.noteCause(intent, before, next, {
      silent: origin === "lesson",
      returned: former !== null,
    });
    if (solvesAnew(before, next)) this.solveSoon();
    if (sameAxes(core.networks.inForce, next)) {
      const { inForce } = core.networks; // undo restores the present display options
      core.networks.inForce = { ...inForce, view: madeWith(inForce.view, next.view) };
    }
    core.experiment = next;
    if (beginsAnew(before, next)) {
      // Typed values follow each other; a choice is made once.
      if (intent.type === "change-setting" || intent.type === "change-parameter") this.reopenSoon();
      else this.reopen();
    } else if (before.settings.steps !== next.settings.steps) this.moveEnd();
    if (before.view.contestants !== next.view.contestants) this.changeContestants(before);
    if (
      [...pathKeys, "integratorMotion" as const].some(
        (key) => !sameValue(next.view[key], before.view[key]),
      )
    )
      this.watch();
    return this.jobs.done;
  }

  /** Leaving a view that required another system, without training it, returns to the former one. */
  private returning(intent: Intent): Experiment | null {
    const { replaced } = this;
    if (intent.type !== "open-view" || !replaced) return null;
    const { former, by } = replaced;
    const now = this.core.experiment;
    const { runs } = this.core;
    const isUntouched = !beginsAnew(by, now) && runs.learned.length === 0;
    if (!isUntouched || !hasView(systemIn(this.core.parts.catalogue, former), intent.view))
      return null;
    this.replaced = null;
    const { theme, language, lesson, speed } = now.view;
    return {
      ...former,
      view: { ...former.view, theme, language, lesson, speed, view: intent.view },
    };
  }

  private noteCause(
    intent: Intent,
    before: Experiment,
    next: Experiment,
    { silent, returned }: Pick<Cause, "silent" | "returned">,
  ) {
    if (sameAxes(before, next)) return;
    const byTab = intent.type === "open-view" && !returned ? intent.view : null;
    this.replaced = byTab ? { former: before, by: next } : null;
    this.cause = { broughtBy: byTab, silent, returned };
  }

  takeCause(): Cause {
    const { cause } = this;
    this.cause = usualCause();
    return cause;
  }

  private readonly reopenSoon = debounce(
    () => this.core.parts.scheduler,
    reopenPause,
    () => this.reopen(),
  );

  private reopen() {
    this.reopenSoon.cancel();
    if (!this.core.runs.ready) return; // the first networks are opened with what is shown then
    void this.jobs.replace(() => this.changes.reopen(this.takeCause()));
  }

  /** Applies a change that is waiting for further typing. */
  apply() {
    if (this.reopenSoon.isWaiting) this.reopen();
    if (!this.solveSoon.isWaiting) return;
    this.solveSoon.cancel();
    void this.solveAgain();
  }

  takePart(some: readonly Contestant[], on: boolean): Promise<void> {
    const value = contestantsWhen(this.core.experiment.view, some, on);
    return this.change({ type: "change-view", key: "contestants", value });
  }

  private changeContestants(before: Experiment) {
    const { runs, training, engine } = this.core;
    runs.enabled = contestantsOf(this.core.experiment.view);
    for (const who of contestantsOf(before.view)) {
      if (runs.enabled.includes(who)) continue;
      engine?.pause(who);
      training.lost(who);
      this.core.clearStopped([who]);
    }
    // A network added with other settings, or before the first are in force, is opened with them.
    if (runs.ready && !this.reopenSoon.isWaiting)
      void this.jobs.enqueue(() => this.changes.openPending());
  }

  /** More or fewer steps: the run continues, its end moves. */
  private moveEnd() {
    const { runs, training, networks, engine } = this.core;
    const { steps } = this.core.experiment.settings;
    if (beginsAnew(networks.inForce, this.core.experiment)) return; // they are opened with it
    networks.inForce = {
      ...networks.inForce,
      settings: { ...networks.inForce.settings, steps },
    };
    runs.total = steps;
    if (training.goal !== "train") return;
    for (const who of runs.trained)
      if (runs.latest[who]?.state === "training" && runs.step(who) >= steps) engine?.pause(who);
    training.pursue();
  }

  private readonly solveSoon = debounce(
    () => this.core.parts.scheduler,
    reopenPause,
    () => void this.solveAgain(),
  );

  private solveAgain(): Promise<void> {
    const { training } = this.core;
    return this.jobs.enqueue(async () => {
      if (!(await this.changes.reopenSolved())) return;
      training.solveAgain();
    });
  }

  private readonly watch = throttle(
    () => this.core.parts.scheduler,
    watchPause,
    () => {
      if (!this.core.runs.ready || this.isReopening) return;
      this.core.sendViews();
      this.core.truths.ask();
    },
  );
}

function usualCause(): Cause {
  return { broughtBy: null, silent: false, returned: false };
}
