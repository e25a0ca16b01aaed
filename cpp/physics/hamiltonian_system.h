// Everything that systems have in common, so that each system's file holds its formulas only.
//
// A derived class writes its Hamiltonian once, as two templates over a state `x` with x[i] the i-th
// component (a double, or a row of the graph), and its field by hand:
//
//   template <class State> auto kinetic(const State& x) const;    // the part that depends on p
//   template <class State> auto potential(const State& x) const;  // the rest; H is their sum
//   void motion(const double* x, double* dxdt) const;             // J∇H of one state
//   Vector sampleStart(Random& random) const override;
//
// and a constructor from the values of its parameters. systemEntry<Derived>(info) is its line in
// the catalogue.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

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

// A start of the published one-degree-of-freedom experiments: the direction of a random point of
// the square [−1, 1]² (so diagonals are a little likelier than axes, as in the original's code) at
// a distance U[minRadius, maxRadius] from the origin; [q; p].
Vector randomDirectionStart(Random& random, double minRadius, double maxRadius);

}  // namespace hnn
