// Linear least squares min ‖A c − Y‖ whose rows arrive in blocks and are never stored together,
// solved by orthogonal transformations only (forming AᵀA would lose half of the digits).
//
// 1. `RowFold` keeps the triangle R of A | Y = Q R and folds each block of rows into it by blocked
//    Householder reflections (Golub & Van Loan, Matrix Computations, 4th ed., §5.2.3 and §6.5.3;
//    their compact form I − V T Vᵀ is Schreiber & Van Loan 1989). Memory: columns², however many
//    rows come. Two folds merge into that of all rows, because R stands for its rows.
// 2. `PivotedFactor` factors R once more with column pivoting (Businger & Golub 1965). The unknowns
//    are ordered so that each pivot |rₖₖ| is the largest remainder of those left, and the pivots
//    fall. A cut-off at a fraction of the first pivot keeps `rank` unknowns and sets the rest to
//    zero; every rank's solution is one back-substitution. On sampled networks it was as good as
//    the singular value decomposition's at every cut-off, with noise and without
//    (docs/decisions/0008), at a twentieth of the cost and of the code.
#pragma once

#include <cstdint>
#include <vector>

#include "linalg/eigen.h"

namespace hnn {

class RowFold {
 public:
  RowFold(int unknowns, int rightSides);

  // `count` rows of unknowns and right sides, column-major; they are overwritten.
  void fold(double* rows, int count);
  // All rows that `other` (of the same shape) has seen, by its rows first … first + count − 1,
  // 0 ≤ first < columns().
  void foldTriangle(const RowFold& other, int first, int count);

  [[nodiscard]] int columns() const { return static_cast<int>(r_.cols()); }
  [[nodiscard]] int unknowns() const { return unknowns_; }
  [[nodiscard]] const Matrix& triangle() const { return r_; }  // zero below the diagonal
  // ‖A c − Y‖² of the rows seen; c is unknowns × rightSides.
  [[nodiscard]] double squaredResidual(const Matrix& c) const;

 private:
  void reducePanel(int first, int width, double* rows, int count);
  void updateTrailing(int first, int width, double* rows, int count);

  int unknowns_;
  Matrix r_;
  std::vector<double> panels_, t_, product_, turned_, update_;  // scratch
};

class PivotedFactor {
 public:
  // `smallest`: pivots below this fraction of the first are not computed.
  PivotedFactor(const RowFold& fold, double smallest);

  // Continues by at most `columns`; false if nothing is left to do.
  bool advance(int columns);

  // How many pivots exceed cutoff · the first one; of those found.
  [[nodiscard]] int rank(double cutoff) const;
  // unknowns × rightSides: the best solution with `rank` unknowns, the others zero.
  [[nodiscard]] Matrix solution(int rank) const;
  [[nodiscard]] double squaredResidual(int rank) const;  // of that solution

 private:
  void choosePivot();
  void reflect();

  Matrix a_, y_;  // unknowns × unknowns, unknowns × rightSides
  double rest_;   // ‖ ‖² of the part that no unknowns can fit
  double smallest_;
  std::vector<int> order_;            // the unknown of each column
  std::vector<double> norm_, exact_;  // of each column's remainder; when last computed exactly
  int done_ = 0;
  bool finished_ = false;
};

}  // namespace hnn
