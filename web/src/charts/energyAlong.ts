// The energy plotted along a path.
import { isNetwork, type Rollout, type Who } from "../protocol/snapshot.js";
import type { EnergyKind } from "../state/experiment.js";

/** `who` follows the path. A network without an energy function has no learned one. */
export function energyAlong(path: Rollout, kind: EnergyKind, who: Who): Float64Array {
  switch (kind) {
    case "learned": {
      if (!isNetwork(who)) return path.energy;
      // A learned energy is known up to a constant: shift it to start at the true value.
      const { learnedEnergy: learned, energy } = path;
      const offset = (energy[0] ?? 0) - (learned[0] ?? 0);
      return learned.map((value) => value + offset);
    }
    case "total":
      return path.energy;
    case "kinetic":
      return path.kineticEnergy;
    case "potential":
      return path.energy.map((total, i) => total - (path.kineticEnergy[i] as number));
    default:
      return kind satisfies never;
  }
}
