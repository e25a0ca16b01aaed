// Everything that systems have in common, so that each system's file holds its formulas only.
//
// A derived class writes its Hamiltonian once, as two templates over a state `x` with x[i] the i-th
// component (a double, a Dual, or a row of the graph), and its field by hand:
//
//   template <class State> auto kinetic(const State& x) const;    // the part that depends on p
//   template <class State> auto potential(const State& x) const;  // the rest; H is their sum
//   template <class Number> void motion(const Number* x, Number* dxdt) const;  // J∇H of one state,
//                                                    // and what friction adds (conservative:
//                                                    false)
//   Vector sampleStart(Random& random) const override;
//
// and a constructor from the values of its parameters. systemEntry<Derived>(info) is its line in
// the catalogue.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/dual.h"
#include "base/elementary.h"
#include "physics/system.h"

namespace hnn {

// The rows of a state in the graph, as if they were numbers: x[i] is 1 × columns.
struct GraphState {
  Var x;
  [[nodiscard]] Var operator[](int i) const { return sliceRows(x, i, 1); }
};

template <class Derived>
class HamiltonianSystem : public System {
 public:
  explicit HamiltonianSystem(SystemInfo info) : info_(std::move(info)) {}

  [[nodiscard]] const SystemInfo& info() const override { return info_; }

  [[nodiscard]] Matrix energy(const Matrix& x) const override {
    return perColumn(x, [this](const double* state) { return hamiltonian(state); });
  }
  [[nodiscard]] Matrix kineticEnergy(const Matrix& x) const override {
    return perColumn(x, [this](const double* state) { return derived().kinetic(state); });
  }
  [[nodiscard]] Var energy(Var x) const override { return hamiltonian(GraphState{x}); }

  [[nodiscard]] Matrix field(const Matrix& x) const override {
    Matrix dxdt(x.rows(), x.cols());
    for (Eigen::Index j = 0; j < x.cols(); ++j)
      derived().motion(x.col(j).data(), dxdt.col(j).data());
    return dxdt;
  }

  [[nodiscard]] Matrix fieldTangent(const Matrix& x, const Matrix& v) const override {
    Matrix tangent(x.rows(), x.cols());
    std::vector<Dual> state(static_cast<std::size_t>(x.rows())), dxdt(state.size());
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      for (Eigen::Index i = 0; i < x.rows(); ++i)
        state[static_cast<std::size_t>(i)] = {x(i, j), v(i, j)};
      derived().motion(state.data(), dxdt.data());
      for (Eigen::Index i = 0; i < x.rows(); ++i)
        tangent(i, j) = dxdt[static_cast<std::size_t>(i)].slope;
    }
    return tangent;
  }

  [[nodiscard]] Matrix energyGradient(const Matrix& x) const override {
    Matrix gradient(x.rows(), x.cols());
    std::vector<Dual> state(static_cast<std::size_t>(x.rows()));
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      for (Eigen::Index i = 0; i < x.rows(); ++i) state[static_cast<std::size_t>(i)] = x(i, j);
      for (std::size_t i = 0; i < state.size(); ++i) {
        state[i].slope = 1;
        gradient(static_cast<Eigen::Index>(i), j) = hamiltonian(state.data()).slope;
        state[i].slope = 0;
      }
    }
    return gradient;
  }

  // With constant masses the kinetic part is a sum of pᵢ²/2mᵢ, so that 1/mᵢ is twice its value at
  // pᵢ = 1.
  [[nodiscard]] Vector inverseMass() const override {
    if (!info_.constantMass) return {};
    const Eigen::Index d = info_.degreesOfFreedom;
    Vector inverse(d);
    for (Eigen::Index i = 0; i < d; ++i)
      inverse[i] = 2 * derived().kinetic(Vector(Vector::Unit(2 * d, d + i)).data());
    return inverse;
  }

 private:
  [[nodiscard]] const Derived& derived() const { return static_cast<const Derived&>(*this); }

  template <class State>
  [[nodiscard]] auto hamiltonian(const State& x) const {
    return derived().kinetic(x) + derived().potential(x);
  }

  template <class Function>
  [[nodiscard]] static Matrix perColumn(const Matrix& x, const Function& function) {
    Matrix values(1, x.cols());
    for (Eigen::Index j = 0; j < x.cols(); ++j) values(0, j) = function(x.col(j).data());
    return values;
  }

  SystemInfo info_;
};

// How the catalogue knows a system: its description, and how to make one with other parameters.
struct SystemEntry {
  SystemInfo info;
  // `parameters` in the order of info.parameters, already checked.
  std::function<std::unique_ptr<System>(const std::vector<double>& parameters)> make;
};

template <class Derived>
SystemEntry systemEntry(SystemInfo info) {
  return {info, [info](const std::vector<double>& parameters) {
            return std::make_unique<Derived>(info, parameters);
          }};
}

// A start of the published one-degree-of-freedom experiments, [q; p]: the direction of a random
// point of the square [−1, 1]² (so diagonals are a little likelier than axes, as in the original's
// code) at a distance U[minRadius, maxRadius] from the origin. The published three bodies are
// placed so too.
Vector randomDirectionStart(Random& random, double minRadius, double maxRadius);

}  // namespace hnn
