#include "models/second_order.h"

#include <cassert>
#include <utility>

#include "autodiff/ops.h"
#include "models/features.h"

namespace hnn {

SecondOrder::SecondOrder(NetworkSpec spec)
    : PhaseSpaceModel(std::move(spec)),
      network_(networkShape(spec_, spec_.stateSize / 2), layout_) {
  assert(static_cast<int>(spec_.inverseMass.size()) == spec_.stateSize / 2);
}

void SecondOrder::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  network_.initialise(how, random, values);
}

Var SecondOrder::field(const std::vector<Var>& parameters, Var x) const {
  const int d = spec_.stateSize / 2;
  Var dqdt = spec_.inverseMass[0] * sliceRows(x, d, 1);
  for (int i = 1; i < d; ++i) {
    const double inverse = spec_.inverseMass[static_cast<std::size_t>(i)];
    dqdt = concatRows(dqdt, inverse * sliceRows(x, d + i, 1));
  }
  return concatRows(dqdt, network_(parameters, networkInput(spec_, x)));
}

}  // namespace hnn
