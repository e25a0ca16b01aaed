// Our own elementary functions on double: the same bits natively and in WebAssembly.
//
// The C libraries' versions differ in the last bit from one another, so nothing that must reproduce
// may call them. These use only operations that IEEE 754 fixes (+ − × ÷ sqrt floor fmod), in an
// order that the compiler keeps (-ffp-contract=off, no -ffast-math). They are overloads beside the
// graph's versions (autodiff/ops.h), so that one template formula serves numbers and Vars.
//
// Largest error seen against 64-bit-mantissa libm in the sweeps of elementary_test.cpp, in units in
// the last place: exp 0.81, expm1 0.88, log 0.80, log1p 0.84, sin 0.77, cos 0.77, tanh 0.75,
// pow 0.84. Cost 10–15 ns each, tanh 30, pow 80.
#pragma once

#include <cmath>

namespace hnn {

// Overflows to inf above 709.78, underflows to 0 below −745.13.
[[nodiscard]] double exp(double x);
[[nodiscard]] double expm1(double x);  // eˣ − 1 without cancellation near 0
[[nodiscard]] double log(double x);    // −inf at 0, nan below
[[nodiscard]] double log1p(double x);  // log(1 + x) without cancellation near 0; x ≥ −1

// Radians. To |x| ≤ 10⁵ the error is that stated above. To 10¹⁵ the argument is first reduced by
// std::fmod with an absolute error below 2·10⁻¹⁵; beyond, the result is reproducible and in [−1, 1]
// but without accurate digits. nan for ±inf.
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);

[[nodiscard]] double tanh(double x);

// xʸ for x ≥ 0 (nan for negative x, whatever y ≠ 0); zero and infinities as in C's pow.
[[nodiscard]] double pow(double x, double y);

[[nodiscard]] inline double sqrt(double x) { return std::sqrt(x); }  // IEEE: correctly rounded
[[nodiscard]] inline double square(double x) { return x * x; }
[[nodiscard]] inline double reciprocal(double x) { return 1 / x; }

// The angle in [−π, π) that differs from x by whole turns; x itself, to the bit, where it is there.
[[nodiscard]] inline double wrapAngle(double x) {
  constexpr double kTurn = 6.283185307179586, kHalf = kTurn / 2;
  if (x >= -kHalf && x < kHalf) return x;
  const double angle = x - kTurn * std::floor(x / kTurn + 0.5);
  return angle < -kHalf ? angle + kTurn : angle >= kHalf ? angle - kTurn : angle;  // rounding
}

}  // namespace hnn
