// The arithmetic of the elementwise and shape operations on plain arrays (column-major, dense).
#pragma once

#include <cstddef>
#include <vector>

#include "autodiff/graph.h"

namespace hnn {

[[nodiscard]] bool isElementwise(Op op);

void clear(Real* y, std::size_t count);  // y[i] = 0

// y[i] = op(a[i], b[i]); b is ignored where op has one argument. y may be a or b.
void runElementwise(Op op, Real factor, const Real* a, const Real* b, Real* y, std::size_t count);

void sliceRows(const Real* a, int rowsOfA, int first, int rows, int columns, Real* y);
void placeRows(const Real* a, int rowsOfA, int first, int rows, int columns, Real* y);
void sumRows(const Real* a, int rows, int columns, Real* y);
void broadcastRows(const Real* a, int rows, int columns, Real* y);
// y += Σ columns, in order. The rounding errors of y remain in `carry` (rows numbers, zero at
// first) and are subtracted with the next columns.
void accumulateColumns(const Real* a, int rows, int columns, Real* y, Real* carry);
void broadcastColumns(const Real* a, int rows, int columns, Real* y);
// In every column y[i] = a[from[i]], or 0 where that is −1.
void gatherRows(const Real* a, int rowsOfA, const std::vector<int>& from, int columns, Real* y);
// In every column y[to[i]] += a[i] from zero, in the order of i, where to[i] is not −1.
void scatterRows(const Real* a, const std::vector<int>& to, int rows, int columns, Real* y);

}  // namespace hnn
