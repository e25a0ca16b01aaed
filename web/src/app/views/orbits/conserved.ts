// What a motion of bodies in the plane may conserve besides its energy, at the states of a trajectory: angular
// momentum L = Σ (x py − y px) and total momentum P = Σ p. Pure.
import { bodiesOf } from "../../../canvas/bodies.js";
import { stateAt, valueAt } from "../../../canvas/path.js";
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

export function quantityAt(path: Rollout, quantity: Quantity, t: number): number {
  if (quantity === "energy") return valueAt(path, path.energy, t);
  const state = stateAt(path, t);
  return state ? ofState(quantity, state) : Number.NaN;
}

/** Change that an integrator alone may cause, relative to the size of the terms. */
const kept = 1e-3;
const probes = 41;

/** The constants of a true path: checked at many times. */
export function conservedBy(system: SystemInfo, truth: Rollout): Quantity[] {
  return quantities.filter((quantity) => {
    if (quantity !== "energy" && system.view.drawing !== "orbits") return false;
    const last = truth.t[truth.t.length - 1] as number;
    const values = Array.from({ length: probes }, (_, i) =>
      quantityAt(truth, quantity, (i / (probes - 1)) * last),
    );
    const [first = 0] = values;
    const spread = Math.max(...values.map((value) => Math.abs(value - first)));
    return spread <= kept * Math.max(1, Math.abs(first));
  });
}
