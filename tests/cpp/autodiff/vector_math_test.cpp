// Errors of the vectorised elementary functions against long double, over sweeps of the whole
// useful range.
#include "autodiff/vector_math.h"

#include <gtest/gtest.h>

#include <limits>

namespace hnn {
namespace {

#ifndef HNN_REAL_DOUBLE

using Function = Lanes (*)(Lanes);
using Reference = long double (*)(long double);

float lane0(Function f, float x) { return f(splat(x))[0]; }

// The largest error in units in the last place of the exact result, from `low` to `high`.
double worstUlps(Function f, Reference exact, float low, float high) {
  double worst = 0;
  constexpr int kSteps = 200'003;
  for (int i = 0; i <= kSteps; ++i) {
    const float x = low + (high - low) * static_cast<float>(i) / kSteps;
    const long double want = exact(x);
    const float nearest = static_cast<float>(want);
    if (std::fabs(nearest) < std::numeric_limits<float>::min())
      continue;  // flushed to zero by contract
    const float ulp = std::nextafter(std::fabs(nearest), INFINITY) - std::fabs(nearest);
    worst = std::max(
        worst, static_cast<double>(std::fabs(static_cast<long double>(lane0(f, x)) - want) / ulp));
  }
  return worst;
}

TEST(VectorMath, ErrorsAreAtMostTwoUlps) {
  EXPECT_LE(worstUlps(expLanes, std::exp, -87.3f, 88.7f), 2);
  EXPECT_LE(worstUlps(tanhLanes, std::tanh, -12, 12), 1.6);
  EXPECT_LE(worstUlps(tanhLanes, std::tanh, 0.2f, 0.4f), 1.6);  // where its two forms meet
  EXPECT_LE(worstUlps(tanhLanes, std::tanh, -1e-3f, 1e-3f), 2);
  const Reference sigmoid = [](long double x) { return 1 / (1 + std::exp(-x)); };
  EXPECT_LE(worstUlps(sigmoidLanes, sigmoid, -80, 80), 3);  // two roundings on top of exp
  const Reference softplus = [](long double x) { return std::log1p(std::exp(x)); };
  EXPECT_LE(worstUlps(softplusLanes, softplus, -80, 80), 2);
}

TEST(VectorMath, LimitsAndNonFiniteArguments) {
  EXPECT_EQ(lane0(expLanes, 1000), INFINITY);
  EXPECT_EQ(lane0(expLanes, INFINITY), INFINITY);
  EXPECT_EQ(lane0(expLanes, -1000), 0);
  EXPECT_EQ(lane0(expLanes, -INFINITY), 0);
  EXPECT_EQ(lane0(expLanes, 0), 1);
  EXPECT_EQ(lane0(tanhLanes, 1000), 1);
  EXPECT_EQ(lane0(tanhLanes, -1000), -1);
  EXPECT_EQ(lane0(sigmoidLanes, 1000), 1);
  EXPECT_EQ(lane0(sigmoidLanes, -1000), 0);
  EXPECT_EQ(lane0(softplusLanes, 1000), 1000);
  EXPECT_EQ(lane0(softplusLanes, -1000), 0);
  for (const Function f : {expLanes, tanhLanes, sigmoidLanes, softplusLanes}) {
    EXPECT_TRUE(std::isnan(lane0(f, std::numeric_limits<float>::quiet_NaN())));
  }
}

TEST(VectorMath, LanesDoNotMix) {
  const Lanes x = {-3, 0.1f, 0.7f, 90};
  for (const Function f : {expLanes, tanhLanes, sigmoidLanes, softplusLanes}) {
    for (int i = 0; i < 4; ++i) EXPECT_EQ(f(x)[i], lane0(f, x[i]));
  }
}

#endif

}  // namespace
}  // namespace hnn
