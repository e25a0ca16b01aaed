// Each function reduces its argument to a small interval, where a Taylor series is short and needs
// no table of constants, and keeps the rounding error of the reduction as a second, small term.
#include "base/elementary.h"

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace hnn {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// c[0] + c[1] x + c[2] x² + …
template <std::size_t n>
double polynomial(double x, const std::array<double, n>& c) {
  double sum = c[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

// 1/f!, 1/(f+step)!, …, each exact to half a unit: factorials are exact in double up to 18!.
template <std::size_t n>
constexpr std::array<double, n> inverseFactorials(int first, int step, bool alternating) {
  std::array<double, n> c{};
  double factorial = 1;
  int reached = 1;
  for (std::size_t i = 0; i < n; ++i) {
    for (const int f = first + step * static_cast<int>(i); reached < f;) factorial *= ++reached;
    c[i] = (alternating && i % 2 == 1 ? -1 : 1) / factorial;
  }
  return c;
}

// 2ᵏ · x, correctly rounded for results in the normal range.
double scaleByPowerOfTwo(double x, int k) {
  const auto power = [](int e) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52);
  };
  if (k > 1023) return x * power(1023) * power(k - 1023);
  if (k < -1022) return x * power(k + 200) * power(-200);
  return x * power(k);
}

// ln 2 in two parts; the first has 40 bits, so that k times it is exact for every exponent k.
constexpr double kLn2 = 0x1.62e42fefa2000p-1, kLn2Low = 0x1.9ef35793c7673p-41;
constexpr double kInverseLn2 = 0x1.71547652b82fep+0;

// x + tail = k ln 2 + r + rLow with |r| ≤ ½ ln 2.
struct ExpReduction {
  int k;
  double r, rLow;
};
ExpReduction reduceForExp(double x, double tail) {
  const double k = std::floor(x * kInverseLn2 + 0.5);
  const double high = x - k * kLn2;
  const double low = k * kLn2Low - tail;
  const double r = high - low;
  return {static_cast<int>(k), r, (high - r) - low};
}

// (eʳ − 1 − r) / r² to r¹⁴/14!, which is 4e-18 of the result at |r| = ½ ln 2.
constexpr auto kExpSeries = inverseFactorials<12>(2, 1, false);

// e^(x + tail), |tail| a rounding error of x.
double expWithTail(double x, double tail) {
  if (x > 709.8) return kInfinity;
  if (x < -745.2) return 0;
  const ExpReduction a = reduceForExp(x, tail);
  const double rest = a.r * a.r * polynomial(a.r, kExpSeries) + (a.rLow + a.rLow * a.r);
  return scaleByPowerOfTwo(1 + (a.r + rest), a.k);
}

// x = 2ᵏ (1 + f) with 1 + f in [√½, √2); x positive and finite. f is exact.
struct LogReduction {
  int k;
  double f;
};
LogReduction reduceForLog(double x) {
  int k = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    k = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  k += static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++k;
  }
  return {k, m - 1};
}

// log(1 + f) = 2 artanh(s), s = f / (2 + f): 2 (s + s³/3 + s⁵/5 + …). With |s| ≤ 0.172 the first
// omitted term, 2 s²³/23, is 6e-19 of the result.
constexpr std::array<double, 10> kArtanhSeries = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11,
                                                  2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21};

// k ln 2 + log(1 + f) + tail. Because 2s = f − s f and f − 2s = f²/2 − s f²/2, the large term f
// stays exact: log(1 + f) = f − (f²/2 − s (f²/2 + R)), R = s² (2/3 + 2 s²/5 + …).
double logOfReduced(int k, double f, double tail) {
  const double s = f / (2 + f);
  const double r = s * s * polynomial(s * s, kArtanhSeries);
  const double half = 0.5 * f * f;
  const double small = half - (s * (half + r) + (k * kLn2Low + tail));
  return k * kLn2 - (small - f);
}

// A number as the unevaluated sum of two doubles: about 106 bits.
struct Pair {
  double high, low;
};
Pair exactSum(double a, double b) {  // Knuth: a + b without error
  const double sum = a + b;
  const double bPart = sum - a;
  return {sum, (a - (sum - bPart)) + (b - bPart)};
}
Pair halves(double a) {  // Veltkamp: 26 + 26 bits; |a| < 2⁹⁹⁶
  const double t = 134217729.0 * a;
  const double high = t - (t - a);
  return {high, a - high};
}
Pair exactProduct(double a, double b) {  // Dekker: a b without error
  const double product = a * b;
  const Pair x = halves(a), y = halves(b);
  const double error =
      ((x.high * y.high - product) + x.high * y.low + x.low * y.high) + x.low * y.low;
  return {product, error};
}
Pair operator*(Pair a, Pair b) {
  const Pair p = exactProduct(a.high, b.high);
  return exactSum(p.high, p.low + (a.high * b.low + a.low * b.high));
}
Pair operator+(Pair a, Pair b) {
  const Pair s = exactSum(a.high, b.high);
  return exactSum(s.high, s.low + (a.low + b.low));
}

Pair operator/(Pair a, Pair b) {  // one Newton correction of the rounded quotient
  const double quotient = a.high / b.high;
  const Pair back = exactProduct(quotient, b.high);
  const double rest = ((a.high - back.high) - back.low) + (a.low - quotient * b.low);
  return exactSum(quotient, rest / b.high);
}

// eˣ − 1 for −40 ≤ x ≤ 45, its last rounding kept as the low part.
Pair expm1Pair(double x) {
  const ExpReduction a = reduceForExp(x, 0);
  const double rest = a.r * a.r * polynomial(a.r, kExpSeries) + (a.rLow + a.rLow * a.r);
  if (a.k == 0) return exactSum(a.r, rest);
  // 2ᵏ (1 + r + rest) − 1; only the sum of the first two terms rounds at the result's size.
  const double power = scaleByPowerOfTwo(1, a.k);
  const Pair one = exactSum(power, -1);
  const Pair head = exactSum(one.high, power * a.r);
  return exactSum(head.high, head.low + (one.low + power * rest));
}

// log(x) to about 2⁻⁶⁵, as pow needs: y log x reaches 2¹⁰ and its error becomes the result's
// relative error. The series beyond 2 s³/3 is below 2⁻¹² of the sum and may be summed in double.
Pair preciseLog(double x) {
  const auto [k, f] = reduceForLog(x);
  const Pair s = Pair{f, 0} / exactSum(2, f);
  const Pair square = s * s;
  const Pair cube = square * s;
  // 2/3 = 0x1.5555555555555p-1 + 0x1.5555555555555p-55
  const Pair third = cube * Pair{0x1.5555555555555p-1, 0x1.5555555555555p-55};
  constexpr std::array<double, 11> tail = {2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11,
                                           2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19,
                                           2.0 / 21, 2.0 / 23, 2.0 / 25};
  const double rest = cube.high * square.high * polynomial(square.high, tail);
  const Pair ln2 = {k * kLn2, k * kLn2Low};
  return ln2 + (Pair{2 * s.high, 2 * s.low} + (third + Pair{rest, 0}));
}

// π/2 in parts of 33 bits (products with k < 2²⁰ are exact) and the rest.
constexpr double kHalfPi1 = 0x1.921fb54400000p+0, kHalfPi2 = 0x1.0b4611a600000p-34,
                 kHalfPi3 = 0x1.3198a2e000000p-69, kHalfPi4 = 0x1.b839a252049c1p-104;
constexpr double kTwoPi = 0x1.921fb54442d18p+2, kTwoPiLow = 0x1.1a62633145c07p-52;
constexpr double kTwoOverPi = 0x1.45f306dc9c883p-1;

// x = k π/2 + r + rLow, |r| ≤ π/4 (Cody and Waite); quadrant = k mod 4.
struct AngleReduction {
  int quadrant;
  double r, rLow;
};
AngleReduction reduceAngle(double x) {
  if (std::fabs(x) > 1e5) {  // fmod is exact, but its period misses 2π by kTwoPiLow
    const double rest = std::fmod(x, kTwoPi);
    const double periods = std::floor((x - rest) / kTwoPi + 0.5);
    x = std::fmod(rest - periods * kTwoPiLow, kTwoPi);
  }
  const double k = std::floor(x * kTwoOverPi + 0.5);
  const double first = x - k * kHalfPi1;  // exact
  const Pair second = exactSum(first, -k * kHalfPi2);
  const Pair third = exactSum(second.high, -k * kHalfPi3);
  const double low = second.low + third.low - k * kHalfPi4;
  const double r = third.high + low;
  return {static_cast<int>(k) & 3, r, (third.high - r) + low};
}

// To r¹⁷/17! and r¹⁶/16!: the next terms are below 1e-19 and 2e-18 at π/4.
constexpr auto kSinSeries = inverseFactorials<8>(3, 2, true);  // r − r³ (1/3! − r²/5! + …)
constexpr auto kCosSeries = inverseFactorials<7>(4, 2, true);  // 1 − r²/2 + r⁴ (1/4! − r²/6! + …)

double sinOfReduced(double r, double rLow) {
  const double r2 = r * r;
  return r - (r * r2 * polynomial(r2, kSinSeries) - rLow * (1 - 0.5 * r2));
}
double cosOfReduced(double r, double rLow) {
  const double r2 = r * r;
  const double half = 0.5 * r2;
  const double head = 1 - half;  // its rounding error is (1 − head) − half, exactly
  return head + (((1 - head) - half) + (r2 * r2 * polynomial(r2, kCosSeries) - r * rLow));
}

}  // namespace

double exp(double x) {
  if (std::isnan(x)) return x;
  return expWithTail(x, 0);
}

double expm1(double x) {
  if (std::isnan(x)) return x;
  if (x > 40) return expWithTail(x, 0);
  if (x < -40) return -1;
  if (std::fabs(x) < 0x1p-54) return x;
  return expm1Pair(x).high;
}

double log(double x) {
  if (std::isnan(x) || x < 0) return kNan;
  if (x == 0) return -kInfinity;
  if (x == kInfinity) return x;
  const auto [k, f] = reduceForLog(x);
  return logOfReduced(k, f, 0);
}

double log1p(double x) {
  if (std::isnan(x) || x < -1) return kNan;
  if (x == -1) return -kInfinity;
  if (x == kInfinity || std::fabs(x) < 0x1p-54) return x;
  if (x > -0.29 && x < 0.41) return logOfReduced(0, x, 0);
  const Pair u = exactSum(1, x);
  const auto [k, f] = reduceForLog(u.high);
  return logOfReduced(k, f, u.low / u.high);
}

double sin(double x) {
  if (!std::isfinite(x)) return kNan;
  if (std::fabs(x) < 0x1p-27) return x;  // keeps −0
  const auto [quadrant, r, rLow] = reduceAngle(x);
  const double value = quadrant % 2 == 0 ? sinOfReduced(r, rLow) : cosOfReduced(r, rLow);
  return quadrant < 2 ? value : -value;
}

double cos(double x) {
  if (!std::isfinite(x)) return kNan;
  const auto [quadrant, r, rLow] = reduceAngle(x);
  const double value = quadrant % 2 == 0 ? cosOfReduced(r, rLow) : sinOfReduced(r, rLow);
  return quadrant == 0 || quadrant == 3 ? value : -value;
}

double tanh(double x) {
  const double a = std::fabs(x);
  if (std::isnan(x) || a < 0x1p-28) return x;
  if (a > 22) return x < 0 ? -1 : 1;
  const Pair t = expm1Pair(2 * a);  // (e²ᵃ − 1) / (e²ᵃ + 1), no cancellation
  const double value = (t / (Pair{2, 0} + t)).high;
  return x < 0 ? -value : value;
}

double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (std::isnan(x) || std::isnan(y) || x < 0) return kNan;
  if (x == 0 || x == kInfinity) return (x == 0) == (y > 0) ? 0 : kInfinity;
  if (std::isinf(y)) return (x < 1) == (y > 0) ? 0 : kInfinity;
  const Pair logarithm = preciseLog(x);
  const double size = y * logarithm.high;
  if (std::fabs(size) > 800) return expWithTail(size, 0);
  const Pair z = exactProduct(y, logarithm.high);
  return expWithTail(z.high, z.low + y * logarithm.low);
}

}  // namespace hnn
