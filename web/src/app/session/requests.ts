// Requests to the engine, derived from the experiment. Pure.
import { type Catalogue, capabilitiesOf, type SystemInfo } from "../../catalogue/settings.js";
import type { Settings } from "../../protocol/settings.js";
import type { Contestant, GridRequest, RolloutRequest } from "../../protocol/snapshot.js";
import { type Experiment, injectionSpan } from "../../state/experiment.js";

const gridSize = 33;
const pointsPerTime = 20;
const mostPoints = 601;

/** The capabilities of a source of trajectories and fields. */
export interface Able {
  hasEnergy: boolean;
  hasDissipation: boolean;
}

export const unable: Able = { hasEnergy: false, hasDissipation: false };

/** The friction of a recording cannot be changed. */
export function truthAble({ measured }: Experiment): Able {
  return { hasEnergy: true, hasDissipation: !measured };
}

/** Options of a family may change what its networks can do. */
export function ableOf(catalogue: Catalogue, who: Contestant, settings: Settings): Able {
  const model = catalogue.models.find(({ id }) => id === who);
  return model ? capabilitiesOf(model, settings) : unable;
}

/** With some choice of the family's options. */
export function mayBeAble(catalogue: Catalogue, who: Contestant, what: keyof Able): boolean {
  const model = catalogue.models.find(({ id }) => id === who);
  return model ? model[what] || model.otherwise.some((other) => other[what]) : false;
}

/** The factor on a source's friction, if it can be changed and is changed. */
function frictionOf({ view }: Experiment, { hasDissipation }: Able): { friction?: number } {
  return hasDissipation && view.friction !== 1 ? { friction: view.friction } : {};
}

/** The displayed trajectory of the truth or of a network; without an energy nothing is injected. */
export function rolloutRequest(experiment: Experiment, able: Able): RolloutRequest {
  const { view } = experiment;
  const { x0, rolloutDuration, integrator, stepSize } = view;
  const span = able.hasEnergy ? injectionSpan(experiment) : null;
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
    ...frictionOf(experiment, able),
    ...(span && {
      injection: { start: span.from, duration: span.to - span.from, rate: view.injectionRate },
    }),
  };
}

/** Only a system of one degree of freedom has a phase plane; for others a slice would mislead. */
export function gridRequest(
  system: SystemInfo,
  experiment: Experiment,
  able: Able,
): GridRequest | null {
  if (system.degreesOfFreedom > 1) return null;
  const { xAxis, yAxis, xMin, xMax, yMin, yMax } = system.view;
  return {
    ...{ xAxis, yAxis, xMin, xMax, yMin, yMax, columns: gridSize, rows: gridSize },
    ...frictionOf(experiment, able),
  };
}
