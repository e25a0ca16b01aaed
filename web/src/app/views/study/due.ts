// Whose study is due in the views on chaos and reversibility, to which step its result belongs, and the texts about it.

import { studyText } from "../../../catalogue/strings.later.js";
import { whoLabel } from "../../../panels/figure.js";
import { isNetwork, type Who } from "../../../protocol/snapshot.js";
import { formatCount } from "../../../state/format.js";
import type { ModelMark, StudyFacts } from "../../studies.js";
import type { ViewScene } from "../../view.js";

/** The model of a study of `who`; null for the truth and an integrator. */
export function markOf(scene: ViewScene, who: Who): ModelMark | null {
  if (!isNetwork(who)) return null;
  const { step, generation } = scene.runs[who];
  return { step, generation };
}

export function isUntrained(scene: ViewScene, who: Who): boolean {
  return isNetwork(who) && scene.runs[who].step === 0;
}

/** What a network is waiting for. */
function untrainedWords(scene: ViewScene, who: Who): string {
  const isSolver = isNetwork(who) && scene.runs[who].solvedAtOnce;
  return isSolver ? studyText.unsolved : studyText.untrained;
}

/** The placeholder of a plot; null: there is something to show, or it is being computed. */
export function veilWords(scene: ViewScene, who: Who, study: StudyFacts): string | null {
  if (study.result !== null || study.state === "running") return null;
  if (study.state === "failed") return studyText.failed(whoLabel(who, true), study.reason);
  if (!scene.ready) return studyText.preparing;
  return isUntrained(scene, who) ? untrainedWords(scene, who) : studyText.waiting;
}

/** There is no result, or it belongs to a model that has been trained further and is now paused. */
export function isDue(scene: ViewScene, who: Who, study: StudyFacts): boolean {
  if (isUntrained(scene, who)) return false;
  if (isNetwork(who) && scene.runs[who].training) return false;
  return study.state === "none" || isOutdated(scene, who, study);
}

export function isOutdated(scene: ViewScene, who: Who, study: StudyFacts): boolean {
  const now = markOf(scene, who);
  if (!now || !study.mark) return false;
  return now.step !== study.mark.step || now.generation !== study.mark.generation;
}

/** The step of the result, as text; empty for the truth and before the first result. */
export function ageWords(scene: ViewScene, who: Who, study: StudyFacts): string {
  const now = markOf(scene, who);
  if (!now || !study.mark || !study.result) return "";
  const step = formatCount(study.mark.step);
  if (isNetwork(who) && scene.runs[who].solvedAtOnce)
    return isOutdated(scene, who, study) ? studyText.outdatedSolution : "";
  return isOutdated(scene, who, study)
    ? studyText.outdated(step, formatCount(now.step))
    : studyText.asOf(step);
}

/** One sentence about all studies of a view; it changes only when one begins or ends. */
export function statusWords(studies: { who: Who; study: StudyFacts }[]): string {
  const names = (list: typeof studies) =>
    [...new Set(list.map(({ who }) => whoLabel(who, true)))].join(", ");
  const running = studies.filter(({ study }) => study.state === "running");
  const failed = studies.filter(({ study }) => study.state === "failed");
  const done = studies.filter(({ study }) => study.state === "done");
  const words = failed.map(({ who, study }) => studyText.failed(whoLabel(who), study.reason));
  if (running.length > 0) words.unshift(studyText.computing(names(running)));
  else if (studies.some(({ study }) => study.state === "stopped")) words.unshift(studyText.stopped);
  else if (done.length > 0) words.unshift(studyText.done(names(done)));
  return [...new Set(words)].join(" ");
}
