// The streamed solver against Eigen's singular value decomposition, on problems small enough for
// that.
#include "train/least_squares.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace hnn {
namespace {

Matrix normalMatrix(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed) {
  Random random(seed);
  Matrix m(rows, columns);
  for (double& value : m.reshaped()) value = random.normal();
  return m;
}

// Rows in blocks of `blockRows`.
RowFold folded(const Matrix& a, const Matrix& y, int blockRows) {
  RowFold fold(static_cast<int>(a.cols()), static_cast<int>(y.cols()));
  for (Eigen::Index first = 0; first < a.rows(); first += blockRows) {
    const Eigen::Index count = std::min<Eigen::Index>(blockRows, a.rows() - first);
    Matrix rows(count, a.cols() + y.cols());
    rows << a.middleRows(first, count), y.middleRows(first, count);
    fold.fold(rows.data(), static_cast<int>(count));
  }
  return fold;
}

PivotedFactor factored(const RowFold& fold, double smallest = 1e-15) {
  PivotedFactor factor(fold, smallest);
  while (factor.advance(7)) {
  }
  return factor;
}

Matrix solved(const Matrix& a, const Matrix& y, int blockRows, double cutoff = 1e-13) {
  const PivotedFactor factor = factored(folded(a, y, blockRows));
  return factor.solution(factor.rank(cutoff));
}

Matrix bySvd(const Matrix& a, const Matrix& y, double cutoff = 1e-13) {
  Eigen::JacobiSVD<Matrix> svd(a, Eigen::ComputeThinU | Eigen::ComputeThinV);
  svd.setThreshold(cutoff);
  return svd.solve(y);
}

TEST(LeastSquares, EqualsTheSvdOnProblemsOfEveryShape) {
  for (const int unknowns : {1, 2, 15, 16, 17, 33, 60}) {
    for (const int sides : {1, 3}) {
      const Matrix a = normalMatrix(150, unknowns, 1), y = normalMatrix(150, sides, 2);
      const Matrix expected = bySvd(a, y);
      EXPECT_LE((solved(a, y, 40) - expected).norm(), 1e-12 * expected.norm())
          << unknowns << " unknowns, " << sides << " right sides";
    }
  }
}

TEST(LeastSquares, LosesNoDigitsToSquaring) {  // condition 1e10: AᵀA would be singular
  Matrix a = normalMatrix(120, 20, 3);
  for (int j = 0; j < 20; ++j) a.col(j) = a.col(0) + a.col(j) * std::pow(10.0, -0.5 * j);
  const Matrix c = normalMatrix(20, 1, 4), y = a * c;
  EXPECT_LE((a * solved(a, y, 50, 1e-15) - y).norm(), 1e-13 * y.norm());
  EXPECT_LE((solved(a, y, 50, 1e-15) - c).norm(), 1e-4 * c.norm());
}

TEST(LeastSquares, StreamingInAnyBlocksIsTheSameAsAtOnce) {
  const Matrix a = normalMatrix(200, 37, 5), y = normalMatrix(200, 2, 6);
  const Matrix atOnce = solved(a, y, 200);
  for (const int blockRows : {1, 3, 16, 50, 128, 199})
    EXPECT_LE((solved(a, y, blockRows) - atOnce).norm(), 1e-10 * atOnce.norm()) << blockRows;
}

TEST(LeastSquares, RankDeficientProblemsAreFittedAsWellAsCanBe) {
  const Matrix base = normalMatrix(90, 8, 7);
  Matrix a(90, 20);
  a << base, base * normalMatrix(8, 11, 8), Matrix::Zero(90, 1);
  const Matrix y = normalMatrix(90, 1, 9);
  const PivotedFactor factor = factored(folded(a, y, 32));
  EXPECT_EQ(factor.rank(1e-12), 8);
  const Matrix c = factor.solution(8);
  EXPECT_EQ((c.array() != 0).count(), 8);
  EXPECT_NEAR((a * c - y).norm(), (a * bySvd(a, y, 1e-12) - y).norm(), 1e-12);
}

TEST(LeastSquares, WideProblemsAreMetExactly) {  // more unknowns than rows
  const Matrix a = normalMatrix(12, 40, 10), y = normalMatrix(12, 2, 11);
  const PivotedFactor factor = factored(folded(a, y, 5));
  EXPECT_EQ(factor.rank(1e-12), 12);
  EXPECT_LE((a * factor.solution(12) - y).norm(), 1e-12);
}

TEST(LeastSquares, NothingAtAllHasTheZeroSolution) {
  const PivotedFactor factor = factored(RowFold(5, 1));
  EXPECT_EQ(factor.rank(0), 0);
  EXPECT_EQ(factor.solution(0), Matrix::Zero(5, 1));
}

TEST(LeastSquares, EveryRankHasItsResidual) {
  const Matrix a = normalMatrix(80, 20, 12), y = normalMatrix(80, 3, 13);
  const RowFold fold = folded(a, y, 32);
  const PivotedFactor factor = factored(fold);
  double before = y.squaredNorm();
  for (int rank = 0; rank <= 20; ++rank) {
    const Matrix c = factor.solution(rank);
    const double residual = (a * c - y).squaredNorm();
    EXPECT_NEAR(factor.squaredResidual(rank), residual, 1e-11);
    EXPECT_NEAR(fold.squaredResidual(c), residual, 1e-11);
    EXPECT_LE(residual, before + 1e-11);
    before = residual;
  }
}

TEST(LeastSquares, PivotsFallAndTheCutoffCountsThem) {
  Matrix a = normalMatrix(60, 30, 14);
  for (int j = 0; j < 30; ++j) a.col(j) *= std::pow(10.0, -0.4 * ((j * 7) % 30));
  const PivotedFactor factor = factored(folded(a, normalMatrix(60, 1, 15), 32));
  int before = 0;
  for (int decade = 1; decade <= 12; ++decade) {
    const int rank = factor.rank(std::pow(10.0, -decade));
    EXPECT_GE(rank, before);
    EXPECT_NEAR(rank, 2.5 * decade, 4) << decade;
    before = rank;
  }
}

TEST(LeastSquares, TwoFoldsMergeIntoThatOfAllRows) {
  const Matrix a = normalMatrix(150, 30, 16), y = normalMatrix(150, 2, 17);
  RowFold first = folded(a.topRows(90), y.topRows(90), 32);
  const RowFold second = folded(a.bottomRows(60), y.bottomRows(60), 32);
  for (int row = 0; row < second.columns(); row += 10)
    first.foldTriangle(second, row, std::min(10, second.columns() - row));
  const PivotedFactor factor = factored(first);
  const Matrix expected = bySvd(a, y);
  EXPECT_LE((factor.solution(30) - expected).norm(), 1e-12 * expected.norm());
}

}  // namespace
}  // namespace hnn
