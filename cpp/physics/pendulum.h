// What pendulums have in common, q their angle from hanging:
// H = p² / (2 m l²) + m g l (1 − cos q); the separatrix is at H = 2 m g l.
#pragma once

#include "physics/hamiltonian_system.h"

namespace hnn {

template <class Derived>
class PendulumFormulas : public HamiltonianSystem<Derived> {
 public:
  // `parameters`: m, l, g, and others that the pendulum has.
  PendulumFormulas(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem<Derived>(info),
        inertia_(parameters[0] * parameters[1] * parameters[1]),
        torque_(parameters[0] * parameters[2] * parameters[1]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return square(x[1]) / (2 * inertia_);
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return torque_ * (1 - cos(x[0]));
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    dxdt[0] = x[1] / inertia_;
    dxdt[1] = -torque_ * sin(x[0]);
  }

 protected:
  // In a random direction of the plane (q, p), p stretched by √(m l² · m g l / 1.5): 1 for the
  // published pendulum, so that others start at the same fractions of their separatrix energy.
  [[nodiscard]] Vector swingStart(Random& random, double minRadius, double maxRadius) const {
    Vector start = randomDirectionStart(random, minRadius, maxRadius);
    start[1] *= sqrt(inertia_ * torque_ / 1.5);
    return start;
  }

 private:
  double inertia_;  // m l², kg m²
  double torque_;   // m g l, N m; the largest that gravity exerts
};

}  // namespace hnn
