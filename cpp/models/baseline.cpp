#include "models/baseline.h"

#include <utility>

#include "models/features.h"

namespace hnn {

Baseline::Baseline(NetworkSpec spec)
    : PhaseSpaceModel(std::move(spec)), network_(networkShape(spec_, spec_.stateSize), layout_) {}

void Baseline::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  network_.initialise(how, random, values);
}

Var Baseline::field(const std::vector<Var>& parameters, Var x) const {
  return network_(parameters, networkInput(spec_, x));
}

}  // namespace hnn
