// Laws of the matrix kernels: equal to Eigen for every shape, whole blocks and rests alike.
#include "linalg/gemm.h"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(Gemm, PacksRowsIntoPanelsAndZerosBehindThem) {
  Random random(4);
  constexpr int kRows = kPanelRows<Real>;
  for (const int rows : {1, 2, 7, 8, 9, 19, 24}) {
    for (const int depth : {1, 2, 3, 4, 5, 8, 9}) {
      for (const bool transposed : {false, true}) {
        const RealMatrix a =
            transposed ? randomMatrix(depth, rows, random) : randomMatrix(rows, depth, random);
        const RealMatrix op = transposed ? RealMatrix(a.transpose()) : a;
        std::vector<Real> panels(packedSize(rows, depth), Real(7));
        packPanels(a.data(), rows, depth, transposed, panels.data());
        for (std::size_t at = 0; at < panels.size(); ++at) {
          const int place = static_cast<int>(at), panel = place / (kRows * depth);
          const int row = panel * kRows + place % kRows, k = place / kRows % depth;
          ASSERT_EQ(panels[at], row < rows ? op(row, k) : Real(0))
              << rows << "×" << depth << (transposed ? " transposed" : "") << " at " << at;
        }
      }
    }
  }
}

// Wide blocks are summed from copies of their operands. Fingerprints of trainings hold only if that
// changes no order of a sum: samples are added one after the other, and the whole to what is there.
TEST(Gemm, OuterHasTheBitsOfOneSumAfterTheOtherWithAndWithoutCopies) {
  Random random(5);
  for (const auto& [rows, samples, columns] : {GemmShape{64, 48, 64},
                                               {72, 96, 67},
                                               {136, 95, 130},
                                               {63, 96, 64},
                                               {64, 47, 65},
                                               {64, 97, 64},
                                               {64, 96, 63}}) {
    const RealMatrix u = randomMatrix(rows, samples, random),
                     a = randomMatrix(columns, samples, random);
    RealMatrix c = randomMatrix(rows, columns, random), expected = c;
    for (int j = 0; j < columns; ++j) {
      for (int i = 0; i < rows; ++i) {
        Real sum = 0;
        for (int k = 0; k < samples; ++k) sum = u(i, k) * a(j, k) + sum;
        expected(i, j) += sum;
      }
    }
    accumulateOuter(u.data(), rows, a.data(), columns, samples, c.data());
    EXPECT_EQ(c, expected) << rows << "×" << samples << "×" << columns;
  }
}

// A shallow product without bias adds −0, which must not turn a −0 into +0.
TEST(Gemm, AShallowProductWithoutBiasKeepsTheSignOfZero) {
  for (const int rows : {3, 8, 13}) {
    for (const int depth : {1, 2}) {
      const std::vector<Real> a(static_cast<std::size_t>(rows * depth), Real(-0.0));
      const std::vector<Real> x(static_cast<std::size_t>(depth), Real(1));
      std::vector<Real> panels(packedSize(rows, depth)), y(static_cast<std::size_t>(rows));
      packPanels(a.data(), rows, depth, false, panels.data());
      multiplyPanels(panels.data(), rows, depth, x.data(), 1, nullptr, y.data());
      for (const Real value : y) {
        EXPECT_TRUE(value == 0 && std::signbit(value)) << rows << "×" << depth;
      }
    }
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
