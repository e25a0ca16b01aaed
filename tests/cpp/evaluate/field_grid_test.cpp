#include "evaluate/field_grid.h"

#include <gtest/gtest.h>

#include <cmath>

#include "physics/catalogue.h"

namespace hnn {
namespace {

TEST(FieldGrid, RowsRiseWithYAndColumnsWithX) {
  GridPlane plane;
  plane.xAxis = 2, plane.yAxis = 1;
  plane.xMin = -1, plane.xMax = 2, plane.yMin = 10, plane.yMax = 11;
  plane.columns = 4, plane.rows = 3;
  plane.at = Vector{{5, 6, 7, 8}};
  const Matrix states = gridStates(plane);
  ASSERT_EQ(states.cols(), 12);
  EXPECT_EQ(states.col(0), (Vector{{5, 10, -1, 8}}));
  EXPECT_EQ(states.col(1), (Vector{{5, 10, 0, 8}}));
  EXPECT_EQ(states.col(4), (Vector{{5, 10.5, -1, 8}}));
  EXPECT_EQ(states.col(11), (Vector{{5, 11, 2, 8}}));

  const FieldGrid grid = evaluateOnGrid(plane, [](const Matrix& x) -> FieldAndEnergy {
    return {2 * x, x.row(2) + 100 * x.row(1)};
  });
  ASSERT_EQ(grid.dx.rows(), 3);
  ASSERT_EQ(grid.dx.cols(), 4);
  EXPECT_EQ(grid.dx(2, 3), 4);
  EXPECT_EQ(grid.dx(2, 0), -2);
  EXPECT_EQ(grid.dy(0, 3), 20);
  EXPECT_EQ(grid.dy(2, 0), 22);
  EXPECT_EQ(grid.energy(1, 2), 1051);
}

TEST(FieldGrid, EnergyIsEmptyWhereThereIsNone) {
  GridPlane plane;
  plane.at = Vector::Zero(2);
  const auto field = [](const Matrix& x) -> FieldAndEnergy { return {x, {}}; };
  EXPECT_EQ(evaluateOnGrid(plane, field).energy.size(), 0);
}

TEST(FieldError, IsRelativeAndScalesLinearly) {
  const auto system = makeSystem("pendulum");
  GridPlane plane;
  plane.at = Vector::Zero(2);
  const VectorField truth = [&](const Matrix& x) { return system->field(x); };
  const auto scaled = [&](double factor) {
    return VectorField([&, factor](const Matrix& x) { return Matrix(factor * system->field(x)); });
  };
  EXPECT_EQ(relativeFieldError(truth, truth, gridStates(plane)), 0);
  EXPECT_NEAR(relativeFieldError(scaled(1.1), truth, gridStates(plane)), 0.1, 1e-12);
  EXPECT_NEAR(relativeFieldError(scaled(0), truth, gridStates(plane)), 1, 1e-15);
}

TEST(FieldError, LeavesSingularPointsOfTheTruthOut) {
  const auto system = makeSystem("two-body");
  const VectorField truth = [&](const Matrix& x) { return system->field(x); };
  Matrix states = Matrix::Zero(8, 2);  // the first: both bodies in one place
  states(0, 1) = 1;
  EXPECT_EQ(relativeFieldError(truth, truth, states), 0);
}

}  // namespace
}  // namespace hnn
