// Hamiltonian neural network (Greydanus, Dzamba, Yosinski 2019, eq. 3): an MLP gives scalars, the
// equations of motion are given by their input gradient. A field splits into a divergence-free and
// a curl-free part (Helmholtz):
//   "solenoidal":   dx/dt = J∇F2, that is dq/dt = ∂F2/∂p, dp/dt = -∂F2/∂q; F2 plays H
//   "conservative": dx/dt = ∇F1
//   "both":         the sum, from one network with the two outputs F1 and F2
#pragma once

#include "models/phase_space_model.h"
#include "nn/mlp.h"

namespace hnn {

enum class HnnField { kSolenoidal, kConservative, kBoth };
const std::vector<std::string>& hnnFieldNames();

class Hnn final : public PhaseSpaceModel {
 public:
  explicit Hnn(NetworkSpec spec);
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override;
  [[nodiscard]] bool hasEnergy() const override { return field_ != HnnField::kConservative; }
  [[nodiscard]] Var energy(const std::vector<Var>& parameters, Var x) const override;  // F2
  [[nodiscard]] bool hasDissipation() const override { return field_ == HnnField::kBoth; }
  // J∇F2
  [[nodiscard]] Var conservativeField(const std::vector<Var>& parameters, Var x) const override;

 private:
  HnnField field_;
  Mlp network_;
};

}  // namespace hnn
