// Attraction that falls with the square of the distance, in the plane: the only place of its
// formulas and of those of several bodies that attract each other,
// H = Σᵢ |pᵢ|²/2mᵢ − Σᵢ<ⱼ G mᵢ mⱼ / |rᵢ − rⱼ|.
// Where two bodies meet, H and the field are not finite: integrators stop there.
#pragma once

#include <array>
#include <cstddef>

#include "physics/hamiltonian_system.h"

namespace hnn {

// −s/r at the displacement (dx, dy), r its length.
template <class Number>
auto attraction(double strength, const Number& dx, const Number& dy) {
  return -strength * reciprocal(sqrt(square(dx) + square(dy)));
}

// s/r³: the force towards the other body is this times the displacement from there.
template <class Number>
Number forcePerDistance(double strength, const Number& dx, const Number& dy) {
  const Number r2 = square(dx) + square(dy);
  return strength / (r2 * sqrt(r2));
}

// The state is [qx1, …, qxN, qy1, …, qyN, px1, …, pxN, py1, …, pyN].
template <int N, class Derived>
class PlanarBodies : public HamiltonianSystem<Derived> {
 public:
  static constexpr int kX = 0, kY = N, kPx = 2 * N, kPy = 3 * N;

  // `parameters`: the N masses, then G.
  PlanarBodies(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem<Derived>(info), g_(parameters[N]) {
    for (std::size_t i = 0; i < N; ++i) masses_[i] = parameters[i];
  }

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    auto sum = kineticOf(x, 0);
    for (int i = 1; i < N; ++i) sum = sum + kineticOf(x, i);
    return sum;
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    auto sum = potentialOf(x, 0, 1);
    for (int j = 2; j < N; ++j)
      for (int i = 0; i < j; ++i) sum = sum + potentialOf(x, i, j);
    return sum;
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    for (int i = 0; i < N; ++i) {
      dxdt[kX + i] = x[kPx + i] / mass(i);
      dxdt[kY + i] = x[kPy + i] / mass(i);
      dxdt[kPx + i] = dxdt[kPy + i] = -0.0;  // adding to −0 is exact, even for the sign of 0
    }
    for (int j = 1; j < N; ++j) {
      for (int i = 0; i < j; ++i) {
        const Number dx = x[kX + i] - x[kX + j], dy = x[kY + i] - x[kY + j];
        const Number pull = forcePerDistance(strength(i, j), dx, dy);
        dxdt[kPx + i] = dxdt[kPx + i] - pull * dx;
        dxdt[kPx + j] = dxdt[kPx + j] + pull * dx;
        dxdt[kPy + i] = dxdt[kPy + i] - pull * dy;
        dxdt[kPy + j] = dxdt[kPy + j] + pull * dy;
      }
    }
  }

 protected:
  [[nodiscard]] double mass(int i) const { return masses_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] double gravity() const { return g_; }

 private:
  [[nodiscard]] double strength(int i, int j) const { return g_ * mass(i) * mass(j); }
  template <class State>
  [[nodiscard]] auto kineticOf(const State& x, int i) const {
    return (square(x[kPx + i]) + square(x[kPy + i])) / (2 * mass(i));
  }
  template <class State>
  [[nodiscard]] auto potentialOf(const State& x, int i, int j) const {
    return attraction(strength(i, j), x[kX + i] - x[kX + j], x[kY + i] - x[kY + j]);
  }

  std::array<double, N> masses_;
  double g_;
};

}  // namespace hnn
