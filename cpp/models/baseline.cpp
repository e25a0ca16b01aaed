#include "models/baseline.h"

#include <utility>

#include "models/features.h"

namespace hnn {

Baseline::Baseline(NetworkSpec spec)
    : PhaseSpaceModel(std::move(spec)),
      network_({.inputs = networkInputs(spec_),
                .hidden = spec_.hidden,
                .outputs = spec_.stateSize,
                .outputBias = spec_.outputBias,
                .activation = spec_.activation},
               layout_) {}

void Baseline::initialise(const std::string& how, Random& random, std::span<Real> values) const {
  network_.initialise(how, random, values);
}

Var Baseline::field(const std::vector<Var>& parameters, Var x) const {
  return network_(parameters, networkInput(spec_, x));
}

}  // namespace hnn
