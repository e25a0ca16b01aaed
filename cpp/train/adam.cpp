#include "train/adam.h"

#include <cassert>
#include <cmath>
#include <utility>

#include "linalg/lanes.h"

namespace hnn {
namespace {

struct Factors {
  Lanes beta1, oneMinusBeta1, beta2, oneMinusBeta2, stepSize, rootCorrection, epsilon, coupledDecay,
      keep;
};

struct Updated {
  Lanes weights, first, second;
};

inline Updated update(Lanes w, Lanes g, Lanes m, Lanes v, const Factors& f) {
  w = w * f.keep;
  g = g + f.coupledDecay * w;
  m = f.beta1 * m + f.oneMinusBeta1 * g;
  v = f.beta2 * v + f.oneMinusBeta2 * (g * g);
  w = w - f.stepSize * (m / (sqrtLanes(v) * f.rootCorrection + f.epsilon));
  return {w, m, v};
}

}  // namespace

Adam::Adam(const AdamSettings& settings, std::size_t parameters) : settings_(settings) {
  state_.first.assign(parameters, 0);
  state_.second.assign(parameters, 0);
}

void Adam::step(std::span<Real> weights, std::span<const Real> gradient) {
  assert(weights.size() == gradient.size() && weights.size() == state_.first.size());
  const auto lanes = [](double value) { return splat(static_cast<Real>(value)); };
  const double rate =
      scheduledRate(settings_.schedule, settings_.learningRate, state_.step, settings_.totalSteps);
  ++state_.step;
  beta1Power_ *= settings_.beta1;
  beta2Power_ *= settings_.beta2;
  const Factors f{.beta1 = lanes(settings_.beta1),
                  .oneMinusBeta1 = lanes(1 - settings_.beta1),
                  .beta2 = lanes(settings_.beta2),
                  .oneMinusBeta2 = lanes(1 - settings_.beta2),
                  .stepSize = lanes(rate / (1 - beta1Power_)),
                  .rootCorrection = lanes(1 / std::sqrt(1 - beta2Power_)),
                  .epsilon = lanes(settings_.epsilon),
                  .coupledDecay = lanes(settings_.decoupled ? 0 : settings_.weightDecay),
                  .keep = lanes(settings_.decoupled ? 1 - rate * settings_.weightDecay : 1)};
  Real *w = weights.data(), *m = state_.first.data(), *v = state_.second.data();
  const Real* g = gradient.data();
  const std::size_t count = weights.size();
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const Updated next = update(load(w + i), load(g + i), load(m + i), load(v + i), f);
    store(w + i, next.weights);
    store(m + i, next.first);
    store(v + i, next.second);
  }
  const int rest = static_cast<int>(count - i);
  if (rest > 0) {
    const Updated next = update(loadSome(w + i, rest), loadSome(g + i, rest), loadSome(m + i, rest),
                                loadSome(v + i, rest), f);
    storeSome(w + i, next.weights, rest);
    storeSome(m + i, next.first, rest);
    storeSome(v + i, next.second, rest);
  }
}

void Adam::restore(State state) {
  assert(state.first.size() == state_.first.size() && state.second.size() == state_.second.size());
  state_ = std::move(state);
  beta1Power_ = beta2Power_ = 1;
  for (int i = 0; i < state_.step; ++i) {  // the products of training, hence the same bits
    beta1Power_ *= settings_.beta1;
    beta2Power_ *= settings_.beta2;
  }
}

}  // namespace hnn
