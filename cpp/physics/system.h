// A physical system in canonical coordinates: Hamiltonian, exact field, where its trajectories
// start. One file per system; catalogue.h lists them.
#pragma once

#include <functional>
#include <memory>

#include "autodiff/ops.h"
#include "base/random.h"
#include "linalg/eigen.h"
#include "physics/system_info.h"

namespace hnn {

// dx/dt of states x, both 2d × batch.
using VectorField = std::function<Matrix(const Matrix& x)>;

class System {
 public:
  virtual ~System() = default;
  [[nodiscard]] virtual const SystemInfo& info() const = 0;
  [[nodiscard]] virtual Matrix energy(const Matrix& x) const = 0;  // H; 2d × batch -> 1 × batch
  [[nodiscard]] virtual Matrix kineticEnergy(
      const Matrix& x) const = 0;                     // the part that depends on p
  [[nodiscard]] virtual Var energy(Var x) const = 0;  // the same H as a graph, for tests and models
  [[nodiscard]] virtual Matrix field(const Matrix& x) const = 0;  // J∇H, written out by hand
  [[nodiscard]] virtual Vector sampleStart(
      Random& random) const = 0;  // 2d, drawn as in the published experiment
};

}  // namespace hnn
