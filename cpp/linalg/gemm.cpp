#include "linalg/gemm.h"

#include <algorithm>

namespace hnn {
namespace {

// Kernels stay out of line: V8 has no on-stack replacement for wasm, so a hot loop must sit in a
// function that is entered often.
#define HNN_KERNEL __attribute__((noinline))

constexpr int kBlockColumns = 4;

// Runs term(0), term(1), … term(kUnroll − 1), advance() and so on, until a term returns that it was
// the last. Unrolled, because a loop's own instructions cost a fifth of the kernel; with an exit
// after each term, because V8 begins a block of straight code with all of its loads, and more than
// one term's do not fit into the registers (4 terms in one block ran at half the speed, 8 with
// exits are a quarter faster than the plain loop).
constexpr int kUnroll = 8;

template <int Columns, class Term, class Advance>
inline __attribute__((always_inline)) void unrolled(const Term& term, const Advance& advance) {
  if constexpr (Columns < kBlockColumns) {  // the last few columns; not worth the code size
    for (int k = 0; !term(k); ++k) {
      if (k == kUnroll - 1) advance(), k = -1;
    }
  } else {
    while (!(term(0) || term(1) || term(2) || term(3) || term(4) || term(5) || term(6) || term(7)))
      advance();
  }
}

// y[8 × Columns] = panel[8 × depth] x[depth × Columns] + bias.
template <int Columns, class T>
HNN_KERNEL void multiplyBlock(int depth, const T* panel, const T* x, const T* bias, T* y, int ldy) {
  const LanesOf<T> bias0 = bias ? load(bias) : LanesOf<T>{};
  const LanesOf<T> bias1 = bias ? load(bias + kLanesOf<T>) : LanesOf<T>{};
  LanesOf<T> y0[Columns], y1[Columns];
  for (int j = 0; j < Columns; ++j) y0[j] = y1[j] = LanesOf<T>{};
  const T* column[Columns];
  for (int j = 0; j < Columns; ++j) column[j] = x + j * depth;
  int last = depth - 1;
  const auto term = [&](int k) __attribute__((always_inline)) {
    const LanesOf<T> a0 = load(panel + k * kPanelRows<T>);
    const LanesOf<T> a1 = load(panel + k * kPanelRows<T> + kLanesOf<T>);
    for (int j = 0; j < Columns; ++j) {
      const LanesOf<T> s = splatOf(column[j][k]);
      y0[j] = a0 * s + y0[j];
      y1[j] = a1 * s + y1[j];
    }
    return k == last;
  };
  const auto advance = [&]() __attribute__((always_inline)) {
    panel += kUnroll * kPanelRows<T>;
    for (int j = 0; j < Columns; ++j) column[j] += kUnroll;
    last -= kUnroll;
  };
  if (depth > 0) unrolled<Columns>(term, advance);
  for (int j = 0; j < Columns; ++j) {
    store(y + j * ldy, y0[j] + bias0);
    store(y + j * ldy + kLanesOf<T>, y1[j] + bias1);
  }
}

// y = op(a) x for a single column, Panels panels together: a single one would wait for each of its
// sums.
template <int Panels, class T>
HNN_KERNEL void multiplyVector(int depth, const T* panels, const T* x, const T* bias, T* y) {
  const T* panel[Panels];
  LanesOf<T> y0[Panels], y1[Panels];
  for (int i = 0; i < Panels; ++i) {
    panel[i] = panels + i * depth * kPanelRows<T>;
    y0[i] = y1[i] = LanesOf<T>{};
  }
  int last = depth - 1;
  const auto term = [&](int k) __attribute__((always_inline)) {
    const LanesOf<T> s = splatOf(x[k]);
    for (int i = 0; i < Panels; ++i) {
      const T* a = panel[i] + k * kPanelRows<T>;
      y0[i] = load(a) * s + y0[i];
      y1[i] = load(a + kLanesOf<T>) * s + y1[i];
    }
    return k == last;
  };
  const auto advance = [&]() __attribute__((always_inline)) {
    for (int i = 0; i < Panels; ++i) panel[i] += kUnroll * kPanelRows<T>;
    x += kUnroll;
    last -= kUnroll;
  };
  if (depth > 0) unrolled<kBlockColumns>(term, advance);
  for (int i = 0; i < Panels; ++i) {
    const int row = i * kPanelRows<T>;
    const LanesOf<T> bias0 = bias ? load(bias + row) : LanesOf<T>{};
    const LanesOf<T> bias1 = bias ? load(bias + row + kLanesOf<T>) : LanesOf<T>{};
    store(y + row, y0[i] + bias0);
    store(y + row + kLanesOf<T>, y1[i] + bias1);
  }
}

// c[8 × Columns] += Σ_samples u[8 of ldu] a[Columns of lda]ᵀ; element (i, j) of c lies at
// i · rowStride + j · columnStride.
template <int Columns, class T>
HNN_KERNEL void outerBlock(int samples, const T* u, int ldu, const T* a, int lda, T* c,
                           int rowStride, int columnStride) {
  LanesOf<T> c0[Columns], c1[Columns];
  for (int j = 0; j < Columns; ++j) c0[j] = c1[j] = LanesOf<T>{};
  int last = samples - 1;
  const auto term = [&](int k) __attribute__((always_inline)) {
    const LanesOf<T> u0 = load(u), u1 = load(u + kLanesOf<T>);
    for (int j = 0; j < Columns; ++j) {
      const LanesOf<T> s = splatOf(a[j]);
      c0[j] = u0 * s + c0[j];
      c1[j] = u1 * s + c1[j];
    }
    u += ldu;
    a += lda;
    return k == last;
  };
  const auto advance = [&]() __attribute__((always_inline)) { last -= kUnroll; };
  if (samples > 0) unrolled<Columns>(term, advance);
  if (rowStride == 1) {
    for (int j = 0; j < Columns; ++j) {
      T* to = c + j * columnStride;
      store(to, load(to) + c0[j]);
      store(to + kLanesOf<T>, load(to + kLanesOf<T>) + c1[j]);
    }
    return;
  }
  for (int j = 0; j < Columns; ++j) {
    for (int i = 0; i < kLanesOf<T>; ++i) {
      c[i * rowStride + j * columnStride] += c0[j][i];
      c[(i + kLanesOf<T>)*rowStride + j * columnStride] += c1[j][i];
    }
  }
}

// One panel of kPanelRows whole rows, `stride` apart from column to column.
template <class T>
HNN_KERNEL void packWhole(const T* a, int stride, int depth, T* panel) {
  for (int k = 0; k < depth; ++k, a += stride, panel += kPanelRows<T>) {
    store(panel, load(a));
    store(panel + kLanesOf<T>, load(a + kLanesOf<T>));
  }
}

// Columns four at a time, each `samples` × 4, one behind the other.
template <class T>
HNN_KERNEL void packColumns(const T* a, int stride, int columns, int samples, T* packed) {
  for (int j = 0; j < columns; j += kBlockColumns, a += kBlockColumns) {
    const int here = std::min(kBlockColumns, columns - j);
    const T* from = a;
    for (int k = 0; k < samples; ++k, from += stride, packed += here) {
      if (here == kBlockColumns) {
        for (int i = 0; i < kBlockColumns; i += kLanesOf<T>) store(packed + i, load(from + i));
      } else {
        for (int i = 0; i < here; ++i) packed[i] = from[i];
      }
    }
  }
}

// One panel of whole rows, each of which lies in one piece; for four lanes.
template <class T>
HNN_KERNEL void packTransposed(const T* a, int depth, T* panel) {
  int k = 0;
  if constexpr (kLanesOf<T> == 4) {
    for (; k + 4 <= depth; k += 4, panel += 4 * kPanelRows<T>) {
      for (int half = 0; half < 2; ++half) {
        const T* from = a + 4 * half * depth + k;
        const LanesOf<T> r0 = load(from), r1 = load(from + depth);
        const LanesOf<T> r2 = load(from + 2 * depth), r3 = load(from + 3 * depth);
        const LanesOf<T> low01 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5);
        const LanesOf<T> low23 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5);
        const LanesOf<T> high01 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
        const LanesOf<T> high23 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
        T* to = panel + 4 * half;
        store(to, __builtin_shufflevector(low01, low23, 0, 1, 4, 5));
        store(to + kPanelRows<T>, __builtin_shufflevector(low01, low23, 2, 3, 6, 7));
        store(to + 2 * kPanelRows<T>, __builtin_shufflevector(high01, high23, 0, 1, 4, 5));
        store(to + 3 * kPanelRows<T>, __builtin_shufflevector(high01, high23, 2, 3, 6, 7));
      }
    }
  }
  for (; k < depth; ++k, panel += kPanelRows<T>) {
    for (int i = 0; i < kPanelRows<T>; ++i) panel[i] = a[i * depth + k];
  }
}

// y[k · kPanelRows] = a[k · stride]: one row of a panel.
template <class T>
HNN_KERNEL void packRow(const T* a, int stride, int depth, T* panel) {
  for (int k = 0; k < depth; ++k, a += stride, panel += kPanelRows<T>) *panel = *a;
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

// The whole product where the depth is very small (the first layer of a network): hardly more than
// a pass over y. Column by column, so that y is written in order.
template <int Depth, class T>
HNN_KERNEL void multiplyShallow(const T* panels, int rows, const T* x, int columns, const T* bias,
                                T* y) {
  constexpr int kRows = kPanelRows<T>, kHalf = kLanesOf<T>;
  T none[kRows];  // a missing bias: adding −0 changes no number
  std::fill_n(none, kRows, -T(0));
  const int wholeRows = rows / kRows * kRows;
  for (int j = 0; j < columns; ++j, x += Depth, y += rows) {
    LanesOf<T> s[Depth];
    for (int k = 0; k < Depth; ++k) s[k] = splatOf(x[k]);
    const auto sumAt = [&](const T* panel) __attribute__((always_inline)) {
      LanesOf<T> sum = load(panel) * s[0];
      for (int k = 1; k < Depth; ++k) sum = load(panel + k * kRows) * s[k] + sum;
      return sum;
    };
    const T* panel = panels;
    const T* b = bias ? bias : none;
    const int next = bias ? kRows : 0;
    int i = 0;
    for (; i < wholeRows; i += kRows, panel += Depth * kRows, b += next) {
      store(y + i, sumAt(panel) + load(b));
      store(y + i + kHalf, sumAt(panel + kHalf) + load(b + kHalf));
    }
    for (; i < rows; i += kHalf, panel += kHalf, b += kHalf) {
      const int here = std::min(kHalf, rows - i);
      storeSome(y + i, sumAt(panel) + loadSome(b, here), here);
    }
  }
}

// One panel against all columns of a block; the last panel may have fewer rows than kPanelRows<T>.
template <int Columns, class T>
void multiplyColumns(const T* panels, int rows, int depth, const T* x, const T* bias, T* y) {
  const int wholeRows = rows / kPanelRows<T> * kPanelRows<T>;
  int i = 0;
  if constexpr (Columns == 1) {
    constexpr int kTogether = 3;
    for (; i + kTogether * kPanelRows<T> <= wholeRows; i += kTogether * kPanelRows<T>)
      multiplyVector<kTogether>(depth, panels + i * depth, x, bias ? bias + i : nullptr, y + i);
  }
  for (; i < wholeRows; i += kPanelRows<T>) {
    multiplyBlock<Columns>(depth, panels + i * depth, x, bias ? bias + i : nullptr, y + i, rows);
  }
  const int rest = rows - wholeRows;
  if (rest == 0) return;
  T paddedBias[kPanelRows<T>] = {};
  if (bias) std::copy_n(bias + wholeRows, rest, paddedBias);
  T padded[kPanelRows<T> * Columns];
  multiplyBlock<Columns>(depth, panels + wholeRows * depth, x, paddedBias, padded, kPanelRows<T>);
  for (int j = 0; j < Columns; ++j)
    std::copy_n(padded + j * kPanelRows<T>, rest, y + j * rows + wholeRows);
}

// The rows of c that fill panels, from copies of a tile of columns of a and of a panel's rows of u
// wherever that costs little: in place, where columns are a multiple of 512 bytes apart, a block's
// lines share a few sets of the L1 cache (512 rows and columns ran at 27 GFLOP/s instead of 41).
template <class T>
void accumulateWhole(const T* u, int rows, int wholeRows, const T* a, int columns, int samples,
                     T* c) {
  constexpr int kTile = 64, kMost = 96;
  T left[kPanelRows<T> * kMost], right[kTile * kMost];
  const bool copies =
      std::min(wholeRows, columns) >= kTile && samples >= kMost / 2 && samples <= kMost;
  const int tile = copies ? kTile : columns;
  for (int first = 0; first < columns; first += tile) {
    const int width = std::min(tile, columns - first);
    if (copies) packColumns(a + first, columns, width, samples, right);
    for (int i = 0; i < wholeRows; i += kPanelRows<T>) {
      if (copies) packWhole(u + i, rows, samples, left);
      for (int j = 0; j < width; j += kBlockColumns) {
        T* to = c + i + (first + j) * rows;
        withColumns(std::min(kBlockColumns, width - j), [&]<int Columns>() {
          if (copies) {
            outerBlock<Columns>(samples, left, kPanelRows<T>, right + j * samples, Columns, to, 1,
                                rows);
          } else {
            outerBlock<Columns>(samples, u + i, rows, a + j, columns, to, 1, rows);
          }
        });
      }
    }
  }
}

}  // namespace

template <class T>
std::size_t packedSize(int rows, int depth) {
  const int panels = (rows + kPanelRows<T> - 1) / kPanelRows<T>;
  return static_cast<std::size_t>(panels) * kPanelRows<T> * static_cast<std::size_t>(depth);
}

template <class T>
void packPanels(const T* a, int rows, int depth, bool transposed, T* panels) {
  const int rowStride = transposed ? depth : 1;
  const int depthStride = transposed ? 1 : rows;
  const T zero = 0;
  for (int first = 0; first < rows; first += kPanelRows<T>) {
    const int here = std::min(kPanelRows<T>, rows - first);
    const T* from = a + static_cast<std::ptrdiff_t>(first) * rowStride;
    if (here == kPanelRows<T> && rowStride == 1) {
      packWhole(from, depthStride, depth, panels);
    } else if (here == kPanelRows<T> && kLanesOf<T> == 4) {
      packTransposed(from, depth, panels);
    } else {
      for (int i = 0; i < here; ++i) packRow(from + i * rowStride, depthStride, depth, panels + i);
      for (int i = here; i < kPanelRows<T>; ++i) packRow(&zero, 0, depth, panels + i);
    }
    panels += static_cast<std::ptrdiff_t>(depth) * kPanelRows<T>;
  }
}

template <class T>
void multiplyPanels(const T* panels, int rows, int depth, const T* x, int columns,
                    std::type_identity_t<const T*> bias, T* y) {
  if (depth == 1) return multiplyShallow<1>(panels, rows, x, columns, bias, y);
  if (depth == 2) return multiplyShallow<2>(panels, rows, x, columns, bias, y);
  for (int j = 0; j < columns; j += kBlockColumns) {
    withColumns(std::min(kBlockColumns, columns - j), [&]<int Columns>() {
      multiplyColumns<Columns>(panels, rows, depth, x + static_cast<std::ptrdiff_t>(j) * depth,
                               bias, y + static_cast<std::ptrdiff_t>(j) * rows);
    });
  }
}

template <class T>
void accumulateOuter(const T* u, int rows, const T* a, int columns, int samples, T* c) {
  const int wholeRows = rows / kPanelRows<T> * kPanelRows<T>;
  accumulateWhole(u, rows, wholeRows, a, columns, samples, c);
  if (wholeRows == rows) return;
  // The last few rows: the same kernel with the roles exchanged, so that its 8 lanes run along `a`.
  const int wholeColumns = columns / kPanelRows<T> * kPanelRows<T>;
  for (int i = wholeRows; i < rows; i += kBlockColumns) {
    withColumns(std::min(kBlockColumns, rows - i), [&]<int Rows>() {
      for (int j = 0; j < wholeColumns; j += kPanelRows<T>) {
        outerBlock<Rows>(samples, a + j, columns, u + i, rows, c + i + j * rows, rows, 1);
      }
    });
  }
  for (int j = wholeColumns; j < columns; ++j) {
    for (int i = wholeRows; i < rows; ++i) {
      T sum = 0;
      for (int k = 0; k < samples; ++k) sum += u[k * rows + i] * a[k * columns + j];
      c[i + j * rows] += sum;
    }
  }
}

#define HNN_INSTANTIATE(T)                                                          \
  template std::size_t packedSize<T>(int, int);                                     \
  template void packPanels<T>(const T*, int, int, bool, T*);                        \
  template void multiplyPanels<T>(const T*, int, int, const T*, int, const T*, T*); \
  template void accumulateOuter<T>(const T*, int, const T*, int, int, T*);
HNN_INSTANTIATE(float)
HNN_INSTANTIATE(double)
#undef HNN_INSTANTIATE

}  // namespace hnn
