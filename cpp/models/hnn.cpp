#include "models/hnn.h"

#include <utility>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "base/check.h"
#include "models/features.h"

namespace hnn {

const std::vector<std::string>& hnnFieldNames() {
  static const std::vector<std::string> names = {"solenoidal", "conservative", "both"};
  return names;
}

Hnn::Hnn(NetworkSpec spec)
    : PhaseSpaceModel(std::move(spec)),
      field_(parseChoice<HnnField>("field", spec_.field, hnnFieldNames())),
      network_(networkShape(spec_, field_ == HnnField::kBoth ? 2 : 1), layout_) {}

void Hnn::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  network_.initialise(how, random, values);
}

Var Hnn::energy(const std::vector<Var>& parameters, Var x) const {
  const Var scalars = network_(parameters, networkInput(spec_, x));
  return sliceRows(scalars, scalars.shape().rows - 1, 1);
}

Var Hnn::conservativeField(const std::vector<Var>& parameters, Var x) const {
  return symplectic(grad(energy(parameters, x), {x})[0]);
}

Var Hnn::field(const std::vector<Var>& parameters, Var x) const {
  if (field_ == HnnField::kSolenoidal) return conservativeField(parameters, x);
  const Var scalars = network_(parameters, networkInput(spec_, x));
  const Var curlFree = grad(sliceRows(scalars, 0, 1), {x})[0];
  return field_ == HnnField::kBoth ? curlFree + conservativeField(parameters, x) : curlFree;
}

}  // namespace hnn
