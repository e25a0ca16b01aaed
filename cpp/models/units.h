// The units in which a network works, where they are not those of its states: x' = (x − shift) /
// scale and t' = t / time of its NetworkSpec (data/scaling.h).
//
// With H(x) = E · h(x') and E = scale_q · scale_p / time, the equations of motion of h in x', t' are
// those of H in x, t. A part of the field that is a gradient, as friction's, is one in x'.
#pragma once

#include <memory>

#include "linalg/eigen.h"
#include "models/evaluator.h"
#include "models/model_info.h"

namespace hnn {

// Between a user's units ("outside") and a network's ("inside"); the identity for a network without.
class Units {
 public:
  Units() = default;
  explicit Units(const NetworkSpec& spec);

  [[nodiscard]] bool differ() const { return scale_.size() > 0; }

  // Columns are states, directions, derivatives with respect to time: 2d × samples.
  [[nodiscard]] Matrix inside(const Matrix& x) const;
  [[nodiscard]] Matrix outside(const Matrix& x) const;
  [[nodiscard]] Matrix directionInside(const Matrix& v) const;
  [[nodiscard]] Matrix rateInside(const Matrix& dxdt) const;
  [[nodiscard]] Matrix rateOutside(const Matrix& dxdt) const;
  [[nodiscard]] Matrix gradientOutside(const Matrix& gradient) const;  // of an energy
  [[nodiscard]] Matrix energyOutside(const Matrix& energy) const;

  // The direction in which an energy rises, from its gradient outside: the gradient inside, as a
  // derivative outside. (There is no gradient without a choice of units.)
  [[nodiscard]] Matrix ascentOutside(const Matrix& gradient) const;

  [[nodiscard]] const Vector& shift() const { return shift_; }  // empty for the identity
  [[nodiscard]] const Vector& scale() const { return scale_; }
  [[nodiscard]] double energyUnit() const { return energy_; }

 private:
  [[nodiscard]] Vector factors(int power, double factor) const;

  Vector shift_, scale_;  // empty for the identity
  double time_ = 1, energy_ = 1;
};

[[nodiscard]] inline bool hasUnits(const NetworkSpec& spec) {
  return !spec.stateScale.empty() || !spec.stateShift.empty() || spec.timeScale != 1;
}

// Throws std::invalid_argument where units from outside are not usable, or not canonical for a model
// with an energy. In with_units.cpp, as below.
void validateUnits(const NetworkSpec& spec);

// dq/dt = p/m inside: 1/m of every coordinate in the network's units.
std::vector<double> inverseMassInside(const NetworkSpec& spec);

// `inner`, which works inside, as an evaluator of states outside. Defined in with_units.cpp; the
// page's first module, which makes no network with units, defines it without
// (wasm_build/first_module.cpp).
std::unique_ptr<Evaluator> withUnits(std::unique_ptr<Evaluator> inner, Units units);

}  // namespace hnn
