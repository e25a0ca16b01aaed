// Dual numbers: a value and its slope along one direction. A formula that is a template over its
// number type gives its exact directional derivative when called with Duals (forward-mode
// differentiation; Griewank and Walther 2008, chapter 3). Systems' fields are such templates;
// derivatives of networks are computed in the graph instead.
#pragma once

#include "base/elementary.h"

namespace hnn {

struct Dual {
  double value = 0, slope = 0;
  constexpr Dual() = default;
  constexpr Dual(double v) : value(v) {}  // NOLINT(google-explicit-constructor): a constant
  constexpr Dual(double v, double s) : value(v), slope(s) {}
};

[[nodiscard]] constexpr Dual operator+(Dual a, Dual b) {
  return {a.value + b.value, a.slope + b.slope};
}
[[nodiscard]] constexpr Dual operator-(Dual a, Dual b) {
  return {a.value - b.value, a.slope - b.slope};
}
[[nodiscard]] constexpr Dual operator-(Dual a) { return {-a.value, -a.slope}; }
[[nodiscard]] constexpr Dual operator*(Dual a, Dual b) {
  return {a.value * b.value, a.slope * b.value + a.value * b.slope};
}
[[nodiscard]] constexpr Dual operator/(Dual a, Dual b) {
  const double quotient = a.value / b.value;
  return {quotient, (a.slope - quotient * b.slope) / b.value};
}

[[nodiscard]] inline Dual square(Dual a) { return a * a; }
[[nodiscard]] inline Dual reciprocal(Dual a) { return 1 / a; }
[[nodiscard]] inline Dual sqrt(Dual a) {
  const double root = sqrt(a.value);
  return {root, a.slope / (2 * root)};
}
[[nodiscard]] inline Dual exp(Dual a) {
  const double value = exp(a.value);
  return {value, a.slope * value};
}
[[nodiscard]] inline Dual log(Dual a) { return {log(a.value), a.slope / a.value}; }
[[nodiscard]] inline Dual tanh(Dual a) {
  const double value = tanh(a.value);
  return {value, a.slope * (1 - value * value)};
}
// A constant exponent; of a variable one: exp(y * log(x)).
[[nodiscard]] inline Dual pow(Dual a, double y) {
  return {pow(a.value, y), a.slope * y * pow(a.value, y - 1)};
}
[[nodiscard]] inline Dual sin(Dual a) { return {sin(a.value), a.slope * cos(a.value)}; }
[[nodiscard]] inline Dual cos(Dual a) { return {cos(a.value), -a.slope * sin(a.value)}; }

}  // namespace hnn
