#include "base/check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "base/random.h"

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

TEST(Check, NumbersAtTheEdgesAreWrittenShort) {
  EXPECT_EQ(formatNumber(-0.0), "-0");
  EXPECT_EQ(formatNumber(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(formatNumber(5e-324), "5e-324");
  EXPECT_EQ(formatNumber(2.2250738585072014e-308), "2.2250738585072014e-308");
  EXPECT_EQ(formatNumber(1.7976931348623157e308), "1.7976931348623157e308");
  EXPECT_EQ(formatNumber(1e23), "1e23");                          // half way between two doubles
  EXPECT_EQ(formatNumber(9007199254740992), "9007199254740992");  // 2⁵³: nearer below than above
  EXPECT_EQ(formatNumber(1e-4), "0.0001");
  EXPECT_EQ(formatNumber(9999999), "9999999");
  EXPECT_EQ(formatNumber(1e7), "1e7");
}

TEST(Check, NumbersReadBackAndNoneShorterDoes) {
  Random random(7, 1);
  for (int i = 0; i < 300; ++i) {
    const double fraction = random.uniform(-1, 1);
    const double value = std::ldexp(fraction, random.integer(2080) - 1060);
    const std::string text = formatNumber(value);
    EXPECT_EQ(std::strtod(text.c_str(), nullptr), value) << text;
    char printed[40];
    int digits = 1;
    for (; digits < 17; ++digits) {
      std::snprintf(printed, sizeof printed, "%.*e", digits - 1, value);
      if (std::strtod(printed, nullptr) == value) break;
    }
    int written = 0;
    for (const char c : text.substr(0, text.find('e'))) written += c >= '0' && c <= '9';
    if (text.find('e') != std::string::npos) {
      EXPECT_EQ(written, digits) << text;
    }
  }
}

TEST(Check, NumbersRoundToTheDigitsAskedFor) {
  EXPECT_EQ(formatNumber(3.14159, 3), "3.14");
  EXPECT_EQ(formatNumber(0.99951, 3), "1");
  EXPECT_EQ(formatNumber(0.125, 2), "0.12");
  EXPECT_EQ(formatNumber(0.375, 2), "0.38");
  EXPECT_EQ(formatNumber(123456, 3), "123000");
  EXPECT_EQ(formatNumber(1.23456e-9, 3), "1.23e-9");
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
