// The elementary functions against the platform's long double versions, which are good to 2⁻¹¹ of
// a double's last place or better.
#include "base/elementary.h"

#include <gtest/gtest.h>

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>

#include "base/random.h"

namespace hnn {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// |value − exact| in units in the last place of the exact result.
double ulpError(double value, long double exact) {
  const double rounded = std::fabs(static_cast<double>(exact));
  if (!std::isfinite(rounded)) return value == static_cast<double>(exact) ? 0 : 1e9;
  const int exponent = rounded < DBL_MIN ? -1021 : std::ilogb(rounded) + 1;
  const long double ulp = std::ldexp(1.0L, exponent - 53);
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / ulp);
}

// Some C libraries (musl's in wasm, where long double has 113 bits; ARM, where it is double)
// compute expl and its like in double: nothing to measure against. There, equal bits
// (BitsAreTheSameEverywhere) carry over what was measured elsewhere.
bool referenceIsPrecise() {
  volatile long double x = 0.7L;  // at run time, by the library
  const long double value = std::exp(x);
  return value != static_cast<long double>(static_cast<double>(value));
}

class ElementaryError : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!referenceIsPrecise()) GTEST_SKIP() << "this platform's long double functions are double";
  }
};

using DoubleFunction = double (*)(double);
using Exact = long double (*)(long double);

// The largest error over points spread evenly over [lo, hi] and, where `magnitudes` is set, over
// points of every size up to hi, of both signs where lo is negative.
double worstError(DoubleFunction f, Exact exact, double lo, double hi, bool magnitudes = true) {
  constexpr int kPoints = 300000;
  Random random(1, 0);
  double worst = 0, where = 0;
  const auto visit = [&](double x) {
    const double error = ulpError(f(x), exact(static_cast<long double>(x)));
    if (error > worst) worst = error, where = x;
  };
  for (int i = 0; i < kPoints; ++i) visit(random.uniform(lo, hi));
  for (int i = 0; magnitudes && i < kPoints; ++i) {
    const double mantissa = random.uniform(0.5, 1);
    const double size = hi * std::ldexp(mantissa, -random.integer(60));
    visit(lo < 0 && i % 2 == 0 ? std::fmax(lo, -size) : size);
  }
  std::printf("  [%g, %g]: %.3f ulp at %.17g\n", lo, hi, worst, where);
  return worst;
}

TEST_F(ElementaryError, ExpAndExpm1) {
  EXPECT_LT(worstError(
                hnn::exp, [](long double x) { return std::exp(x); }, -708, 709.7),
            1.0);
  EXPECT_LT(worstError(
                hnn::exp, [](long double x) { return std::exp(x); }, -1, 1),
            1.0);
  EXPECT_LT(worstError(
                hnn::exp, [](long double x) { return std::exp(x); }, -745, -708, false),
            1.01);
  EXPECT_LT(worstError(
                hnn::expm1, [](long double x) { return std::expm1(x); }, -45, 709),
            1.0);
  EXPECT_LT(worstError(
                hnn::expm1, [](long double x) { return std::expm1(x); }, -2, 2),
            1.0);
}

TEST_F(ElementaryError, LogAndLog1p) {
  EXPECT_LT(worstError(
                hnn::log, [](long double x) { return std::log(x); }, 0.3, 3),
            1.0);
  EXPECT_LT(worstError(
                hnn::log, [](long double x) { return std::log(x); }, 0, 1e300),
            1.0);
  EXPECT_LT(worstError(
                hnn::log, [](long double x) { return std::log(x); }, 0, 1e-305),
            1.0);
  EXPECT_LT(worstError(
                hnn::log1p, [](long double x) { return std::log1p(x); }, -0.9999, 4),
            1.0);
  EXPECT_LT(worstError(
                hnn::log1p, [](long double x) { return std::log1p(x); }, 0, 1e20),
            1.0);
}

TEST_F(ElementaryError, SinAndCos) {
  for (const double range : {0.8, 10.0, 1000.0, 1e5}) {
    EXPECT_LT(worstError(
                  hnn::sin, [](long double x) { return std::sin(x); }, -range, range),
              1.0);
    EXPECT_LT(worstError(
                  hnn::cos, [](long double x) { return std::cos(x); }, -range, range),
              1.0);
  }
}

TEST_F(ElementaryError, StaysSmallNextToTheZerosOfSinAndCos) {
  double worst = 0;
  for (int k = 1; k < 63000; ++k) {  // up to 1e5: the doubles nearest to k π/2
    const auto x = static_cast<double>(k * (std::acos(-1.0L) / 2));
    worst = std::fmax(worst, ulpError(k % 2 == 0 ? hnn::sin(x) : hnn::cos(x),
                                      k % 2 == 0 ? std::sin(static_cast<long double>(x))
                                                 : std::cos(static_cast<long double>(x))));
  }
  // x87 and glibc's long double reduce exactly; the sweep therefore measures our reduction.
  EXPECT_LT(worst, 1.0);
}

TEST(Elementary, SinOfHugeAnglesIsGoodToItsStatedAbsoluteError) {
  Random random(2, 0);
  for (int i = 0; i < 100000; ++i) {
    const double mantissa = random.uniform(-1, 1);
    const double x = std::ldexp(mantissa, random.integer(50));
    ASSERT_NEAR(hnn::sin(x), static_cast<double>(std::sin(static_cast<long double>(x))), 2e-15)
        << x;
    ASSERT_NEAR(hnn::cos(x), static_cast<double>(std::cos(static_cast<long double>(x))), 2e-15)
        << x;
  }
  for (const double x : {1e16, 1e100, DBL_MAX}) EXPECT_LE(std::fabs(hnn::sin(x)), 1);
}

TEST_F(ElementaryError, Tanh) {
  EXPECT_LT(worstError(
                hnn::tanh, [](long double x) { return std::tanh(x); }, -1.5, 1.5),
            1.0);
  EXPECT_LT(worstError(
                hnn::tanh, [](long double x) { return std::tanh(x); }, -25, 25),
            1.0);
}

TEST_F(ElementaryError, Pow) {
  Random random(3, 0);
  double worst = 0;
  for (int i = 0; i < 500000; ++i) {
    const double mantissa = random.uniform(0.5, 1);
    const int exponent = i % 2 == 0 ? random.integer(3) - 1 : random.integer(600) - 300;
    const double x = std::ldexp(mantissa, exponent);
    const double limit = 700 / std::fmax(std::fabs(std::log(x)), 1e-6);
    const double y = random.uniform(-limit, limit);
    worst = std::fmax(worst, ulpError(hnn::pow(x, y), std::pow(static_cast<long double>(x),
                                                               static_cast<long double>(y))));
  }
  std::printf("  pow: %.3f ulp\n", worst);
  EXPECT_LT(worst, 1.0);
}

TEST(Elementary, LimitCases) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const DoubleFunction f :
       {static_cast<DoubleFunction>(hnn::exp), static_cast<DoubleFunction>(hnn::expm1),
        static_cast<DoubleFunction>(hnn::log), static_cast<DoubleFunction>(hnn::log1p),
        static_cast<DoubleFunction>(hnn::sin), static_cast<DoubleFunction>(hnn::cos),
        static_cast<DoubleFunction>(hnn::tanh)})
    EXPECT_TRUE(std::isnan(f(nan)));
  EXPECT_EQ(hnn::exp(kInfinity), kInfinity);
  EXPECT_EQ(hnn::exp(-kInfinity), 0);
  EXPECT_EQ(hnn::exp(0.0), 1);
  EXPECT_EQ(hnn::exp(710.0), kInfinity);
  EXPECT_EQ(hnn::exp(-746.0), 0);
  EXPECT_EQ(hnn::expm1(kInfinity), kInfinity);
  EXPECT_EQ(hnn::expm1(-kInfinity), -1);
  EXPECT_EQ(hnn::log(0.0), -kInfinity);
  EXPECT_TRUE(std::isnan(hnn::log(-1.0)));
  EXPECT_EQ(hnn::log(kInfinity), kInfinity);
  EXPECT_EQ(hnn::log(1.0), 0);
  EXPECT_EQ(hnn::log1p(-1.0), -kInfinity);
  EXPECT_TRUE(std::isnan(hnn::log1p(-1.5)));
  EXPECT_EQ(hnn::log1p(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(hnn::sin(kInfinity)));
  EXPECT_TRUE(std::isnan(hnn::cos(-kInfinity)));
  EXPECT_TRUE(std::signbit(hnn::sin(-0.0)));
  EXPECT_TRUE(std::signbit(hnn::tanh(-0.0)));
  EXPECT_TRUE(std::signbit(hnn::expm1(-0.0)));
  EXPECT_EQ(hnn::cos(0.0), 1);
  EXPECT_EQ(hnn::tanh(kInfinity), 1);
  EXPECT_EQ(hnn::tanh(-kInfinity), -1);
  for (const double x : {0.0, 0.5, 1.0, 2.0, kInfinity})
    for (const double y : {-kInfinity, -2.0, -0.5, 0.0, 0.5, 2.0, 5000.0, kInfinity})
      EXPECT_DOUBLE_EQ(hnn::pow(x, y), std::pow(x, y)) << x << " ^ " << y;
  EXPECT_TRUE(std::isnan(hnn::pow(-1.0, 0.5)));
  EXPECT_EQ(hnn::pow(10.0, 400.0), kInfinity);
}

// A sum over many values, each to the last bit: fails when a compiler contracts or reorders, or
// when a platform's rounding differs. The number was computed natively with g++.
// The angle below π came out as one below −π.
TEST(Elementary, WrappedAnglesLieInTheirRange) {
  const double pi = 3.141592653589793;
  const double below = std::nextafter(pi, 0.0);
  EXPECT_EQ(wrapAngle(below), below);
  EXPECT_EQ(wrapAngle(-pi), -pi);
  EXPECT_EQ(wrapAngle(pi), -pi);
  for (int turns = -1000; turns <= 1000; ++turns) {
    for (double x :
         {pi * turns, std::nextafter(pi * turns, -1e9), std::nextafter(pi * turns, 1e9)}) {
      EXPECT_GE(wrapAngle(x), -pi) << x;
      EXPECT_LT(wrapAngle(x), pi) << x;
      EXPECT_NEAR(std::sin(wrapAngle(x)), std::sin(x), 1e-12);
    }
  }
}

TEST(Elementary, BitsAreTheSameEverywhere) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a over the results' bit patterns
  const auto absorb = [&](double x) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(x)) * 1099511628211ULL;
  };
  for (int i = 1; i <= 2000; ++i) {
    const double x = i * 0.0137;
    for (const double value : {hnn::exp(-x), hnn::expm1(x), hnn::log(x), hnn::log1p(x),
                               hnn::sin(x * x), hnn::cos(x * x), hnn::tanh(x), hnn::pow(x, -1.3)})
      absorb(value);
  }
  EXPECT_EQ(hash, 11768056859935599300ULL);
}

}  // namespace
}  // namespace hnn
