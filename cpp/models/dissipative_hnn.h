// Dissipative Hamiltonian neural network (Sosanya & Greydanus 2022, arXiv 2201.10085, eq. 4): two
// networks learn scalars H and D, the field is the sum of its divergence-free and its curl-free
// part (Helmholtz):
//   dx/dt = J∇H + ∇D
// H describes the conservative motion, D the friction. The two are determined up to functions that
// are both: J∇H = ∇D if H and D are harmonic conjugates. Of these, training picks those in which D
// leaves positions unchanged, as friction does, and is as small as possible.
#pragma once

#include "models/phase_space_model.h"
#include "nn/mlp.h"

namespace hnn {

class DissipativeHnn final : public PhaseSpaceModel {
 public:
  explicit DissipativeHnn(NetworkSpec spec);
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override;
  [[nodiscard]] Var trainedField(const std::vector<Var>& parameters, Var x,
                                 std::vector<Var>& costs) const override;
  [[nodiscard]] bool hasEnergy() const override { return true; }
  [[nodiscard]] Var energy(const std::vector<Var>& parameters, Var x) const override;  // H
  [[nodiscard]] bool hasDissipation() const override { return true; }
  // J∇H
  [[nodiscard]] Var conservativeField(const std::vector<Var>& parameters, Var x) const override;

 private:
  [[nodiscard]] Var dissipativeField(const std::vector<Var>& parameters, Var x) const;  // ∇D

  Mlp energy_, dissipation_;  // slices W1, b1, … and W1d, b1d, …
};

}  // namespace hnn
