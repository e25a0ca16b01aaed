// What the engine is asked for, made from the experiment. Pure.
import type { Catalogue, SystemInfo } from "../catalogue/settings.js";
import type { Contestant, GridRequest, RolloutRequest } from "../protocol/snapshot.js";
import { type Experiment, injectionSpan } from "../state/experiment.js";

const gridSize = 33;
const pointsPerTime = 20;
const mostPoints = 601;

/** The shown trajectory of the truth or of a network; without an energy it goes on as if none were added. */
export function rolloutRequest({ view }: Experiment, hasEnergy: boolean): RolloutRequest {
  const { x0, rolloutDuration, integrator, stepSize } = view;
  const span = hasEnergy ? injectionSpan(view) : null;
  const points = Math.min(
    mostPoints,
    Math.max(101, Math.ceil(rolloutDuration * pointsPerTime) + 1),
  );
  return {
    x0: [...x0],
    duration: rolloutDuration,
    points,
    integrator,
    stepSize,
    ...(span && {
      injection: { start: span.from, duration: span.to - span.from, rate: view.injectionRate },
    }),
  };
}

/** Only a system of one degree of freedom has a phase plane; elsewhere a slice would mislead. */
export function gridRequest(system: SystemInfo): GridRequest | null {
  if (system.degreesOfFreedom > 1) return null;
  const { xAxis, yAxis, xMin, xMax, yMin, yMax } = system.view;
  return { xAxis, yAxis, xMin, xMax, yMin, yMax, columns: gridSize, rows: gridSize };
}

export function hasEnergy(catalogue: Catalogue, who: Contestant): boolean {
  return catalogue.models.find(({ id }) => id === who)?.hasEnergy ?? false;
}
