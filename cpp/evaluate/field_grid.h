// A field and an energy on a regular grid in a plane of phase space: for portraits and for the
// error of a learned field.
#pragma once

#include <functional>

#include "data/grid.h"
#include "models/evaluator.h"
#include "physics/system.h"

namespace hnn {

using EnergyFunction = std::function<Matrix(const Matrix& x)>;  // 2d × batch -> 1 × batch

struct FieldGrid {
  Matrix dx, dy;  // rows × columns: the field's components along the plane's axes, row 0 at yMin
  Matrix energy;  // rows × columns; empty without an energy
};

FieldGrid evaluateOnGrid(const GridPlane& plane,
                         const std::function<FieldAndEnergy(const Matrix& x)>& evaluate);

// √(Σ|field − truth|² / Σ|truth|²) over the states, 2d × n. States where the truth is not finite
// (bodies that meet) are left out.
double relativeFieldError(const VectorField& field, const VectorField& truth, const Matrix& states);

}  // namespace hnn
