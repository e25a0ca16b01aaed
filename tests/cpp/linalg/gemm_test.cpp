// Laws of the matrix kernels: equal to Eigen for every shape, whole blocks and rests alike.
#include "linalg/gemm.h"

#include <gtest/gtest.h>

#include "support/random_matrix.h"

namespace hnn {
namespace {

using testing::randomMatrix;

// Rounding of a sum of `terms` products of unit normals, with room for both orders of summation.
double tolerance(int terms) {
  return 8 * std::sqrt(terms) * std::numeric_limits<Real>::epsilon() * 4;
}

double largest(const RealMatrix& m) {
  return m.size() ? static_cast<double>(m.cwiseAbs().maxCoeff()) : 0;
}

struct GemmShape {
  int rows, depth, columns;
};

std::vector<GemmShape> shapes() {
  std::vector<GemmShape> all;
  for (const int rows : {1, 2, 3, 4, 7, 8, 9, 16, 19, 200}) {
    for (const int depth : {1, 2, 5, 8, 33}) {
      for (const int columns : {1, 2, 3, 4, 5, 11}) all.push_back({rows, depth, columns});
    }
  }
  all.push_back({200, 200, 101});
  return all;
}

TEST(Gemm, PanelsTimesColumnsIsTheProductPlusBias) {
  Random random(1);
  for (const auto& [rows, depth, columns] : shapes()) {
    for (const bool transposed : {false, true}) {
      const RealMatrix a =
          transposed ? randomMatrix(depth, rows, random) : randomMatrix(rows, depth, random);
      const RealMatrix x = randomMatrix(depth, columns, random),
                       bias = randomMatrix(rows, 1, random);
      std::vector<Real> panels(packedSize(rows, depth));
      packPanels(a.data(), rows, depth, transposed, panels.data());
      RealMatrix y(rows, columns);
      multiplyPanels(panels.data(), rows, depth, x.data(), columns, bias.data(), y.data());
      const RealMatrix op = transposed ? RealMatrix(a.transpose()) : a;
      const RealMatrix expected = (op * x).colwise() + bias.col(0);
      EXPECT_LE(largest(y - expected), tolerance(depth + 1))
          << rows << "×" << depth << "×" << columns << (transposed ? " transposed" : "");
    }
  }
}

TEST(Gemm, OuterAddsSamplesToWhatIsThere) {
  Random random(2);
  for (const auto& [rows, samples, columns] : shapes()) {
    const RealMatrix u = randomMatrix(rows, samples, random),
                     a = randomMatrix(columns, samples, random);
    RealMatrix c = randomMatrix(rows, columns, random);
    const RealMatrix expected = c + u * a.transpose();
    accumulateOuter(u.data(), rows, a.data(), columns, samples, c.data());
    EXPECT_LE(largest(c - expected), tolerance(samples + 1))
        << rows << "×" << samples << "×" << columns;
  }
}

TEST(Gemm, AColumnsResultDoesNotDependOnItsNeighbours) {
  Random random(3);
  const int rows = 19, depth = 23;
  const RealMatrix a = randomMatrix(rows, depth, random), x = randomMatrix(depth, 9, random);
  std::vector<Real> panels(packedSize(rows, depth));
  packPanels(a.data(), rows, depth, false, panels.data());
  RealMatrix together(rows, 9), alone(rows, 1);
  multiplyPanels(panels.data(), rows, depth, x.data(), 9, nullptr, together.data());
  for (int j = 0; j < 9; ++j) {
    multiplyPanels(panels.data(), rows, depth, x.data() + j * depth, 1, nullptr, alone.data());
    EXPECT_EQ(alone.col(0), together.col(j)) << "column " << j;
  }
}

}  // namespace
}  // namespace hnn
