// A physical system: Hamiltonian, exact field, and starts of its trajectories. One file per system;
// catalogue.h lists them.
#pragma once

#include <functional>
#include <memory>

#include "base/random.h"
#include "linalg/eigen.h"
#include "physics/system_info.h"

namespace hnn {

// dx/dt of states x, both 2d × batch.
using VectorField = std::function<Matrix(const Matrix& x)>;

// States are [q; p] with canonical momenta p, or [q; q̇] through velocities.h.
class System {
 public:
  virtual ~System() = default;
  [[nodiscard]] virtual const SystemInfo& info() const = 0;
  [[nodiscard]] virtual Matrix energy(const Matrix& x) const = 0;  // H; 2d × batch -> 1 × batch
  // The part of H that depends on p; 1 × batch.
  [[nodiscard]] virtual Matrix kineticEnergy(const Matrix& x) const = 0;
  // dx/dt, written out by hand: J∇H, with friction where the system is not conservative.
  [[nodiscard]] virtual Matrix field(const Matrix& x) const = 0;
  // The same motion without friction; 2d × batch.
  [[nodiscard]] virtual Matrix conservativeField(const Matrix& x) const = 0;
  // 2d numbers, drawn as in the published experiment.
  [[nodiscard]] virtual Vector sampleStart(Random& random) const = 0;

  // Derivatives, exact to rounding.
  [[nodiscard]] virtual Matrix energyGradient(const Matrix& x) const = 0;  // ∇H, 2d × batch
  // The field's directional derivative ∂field/∂x · v, column by column; x and v are 2d × batch.
  [[nodiscard]] virtual Matrix fieldTangent(const Matrix& x, const Matrix& v) const = 0;

  // 1/m of each coordinate, where velocities are momenta over constant masses: q̇ᵢ = pᵢ/mᵢ, d
  // numbers. Empty where they are not (info().constantMass; a double pendulum).
  [[nodiscard]] virtual Vector inverseMass() const = 0;
};

}  // namespace hnn
