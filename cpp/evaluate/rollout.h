// True energies along a trajectory, of the model or of the truth.
#pragma once

#include <vector>

#include "integrate/trajectory.h"
#include "physics/system.h"

namespace hnn {

// H and its kinetic part at every point of the trajectory.
[[nodiscard]] inline std::vector<double> energyAlong(const System& system, const Trajectory& run) {
  const Matrix energy = system.energy(run.x);
  return {energy.data(), energy.data() + energy.size()};
}
[[nodiscard]] inline std::vector<double> kineticEnergyAlong(const System& system,
                                                            const Trajectory& run) {
  const Matrix energy = system.kineticEnergy(run.x);
  return {energy.data(), energy.data() + energy.size()};
}

}  // namespace hnn
