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

// The same states whatever outputs lie between them, and whichever of them an end of the injection
// coincides with.
TEST(Injection, DoesNotDependOnTheOutputs) {
  const auto system = makeSystem("pendulum");
  const VectorField gradient = [&](const Matrix& x) { return system->energyGradient(x); };
  const Flow flow = trueFlow(*system);
  for (const Integrator integrator : {Integrator::kDormandPrince, Integrator::kRk4}) {
    const auto path = [&](int points) {
      return integrateWithInjection(flow, gradient, {1, 1.5, 0.2}, Vector{{1, 0}}, 4, points,
                                    integrator, 0.01);
    };
    const Trajectory coarse = path(5), fine = path(401);
    ASSERT_EQ(coarse.x.cols(), 5);
    ASSERT_EQ(fine.x.cols(), 401);
    EXPECT_EQ(coarse.t, (std::vector<double>{0, 1, 2, 3, 4}));
    for (Eigen::Index i = 0; i < 5; ++i)
      EXPECT_LT((coarse.x.col(i) - fine.x.col(100 * i)).cwiseAbs().maxCoeff(), 1e-8);
  }
}

// Output times that coincide (a duration of the smallest numbers) or end beside the duration by
// rounding.
TEST(Injection, GivesEveryOutput) {
  const auto system = makeSystem("spring");
  const VectorField gradient = [&](const Matrix& x) { return system->energyGradient(x); };
  for (const Integrator integrator : {Integrator::kDormandPrince, Integrator::kRk4}) {
    for (const double duration : {1e-323, 1e-300, 0.1, 0.3, 1.7, 17.3}) {
      for (int points = 2; points < 80; ++points) {
        for (const double start : {0.0, 0.5 * duration, duration}) {
          const Trajectory path =
              integrateWithInjection(trueFlow(*system), gradient, {start, 0.25 * duration, 0.1},
                                     Vector{{0.5, 0.2}}, duration, points, integrator, 0.1);
          ASSERT_EQ(path.t, outputTimes(duration, points)) << duration << ", " << points;
          ASSERT_TRUE(path.x.allFinite());
        }
      }
    }
  }
}

TEST(Injection, ThatIsTooStiffEndsInWordsAndInTime) {
  const auto system = makeSystem("spring");
  int evaluations = 0;
  const VectorField gradient = [&](const Matrix& x) {
    ++evaluations;
    return system->energyGradient(x);
  };
  Flow flow = trueFlow(*system);
  flow.mostSteps = 2'000'000;
  // Energy is removed at a rate at which a stable step takes a millionth of the duration.
  const Injection injection{.start = 1, .duration = 50, .rate = -1e6, .mostSteps = 20'000};
  const Trajectory path = integrateWithInjection(flow, gradient, injection, Vector{{0.5, 0.2}}, 20,
                                                 41, Integrator::kDormandPrince, 0.01);
  EXPECT_EQ(path.stop, Stop::kTooManySteps);
  EXPECT_GE(path.stoppedAt, 1);
  EXPECT_LT(evaluations, 8 * injection.mostSteps);
}

}  // namespace
}  // namespace hnn
