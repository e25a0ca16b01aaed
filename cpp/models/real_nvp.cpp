#include "models/real_nvp.h"

#include <cassert>
#include <numbers>
#include <string>
#include <utility>

#include "autodiff/ops.h"
#include "base/elementary.h"

namespace hnn {
namespace {

// The halves of a point; `first` is the one that the coupling keeps.
struct Halves {
  Var kept, changed;
};

Halves halvesOf(Var x, int coupling) {
  const int half = x.shape().rows / 2;
  const Var upper = sliceRows(x, 0, half), lower = sliceRows(x, half, half);
  return coupling % 2 == 0 ? Halves{upper, lower} : Halves{lower, upper};
}

Var joinedAgain(const Halves& halves, int coupling) {
  return coupling % 2 == 0 ? concatRows(halves.kept, halves.changed)
                           : concatRows(halves.changed, halves.kept);
}

}  // namespace

RealNvp::RealNvp(RealNvpSpec spec) : spec_(std::move(spec)) {
  assert(spec_.dimension % 2 == 0 && spec_.couplings > 0);
  const int half = spec_.dimension / 2;
  for (int i = 0; i < spec_.couplings; ++i) {
    Net& net = nets_.emplace_back(MlpShape{.inputs = half,
                                           .hidden = spec_.hidden,
                                           .outputs = 2 * half,
                                           .outputBias = true,
                                           .activation = tanh});
    net.part = layout_.add("coupling" + std::to_string(i + 1), net.layout);
  }
}

void RealNvp::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  for (const Net& net : nets_) {
    const std::span<Real> part = values.subspan(net.part.offset, net.part.size);
    net.mlp.initialise(how, random, part);
    const auto& slices = net.layout.slices();
    for (std::size_t i = slices.size() - 2; i < slices.size(); ++i)
      for (Real& value : part.subspan(slices[i].offset, slices[i].size())) value *= Real(0.1);
  }
}

RealNvp::Affine RealNvp::affine(const std::vector<Var>& parameters, int coupling, Var kept) const {
  const Net& net = nets_[static_cast<std::size_t>(coupling)];
  const Var output = net.mlp(partOf(parameters, net.part), kept);
  const int half = spec_.dimension / 2;
  return {spec_.stretchLimit * tanh(sliceRows(output, 0, half)), sliceRows(output, half, half)};
}

Var RealNvp::bound(const std::vector<Var>& parameters, Var x, Var) const {
  std::vector<Var> stretches;
  for (int i = spec_.couplings - 1; i >= 0; --i) {
    Halves halves = halvesOf(x, i);
    const Affine by = affine(parameters, i, halves.kept);
    halves.changed = (halves.changed - by.shift) * exp(-by.stretch);
    stretches.push_back(sumRows(by.stretch));
    x = joinedAgain(halves, i);
  }
  const double constant = spec_.dimension / 2.0 * log(2 * std::numbers::pi);
  Var density = -0.5 * sumRows(square(x)) - constant;
  for (const Var stretch : stretches) density = density - stretch;
  return density;
}

Var RealNvp::draw(const std::vector<Var>& parameters, Var base) const {
  for (int i = 0; i < spec_.couplings; ++i) {
    Halves halves = halvesOf(base, i);
    const Affine by = affine(parameters, i, halves.kept);
    halves.changed = halves.changed * exp(by.stretch) + by.shift;
    base = joinedAgain(halves, i);
  }
  return base;
}

}  // namespace hnn
