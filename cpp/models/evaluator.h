// A model with weights, evaluated on double states: what integrators, grids and metrics call.
#pragma once

#include "linalg/eigen.h"

namespace hnn {

// Reads the weights at every call; they and the model must outlive the evaluator.
class Evaluator {
 public:
  virtual ~Evaluator() = default;

  [[nodiscard]] virtual Matrix field(const Matrix& x) = 0;  // 2d × samples -> 2d × samples

  // Only where the model has an energy:
  [[nodiscard]] virtual Matrix energy(const Matrix& x) = 0;          // -> 1 × samples
  [[nodiscard]] virtual Matrix energyGradient(const Matrix& x) = 0;  // ∇ of it, 2d × samples

  // The field's directional derivative ∂field/∂x · v, column by column; all are 2d × samples.
  [[nodiscard]] virtual Matrix tangent(const Matrix& x, const Matrix& v) = 0;

  // The smallest relative change of a state that the field can tell.
  [[nodiscard]] virtual double resolution() const = 0;
};

}  // namespace hnn
