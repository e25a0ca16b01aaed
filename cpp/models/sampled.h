// Networks with one hidden layer that is sampled and never trained, so that the last layer is a
// linear least-squares problem (Rahma, Datar, Dietrich 2024, arXiv 2411.17511, §3):
//   SampledHnn       Ĥ(x) = Σⱼ cⱼ tanh(wⱼ·x + bⱼ) + β,  dx/dt = J∇Ĥ
//   SampledBaseline  dx/dt = C tanh(W x + b) + β: plain regression on the same kind of units
// W1, b1, W2 (c or C) and b2 (β) are double in every build; until the solve is complete, the model
// is the zero field. train/sampled_trainer.h computes them.
#pragma once

#include "linalg/eigen.h"
#include "models/phase_space_model.h"
#include "nn/mlp.h"

namespace hnn {

// The linear problem of the last layer: each sample gives rows of `unknowns` coefficients and
// `rightSides` numbers that they should produce.
struct LinearShape {
  int unknowns = 0, rightSides = 1, rowsPerSample = 1;
  [[nodiscard]] int columns() const { return unknowns + rightSides; }
};

class SampledModel : public PhaseSpaceModel {
 public:
  void initialise(Initialisation how, Random& random, std::span<Real> values) const override;
  [[nodiscard]] Precision precision() const override { return Precision::kDouble; }

  [[nodiscard]] int units() const { return spec_.hidden.front(); }
  // The offsets of W1 (units × 2d), b1, W2 and b2 in the flat block.
  [[nodiscard]] std::size_t offset(int slice) const {
    return layout_.slices()[static_cast<std::size_t>(slice)].offset;
  }
  [[nodiscard]] virtual LinearShape linearShape() const = 0;

  // The rows of samples x with derivatives dxdt (both 2d × count): rowsPerSample · count rows,
  // column-major, unknowns before right sides. Reads W1 and b1.
  virtual void fillRows(std::span<const double> weights, const Matrix& x, const Matrix& dxdt,
                        double* rows) const = 0;
  // Stores a solution, unknowns × rightSides, in W2 and b2.
  virtual void takeSolution(const Matrix& solution, std::span<double> weights) const = 0;

 protected:
  SampledModel(NetworkSpec spec, int outputs);
  Mlp network_;
};

class SampledHnn final : public SampledModel {
 public:
  explicit SampledHnn(NetworkSpec spec) : SampledModel(std::move(spec), 1) {}
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override;
  [[nodiscard]] bool hasEnergy() const override { return true; }
  [[nodiscard]] Var energy(const std::vector<Var>& parameters, Var x) const override;
  [[nodiscard]] std::unique_ptr<Evaluator> makeEvaluator(const Weights& weights) const override;
  [[nodiscard]] LinearShape linearShape() const override {
    return {units(), 1, spec_.stateSize};  // the derivatives do not determine β
  }
  void fillRows(std::span<const double> weights, const Matrix& x, const Matrix& dxdt,
                double* rows) const override;
  void takeSolution(const Matrix& solution, std::span<double> weights) const override;
};

class SampledBaseline final : public SampledModel {
 public:
  explicit SampledBaseline(NetworkSpec spec) : SampledModel(std::move(spec), 0) {}
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override;
  [[nodiscard]] std::unique_ptr<Evaluator> makeEvaluator(const Weights& weights) const override;
  [[nodiscard]] LinearShape linearShape() const override {
    return {units() + 1, spec_.stateSize, 1};
  }
  void fillRows(std::span<const double> weights, const Matrix& x, const Matrix& dxdt,
                double* rows) const override;
  void takeSolution(const Matrix& solution, std::span<double> weights) const override;
};

}  // namespace hnn
