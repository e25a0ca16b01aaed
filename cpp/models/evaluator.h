// A model with weights, evaluated on double states: what integrators, grids and metrics call.
#pragma once

#include "autodiff/program.h"
#include "linalg/eigen.h"
#include "models/model.h"

namespace hnn {

class Evaluator {
 public:
  // Reads the weights (layout().size() numbers) at every call; they and the model must outlive the
  // evaluator.
  Evaluator(const PhaseSpaceModel& model, const Real* weights);

  [[nodiscard]] Matrix field(const Matrix& x);  // 2d × samples -> 2d × samples
  [[nodiscard]] Matrix energy(
      const Matrix& x);  // -> 1 × samples; only where the model has an energy

  // Derivatives, recorded when first asked for.
  // ∇ of the learned energy, 2d × samples; only where the model has an energy.
  [[nodiscard]] Matrix energyGradient(const Matrix& x);
  // The field's directional derivative ∂field/∂x · v, column by column; all are 2d × samples.
  [[nodiscard]] Matrix tangent(const Matrix& x, const Matrix& v);

 private:
  enum Quantity { kField, kEnergy, kEnergyGradient, kTangent, kQuantities };
  struct Function {
    Program program;
    Var x, v;
  };
  void record(Quantity quantity);
  Matrix evaluate(Quantity quantity, const Matrix& x, const Matrix* v = nullptr);

  const PhaseSpaceModel& model_;
  const Real* weights_;
  RealMatrix x_, v_;
  std::unique_ptr<Function> functions_[kQuantities];
};

}  // namespace hnn
