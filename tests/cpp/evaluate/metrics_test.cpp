#include "evaluate/metrics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/sampling.h"
#include "evaluate/rollout.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

Matrix someStarts(const System& system, int count) {
  Random random(7, stream::kMetrics);
  return sampleStarts(system, random, count);
}

TEST(Metrics, TheTruthHasNoError) {
  for (const SystemInfo& info : systemInfos()) {
    const auto system = makeSystem(info.id);
    const RolloutErrors errors = rolloutErrors(*system, trueFlow(*system), someStarts(*system, 5),
                                               10, 50, Integrator::kDormandPrince, 0.1);
    EXPECT_EQ(errors.energyMse, 0);
    EXPECT_EQ(errors.coordinateMse, 0);
    if (info.conservative) {
      EXPECT_LT(errors.energyDrift, 3e-8) << info.id;  // some starts have little energy
    } else {                                           // of the true motion, to friction
      EXPECT_GT(errors.energyDrift, 1e-3);
    }
    EXPECT_EQ(errors.unfinished, 0);
  }
}

// x' = J∇H − c x on the spring decays as e^{−ct}, and H with it as e^{−2ct}: every metric is an
// elementary sum over the times.
TEST(Metrics, OfADampedSpringAreTheirFormulas) {
  const auto system = makeSystem("spring");
  const double c = 0.1, duration = 4;
  const int points = 9;
  const Flow damped = {[&](const Matrix& x) { return Matrix(system->field(x) - c * x); }, false};
  Matrix starts(2, 3);
  starts << 1, 0, 0.5, 0, 0.3, 0.2;
  const RolloutErrors errors =
      rolloutErrors(*system, damped, starts, duration, points, Integrator::kDormandPrince, 0.1);
  double energyFactor = 0, coordinateFactor = 0;
  for (int i = 0; i < points; ++i) {
    const double t = duration * i / (points - 1);
    energyFactor += std::pow(1 - std::exp(-2 * c * t), 2) / points;
    coordinateFactor += std::pow(1 - std::exp(-c * t), 2) / points;
  }
  std::vector<double> each;
  double mean = 0, size = 0, drift = 0;
  for (Eigen::Index j = 0; j < 3; ++j) {
    const double h = starts.col(j).squaredNorm();
    each.push_back(energyFactor * h * h);
    mean += each.back() / 3;
    size += h / 6;
    drift += (1 - std::exp(-2 * c * duration)) * h / std::fmax(h, 0.1 * (1 - 0.09)) / 3;
  }
  double variance = 0;
  for (const double e : each) variance += std::pow(e - mean, 2) / 2;
  EXPECT_NEAR(errors.energyMse, mean, 1e-9);
  EXPECT_NEAR(errors.energyMseStderr, std::sqrt(variance / 3), 1e-9);
  EXPECT_NEAR(errors.energyDrift, drift, 1e-9);  // energies 1, 0.09 and 0.29
  EXPECT_NEAR(errors.coordinateMse, coordinateFactor * size, 1e-9);
  EXPECT_NEAR(errors.coordinateMseAt.back(), std::pow(1 - std::exp(-c * duration), 2) * size, 1e-9);
  EXPECT_EQ(errors.coordinateMseAt[0], 0);
}

TEST(Metrics, ADivergedRollOutCountsHeavily) {
  const auto system = makeSystem("spring");
  const Flow runaway = {[](const Matrix& x) { return Matrix(5 * x); }, false};
  const RolloutErrors errors =
      rolloutErrors(*system, runaway, someStarts(*system, 4), 20, 100, Integrator::kRk4, 0.05);
  EXPECT_EQ(errors.unfinished, 4);
  EXPECT_GT(errors.energyMse, 1e20);  // H is about 1e12 at the bound
  EXPECT_TRUE(std::isfinite(errors.energyMse));
}

// A model that fails in its first step has moved nowhere: held there, a conservative system's
// energy error would be 0. It counts as predicting nothing instead.
TEST(Metrics, ARollOutThatNeverStartsDoesNotLookPerfect) {
  const auto system = makeSystem("spring");
  const Flow broken = {[](const Matrix& x) { return Matrix(x * NAN); }, false};
  const Matrix starts{{1.0}, {0.0}};
  for (const Integrator integrator : {Integrator::kRk4, Integrator::kDormandPrince}) {
    const RolloutErrors errors = rolloutErrors(*system, broken, starts, 20, 100, integrator, 0.05);
    EXPECT_EQ(errors.unfinished, 1);
    EXPECT_NEAR(errors.energyMse, 0.99, 1e-6);  // H² = 1 at 99 of 100 times
    EXPECT_EQ(errors.energyDrift, 1);
    EXPECT_GE(errors.coordinateMse, 0.99 * 0.5 - 1e-6);
  }
}

TEST(Metrics, AFieldThatJumpsToHugeNumbersStillGivesNumbers) {
  const auto system = makeSystem("two-body");
  const Flow jump = {[](const Matrix& x) { return Matrix(1e200 * x); }, false};
  const RolloutErrors errors =
      rolloutErrors(*system, jump, someStarts(*system, 2), 20, 10, Integrator::kEuler, 0.05);
  EXPECT_EQ(errors.unfinished, 2);
  EXPECT_TRUE(std::isfinite(errors.energyMse));
  EXPECT_GT(errors.energyMse, 1e10);
}

// Faster than light no momentum and no energy belongs to a state: it counts as predicting nothing,
// and the means stay numbers.
TEST(Metrics, AStateWithoutAnEnergyStillGivesNumbers) {
  const auto system = makeSystem("relativistic-particle", {}, "velocities");
  const Flow faster = {[](const Matrix& x) {
                         Matrix dxdt(x.rows(), x.cols());
                         dxdt << x.row(1), Matrix::Constant(1, x.cols(), 10);
                         return dxdt;
                       },
                       false};
  const Matrix starts{{1.0}, {0.0}};
  const RolloutErrors errors =
      rolloutErrors(*system, faster, starts, 2, 11, Integrator::kRk4, 0.05);
  EXPECT_EQ(errors.unfinished, 0);
  EXPECT_EQ(errors.energyDrift, 1);  // |H₀| = 1, and no state before light's speed is worse
  EXPECT_NEAR(errors.energyMse, 10.0 / 11, 1e-6);  // H_true² = 1 at all times but the start's
  EXPECT_TRUE(std::isfinite(errors.coordinateMse));
}

// Relative to |H₀| alone, one start near Duffing's saddle (H = 0) decided the mean over all starts:
// 10⁻⁶ of a coordinate changes its H₀ by 20 %, and those of the others by 10⁻⁶.
TEST(Metrics, NoStartNearZeroEnergyDecidesTheDrift) {
  const auto system = makeSystem("duffing");
  Matrix x(2, 4);
  x << 1, 0.9, 1.2, 1e-5, 0, 0.3, 0.5, 0;
  const auto motionAt = [](const Matrix& states) { return startedBatch({}, states, {0}); };
  TrajectoryBatch model = motionAt(x);
  model.x[0].row(0).array() += 1e-6;
  const RolloutErrors errors = compareRollouts(*system, motionAt(x), model);
  EXPECT_LT(errors.energyDrift, 1e-5);
  EXPECT_GT(errors.energyDrift, 1e-8);
  // Without small energies it is the mean of |H − H₀| / |H₀|.
  const Matrix large = x.leftCols(3);
  model = motionAt(large);
  model.x[0] *= 1.01;
  const Matrix before = system->energy(large), after = system->energy(model.x[0]);
  double drift = 0;
  for (Eigen::Index j = 0; j < 3; ++j)
    drift += std::fabs((after(0, j) - before(0, j)) / before(0, j)) / 3;
  EXPECT_DOUBLE_EQ(compareRollouts(*system, motionAt(large), model).energyDrift, drift);
}

TEST(Rollout, EnergiesAlongThePath) {
  const auto system = makeSystem("spring");
  const Trajectory run =
      integrate(trueFlow(*system), Vector{{1, 0}}, 3, 31, Integrator::kDormandPrince, 0.1);
  const std::vector<double> energy = energyAlong(*system, run);
  const std::vector<double> kinetic = kineticEnergyAlong(*system, run);
  ASSERT_EQ(energy.size(), 31U);
  for (std::size_t i = 0; i < 31; ++i) {
    EXPECT_NEAR(energy[i], 1, 1e-9);
    EXPECT_NEAR(kinetic[i], std::pow(std::sin(2 * run.t[i]), 2), 1e-8);
  }
}

}  // namespace
}  // namespace hnn
