#include "data/batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace hnn {
namespace {

TEST(Batches, AnEpochSeesNoSampleTwiceAndAlmostAll) {
  Batches batches(103, 10, 5);
  for (int epoch = 0; epoch < 5; ++epoch) {
    std::set<int> seen;
    for (int step = 0; step < 10; ++step) {
      const std::vector<int>& batch = batches.at(10 * epoch + step);
      EXPECT_EQ(batch.size(), 10U);
      seen.insert(batch.begin(), batch.end());
    }
    EXPECT_EQ(seen.size(), 100U);  // 3 sit out
    EXPECT_GE(*seen.begin(), 0);
    EXPECT_LT(*seen.rbegin(), 103);
  }
}

TEST(Batches, DependOnSeedAndStepAlone) {
  Batches forward(50, 8, 1), resumed(50, 8, 1), other(50, 8, 2);
  std::vector<std::vector<int>> order;
  for (int step = 0; step < 40; ++step) order.push_back(forward.at(step));
  for (int step = 39; step >= 0; --step)
    EXPECT_EQ(resumed.at(step), order[static_cast<std::size_t>(step)]);
  EXPECT_NE(other.at(0), order[0]);
  EXPECT_NE(order[0], order[6]);  // first batches of two epochs
}

TEST(Batches, EverythingInOrderWhereTheBatchIsTheWhole) {
  std::vector<int> all(20);
  std::iota(all.begin(), all.end(), 0);
  for (const int size : {0, 20, 1000}) {
    Batches batches(20, size, 1);
    EXPECT_TRUE(batches.whole());
    EXPECT_EQ(batches.size(), 20);
    EXPECT_EQ(batches.at(0), all);
    EXPECT_EQ(batches.at(7), all);
  }
  EXPECT_FALSE(Batches(20, 19, 1).whole());
}

// A sample must not sit out every time: over many epochs each is left out equally often.
TEST(Batches, EverySampleHasItsTurn) {
  Batches batches(7, 5, 3);
  std::vector<int> counts(7);
  for (int epoch = 0; epoch < 7000; ++epoch)
    for (const int i : batches.at(epoch)) ++counts[static_cast<std::size_t>(i)];
  for (const int count : counts) EXPECT_NEAR(count, 5000, 5 * 38);  // √(7000 · 5/7 · 2/7) = 38
}

}  // namespace
}  // namespace hnn
