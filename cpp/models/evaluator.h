// A model with weights, evaluated on double states: what integrators, grids and metrics call.
#pragma once

#include "autodiff/program.h"
#include "linalg/eigen.h"
#include "models/model.h"

namespace hnn {

class Evaluator {
 public:
  // Reads the weights (layout().size() numbers) at every call; they must outlive the evaluator.
  Evaluator(const PhaseSpaceModel& model, const Real* weights);

  [[nodiscard]] Matrix field(const Matrix& x);  // 2d × samples -> 2d × samples
  [[nodiscard]] Matrix energy(
      const Matrix& x);  // -> 1 × samples; only where the model has an energy

 private:
  struct Function {
    Program program;
    Var x;
  };
  enum class Quantity { kField, kEnergy };
  Function record(const PhaseSpaceModel& model, const Real* weights, Quantity quantity);
  Matrix evaluate(Function& function, const Matrix& x);

  Graph graph_;
  RealMatrix input_;
  Function field_;
  std::unique_ptr<Function> energy_;
};

}  // namespace hnn
