// Random matrices for tests, from the project's own seeded generator.
#pragma once

#include "base/random.h"
#include "linalg/eigen.h"

namespace hnn::testing {

inline RealMatrix randomMatrix(int rows, int columns, Random& random, double scale = 1) {
  RealMatrix m(rows, columns);
  for (int j = 0; j < columns; ++j) {
    for (int i = 0; i < rows; ++i) m(i, j) = static_cast<Real>(scale * random.normal());
  }
  return m;
}

}  // namespace hnn::testing
