#include "integrate/trajectory.h"

#include <gtest/gtest.h>

#include <cmath>

#include "integrate/dormand_prince.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

// q' = 2p, p' = −2q: exactly (cos 2t, −sin 2t) from (1, 0).
Matrix spring(const Matrix& x) {
  Matrix dxdt(x.rows(), x.cols());
  dxdt << 2 * x.row(1), -2 * x.row(0);
  return dxdt;
}
const Flow kSpring = {spring, true};
const Vector kDisplaced = Vector{{1, 0}};

double springError(const std::vector<double>& t, const Matrix& x) {
  double worst = 0;
  for (Eigen::Index i = 0; i < x.cols(); ++i) {
    const double angle = 2 * t[static_cast<std::size_t>(i)];
    worst = std::fmax(worst, (x.col(i) - Vector{{std::cos(angle), -std::sin(angle)}}).norm());
  }
  return worst;
}

TEST(DormandPrince, ErrorFollowsTheTolerance) {
  double previous = 1;
  for (const double tolerance : {1e-4, 1e-6, 1e-8, 1e-10, 1e-12}) {
    const TrajectoryBatch run =
        dormandPrince({spring}, kDisplaced, outputTimes(10, 137),
                      {.relativeTolerance = tolerance, .absoluteTolerance = tolerance});
    const Trajectory one = run.trajectory(0);
    const double error = springError(one.t, one.x);
    EXPECT_LT(error, 100 * tolerance);
    EXPECT_LT(error, previous / 10);
    previous = error;
  }
}

// One single step of size h, read out inside: a fourth-order interpolant errs by h⁵, the end by h⁶.
TEST(DormandPrince, InterpolantHasOrderFourAndTheEndOrderFive) {
  const auto pendulum = makeSystem("pendulum");
  const VectorField field = [&](const Matrix& x) { return pendulum->field(x); };
  const Vector start = Vector{{1.3, 0.4}};
  const auto errors = [&](double h) {
    const std::vector<double> t = {0, 0.3 * h, 0.7 * h, h};
    const TrajectoryBatch exact =
        dormandPrince({field}, start, t, {.relativeTolerance = 1e-14, .absoluteTolerance = 1e-14});
    const TrajectoryBatch coarse =
        dormandPrince({field}, start, t, {.relativeTolerance = 100, .absoluteTolerance = 0});
    return std::pair((coarse.x[1] - exact.x[1]).norm() + (coarse.x[2] - exact.x[2]).norm(),
                     (coarse.x[3] - exact.x[3]).norm());
  };
  const auto [inside, end] = errors(0.05);
  const auto [insideHalf, endHalf] = errors(0.025);
  EXPECT_NEAR(std::log2(inside / insideHalf), 5, 0.3);
  EXPECT_NEAR(std::log2(end / endHalf), 6, 0.3);
}

TEST(DormandPrince, RunsBackwardsToWhereItCameFrom) {
  const auto system = makeSystem("two-body");
  const Flow flow = {[&](const Matrix& x) { return system->field(x); }, true};
  Random random(1, 0);
  const Vector start = system->sampleStart(random);
  const Trajectory out = integrate(flow, start, 10, 21, Integrator::kDormandPrince, 1);
  const Trajectory back = integrate(flow, out.x.col(20), -10, 21, Integrator::kDormandPrince, 1);
  EXPECT_LT((back.x.rowwise().reverse() - out.x).cwiseAbs().maxCoeff(), 1e-6);
  EXPECT_EQ(back.t.back(), -10);
}

TEST(DormandPrince, StopsAtASingularityAndSaysWhen) {
  // x' = x²: from 1 the state is 1/(1 − t), infinite at t = 1
  const VectorField blowUp = [](const Matrix& x) { return Matrix(x.array().square()); };
  const Matrix starts{{1.0, -1.0}};
  const TrajectoryBatch run = dormandPrince({blowUp}, starts, outputTimes(2, 21));
  EXPECT_FALSE(run.finished(0));
  EXPECT_EQ(run.reached[0], 10);  // 0 … 0.9
  EXPECT_TRUE(run.stop[0] == Stop::kStepUnderflow || run.stop[0] == Stop::kBound);
  EXPECT_NEAR(run.stoppedAt[0], 1, 1e-5);
  EXPECT_TRUE(std::isnan(run.x[15](0, 0)));
  EXPECT_TRUE(run.finished(1));  // its neighbour goes on: −1/(1 + t)
  EXPECT_NEAR(run.x[20](0, 1), -1.0 / 3, 1e-9);

  const TrajectoryBatch nowhere = dormandPrince({[](const Matrix& x) { return Matrix(x * NAN); }},
                                                Matrix{{1.0}}, outputTimes(1, 3));
  EXPECT_EQ(nowhere.reached[0], 1);
  EXPECT_EQ(nowhere.stop[0], Stop::kNotFinite);
}

TEST(DormandPrince, GivesUpAfterItsSteps) {
  DormandPrinceSettings settings;
  settings.maxSteps = 20;
  const TrajectoryBatch run = dormandPrince({spring}, kDisplaced, outputTimes(100, 11), settings);
  EXPECT_FALSE(run.finished(0));
  EXPECT_EQ(run.stop[0], Stop::kTooManySteps);
}

TEST(Integrate, OutputsAreEquallySpacedAndEndsAreExact) {
  for (int i = 0; i < 6; ++i) {
    const auto integrator = static_cast<Integrator>(i);
    for (const double duration : {3.0, -3.0, 0.0}) {
      const Trajectory run = integrate(kSpring, kDisplaced, duration, 31, integrator, 0.001);
      ASSERT_TRUE(run.finished());
      ASSERT_EQ(run.x.cols(), 31);
      EXPECT_EQ(run.t.front(), 0);
      EXPECT_EQ(run.t.back(), duration);
      EXPECT_EQ(run.x.col(0), kDisplaced);
      EXPECT_LT(springError(run.t, run.x), integrator == Integrator::kEuler ? 1e-2 : 1e-5)
          << integratorNames()[static_cast<std::size_t>(i)] << " " << duration;
    }
  }
}

TEST(Integrate, StepIsRoundedDownToFitBetweenOutputs) {
  // Euler's growth factor 1 + 4h² of |x|² counts the steps: 0.3 takes 3 of 0.1, also of 0.12.
  const auto growth = [](double interval, double step) {
    const Trajectory run = integrate(kSpring, kDisplaced, interval, 2, Integrator::kEuler, step);
    return run.x.col(1).squaredNorm();
  };
  EXPECT_NEAR(growth(0.3, 0.1), std::pow(1.04, 3), 1e-12);
  EXPECT_NEAR(growth(0.3, 0.12), std::pow(1.04, 3), 1e-12);
  EXPECT_NEAR(growth(2.1, 0.7), std::pow(1 + 4 * 0.49, 3), 1e-12);  // 2.1 / 0.7 > 3 in binary
  EXPECT_NEAR(growth(0.3, 5), 1 + 4 * 0.09, 1e-12);
}

TEST(Integrate, LeapfrogKeepsTheEnergyNearAndRk4DoesNotForever) {
  const auto energy = [](const Trajectory& run) {
    return run.x.colwise().squaredNorm().eval();  // exactly 1
  };
  const double h = 0.3;
  const auto leapfrog =
      energy(integrate(kSpring, kDisplaced, 3000, 1001, Integrator::kLeapfrog, h));
  EXPECT_LT((leapfrog.array() - 1).abs().maxCoeff(), 0.11);  // 1/(1 − h²) at worst, at any time
  const auto rk4 = energy(integrate(kSpring, kDisplaced, 3000, 1001, Integrator::kRk4, h));
  EXPECT_LT(rk4(1000), 0.5);
}

TEST(Integrate, StopsPolitelyBeyondEveryBound) {
  const Flow runaway = {[](const Matrix& x) { return Matrix(10 * x); }, false};
  for (int i = 0; i < 6; ++i) {
    const Trajectory run =
        integrate(runaway, kDisplaced, 20, 201, static_cast<Integrator>(i), 0.01);
    EXPECT_EQ(run.stop, Stop::kBound);
    EXPECT_EQ(run.x.cols(), static_cast<Eigen::Index>(run.t.size()));
    EXPECT_LT(run.t.size(), 30U);
    EXPECT_TRUE(run.x.allFinite());
    EXPECT_NEAR(run.stoppedAt, 1.38, 0.1);  // e^{10 t} = 10⁶; Euler's error is 5 %
    EXPECT_GT(run.last.cwiseAbs().maxCoeff(), kStateBound);
  }
}

// It moved −∞ as well as +∞: the bound is on the size.
TEST(Integrate, StopsAtTheBoundInBothDirections) {
  const Flow falls = {[](const Matrix& x) { return Matrix(x); }};
  for (const Integrator integrator : {Integrator::kRk4, Integrator::kDormandPrince}) {
    const Matrix starts{{1.0, -1.0}, {0, 0}};
    const TrajectoryBatch run = integrateBatch(falls, starts, 20, 201, integrator, 0.01);
    for (const Eigen::Index j : {0, 1}) {
      EXPECT_EQ(run.stop[static_cast<std::size_t>(j)], Stop::kBound);
      EXPECT_NEAR(run.stoppedAt[static_cast<std::size_t>(j)], std::log(1e6), 0.2);
      EXPECT_LE(std::fabs(run.last(0, j)), 2e6);
    }
  }
}

// A bound of 10⁶ for all stopped motions in units in which every state is large.
TEST(Integrate, TheBoundIsThatOfTheFlow) {
  Flow large = kSpring;
  large.bound = 1e15;
  for (const Integrator integrator : {Integrator::kLeapfrog, Integrator::kDormandPrince}) {
    EXPECT_FALSE(integrate(kSpring, 1e9 * kDisplaced, 5, 11, integrator, 0.01).finished());
    const Trajectory run = integrate(large, 1e9 * kDisplaced, 5, 11, integrator, 0.01);
    EXPECT_TRUE(run.finished());
  }
}

// A least step of 10⁻¹⁴ stopped motions in units in which their whole duration is shorter.
TEST(DormandPrince, FollowsAMotionOfAnySpeed) {
  const double kSpeed = 1e20;
  const Flow fast = {[kSpeed](const Matrix& x) { return Matrix(kSpeed * spring(x)); }};
  const Trajectory slow = integrate(kSpring, kDisplaced, 5, 11, Integrator::kDormandPrince, 1);
  const Trajectory run = integrate(fast, kDisplaced, 5 / kSpeed, 11, Integrator::kDormandPrince, 1);
  ASSERT_TRUE(run.finished());
  EXPECT_LT((run.x - slow.x).cwiseAbs().maxCoeff(), 1e-7);
}

// A stopped column stayed in the batch, and an implicit step without a solution cost its 100
// iterations in every later step: nine times as much for fifty columns.
TEST(Integrate, AColumnThatStopsCostsTheOthersNothing) {
  long evaluations = 0;
  const auto counted = [&evaluations](const std::vector<double>& frequency) {
    return Flow{[&evaluations, frequency](const Matrix& x) {
      ++evaluations;
      Matrix dx(x.rows(), x.cols());
      // The stiff column is the one with the large norm, which the method conserves.
      for (Eigen::Index j = 0; j < x.cols(); ++j) {
        const double w = x.col(j).norm() > 10 ? frequency[1] : frequency[0];
        dx(0, j) = w * x(1, j);
        dx(1, j) = -w * x(0, j);
      }
      return dx;
    }};
  };
  const Matrix alone = Matrix::Constant(2, 50, 0.5);
  Matrix withStiff(2, 51);
  withStiff << Vector::Constant(2, 100), alone;
  const auto cost = [&](const Matrix& starts) {
    evaluations = 0;
    const TrajectoryBatch run =
        integrateBatch(counted({1, 400}), starts, 10, 2, Integrator::kImplicitMidpoint, 0.05);
    EXPECT_TRUE(run.finished(starts.cols() - 1));
    EXPECT_EQ(run.finished(0), starts.cols() == 50);
    return static_cast<double>(evaluations);
  };
  const double usual = cost(alone);
  EXPECT_LE(cost(withStiff), usual + FixedPoint::kMaxIterations + 1);
}

// Steps were accepted although their iteration had never contracted: the amplitude, which the
// method conserves, grew threefold before the run stopped.
TEST(FixedPoint, RefusesStepsThatNeverContractHoweverSmallTheMotion) {
  const auto well = [](const Matrix& x) {
    return joined(momenta(x), Matrix(positions(x) - positions(x).array().cube().matrix()));
  };
  Flow flow{[well](const Matrix& x) {
    return Matrix(well(Matrix(x.cast<float>().cast<double>())).cast<float>().cast<double>());
  }};
  flow.resolution = 0x1p-23;
  const Vector nearRest{{1 + 1e-5, 0}};
  const Trajectory run = integrate(flow, nearRest, 15, 11, Integrator::kImplicitMidpoint, 1.5);
  EXPECT_EQ(run.x.cols(), 1) << "no step of this size has a solution that the iteration finds";
  // At rest, where every change is rounding, and with steps that contract, it goes on.
  EXPECT_TRUE(
      integrate(flow, Vector{{1, 0}}, 15, 11, Integrator::kImplicitMidpoint, 1.5).finished());
  const Trajectory fine = integrate(flow, nearRest, 30, 11, Integrator::kImplicitMidpoint, 0.1);
  ASSERT_TRUE(fine.finished());
  EXPECT_LT((fine.x.colwise() - Vector{{1, 0}}).cwiseAbs().maxCoeff(), 2e-5);
}

TEST(Integrate, SaysSoWhereAnImplicitStepHasNoSolution) {
  const Trajectory run =
      integrate({spring, false}, kDisplaced, 20, 3, Integrator::kImplicitMidpoint, 10);
  EXPECT_EQ(run.stop, Stop::kUnsolved);
  EXPECT_EQ(run.stoppedAt, 0);
  EXPECT_EQ(run.last, Vector(kDisplaced));
}

TEST(Integrate, RefusesImpossibleRequests) {
  EXPECT_THROW(integrate(kSpring, kDisplaced, 1, 1, Integrator::kRk4, 0.1), std::invalid_argument);
  EXPECT_THROW(integrate(kSpring, kDisplaced, 1, 5, Integrator::kRk4, 0), std::invalid_argument);
  EXPECT_THROW(integrate(kSpring, kDisplaced, NAN, 5, Integrator::kRk4, 0.1),
               std::invalid_argument);
  EXPECT_THROW(integrate(kSpring, Vector{{1, NAN}}, 1, 5, Integrator::kRk4, 0.1),
               std::invalid_argument);
  EXPECT_THROW(parseIntegrator("rk5"), std::invalid_argument);
  for (std::size_t i = 0; i < integratorNames().size(); ++i)
    EXPECT_EQ(static_cast<std::size_t>(parseIntegrator(integratorNames()[i])), i);
}

}  // namespace
}  // namespace hnn
