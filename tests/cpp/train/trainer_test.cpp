#include "train/trainer.h"

#include <gtest/gtest.h>

#include <vector>

namespace hnn {
namespace {

TEST(Trainer, TheSamplesOfTheProgressLossAreSpreadEvenly) {
  EXPECT_EQ(evenlySpread(10, 4), (std::vector<Eigen::Index>{0, 2, 5, 7}));
  EXPECT_EQ(evenlySpread(3, 4), (std::vector<Eigen::Index>{0, 1, 2}));
  EXPECT_EQ(evenlySpread(5, 1), (std::vector<Eigen::Index>{0}));
}

}  // namespace
}  // namespace hnn
