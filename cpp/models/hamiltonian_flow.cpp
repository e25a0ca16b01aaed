#include "models/hamiltonian_flow.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "base/elementary.h"
#include "integrate/steppers.h"

namespace hnn {
namespace {

// A column of numbers, multiplied with every column of x.
Var scaledRows(Var factors, Var x) { return broadcastColumns(factors, x.shape().columns) * x; }

Var squaredLength(Var x) { return sumRows(square(x)); }

MlpShape scalarNet(const HamiltonianFlowSpec& spec) {
  return {.inputs = spec.dimension,
          .hidden = spec.hidden,
          .outputs = 1,
          .outputBias = true,
          .activation = activationByName(spec.activation)};
}

MlpShape encoderNet(const HamiltonianFlowSpec& spec) {
  return {.inputs = spec.dimension,
          .hidden = spec.encoderHidden,
          .outputs = 2 * spec.dimension + (spec.correlated ? 1 : 0),
          .outputBias = true,
          .activation = tanh};
}

// First layer: weights N(0, 1), biases U(−2, 2), so that kinks of all directions lie where the data
// are; further layers: N(0, 1/fan-in) and 0.
void initialiseScalar(const ParameterLayout& layout, Random& random, std::span<Real> values) {
  for (const ParameterSlice& slice : layout.slices()) {
    const bool first = slice.name == "W1", bias = slice.name[0] == 'b';
    const double spread = first ? 1 : 1 / sqrt(static_cast<double>(slice.shape.columns));
    for (Real& value : values.subspan(slice.offset, slice.size())) {
      if (bias)
        value = slice.name == "b1" ? static_cast<Real>(random.uniform(-2, 2)) : Real(0);
      else
        value = static_cast<Real>(spread * random.normal());
    }
  }
}

}  // namespace

HamiltonianFlow::HamiltonianFlow(HamiltonianFlowSpec spec)
    : spec_(std::move(spec)), encoder_(encoderNet(spec_)) {
  const int d = spec_.dimension;
  for (int i = 0; i < spec_.potentials; ++i) {
    const std::string number = std::to_string(i + 1);
    addNet(potentials_, "potential" + number, scalarNet(spec_));
    if (spec_.learntKinetic)
      addNet(kinetics_, "kinetic" + number, scalarNet(spec_));
    else
      masses_.push_back(layout_.add("logInverseMass" + number, d, 1));
  }
  encoder_.part = layout_.add("encoder", encoder_.layout);
  widthQ_ = layout_.add("logSigmaQ", d, 1);
  widthP_ = layout_.add("logSigmaP", d, 1);
}

HamiltonianFlow::Net& HamiltonianFlow::addNet(std::vector<Net>& nets, const std::string& name,
                                              MlpShape shape) {
  Net& net = nets.emplace_back(std::move(shape));
  net.part = layout_.add(name, net.layout);
  return net;
}

void HamiltonianFlow::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  std::fill(values.begin(), values.end(), Real(0));
  for (const std::vector<Net>* nets : {&potentials_, &kinetics_}) {
    for (const Net& net : *nets)
      initialiseScalar(net.layout, random, values.subspan(net.part.offset, net.part.size));
  }
  encoder_.mlp.initialise(how, random, values.subspan(encoder_.part.offset, encoder_.part.size));
}

Var HamiltonianFlow::potential(const std::vector<Var>& parameters, int which, Var q) const {
  const Net& net = potentials_[static_cast<std::size_t>(which)];
  return net.mlp(partOf(parameters, net.part), q) + spec_.confinement / 2 * squaredLength(q);
}

Var HamiltonianFlow::kinetic(const std::vector<Var>& parameters, int which, Var p) const {
  const Net& net = kinetics_[static_cast<std::size_t>(which)];
  return net.mlp(partOf(parameters, net.part), p) + spec_.kineticConfinement / 2 * squaredLength(p);
}

FlowState HamiltonianFlow::follow(const std::vector<Var>& parameters, int which, FlowState state,
                                  double stepSize) const {
  const auto velocity = [&](Var p) {
    if (spec_.learntKinetic) return grad(kinetic(parameters, which, p), {p})[0];
    const int mass = masses_[static_cast<std::size_t>(which)];
    return scaledRows(exp(parameters[static_cast<std::size_t>(mass)]), p);
  };
  const auto force = [&](Var q) { return -grad(potential(parameters, which, q), {q})[0]; };
  for (int i = 0; i < spec_.steps; ++i) {
    if (spec_.splitting == Splitting::kKickDriftKick)
      leapfrogStep(state.q, state.p, velocity, force, stepSize);
    else
      leapfrogStep(state.p, state.q, force, velocity, stepSize);
  }
  return state;
}

FlowState HamiltonianFlow::forward(const std::vector<Var>& parameters, FlowState base) const {
  for (int i = 0; i < spec_.potentials; ++i) base = follow(parameters, i, base, spec_.stepSize);
  return base;
}

FlowState HamiltonianFlow::backward(const std::vector<Var>& parameters, FlowState data) const {
  for (int i = spec_.potentials - 1; i >= 0; --i)
    data = follow(parameters, i, data, -spec_.stepSize);
  return data;
}

HamiltonianFlow::Encoded HamiltonianFlow::encode(const std::vector<Var>& parameters, Var x,
                                                 Var noise) const {
  const int d = spec_.dimension;
  const Var output = encoder_.mlp(partOf(parameters, encoder_.part), x);
  const Var mean = sliceRows(output, 0, d);
  const Var spread = spec_.spreadLimit * tanh(sliceRows(output, d, d));
  Var p = mean + exp(spread) * noise;
  if (spec_.correlated) {
    const Var along = sliceRows(output, 2 * d, 1) * sliceRows(noise, 0, 1);
    p = p + placeRows(along, 1, d);
  }
  return {p, sumRows(spread)};
}

Var HamiltonianFlow::bound(const std::vector<Var>& parameters, Var x, Var noise) const {
  const Encoded encoded = encode(parameters, x, noise);
  const FlowState base = backward(parameters, {x, encoded.p});
  const Var widthQ = parameters[static_cast<std::size_t>(widthQ_)];
  const Var widthP = parameters[static_cast<std::size_t>(widthP_)];
  const Var length = squaredLength(scaledRows(exp(-widthQ), base.q)) +
                     squaredLength(scaledRows(exp(-widthP), base.p)) - squaredLength(noise);
  const Var widths = broadcastColumns(sumRows(widthQ + widthP), x.shape().columns);
  const double constant = spec_.dimension / 2.0 * log(2 * std::numbers::pi);
  return encoded.spread - 0.5 * length - widths - constant;
}

Var HamiltonianFlow::draw(const std::vector<Var>& parameters, Var base) const {
  const int d = spec_.dimension;
  const Var q =
      scaledRows(exp(parameters[static_cast<std::size_t>(widthQ_)]), sliceRows(base, 0, d));
  const Var p =
      scaledRows(exp(parameters[static_cast<std::size_t>(widthP_)]), sliceRows(base, d, d));
  return forward(parameters, {q, p}).q;
}

}  // namespace hnn
