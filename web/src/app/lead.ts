// The sentence above the plots of the lab. It claims only what was measured, and what holds for the system. Pure.
import type { Catalogue, SystemInfo } from "../catalogue/settings.js";
import {
  guestText,
  modelText,
  solveText,
  systemText,
  text,
  viewNameText,
} from "../catalogue/strings.js";
import type { Contestant, Rollout, Who } from "../protocol/snapshot.js";
import { type Experiment, systemIn } from "../state/experiment.js";
import { mayBeAble } from "./session/requests.js";
import type { Runs } from "./session/runs.js";

/** The HNN is ahead if its energy error is below this fraction of the plain network's … */
const clearLead = 0.3;
/** … and its energy drifts by less than this, relative to the energy itself. */
const keptDrift = 0.2;
/** Two motions differ in kind if one reaches this many times as far as the other: one turns over, one swings. */
const otherReach = 2;
/** Smaller reaches than this fraction of the largest count as equal. */
const smallReach = 0.2;

export function leadWords(
  catalogue: Catalogue,
  experiment: Experiment,
  runs: Runs,
  paths: Partial<Record<Who, Rollout>>,
): string {
  const { measured, settings, view } = experiment;
  if (view.view !== "lab") return viewNameText[view.view].lead;
  if (measured) return text.own.lead;
  const system = systemIn(catalogue, experiment);
  const plural = systemText[system.id]?.plural ?? settings.system;
  if (runs.furthest === 0 && solvedConservesEnergy(catalogue, runs)) return solveText.lead(plural);
  const { hnn, baseline } = runs.metrics;
  if (runs.state !== "finished" || !hnn || !baseline) {
    const guests = runs.trained.flatMap((who) => guestText[who] ?? []);
    return text.lead(plural, guests, system.conservative);
  }
  const nameOf = (who: Contestant) =>
    runs.trained.includes(who) ? (modelText[who]?.label ?? null) : null;
  if (!system.conservative) return text.leadFriction(plural, nameOf("dissipative-hnn"));
  if (isWithoutHamiltonian(catalogue, system)) return text.leadVelocities(plural, nameOf("lnn"));
  const isAhead = hnn.energyMse < clearLead * baseline.energyMse && hnn.energyDrift < keptDrift;
  if (!isAhead) return text.leadUndecided(plural);
  return isSameMotion(system, paths) ? text.leadTrained(plural) : text.leadOtherMotion(plural);
}

/** With constant masses velocities are momenta up to a factor; otherwise (q, q̇) has no canonical Hamiltonian form. */
function isWithoutHamiltonian(catalogue: Catalogue, system: SystemInfo): boolean {
  const canonical = catalogue.systems.find(({ id }) => id === system.id);
  return (system.inVelocities ?? false) && !canonical?.constantMass;
}

/** Whether the displayed motion of the HNN is of the kind of the true one: both swing, or both turn over. */
function isSameMotion(system: SystemInfo, paths: Partial<Record<Who, Rollout>>): boolean {
  const { truth, hnn } = paths;
  if (!truth || !hnn) return true;
  const positions = Array.from({ length: system.degreesOfFreedom }, (_, i) => i);
  const [trueReach, reach] = [truth, hnn].map((path) => positions.map((i) => reachOf(path, i)));
  const least = smallReach * Math.max(...trueReach!); // a coordinate that hardly moves says nothing
  return positions.every((i) => {
    const [one, other] = [Math.max(trueReach![i]!, least), Math.max(reach![i]!, least)];
    return Math.max(one, other) <= otherReach * Math.min(one, other);
  });
}

/** Largest minus smallest value of a component along a path. */
function reachOf(path: Rollout, component: number): number {
  const size = path.x.length / path.t.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = component; i < path.x.length; i += size) {
    low = Math.min(low, path.x[i] as number);
    high = Math.max(high, path.x[i] as number);
  }
  return high - low;
}

function solvedConservesEnergy(catalogue: Catalogue, runs: Runs): boolean {
  return runs.solved.some((who) => {
    const drift = runs.metrics[who]?.energyDrift ?? Number.NaN;
    return mayBeAble(catalogue, who, "hasEnergy") && runs.hasLearned(who) && drift < keptDrift;
  });
}
