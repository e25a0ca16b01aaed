#include "evaluate/field_grid.h"

#include "base/elementary.h"

namespace hnn {
namespace {

// One value per state, as rows × columns with row 0 at yMin.
Matrix asGrid(const GridPlane& plane, const Matrix& values) {
  return values.reshaped<Eigen::RowMajor>(plane.rows, plane.columns);
}

}  // namespace

FieldGrid evaluateOnGrid(const GridPlane& plane,
                         const std::function<FieldAndEnergy(const Matrix& x)>& evaluate) {
  const FieldAndEnergy values = evaluate(gridStates(plane));
  return {asGrid(plane, values.field.row(plane.xAxis)),
          asGrid(plane, values.field.row(plane.yAxis)),
          values.energy.size() > 0 ? asGrid(plane, values.energy) : Matrix()};
}

double relativeFieldError(const VectorField& field, const VectorField& truth,
                          const Matrix& states) {
  const Matrix exact = truth(states), learned = field(states);
  double error = 0, size = 0;
  for (Eigen::Index j = 0; j < states.cols(); ++j) {
    if (!exact.col(j).allFinite()) continue;
    error += (learned.col(j) - exact.col(j)).squaredNorm();
    size += exact.col(j).squaredNorm();
  }
  return sqrt(error / size);
}

}  // namespace hnn
