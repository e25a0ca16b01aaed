#include "evaluate/injection.h"

#include <gtest/gtest.h>

#include "data/sampling.h"
#include "evaluate/rollout.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

TEST(Injection, RaisesTheEnergyWhileItLastsAndOnlyThen) {
  for (const SystemInfo& info : systemInfos()) {
    if (!info.conservative) continue;
    const auto system = makeSystem(info.id);
    const auto& start = info.view.showcaseStart;
    const Vector x0 = Eigen::Map<const Vector>(start.data(), 2 * info.degreesOfFreedom);
    const VectorField gradient = [&](const Matrix& x) { return system->energyGradient(x); };
    for (const double rate : {0.01, -0.01}) {
      const Trajectory path = integrateWithInjection(trueFlow(*system), gradient, {2.05, 3, rate},
                                                     x0, 10, 101, Integrator::kDormandPrince, 0.01);
      ASSERT_EQ(path.stop, Stop::kNone);
      const std::vector<double> h = energyAlong(*system, path);
      for (std::size_t i = 1; i < h.size(); ++i) {
        const double size = std::fabs(h[0]) + 1e-3;
        if (path.t[i] <= 2.05 || path.t[i - 1] >= 5.05)
          EXPECT_NEAR(h[i], h[i - 1], 1e-6 * size) << info.id << " at " << path.t[i];
        else
          EXPECT_GT((h[i] - h[i - 1]) * rate, 0) << info.id << " at " << path.t[i];
      }
      EXPECT_EQ(path.t.back(), 10);
    }
  }
}

TEST(Injection, FollowsTheGradientExactly) {  // H = q² + p²: x grows by e^{2 rate t}
  const auto system = makeSystem("spring");
  const VectorField gradient = [&](const Matrix& x) { return system->energyGradient(x); };
  const Trajectory path = integrateWithInjection(trueFlow(*system), gradient, {0, 2, 0.1},
                                                 Vector{{0.5, 0.2}}, 2, 5, Integrator::kRk4, 0.01);
  for (int i = 0; i < 5; ++i)
    EXPECT_NEAR(path.x(0, i), 0.5 * std::exp(0.2 * path.t[static_cast<std::size_t>(i)]), 1e-9);
}

TEST(Injection, ThatRunsAwayEndsPolitely) {
  const auto system = makeSystem("spring");
  const VectorField gradient = [&](const Matrix& x) { return system->energyGradient(x); };
  const Trajectory path = integrateWithInjection(
      trueFlow(*system), gradient, {1, 50, 1}, Vector{{0.5, 0.2}}, 20, 41, Integrator::kRk4, 0.01);
  EXPECT_EQ(path.stop, Stop::kBound);
  EXPECT_EQ(static_cast<Eigen::Index>(path.t.size()), path.x.cols());
  EXPECT_LT(path.t.size(), 41U);
  // The time at which it stopped, not that of the last point before, and the state then.
  EXPECT_GT(path.stoppedAt, path.t.back());
  EXPECT_GT(path.last.cwiseAbs().maxCoeff(), kStateBound);
}

}  // namespace
}  // namespace hnn
