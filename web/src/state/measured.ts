// Measured data in place of a system: how they are drawn. Pure.
import type { SystemInfo } from "../catalogue/settings.js";
import { dataPlane } from "../lab/measured.js";
import type { Measured } from "../protocol/measured.js";

/** Of the real pendulum: Greydanus et al. 2019, section 3, task 3. */
export const publishedRules = { derivative: "forward", trainFraction: 0.8 };

/** The id used for measured data in place of a system. */
export const measuredId = "measured";

/**
 * Number of time steps of a recording shown at first: each snapshot integrates them with four integrator steps
 * each, and with 48 000 the page received no snapshot for more than a minute.
 */
export const shownSteps = 500;

/** One object for the same data and judge, so that views can detect changes by identity. */
const made = new WeakMap<Measured, Map<SystemInfo, SystemInfo>>();

/** Measured data in the form of a system; `judge` provides picture and parameters if it is used for energies. */
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

/** Without a known system, two coordinates are drawn as a point in the plane; otherwise the first one is drawn. */
function plainView(measured: Measured) {
  const inPlane = measured.symbols.length === 4;
  return inPlane
    ? { drawing: "orbits" as const, ...dataPlane(measured, 0, 1) }
    : { drawing: "spring" as const, ...dataPlane(measured) };
}

/** Systems whose Hamiltonian can be used for data with this many components. */
export function judgesOf(systems: readonly SystemInfo[], components: number): SystemInfo[] {
  return systems.filter((system) => 2 * system.degreesOfFreedom === components);
}
