// The line above the pictures. What the run has shown is said only when it was measured. Pure.
import type { Catalogue } from "../catalogue/settings.js";
import { guestText, solveText, systemText, text, viewNameText } from "../catalogue/strings.js";
import { type Experiment, systemIn } from "../state/experiment.js";
import { hasEnergy } from "./requests.js";
import type { Runs } from "./runs.js";

/** The HNN counts as ahead when its energy error is this share of the plain network's, and as keeping its energy … */
const clearLead = 0.3;
/** … when it drifts no further than this, relative to the energy itself. */
const keptDrift = 0.2;

export function leadWords(catalogue: Catalogue, experiment: Experiment, runs: Runs): string {
  const { measured, settings, view } = experiment;
  if (view.view !== "lab") return viewNameText[view.view].lead;
  if (measured) return text.own.lead;
  const plural = systemText[systemIn(catalogue, experiment).id]?.plural ?? settings.system;
  if (runs.furthest === 0 && keepsSolvedEnergy(catalogue, runs)) return solveText.lead(plural);
  const { hnn, baseline } = runs.metrics;
  if (runs.state !== "finished" || !hnn || !baseline) {
    const guests = runs.trained.flatMap((who) => guestText[who]?.lead ?? []);
    return text.lead(plural, guests);
  }
  const isAhead = hnn.energyMse < clearLead * baseline.energyMse && hnn.energyDrift < keptDrift;
  return isAhead ? text.leadTrained(plural) : text.leadUndecided(plural);
}

/** A solved network is seen to keep its energy. */
function keepsSolvedEnergy(catalogue: Catalogue, runs: Runs): boolean {
  return runs.solved.some((who) => {
    const drift = runs.metrics[who]?.energyDrift ?? Number.NaN;
    return hasEnergy(catalogue, who) && runs.hasLearned(who) && drift < keptDrift;
  });
}
