#include "autodiff/kernels.h"

#include <algorithm>
#include <cstddef>

#include "autodiff/vector_math.h"

namespace hnn {
namespace {

// Out of line, one function per operation: V8 replaces a wasm function by its optimised code only
// at entry. Cheap operations process kUnroll vectors per turn, because otherwise a loop's own
// instructions would outnumber theirs.
constexpr int kUnroll = 4;
constexpr std::size_t kTurn = kUnroll * kLanes;

template <class F>
__attribute__((noinline)) void map1(const Real* a, Real* y, std::size_t count, F f) {
  std::size_t i = 0;
  for (; i + kTurn <= count; i += kTurn) {
    for (int j = 0; j < kUnroll; ++j) store(y + i + j * kLanes, f(load(a + i + j * kLanes)));
  }
  for (; i + kLanes <= count; i += kLanes) store(y + i, f(load(a + i)));
  const int rest = static_cast<int>(count - i);
  if (rest > 0) storeSome(y + i, f(loadSome(a + i, rest)), rest);
}

// The same for operations of many instructions, which do not benefit from unrolling.
template <class F>
__attribute__((noinline)) void mapLong(const Real* a, Real* y, std::size_t count, F f) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) store(y + i, f(load(a + i)));
  const int rest = static_cast<int>(count - i);
  if (rest > 0) storeSome(y + i, f(loadSome(a + i, rest)), rest);
}

// Likewise in two halves, f and then g of x and f(x), tile by tile.
template <class F, class G>
__attribute__((noinline)) void mapHalves(const Real* a, Real* y, std::size_t count, F f, G g) {
  constexpr std::size_t kTile = 256;
  Real half[kTile];
  for (std::size_t first = 0; first < count; first += kTile) {
    const std::size_t here = std::min(kTile, count - first);
    mapLong(a + first, half, here, f);
    const Real* x = a + first;
    Real* to = y + first;
    std::size_t i = 0;
    for (; i + kLanes <= here; i += kLanes) store(to + i, g(load(x + i), load(half + i)));
    const int rest = static_cast<int>(here - i);
    if (rest > 0) storeSome(to + i, g(loadSome(x + i, rest), loadSome(half + i, rest)), rest);
  }
}

template <class F>
__attribute__((noinline)) void map2(const Real* a, const Real* b, Real* y, std::size_t count, F f) {
  std::size_t i = 0;
  for (; i + kTurn <= count; i += kTurn) {
    for (int j = 0; j < kUnroll; ++j) {
      const std::size_t at = i + static_cast<std::size_t>(j * kLanes);
      store(y + at, f(load(a + at), load(b + at)));
    }
  }
  for (; i + kLanes <= count; i += kLanes) store(y + i, f(load(a + i), load(b + i)));
  const int rest = static_cast<int>(count - i);
  if (rest > 0) storeSome(y + i, f(loadSome(a + i, rest), loadSome(b + i, rest)), rest);
}

// Functions that only physics uses: through double, so that the float result is correctly rounded
// except for rare ties.
template <class F>
void mapScalar(const Real* a, Real* y, std::size_t count, F f) {
  for (std::size_t i = 0; i < count; ++i) y[i] = static_cast<Real>(f(static_cast<double>(a[i])));
}

}  // namespace

// The module's memset is a loop over bytes (it is built for size), so that the compiler must not
// replace a loop by a call of it.
#ifdef __clang__
#define HNN_NO_MEMSET __attribute__((noinline, no_builtin("memset")))
#else
#define HNN_NO_MEMSET __attribute__((noinline))
#endif

HNN_NO_MEMSET void clear(Real* y, std::size_t count) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) store(y + i, Lanes{});
  for (; i < count; ++i) y[i] = 0;
}

bool isElementwise(Op op) { return op >= Op::kAdd && op <= Op::kReciprocal; }

void runElementwise(Op op, Real factor, const Real* a, const Real* b, Real* y, std::size_t count) {
  const Lanes one = splat(1), f = splat(factor);
  switch (op) {
    case Op::kAdd:
      return map2(a, b, y, count, [](Lanes u, Lanes v) { return u + v; });
    case Op::kSub:
      return map2(a, b, y, count, [](Lanes u, Lanes v) { return u - v; });
    case Op::kMul:
      return map2(a, b, y, count, [](Lanes u, Lanes v) { return u * v; });
    case Op::kTanhGrad:
      return map2(a, b, y, count, [one](Lanes u, Lanes g) { return g * (one - u * u); });
    case Op::kScale:
      return map1(a, y, count, [f](Lanes u) { return f * u; });
    case Op::kOffset:
      return map1(a, y, count, [f](Lanes u) { return u + f; });
    case Op::kTanh:
      return mapHalves(
          a, y, count, [](Lanes u) { return tanhGrowth(u); },
          [](Lanes u, Lanes growth) { return tanhFromGrowth(u, growth); });
    case Op::kSigmoid:
      return mapLong(a, y, count, [](Lanes u) { return sigmoidLanes(u); });
    case Op::kSoftplus:
      return mapLong(a, y, count, [](Lanes u) { return softplusLanes(u); });
    case Op::kRelu:
      return map1(a, y, count, [](Lanes u) { return u < Lanes{} ? Lanes{} : u; });
    case Op::kStep:
      return map1(a, y, count, [one](Lanes u) { return u > Lanes{} ? one : Lanes{}; });
    case Op::kExp:
      return mapLong(a, y, count, [](Lanes u) { return expLanes(u); });
    case Op::kLog:
      return mapScalar(a, y, count, [](double u) { return log(u); });
    case Op::kSin:
      return mapScalar(a, y, count, [](double u) { return sin(u); });
    case Op::kCos:
      return mapScalar(a, y, count, [](double u) { return cos(u); });
    case Op::kSqrt:
      return map1(a, y, count, [](Lanes u) { return sqrtLanes(u); });
    case Op::kWrap:
      return mapScalar(a, y, count, [](double u) { return wrapAngle(u); });
    case Op::kReciprocal:
      return map1(a, y, count, [one](Lanes u) { return one / u; });
    default:
      return;
  }
}

namespace {

// One row: y[j · strideOfY] = a[j · strideOfA]. A stride of 0 repeats a number.
__attribute__((noinline)) void copyRow(const Real* a, int strideOfA, int columns, Real* y,
                                       int strideOfY) {
  for (int j = 0; j < columns; ++j, a += strideOfA, y += strideOfY) *y = *a;
}

// Columns of as many rows are copied in one piece; shorter ones row by row, because a call of
// memcpy or memset costs more than they do.
constexpr int kLong = 16;

}  // namespace

void sliceRows(const Real* a, int rowsOfA, int first, int rows, int columns, Real* y) {
  if (rows < kLong) {
    for (int i = 0; i < rows; ++i) copyRow(a + first + i, rowsOfA, columns, y + i, rows);
    return;
  }
  for (int j = 0; j < columns; ++j, a += rowsOfA, y += rows) std::copy_n(a + first, rows, y);
}

void placeRows(const Real* a, int rowsOfA, int first, int rows, int columns, Real* y) {
  const Real zero = 0;
  if (rows < kLong) {
    for (int i = 0; i < rows; ++i) {
      const bool placed = i >= first && i < first + rowsOfA;
      copyRow(placed ? a + i - first : &zero, placed ? rowsOfA : 0, columns, y + i, rows);
    }
    return;
  }
  for (int j = 0; j < columns; ++j, a += rowsOfA, y += rows) {
    std::fill_n(y, rows, Real(0));
    std::copy_n(a, rowsOfA, y + first);
  }
}

void sumRows(const Real* a, int rows, int columns, Real* y) {
  for (int j = 0; j < columns; ++j, a += rows) {
    Real sum = 0;
    for (int i = 0; i < rows; ++i) sum += a[i];
    y[j] = sum;
  }
}

void broadcastRows(const Real* a, int rows, int columns, Real* y) {
  if (rows < kLong) {
    for (int i = 0; i < rows; ++i) copyRow(a, 1, columns, y + i, rows);
    return;
  }
  for (int j = 0; j < columns; ++j, y += rows) std::fill_n(y, rows, a[j]);
}

namespace {

// sum[i] = Σ_j a(i, j). Four columns per turn, so that the sum is read and written once for them;
// in order, and lanes do not mix.
void sumOfColumns(const Real* a, int rowsOfA, int rows, int columns, Real* sum) {
  std::fill_n(sum, rows, Real(0));
  int j = 0;
  for (; j + 4 <= columns; j += 4, a += 4 * rowsOfA) {
    const Real *a1 = a + rowsOfA, *a2 = a1 + rowsOfA, *a3 = a2 + rowsOfA;
    for (int i = 0; i < rows; ++i) sum[i] = (((sum[i] + a[i]) + a1[i]) + a2[i]) + a3[i];
  }
  for (; j < columns; ++j, a += rowsOfA) {
    for (int i = 0; i < rows; ++i) sum[i] += a[i];
  }
}

}  // namespace

// Columns in blocks, whose sums are added with Kahan's compensation (1965, Comm. ACM 8:40): the
// error does not grow with the number of samples.
void accumulateColumns(const Real* a, int rows, int columns, Real* y, Real* carry) {
  constexpr int kBlock = 96, kTile = 256;
  Real sum[kTile];
  for (int first = 0; first < columns; first += kBlock) {
    const Real* block = a + static_cast<std::ptrdiff_t>(first) * rows;
    const int width = std::min(kBlock, columns - first);
    for (int row = 0; row < rows; row += kTile) {
      const int height = std::min(kTile, rows - row);
      sumOfColumns(block + row, rows, height, width, sum);
      for (int i = 0; i < height; ++i) {
        const Real part = sum[i] + carry[row + i], before = y[row + i];
        y[row + i] = before + part;
        carry[row + i] = part - (y[row + i] - before);
      }
    }
  }
}

void broadcastColumns(const Real* a, int rows, int columns, Real* y) {
  if (rows < kLong) {
    for (int i = 0; i < rows; ++i) copyRow(a + i, 0, columns, y + i, rows);
    return;
  }
  for (int j = 0; j < columns; ++j, y += rows) std::copy_n(a, rows, y);
}

void gatherRows(const Real* a, int rowsOfA, const std::vector<int>& from, int columns, Real* y) {
  for (int j = 0; j < columns; ++j, a += rowsOfA)
    for (const int row : from) *y++ = row < 0 ? Real(0) : a[row];
}

void scatterRows(const Real* a, const std::vector<int>& to, int rows, int columns, Real* y) {
  for (int j = 0; j < columns; ++j, y += rows) {
    clear(y, static_cast<std::size_t>(rows));
    for (const int row : to) {
      const Real value = *a++;
      if (row >= 0) y[row] += value;
    }
  }
}

}  // namespace hnn
