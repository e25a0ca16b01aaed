#include "base/check.h"

#include <gtest/gtest.h>

#include <limits>

namespace hnn {
namespace {

template <class Action>
std::string messageOf(const Action& action) {
  try {
    action();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

const double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Check, NumbersAreWrittenShort) {
  EXPECT_EQ(formatNumber(0.1), "0.1");
  EXPECT_EQ(formatNumber(-1), "-1");
  EXPECT_EQ(formatNumber(512), "512");
  EXPECT_EQ(formatNumber(1e-8), "1e-8");
  EXPECT_EQ(formatNumber(1e21), "1e21");
  EXPECT_EQ(formatNumber(1e100), "1e100");
  EXPECT_EQ(formatNumber(kNan), "nan");
}

TEST(Check, MessagesNameFieldRangeAndValue) {
  EXPECT_EQ(messageOf([] { requireRange("hiddenWidth", -1, 1, 512); }),
            "hiddenWidth must be 1…512, got -1");
  EXPECT_EQ(messageOf([] { requireRange("noise", kNan, 0, 1); }), "noise must be 0…1, got nan");
  EXPECT_EQ(messageOf([] { requireInteger("seed", 1.5, 0, 10); }),
            "seed must be an integer 0…10, got 1.5");
  EXPECT_EQ(messageOf([] {
              requireChoice("model", "hmm", {"hnn", "baseline"});
            }),
            "model must be hnn | baseline, got \"hmm\"");
  EXPECT_EQ(messageOf([] {
              requireFinite("x0", std::vector<double>{0, kNan});
            }),
            "x0[1] must be a finite number, got nan");
  EXPECT_EQ(messageOf([] { requirePositive("stepSize", 0); }), "stepSize must be positive, got 0");
  EXPECT_EQ(messageOf([] { requireLength("x0", 3, 2, 2); }),
            "x0 must be a list of 2 numbers, got 3");
}

TEST(Check, TheEndsOfARangeAreInside) {
  EXPECT_EQ(messageOf([] { requireRange("a", 1, 1, 2); }), "accepted");
  EXPECT_EQ(messageOf([] { requireRange("a", 2, 1, 2); }), "accepted");
  EXPECT_EQ(requireInteger("a", 7, 7, 7), 7);
  EXPECT_EQ(requireChoice("a", "y", {"x", "y"}), 1);
}

}  // namespace
}  // namespace hnn
