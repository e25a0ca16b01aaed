// Lagrangian neural network (Cranmer et al. 2020, arXiv 2003.04630, eq. 6): a network learns
// L(q, q̇), and the accelerations follow from the Euler–Lagrange equation,
//   q̈ = (∇_q̇∇_q̇ᵀL)⁻¹ [∇_q L − (∇_q∇_q̇ᵀL) q̇]
// States are [q; q̇]: canonical momenta are not required; they follow, p = ∂L/∂q̇, and with them
// the energy q̇ᵀ∂L/∂q̇ − L.
//
// The mass matrix M = ∇_q̇∇_q̇ᵀL is eliminated symmetrically, without exchanges. It is learned, and
// may become nearly singular where there are no data:
//   kineticPrior κ         L = network + κ |q̇|²/2, so that training begins at M ≈ κ·1
//   massRegularisation ε   each pivot m divides as m/(m² + ε²) (Tikhonov's inverse) instead of
//                          1/m: accelerations stay below |…|/2ε, and change by 1 % at |m| = 10 ε
#pragma once

#include "models/phase_space_model.h"
#include "nn/mlp.h"

namespace hnn {

class Lnn final : public PhaseSpaceModel {
 public:
  explicit Lnn(NetworkSpec spec);
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override;
  [[nodiscard]] bool hasEnergy() const override { return true; }
  [[nodiscard]] Var energy(const std::vector<Var>& parameters, Var x) const override;
  [[nodiscard]] bool hasMassMatrix() const override { return true; }
  [[nodiscard]] Var massPivots(const std::vector<Var>& parameters, Var x) const override;

  [[nodiscard]] Var lagrangian(const std::vector<Var>& parameters, Var x) const;  // 1 × columns

 private:
  struct Solved {
    std::vector<Var> pivots, accelerations;  // d each, 1 × columns
  };
  [[nodiscard]] Solved solve(const std::vector<Var>& parameters, Var x) const;

  Mlp network_;
};

}  // namespace hnn
