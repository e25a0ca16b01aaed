// Everything that systems have in common, so that each system's file contains only its formulas.
//
// A derived class writes its Hamiltonian once, as two templates over a state `x` with x[i] the i-th
// component (a double or a Dual), and its field by hand:
//
//   template <class State> auto kinetic(const State& x) const;    // the part that depends on p
//   template <class State> auto potential(const State& x) const;  // the rest; H is their sum
//   // J∇H of one state; with friction (conservative: false) the whole of dx/dt.
//   template <class Number> void motion(const Number* x, Number* dxdt) const;
//   Vector sampleStart(Random& random) const override;
//
// and a constructor from the values of its parameters. systemEntry<Derived>(info) is its line in
// the catalogue. Functions that return `auto` must stand before those that call them: sampleStart()
// after potential(), if it uses it.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "base/dual.h"
#include "base/elementary.h"
#include "physics/system.h"

namespace hnn {

// The loops over states, once for all systems: a system adds only its formulas to the wasm module.
class StatewiseSystem : public System {
 public:
  explicit StatewiseSystem(const SystemInfo& info) : info_(info) {}

  [[nodiscard]] const SystemInfo& info() const final { return info_; }
  [[nodiscard]] Matrix energy(const Matrix& x) const final;
  [[nodiscard]] Matrix kineticEnergy(const Matrix& x) const final;
  [[nodiscard]] Matrix field(const Matrix& x) const final;
  [[nodiscard]] Matrix conservativeField(const Matrix& x) const final;
  [[nodiscard]] Matrix fieldTangent(const Matrix& x, const Matrix& v) const final;
  [[nodiscard]] Matrix energyGradient(const Matrix& x) const final;
  [[nodiscard]] Vector inverseMass() const final;

 protected:
  // Of one state, 2d numbers.
  [[nodiscard]] virtual double kineticAt(const double* x) const = 0;
  [[nodiscard]] virtual double hamiltonianAt(const double* x) const = 0;
  [[nodiscard]] virtual Dual hamiltonianAt(const Dual* x) const = 0;
  virtual void motionAt(const double* x, double* dxdt) const = 0;
  virtual void motionAt(const Dual* x, Dual* dxdt) const = 0;

 private:
  SystemInfo info_;
};

template <class Derived>
class HamiltonianSystem : public StatewiseSystem {
 public:
  using StatewiseSystem::StatewiseSystem;

 protected:
  [[nodiscard]] double kineticAt(const double* x) const override { return derived().kinetic(x); }
  [[nodiscard]] double hamiltonianAt(const double* x) const override { return hamiltonian(x); }
  [[nodiscard]] Dual hamiltonianAt(const Dual* x) const override { return hamiltonian(x); }
  void motionAt(const double* x, double* dxdt) const override { derived().motion(x, dxdt); }
  void motionAt(const Dual* x, Dual* dxdt) const override { derived().motion(x, dxdt); }

 private:
  [[nodiscard]] const Derived& derived() const { return static_cast<const Derived&>(*this); }

  template <class State>
  [[nodiscard]] auto hamiltonian(const State& x) const {
    return derived().kinetic(x) + derived().potential(x);
  }
};

// A system's entry in the catalogue: its description, and a function that creates it.
struct SystemEntry {
  SystemInfo info;
  // `parameters` in the order of info.parameters, already checked.
  std::unique_ptr<System> (*make)(const SystemInfo& info, const std::vector<double>& parameters);
};

template <class Derived>
SystemEntry systemEntry(SystemInfo info) {
  return {
      std::move(info),
      [](const SystemInfo& of, const std::vector<double>& parameters) -> std::unique_ptr<System> {
        return std::make_unique<Derived>(of, parameters);
      }};
}

// A start of the published one-degree-of-freedom experiments, [q; p]: the direction of a random
// point of the square [−1, 1]² (so diagonals are a little likelier than axes, as in the original's
// code) at a distance U[minRadius, maxRadius] from the origin. The published three bodies are
// placed in the same way.
Vector randomDirectionStart(Random& random, double minRadius, double maxRadius);

}  // namespace hnn
