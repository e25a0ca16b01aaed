#include "evaluate/field_grid.h"

#include "base/elementary.h"

namespace hnn {
namespace {

// One value per state, as rows × columns with row 0 at yMin.
Matrix asGrid(const GridPlane& plane, const Matrix& values) {
  return values.reshaped<Eigen::RowMajor>(plane.rows, plane.columns);
}

}  // namespace

Matrix gridStates(const GridPlane& plane) {
  Matrix states = plane.at.replicate(1, static_cast<Eigen::Index>(plane.rows) * plane.columns);
  const auto between = [](double min, double max, int i, int count) {
    return i == count - 1 ? max : min + (max - min) * i / (count - 1);
  };
  for (int row = 0; row < plane.rows; ++row) {
    for (int column = 0; column < plane.columns; ++column) {
      const Eigen::Index j = static_cast<Eigen::Index>(row) * plane.columns + column;
      states(plane.xAxis, j) = between(plane.xMin, plane.xMax, column, plane.columns);
      states(plane.yAxis, j) = between(plane.yMin, plane.yMax, row, plane.rows);
    }
  }
  return states;
}

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
