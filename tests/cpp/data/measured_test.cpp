// Data sets from recordings: derivative rules are exact for the polynomials they are made for, at
// irregular times, and nothing is computed across a gap, an end or the split.
#include "data/measured.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/elementary.h"
#include "base/random.h"

namespace hnn {
namespace {

// Times with steps between 0.8 and 1.2 of `step`.
std::vector<double> irregularTimes(int count, double step, std::uint64_t seed) {
  Random random(seed, 0);
  std::vector<double> t = {3};
  while (static_cast<int>(t.size()) < count)
    t.push_back(t.back() + step * (0.8 + 0.4 * random.uniform()));
  return t;
}

// Each component a polynomial of the given degree in t.
Recordings polynomial(const std::vector<double>& t, int degree) {
  Recordings r{t, Matrix::Zero(4, static_cast<Eigen::Index>(t.size())), {}, {}};
  r.recording.assign(t.size(), 0);
  for (std::size_t i = 0; i < t.size(); ++i)
    for (int row = 0; row < 4; ++row)
      for (int k = degree; k >= 0; --k)
        r.x(row, static_cast<Eigen::Index>(i)) =
            r.x(row, static_cast<Eigen::Index>(i)) * t[i] + (row - 1.5) * (k + 1);
  return r;
}

double slopeOf(int degree, int row, double t) {
  double slope = 0;
  for (int k = degree; k >= 1; --k) slope = slope * t + k * (row - 1.5) * (k + 1);
  return slope;
}

MeasuredData makeMeasured(const Recordings& r, const std::string& rule, double trainFraction,
                          const std::vector<int>& angles = {}) {
  return hnn::makeMeasured(r, parseChoice<DerivativeRule>("rule", rule, derivativeRules()),
                           trainFraction, angles);
}

double worstError(const Samples& samples, int degree) {
  double worst = 0;
  for (int j = 0; j < samples.size(); ++j)
    for (int row = 0; row < 4; ++row)
      worst =
          std::max(worst, std::fabs(samples.dxdt(row, j) -
                                    slopeOf(degree, row, samples.t[static_cast<std::size_t>(j)])));
  return worst;
}

TEST(Measured, EveryRuleIsExactForItsDegreeAndNotForTheNext) {
  const std::vector<double> t = irregularTimes(60, 0.1, 1);
  for (const auto& [rule, degree] :
       {std::pair("forward", 1), std::pair("central", 2), std::pair("smooth", 2)}) {
    for (int exact = 0; exact <= degree; ++exact) {
      const MeasuredData made = makeMeasured(polynomial(t, exact), rule, 0.5);
      EXPECT_LT(worstError(made.data.train, exact), 1e-9) << rule << " " << exact;
      EXPECT_LT(worstError(made.data.test, exact), 1e-9) << rule << " " << exact;
    }
    const MeasuredData made = makeMeasured(polynomial(t, degree + 1), rule, 0.5);
    EXPECT_GT(worstError(made.data.train, degree + 1), 1e-3) << rule;
  }
}

TEST(Measured, RulesLeaveOutWhatTheyCannotReachAndSayWhy) {
  const Recordings r = polynomial(irregularTimes(20, 0.1, 2), 2);
  const auto counts = [&](const std::string& rule) {
    const MeasuredData made = makeMeasured(r, rule, 0.5);
    EXPECT_EQ(made.why.empty(), made.skipped == 0);
    EXPECT_EQ(made.data.train.size() + made.data.test.size() + made.skipped, 20);
    return std::pair(made.data.train.size(), made.data.test.size());
  };
  EXPECT_EQ(counts("forward"), std::pair(9, 9));
  EXPECT_EQ(counts("central"), std::pair(8, 8));
  EXPECT_EQ(counts("smooth"), std::pair(10, 10));
}

TEST(Measured, GivenDerivativesAreTakenAsTheyAre) {
  Recordings r = polynomial(irregularTimes(20, 0.1, 2), 2);
  r.dxdt = 2 * r.x;
  const MeasuredData made = makeMeasured(r, "forward", 0.7);
  EXPECT_EQ(made.data.train.size(), 14);
  EXPECT_EQ(made.skipped, 0);
  EXPECT_EQ(made.data.train.dxdt, Matrix(2 * made.data.train.x));
  EXPECT_EQ(made.data.test.dxdt, Matrix(2 * made.data.test.x));
}

// An encoder counts from −π to π: its jump is no motion, and a difference across it would be a
// derivative of the wrong sign, a hundred times too large.
TEST(Measured, AnglesThatJumpByATurnAreDifferencedModuloATurn) {
  for (const double speed : {3.0, -3.0}) {
    Recordings turning, recorded;
    const int count = 60;
    turning.x.resize(2, count);
    for (int i = 0; i < count; ++i) {
      turning.t.push_back(0.1 * i);
      turning.recording.push_back(i < 30 ? 0 : 1);
      turning.x.col(i) << speed * 0.1 * i, speed;
    }
    recorded = turning;
    for (int i = 0; i < count; ++i) recorded.x(0, i) = wrapAngle(recorded.x(0, i));
    for (const std::string& rule : derivativeRules()) {
      const MeasuredData made = makeMeasured(recorded, rule, 0.5, {0});
      const MeasuredData same = makeMeasured(turning, rule, 0.5, {0});
      EXPECT_LT((made.data.train.dxdt - same.data.train.dxdt).cwiseAbs().maxCoeff(), 1e-12);
      EXPECT_LT((made.data.test.dxdt - same.data.test.dxdt).cwiseAbs().maxCoeff(), 1e-12);
      EXPECT_GT(makeMeasured(recorded, rule, 0.5).data.test.dxdt.cwiseAbs().maxCoeff(), 10);

      EXPECT_LE(made.data.test.x.row(0).cwiseAbs().maxCoeff(), 3.2) << "samples stay as recorded";
      for (int i = 0; i < made.data.test.size(); ++i) {
        const int next = made.data.test.next[static_cast<std::size_t>(i)];
        if (next < 0) continue;
        EXPECT_NEAR(made.data.test.x(0, next) - made.data.test.x(0, i), 0.1 * speed, 1e-12);
      }
      for (const HeldOutStretch& stretch : made.heldOut)
        for (Eigen::Index i = 1; i < stretch.x.cols(); ++i)
          EXPECT_NEAR(stretch.x(0, i) - stretch.x(0, i - 1), 0.1 * speed, 1e-12);
      ASSERT_EQ(made.heldOut.size(), 2u);
      EXPECT_EQ(made.heldOut[1].x(0, 0), recorded.x(0, 45)) << "begins as recorded";
    }
  }
}

// Millimetres judged by the pendulum's H: every step of more than π was taken for a jump of an angle.
TEST(Measured, WhatIsNotWithinATurnIsNotWrapped) {
  Recordings r;
  const int count = 80;
  r.x.resize(2, count);
  for (int i = 0; i < count; ++i) {
    r.t.push_back(0.1 * i);
    r.recording.push_back(0);
    r.x.col(i) << 5000 + 300 * std::cos(0.1 * i), -300 * std::sin(0.1 * i);
  }
  const MeasuredData asAngle = makeMeasured(r, DerivativeRule::kCentral, 0.5, {0});
  const MeasuredData plain = makeMeasured(r, DerivativeRule::kCentral, 0.5);
  EXPECT_EQ(asAngle.data.train.dxdt, plain.data.train.dxdt);
  EXPECT_EQ(asAngle.heldOut[0].x, plain.heldOut[0].x);
}

// Values jump by 1000 wherever nothing may be computed across: gaps, another recording, the split.
TEST(Measured, NothingIsComputedAcrossGapsRecordingsAndTheSplit) {
  Recordings r;
  std::vector<double> values;
  double t = 0, value = 0;
  for (int recording = 0; recording < 3; ++recording) {
    t = -5.0 * recording;  // recordings need not follow one another in time
    for (int i = 0; i < 40; ++i) {
      const bool gap = i == 10 || i == 17 || i == 33, split = i == 24;
      if (gap) t += 0.06;
      if (gap || split || i == 0) value += 1000;
      r.t.push_back(t);
      r.recording.push_back(recording);
      values.push_back(value += 0.2);
      t += 0.1;
    }
  }
  r.x = Matrix(2, static_cast<Eigen::Index>(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i)
    r.x.col(static_cast<Eigen::Index>(i)).setConstant(values[i]);
  for (const std::string& rule : derivativeRules()) {
    const MeasuredData made = makeMeasured(r, rule, 0.6);
    EXPECT_EQ(made.gaps, 9) << rule;
    for (const Samples* samples : {&made.data.train, &made.data.test}) {
      EXPECT_LT((samples->dxdt.array() - 2).abs().maxCoeff(), 0.9) << rule;
      for (int j = 0; j < samples->size(); ++j) {
        const int next = samples->next[static_cast<std::size_t>(j)];
        if (next < 0) continue;
        EXPECT_NEAR(samples->x(0, next) - samples->x(0, j), 0.2, 1e-9) << rule;
      }
    }
    ASSERT_EQ(made.heldOut.size(), 3u);
    for (const HeldOutStretch& stretch : made.heldOut) {
      EXPECT_EQ(stretch.t.front(), 0);
      EXPECT_EQ(stretch.x.cols(), 16);
    }
  }
}

// Gaps were judged by the median step of all recordings: one that was sampled more slowly than the
// others consisted of gaps and contributed nothing.
TEST(Measured, EveryRecordingHasItsOwnTimeStep) {
  Recordings r;
  for (int i = 0; i < 1000; ++i) {
    r.t.push_back(0.01 * i);
    r.recording.push_back(0);
  }
  for (int i = 0; i < 100; ++i) {
    r.t.push_back(0.1 * i);
    r.recording.push_back(1);
  }
  r.x = Matrix::Ones(2, 1100);
  for (const std::string& rule : derivativeRules()) {
    const MeasuredData made = makeMeasured(r, rule, 0.5);
    EXPECT_EQ(made.gaps, 0);
    const auto& of = made.data.train.trajectory;
    EXPECT_GE(std::count(of.begin(), of.end(), 1), 48) << rule;
  }
  EXPECT_NEAR(makeMeasured(r, "forward", 0.5).data.dt, 0.01, 1e-12);
}

TEST(Measured, TheFirstPartInTimeTrains) {
  const Recordings r = polynomial(irregularTimes(100, 0.1, 4), 1);
  for (const double fraction : {0.1, 0.5, 0.8, 0.9}) {
    const MeasuredData made = makeMeasured(r, "forward", fraction);
    EXPECT_EQ(made.data.train.size(), std::lround(100 * fraction) - 1);
    EXPECT_LT(made.data.train.t.back(), made.data.test.t.front());
    EXPECT_EQ(made.data.test.x.col(0), made.heldOut[0].x.col(0));
  }
}

TEST(Measured, OneStepPairsAreOneMedianStepApart) {
  Recordings r = polynomial({0, 1, 2, 2.9, 3.9, 4.9, 5.9, 6.9, 7.9, 8.9}, 1);
  const MeasuredData made = makeMeasured(r, "forward", 0.5);
  EXPECT_DOUBLE_EQ(made.data.dt, 1);
  EXPECT_EQ(made.data.train.next, (std::vector<int>{1, 2, -1, -1}));  // t = 2 → 2.9 is too short
  EXPECT_EQ(made.data.test.next, (std::vector<int>{1, 2, 3, -1}));
}

// Noise grows less the more samples a rule looks at (the factors of measured.h).
TEST(Measured, NoiseGrowsAsStated) {
  const double h = 0.1, sigma = 0.01;
  Recordings r;
  Random random(7, 0);
  const int count = 20'000;
  r.x = Matrix(2, count);
  for (int i = 0; i < count; ++i) {
    r.t.push_back(h * i);
    r.recording.push_back(0);
    for (int row = 0; row < 2; ++row) r.x(row, i) = sigma * random.normal();
  }
  const double factors[] = {std::sqrt(2.0), 1 / std::sqrt(2.0), 1 / std::sqrt(10.0)};
  for (std::size_t k = 0; k < 3; ++k) {
    const Matrix slopes = makeMeasured(r, derivativeRules()[k], 0.5).data.train.dxdt;
    const double deviation = std::sqrt(slopes.squaredNorm() / static_cast<double>(slopes.size()));
    EXPECT_NEAR(deviation, factors[k] * sigma / h, 0.03 * sigma / h) << derivativeRules()[k];
  }
}

}  // namespace
}  // namespace hnn
