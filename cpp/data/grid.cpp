#include "data/grid.h"

namespace hnn {

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

}  // namespace hnn
