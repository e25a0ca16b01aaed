// The plain network that an HNN is compared with: the same MLP, used directly as dx/dt (Greydanus
// et al. 2019, §3).
#pragma once

#include "models/phase_space_model.h"
#include "nn/mlp.h"

namespace hnn {

class Baseline final : public PhaseSpaceModel {
 public:
  explicit Baseline(NetworkSpec spec);
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override;

 private:
  Mlp network_;
};

}  // namespace hnn
