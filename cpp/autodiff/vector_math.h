// Elementary functions on Lanes: the same operations in the same order on every target.
//
// float: polynomials after range reduction (Cephes, S. Moshier; coefficients as published there),
// errors measured in tests/cpp/autodiff/vector_math_test.cpp. Results below the smallest normal
// float are flushed to zero. double: the scalar functions of base/elementary.h, lane by lane; that
// build only checks derivatives.
#pragma once

#include "base/elementary.h"
#include "linalg/lanes.h"

namespace hnn {

#ifdef HNN_REAL_DOUBLE

template <class F>
inline Lanes perLane(Lanes x, F f) {
  for (int i = 0; i < kLanes; ++i) x[i] = f(x[i]);
  return x;
}

inline Lanes expLanes(Lanes x) {
  return perLane(x, [](double v) { return exp(v); });
}
inline Lanes tanhLanes(Lanes x) {
  return perLane(x, [](double v) { return tanh(v); });
}
// Not in two halves: the first is the whole.
inline Lanes tanhGrowth(Lanes x) { return tanhLanes(x); }
inline Lanes tanhFromGrowth(Lanes, Lanes whole) { return whole; }
inline Lanes sigmoidLanes(Lanes x) {
  return perLane(x, [](double v) { return 1 / (1 + exp(-v)); });
}
inline Lanes softplusLanes(Lanes x) {
  return perLane(x, [](double v) { return (v > 0 ? v : 0 * v) + log1p(exp(-std::fabs(v))); });
}

#else

using IntLanes = std::int32_t __attribute__((vector_size(16)));

inline Lanes select(IntLanes condition, Lanes yes, Lanes no) { return condition ? yes : no; }
inline Lanes absolute(Lanes x) {
  return std::bit_cast<Lanes>(std::bit_cast<IntLanes>(x) & 0x7fffffff);
}

// e^x to 1 ulp: x = n ln 2 + r, |r| <= ½ ln 2, polynomial in r, then n added to the exponent.
inline Lanes expLanes(Lanes x) {
  constexpr float kLargest = 88.72283f, kSmallest = -87.33654f;  // beyond: infinity, zero
  constexpr float kRounder = 12582912.0f;  // 1.5·2²³: adding it rounds to an integer
  const IntLanes tooLarge = x > splat(kLargest), tooSmall = x < splat(kSmallest);
  Lanes c = select(tooLarge, splat(kLargest), x);  // NaN passes both comparisons unchanged
  c = select(tooSmall, splat(kSmallest), c);
  const Lanes shifted = c * splat(1.44269504088896341f) + splat(kRounder);
  const Lanes n = shifted - splat(kRounder);
  Lanes r = c - n * splat(0.693359375f);
  r = r - n * splat(-2.12194440e-4f);
  Lanes p = splat(1.9875691500e-4f);
  p = p * r + splat(1.3981999507e-3f);
  p = p * r + splat(8.3334519073e-3f);
  p = p * r + splat(4.1665795894e-2f);
  p = p * r + splat(1.6666665459e-1f);
  p = p * r + splat(5.0000001201e-1f);
  p = p * (r * r) + r + splat(1.0f);
  // 2^n in two factors, because n may be 128.
  const IntLanes exponent =
      std::bit_cast<IntLanes>(shifted) - std::bit_cast<IntLanes>(splat(kRounder));
  const IntLanes half = exponent >> 1;
  const Lanes scale1 = std::bit_cast<Lanes>((half + 127) << 23);
  const Lanes scale2 = std::bit_cast<Lanes>((exponent - half + 127) << 23);
  const Lanes y = p * scale1 * scale2;
  return select(tooLarge, splat(INFINITY), select(tooSmall, Lanes{}, y));
}

// tanh |x| = u / (u + 2) with u = e^{2|x|} - 1; below 0.3, where rounding u + 2 would cost 2.4 ulp,
// the Taylor polynomial of degree 9. In two halves, because a whole one is a dependency chain so
// long that the processor cannot start the next (kernels.cpp runs each half over a tile). Sums of
// independent parts rather than Horner's scheme, for the same reason.
//
// u from 2|x| = n ln 2 + r as (2^n - 1) + 2^n (e^r - 1). One constant for ln 2 is enough, because
// an error of u enters only divided by u + 2.
inline Lanes tanhGrowth(Lanes x) {
  constexpr float kOne = 20.0f;            // tanh is 1 from 9.01 on
  constexpr float kRounder = 12582912.0f;  // as in expLanes
  const Lanes size = absolute(x);
  const Lanes doubled = size + size;
  const Lanes y = select(doubled > splat(kOne), splat(kOne), doubled);  // NaN is kept
  const Lanes shifted = y * splat(1.44269504f) + splat(kRounder);
  const Lanes r = y - (shifted - splat(kRounder)) * splat(0.69314718f);
  const Lanes r2 = r * r;
  const Lanes high = splat(1.3888889e-3f) + splat(1.984127e-4f) * r;
  const Lanes middle = splat(4.1666668e-2f) + splat(8.3333333e-3f) * r;
  const Lanes low = splat(0.5f) + splat(1.6666667e-1f) * r;
  const Lanes m = r + r2 * (low + r2 * (middle + r2 * high));  // e^r - 1
  const Lanes power = std::bit_cast<Lanes>((std::bit_cast<IntLanes>(shifted) << 23) + 0x3f800000);
  return (power - splat(1.0f)) + power * m;
}

inline Lanes tanhFromGrowth(Lanes x, Lanes u) {
  const Lanes large = u / (u + splat(2.0f));
  const Lanes size = absolute(x), x2 = x * x;
  const Lanes near = splat(-3.33333333e-1f) + splat(1.33333333e-1f) * x2;
  const Lanes far = splat(-5.3968254e-2f) + splat(2.1869489e-2f) * x2;
  const Lanes small = size + size * x2 * (near + x2 * x2 * far);
  const Lanes result = select(size < splat(0.3f), small, large);
  const IntLanes sign = std::bit_cast<IntLanes>(x) & std::bit_cast<IntLanes>(splat(-0.0f));
  return std::bit_cast<Lanes>(std::bit_cast<IntLanes>(result) | sign);
}

inline Lanes tanhLanes(Lanes x) { return tanhFromGrowth(x, tanhGrowth(x)); }

inline Lanes sigmoidLanes(Lanes x) { return splat(1.0f) / (splat(1.0f) + expLanes(-x)); }

// log(1 + u) for 0 <= u <= 1 as 2 artanh(s), s = u / (2 + u) <= 1/3; the remainder is below
// 3e-9. Its first term 2s is u - us, which rounds less where u is small.
inline Lanes log1pUnit(Lanes u) {
  const Lanes s = u / (splat(2.0f) + u);
  const Lanes s2 = s * s;
  Lanes p = splat(2.0f / 15);
  p = p * s2 + splat(2.0f / 13);
  p = p * s2 + splat(2.0f / 11);
  p = p * s2 + splat(2.0f / 9);
  p = p * s2 + splat(2.0f / 7);
  p = p * s2 + splat(2.0f / 5);
  p = p * s2 + splat(2.0f / 3);
  return u - (u * s - p * s2 * s);
}

inline Lanes softplusLanes(Lanes x) {
  const Lanes positive = select(x < Lanes{}, Lanes{}, x);
  return positive + log1pUnit(expLanes(-absolute(x)));
}

#endif

}  // namespace hnn
