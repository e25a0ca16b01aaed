// Neural Hamiltonian flow (Toth et al. 2020, arXiv 1909.13789, "Neural Hamiltonian Flow"): a Gaussian in
// phase space is carried by Hamiltonian motions to states whose positions are the points of a density.
//
// Φ are `steps` leapfrog steps of each of `potentials` different H = K(p) + V(q) in turn. It keeps the
// volume of phase space, so that no determinant is required, and its inverse are the same steps
// backwards. With momenta p = μ(x) + e^{s(x)} ε from an encoder and (q₀, p₀) = Φ⁻¹(x, p), for every
// standard normal ε
//   bound = log N(q₀; 0, σ_q²) + log N(p₀; 0, σ_p²) + Σ s + ½ |ε|² + (d/2) log 2π.
#pragma once

#include <string>
#include <vector>

#include "models/density_model.h"
#include "nn/mlp.h"

namespace hnn {

// Order of the half steps: p, q, p or q, p, q.
enum class Splitting { kKickDriftKick, kDriftKickDrift };

struct HamiltonianFlowSpec {
  int dimension = 2;                   // d
  std::vector<int> hidden = {32, 32};  // V: d → hidden → 1
  std::string activation = "tanh";
  double confinement = 0.05;  // c of V(q) + c/2 |q|²: no motion runs away
  int potentials = 12;
  int steps = 1;  // of each potential
  double stepSize = 0.25;
  Splitting splitting = Splitting::kDriftKickDrift;
  // K(p) = Σ e^{m_i} p_i²/2 with m learnt for every potential; or a network like V.
  bool learntKinetic = false;
  double kineticConfinement = 1;  // of a learnt K
  std::vector<int> encoderHidden = {64, 64};
  bool correlated = true;  // d = 2: p₂ gains r(x) ε₁, which leaves the bound as it is
  double spreadLimit = 3;  // |s| < this
};

// A state in phase space, d × columns each.
struct FlowState {
  Var q, p;
};

class HamiltonianFlow final : public DensityModel {
 public:
  explicit HamiltonianFlow(HamiltonianFlowSpec spec);

  // Potentials as measured for this model: W1 ~ N(0, 1), b1 ~ U(−2, 2), further weights N(0, 1/width);
  // masses and widths 1. `how` is the encoder's.
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;

  [[nodiscard]] int dimension() const override { return spec_.dimension; }
  [[nodiscard]] int baseSize() const override { return 2 * spec_.dimension; }
  [[nodiscard]] int noiseSize() const override { return spec_.dimension; }
  [[nodiscard]] Var bound(const std::vector<Var>& parameters, Var x, Var noise) const override;
  [[nodiscard]] Var draw(const std::vector<Var>& parameters, Var base) const override;

  // Momenta that the encoder gives to points x with noise ε, and Σ s of them (1 × columns).
  struct Encoded {
    Var p, spread;
  };
  [[nodiscard]] Encoded encode(const std::vector<Var>& parameters, Var x, Var noise) const;

  // V of one potential, 0 … potentials − 1, with its confinement: 1 × columns.
  [[nodiscard]] Var potential(const std::vector<Var>& parameters, int which, Var q) const;

  // Φ from the base to the data, and its inverse.
  [[nodiscard]] FlowState forward(const std::vector<Var>& parameters, FlowState base) const;
  [[nodiscard]] FlowState backward(const std::vector<Var>& parameters, FlowState data) const;

  // The part of the flow that one potential makes, with steps of `stepSize` (negative: backwards).
  [[nodiscard]] FlowState follow(const std::vector<Var>& parameters, int which, FlowState state,
                                 double stepSize) const;

  [[nodiscard]] const HamiltonianFlowSpec& spec() const { return spec_; }

 private:
  // A network of the model, with its own layout.
  struct Net {
    ParameterLayout layout;
    Mlp mlp;
    ParameterPart part;
    explicit Net(MlpShape shape) : mlp(std::move(shape), layout) {}
  };
  Net& addNet(std::vector<Net>& nets, const std::string& name, MlpShape shape);
  [[nodiscard]] Var kinetic(const std::vector<Var>& parameters, int which, Var p) const;

  HamiltonianFlowSpec spec_;
  std::vector<Net> potentials_, kinetics_;
  Net encoder_;
  std::vector<int> masses_;  // slices: m of each potential, without a learnt K
  int widthQ_, widthP_;      // slices: log σ
};

}  // namespace hnn
