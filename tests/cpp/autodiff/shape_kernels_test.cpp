// The shape operations on columns of every length: short ones are copied row by row, long ones in
// one piece.
#include <gtest/gtest.h>

#include "autodiff/kernels.h"
#include "linalg/eigen.h"
#include "support/random_matrix.h"

namespace hnn {
namespace {

using testing::randomMatrix;

constexpr int kRowCounts[] = {1, 2, 15, 16, 17, 40};
constexpr int kColumnCounts[] = {1, 3, 8};

TEST(ShapeKernels, SliceAndPlaceRowsOfEveryLength) {
  Random random(1);
  for (const int rows : kRowCounts) {
    for (const int columns : kColumnCounts) {
      const int total = rows + 3, first = 2;
      const RealMatrix a = randomMatrix(total, columns, random);
      RealMatrix slice(rows, columns), placed = randomMatrix(total, columns, random);
      sliceRows(a.data(), total, first, rows, columns, slice.data());
      EXPECT_EQ(slice, RealMatrix(a.middleRows(first, rows))) << rows << "×" << columns;
      placeRows(slice.data(), rows, first, total, columns, placed.data());
      RealMatrix expected = RealMatrix::Zero(total, columns);
      expected.middleRows(first, rows) = slice;
      EXPECT_EQ(placed, expected) << rows << "×" << columns;
    }
  }
}

TEST(ShapeKernels, BroadcastRowsAndColumnsOfEveryLength) {
  Random random(2);
  for (const int rows : kRowCounts) {
    for (const int columns : kColumnCounts) {
      const RealMatrix row = randomMatrix(1, columns, random),
                       column = randomMatrix(rows, 1, random);
      RealMatrix y(rows, columns);
      broadcastRows(row.data(), rows, columns, y.data());
      EXPECT_EQ(y, RealMatrix(row.replicate(rows, 1))) << rows << "×" << columns;
      broadcastColumns(column.data(), rows, columns, y.data());
      EXPECT_EQ(y, RealMatrix(column.replicate(1, columns))) << rows << "×" << columns;
    }
  }
}

TEST(ShapeKernels, ClearsEveryNumberAndNoOther) {
  for (const std::size_t count : {0, 1, 3, 4, 7, 64, 65}) {
    std::vector<Real> y(count + 1, Real(3));
    clear(y.data(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(y[i], 0) << i << " of " << count;
    EXPECT_EQ(y[count], Real(3)) << count;
  }
}

}  // namespace
}  // namespace hnn
