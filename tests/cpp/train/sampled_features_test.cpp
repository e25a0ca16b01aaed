// The laws of the sampling rules (Rahma et al. 2024, §3.1).
#include "train/sampled_features.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "base/random.h"

namespace hnn {
namespace {

Matrix points(int count, std::uint64_t seed = 1) {
  Random random(seed);
  Matrix x(4, count);
  for (double& value : x.reshaped()) value = random.normal();
  return x;
}

TEST(SampledFeatures, UnitsAreMinusAndPlusHalfAtTheirTwoPoints) {
  const Matrix x = points(50);
  const std::vector<PointPair> pairs = drawPairs(x, 30, Matrix(), 7, 0);
  Matrix w(30, 4);
  Vector b(30);
  placeUnits(x, pairs, w.data(), b.data());
  for (int j = 0; j < 30; ++j) {
    const PointPair pair = pairs[static_cast<std::size_t>(j)];
    EXPECT_NEAR(w.row(j).dot(x.col(pair.from)) + b[j], -std::log(3.0) / 2, 1e-12);
    EXPECT_NEAR(w.row(j).dot(x.col(pair.to)) + b[j], std::log(3.0) / 2, 1e-12);
    EXPECT_NEAR(std::tanh(std::log(3.0) / 2), 0.5, 1e-15);
  }
}

TEST(SampledFeatures, PairsAreDifferentCandidatesOfTwoPointsEach) {
  for (const int units : {10, 50, 120}) {  // 120 of 50 points: each sets out three times
    const std::vector<PointPair> pairs = drawPairs(points(50), units, Matrix(), 3, 0);
    ASSERT_EQ(static_cast<int>(pairs.size()), units);
    std::map<int, int> uses;
    for (const PointPair& pair : pairs) {
      EXPECT_NE(pair.from, pair.to);
      ++uses[pair.from];
    }
    for (const auto& [from, count] : uses) EXPECT_LE(count, (units + 49) / 50) << from;
  }
}

TEST(SampledFeatures, TheSameSeedGivesTheSamePairs) {
  const auto drawn = [](std::uint64_t seed, std::uint64_t round) {
    std::vector<int> all;
    for (const PointPair& pair : drawPairs(points(40), 20, Matrix(), seed, round))
      all.insert(all.end(), {pair.from, pair.to});
    return all;
  };
  EXPECT_EQ(drawn(5, 0), drawn(5, 0));
  EXPECT_NE(drawn(5, 0), drawn(6, 0));
  EXPECT_NE(drawn(5, 0), drawn(5, 1));
}

// One unit of many draws: how often a pair is taken is its weight's share. The candidates are drawn
// again for every seed, so three points, which have one possible partner each (δ = 1).
TEST(SampledFeatures, PairsAreTakenInProportionToTheSlopeOfTheValues) {
  Matrix x(2, 3), values(1, 3);
  x << 0, 1, 1, 0, 0, 2;  // distances: 0–1: 1, 1–2: 2, 2–0: √5
  values << 0, 1, 5;      // slopes 1, 2, √5
  const double slopes[] = {1, 2, std::sqrt(5.0)}, total = 3 + std::sqrt(5.0);
  constexpr int kDraws = 6000;
  int taken[3] = {}, evenly[3] = {};
  for (int seed = 0; seed < kDraws; ++seed) {
    ++taken[drawPairs(x, 1, values, static_cast<std::uint64_t>(seed), 0)[0].from];
    ++evenly[drawPairs(x, 1, Matrix(), static_cast<std::uint64_t>(seed), 0)[0].from];
  }
  for (int i = 0; i < 3; ++i) {  // four standard deviations
    const double share = slopes[i] / total;
    EXPECT_NEAR(taken[i], kDraws * share, 4 * std::sqrt(kDraws * share * (1 - share))) << i;
    EXPECT_NEAR(evenly[i], kDraws / 3.0, 4 * std::sqrt(kDraws * 2.0 / 9)) << i;
  }
}

TEST(SampledFeatures, PairsWithoutSlopeComeLast) {
  const Matrix x = points(30);
  Matrix values = Matrix::Zero(1, 30);
  values(0, 4) = 1;  // only pairs with point 4 have a slope
  const std::vector<PointPair> pairs = drawPairs(x, 30, values, 2, 0);
  bool flat = false;
  for (const PointPair& pair : pairs) {
    const bool slopes = pair.from == 4 || pair.to == 4;
    EXPECT_FALSE(slopes && flat);
    flat = flat || !slopes;
  }
}

TEST(SampledFeatures, RepeatedPointsGiveFiniteUnits) {
  const Matrix x = Matrix::Constant(2, 10, 0.5);
  Matrix w(6, 2);
  Vector b(6);
  placeUnits(x, drawPairs(x, 6, Matrix(), 1, 0), w.data(), b.data());
  EXPECT_TRUE(w.allFinite() && b.allFinite());
}

TEST(SampledFeatures, ElmIsNormalWithBiasesWithinTheData) {
  const Matrix x = points(100);
  Matrix w(2000, 4);
  Vector b(2000);
  drawFreely(x, 2000, 9, w.data(), b.data());
  EXPECT_NEAR(w.mean(), 0, 4 / std::sqrt(8000.0));
  EXPECT_NEAR(w.squaredNorm() / 8000, 1, 4 * std::sqrt(2.0 / 8000));
  EXPECT_GE(b.minCoeff(), x.minCoeff());
  EXPECT_LE(b.maxCoeff(), x.maxCoeff());
  EXPECT_NEAR(b.mean(), (x.minCoeff() + x.maxCoeff()) / 2,
              4 * (x.maxCoeff() - x.minCoeff()) / std::sqrt(12.0 * 2000));
}

}  // namespace
}  // namespace hnn
