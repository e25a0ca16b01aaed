// A second-order neural differential equation: velocities are momenta over masses, only the forces
// are learned (Gruver, Finzi, Stanton, Wilson 2022, arXiv 2202.04836, "NODE + SO"):
//   dq/dt = p/m, dp/dt = network(q, p)
// They find that this bias, not the symplectic form, explains most of an HNN's advantage: it is the
// fair comparison for mechanical data. It conserves no energy.
#pragma once

#include "models/phase_space_model.h"
#include "nn/mlp.h"

namespace hnn {

class SecondOrder final : public PhaseSpaceModel {
 public:
  // spec.inverseMass: stateSize/2 numbers.
  explicit SecondOrder(NetworkSpec spec);
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override;

 private:
  Mlp network_;
  std::vector<double> inverseMass_;  // in the network's units
};

}  // namespace hnn
