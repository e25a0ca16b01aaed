// What springs have in common: H = p²/2m + k q²/2.
#pragma once

#include "physics/hamiltonian_system.h"

namespace hnn {

template <class Derived>
class SpringFormulas : public HamiltonianSystem<Derived> {
 public:
  // `parameters`: k, m, and others that the spring has.
  SpringFormulas(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem<Derived>(info), k_(parameters[0]), m_(parameters[1]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return square(x[1]) / (2 * m_);
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return k_ / 2 * square(x[0]);
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    dxdt[0] = x[1] / m_;
    dxdt[1] = -k_ * x[0];
  }

 protected:
  // In a random direction of the plane (q, p), p stretched by √(k m), 1 for the published values,
  // so that a start has the same place on its ellipse for every spring.
  [[nodiscard]] Vector springStart(Random& random, double minRadius, double maxRadius) const {
    Vector start = randomDirectionStart(random, minRadius, maxRadius);
    start[1] *= sqrt(k_ * m_);
    return start;
  }

 private:
  double k_;  // N/m
  double m_;  // kg
};

}  // namespace hnn
