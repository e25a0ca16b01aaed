// Pinning: keeps the results of a run, adds them to every later scene, and removes them again.
import type { Catalogue } from "../catalogue/settings.js";
import { pinText, text } from "../catalogue/strings.js";
import type { Notices } from "../panels/notices.js";
import type { PinEvents } from "../panels/pinsPanel.js";
import type { Contestant } from "../protocol/snapshot.js";
import type { StudyResult } from "../protocol/study.js";
import type { Experiment } from "../state/experiment.js";
import {
  changedPin,
  followed,
  freeName,
  nameOfRun,
  type Pin,
  type PinnedRun,
  pathKeyOf,
  pinsOf,
  placeOf,
  type Slot,
  withoutPin,
  withPin,
  withStudy,
} from "../state/pins.js";
import type { ModelMark } from "./studies.js";
import type { ViewScene } from "./view.js";

const undoSeconds = 30;

type FoundStudies = Partial<
  Record<Contestant, { model: ModelMark; studies: PinnedRun["studies"] }>
>;

export class Pinning implements PinEvents {
  /** All pins of all systems, the oldest first. */
  private all: readonly Pin[] = [];
  /** The latest studies of each network, so that a pin also contains earlier results. */
  private readonly found: FoundStudies = {};
  /** Returns the same list while nothing has changed, so that plots need not be repainted. */
  private seen: { of: readonly Pin[]; place: string; pins: readonly Pin[] } | null = null;

  constructor(
    private readonly options: {
      catalogue: Catalogue;
      notices: Notices;
      scene(): ViewScene;
      changed(): void;
    },
  ) {}

  get pins(): readonly Pin[] {
    return this.all;
  }

  set(pins: readonly Pin[]) {
    this.all = pins;
    this.options.changed();
  }

  /** The pins shown with an experiment. */
  of(experiment: Experiment): readonly Pin[] {
    const place = placeOf(experiment);
    if (this.seen?.of !== this.all || this.seen.place !== place)
      this.seen = { of: this.all, place, pins: pinsOf(this.all, place) };
    return this.seen.pins;
  }

  // ---- intents of the panel --------------------------------------------------------------------------------

  /** Pins the present run. */
  pin() {
    const scene = this.options.scene();
    const runs = presentRuns(scene, this.found);
    if (scene.training || Object.keys(runs).length === 0) return;
    const { settingsInForce: settings, experiment } = scene;
    const steps = Object.values(runs).map((run) => (run.solvedAtOnce ? 0 : run.step));
    const last = this.of(experiment).at(-1)?.settings;
    const { catalogue } = this.options;
    const name = freeName(this.all, nameOfRun(catalogue, settings, Math.max(...steps), last));
    const before = this.all;
    this.set(
      withPin(before, {
        ...{ name, hidden: false, runs, settings: { ...settings } },
        place: placeOf(experiment),
        pathKey: pathKeyOf(experiment.view),
      }),
    );
    const gone = before.find((pin) => !this.all.includes(pin));
    if (gone) this.say(pinText.left(gone.name), () => this.set(before));
  }

  unpin(slot: Slot) {
    const pin = this.all.find((one) => one.slot === slot);
    if (!pin) return;
    this.set(withoutPin(this.all, slot));
    this.say(pinText.unpinned, () => this.set(withPin(this.all, pin)));
  }

  rename(slot: Slot, name: string) {
    const others = withoutPin(this.all, slot);
    if (name.trim() === "")
      this.options.changed(); // the field shows the old name again
    else this.set(changedPin(this.all, slot, { name: freeName(others, name) }));
  }

  show(slot: Slot, on: boolean) {
    this.set(changedPin(this.all, slot, { hidden: !on }));
  }

  private say(message: string, act: () => void) {
    const action = { label: text.undo, act };
    this.options.notices.say({ kind: "pins", message, action, seconds: undoSeconds });
  }

  // ---- later results ---------------------------------------------------------------------------------------

  /** A study is complete. */
  keepStudy(who: Contestant, model: ModelMark, key: string, result: StudyResult) {
    const old = this.found[who];
    const isSame = old?.model.generation === model.generation && old.model.step === model.step;
    const studies = { ...(isSame && old.studies), [result.type]: { key, result } };
    this.found[who] = { model, studies };
    if (this.all.length > 0) this.set(withStudy(this.all, who, model, key, result));
  }

  /** Updates pins of the present run with new measurements. */
  follow(scene: ViewScene) {
    if (this.all.length === 0) return;
    const { experiment } = scene;
    const next = followed(
      this.all,
      placeOf(experiment),
      pathKeyOf(experiment.view),
      presentRuns(scene, this.found),
    );
    if (next !== this.all) this.set(next);
  }
}

function presentRuns(scene: ViewScene, found: FoundStudies): Pin["runs"] {
  const runs: Pin["runs"] = {};
  for (const who of scene.contestants) {
    const { step, generation, solvedAtOnce, testLoss, seconds, fingerprint, metrics } =
      scene.runs[who];
    const curve = scene.curves[who];
    if (step === 0 || !curve) continue;
    const known = found[who];
    const isKnown = known?.model.generation === generation && known.model.step === step;
    runs[who] = {
      ...{ generation, step, solvedAtOnce, seconds, fingerprint, curve },
      testLoss: Number.isNaN(testLoss) ? (metrics?.testLoss ?? Number.NaN) : testLoss,
      // During a measurement the available metrics belong to an earlier step.
      metrics: scene.measuring || scene.training ? null : metrics,
      path: scene.paths[who] ?? null,
      studies: isKnown ? known.studies : {},
    };
  }
  return runs;
}
