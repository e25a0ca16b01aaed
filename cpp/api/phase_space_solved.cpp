// Sessions of models that are solved for.
#include <stdexcept>

#include "api/phase_space_parts.h"
#include "train/solve.h"

namespace hnn {

std::unique_ptr<Training> PhaseSpaceRun::Parts::startSolve(const Dataset& used) {
  const auto sampling = parseChoice<Sampling>("sampling", config.sampling, samplingRules());
  if (sampling == Sampling::kSwim && model->hasEnergy() && !system)
    throw std::invalid_argument(
        "sampling \"swim\" requires the true energy, and no system is selected for these "
        "measured data: choose \"u-swim\" or \"a-swim\"");
  const auto energyInside = [this](const Matrix& x) -> Matrix {
    return system->energy(units.outside(x)) / units.energyUnit();
  };
  return makeSolve(*model, weights, used,
                   {.sampling = sampling,
                    .cutoff = config.cutoff,
                    .seed = seedOf(config),
                    .energy = system ? EnergyFunction(energyInside) : EnergyFunction{}});
}

}  // namespace hnn
