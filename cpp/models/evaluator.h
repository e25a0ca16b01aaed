// A model with weights, evaluated on double states: used by integrators, grids and metrics.
#pragma once

#include <memory>

#include "linalg/eigen.h"

namespace hnn {

struct FieldAndEnergy {
  Matrix field;   // 2d × samples
  Matrix energy;  // 1 × samples; empty without one
};

// Reads the weights at every call; they and the model must outlive the evaluator.
class Evaluator {
 public:
  virtual ~Evaluator() = default;

  [[nodiscard]] virtual Matrix field(const Matrix& x) = 0;  // 2d × samples -> 2d × samples

  // Only if the model has an energy:
  [[nodiscard]] virtual Matrix energy(const Matrix& x) = 0;          // -> 1 × samples
  [[nodiscard]] virtual Matrix energyGradient(const Matrix& x) = 0;  // ∇ of it, 2d × samples

  [[nodiscard]] virtual FieldAndEnergy fieldAndEnergy(const Matrix& x) {
    return {field(x), energy(x)};
  }

  // PhaseSpaceModel's functions of these names, if the model has them.
  [[nodiscard]] virtual Matrix conservativeField(const Matrix& x) { return field(x); }
  [[nodiscard]] virtual Matrix massPivots(const Matrix& x) { return Matrix(0, x.cols()); }

  // The field's directional derivative ∂field/∂x · v, column by column; all are 2d × samples.
  [[nodiscard]] virtual Matrix tangent(const Matrix& x, const Matrix& v) = 0;

  // While the returned object lives, the weights do not change: an evaluator may cache what depends
  // on them.
  [[nodiscard]] virtual std::shared_ptr<void> hold() { return nullptr; }

  // The smallest relative change of a state that the field can resolve.
  [[nodiscard]] virtual double resolution() const = 0;
};

}  // namespace hnn
