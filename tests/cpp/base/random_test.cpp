#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace hnn {
namespace {

TEST(Random, SameSeedAndStreamSameNumbers) {
  Random a(42, stream::kNoise), b(42, stream::kNoise);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(a.normal(), b.normal());
}

TEST(Random, SeedsStreamsAndSubstreamsDiffer) {
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (std::uint64_t s = 0; s < 20; ++s)
      for (std::uint64_t sub = 0; sub < 5; ++sub) first.insert(Random(seed, s, sub).next());
  EXPECT_EQ(first.size(), 20U * 20U * 5U);
}

TEST(Random, FirstNumbersAreFixedForever) {  // saved runs and published hashes rest on them
  Random random(0, 0);
  EXPECT_EQ(random.next(), 13455478169099370058ULL);
  EXPECT_EQ(random.normal(), -0x1.3bb758259bfc9p-2);
}

// Moments of N samples: the mean of xᵏ is within 5 standard errors of its expectation.
TEST(Random, UniformHasTheMomentsOfUniform) {
  Random random(1, 0);
  const int n = 200000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double u = random.uniform();
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    squares += u * u;
  }
  EXPECT_NEAR(sum / n, 0.5, 5 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(squares / n, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / n));
}

TEST(Random, NormalHasTheMomentsOfNormal) {
  Random random(2, 0);
  const int n = 400000;
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0, lag = 0, previous = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    m1 += x, m2 += x * x, m3 += x * x * x, m4 += x * x * x * x;
    lag += x * previous;  // the two of a pair must not know of each other
    previous = x;
  }
  EXPECT_NEAR(m1 / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(m2 / n, 1, 5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(m3 / n, 0, 5 * std::sqrt(15.0 / n));
  EXPECT_NEAR(m4 / n, 3, 5 * std::sqrt(96.0 / n));
  EXPECT_NEAR(lag / n, 0, 5 / std::sqrt(n));
}

TEST(Random, IntegersAreEquallyLikely) {
  Random random(3, 0);
  const int n = 7, draws = 140000;
  std::vector<int> counts(n);
  for (int i = 0; i < draws; ++i) ++counts[static_cast<std::size_t>(random.integer(n))];
  double chiSquare = 0;  // 6 degrees of freedom: above 27.9 once in 10 000 seeds
  for (const int count : counts) chiSquare += std::pow(count - draws / n, 2) / (draws / n);
  EXPECT_LT(chiSquare, 27.9);
  EXPECT_EQ(random.integer(1), 0);
}

TEST(Random, ShufflesReachEveryOrderEquallyOften) {
  Random random(4, 0);
  std::map<std::vector<int>, int> counts;
  const int draws = 60000;
  for (int i = 0; i < draws; ++i) {
    std::vector<int> items = {0, 1, 2, 3};
    random.shuffle(items);
    ++counts[items];
  }
  ASSERT_EQ(counts.size(), 24U);
  for (const auto& [order, count] : counts)
    EXPECT_NEAR(count, draws / 24, 6 * std::sqrt(draws / 24));
}

}  // namespace
}  // namespace hnn
