#include "models/second_order.h"

#include <cassert>
#include <utility>

#include "autodiff/ops.h"
#include "models/features.h"
#include "models/units.h"

namespace hnn {

SecondOrder::SecondOrder(NetworkSpec spec)
    : PhaseSpaceModel(std::move(spec)),
      network_(networkShape(spec_, spec_.stateSize / 2), layout_),
      inverseMass_(inverseMassInside(spec_)) {
  assert(static_cast<int>(inverseMass_.size()) == spec_.stateSize / 2);
}

void SecondOrder::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  network_.initialise(how, random, values);
}

Var SecondOrder::field(const std::vector<Var>& parameters, Var x) const {
  const int d = spec_.stateSize / 2;
  Var dqdt = inverseMass_[0] * sliceRows(x, d, 1);
  for (int i = 1; i < d; ++i) {
    const double inverse = inverseMass_[static_cast<std::size_t>(i)];
    dqdt = concatRows(dqdt, inverse * sliceRows(x, d + i, 1));
  }
  return concatRows(dqdt, network_(parameters, networkInput(spec_, x)));
}

}  // namespace hnn
