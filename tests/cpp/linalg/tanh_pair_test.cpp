// tanh of two doubles together.
#include "linalg/tanh_pair.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/elementary.h"
#include "base/random.h"

namespace hnn {
namespace {

double first(double x) { return tanhPair(LanesOf<double>{x, 0.3})[0]; }
double second(double x) { return tanhPair(LanesOf<double>{-0.3, x})[1]; }

double unitsInTheLastPlace(double value, long double exact) {
  const double size = std::fabs(static_cast<double>(exact));
  const double unit = std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
  return static_cast<double>(std::fabs(value - exact) / unit);
}

// Where long double's functions are those of double (wasm), our own tanh judges, within its 0.75
// units.
const bool kIsPrecise =
    std::tanh(0.7L) != static_cast<long double>(static_cast<double>(std::tanh(0.7L)));
const double kMostUnits = kIsPrecise ? 3 : 3.75;

long double exactTanh(double x) {
  return kIsPrecise ? std::tanh(static_cast<long double>(x)) : static_cast<long double>(tanh(x));
}

TEST(TanhPair, IsRightToThreeUnitsInTheLastPlace) {
  Random random(1);
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double size = std::pow(10.0, random.uniform(-12, 1.5));
    const double x = i % 2 ? size : -size;
    worst = std::fmax(worst, unitsInTheLastPlace(first(x), exactTanh(x)));
    ASSERT_EQ(first(x), second(x));
  }
  EXPECT_LT(worst, kMostUnits);
  EXPECT_GT(worst, 0.5);  // else the reference is no better than what it judges
}

TEST(TanhPair, KeepsSignsLimitsAndNaN) {
  for (const double x : {0.0, 1e-300, 0.2, 0.35, 5.0, 21.9}) EXPECT_EQ(first(-x), -first(x));
  EXPECT_TRUE(std::signbit(first(-0.0)));
  for (const double x : {22.0, 23.0, 1e300, std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(first(x), 1) << x;
    EXPECT_EQ(first(-x), -1) << x;
  }
  EXPECT_TRUE(std::isnan(first(std::numeric_limits<double>::quiet_NaN())));
}

TEST(TanhPair, RisesEverywhere) {  // also where the range reduction changes its branch
  double before = -1;
  for (int i = -2300; i <= 2300; ++i) {
    const double now = first(i * 0.01);
    EXPECT_GE(now, before - 2.3e-16) << i;  // one unit in the last place of 1
    EXPECT_TRUE(now > before || std::abs(i) > 500) << i;
    before = now;
  }
}

}  // namespace
}  // namespace hnn
