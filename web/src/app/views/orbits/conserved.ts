// What a motion of bodies in the plane may conserve besides its energy, at the states of a trajectory: angular
// momentum L = Σ (x py − y px) and total momentum P = Σ p. Pure.
import { bodiesOf } from "../../../canvas/bodies.js";
import { valueAt } from "../../../canvas/path.js";
import type { SystemInfo } from "../../../catalogue/settings.js";
import type { Rollout } from "../../../protocol/snapshot.js";

export const quantities = ["energy", "angularMomentum", "momentumX", "momentumY"] as const;
export type Quantity = (typeof quantities)[number];

/** Of a system drawn as bodies; a state is [x of every body, y of every body, px…, py…]. */
function ofState(quantity: Exclude<Quantity, "energy">, state: number[]): number {
  const bodies = bodiesOf(state.length);
  const component = (block: number, body: number) => state[block * bodies + body] as number;
  let sum = 0;
  for (let body = 0; body < bodies; body++) {
    const [x, y, px, py] = [0, 1, 2, 3].map((block) => component(block, body)) as [
      number,
      number,
      number,
      number,
    ];
    sum += quantity === "momentumX" ? px : quantity === "momentumY" ? py : x * py - y * px;
  }
  return sum;
}

const known = new WeakMap<Rollout, Partial<Record<Quantity, Float64Array>>>();

/** At every output time: between them interpolated states conserve nothing. */
function valuesAlong(path: Rollout, quantity: Quantity): Float64Array {
  if (quantity === "energy") return path.energy;
  const all = known.get(path) ?? {};
  known.set(path, all);
  const size = path.x.length / path.t.length;
  all[quantity] ??= Float64Array.from(path.t, (_, i) =>
    ofState(quantity, [...path.x.subarray(i * size, (i + 1) * size)]),
  );
  return all[quantity];
}

export function quantityAt(path: Rollout, quantity: Quantity, t: number): number {
  return valueAt(path, valuesAlong(path, quantity), t);
}

/** Change that rounding and the tolerance of the truth may cause, relative to the largest value or 1. */
const kept = 1e-8;

/** The constants of a true path. */
export function conservedBy(system: SystemInfo, truth: Rollout): Quantity[] {
  return quantities.filter((quantity) => {
    if (quantity !== "energy" && system.view.drawing !== "orbits") return false;
    const values = valuesAlong(truth, quantity);
    const [first = 0] = values;
    const spread = Math.max(...Array.from(values, (value) => Math.abs(value - first)));
    return spread <= kept * Math.max(1, Math.abs(first));
  });
}
