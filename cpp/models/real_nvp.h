// RealNVP (Dinh, Sohl-Dickstein, Bengio 2017, arXiv 1605.08803): affine couplings, of which each
// stretches and shifts half of the coordinates by functions of the other half. Its density is exact:
// the competitor of the Hamiltonian flow.
#pragma once

#include <vector>

#include "models/density_model.h"
#include "nn/mlp.h"

namespace hnn {

struct RealNvpSpec {
  int dimension = 2;                   // even
  int couplings = 8;                   // the halves change their roles from one to the next
  std::vector<int> hidden = {64, 64};  // of the network of each coupling, tanh
  double stretchLimit = 2;             // |s| < this: one coupling stretches by at most e^this
};

class RealNvp final : public DensityModel {
 public:
  explicit RealNvp(RealNvpSpec spec);

  // Couplings begin near the identity: the last layers are a tenth of what `how` gives.
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;

  [[nodiscard]] int dimension() const override { return spec_.dimension; }
  [[nodiscard]] int baseSize() const override { return spec_.dimension; }
  [[nodiscard]] int noiseSize() const override { return 0; }
  // log p(x) itself; `noise` is not used.
  [[nodiscard]] Var bound(const std::vector<Var>& parameters, Var x, Var noise) const override;
  [[nodiscard]] Var draw(const std::vector<Var>& parameters, Var base) const override;

  [[nodiscard]] const RealNvpSpec& spec() const { return spec_; }

 private:
  struct Net {
    ParameterLayout layout;
    Mlp mlp;
    ParameterPart part;
    explicit Net(MlpShape shape) : mlp(std::move(shape), layout) {}
  };
  // ln of the stretch and the shift of the other half, d/2 × columns each.
  struct Affine {
    Var stretch, shift;
  };
  [[nodiscard]] Affine affine(const std::vector<Var>& parameters, int coupling, Var kept) const;

  RealNvpSpec spec_;
  std::vector<Net> nets_;
};

}  // namespace hnn
