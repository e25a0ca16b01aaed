#include "linalg/gemm.h"

#include <algorithm>

namespace hnn {
namespace {

// Kernels stay out of line: V8 has no on-stack replacement for wasm, so a hot loop must sit in a
// function that is entered often.
#define HNN_KERNEL __attribute__((noinline))

constexpr int kBlockColumns = 4;

// y[8 × Columns] = panel[8 × depth] x[depth × Columns] + bias.
template <int Columns>
HNN_KERNEL void multiplyBlock(int depth, const Real* panel, const Real* x, const Real* bias,
                              Real* y, int ldy) {
  const Lanes bias0 = bias ? load(bias) : Lanes{};
  const Lanes bias1 = bias ? load(bias + kLanes) : Lanes{};
  Lanes y0[Columns], y1[Columns];
  for (int j = 0; j < Columns; ++j) y0[j] = y1[j] = Lanes{};
  for (int k = 0; k < depth; ++k) {
    const Lanes a0 = load(panel), a1 = load(panel + kLanes);
    panel += kPanelRows;
    for (int j = 0; j < Columns; ++j) {
      const Lanes s = splat(x[j * depth + k]);
      y0[j] = a0 * s + y0[j];
      y1[j] = a1 * s + y1[j];
    }
  }
  for (int j = 0; j < Columns; ++j) {
    store(y + j * ldy, y0[j] + bias0);
    store(y + j * ldy + kLanes, y1[j] + bias1);
  }
}

// c[8 × Columns] += Σ_samples u[8 of ldu] a[Columns of lda]ᵀ; element (i, j) of c lies at i ·
// rowStride + j · columnStride.
template <int Columns>
HNN_KERNEL void outerBlock(int samples, const Real* u, int ldu, const Real* a, int lda, Real* c,
                           int rowStride, int columnStride) {
  Lanes c0[Columns], c1[Columns];
  for (int j = 0; j < Columns; ++j) c0[j] = c1[j] = Lanes{};
  for (int k = 0; k < samples; ++k) {
    const Lanes u0 = load(u), u1 = load(u + kLanes);
    for (int j = 0; j < Columns; ++j) {
      const Lanes s = splat(a[j]);
      c0[j] = u0 * s + c0[j];
      c1[j] = u1 * s + c1[j];
    }
    u += ldu;
    a += lda;
  }
  if (rowStride == 1) {
    for (int j = 0; j < Columns; ++j) {
      Real* to = c + j * columnStride;
      store(to, load(to) + c0[j]);
      store(to + kLanes, load(to + kLanes) + c1[j]);
    }
    return;
  }
  for (int j = 0; j < Columns; ++j) {
    for (int i = 0; i < kLanes; ++i) {
      c[i * rowStride + j * columnStride] += c0[j][i];
      c[(i + kLanes) * rowStride + j * columnStride] += c1[j][i];
    }
  }
}

template <class Block>
void withColumns(int columns, const Block& block) {
  switch (columns) {
    case 1:
      return block.template operator()<1>();
    case 2:
      return block.template operator()<2>();
    case 3:
      return block.template operator()<3>();
    default:
      return block.template operator()<kBlockColumns>();
  }
}

// One panel against all columns of a block; the last panel may have fewer rows than kPanelRows.
template <int Columns>
void multiplyColumns(const Real* panels, int rows, int depth, const Real* x, const Real* bias,
                     Real* y) {
  const int wholeRows = rows / kPanelRows * kPanelRows;
  for (int i = 0; i < wholeRows; i += kPanelRows) {
    multiplyBlock<Columns>(depth, panels + i * depth, x, bias ? bias + i : nullptr, y + i, rows);
  }
  const int rest = rows - wholeRows;
  if (rest == 0) return;
  Real paddedBias[kPanelRows] = {};
  if (bias) std::copy_n(bias + wholeRows, rest, paddedBias);
  Real padded[kPanelRows * Columns];
  multiplyBlock<Columns>(depth, panels + wholeRows * depth, x, paddedBias, padded, kPanelRows);
  for (int j = 0; j < Columns; ++j)
    std::copy_n(padded + j * kPanelRows, rest, y + j * rows + wholeRows);
}

}  // namespace

std::size_t packedSize(int rows, int depth) {
  const int panels = (rows + kPanelRows - 1) / kPanelRows;
  return static_cast<std::size_t>(panels) * kPanelRows * static_cast<std::size_t>(depth);
}

void packPanels(const Real* a, int rows, int depth, bool transposed, Real* panels) {
  const int rowStride = transposed ? depth : 1;
  const int depthStride = transposed ? 1 : rows;
  for (int first = 0; first < rows; first += kPanelRows) {
    const int here = std::min(kPanelRows, rows - first);
    for (int k = 0; k < depth; ++k) {
      for (int i = 0; i < here; ++i) panels[i] = a[(first + i) * rowStride + k * depthStride];
      for (int i = here; i < kPanelRows; ++i) panels[i] = 0;
      panels += kPanelRows;
    }
  }
}

void multiplyPanels(const Real* panels, int rows, int depth, const Real* x, int columns,
                    const Real* bias, Real* y) {
  for (int j = 0; j < columns; j += kBlockColumns) {
    withColumns(std::min(kBlockColumns, columns - j), [&]<int Columns>() {
      multiplyColumns<Columns>(panels, rows, depth, x + static_cast<std::ptrdiff_t>(j) * depth,
                               bias, y + static_cast<std::ptrdiff_t>(j) * rows);
    });
  }
}

void accumulateOuter(const Real* u, int rows, const Real* a, int columns, int samples, Real* c) {
  const int wholeRows = rows / kPanelRows * kPanelRows;
  for (int j = 0; j < columns; j += kBlockColumns) {
    withColumns(std::min(kBlockColumns, columns - j), [&]<int Columns>() {
      for (int i = 0; i < wholeRows; i += kPanelRows) {
        outerBlock<Columns>(samples, u + i, rows, a + j, columns, c + i + j * rows, 1, rows);
      }
    });
  }
  if (wholeRows == rows) return;
  // The last few rows: the same kernel with the roles exchanged, so that its 8 lanes run along `a`.
  const int wholeColumns = columns / kPanelRows * kPanelRows;
  for (int i = wholeRows; i < rows; i += kBlockColumns) {
    withColumns(std::min(kBlockColumns, rows - i), [&]<int Rows>() {
      for (int j = 0; j < wholeColumns; j += kPanelRows) {
        outerBlock<Rows>(samples, a + j, columns, u + i, rows, c + i + j * rows, rows, 1);
      }
    });
  }
  for (int j = wholeColumns; j < columns; ++j) {
    for (int i = wholeRows; i < rows; ++i) {
      Real sum = 0;
      for (int k = 0; k < samples; ++k) sum += u[k * rows + i] * a[k * columns + j];
      c[i + j * rows] += sum;
    }
  }
}

}  // namespace hnn
