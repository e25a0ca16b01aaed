// Adam and AdamW against the definition, step by step, in double.
#include "train/adam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace hnn {
namespace {

// Kingma & Ba 2015, algorithm 1, with Loshchilov & Hutter's decoupled decay (2019, algorithm 2).
struct Reference {
  double w, m = 0, v = 0;
  void step(double g, int t, const AdamSettings& s) {
    if (s.decoupled)
      w -= s.learningRate * s.weightDecay * w;
    else
      g += s.weightDecay * w;
    m = s.beta1 * m + (1 - s.beta1) * g;
    v = s.beta2 * v + (1 - s.beta2) * g * g;
    w -= s.learningRate * (m / (1 - std::pow(s.beta1, t))) /
         (std::sqrt(v / (1 - std::pow(s.beta2, t))) + s.epsilon);
  }
};

TEST(Adam, FiveStepsAreThoseOfTheDefinitionWithAndWithoutDecay) {
  for (const double weightDecay : {0.0, 0.3}) {
    for (const bool decoupled : {false, true}) {
      const AdamSettings settings{.learningRate = 0.05,
                                  .totalSteps = 5,
                                  .weightDecay = weightDecay,
                                  .decoupled = decoupled};
      std::vector<Real> weights = {Real(0.5), Real(-1.25), Real(2), Real(0.125), Real(-0.75)};
      std::vector<Reference> expected;
      for (const Real w : weights) expected.push_back({static_cast<double>(w)});
      Adam adam(settings, weights.size());
      for (int t = 1; t <= 5; ++t) {
        std::vector<Real> gradient;
        for (std::size_t i = 0; i < weights.size(); ++i) {
          const double g = std::sin(1.7 * t + static_cast<double>(i)) + 0.1 * expected[i].w;
          gradient.push_back(static_cast<Real>(g));
          expected[i].step(static_cast<double>(gradient.back()), t, settings);
        }
        adam.step(weights, gradient);
      }
      for (std::size_t i = 0; i < weights.size(); ++i)
        EXPECT_NEAR(static_cast<double>(weights[i]), expected[i].w,
                    sizeof(Real) == 8 ? 1e-14 : 1e-6)
            << "decay " << weightDecay << (decoupled ? ", decoupled" : "") << ", weight " << i;
    }
  }
}

}  // namespace
}  // namespace hnn
