#include "models/lnn.h"

#include <utility>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "models/features.h"

namespace hnn {
namespace {

Var stacked(const std::vector<Var>& rows) {
  const auto total = static_cast<int>(rows.size());
  Var all = placeRows(rows[0], 0, total);
  for (int i = 1; i < total; ++i)
    all = all + placeRows(rows[static_cast<std::size_t>(i)], i, total);
  return all;
}

}  // namespace

Lnn::Lnn(NetworkSpec spec)
    : PhaseSpaceModel(std::move(spec)), network_(networkShape(spec_, 1), layout_) {}

void Lnn::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  network_.initialise(how, random, values);
}

Var Lnn::lagrangian(const std::vector<Var>& parameters, Var x) const {
  const Var learned = network_(parameters, networkInput(spec_, x));
  if (spec_.kineticPrior == 0) return learned;
  const int d = spec_.stateSize / 2;
  return learned + spec_.kineticPrior / 2 * sumRows(square(sliceRows(x, d, d)));
}

Lnn::Solved Lnn::solve(const std::vector<Var>& parameters, Var x) const {
  const int d = spec_.stateSize / 2;
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  const Var velocity = sliceRows(x, d, d);
  const Var gradient = grad(lagrangian(parameters, x), {x})[0];
  // Row i of M, from its diagonal on (M is symmetric), and the right-hand side.
  std::vector<std::vector<Var>> mass(at(d));
  std::vector<Var> rest;
  for (int i = 0; i < d; ++i) {
    const Var row = grad(sliceRows(gradient, d + i, 1), {x})[0];
    mass[at(i)].assign(at(d), row);
    for (int j = i; j < d; ++j) mass[at(i)][at(j)] = sliceRows(row, d + j, 1);
    rest.push_back(sliceRows(gradient, i, 1) - sumRows(sliceRows(row, 0, d) * velocity));
  }
  Solved solved{{}, std::vector<Var>(at(d))};
  std::vector<Var> inverse;  // of the pivots
  const double epsilon = spec_.massRegularisation;
  for (int k = 0; k < d; ++k) {
    const Var pivot = mass[at(k)][at(k)];
    solved.pivots.push_back(pivot);
    inverse.push_back(epsilon > 0 ? pivot / (square(pivot) + epsilon * epsilon)
                                  : reciprocal(pivot));
    for (int i = k + 1; i < d; ++i) {
      const Var factor = mass[at(k)][at(i)] * inverse.back();
      for (int j = i; j < d; ++j)
        mass[at(i)][at(j)] = mass[at(i)][at(j)] - factor * mass[at(k)][at(j)];
      rest[at(i)] = rest[at(i)] - factor * rest[at(k)];
    }
  }
  for (int k = d - 1; k >= 0; --k) {
    for (int j = k + 1; j < d; ++j)
      rest[at(k)] = rest[at(k)] - mass[at(k)][at(j)] * solved.accelerations[at(j)];
    solved.accelerations[at(k)] = rest[at(k)] * inverse[at(k)];
  }
  return solved;
}

Var Lnn::field(const std::vector<Var>& parameters, Var x) const {
  const int d = spec_.stateSize / 2;
  return concatRows(sliceRows(x, d, d), stacked(solve(parameters, x).accelerations));
}

Var Lnn::massPivots(const std::vector<Var>& parameters, Var x) const {
  return stacked(solve(parameters, x).pivots);
}

Var Lnn::energy(const std::vector<Var>& parameters, Var x) const {
  const int d = spec_.stateSize / 2;
  const Var l = lagrangian(parameters, x);
  return sumRows(sliceRows(x, d, d) * sliceRows(grad(l, {x})[0], d, d)) - l;
}

}  // namespace hnn
