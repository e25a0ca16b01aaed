// tanh of two doubles together: the same operations in the same order on every target, hence the
// same bits. Largest error seen in tests/cpp/linalg/tanh_pair_test.cpp: below 3 units in the last
// place (base/elementary.h: 0.75, at ten times the cost).
//
// tanh a = E / (E + 2) with E = e²ᵃ − 1, without cancellation near 0. With 2a = n ln 2 + r and
// |r| ≤ ½ ln 2, E = 2ⁿ (eʳ − 1) + (2ⁿ − 1), and for n = 0 this is the series of eʳ − 1 itself.
#pragma once

#include <bit>
#include <cstdint>

#include "linalg/lanes.h"

namespace hnn {

using LongPair = std::int64_t __attribute__((vector_size(16)));

inline LanesOf<double> tanhPair(LanesOf<double> x) {
  constexpr double kOne = 22;               // beyond, tanh is 1 in every bit
  constexpr double kRounder = 0x1.8p52;     // adding it rounds to an integer
  constexpr double kLn2 = 0x1.62e42feep-1;  // its upper 32 bits: n · kLn2 is exact
  constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
  constexpr double kSeries[] = {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                                1.0 / 362880,     1.0 / 40320,     1.0 / 5040,     1.0 / 720,
                                1.0 / 120,        1.0 / 24,        1.0 / 6,        1.0 / 2};
  const LongPair bits = std::bit_cast<LongPair>(x);
  const LongPair sign = bits & std::bit_cast<LongPair>(splatOf(-0.0));
  const LanesOf<double> a = std::bit_cast<LanesOf<double>>(bits ^ sign);
  const LanesOf<double> y = (a > splatOf(kOne) ? splatOf(kOne) : a) * splatOf(2.0);  // NaN is kept
  const LanesOf<double> shifted = y * splatOf(0x1.71547652b82fep0) + splatOf(kRounder);  // 1 / ln 2
  const LanesOf<double> n = shifted - splatOf(kRounder);
  const LanesOf<double> r = (y - n * splatOf(kLn2)) - n * splatOf(kLn2Low);
  LanesOf<double> p = splatOf(kSeries[0]);
  for (int i = 1; i < 12; ++i) p = p * r + splatOf(kSeries[i]);  // the next term: 1e-17 of r
  p = p * (r * r) + r;
  const LongPair exponent =
      std::bit_cast<LongPair>(shifted) - std::bit_cast<LongPair>(splatOf(kRounder));
  const LanesOf<double> scale = std::bit_cast<LanesOf<double>>((exponent + 1023) << 52);  // 2ⁿ
  const LanesOf<double> e = scale * p + (scale - splatOf(1.0));
  const LanesOf<double> t = e / (e + splatOf(2.0));
  return std::bit_cast<LanesOf<double>>(std::bit_cast<LongPair>(t) | sign);
}

}  // namespace hnn
