#include "models/dissipative_hnn.h"

#include <utility>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "models/features.h"

namespace hnn {
namespace {

// Friction changes momenta, never positions: ∂D/∂q of a true D is 0, so its cost does not
// distort the result.
constexpr double kMovingCost = 0.1;
// A constant force could belong to H or D. This assigns it to H, and makes friction about a
// thousandth too small.
constexpr double kBrakingCost = 1e-3;

}  // namespace

DissipativeHnn::DissipativeHnn(NetworkSpec spec)
    : PhaseSpaceModel(std::move(spec)),
      energy_(networkShape(spec_, 1), layout_),
      dissipation_(networkShape(spec_, 1), layout_, "d") {}

void DissipativeHnn::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  energy_.initialise(how, random, values);
  dissipation_.initialise(how, random, values);
}

Var DissipativeHnn::energy(const std::vector<Var>& parameters, Var x) const {
  return energy_(parameters, networkInput(spec_, x));
}

Var DissipativeHnn::conservativeField(const std::vector<Var>& parameters, Var x) const {
  return symplectic(grad(energy(parameters, x), {x})[0]);
}

Var DissipativeHnn::dissipativeField(const std::vector<Var>& parameters, Var x) const {
  return grad(dissipation_(parameters, networkInput(spec_, x)), {x})[0];
}

Var DissipativeHnn::field(const std::vector<Var>& parameters, Var x) const {
  return conservativeField(parameters, x) + dissipativeField(parameters, x);
}

Var DissipativeHnn::trainedField(const std::vector<Var>& parameters, Var x,
                                 std::vector<Var>& costs) const {
  const Var dissipation = dissipativeField(parameters, x);
  const int d = spec_.stateSize / 2;
  costs.push_back(kMovingCost * mean(square(sliceRows(dissipation, 0, d))));
  costs.push_back(kBrakingCost * mean(square(sliceRows(dissipation, d, d))));
  return conservativeField(parameters, x) + dissipation;
}

}  // namespace hnn
