// Measured data of the visitor's own in the place of a system: how they are drawn. Pure.
import type { SystemInfo } from "../catalogue/settings.js";
import { dataPlane } from "../lab/measured.js";
import type { Measured } from "../protocol/measured.js";

/** Of the real pendulum: Greydanus et al. 2019, section 3, task 3. */
export const publishedRules = { derivative: "forward", trainFraction: 0.8 };

/** The id of what is drawn in the place of a system. */
export const measuredId = "measured";

/**
 * So many time steps of a recording are shown at first: each snapshot follows them with four steps of the integrator
 * for each, and of 48 000 the page heard nothing for more than a minute.
 */
export const shownSteps = 500;

/** One object for the same data and judge, so that views see whether anything changed. */
const made = new WeakMap<Measured, Map<SystemInfo, SystemInfo>>();

/** Measured data as the page shows a system; `judge` lends its picture and parameters where it judges energies. */
export function measuredSystem(measured: Measured, judge: SystemInfo): SystemInfo {
  const known = made.get(measured) ?? new Map<SystemInfo, SystemInfo>();
  made.set(measured, known);
  const system = known.get(judge) ?? describe(measured, judge);
  known.set(judge, system);
  return system;
}

function describe(measured: Measured, judge: SystemInfo): SystemInfo {
  const { judged, symbols, x } = measured;
  const degreesOfFreedom = symbols.length / 2;
  const timeStep = meanTimeStep(measured);
  return {
    ...judge,
    id: measuredId,
    degreesOfFreedom,
    coordinates: symbols.map((symbol) => ({ symbol, unit: "1" })),
    parameters: judged ? judge.parameters : [],
    constantMass: true, // p is the velocity: unit masses
    section: { ...judge.section, coordinate: -1 },
    view: {
      ...(judged && degreesOfFreedom > 1 ? judge.view : plainView(measured)),
      ...(judged && { drawing: judge.view.drawing }),
      showcaseStart: [...x.subarray(0, symbols.length)],
      showcaseDuration: Math.min(shownSteps, measured.t.length - 1) * timeStep,
      showcaseStep: timeStep / 4,
    },
  };
}

/** Of the first recording; later ones may begin at 0 again. */
function meanTimeStep({ t, recording }: Measured): number {
  const next = recording.indexOf(1);
  const last = (next < 0 ? t.length : next) - 1;
  return last > 0 ? ((t[last] as number) - (t[0] as number)) / last : 1;
}

/** Without a system that says more, two coordinates are a point in the plane, and of others the first is drawn. */
function plainView(measured: Measured) {
  const inPlane = measured.symbols.length === 4;
  return inPlane
    ? { drawing: "orbits" as const, ...dataPlane(measured, 0, 1) }
    : { drawing: "spring" as const, ...dataPlane(measured) };
}

/** Systems that could judge the energies of data with so many components. */
export function judgesOf(systems: readonly SystemInfo[], components: number): SystemInfo[] {
  return systems.filter((system) => 2 * system.degreesOfFreedom === components);
}
